"""Facts that two logbooks both have: the same work told twice, the same day passed over twice."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import replace
from operator import attrgetter
from typing import Any, TypeVar

from core.domain.facts import (
    ContraIndication,
    Fact,
    FaultSeen,
    PainReport,
    Pause,
    Race,
    RedFlag,
    RunDay,
    Skip,
    Snooze,
)
from core.domain.training import CalfTest, Entry, TrainingSet

_Locked = TypeVar("_Locked", RedFlag, ContraIndication)


def _of_set(one: TrainingSet) -> Hashable:
    """Return the set without what may be said of it in one place and not in the other."""
    load = None if one.load is None else one.load.kg
    return one.reps, one.reps_to, one.seconds, load, one.bodyweight, one.side


def _of_entry(fact: Entry) -> Hashable:
    return fact.day, fact.exercise, tuple(map(_of_set, fact.sets))


def _of_run(fact: RunDay) -> Hashable:
    return fact.kind, fact.weekday, fact.day if fact.weekday is None else None


_SAYING: Mapping[type[Fact], Callable[[Any], Hashable]] = {
    Entry: _of_entry,
    Skip: attrgetter("day"),
    Pause: attrgetter("day", "until"),
    Snooze: attrgetter("day", "until"),
    CalfTest: attrgetter("day", "left", "right"),
    FaultSeen: attrgetter("day", "exercise", "fault"),
    PainReport: attrgetter("day", "level", "place", "side", "when", "sharp", "limp", "worse"),
    RedFlag: attrgetter("day", "urgency"),
    ContraIndication: attrgetter("day", "condition"),
    RunDay: _of_run,
    Race: attrgetter("day", "kind"),
}


def likeness(fact: Fact) -> Hashable:
    """Return what is equal for facts that say the same; None for one that is like no other."""
    saying = _SAYING.get(type(fact))
    return None if saying is None else saying(fact)


def both(one: Fact, other: Fact) -> Fact:
    """Return the first of two facts that are alike, with what only the other says; a lock of either stays."""
    match one, other:
        case Entry(), Entry():
            return _both_entries(one, other)
        case Skip(), Skip():
            return replace(one, reason=one.reason or other.reason)
        case RedFlag(), RedFlag():
            return _both_locks(one, other)
        case ContraIndication(), ContraIndication():
            return _both_locks(one, other)
        case Race(), Race():
            return replace(one, done=one.done or other.done)
        case _:
            return one


def _both_entries(one: Entry, other: Entry) -> Entry:
    sets = tuple(
        replace(mine, rpe=theirs.rpe) if mine.rpe is None else mine
        for mine, theirs in zip(one.sets, other.sets, strict=True)
    )
    return replace(one, sets=sets, note=one.note or other.note)


def _both_locks(one: _Locked, other: _Locked) -> _Locked:
    if one.cleared is None or other.cleared is None:
        return replace(one, cleared=None)
    return replace(one, cleared=max(one.cleared, other.cleared))
