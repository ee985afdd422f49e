"""Random lives with pain, tests, races, runs and red flags: no plan breaks a lock, and every plan has its reason."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from core.domain.exercise import Equipment, Variation
from core.domain.facts import Condition, PainWhen, RaceKind, RunKind
from core.domain.logbook import Logbook
from core.domain.planning.locks import Scope
from core.domain.planning.plan import Done, Rest
from core.domain.planning.recent import look_back
from core.domain.planning.restrictions import restrictions_on
from core.domain.planning.today import plan_day
from core.domain.prescription import Effort, Prescription
from core.domain.race import recovery_days
from core.domain.runner import Experience, Settings
from tests.support.judged import conditioned, flagged, hurt, races_on, runs_on
from tests.support.logbooks import CATALOGUE, TODAY, a_runner, kept, took_test

DAY = timedelta(days=1)
SPAN = 21
ahead = st.integers(0, SPAN - 1).map(lambda days: TODAY + days * DAY)
events = st.lists(
    st.one_of(
        st.tuples(st.just("hurt"), ahead, st.integers(0, 10), st.sampled_from(PainWhen)),
        st.tuples(st.just("race"), ahead, st.sampled_from(RaceKind)),
        st.tuples(st.just("run"), ahead, st.sampled_from(RunKind), st.booleans()),
        st.tuples(st.just("flag"), ahead, st.none() | ahead),
        st.tuples(st.just("condition"), ahead, st.sampled_from(Condition), st.none() | ahead),
        st.tuples(st.just("test"), ahead, st.integers(0, 40), st.integers(0, 40)),
    ),
    max_size=5,
)
runners = st.builds(
    Settings,
    equipment=st.sampled_from([frozenset[Equipment](), frozenset(Equipment)]),
    experience=st.none() | st.sampled_from(Experience),
)


def told(logbook: Logbook, event: tuple[object, ...]) -> Logbook:
    """Write what happened."""
    match event:
        case ("hurt", date() as day, int() as level, PainWhen() as when):
            return hurt(logbook, day, level, when=when)
        case ("race", date() as day, RaceKind() as kind):
            return races_on(logbook, day, kind)
        case ("run", date() as day, RunKind() as run, bool() as weekly):
            return runs_on(logbook, day, run, weekly=weekly)
        case ("flag", date() as day, cleared):
            return flagged(logbook, day, cleared=cleared if isinstance(cleared, date) else None)
        case ("condition", date() as day, Condition() as condition, cleared):
            return conditioned(logbook, day, condition, cleared=cleared if isinstance(cleared, date) else None)
        case ("test", date() as day, int() as left, int() as right):
            return took_test(logbook, day, left=left, right=right)
    raise AssertionError(event)


def wrong_with(logbook: Logbook, plan: Prescription) -> list[str]:
    """Name every rule that a plan breaks, judged by the facts alone and not by the planner's locks."""
    exercise, day = CATALOGUE[plan.exercise], plan.day
    hard = plan.dose.effort is Effort.HARD
    jumps = exercise.impact is not None
    experience = logbook.settings.experience
    wrong = []
    if any(one.day <= day and (one.cleared is None or day < one.cleared) for one in logbook.red_flags):
        wrong.append("red flag")
    waits = any(one.day <= day and (one.cleared is None or day < one.cleared) for one in logbook.conditions)
    if waits and (hard or jumps):
        wrong.append("condition")
    for race in logbook.races:
        left = (race.day - day).days
        if left in {0, 1} or (2 <= left <= 4 and hard):
            wrong.append("race")
        if 0 < -left <= recovery_days(race, experience) and (hard or jumps):
            wrong.append("race recovery")
    if hard and any(run.falls_on(day + DAY) for run in logbook.runs):
        wrong.append("run")
    if any(one.day == day and one.level > 5 for one in logbook.pains) and (hard or jumps):
        wrong.append("pain")
    return wrong


@given(settings=runners, happened=events)
def test_no_plan_breaks_a_lock_and_every_plan_has_a_reason(
    settings: Settings, happened: list[tuple[object, ...]]
) -> None:
    """Three weeks of plans, all of them kept."""
    logbook = a_runner(settings, joined=TODAY - 30 * DAY)
    for event in happened:
        logbook = told(logbook, event)
    for day in (TODAY + days * DAY for days in range(SPAN)):
        plan = plan_day(logbook, day, catalogue=CATALOGUE)
        assert not isinstance(plan, Done)
        assert plan.reasons
        if isinstance(plan, Prescription):
            assert wrong_with(logbook, plan) == []
            logbook = kept(logbook, plan)


@given(settings=runners, happened=events)
def test_the_promise_holds_where_no_lock_forbids_it(settings: Settings, happened: list[tuple[object, ...]]) -> None:
    """A kept week covers all three variations; where it does not, a lock stood in the way and was named."""
    logbook = a_runner(settings, joined=TODAY - 30 * DAY)
    for event in happened:
        logbook = told(logbook, event)
    monday = TODAY - TODAY.weekday() * DAY + 7 * DAY
    covered: set[Variation] = set()
    locked: set[Scope] = set()
    named: set[str] = set()
    for day in (monday + days * DAY for days in range(7)):
        recent = look_back(logbook, day, catalogue=CATALOGUE)
        locked |= {lock.scope for lock in restrictions_on(logbook, recent).locks}
        plan = plan_day(logbook, day, catalogue=CATALOGUE)
        named |= {one.code for one in plan.reasons} if isinstance(plan, Rest | Prescription) else set()
        if isinstance(plan, Prescription):
            covered.add(plan.variation)
            logbook = kept(logbook, plan)
    if covered != set(Variation):
        assert locked & {Scope.EVERYTHING, Scope.PLYOMETRICS, Scope.NEW}
        assert named & {"red-flag-lock", "race-eve", "race-day", "cannot-cover", "nothing-possible"}
