"""All facts of a logbook at once: thousands of them change hands without being sorted in one by one."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from core.domain.facts import Fact
from core.domain.logbook import SHELVES, Edit, Logbook
from core.domain.training import FactId


def facts_of(logbook: Logbook) -> Iterator[Fact]:
    """Give every fact of a logbook, one shelf after another."""
    for name in SHELVES.values():
        yield from getattr(logbook, name)


def by_number(logbook: Logbook) -> dict[FactId, Fact]:
    """Return every fact of a logbook by its number."""
    return {fact.id: fact for fact in facts_of(logbook)}


def with_facts(logbook: Logbook, changed: Mapping[FactId, Fact | None]) -> Logbook:
    """Return the logbook with facts put in, replaced, or (None) taken out, not undoable."""
    before = by_number(logbook)
    after = {number: fact for number, fact in {**before, **changed}.items() if fact is not None}
    edits = tuple(Edit(before=before.get(number), after=fact) for number, fact in changed.items())
    highest = max(changed, default=0)
    return replace(
        logbook,
        unsaved=logbook.unsaved + edits,
        next_id=max(logbook.next_id, FactId(highest + 1)),
        **_shelved(after.values()),
    )


def _shelved(facts: Iterable[Fact]) -> dict[str, Any]:
    shelves: dict[str, list[Fact]] = {name: [] for name in SHELVES.values()}
    for fact in facts:
        shelves[SHELVES[type(fact)]].append(fact)
    return {name: tuple(sorted(kept, key=lambda one: (one.day, one.id))) for name, kept in shelves.items()}
