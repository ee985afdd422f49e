"""Which cue comes next: they rotate, and one that mends a reported fault comes first."""

from collections.abc import Iterator
from datetime import date, timedelta

from core.domain.exercise import Exercise
from core.domain.logbook import Logbook
from core.domain.prescription import Prescription

#: How far back cues are remembered; within what is loaded, so that a cue never depends on how much was.
REMEMBERED = timedelta(days=112)


def mending_cue(logbook: Logbook, exercise: Exercise, *, day: date) -> int | None:
    """Return the cue that mends the fault reported last, None where it was given since or nothing was reported."""
    for seen in reversed(logbook.faults):
        if seen.day < day - REMEMBERED:
            return None
        if seen.exercise == exercise.key and seen.fault < len(exercise.faults):
            cue = exercise.faults[seen.fault].cue
            given = any(one.cue == cue and one.id > seen.id for one in _given(logbook, exercise, since=seen.day))
            if not given:
                return cue
    return None


def next_cue(logbook: Logbook, exercise: Exercise, *, day: date) -> int:
    """Return the cue that was longest not given; of those never given the next after the newest one."""
    count = len(exercise.cues)
    given: list[int] = []
    for one in _given(logbook, exercise, since=day - REMEMBERED):
        if one.cue < count and one.cue not in given:
            given.append(one.cue)
            if len(given) == count:
                return one.cue
    newest = given[0] if given else -1
    in_turn = ((newest + step) % count for step in range(1, count + 1))
    return next(cue for cue in in_turn if cue not in given)


def _given(logbook: Logbook, exercise: Exercise, *, since: date) -> Iterator[Prescription]:
    """Give the prescriptions of the exercise from `since` on, newest first."""
    for one in reversed(logbook.prescriptions):
        if one.day < since:
            return
        if one.exercise == exercise.key:
            yield one
