"""The first doses: the first two weeks, the first weight, and what a calf test says about them."""

from datetime import timedelta
from decimal import Decimal

import pytest

from core.domain.exercise import Exercise
from core.domain.load import Unit
from core.domain.prescription import Effort
from core.domain.progression.dose_reasons import DoseWhy
from core.domain.runner import Experience, Settings
from core.domain.training import Side, TrainingSet
from tests.support.lifted import (
    BACKPACK_RAISE,
    BARBELL_RAISE,
    BARE_RAISE,
    DUMBBELL_RAISE,
    EVERYTHING,
    HOLD,
    LATER,
    LEG_PRESS,
    LUNGE,
    MONDAY,
    POGO,
    SMITH_SEATED,
    begun,
    codes,
    did,
    dose_of,
    facts,
    kg,
    logged,
    owner,
    steady,
    took_test,
)


@pytest.mark.parametrize(("exercise", "low", "high"), [(BARBELL_RAISE, 6, 8), (LUNGE, 8, 12)])
def test_a_hard_dose_is_three_or_four_sets_in_the_range_of_its_variation(
    exercise: Exercise, low: int, high: int
) -> None:
    """Straight-leg 3-4 x 6-8, bent-knee 3-4 x 8-12, RPE 7-8, two minutes of rest."""
    dose, _ = dose_of(took_test(steady(owner()), LATER, left=22, right=22), exercise)
    assert 3 <= dose.sets <= 4
    assert low <= dose.reps <= high
    assert Decimal(7) <= dose.rpe <= Decimal(8)
    assert dose.rest_seconds == 120


@pytest.mark.parametrize(("day", "sets"), [(0, 2), (6, 2), (7, 3), (13, 3)])
def test_the_first_two_weeks_are_two_to_three_sets_of_twelve_to_fifteen(day: int, sets: int) -> None:
    """2-3 x 12-15 with three or four reps in reserve, from the first logged training on."""
    logbook = did(owner(), MONDAY, POGO, reps=(10, 10)) if day else owner()
    for exercise in (BARBELL_RAISE, LUNGE, BARE_RAISE):
        dose, reasons = dose_of(logbook, exercise, day=MONDAY + timedelta(days=day))
        assert dose.sets == sets
        assert 12 <= dose.reps <= 15
        assert 3 <= dose.reserve <= 4
        assert codes(reasons)[0] == "intro"


def test_the_advanced_do_four_sets() -> None:
    """Whoever is used to strength work takes the upper end of three to four."""
    settings = Settings(equipment=EVERYTHING, experience=Experience.ADVANCED)
    assert dose_of(steady(begun(settings)), BARBELL_RAISE)[0].sets == 4


@pytest.mark.parametrize(
    ("raises", "percent", "load"),
    [(15, "5", "3"), (19, "5", "3"), (20, "10", "7"), (25, "20", "14"), (30, "25", "17"), (44, "25", "17")],
)
def test_the_first_load_follows_the_clean_raises(raises: int, percent: str, load: str) -> None:
    """Session 1 adds about 5 % of body weight (15 raises), 10 % (20), 20 % (25), 25 % (30 and more)."""
    logbook = took_test(steady(owner()), LATER, left=raises, right=raises + 2)
    dose, reasons = dose_of(logbook, BACKPACK_RAISE)
    said = facts(reasons, DoseWhy.START_LOAD)
    assert (said["percent"], said["raises"]) == (percent, str(raises))
    assert abs(kg(dose) - float(load)) <= 1


def test_the_first_load_is_in_the_unit_of_the_runner() -> None:
    """A tenth of 154 lb is 15 lb of dumbbell."""
    logbook = took_test(steady(owner(weighs="154", unit=Unit.LB)), LATER, left=21, right=20)
    dose, _ = dose_of(logbook, DUMBBELL_RAISE)
    assert dose.load is not None
    assert (dose.load.text, dose.load.unit) == ("15", Unit.LB)


@pytest.mark.parametrize("exercise", [BARBELL_RAISE, LUNGE, SMITH_SEATED, LEG_PRESS])
def test_no_external_weight_before_fifteen_clean_raises(exercise: Exercise) -> None:
    """Fourteen raises on the weaker leg are not enough, whatever the other does."""
    logbook = took_test(steady(owner()), LATER, left=14, right=30)
    dose, reasons = dose_of(logbook, exercise)
    assert (dose.load, dose.bodyweight) == (None, True)
    assert facts(reasons, DoseWhy.NO_WEIGHT_YET) == {"needed": "15", "raises": "14"}


def test_a_weight_comes_off_again_where_a_test_shows_too_few_raises() -> None:
    """What was lifted before the test does not count against it."""
    logbook = did(steady(owner()), LATER - timedelta(days=3), BARBELL_RAISE, load="20")
    logbook = took_test(logbook, LATER - timedelta(days=1), left=12, right=13)
    dose, reasons = dose_of(logbook, BARBELL_RAISE)
    assert dose.bodyweight
    assert "no-weight-yet" in codes(reasons)


