from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.simulation import Report, breaks_a_lock, simulate_weeks
from core.domain.prescription import Effort
from tests.support.logbooks import BENT_KNEE, CATALOGUE, MEDIUM_HOPS, MONDAY, a_runner, did, planned

EVERY_DAY = frozenset(range(7))


def simulated(
    adherence: float, days: frozenset[int] = EVERY_DAY, *, seed: int = 1, runners: int = 40, weeks: int = 4
) -> Report:
    """Simulate some runners."""
    chance = Random(seed)  # noqa: S311 - not a secret
    return simulate_weeks(
        runners=runners, weeks=weeks, adherence=adherence, chance=chance, catalogue=CATALOGUE, days=days
    )


@pytest.mark.parametrize("adherence", [0.4, 0.6, 0.8])
@pytest.mark.parametrize("days", [EVERY_DAY, frozenset({0, 2, 4}), frozenset({0, 1, 3, 5}), frozenset({4, 5, 6})])
def test_the_planner_is_as_good_as_any_plan_can_be(adherence: float, days: frozenset[int]) -> None:
    """Covered weeks are all that the kept days allow, never fewer than by a fixed rotation, and nothing is locked."""
    report = simulated(adherence, days)
    assert report.runner_weeks == 160
    assert report.covered_weeks == report.best_weeks >= report.rotation_weeks
    assert report.locked_violations == 0


@settings(max_examples=25, deadline=None)
@given(st.frozensets(st.integers(0, 6), min_size=1), st.floats(0, 1), st.integers(0, 10_000))
def test_it_is_so_for_any_days_and_any_adherence(days: frozenset[int], adherence: float, seed: int) -> None:
    """Any training days, any share of them kept, any runners."""
    report = simulated(adherence, days, seed=seed, runners=4)
    assert report.covered_weeks == report.best_weeks >= report.rotation_weeks
    assert report.locked_violations == 0


def test_a_rotation_loses_weeks_that_the_planner_keeps() -> None:
    """With every other day missed, what was missed comes again instead of waiting for its turn."""
    report = simulated(0.5)
    assert report.rotation < report.covered < 1


def test_the_ends_of_the_scale() -> None:
    """Who keeps every day covers every week, who keeps none covers none."""
    assert simulated(1.0).covered == 1
    assert simulated(0.0).covered == 0
    assert simulated(1.0, frozenset({0, 3})).best == 0
    assert Report().covered == 0


def test_the_same_chance_gives_the_same_report() -> None:
    """A seed can be told to somebody else."""
    assert simulated(0.6, seed=5).facts() == simulated(0.6, seed=5).facts()
    assert simulated(0.6, seed=5) != simulated(0.6, seed=6)


def test_the_simulation_sees_a_broken_lock() -> None:
    """Its own rules find hard strength, hard landings and missing equipment where a planner would let them pass."""
    raise_ = planned(a_runner(), MONDAY)
    hops = replace(raise_, exercise=MEDIUM_HOPS)
    worked = did(did(a_runner(), MONDAY, BENT_KNEE), MONDAY, MEDIUM_HOPS)
    easy = replace(raise_, dose=replace(raise_.dose, effort=Effort.EASY))
    lifted = replace(raise_, exercise=next(key for key, one in CATALOGUE.exercises.items() if one.equipment))
    assert breaks_a_lock(worked, raise_, catalogue=CATALOGUE)
    assert breaks_a_lock(worked, hops, catalogue=CATALOGUE)
    assert breaks_a_lock(a_runner(), lifted, catalogue=CATALOGUE)
    assert not breaks_a_lock(worked, easy, catalogue=CATALOGUE)
    assert not breaks_a_lock(a_runner(), raise_, catalogue=CATALOGUE)
