"""What is locked is never prescribed: rule by rule, and over random runners and histories.

The property judges every prescription by rules of its own, written from coaching.md and from the log alone.
"""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.exercise import Equipment, Exercise, ExerciseKey, Impact, Variation
from core.domain.logbook import Logbook
from core.domain.planning.reasons import Why
from core.domain.planning.recent import look_back
from core.domain.planning.restrictions import Lock, Restrictions, Scope
from core.domain.planning.today import plan_day, prescribe_exercise, prescribe_variation, swap
from core.domain.prescription import Effort, Prescription, Reason
from core.domain.progression.gates import gates_on
from core.domain.runner import Settings
from core.domain.training import CalfTest, Entry, FactId, Side, TrainingSet
from tests.support.logbooks import (
    BENT_KNEE,
    CATALOGUE,
    LOW_HOPS,
    MEDIUM_HOPS,
    STRAIGHT_LEG,
    TODAY,
    a_runner,
    a_tested_runner,
    did,
    locked,
    noon,
    skipped,
    took_test,
    written,
)
from tests.support.properties import thorough

DAY = timedelta(days=1)
KEYS = tuple(CATALOGUE.exercises)


@pytest.mark.parametrize("ago", [0, 1, 2])
def test_hard_strength_waits_for_two_days(ago: int) -> None:
    """Hard strength of either variation locks hard strength for 48 hours: until the date two days later."""
    logbook = did(a_runner(), TODAY - ago * DAY, BENT_KNEE)
    reason = Why.ONLY_EASY_48H.because(BENT_KNEE, TODAY - ago * DAY)
    assert locked(logbook, STRAIGHT_LEG) == (reason if ago < 2 else None)
    assert locked(logbook, STRAIGHT_LEG, Effort.EASY) is None
    assert locked(did(a_runner(), TODAY - ago * DAY, BENT_KNEE, easy=True), STRAIGHT_LEG) is None


@pytest.mark.parametrize("ago", [0, 1, 2])
def test_hard_landings_wait_for_two_days(ago: int) -> None:
    """Medium and high impact lock each other for 48 hours, however easy the dose was; low impact stays."""
    logbook = did(a_tested_runner(), TODAY - ago * DAY, MEDIUM_HOPS, easy=True)
    reason = Why.LOW_IMPACT_48H.because(MEDIUM_HOPS, TODAY - ago * DAY)
    assert locked(logbook, MEDIUM_HOPS) == (reason if ago < 2 else None)
    assert locked(logbook, LOW_HOPS, Effort.EASY) is None
    assert locked(did(a_tested_runner(), TODAY - ago * DAY, LOW_HOPS), MEDIUM_HOPS) is None


def test_a_day_that_a_journey_put_ahead_counts() -> None:
    """Who flies west logs on a date that comes again; tomorrow's entry is near as well."""
    assert locked(did(a_runner(), TODAY + DAY, BENT_KNEE), STRAIGHT_LEG) is not None


def test_missing_equipment_locks() -> None:
    """The reason names what is missing."""
    logbook = a_runner(Settings(equipment=frozenset({Equipment.PLATES})))
    lunge = ExerciseKey("dumbbell-lunge-raise")
    assert locked(logbook, lunge) == Why.EQUIPMENT.because("dumbbells")


@pytest.mark.parametrize("reason", ["sore", "ill", "no-time", ""])
def test_a_day_skipped_because_of_soreness_or_illness_makes_the_next_easy(reason: str) -> None:
    """Nothing hard for two days; other reasons change nothing."""
    yesterday = TODAY - DAY
    logbook = skipped(a_tested_runner(), yesterday, reason=reason)
    expected = Why.ONLY_EASY_AFTER_SKIP.because(reason, yesterday) if reason in {"sore", "ill"} else None
    assert locked(logbook, STRAIGHT_LEG) == expected
    assert locked(logbook, MEDIUM_HOPS) == expected
    assert locked(logbook, STRAIGHT_LEG, Effort.EASY) is None
    assert locked(skipped(a_tested_runner(), TODAY - 2 * DAY, reason=reason), STRAIGHT_LEG) is None


@pytest.mark.parametrize(
    ("scope", "stopped"),
    [
        (Scope.EVERYTHING, {"raise-hard", "raise-easy", "low-hard", "low-easy", "medium-hard"}),
        (Scope.EXERCISES, {"raise-hard", "raise-easy"}),
        (Scope.HARD, {"raise-hard", "low-hard", "medium-hard"}),
        (Scope.HARD_STRENGTH, {"raise-hard"}),
        (Scope.HARD_PLYOMETRICS, {"low-hard", "medium-hard"}),
        (Scope.PLYOMETRICS, {"low-hard", "low-easy", "medium-hard"}),
    ],
)
def test_a_lock_stops_what_its_scope_says(scope: Scope, stopped: set[str]) -> None:
    """Every scope, against every kind of dose."""
    lock = Lock(scope=scope, reason=Reason(code="test"), exercises=frozenset({STRAIGHT_LEG}))
    doses = {
        "raise-hard": (STRAIGHT_LEG, Effort.HARD),
        "raise-easy": (STRAIGHT_LEG, Effort.EASY),
        "low-hard": (LOW_HOPS, Effort.HARD),
        "low-easy": (LOW_HOPS, Effort.EASY),
        "medium-hard": (MEDIUM_HOPS, Effort.HARD),
    }
    gates = gates_on(a_tested_runner(), look_back(a_tested_runner(), TODAY, catalogue=CATALOGUE))
    restrictions = Restrictions(locks=(lock,), gates=gates, equipment=frozenset())
    found = {name for name, (key, effort) in doses.items() if restrictions.forbids(CATALOGUE[key], effort=effort)}
    assert found == stopped
    assert (restrictions.programme is not None) is (scope is Scope.EVERYTHING)


