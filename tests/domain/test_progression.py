"""How strength goes on: double progression on what was logged, misses, effort, uneven legs."""

from datetime import timedelta
from decimal import Decimal

import pytest

from core.domain.exercise import Equipment, ExerciseKey
from core.domain.load import Load, Unit
from core.domain.prescription import Effort
from core.domain.progression.dose_reasons import DoseWhy
from core.domain.training import Side, TrainingSet
from tests.support.lifted import (
    BARBELL_RAISE,
    BARE_RAISE,
    CATALOGUE,
    DUMBBELL_RAISE,
    HOLD,
    KETTLEBELL_RAISE,
    LATER,
    LUNGE,
    POGO,
    codes,
    did,
    dose_of,
    facts,
    kg,
    lifted,
    logged,
    owner,
    prescribed,
    steady,
    took_test,
)


@pytest.mark.parametrize("rpe", [None, "7", "8"])
def test_all_sets_at_the_top_of_the_range_add_load_and_begin_at_the_bottom(rpe: str | None) -> None:
    """3 x 8 at RPE 8 or less, or at an effort that nobody told, is the next step of load."""
    dose, reasons = dose_of(lifted((8, 8, 8), rpe=rpe), BARBELL_RAISE)
    assert facts(reasons, DoseWhy.ADD_LOAD) == {"from": "20 kg", "to": "22.5 kg"}
    assert (dose.load, dose.reps) == (Load(text="22.5", unit=Unit.KG), 6)


def test_a_set_below_the_top_adds_a_rep() -> None:
    """8, 8, 7 is 8 again for all."""
    dose, reasons = dose_of(lifted((8, 8, 7)), BARBELL_RAISE)
    assert facts(reasons, DoseWhy.ADD_REPS) == {"last": "7", "next": "8"}
    assert (kg(dose), dose.reps) == (20, 8)


def test_an_effort_above_eight_at_the_top_adds_nothing() -> None:
    """3 x 8 at RPE 9 is 3 x 8 again."""
    dose, reasons = dose_of(lifted((8, 8, 8), rpe="9"), BARBELL_RAISE)
    assert codes(reasons) == ["hold-rpe"]
    assert (kg(dose), dose.reps) == (20, 8)


def test_a_load_that_stays_keeps_its_text_as_typed() -> None:
    """22,5 kg stays 22,5 kg."""
    dose, _ = dose_of(lifted((7, 7, 7), load="22,5"), BARBELL_RAISE)
    assert dose.load == Load(text="22,5", unit=Unit.KG)


def test_work_that_felt_light_takes_the_larger_step() -> None:
    """At RPE 6 the step goes up to 5 % of 110 kg, two plates instead of one."""
    assert kg(dose_of(lifted((8, 8, 8), load="40", rpe="6"), BARBELL_RAISE)[0]) == 45
    assert kg(dose_of(lifted((8, 8, 8), load="40", rpe="7"), BARBELL_RAISE)[0]) == 42.5


def test_a_ladder_of_sets_is_judged_at_its_usual_load() -> None:
    """A warm-up set does not keep the working sets from counting."""
    weights = (("12", 8), ("40", 8), ("40", 8), ("40", 8))
    sets = tuple(TrainingSet(reps=reps, load=Load(text=text, unit=Unit.KG), side=Side.EACH) for text, reps in weights)
    logbook = logged(steady(owner()), LATER - timedelta(days=3), BARBELL_RAISE, sets=sets)
    assert kg(dose_of(logbook, BARBELL_RAISE)[0]) == 42.5


def test_the_weaker_side_decides() -> None:
    """8, 8, 8 on the left and 8, 7, 6 on the right are sixes."""
    sides = (Side.LEFT,) * 3 + (Side.RIGHT,) * 3
    logbook = did(
        steady(owner()), LATER - timedelta(days=3), BARBELL_RAISE, reps=(8, 8, 8, 8, 7, 6), load="20", sides=sides
    )
    assert facts(dose_of(logbook, BARBELL_RAISE)[1], DoseWhy.ADD_REPS) == {"last": "6", "next": "7"}


def test_both_legs_use_the_load_of_the_weaker_side() -> None:
    """24 kg left and 20 kg right are 20 kg for both, and the reason says so."""
    told = ((Side.LEFT, "24"),) * 3 + ((Side.RIGHT, "20"),) * 3
    sets = tuple(TrainingSet(reps=7, load=Load(text=text, unit=Unit.KG), side=side) for side, text in told)
    logbook = logged(steady(owner()), LATER - timedelta(days=3), DUMBBELL_RAISE, sets=sets)
    dose, reasons = dose_of(logbook, DUMBBELL_RAISE)
    assert kg(dose) == 20
    assert facts(reasons, DoseWhy.WEAKER_SIDE_LOAD) == {"side": "right", "to": "20 kg"}


def test_never_more_than_ten_percent_of_system_load_in_a_week() -> None:
    """Two steps this week leave no room for a third."""
    book = steady(owner())
    for back, load in ((6, "20"), (4, "24"), (2, "28")):
        book = did(book, LATER - timedelta(days=back), DUMBBELL_RAISE, reps=(8, 8, 8), load=load, rpe="7")
    dose, reasons = dose_of(book, DUMBBELL_RAISE)
    assert facts(reasons, DoseWhy.CAPPED_10_PERCENT) == {"from": "30 kg", "to": "28 kg"}
    assert kg(dose) == 28


def test_a_leap_of_the_runners_own_is_taken_back_to_ten_percent() -> None:
    """From 20 to 40 kg in three days: a week allows 99 kg of system, 28 kg of dumbbell."""
    book = did(steady(owner()), LATER - timedelta(days=4), DUMBBELL_RAISE, load="20")
    book = did(book, LATER - timedelta(days=1), DUMBBELL_RAISE, load="40")
    dose, reasons = dose_of(book, DUMBBELL_RAISE)
    assert kg(dose) == 28
    assert "capped-10-percent" in codes(reasons)


