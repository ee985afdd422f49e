"""Bring back one's own export: into an empty logbook it becomes the same, into another one nothing comes twice."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, TypeAlias

from core.domain.exercise import Catalogue, ExerciseKey
from core.domain.facts import Fact, FaultSeen, PainReport, Pause, Snooze
from core.domain.linking.twins import likeness
from core.domain.logbook import Edit, Logbook
from core.domain.prescription import Prescription
from core.domain.training import Entry, FactId
from core.domain.week import local_day
from core.services.foreign.columns import App
from core.services.foreign.rows import NamedCount
from core.services.import_log import work_of
from core.services.import_plan import ImportPlan
from core.services.own_export import OwnExport
from core.storage.facts import SHELVES

_Refer: TypeAlias = Callable[[FactId], FactId | None]


@dataclass(slots=True, kw_only=True)
class _Bringing:
    """An import as it is worked out: what it takes so far, and what it leaves out."""

    catalogue: Catalogue
    taken: list[Fact] = field(default_factory=list)
    known: int = 0
    unknown: Counter[str] = field(default_factory=Counter)

    def offer(self, facts: Iterable[Fact], *, here: frozenset[Hashable]) -> None:
        """Take what is not here yet, and whose exercise the catalogue has."""
        for fact in facts:
            ours = self._ours(fact)
            if ours is None:
                continue
            if here.isdisjoint(_signs(ours)):
                self.taken.append(ours)
            else:
                self.known += not isinstance(ours, Prescription)

    def _ours(self, fact: Fact) -> Fact | None:
        """Return a fact as this catalogue can hold it, None where it cannot; entries that are left out are counted."""
        match fact:
            case Entry() if fact.exercise not in self.catalogue.exercises:
                self.unknown[fact.exercise] += len(fact.sets)
                return None
            case Prescription():
                return self._prescription(fact)
            case FaultSeen():
                return fact if fact.fault < self._faults(fact.exercise) else None
            case PainReport() if fact.exercise not in self.catalogue.exercises:
                return replace(fact, exercise=None)
        return fact

    def _prescription(self, fact: Prescription) -> Prescription | None:
        exercise = self.catalogue.exercises.get(fact.exercise)
        return fact if exercise is not None and 0 <= fact.cue < len(exercise.cues) else None

    def _faults(self, key: ExerciseKey) -> int:
        exercise = self.catalogue.exercises.get(key)
        return len(exercise.faults) if exercise else 0


def plan_restore(logbook: Logbook, export: OwnExport, *, now: datetime, catalogue: Catalogue) -> ImportPlan:
    """Work out what an export brings; OlderHistoryNeededError where not all of the runner's history is loaded.

    Where nothing was done yet, the logbook becomes what the export holds, settings and all; where nothing was even
    asked yet, the numbers of facts too.
    """
    logbook.whole()
    new = is_new(logbook)
    shift = 0 if new and _has_given_no_numbers(logbook) else logbook.next_id - 1
    bringing = _Bringing(catalogue=catalogue)
    today = local_day(now, logbook.settings.tz)
    for shelf in SHELVES:
        here = () if new else getattr(logbook, shelf.name)
        lasting = (one for one in export.facts[shelf.name] if new or not _looks_ahead(one, today))
        bringing.offer(lasting, here=frozenset(sign for fact in here for sign in _signs(fact)))
    refers = _refers(logbook, bringing.taken, export=export, shift=shift)
    facts = [_numbered(fact, shift=shift, refers=refers, told_from=logbook.next_id) for fact in bringing.taken]
    entries = [fact for fact in facts if isinstance(fact, Entry)]
    return ImportPlan(
        app=App.OURS,
        edits=(*_cleared(logbook, new=new), *_settled(logbook, export, new=new), *_added(facts)),
        work=work_of(entries),
        next_id=FactId(max(logbook.next_id, export.next_id + shift)) if facts or new else logbook.next_id,
        joined=min(logbook.joined, export.joined) if new else None,
        facts=sum(not isinstance(fact, Entry | Prescription) for fact in facts),
        others=tuple(NamedCount(name=name, sets=sets) for name, sets in bringing.unknown.most_common()),
        known=bringing.known,
        future=0 if new else sum(one.day > today for one in export.facts["entries"]),
        settings=new and logbook.settings != export.settings,
        stranger=bool(export.accounts) and export.accounts.isdisjoint(one.key for one in logbook.accounts),
    )


def is_new(logbook: Logbook) -> bool:
    """Tell whether a runner has done and set nothing yet; what they were only asked to do does not count."""
    return not logbook.cursor and not any(
        getattr(logbook, shelf.name) for shelf in SHELVES if shelf.kind is not Prescription
    )


def _has_given_no_numbers(logbook: Logbook) -> bool:
    """Tell whether no fact ever had a number here that a button or a reply may still name."""
    return not logbook.prescriptions and not logbook.changes and len(logbook.accounts) <= 1


def _signs(fact: Fact) -> tuple[Hashable, ...]:
    """Return what tells that a fact is here: one of them is enough. Of one day's prescriptions, those here stay."""
    if isinstance(fact, Prescription):
        return (fact.day,)
    if isinstance(fact, Entry):
        return likeness(fact), (fact.at, fact.exercise)
    return (likeness(fact),)


def _looks_ahead(fact: Fact, today: date) -> bool:
    """Tell whether a fact would change what the coach does from now on: a pause that goes on, work of days to come."""
    match fact:
        case Snooze():
            return True
        case Pause():
            return fact.until is None or fact.until >= today
        case Entry() | Prescription():
            return fact.day > today
    return False


def _refers(logbook: Logbook, taken: Iterable[Fact], *, export: OwnExport, shift: int) -> _Refer:
    """Return what becomes of a number that an entry answers: a prescription that comes too, or the same one here."""
    if not shift:
        left_out = {one.id for one in export.facts["prescriptions"]} - {one.id for one in taken}
        return lambda number: None if number in left_out else number
    here = {(one.day, one.exercise): one.id for one in logbook.prescriptions}
    numbers: dict[FactId, FactId | None] = {
        one.id: here.get((one.day, one.exercise)) for one in export.facts["prescriptions"]
    }
    numbers |= {one.id: FactId(one.id + shift) for one in taken if isinstance(one, Prescription)}
    return numbers.get


def _numbered(fact: Fact, *, shift: int, refers: _Refer, told_from: FactId) -> Fact:
    """Return a fact under its number here; the messages that told it are elsewhere, and none of ours."""
    if not isinstance(fact, Entry):
        return replace(fact, id=FactId(fact.id + shift))

    def message(number: FactId | None) -> FactId | None:
        return None if number is None or number + shift < told_from else FactId(number + shift)

    return replace(
        fact,
        id=FactId(fact.id + shift),
        prescription=None if fact.prescription is None else refers(fact.prescription),
        sets=tuple(replace(one, message=message(one.message)) for one in fact.sets),
    )


def _cleared(logbook: Logbook, *, new: bool) -> Iterator[Edit]:
    """Take out what a new runner was asked to do: the export has its own."""
    return (Edit(before=one, after=None) for one in logbook.prescriptions if new)


def _settled(logbook: Logbook, export: OwnExport, *, new: bool) -> Iterator[Edit]:
    if new and logbook.settings != export.settings:
        yield Edit(before=logbook.settings, after=export.settings)


def _added(facts: Iterable[Any]) -> Iterator[Edit]:
    return (Edit(before=None, after=fact) for fact in facts)
