"""Numbers of facts: which were given where, and what becomes of them when two logbooks meet."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeAlias

from core.domain.account import AccountKey
from core.domain.facts import Fact
from core.domain.logbook import Logbook
from core.domain.training import Entry, FactId

Ranges: TypeAlias = tuple[tuple[int, int], ...]
#: The number that another one becomes; None where what it meant is not there.
Renumber: TypeAlias = Callable[[FactId], FactId | None]


def joined(ranges: Iterable[tuple[int, int]]) -> Ranges:
    """Return the ranges in order, with neighbours made one."""
    whole: list[tuple[int, int]] = []
    for low, high in sorted(ranges):
        if low > high:
            continue
        if whole and low <= whole[-1][1] + 1:
            whole[-1] = (whole[-1][0], max(whole[-1][1], high))
        else:
            whole.append((low, high))
    return tuple(whole)


def within(ranges: Ranges, number: int) -> bool:
    """Tell whether a number lies in one of the ranges."""
    return any(low <= number <= high for low, high in ranges)


def moved(ranges: Ranges, shift: int) -> Ranges:
    """Return the ranges of the same numbers after all of them moved."""
    return tuple((low + shift, high + shift) for low, high in ranges)


def renumbered(fact: Fact, number: FactId, *, refers: Renumber) -> Fact:
    """Return a fact under another number, and with what it refers to under theirs."""
    if not isinstance(fact, Entry):
        return replace(fact, id=number)
    sets = tuple(one if one.message is None else replace(one, message=refers(one.message)) for one in fact.sets)
    prescription = None if fact.prescription is None else refers(fact.prescription)
    return replace(fact, id=number, sets=sets, prescription=prescription)


def shifting(shift: int) -> Renumber:
    """Return what moves every number by `shift`."""
    return lambda number: FactId(number + shift)


def took_place(logbook: Logbook, key: AccountKey, *, since: FactId) -> Logbook:
    """Take down in which chat the numbers from `since` on were given, where the runner has several."""
    if len(logbook.accounts) == 1 or logbook.next_id == since:
        return logbook
    given = (since, logbook.next_id - 1)
    accounts = tuple(
        replace(one, told=joined((*one.told, given))) if one.key == key else one for one in logbook.accounts
    )
    return replace(logbook, accounts=accounts)