def test_a_jump_that_is_too_large_adds_a_set_then_reps_then_time() -> None:
    """Two 5 lb dumbbells are more than 10 % for a runner of 85 lb, so the work grows otherwise, and says why."""
    book = steady(owner(weighs="85", unit=Unit.LB))
    seen: list[list[str]] = []
    day = LATER
    book = did(book, day - timedelta(days=2), LUNGE, reps=(12, 12, 12), load="5")
    for _ in range(6):
        book, given = prescribed(book, LUNGE, day=day)
        seen.append(codes(given.reasons))
        book = did(book, day, LUNGE, reps=(given.dose.reps,) * given.dose.sets, load="5", answers=given)
        day += timedelta(days=2)
    assert seen == [
        ["jump-too-large", "add-set"],
        *[["jump-too-large", "add-reps"]] * 4,
        ["jump-too-large", "slow-down"],
    ]


def test_uneven_legs_get_one_more_set_on_the_weaker_side() -> None:
    """Seventeen of twenty raises are 85 %: one set more on the left, for work of one leg at a time."""
    logbook = took_test(steady(owner()), LATER, left=17, right=20)
    dose, reasons = dose_of(logbook, BARBELL_RAISE)
    assert dose.extra_weaker == 1
    assert facts(reasons, DoseWhy.WEAKER_SIDE_SET) == {"side": "left", "percent": "85"}
    assert dose_of(logbook, CATALOGUE[ExerciseKey("smith-seated-raise")])[0].extra_weaker == 0
    assert dose_of(logbook, BARBELL_RAISE, effort=Effort.EASY)[0].extra_weaker == 0


def test_even_legs_get_no_extra_set() -> None:
    """Eighteen of twenty raises are 90 %."""
    assert dose_of(took_test(steady(owner()), LATER, left=18, right=20), BARBELL_RAISE)[0].extra_weaker == 0


def test_a_hold_grows_by_seconds_and_then_by_load() -> None:
    """30 to 45 s in steps of five, then the lightest weight that the runner owns."""
    bare = lifted((40, 40, 40), exercise=HOLD, load="")
    assert facts(dose_of(bare, HOLD)[1], DoseWhy.ADD_SECONDS) == {"last": "40", "next": "45"}
    book = owner(equipment=frozenset({Equipment.BACKPACK}))
    topped = lifted((45, 45, 45), exercise=HOLD, load="", logbook=steady(book))
    dose, reasons = dose_of(topped, HOLD)
    assert facts(reasons, DoseWhy.ADD_LOAD) == {"from": "0 kg", "to": "2 kg"}
    assert (dose.reps, kg(dose)) == (30, 2)


def test_the_body_alone_grows_by_reps_and_then_names_the_harder_neighbour() -> None:
    """Twenty raises on one leg lead to the step, where there is one."""
    assert codes(dose_of(lifted((18, 18, 17), exercise=BARE_RAISE, load=""), BARE_RAISE)[1]) == ["add-reps"]
    dose, reasons = dose_of(lifted((20, 20, 20), exercise=BARE_RAISE, load=""), BARE_RAISE)
    assert facts(reasons, DoseWhy.TRY_HARDER) == {"exercise": "step-single-leg-raise"}
    assert dose.bodyweight


def test_without_a_harder_neighbour_reps_go_on_to_twenty_five() -> None:
    """Whoever owns nothing adds reps up to 25, then time."""
    book = steady(owner(equipment=frozenset()))
    assert codes(dose_of(lifted((22, 22, 22), exercise=BARE_RAISE, load="", logbook=book), BARE_RAISE)[1]) == [
        "add-reps"
    ]
    dose, reasons = dose_of(lifted((25, 25, 25), exercise=BARE_RAISE, load="", logbook=book), BARE_RAISE)
    assert codes(reasons) == ["slow-down"]
    assert dose.reps == 25


def test_an_easy_day_neither_adds_nor_counts_as_the_last_time() -> None:
    """An easy session between two hard ones leaves progression alone."""
    book = lifted((8, 8, 8))
    book = did(book, LATER - timedelta(days=1), BARBELL_RAISE, reps=(6, 6), load="20", easy=True)
    assert codes(dose_of(book, BARBELL_RAISE)[1]) == ["add-load"]
    easy, _ = dose_of(book, BARBELL_RAISE, effort=Effort.EASY)
    assert kg(easy) == 20


def test_what_was_logged_today_does_not_change_todays_dose() -> None:
    """Asked again after the work is done, the dose is the same."""
    book = lifted((7, 7, 7))
    after = did(book, LATER, BARBELL_RAISE, reps=(8, 8, 8), load="20")
    assert dose_of(after, BARBELL_RAISE) == dose_of(book, BARBELL_RAISE)


def test_assisted_raises_need_less_help_in_time() -> None:
    """Ten kilograms of help become eight."""
    dose, _ = dose_of(lifted((8, 8, 8), exercise=KETTLEBELL_RAISE, load="-10"), KETTLEBELL_RAISE)
    assert dose.load is not None
    assert Decimal(-10) < dose.load.amount < 0


def test_other_exercises_leave_an_exercise_alone() -> None:
    """Hops and bent-knee work say nothing about the barbell."""
    book = lifted((7, 7, 7))
    busy = did(did(book, LATER - timedelta(days=2), POGO, reps=(20, 20)), LATER - timedelta(days=1), LUNGE, load="12")
    assert dose_of(busy, BARBELL_RAISE) == dose_of(book, BARBELL_RAISE)
