"""Random lives with pain, tests, races, runs, breaks and red flags: no plan breaks a lock, every plan has its reason.

The locks are stated anew in bot/simulated_rules.py, from the facts alone; nothing here asks the planner what is locked.
"""

import os
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import TypeAlias

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.simulated_rules import Day, broken_by, closed_on
from core.domain.exercise import Equipment, ExerciseKey, Variation
from core.domain.facts import Condition, PainWhen, RaceKind, RunKind
from core.domain.logbook import Logbook
from core.domain.planning.coverage import is_paused
from core.domain.planning.plan import Done
from core.domain.planning.today import plan_day, prescribe_exercise, prescribe_variation, swap
from core.domain.prescription import Prescription
from core.domain.runner import Experience, Settings
from tests.support.judged import conditioned, flagged, hurt, races_on, runs_on
from tests.support.logbooks import CATALOGUE, STRAIGHT_LEG, TODAY, a_runner, did, kept, paused, took_test

Event: TypeAlias = Callable[[Logbook], Logbook]

DAY = timedelta(days=1)
SPAN = 21
lives = settings(max_examples=3_000 if os.environ.get("FULL_SIZE") else 150, deadline=None)
ahead = st.integers(0, SPAN - 1).map(lambda days: TODAY + days * DAY)
levels = st.integers(0, 10)
events: st.SearchStrategy[list[Event]] = st.lists(
    st.one_of(
        st.builds(partial, st.just(hurt), day=ahead, level=levels, when=st.sampled_from(PainWhen)),
        st.builds(partial, st.just(hurt), day=ahead, level=levels, when=st.just(PainWhen.MORNING), worse=st.booleans()),
        st.builds(partial, st.just(hurt), day=ahead, level=st.just(2), limp=st.booleans(), sharp=st.booleans()),
        st.builds(partial, st.just(races_on), day=ahead, kind=st.sampled_from(RaceKind)),
        st.builds(partial, st.just(runs_on), day=ahead, kind=st.sampled_from(RunKind), weekly=st.booleans()),
        st.builds(partial, st.just(flagged), day=ahead, cleared=st.none() | ahead),
        st.builds(
            partial, st.just(conditioned), day=ahead, condition=st.sampled_from(Condition), cleared=st.none() | ahead
        ),
        st.builds(partial, st.just(took_test), day=ahead, left=st.integers(0, 40), right=st.integers(0, 40)),
        st.builds(partial, st.just(paused), day=ahead, until=st.none() | ahead),
    ),
    max_size=6,
)
runners = st.builds(
    Settings,
    equipment=st.sampled_from([frozenset[Equipment](), frozenset(Equipment)]),
    experience=st.none() | st.sampled_from(Experience),
)


@lives
@given(chosen=runners, happened=events, skips=st.sets(st.integers(0, SPAN - 1), max_size=10))
def test_no_plan_breaks_a_lock_and_every_plan_has_a_reason(
    chosen: Settings, happened: list[Event], skips: set[int]
) -> None:
    """Three weeks of plans, kept or missed: each is held to rules that are stated from the facts alone."""
    logbook = lived(chosen, happened)
    for days in range(SPAN):
        plan = plan_day(logbook, TODAY + days * DAY, catalogue=CATALOGUE)
        assert not isinstance(plan, Done)
        assert plan.reasons
        if isinstance(plan, Prescription):
            assert broken_by(logbook, plan, catalogue=CATALOGUE) == ()
            logbook = logbook if days in skips else kept(logbook, plan)


@lives
@given(chosen=runners, happened=events, wish=st.sampled_from([*CATALOGUE.exercises]), ahead_=st.integers(0, SPAN - 1))
def test_what_is_asked_for_breaks_no_lock_either(
    chosen: Settings, happened: list[Event], wish: ExerciseKey, ahead_: int
) -> None:
    """An exercise or a variation by name, a swap and more on demand are held to the same rules."""
    logbook = lived(chosen, happened)
    day = TODAY + ahead_ * DAY
    asked = (
        prescribe_exercise(logbook, day, exercise=wish, catalogue=CATALOGUE),
        prescribe_variation(logbook, day, variation=CATALOGUE[wish].variation, catalogue=CATALOGUE),
        swap(logbook, day, catalogue=CATALOGUE, reason="sore"),
        plan_day(logbook, day, catalogue=CATALOGUE, on_demand=True),
    )
    for given_ in asked:
        assert not isinstance(given_, Done)
        assert given_.reasons
        if isinstance(given_, Prescription):
            assert broken_by(logbook, given_, catalogue=CATALOGUE) == ()


@lives
@given(chosen=runners, happened=events, missed=st.sets(st.integers(0, 6), max_size=4))
def test_the_promise_holds_where_no_lock_forbids_it(chosen: Settings, happened: list[Event], missed: set[int]) -> None:
    """Whoever keeps three days covers all that is open on them; what is not is named, with what locks it."""
    logbook = lived(chosen, happened)
    monday = TODAY - TODAY.weekday() * DAY + 7 * DAY
    covered: set[Variation] = set()
    seen: list[Day] = []
    named: set[str] = set()
    for days in range(7):
        day = monday + days * DAY
        plan = plan_day(logbook, day, catalogue=CATALOGUE)
        assert not isinstance(plan, Done)
        named |= {one.code for one in plan.reasons}
        if days in missed:
            continue
        seen.append(closed_on(logbook, day) if is_paused(logbook, day) is None else Day(everything=("break",)))
        if isinstance(plan, Prescription):
            covered.add(plan.variation)
            logbook = kept(logbook, plan)
        else:
            assert seen[-1].everything
    training = [one for one in seen if not one.everything]
    if len(training) >= len(Variation) and all(one.open(Variation.PLYOMETRIC) for one in training):
        assert covered == set(Variation)
    if len(training) >= len(Variation):
        assert covered >= {Variation.STRAIGHT_LEG, Variation.BENT_KNEE}
    if training and covered != set(Variation) and not any(one.open(Variation.PLYOMETRIC) for one in training):
        assert "cannot-cover" in named
    if not training:
        assert named & {"red-flag-lock", "race-eve", "race-day", "paused"}


def lived(chosen: Settings, happened: list[Event]) -> Logbook:
    """Return the logbook of a runner to whom all that happened."""
    logbook = a_runner(chosen, joined=TODAY - 30 * DAY)
    for back in range(20, 0, -4):
        logbook = did(logbook, TODAY - back * DAY, STRAIGHT_LEG)
    for event in happened:
        logbook = event(logbook)
    return logbook
