"""Logging: what sets belong to, what is filled in, and what joins."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.domain.exercise import ExerciseKey
from core.domain.load import Load, Unit
from core.domain.reading import Work
from core.domain.training import FactId, Side
from core.services.log_sets import (
    Logging,
    NothingToLogToError,
    log_as_planned,
    log_works,
    open_entry,
    planned_sets,
)
from tests.support.training import CATALOGUE, MONDAY, MORNING, empty_logbook, prescribed, reps

SEATED = ExerciseKey("seated-machine-raise")
HOPS = ExerciseKey("bunny-hops")


def told(minutes: int = 0, message: int = 90) -> Logging:
    """Return a log of the Monday, told some minutes after the morning began."""
    return Logging(day=MONDAY, at=MORNING + timedelta(minutes=minutes), message=FactId(message))


def test_sets_without_a_name_answer_the_prescription() -> None:
    """Sets without a name or a load get both from what was prescribed."""
    logbook, given = prescribed(empty_logbook())
    after, (logged,) = log_works(
        logbook, [Work(sets=reps(12, 12, 10))], logging=replace(told(), prescription=given), catalogue=CATALOGUE
    )
    assert after.entries == (logged.entry,)
    assert logged.entry.exercise == SEATED
    assert logged.entry.prescription == given.id
    assert [one.reps for one in logged.entry.sets] == [12, 12, 10]
    assert {one.load for one in logged.entry.sets} == {Load(text="40", unit=Unit.KG)}
    assert {one.message for one in logged.entry.sets} == {FactId(90)}


def test_a_named_exercise_does_not_answer_the_prescription() -> None:
    """Work of the runner's own keeps its name, and takes no load from the prescription."""
    logbook, given = prescribed(empty_logbook())
    work = Work(exercise=HOPS, sets=reps(20, 20))
    _, (logged,) = log_works(logbook, [work], logging=replace(told(), prescription=given), catalogue=CATALOGUE)
    assert logged.entry.prescription is None
    assert all(one.bodyweight and one.load is None for one in logged.entry.sets)


def test_one_leg_work_is_done_with_each_leg() -> None:
    """Reps of a one-leg exercise count for each leg, unless a side is told."""
    work = Work(exercise=ExerciseKey("single-leg-raise"), sets=reps(15) + reps(12, side=Side.LEFT))
    _, (logged,) = log_works(empty_logbook(), [work], logging=told(), catalogue=CATALOGUE)
    assert [one.side for one in logged.entry.sets] == [Side.EACH, Side.LEFT]


def test_sets_told_one_by_one_join_one_entry() -> None:
    """Sets within three hours of each other become one entry, and a load that was told carries on."""
    logbook, given = prescribed(empty_logbook())
    for minute, (count, load) in enumerate([(12, "42,5"), (12, ""), (10, "")]):
        logging = replace(told(minute, message=90 + minute), prescription=given)
        logbook, _ = log_works(logbook, [Work(sets=reps(count, load=load))], logging=logging, catalogue=CATALOGUE)
    (entry,) = logbook.entries
    assert [one.reps for one in entry.sets] == [12, 12, 10]
    assert {one.load.text for one in entry.sets if one.load} == {"42,5"}
    assert [one.message for one in entry.sets] == [90, 91, 92]


@pytest.mark.parametrize(("minutes", "entries"), [(179, 1), (181, 2)])
def test_after_three_hours_sets_begin_a_new_entry(minutes: int, entries: int) -> None:
    """Three hours after its last set an entry is closed."""
    logbook, given = prescribed(empty_logbook())
    for minute in (0, minutes):
        logging = replace(told(minute), prescription=given)
        logbook, _ = log_works(logbook, [Work(sets=reps(12))], logging=logging, catalogue=CATALOGUE)
    assert len(logbook.entries) == entries


def test_sets_told_after_done_take_its_place() -> None:
    """What is told after "done" says how it really was."""
    logbook, given = prescribed(empty_logbook())
    logbook, _ = log_as_planned(logbook, given, logging=replace(told(), message=None), catalogue=CATALOGUE)
    logging = replace(told(5), prescription=given)
    logbook, (logged,) = log_works(logbook, [Work(sets=reps(10, 9, 8))], logging=logging, catalogue=CATALOGUE)
    assert [one.reps for one in logbook.entries[0].sets] == [10, 9, 8]
    assert logged.before is not None
    assert len(logbook.entries) == 1


def test_done_logs_what_was_prescribed() -> None:
    """Done logs every planned set with its load; fewer sets when fewer were done."""
    logbook, given = prescribed(empty_logbook())
    _, whole = log_as_planned(logbook, given, logging=told(), catalogue=CATALOGUE)
    assert len(whole.entry.sets) == 3
    assert [one.reps for one in whole.entry.sets] == [10, 10, 10]
    _, fewer = log_as_planned(logbook, given, logging=told(), catalogue=CATALOGUE, sets=2)
    assert len(fewer.entry.sets) == 2
    _, more = log_as_planned(logbook, given, logging=told(), catalogue=CATALOGUE, sets=4)
    assert len(more.entry.sets) == 4


def test_one_message_with_two_exercises_is_one_change() -> None:
    """Two exercises in one message are two entries, and one undo takes both back."""
    works = [Work(exercise=SEATED, sets=reps(12, load="40")), Work(exercise=HOPS, sets=reps(20))]
    logbook, logged = log_works(empty_logbook(), works, logging=told(), catalogue=CATALOGUE)
    assert len({one.entry.id for one in logged}) == 2
    undone = logbook.undo()
    assert undone is not None
    assert undone[0].entries == ()


def test_sets_that_belong_to_nothing_are_refused() -> None:
    """Sets without a name, a prescription or an open exercise cannot be logged."""
    with pytest.raises(NothingToLogToError):
        log_works(empty_logbook(), [Work(sets=reps(12))], logging=told(), catalogue=CATALOGUE)


def test_a_held_dose_is_planned_in_seconds() -> None:
    """A hold is planned in seconds, each leg."""
    logbook, given = prescribed(empty_logbook(), "single-leg-hold", load="")
    dose = replace(given.dose, measure=CATALOGUE[given.exercise].measure, reps=30)
    assert planned_sets(dose, CATALOGUE[given.exercise])[0].seconds == 30
    assert planned_sets(dose, CATALOGUE[given.exercise])[0].side is Side.EACH
    assert open_entry(logbook, MORNING) is None