sets = st.builds(
    TrainingSet, reps=st.integers(0, 60), bodyweight=st.just(value=True), side=st.sampled_from([Side.BOTH, Side.EACH])
)
near_days = st.one_of(st.integers(-1, 3), st.integers(-1, 50))


@st.composite
def runners(draw: st.DrawFn) -> Logbook:
    """Draw a runner with equipment, tests, skips and a log in which everything was done that the catalogue has."""
    equipment = draw(st.one_of(st.just(frozenset(Equipment)), st.frozensets(st.sampled_from(Equipment))))
    settings = Settings(equipment=equipment, week_starts=draw(st.integers(0, 6)))
    logbook = a_runner(settings)
    for ago, left, right in draw(st.lists(st.tuples(near_days, st.integers(5, 40), st.integers(5, 40)), max_size=2)):
        logbook = took_test(logbook, TODAY - ago * DAY, left=left, right=right)
    for ago, reason in draw(st.lists(st.tuples(near_days, st.sampled_from(["sore", "ill", "no-time"])), max_size=2)):
        logbook = skipped(logbook, TODAY - ago * DAY, reason=reason)
    worked = st.tuples(near_days, st.sampled_from(KEYS), st.lists(sets, min_size=1, max_size=4), st.booleans())
    entries = [
        Entry(
            id=FactId(1000 + number), day=TODAY - ago * DAY, exercise=key, sets=tuple(done), at=noon(TODAY), easy=easy
        )
        for number, (ago, key, done, easy) in enumerate(draw(st.lists(worked, max_size=25)))
    ]
    ordered = tuple(sorted(entries, key=lambda entry: (entry.day, entry.id)))
    return replace(logbook, entries=ordered, next_id=FactId(2000))


def given_today(logbook: Logbook, wish: str, *, without: frozenset[Equipment]) -> list[Prescription]:
    """Ask for today's exercise, for swaps of it, and for one by name."""
    answers = [
        plan_day(logbook, TODAY, catalogue=CATALOGUE, on_demand=True),
        prescribe_exercise(logbook, TODAY, exercise=ExerciseKey(wish), catalogue=CATALOGUE),
        *(prescribe_variation(logbook, TODAY, variation=one, catalogue=CATALOGUE) for one in Variation),
        swap(logbook, TODAY, catalogue=CATALOGUE),
        swap(logbook, TODAY, catalogue=CATALOGUE, without=without),
        swap(logbook, TODAY, catalogue=CATALOGUE, reason="pain"),
    ]
    return [one for one in answers if isinstance(one, Prescription)]


def broken(logbook: Logbook, prescription: Prescription) -> str:
    """Name the lock that a prescription breaks, empty where it breaks none."""
    exercise = CATALOGUE[prescription.exercise]
    hard = prescription.dose.effort is Effort.HARD
    near = [(one, CATALOGUE[one.exercise]) for one in logbook.entries if abs(one.day - TODAY) < 2 * DAY]
    tired = any(one.reason in {"sore", "ill"} and TODAY - one.day < 2 * DAY for one in logbook.skips)
    rules = {
        "equipment": exercise.equipment <= logbook.settings.equipment,
        "48 h strength": not (hard and not exercise.impact and any(not one.easy and not of.impact for one, of in near)),
        "48 h landings": not (lands_hard(exercise) and any(lands_hard(of) for _, of in near)),
        "easy is light": hard or not lands_hard(exercise),
        "tired": not (tired and (hard or lands_hard(exercise))),
        "gate": opens(latest_test(logbook), exercise),
    }
    return ", ".join(rule for rule, holds in rules.items() if not holds)


def lands_hard(exercise: Exercise) -> bool:
    """Tell whether an exercise is of medium or high impact."""
    return exercise.impact in {Impact.MEDIUM, Impact.HIGH}


def latest_test(logbook: Logbook) -> CalfTest | None:
    """Return the newest test until today."""
    return max((one for one in logbook.tests if one.day <= TODAY), key=lambda one: (one.day, one.id), default=None)


def opens(test: CalfTest | None, exercise: Exercise) -> bool:
    """Tell whether a test allows an exercise."""
    if test is None:
        return not lands_hard(exercise)
    if exercise.impact is Impact.HIGH:
        return test.weaker >= 25 and test.symmetry * 10 >= 9
    if exercise.impact is Impact.MEDIUM:
        return test.weaker >= (20 if exercise.one_leg else 15)
    return test.weaker >= 15 or not (exercise.weighted or exercise.key in {"pogo-hops", "rope-skipping"})


@thorough
@given(runners(), st.sampled_from(KEYS), st.frozensets(st.sampled_from(Equipment)))
def test_nothing_locked_is_ever_prescribed(logbook: Logbook, wish: str, without: frozenset[Equipment]) -> None:
    """Whatever was done, however it is asked for, no prescription breaks a lock, and each has a reason."""
    for prescription in given_today(logbook, wish, without=without):
        assert broken(logbook, prescription) == "", prescription
        assert prescription.reasons
        standing = plan_day(written(logbook, prescription), TODAY, catalogue=CATALOGUE, on_demand=True)
        assert standing == prescription


@thorough
@given(runners(), st.integers(0, 3))
def test_every_variation_can_be_had_every_day(logbook: Logbook, later: int) -> None:
    """Whatever was done, an easy dose of each variation is open: that is what the promise rests on."""
    day: date = TODAY + later * DAY
    for variation in Variation:
        given = prescribe_variation(logbook, day, variation=variation, catalogue=CATALOGUE)
        assert isinstance(given, Prescription), given
