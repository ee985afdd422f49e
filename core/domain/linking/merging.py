"""Two logbooks of one person become one: nothing is lost, and nothing is there twice."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TypeVar

from core.domain.account import Account, where_to_write
from core.domain.facts import Fact, Pause
from core.domain.linking.numbering import Ranges, joined, moved, renumbered, shifting
from core.domain.linking.richer import merged as merged_settings
from core.domain.linking.richer import richness
from core.domain.linking.shelves import facts_of, with_facts
from core.domain.linking.twins import both, likeness
from core.domain.logbook import Change, Logbook
from core.domain.prescription import Prescription
from core.domain.reminder import Reminder
from core.domain.runner import RunnerId
from core.domain.training import FactId
from core.domain.week import local_day

T = TypeVar("T", bound=Fact)
#: The change that nothing before is taken back past: the two were still two.
LINK = "link"
#: How long a link can be taken back as if it had not been.
UNDO_WITHIN = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Merger:
    """What two logbooks become.

    `shift` is added to every number of the second; `twins` has for each fact of the second that the first has too,
    under its moved number, the number that it goes by.
    """

    logbook: Logbook
    shift: int
    twins: Mapping[FactId, FactId]

    @property
    def same(self) -> int:
        """How many entries both had."""
        entries = {one.id for one in self.logbook.entries}
        return sum(number in entries for number in self.twins.values())


def merge(first: Logbook, second: Logbook, *, runner: RunnerId, at: datetime) -> Merger:
    """Merge two whole logbooks into that of a new runner.

    The numbers of the first stay, those of the second follow after them.
    """
    first.whole()
    second.whole()
    shift = first.next_id - 1
    leads = leader(first, second)
    other = second if leads is first else first
    theirs = [renumbered(fact, FactId(fact.id + shift), refers=shifting(shift)) for fact in facts_of(second)]
    facts, twins = _united(facts_of(first), theirs)
    settings = merged_settings(leads.settings, other.settings)
    _order_prescriptions(facts, from_second=leads is second, shift=shift)
    _join_pauses(facts, local_day(at, settings.tz))
    logbook = Logbook(
        runner=runner,
        settings=settings,
        joined=min(first.joined, second.joined),
        heard=max(first.heard, second.heard),
        accounts=_accounts(first, second, shift=shift, leads=leads, twins=twins),
        reminders=_reminders(leads, other),
        next_id=FactId(shift + second.next_id),
        pressure=max(first.pressure, second.pressure),
        summed_up=_later(first.summed_up, second.summed_up),
        nudged=_later(first.nudged, second.nudged),
    )
    kept = tuple(one for one in first.changes if one.seq <= first.cursor)
    barrier = Change(seq=first.cursor + 1, at=at, deed=LINK, edits=())
    stacked = replace(logbook, cursor=barrier.seq, changes=(*kept, barrier), new_changes=(*kept, barrier))
    return Merger(logbook=with_facts(stacked, dict(facts)), shift=shift, twins=twins)


def leader(first: Logbook, second: Logbook) -> Logbook:
    """Return the logbook whose settings win: the richer ones, or with as much said, those of the longer history."""
    return max(first, second, key=lambda one: (richness(one.settings), len(one.entries)))


def _later(first: date | None, second: date | None) -> date | None:
    return max((one for one in (first, second) if one is not None), default=None)


def told_in(logbook: Logbook, account: Account) -> Ranges:
    """Return the numbers of what was told in one chat of a logbook."""
    if account.told or len(logbook.accounts) > 1:
        return account.told
    return joined([(1, logbook.next_id - 1)])


def _united(mine: Iterable[Fact], theirs: Iterable[Fact]) -> tuple[dict[FactId, Fact], dict[FactId, FactId]]:
    """Return all facts by number, each pair of twins as one, and what became of the second of each pair."""
    facts = {fact.id: fact for fact in mine}
    alike: dict[Hashable, list[FactId]] = defaultdict(list)
    for fact in sorted(facts.values(), key=lambda one: -one.id):
        alike[type(fact), likeness(fact)].append(fact.id)
    twins: dict[FactId, FactId] = {}
    for fact in sorted(theirs, key=lambda one: one.id):
        like = likeness(fact)
        found = alike[type(fact), like] if like is not None else []
        if found:
            twins[fact.id] = found.pop()
            facts[twins[fact.id]] = both(facts[twins[fact.id]], fact)
        else:
            facts[fact.id] = fact
    return facts, twins


def _order_prescriptions(facts: dict[FactId, Fact], *, from_second: bool, shift: int) -> None:
    """Where both were prescribed something for a day, let that of the leading logbook count."""
    prescribed = [fact for fact in facts.values() if isinstance(fact, Prescription)]
    highest: defaultdict[date, int] = defaultdict(int)
    for one in prescribed:
        if (one.id > shift) is not from_second:
            highest[one.day] = max(highest[one.day], one.number)
    for one in prescribed:
        if (one.id > shift) is from_second and highest[one.day]:
            facts[one.id] = replace(one, number=one.number + highest[one.day])


def _join_pauses(facts: dict[FactId, Fact], today: date) -> None:
    """Make one of the pauses that hold today: from the first day to the last, so that one word ends it."""
    running = [fact for fact in facts.values() if isinstance(fact, Pause) and fact.covers(today)]
    if len(running) < 2:  # noqa: PLR2004 - one alone is one already
        return
    one = min(running, key=lambda pause: pause.id)
    ends = [pause.until for pause in running]
    until = None if None in ends else max(end for end in ends if end is not None)
    for pause in running:
        del facts[pause.id]
    facts[one.id] = replace(one, day=min(pause.day for pause in running), until=until)


def _accounts(
    first: Logbook, second: Logbook, *, shift: int, leads: Logbook, twins: Mapping[FactId, FactId]
) -> tuple[Account, ...]:
    """Return the chats of both, with one of them home."""
    home = where_to_write(leads.accounts) or where_to_write((*first.accounts, *second.accounts))
    mine = (replace(one, told=told_in(first, one)) for one in first.accounts)
    theirs = (_joining(second, one, shift=shift, twins=twins) for one in second.accounts)
    return tuple(replace(one, home=home is None or one.key == home.key) for one in (*mine, *theirs))


def _joining(logbook: Logbook, account: Account, *, shift: int, twins: Mapping[FactId, FactId]) -> Account:
    """Return a chat of the second logbook; what it has in common with the first was told in both."""
    told = moved(told_in(logbook, account), shift)
    shared = [(known, known) for number, known in twins.items() if any(low <= number <= high for low, high in told)]
    shifts = (*(None if one is None else one + shift for one in account.shifts), shift)
    return replace(account, told=joined([*told, *shared]), shifts=shifts, asked="")


def _reminders(leads: Logbook, other: Logbook) -> tuple[Reminder, ...]:
    kinds = {one.kind for one in leads.reminders}
    return (*leads.reminders, *(one for one in other.reminders if one.kind not in kinds))
