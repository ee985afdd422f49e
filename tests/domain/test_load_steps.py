"""Which weights exist, and how far one may go among them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.exercise import Equipment, Exercise
from core.domain.load import Load, Unit
from core.domain.progression.load_steps import ASSUMED_BODY_KG, LARGEST_RISE, LEAST_STEP, USUAL_STEP, weights_for
from core.domain.runner import Settings
from tests.support.lifted import (
    BACKPACK_RAISE,
    BARBELL_RAISE,
    DUMBBELL_RAISE,
    HOLD,
    KETTLEBELL_RAISE,
    LEG_PRESS,
    LUNGE,
    SMITH_SEATED,
)
from tests.support.properties import thorough

EXERCISES = (BACKPACK_RAISE, BARBELL_RAISE, DUMBBELL_RAISE, KETTLEBELL_RAISE, LEG_PRESS, LUNGE, SMITH_SEATED)


def settings_of(
    *, unit: Unit = Unit.KG, weighs: str | None = "70", equipment: frozenset[Equipment] = frozenset()
) -> Settings:
    """Return the settings of a runner of that body weight."""
    body = None if weighs is None else Load(text=weighs, unit=unit)
    return Settings(unit=unit, body_weight=body, equipment=equipment)


def text_of(load: Load | None) -> str:
    """Return the number of a load, "" for the body alone."""
    return "" if load is None else load.text


@pytest.mark.parametrize(
    ("exercise", "unit", "lifted", "above"),
    [
        (BARBELL_RAISE, Unit.KG, "20", "22.5"),
        (BARBELL_RAISE, Unit.KG, "8.4", "10.9"),  # the runner's own bar stays in the sum
        (BARBELL_RAISE, Unit.KG, "80", "85"),  # 2.5 kg would be less than 2 % of 150 kg
        (SMITH_SEATED, Unit.KG, "40", "42.5"),
        (DUMBBELL_RAISE, Unit.KG, "20", "22"),
        (DUMBBELL_RAISE, Unit.KG, "22.5", "25"),  # dumbbells of a gym
        (DUMBBELL_RAISE, Unit.KG, "21", "24"),  # no such dumbbell: the next that exists and is 2 % up
        (LUNGE, Unit.KG, "10", "12"),
        (KETTLEBELL_RAISE, Unit.KG, "16", "20"),
        (BACKPACK_RAISE, Unit.KG, "5", "7"),
        (LEG_PRESS, Unit.KG, "60", "65"),
        (BARBELL_RAISE, Unit.LB, "45", "50"),
        (DUMBBELL_RAISE, Unit.LB, "20", "25"),
        (BACKPACK_RAISE, Unit.LB, "10", "14"),
        (KETTLEBELL_RAISE, Unit.LB, "35", "40"),
    ],
)
def test_the_next_weight_is_one_that_exists(exercise: Exercise, unit: Unit, lifted: str, above: str) -> None:
    """Kettlebells go by 4 kg, dumbbells by 2 kg or 5 lb, bars by 2.5 kg or 5 lb, backpacks by 1 kg or 2 lb."""
    body = "70" if unit is Unit.KG else "155"
    weights = weights_for(exercise, settings_of(unit=unit, weighs=body))
    assert text_of(weights.above(Load(text=lifted, unit=unit))) == above


def test_a_new_load_keeps_the_decimal_sign_that_the_runner_writes() -> None:
    """Whoever writes 22,5 is not answered with 27.5."""
    weights = weights_for(BARBELL_RAISE, settings_of())
    assert text_of(weights.above(Load(text="20,0", unit=Unit.KG))) == "22,5"


def test_a_new_load_is_in_the_unit_of_the_runner() -> None:
    """Dumbbells of 20 lb abroad lead on to dumbbells in kg at home."""
    weights = weights_for(DUMBBELL_RAISE, settings_of())
    above = weights.above(Load(text="20", unit=Unit.LB))
    assert above == Load(text="12", unit=Unit.KG)


def test_unknown_body_weight_counts_as_seventy_kilograms() -> None:
    """A step needs a system load, so a body that nobody told of is an average one."""
    weights = weights_for(BARBELL_RAISE, settings_of(weighs=None))
    assert weights.system(Load(text="20", unit=Unit.KG)) == ASSUMED_BODY_KG + 20


def test_a_dumbbell_in_each_hand_counts_twice() -> None:
    """The system load holds both."""
    assert weights_for(LUNGE, settings_of()).system(Load(text="10", unit=Unit.KG)) == 90


def test_a_hold_takes_the_weight_that_the_runner_owns() -> None:
    """A hold needs nothing, so its weight is a kettlebell where that is all there is."""
    weights = weights_for(HOLD, settings_of(equipment=frozenset({Equipment.KETTLEBELL})))
    assert text_of(weights.above(None)) == "4"


@pytest.mark.parametrize(
    ("exercise", "lifted", "share", "below"),
    [
        (BARBELL_RAISE, "20", "0.05", "15"),  # 90 kg less 4.5
        (BARBELL_RAISE, "20", "0.10", "10"),
        (BARBELL_RAISE, "20", "0.30", ""),  # 27 kg are more than there is: the body alone
        (KETTLEBELL_RAISE, "16", "0.05", "12"),
        (KETTLEBELL_RAISE, "4", "0.02", ""),
        (BACKPACK_RAISE, "-10", "0.05", "-13"),  # assisted stays assisted
    ],
)
def test_less_load_is_a_share_of_the_system(exercise: Exercise, lifted: str, share: str, below: str) -> None:
    """A cut counts from body and weight together, and ends at the body alone."""
    weights = weights_for(exercise, settings_of())
    assert text_of(weights.below(Load(text=lifted, unit=Unit.KG), share=Decimal(share))) == below


@pytest.mark.parametrize(
    ("exercise", "share", "start"),
    [
        (BARBELL_RAISE, "0.10", "7.5"),
        (DUMBBELL_RAISE, "0.05", "4"),
        (LUNGE, "0.10", "4"),  # 3.5 kg a hand
        (KETTLEBELL_RAISE, "0.25", "16"),
        (BACKPACK_RAISE, "0.20", "14"),
    ],
)
def test_a_first_load_is_the_nearest_that_exists(exercise: Exercise, share: str, start: str) -> None:
    """A share of 70 kg is rounded to what the equipment allows."""
    assert text_of(weights_for(exercise, settings_of()).start(Decimal(share))) == start


def test_no_first_load_where_the_lightest_is_too_heavy() -> None:
    """Two 5 lb dumbbells are more than a tenth of a body of 95 lb."""
    weights = weights_for(LUNGE, settings_of(unit=Unit.LB, weighs="95"))
    assert weights.start(Decimal("0.05")) is None


@thorough
@given(
    exercise=st.sampled_from(EXERCISES),
    unit=st.sampled_from(Unit),
    body=st.integers(min_value=35, max_value=300),
    lifted=st.decimals(min_value=-40, max_value=400, places=2),
)
def test_every_way_among_the_weights_keeps_its_bounds(
    exercise: Exercise, unit: Unit, body: int, lifted: Decimal
) -> None:
    """Up is at least 2 % up, down is down, within is within, and nothing below the body alone appears."""
    weights = weights_for(exercise, settings_of(unit=unit, weighs=str(body)))
    load = Load(text=f"{lifted:f}", unit=unit)
    system = weights.system(load)
    tiny = Decimal("1e-9")
    up, generous = weights.above(load), weights.above(load, generous=True)
    assert weights.system(up) >= system + max(system, Decimal(0)) * LEAST_STEP - tiny
    assert weights.system(generous) <= max(weights.system(up), system * (1 + USUAL_STEP) + tiny)
    down = weights.below(load)
    assert weights.system(down) < system or (down is None and lifted <= 0)
    limit = weights.body * LARGEST_RISE
    assert weights.system(weights.within(load, limit)) <= limit + tiny
    if lifted >= 0:
        assert all(one is None or one.amount > 0 for one in (up, generous, down))
