"""One logbook becomes two again: as before the link, or by what was told in which chat."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from core.domain.account import Account, AccountKey, where_to_write
from core.domain.facts import ContraIndication, Fact, RedFlag
from core.domain.linking.merging import Merger, merge, told_in
from core.domain.linking.numbering import Ranges, joined, renumbered, within
from core.domain.linking.richer import carried
from core.domain.linking.shelves import by_number, facts_of, with_facts
from core.domain.logbook import Change, Logbook
from core.domain.prescription import Prescription
from core.domain.training import Entry, FactId

#: The change that nothing before is taken back past: what it was of may be elsewhere now.
UNLINK = "unlink"


class Share(StrEnum):
    """What a chat takes along that goes its own way: what was told there, everything, or nothing."""

    OWN = "own"
    ALL = "all"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A logbook as it was before it was linked, and the accounts that it had."""

    logbook: Logbook
    accounts: tuple[Account, ...]

    @property
    def keys(self) -> frozenset[AccountKey]:
        """The chats of the logbook."""
        return frozenset(one.key for one in self.accounts)

    @property
    def whole(self) -> Logbook:
        """The logbook with its accounts."""
        return replace(self.logbook, accounts=self.accounts)


def rejoin(now: Logbook, *, first: Part, second: Part, at: datetime) -> tuple[Logbook, Logbook]:
    """Bring back two logbooks that were linked `at` an instant, with what became of them since.

    What was told since goes where it was told; what was changed or taken out since is so in the one that had it.
    """
    then = merge(first.whole, second.whole, runner=now.runner, at=at)
    was, still = by_number(then.logbook), by_number(now)
    changed = {number: still.get(number) for number in was | still if was.get(number) != still.get(number)}
    sides = (first, _in_first(then, now, part=first)), (second, _in_second(then, now, part=second))
    one, other = (_rejoined(now, part, changed=changed, number_in=number_in, then=then) for part, number_in in sides)
    return one, other


def separate(
    now: Logbook, leaving: Collection[AccountKey], *, share: Share, runner: Logbook, at: datetime
) -> tuple[Logbook, Logbook]:
    """Return what stays of a whole logbook, and what becomes of the new `runner`, with the chats that leave.

    The numbers stay on both sides. A lock that is not cleared holds for both, since it is of the body.
    """
    gone = [one for one in now.accounts if one.key in leaving]
    kept = [one for one in now.accounts if one.key not in leaving]
    there, here = _told_by(now, gone), _told_by(now, kept)
    facts = list(facts_of(now))
    taken = [fact for fact in facts if _goes(fact, there, share=share)]
    numbers = {fact.id for fact in taken if share is Share.ALL or not within(here, fact.id)}
    left = [fact for fact in facts if fact.id not in numbers]
    locks = [fact for fact in facts if _is_lock(fact)]
    seq = 1 + max(now.cursor, *(one.seq for one in now.changes), 0)
    beginning = replace(
        runner,
        settings=now.settings,
        joined=now.joined,
        heard=now.heard,
        next_id=now.next_id,
        summed_up=now.summed_up,
        nudged=now.nudged,
    )
    going = _with(beginning, [*taken, *locks], every=now.prescriptions)
    staying = _with(now, [*left, *locks], every=now.prescriptions)
    return (
        _with_barrier(replace(staying, accounts=_alone(kept)), seq=seq, at=at),
        _with_barrier(replace(going, accounts=_alone(gone), pressure=now.pressure), seq=seq, at=at),
    )


def _goes(fact: Fact, there: Ranges, *, share: Share) -> bool:
    return share is Share.ALL or (share is Share.OWN and within(there, fact.id))


def _is_lock(fact: Fact) -> bool:
    return isinstance(fact, RedFlag | ContraIndication) and fact.cleared is None


def _with(logbook: Logbook, facts: Iterable[Fact], *, every: Iterable[Prescription]) -> Logbook:
    """Return the logbook with these facts, what they refer to, and no others."""
    wanted = {fact.id: fact for fact in facts}
    referred = {fact.prescription for fact in wanted.values() if isinstance(fact, Entry)}
    wanted |= {one.id: one for one in every if one.id in referred}
    held = by_number(logbook)
    changed: dict[FactId, Fact | None] = {number: None for number in held if number not in wanted}
    changed |= {number: fact for number, fact in wanted.items() if held.get(number) != fact}
    return with_facts(logbook, changed)