def test_raises_in_the_log_show_what_a_test_would() -> None:
    """Fifteen logged raises on each leg, since the test, open the first weight."""
    logbook = took_test(steady(owner()), LATER - timedelta(days=10), left=12, right=12)
    assert dose_of(logbook, BACKPACK_RAISE)[0].bodyweight
    logbook = did(logbook, LATER - timedelta(days=1), BARE_RAISE, reps=(16, 15, 15))
    assert facts(dose_of(logbook, BACKPACK_RAISE)[1], DoseWhy.START_LOAD)["raises"] == "16"


def test_raises_of_the_stronger_leg_alone_show_nothing() -> None:
    """Eighteen on the right and eleven on the left are eleven."""
    sets = (
        TrainingSet(reps=11, bodyweight=True, side=Side.LEFT),
        TrainingSet(reps=18, bodyweight=True, side=Side.RIGHT),
    )
    logbook = logged(steady(owner()), LATER - timedelta(days=1), BARE_RAISE, sets=sets)
    assert "ask-weight" in codes(dose_of(logbook, BACKPACK_RAISE)[1])


def test_without_a_test_the_first_weight_is_asked_for() -> None:
    """A weight that leaves three reps; the log then says which."""
    dose, reasons = dose_of(steady(owner()), DUMBBELL_RAISE)
    assert (dose.load, dose.bodyweight, dose.reserve) == (None, False, 3)
    assert facts(reasons, DoseWhy.ASK_WEIGHT) == {"reserve": "3"}


def test_without_a_body_weight_the_first_weight_is_asked_for() -> None:
    """A share of an unknown body is no weight."""
    logbook = took_test(steady(owner(weighs=None)), LATER, left=25, right=25)
    assert codes(dose_of(logbook, DUMBBELL_RAISE)[1]) == ["ask-weight"]


def test_the_numbers_of_a_machine_are_asked_for() -> None:
    """What a leg press shows says nothing about what reaches the foot."""
    logbook = took_test(steady(owner()), LATER, left=25, right=25)
    assert codes(dose_of(logbook, LEG_PRESS)[1]) == ["ask-weight"]


def test_the_log_answers_what_was_asked() -> None:
    """The weight that the runner picked is the next prescription's."""
    logbook = did(steady(owner()), LATER - timedelta(days=2), DUMBBELL_RAISE, reps=(7, 7, 7), load="22,5")
    dose, reasons = dose_of(logbook, DUMBBELL_RAISE)
    assert dose.load is not None
    assert dose.load.text == "22,5"
    assert codes(reasons) == ["add-reps"]


def test_a_weight_that_nobody_said_is_asked_for_again() -> None:
    """Three sets of seven say nothing of the weight."""
    sets = (TrainingSet(reps=7, side=Side.EACH),) * 3
    logbook = logged(steady(owner()), LATER - timedelta(days=2), DUMBBELL_RAISE, sets=sets)
    assert codes(dose_of(logbook, DUMBBELL_RAISE)[1]) == ["ask-weight"]


def test_a_weight_that_nobody_said_is_the_one_before() -> None:
    """Whoever lifted 20 kg last week and now tells only reps lifted 20 kg."""
    logbook = did(steady(owner()), LATER - timedelta(days=5), DUMBBELL_RAISE, reps=(6, 6, 6), load="20")
    sets = (TrainingSet(reps=7, side=Side.EACH),) * 3
    logbook = logged(logbook, LATER - timedelta(days=2), DUMBBELL_RAISE, sets=sets)
    dose, _ = dose_of(logbook, DUMBBELL_RAISE)
    assert (kg(dose), dose.reps) == (20, 8)


def test_few_raises_in_the_test_make_the_first_sets_short() -> None:
    """Whoever can do nine is not asked for twelve, and keeps three in reserve."""
    dose, _ = dose_of(took_test(steady(owner()), LATER, left=9, right=10), BARE_RAISE)
    assert dose.reps == 6


def test_a_hold_begins_with_half_a_minute() -> None:
    """Seconds are its reps."""
    dose, _ = dose_of(steady(owner()), HOLD)
    assert (dose.reps, dose.bodyweight) == (30, True)


@pytest.mark.parametrize("exercise", [BARBELL_RAISE, LUNGE, BARE_RAISE])
def test_an_easy_dose_is_about_sixty_percent(exercise: Exercise) -> None:
    """Fewer sets and four or more reps in reserve, at the load of the hard one."""
    logbook = did(
        steady(owner()),
        LATER - timedelta(days=3),
        exercise,
        reps=(8, 8, 8),
        load="" if exercise is BARE_RAISE else "20",
        rpe="8.5",
    )
    hard, _ = dose_of(logbook, exercise)
    easy, reasons = dose_of(logbook, exercise, effort=Effort.EASY)
    share = Decimal(easy.sets * easy.reps) / (hard.sets * hard.reps)
    assert easy.sets < hard.sets
    assert easy.reserve >= 4
    assert Decimal("0.4") <= share <= Decimal("0.7")
    assert kg(easy) <= kg(hard)
    assert codes(reasons)[0] == "easy-dose"
