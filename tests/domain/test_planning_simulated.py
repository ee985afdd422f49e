from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.simulated_life import NOTHING_COMES, Rates
from bot.simulated_rules import broken_by, closed_on
from bot.simulation import Report, simulate_weeks
from core.domain.facts import Condition, PainWhen, RaceKind
from core.domain.logbook import Logbook
from core.domain.prescription import Effort
from tests.support.judged import conditioned, flagged, hurt, races_on, runs_on
from tests.support.logbooks import BENT_KNEE, CATALOGUE, MEDIUM_HOPS, MONDAY, a_runner, did, planned

EVERY_DAY = frozenset(range(7))


def simulated(
    adherence: float,
    days: frozenset[int] = EVERY_DAY,
    *,
    seed: int = 1,
    runners: int = 40,
    weeks: int = 4,
    rates: Rates = NOTHING_COMES,
) -> Report:
    """Simulate some runners."""
    chance = Random(seed)  # noqa: S311 - not a secret
    return simulate_weeks(
        runners=runners, weeks=weeks, adherence=adherence, chance=chance, catalogue=CATALOGUE, days=days, rates=rates
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


@settings(max_examples=15, deadline=None)
@given(st.frozensets(st.integers(0, 6), min_size=3), st.floats(0.3, 1), st.integers(0, 10_000))
def test_races_take_no_more_than_they_must(days: frozenset[int], adherence: float, seed: int) -> None:
    """A race is known weeks ahead: what it closes later in a week comes before it, so no plan could cover more."""
    report = simulated(adherence, days, seed=seed, runners=3, weeks=8, rates=Rates(races=0.4))
    assert report.covered_weeks == report.best_weeks <= report.unlocked_weeks
    assert report.locked_violations == 0


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10_000), st.floats(0.5, 1))
def test_injuries_races_and_breaks_break_no_lock(seed: int, adherence: float) -> None:
    """Whatever comes, nothing locked is prescribed, and what kept a week from full coverage has its name."""
    rates = Rates(injuries=0.3, races=0.2, breaks=0.1)
    report = simulated(adherence, seed=seed, runners=3, weeks=10, rates=rates)
    assert report.locked_violations == 0
    assert report.covered_weeks <= report.best_weeks <= report.unlocked_weeks
    assert report.covered_weeks - report.covered_locked == report.best_weeks - report.best_locked
    assert report.limited_by.total() == report.unlocked_weeks - report.best_weeks


def test_the_report_shows_what_locks_take() -> None:
    """Of 480 weeks some are limited by each kind of lock, and most that can be covered are."""
    report = simulated(0.8, seed=2, runners=30, weeks=16, rates=Rates(injuries=0.2, races=0.1, breaks=0.1))
    assert set(report.limited_by) == {"break", "red flag", "clearance", "pain", "race", "race recovery"}
    assert report.covered_weeks >= 0.97 * report.best_weeks
    assert report.facts()["limited_by"] == dict(report.limited_by)
    assert report.locked_violations == 0


def test_the_simulation_sees_a_broken_lock() -> None:
    """Its own rules find hard strength, hard landings and missing equipment where a planner would let them pass."""
    raise_ = planned(a_runner(), MONDAY)
    hops = replace(raise_, exercise=MEDIUM_HOPS)
    worked = did(did(a_runner(), MONDAY, BENT_KNEE), MONDAY, MEDIUM_HOPS)
    easy = replace(raise_, dose=replace(raise_.dose, effort=Effort.EASY))
    lifted = replace(raise_, exercise=next(key for key, one in CATALOGUE.exercises.items() if one.equipment))
    assert broken_by(worked, raise_, catalogue=CATALOGUE) == ("48 hours",)
    assert broken_by(worked, hops, catalogue=CATALOGUE) == ("48 hours", "gate")
    assert broken_by(a_runner(), lifted, catalogue=CATALOGUE) == ("equipment",)
    assert broken_by(worked, easy, catalogue=CATALOGUE) == ()
    assert broken_by(a_runner(), raise_, catalogue=CATALOGUE) == ()


DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("logbook", "breaks"),
    [
        (flagged(a_runner(), MONDAY), "red flag"),
        (flagged(a_runner(), MONDAY, cleared=MONDAY + DAY), "red flag"),
        (races_on(a_runner(), MONDAY), "race"),
        (races_on(a_runner(), MONDAY + DAY), "race"),
        (races_on(a_runner(), MONDAY + 4 * DAY), "race"),
        (races_on(did(a_runner(), MONDAY - 2 * DAY, BENT_KNEE), MONDAY + 5 * DAY), "race"),
        (races_on(a_runner(), MONDAY - 14 * DAY), "race recovery"),
        (races_on(a_runner(), MONDAY - 5 * DAY, RaceKind.HALF), "race recovery"),
        (runs_on(a_runner(), MONDAY + DAY), "run"),
        (conditioned(a_runner(), MONDAY, Condition.INJURY), "clearance"),
        (hurt(a_runner(), MONDAY, 6), "pain"),
        (hurt(a_runner(), MONDAY, 2, limp=True), "pain"),
        (hurt(hurt(a_runner(), MONDAY - 4 * DAY, 6), MONDAY - 2 * DAY, 7), "pain"),
        (hurt(hurt(hurt(a_runner(), MONDAY - 9 * DAY, 1), MONDAY - 3 * DAY, 3), MONDAY - DAY, 4), "pain"),
    ],
)
def test_the_simulation_sees_hard_work_that_something_forbids(logbook: Logbook, breaks: str) -> None:
    """A full dose of raises breaks each of these locks; on a day without any it breaks none."""
    raise_ = planned(a_runner(), MONDAY)
    assert raise_.dose.effort is Effort.HARD
    assert breaks in broken_by(logbook, raise_, catalogue=CATALOGUE)
    assert breaks not in broken_by(a_runner(), raise_, catalogue=CATALOGUE)


def test_a_worse_morning_closes_jumps_for_a_week() -> None:
    """Told as worse, or worse than what was told with the exercise before it."""
    worse = hurt(a_runner(), MONDAY, 3, when=PainWhen.MORNING, worse=True)
    grown = hurt(hurt(a_runner(), MONDAY - DAY, 3), MONDAY, 4, when=PainWhen.MORNING)
    for logbook in (worse, grown):
        assert [bool(closed_on(logbook, MONDAY + ago * DAY).jumps) for ago in (0, 6, 7)] == [True, True, False]
