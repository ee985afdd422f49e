"""Running and racing of coaching.md section 4: what lies before and after a run or a race."""

from datetime import timedelta

import pytest

from core.domain.facts import RaceKind, RunKind
from core.domain.planning.plan import Rest
from core.domain.planning.today import plan_day
from core.domain.prescription import Effort
from core.domain.progression.easing import fewer_sets
from core.domain.race import recovery_days
from core.domain.runner import Experience, Settings
from tests.support.judged import locks_on, races_on, runs_on, written
from tests.support.logbooks import CATALOGUE, MEDIUM_HOPS, STRAIGHT_LEG, TODAY, a_runner, did

DAY = timedelta(days=1)
BEGINNER = Settings(experience=Experience.BEGINNER)
RUN_LOCKS = {("hard-strength", "run-soon"), ("hard-plyometrics", "run-soon")}


@pytest.mark.parametrize("kind", list(RunKind))
@pytest.mark.parametrize("weekly", [True, False])
def test_no_hard_work_the_day_before_a_long_or_hard_run(kind: RunKind, *, weekly: bool) -> None:
    """The 24 hours before are spared, two days before are not; a dated run spares one day, a weekly one each week."""
    logbook = runs_on(a_runner(), TODAY, kind, weekly=weekly)
    assert locks_on(logbook, TODAY - DAY) == RUN_LOCKS
    assert locks_on(logbook, TODAY + 6 * DAY) == (RUN_LOCKS if weekly else set())
    assert locks_on(logbook, TODAY + 5 * DAY) == set()
    assert locks_on(logbook, TODAY) == set()


def test_a_beginner_is_spared_for_48_hours() -> None:
    """Two days before the run of a beginner are spared."""
    logbook = runs_on(a_runner(BEGINNER), TODAY)
    assert [locks_on(logbook, TODAY - ahead * DAY) for ahead in (1, 2)] == [RUN_LOCKS, RUN_LOCKS]
    assert locks_on(logbook, TODAY - 3 * DAY) == set()


def test_before_a_run_an_easy_dose_stays_possible() -> None:
    """The day before a run has an easy dose, and says why."""
    _, plan = written(runs_on(a_runner(), TODAY + DAY), TODAY)
    assert plan.dose.effort is Effort.EASY
    assert "run-soon" in {one.code for one in plan.reasons}


def test_sets_go_down_from_thirteen_days_before_a_race() -> None:
    """40 % fewer sets from day -13 on, as before on day -14."""
    logbook = did(races_on(a_runner(), TODAY), TODAY - 40 * DAY, STRAIGHT_LEG)
    for ago in (20, 17):
        logbook = did(logbook, TODAY - ago * DAY, STRAIGHT_LEG)
    plan = written(logbook, TODAY - 14 * DAY)[1]
    later = written(logbook, TODAY - 13 * DAY)[1]
    assert "race-sets" not in {one.code for one in plan.reasons}
    assert "race-sets" in {one.code for one in later.reasons}
    assert [fewer_sets(sets) for sets in (1, 2, 3, 4, 5)] == [1, 1, 2, 2, 3]


def test_the_last_hard_strength_is_about_a_week_before_a_race() -> None:
    """On day -6 and -5 hard strength is open unless it was done on days -10 to -7; from day -4 it is over."""
    free = races_on(a_runner(), TODAY)
    assert locks_on(free, TODAY - 6 * DAY) == set()
    done = did(free, TODAY - 9 * DAY, STRAIGHT_LEG)
    assert ("hard-strength", "race-last-hard") in locks_on(done, TODAY - 6 * DAY)
    assert ("hard-strength", "race-last-hard") in locks_on(done, TODAY - 5 * DAY)
    assert locks_on(done, TODAY - 7 * DAY) == set()


def test_the_last_hard_landings_are_five_to_seven_days_before_a_race() -> None:
    """Done on day -7 they are not repeated on day -5; none on day -4 and later."""
    free = races_on(a_runner(), TODAY)
    done = did(free, TODAY - 7 * DAY, MEDIUM_HOPS)
    assert ("hard-plyometrics", "race-last-hard") in locks_on(done, TODAY - 5 * DAY)
    assert ("hard-plyometrics", "race-last-hard") not in locks_on(free, TODAY - 5 * DAY)


@pytest.mark.parametrize("ahead", [4, 3, 2])
def test_days_four_to_two_before_a_race_are_easy(ahead: int) -> None:
    """Days -4 to -2: easy doses only."""
    logbook = races_on(a_runner(), TODAY)
    assert ("hard", "race-soon") in locks_on(logbook, TODAY - ahead * DAY)
    assert written(logbook, TODAY - ahead * DAY)[1].dose.effort is Effort.EASY


@pytest.mark.parametrize(("ahead", "code"), [(1, "race-eve"), (0, "race-day")])
def test_there_is_nothing_on_the_eve_and_the_day_of_a_race(ahead: int, code: str) -> None:
    """Day -1 and race day: none, on demand neither, and the reason is the race."""
    plan = plan_day(races_on(a_runner(), TODAY), TODAY - ahead * DAY, catalogue=CATALOGUE, on_demand=True)
    assert isinstance(plan, Rest)
    assert plan.locked
    assert plan.reasons[0].code == code


@pytest.mark.parametrize(
    ("kind", "lengths"),
    [(RaceKind.SHORT, (0, 0)), (RaceKind.HALF, (3, 5)), (RaceKind.MARATHON, (7, 14)), (RaceKind.ULTRA, (14, 14))],
)
def test_after_a_race_nothing_hard_and_no_jumps(kind: RaceKind, lengths: tuple[int, int]) -> None:
    """3 to 5 days after a half marathon, 7 to 14 after a marathon, by experience."""
    for experience, length in zip((Experience.ADVANCED, Experience.BEGINNER), lengths, strict=True):
        logbook = races_on(a_runner(Settings(experience=experience)), TODAY, kind)
        assert recovery_days(logbook.races[0], experience) == length
        for after in range(1, length + 1):
            assert {("hard", "race-recovery"), ("plyometrics", "race-recovery")} <= locks_on(
                logbook, TODAY + after * DAY
            )
        assert locks_on(logbook, TODAY + (length + 1) * DAY) == set()
