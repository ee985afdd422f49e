from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from core.domain.exercise import ExerciseKey, Variation
from core.domain.load import Load, Unit
from core.domain.logbook import Edit, Logbook, OlderHistoryNeededError
from core.domain.planning.coverage import Coverage, about_to_slip, full_weeks, week_coverage
from core.domain.runner import Settings
from core.domain.training import Entry, Side, TrainingSet
from tests.support.logbooks import (
    BENT_KNEE,
    CATALOGUE,
    LOW_HOPS,
    MEDIUM_HOPS,
    MONDAY,
    OF,
    STRAIGHT_LEG,
    a_runner,
    did,
    noon,
    paused,
)

ONE_DAY = timedelta(days=1)
ONE_WEEK = timedelta(days=7)
THREE_DAYS = Settings(training_days=frozenset({0, 2, 4}))


def coverage(logbook: Logbook, day: date) -> Coverage:
    """Return the coverage of a day's week."""
    return week_coverage(logbook, day, catalogue=CATALOGUE)


def a_full_week(logbook: Logbook, first: date) -> Logbook:
    """Do one exercise of each variation on the first three days of a week."""
    for number, exercise in enumerate(OF.values()):
        logbook = did(logbook, first + number * ONE_DAY, exercise)
    return logbook


def streak(logbook: Logbook, day: date) -> int:
    """Count the weeks of full coverage in a row."""
    return full_weeks(logbook, day, catalogue=CATALOGUE)


def test_one_working_set_covers_a_variation() -> None:
    """One set is enough, hard or easy; what is missing is named in the order of the article."""
    logbook = did(a_runner(), MONDAY, BENT_KNEE, sets=1, easy=True)
    assert coverage(logbook, MONDAY).covered == (Variation.BENT_KNEE,)
    assert coverage(logbook, MONDAY).missing == (Variation.STRAIGHT_LEG, Variation.PLYOMETRIC)
    assert not coverage(logbook, MONDAY).full
    assert coverage(a_full_week(a_runner(), MONDAY), MONDAY).full


def test_a_failed_set_covers_nothing() -> None:
    """Nought reps are a try, no working set; one that worked beside it is enough."""
    failed = did(a_runner(), MONDAY, STRAIGHT_LEG, reps=0)
    assert coverage(failed, MONDAY).covered == ()
    assert coverage(did(failed, MONDAY, STRAIGHT_LEG, sets=1), MONDAY).covered == (Variation.STRAIGHT_LEG,)


def test_a_set_of_unknown_count_covers() -> None:
    """Who says only that it is done has done it."""
    done = Entry(id=a_runner().next_id, day=MONDAY, exercise=LOW_HOPS, sets=(TrainingSet(),), at=noon(MONDAY))
    logbook = a_runner().write(Edit(before=None, after=done))
    assert coverage(logbook, MONDAY).covered == (Variation.PLYOMETRIC,)


def test_a_week_holds_its_own_days_only() -> None:
    """The Sunday before belongs to the week before, unless the runner's week starts on it."""
    logbook = did(a_runner(), MONDAY - ONE_DAY, STRAIGHT_LEG)
    assert coverage(logbook, MONDAY).covered == ()
    sundays = replace(logbook, settings=Settings(week_starts=6))
    assert coverage(sundays, MONDAY).covered == (Variation.STRAIGHT_LEG,)


def test_hard_doses_count_days() -> None:
    """Two entries of one day are one dose, easy ones count for coverage alone."""
    logbook = did(did(a_runner(), MONDAY, STRAIGHT_LEG), MONDAY, STRAIGHT_LEG)
    logbook = did(logbook, MONDAY + ONE_DAY, STRAIGHT_LEG, easy=True)
    work = coverage(logbook, MONDAY).of(Variation.STRAIGHT_LEG)
    assert (work.doses, work.hard_doses, work.sets, work.last) == (2, 1, 9, MONDAY + ONE_DAY)


def test_contacts_and_load_are_added_up() -> None:
    """Landings count for plyometrics, kilograms for what was lifted, with both legs counted."""
    lifted = TrainingSet(reps=8, load=Load.of(Decimal(10), Unit.KG), side=Side.EACH)
    entry = Entry(id=a_runner().next_id, day=MONDAY, exercise=STRAIGHT_LEG, sets=(lifted, lifted), at=noon(MONDAY))
    logbook = did(a_runner().write(Edit(before=None, after=entry)), MONDAY, MEDIUM_HOPS, reps=20, sets=3)
    assert coverage(logbook, MONDAY).of(Variation.STRAIGHT_LEG).load_kg == 320
    assert coverage(logbook, MONDAY).of(Variation.STRAIGHT_LEG).contacts == 0
    assert coverage(logbook, MONDAY).of(Variation.PLYOMETRIC).contacts == 60