def _alone(accounts: Collection[Account]) -> tuple[Account, ...]:
    """Return accounts that are all of a runner, with one of them home."""
    home = where_to_write(accounts) or next(iter(accounts))
    single = len(accounts) == 1
    return tuple(replace(one, home=one.key == home.key, asked="", told=() if single else one.told) for one in accounts)


_NumberIn: TypeAlias = Callable[[FactId], FactId | None]


def _in_first(then: Merger, now: Logbook, *, part: Part) -> _NumberIn:
    """Return what tells the number of a fact in the first logbook; what was told in no chat since is there too."""
    elsewhere = _told_by(now, [one for one in now.accounts if one.key not in part.keys])
    wanted = _referred(now, lambda number: not within(elsewhere, number))
    base = then.logbook.next_id

    def number_in(number: FactId) -> FactId | None:
        if number >= base:
            return number if number in wanted or not within(elsewhere, number) else None
        return number if number <= then.shift else None

    return number_in


def _in_second(then: Merger, now: Logbook, *, part: Part) -> _NumberIn:
    """Return what tells the number of a fact in the second logbook."""
    there = _told_by(now, [one for one in now.accounts if one.key in part.keys])
    wanted = _referred(now, lambda number: within(there, number))
    own = {known: FactId(number - then.shift) for number, known in then.twins.items()}
    base = then.logbook.next_id

    def number_in(number: FactId) -> FactId | None:
        if number >= base:
            return number if number in wanted or within(there, number) else None
        return FactId(number - then.shift) if number > then.shift else own.get(number)

    return number_in


def _referred(now: Logbook, is_mine: Callable[[FactId], bool]) -> frozenset[FactId | None]:
    """Return the prescriptions that entries of one side answer, wherever they were asked for."""
    return frozenset(one.prescription for one in now.entries if is_mine(one.id))


def _rejoined(
    now: Logbook, part: Part, *, changed: dict[FactId, Fact | None], number_in: _NumberIn, then: Merger
) -> Logbook:
    logbook = part.logbook
    held = by_number(logbook)
    mine: dict[FactId, Fact | None] = {}
    for number, fact in changed.items():
        own = number_in(number)
        if own is not None and (fact is not None or own in held):
            mine[own] = None if fact is None else renumbered(fact, own, refers=number_in)
    restored = replace(
        with_facts(logbook, mine),
        settings=carried(logbook.settings, was=then.logbook.settings, now=now.settings),
        accounts=tuple(_restored(one, now) for one in part.accounts),
        reminders=now.reminders,
        heard=max(logbook.heard, now.heard),
        pressure=max(logbook.pressure, now.pressure),
        summed_up=now.summed_up,
        nudged=now.nudged,
        next_id=max(logbook.next_id, now.next_id),
    )
    newest = max((one.seq for one in now.changes), default=0)
    if newest == then.logbook.cursor and not mine:
        return restored
    return _with_barrier(restored, seq=1 + max(newest, *(one.seq for one in logbook.changes), 0), at=now.heard)


def _restored(account: Account, now: Logbook) -> Account:
    """Return a chat as it was, reached as it is now; the numbers of the common time mean nothing there any more."""
    current = next((one for one in now.accounts if one.key == account.key), account)
    since = len(current.shifts) - len(account.shifts)
    shifts = (*account.shifts, 0, *(None for _ in range(since))) if since else account.shifts
    return replace(account, address=current.address, reachable=current.reachable, asked="", shifts=shifts)


def _told_by(logbook: Logbook, accounts: Iterable[Account]) -> Ranges:
    return joined(piece for one in accounts for piece in told_in(logbook, one))


def _with_barrier(logbook: Logbook, *, seq: int, at: datetime) -> Logbook:
    """Return the logbook with nothing that can be taken back or brought back."""
    barrier = Change(seq=seq, at=at, deed=UNLINK, edits=())
    return replace(logbook, cursor=seq, changes=(*logbook.changes, barrier), new_changes=(barrier,))
