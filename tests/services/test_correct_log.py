"""Correcting, editing, deleting and moving what was logged."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from core.domain.exercise import ExerciseKey
from core.domain.load import Load, Unit
from core.domain.logbook import Logbook
from core.domain.reading import Correction, Work
from core.domain.training import FactId, Side
from core.services.correct_log import correct_newest, move_entry, rate_entry, remove_told, retell, told_by
from core.services.log_sets import Logging, log_works
from tests.support.training import CATALOGUE, MONDAY, MORNING, empty_logbook, prescribed, reps

SEATED = ExerciseKey("seated-machine-raise")


def logged(*counts: int) -> Logbook:
    """Return a logbook with one seated raise at 40 kg, each set told by a message of its own from 90 on."""
    logbook, given = prescribed(empty_logbook())
    for number, count in enumerate(counts):
        logging = Logging(
            day=MONDAY, at=MORNING + timedelta(minutes=number), prescription=given, message=FactId(90 + number)
        )
        logbook, _ = log_works(logbook, [Work(sets=reps(count))], logging=logging, catalogue=CATALOGUE)
    return logbook


def counts(logbook: Logbook) -> list[int | None]:
    """Return the reps of the newest entry."""
    return [one.reps for one in logbook.entries[-1].sets]


@pytest.mark.parametrize(
    ("correction", "expected"),
    [
        (Correction(position=-1, reps=11), [12, 12, 11]),
        (Correction(position=1, reps=9), [12, 9, 10]),
        (Correction(sets=2), [12, 12]),
        (Correction(sets=4), [12, 12, 10, 10]),
        (Correction(reps=8), [8, 8, 8]),
        (Correction(position=0, remove=True), [12, 10]),
    ],
)
def test_a_correction_changes_what_it_names(correction: Correction, expected: list[int]) -> None:
    """A correction changes the set that it names, or all of them."""
    done = correct_newest(logged(12, 12, 10), correction, at=MORNING, message=None, catalogue=CATALOGUE)
    assert done is not None
    assert counts(done[0]) == expected


def test_a_correction_of_load_side_and_exercise() -> None:
    """Load, side, RPE and exercise can be corrected, and the reps stay."""
    weight = Load(text="22,5", unit=Unit.KG)
    correction = Correction(load=weight, side=Side.LEFT, rpe="8.5", exercise=ExerciseKey("lunge-raise"))
    done = correct_newest(logged(12, 10), correction, at=MORNING, message=None, catalogue=CATALOGUE)
    assert done is not None
    entry = done[0].entries[-1]
    assert entry.exercise == "lunge-raise"
    assert {(one.load, one.side, one.rpe) for one in entry.sets} == {(weight, Side.LEFT, Decimal("8.5"))}
    assert counts(done[0]) == [12, 10]


def test_a_correction_of_nothing_changes_nothing() -> None:
    """Without an entry, or with a set that is not there, there is nothing to correct."""
    assert (
        correct_newest(empty_logbook(), Correction(position=-1, reps=11), at=MORNING, message=None, catalogue=CATALOGUE)
        is None
    )
    assert (
        correct_newest(logged(12), Correction(position=5, reps=11), at=MORNING, message=None, catalogue=CATALOGUE)
        is None
    )


def test_removing_every_set_removes_the_entry() -> None:
    """An entry without sets is no entry; undo brings it back."""
    before = logged(12)
    done = correct_newest(before, Correction(position=-1, remove=True), at=MORNING, message=None, catalogue=CATALOGUE)
    assert done is not None
    assert done[0].entries == ()
    undone = done[0].undo()
    assert undone is not None
    assert undone[0].entries == before.entries


def test_editing_a_message_changes_its_own_sets() -> None:
    """The sets of an edited message are put in the place of those that it told, and no others change."""
    before = logged(12, 12, 10)
    done = retell(before, FactId(91), work=Work(sets=reps(11, 11)), at=MORNING, catalogue=CATALOGUE)
    assert done is not None
    after = done[0]
    assert counts(after) == [12, 11, 11, 10]
    assert {one.load for one in after.entries[-1].sets} == {Load(text="40", unit=Unit.KG)}
    assert len(told_by(after, FactId(91))) == 1


def test_editing_a_message_that_told_nothing() -> None:
    """A message that is in no entry cannot be retold."""
    assert retell(logged(12), FactId(7), work=Work(sets=reps(1)), at=MORNING, catalogue=CATALOGUE) is None


def test_deleting_a_message_takes_out_its_sets() -> None:
    """Only the sets of the deleted message go; the last ones take the entry with them."""
    one = remove_told(logged(12, 10), FactId(91), at=MORNING)
    assert one is not None
    assert counts(one) == [12]
    both = remove_told(one, FactId(90), at=MORNING)
    assert both is not None
    assert both.entries == ()
    assert remove_told(both, FactId(90), at=MORNING) is None


def test_rating_and_moving_are_undone() -> None:
    """RPE and day of an entry can be changed and taken back."""
    before = logged(12, 12)
    rated, entry = rate_entry(before, before.entries[0], rpe=Decimal(8), at=MORNING)
    moved, entry = move_entry(rated, entry, day=MONDAY - timedelta(days=1), at=MORNING)
    assert moved.entries[0].day == MONDAY - timedelta(days=1)
    assert {one.rpe for one in entry.sets} == {Decimal(8)}
    for _ in range(2):
        undone = moved.undo()
        assert undone is not None
        moved = undone[0]
    assert moved.entries == before.entries
    assert moved.entries[0] == replace(before.entries[0])
