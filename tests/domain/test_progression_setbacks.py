"""What follows when a session fell short or was too hard."""

from datetime import timedelta

import pytest

from core.domain.prescription import Effort
from core.domain.progression.dose_reasons import DoseWhy
from tests.support.lifted import (
    BARBELL_RAISE,
    BARE_RAISE,
    LATER,
    codes,
    did,
    dose_of,
    facts,
    kg,
    lifted,
    owner,
    prescribed,
    steady,
)


def test_one_miss_is_repeated() -> None:
    """5, 5, 4 of six to eight: the same load, the same goal."""
    dose, reasons = dose_of(lifted((5, 5, 4)), BARBELL_RAISE)
    assert codes(reasons) == ["repeat-after-miss"]
    assert (kg(dose), dose.reps) == (20, 6)


def test_a_second_miss_in_a_row_that_was_no_better_takes_five_percent_off() -> None:
    """90 kg of system less 4.5 is 15 kg on the bar."""
    dose, reasons = dose_of(lifted((5, 5, 5), (5, 5, 4)), BARBELL_RAISE)
    assert codes(reasons) == ["drop-5"]
    assert kg(dose) == 15


def test_a_second_miss_in_a_row_that_was_better_is_repeated() -> None:
    """From 4, 4, 4 to 5, 5, 5 is on the way."""
    dose, reasons = dose_of(lifted((4, 4, 4), (5, 5, 5)), BARBELL_RAISE)
    assert codes(reasons) == ["repeat-after-two-misses"]
    assert kg(dose) == 20


def test_a_third_miss_in_a_row_takes_ten_percent_off_and_rebuilds() -> None:
    """90 kg of system less 9 is 10 kg on the bar, from the bottom of the range."""
    dose, reasons = dose_of(lifted((5, 5, 5), (5, 5, 5), (5, 5, 5)), BARBELL_RAISE)
    assert codes(reasons) == ["drop-10"]
    assert (kg(dose), dose.reps) == (10, 6)


def test_a_session_that_went_well_ends_a_row_of_misses() -> None:
    """Two misses, a hit and a miss are one miss."""
    logbook = lifted((5, 5, 5), (5, 5, 5), (6, 6, 6), (5, 5, 5))
    assert codes(dose_of(logbook, BARBELL_RAISE)[1]) == ["repeat-after-miss"]


def test_a_miss_is_measured_by_what_was_asked() -> None:
    """Asked for 3 x 8, 8, 8, 7 is a miss, though seven is within the range."""
    logbook = lifted((7, 7, 7))
    logbook, given = prescribed(logbook, BARBELL_RAISE, day=LATER)
    assert given.dose.reps == 8
    logbook = did(logbook, LATER, BARBELL_RAISE, reps=(8, 8, 7), load="20", answers=given)
    dose, reasons = dose_of(logbook, BARBELL_RAISE, day=LATER + timedelta(days=3))
    assert facts(reasons, DoseWhy.REPEAT_AFTER_MISS) == {"last": "7", "next": "8"}
    assert kg(dose) == 20


def test_more_weight_than_asked_for_is_measured_by_the_range() -> None:
    """Six at 25 kg is no miss of eight at 20 kg."""
    logbook, given = prescribed(lifted((7, 7, 7)), BARBELL_RAISE, day=LATER)
    logbook = did(logbook, LATER, BARBELL_RAISE, reps=(6, 6, 6), load="25", answers=given)
    assert codes(dose_of(logbook, BARBELL_RAISE, day=LATER + timedelta(days=3))[1]) == ["add-reps"]


def test_sets_left_out_are_finished_before_anything_is_added() -> None:
    """Two of three sets at the top are no reason for more weight."""
    logbook, given = prescribed(lifted((7, 7, 7)), BARBELL_RAISE, day=LATER)
    logbook = did(logbook, LATER, BARBELL_RAISE, reps=(8, 8), load="20", answers=given)
    dose, reasons = dose_of(logbook, BARBELL_RAISE, day=LATER + timedelta(days=3))
    assert facts(reasons, DoseWhy.FINISH_SETS) == {"done": "2", "sets": "3"}
    assert (kg(dose), dose.sets, dose.reps) == (20, 3, 8)


@pytest.mark.parametrize("rpe", ["9.5", "10"])
def test_a_very_hard_effort_at_unchanged_work_is_a_step_down(rpe: str) -> None:
    """The same 3 x 7 at 20 kg that were fine before are now at the limit."""
    dose, reasons = dose_of(lifted((7, 7, 7), (7, 7, 7), rpe=rpe), BARBELL_RAISE)
    assert facts(reasons, DoseWhy.STEP_DOWN_RPE) == {"rpe": rpe, "from": "20 kg", "to": "17.5 kg"}
    assert kg(dose) == 17.5


def test_a_very_hard_effort_at_more_work_is_repeated() -> None:
    """The first time at eight reps may be hard."""
    dose, reasons = dose_of(lifted((7, 7, 7), (8, 8, 8), rpe="10"), BARBELL_RAISE)
    assert codes(reasons) == ["hold-rpe"]
    assert (kg(dose), dose.reps) == (20, 8)


def test_there_is_no_deload_by_the_calendar() -> None:
    """Twelve weeks of good sessions never go down."""
    book = steady(owner())
    last = 0.0
    for number in range(24):
        day = LATER + timedelta(days=3 * number)
        book, given = prescribed(book, BARBELL_RAISE, day=day)
        assert kg(given.dose) >= last
        last = kg(given.dose)
        book = did(
            book, day, BARBELL_RAISE, reps=(given.dose.reps,) * given.dose.sets, load=f"{last or 20:g}", answers=given
        )
    assert last > 30


def test_three_misses_without_weight_take_reps_off_and_name_the_easier_neighbour() -> None:
    """Asked for eighteen and stuck at fourteen: fewer, and two legs as the way out."""
    book = lifted((17, 17, 17), exercise=BARE_RAISE, load="")
    for number in range(3):
        day = LATER + timedelta(days=2 * number)
        book, given = prescribed(book, BARE_RAISE, day=day)
        book = did(book, day, BARE_RAISE, reps=(given.dose.reps - 3,) * 3, answers=given)
    dose, reasons = dose_of(book, BARE_RAISE, day=LATER + timedelta(days=6))
    assert codes(reasons) == ["fewer-reps-misses", "try-easier"]
    assert dose.reps < 17


def test_an_easy_dose_that_fell_short_is_no_miss() -> None:
    """Easy days are there to be cut short."""
    book, given = prescribed(steady(owner()), BARE_RAISE, day=LATER - timedelta(days=2), effort=Effort.EASY)
    book = did(book, given.day, BARE_RAISE, reps=(given.dose.reps - 3,) * 2, easy=True, answers=given)
    assert codes(dose_of(book, BARE_RAISE)[1]) == ["same-again"]