def test_an_exercise_that_is_no_more_is_passed_over() -> None:
    """History outlives the catalogue."""
    assert coverage(did(a_runner(), MONDAY, ExerciseKey("no-such-raise")), MONDAY).covered == ()


@pytest.mark.parametrize(
    ("days_on", "trained", "left", "missed"),
    [(0, False, 3, 0), (0, True, 2, 0), (1, False, 2, 1), (2, False, 2, 1), (2, True, 1, 1), (6, False, 0, 3)],
)
def test_days_left_are_training_days_that_can_still_be_kept(
    *,
    days_on: int,
    trained: bool,
    left: int,
    missed: int,
) -> None:
    """Today counts until it is trained; rest days never do."""
    day = MONDAY + days_on * ONE_DAY
    logbook = a_runner(THREE_DAYS)
    found = coverage(did(logbook, day, STRAIGHT_LEG) if trained else logbook, day)
    assert (found.days_left, found.days_missed) == (left, missed)


def test_a_pause_takes_days_away() -> None:
    """Paused days are neither left nor missed."""
    logbook = paused(a_runner(), MONDAY, until=MONDAY + 4 * ONE_DAY)
    assert coverage(logbook, MONDAY + 3 * ONE_DAY).days_left == 2
    assert coverage(logbook, MONDAY + 5 * ONE_DAY).days_missed == 0


def test_no_more_can_be_reached_than_there_are_days() -> None:
    """Two variations missing on the last training day: one of them can still be had."""
    found = coverage(did(a_runner(), MONDAY, STRAIGHT_LEG), MONDAY + 6 * ONE_DAY)
    assert (len(found.missing), found.days_left, found.reachable) == (2, 1, 1)


def test_full_weeks_are_counted_in_a_row() -> None:
    """A week that is not over can add, not take away; a gap ends the row."""
    logbook = a_runner(joined=MONDAY - 30 * ONE_DAY)
    for weeks in (4, 2, 1):
        logbook = a_full_week(logbook, MONDAY - weeks * ONE_WEEK)
    assert streak(logbook, MONDAY) == 2
    assert streak(a_full_week(logbook, MONDAY), MONDAY + 2 * ONE_DAY) == 3
    assert streak(logbook, MONDAY + ONE_WEEK) == 0
    assert streak(a_runner(), MONDAY) == 0


def test_a_pause_does_not_end_the_row() -> None:
    """A week that a pause left too short is not held against the runner; one that could be kept is."""
    logbook = a_full_week(a_full_week(a_runner(), MONDAY - 2 * ONE_WEEK), MONDAY)
    assert streak(logbook, MONDAY + 6 * ONE_DAY) == 1
    away = paused(logbook, MONDAY - ONE_WEEK, until=MONDAY - 3 * ONE_DAY)
    assert streak(away, MONDAY + 6 * ONE_DAY) == 2
    two_days = paused(logbook, MONDAY - ONE_WEEK, until=MONDAY - 6 * ONE_DAY)
    assert streak(two_days, MONDAY + 6 * ONE_DAY) == 1


def test_a_row_longer_than_what_was_loaded_asks_for_more() -> None:
    """A number that might be too small is never told."""
    logbook = a_full_week(a_full_week(a_runner(), MONDAY - ONE_WEEK), MONDAY)
    with pytest.raises(OlderHistoryNeededError):
        streak(replace(logbook, since=MONDAY - 8 * ONE_DAY), MONDAY)
    assert streak(replace(logbook, since=MONDAY - 15 * ONE_DAY), MONDAY) == 2


@pytest.mark.parametrize(
    ("done", "day", "due"),
    [
        (0, 0, False),  # three of three days are left, but none was missed: nothing slips
        (1, 1, False),  # all kept so far
        (0, 3, True),  # three missing, four days left
        (0, 4, True),  # three missing, three days left
        (0, 5, False),  # three missing, two days left: out of reach already
        (1, 3, False),  # two missing, four days left
        (1, 4, True),
        (2, 5, True),  # one missing, two days left
        (2, 6, True),
        (3, 6, False),
    ],
)
def test_a_nudge_is_due_as_full_coverage_is_about_to_slip(*, done: int, day: int, due: bool) -> None:
    """As many training days left as variations are missing, or one more, and a day was missed."""
    logbook = a_runner()
    for number, exercise in enumerate(tuple(OF.values())[:done]):
        logbook = did(logbook, MONDAY + number * ONE_DAY, exercise)
    assert about_to_slip(coverage(logbook, MONDAY + day * ONE_DAY)) is due
