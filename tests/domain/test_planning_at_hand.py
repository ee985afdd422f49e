"""What is at hand today alone: the day's exercise fits it, the whole day through, and tomorrow it is forgotten."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.exercise import Equipment, Variation
from core.domain.logbook import Logbook
from core.domain.planning.at_hand import AtHand
from core.domain.planning.reasons import Why
from core.domain.planning.today import Refusal, Rest, fit_to, plan_day, swap
from core.domain.prescription import Prescription
from core.domain.runner import Settings
from tests.support.logbooks import a_runner, planned, written
from tests.support.training import CATALOGUE, MONDAY

EVERYTHING = frozenset(Equipment)
GYM = a_runner(Settings(equipment=EVERYTHING))
ONLY_A_BACKPACK = AtHand(lacking=EVERYTHING - {Equipment.BACKPACK})
DAY = timedelta(days=1)
THINGS = st.frozensets(st.sampled_from(Equipment))


def fitted(logbook: Logbook, at_hand: AtHand, *, because: str = "equipment") -> Prescription:
    """Return the day's prescription for what is at hand."""
    plan = fit_to(logbook, MONDAY, at_hand=at_hand, because=because, catalogue=CATALOGUE)
    assert isinstance(plan, Prescription)
    return plan


@pytest.mark.parametrize("asked_before", [True, False])
def test_only_a_backpack_holds_all_day_and_not_tomorrow(*, asked_before: bool) -> None:
    """Told before or after the exercise was asked for, no swap of the day needs more, and tomorrow all is back."""
    logbook = written(GYM, planned(GYM, MONDAY)) if asked_before else GYM
    given_today: Prescription | Refusal = fitted(logbook, ONLY_A_BACKPACK)
    while isinstance(given_today, Prescription):
        assert CATALOGUE[given_today.exercise].equipment <= {Equipment.BACKPACK}
        logbook = written(logbook, given_today)
        given_today = swap(logbook, MONDAY, catalogue=CATALOGUE)
    assert isinstance(given_today, Refusal)
    assert CATALOGUE[planned(logbook, MONDAY + DAY).exercise].equipment - {Equipment.BACKPACK}


def test_what_needs_nothing_else_stays() -> None:
    """Without a gym a raise against a wall is the same exercise, and the plan remembers what was told."""
    logbook = written(a_runner(), planned(a_runner(), MONDAY))
    given_today = fitted(logbook, AtHand(lacking=frozenset({Equipment.BARBELL})))
    assert given_today.exercise == planned(a_runner(), MONDAY).exercise
    assert Why.WITHOUT_TODAY.because("barbell") in given_today.reasons


def test_what_is_there_today_alone_is_used() -> None:
    """Borrowed dumbbells are used today and not looked for tomorrow."""
    logbook = written(a_runner(), planned(a_runner(), MONDAY))
    given_today = fitted(logbook, AtHand(extra=frozenset({Equipment.DUMBBELLS})))
    assert CATALOGUE[given_today.exercise].equipment == {Equipment.DUMBBELLS}
    tomorrow = planned(written(logbook, given_today), MONDAY + DAY)
    assert not CATALOGUE[tomorrow.exercise].equipment


def test_a_rest_day_stays_one() -> None:
    """What is at hand is no wish to train on a day off."""
    resting = a_runner(Settings(training_days=frozenset({3})))
    plan = fit_to(resting, MONDAY, at_hand=ONLY_A_BACKPACK, because="equipment", catalogue=CATALOGUE)
    assert isinstance(plan, Rest)


@given(owned=THINGS, lacking=THINGS, extra=THINGS, quiet=st.booleans())
def test_nothing_is_asked_that_is_not_there(
    *, owned: frozenset[Equipment], lacking: frozenset[Equipment], extra: frozenset[Equipment], quiet: bool
) -> None:
    """Whatever is owned, lacking or borrowed, today's exercise can be done with it, and on a quiet day nobody jumps."""
    runner = a_runner(Settings(equipment=owned))
    at_hand = AtHand(lacking=lacking, extra=extra - lacking, quiet=quiet)
    logbook = written(runner, planned(runner, MONDAY))
    for given_today in (
        fitted(logbook, at_hand, because="noise"),
        plan_day(written(logbook, fitted(logbook, at_hand)), MONDAY, catalogue=CATALOGUE),
    ):
        assert isinstance(given_today, Prescription)
        assert CATALOGUE[given_today.exercise].equipment <= at_hand.of(owned)
        assert not (quiet and given_today.variation is Variation.PLYOMETRIC)
