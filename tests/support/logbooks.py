"""Runners for tests of the domain, told in the words of training."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from core.domain.catalogue import load_catalogue
from core.domain.exercise import ExerciseKey, Variation
from core.domain.facts import FaultSeen, Pause, Skip
from core.domain.logbook import Edit, Logbook
from core.domain.planning.reasons import Why
from core.domain.planning.recent import look_back
from core.domain.planning.restrictions import restrictions_on
from core.domain.planning.today import plan_day
from core.domain.prescription import Effort, Prescription, Reason
from core.domain.runner import RunnerId, Settings
from core.domain.training import CalfTest, Entry, TrainingSet

CATALOGUE = load_catalogue()
MONDAY = date(2026, 3, 2)
#: A Tuesday with room for history before it.
TODAY = date(2026, 4, 21)
#: One exercise of each kind that needs nothing.
STRAIGHT_LEG = ExerciseKey("single-leg-raise")
BENT_KNEE = ExerciseKey("single-leg-bent-knee-raise")
LOW_HOPS = ExerciseKey("pogo-hops")
MEDIUM_HOPS = ExerciseKey("bunny-hops")
BOUNDS = ExerciseKey("bounds")
OF = {Variation.STRAIGHT_LEG: STRAIGHT_LEG, Variation.BENT_KNEE: BENT_KNEE, Variation.PLYOMETRIC: LOW_HOPS}


def a_runner(settings: Settings | None = None, *, joined: date = MONDAY) -> Logbook:
    """Return the empty logbook of a runner."""
    at = noon(joined)
    return Logbook(runner=RunnerId(1), settings=settings or Settings(), joined=at, heard=at)


def noon(day: date) -> datetime:
    """Return the middle of a day in UTC."""
    return datetime.combine(day, time(12, tzinfo=UTC))


def did(
    logbook: Logbook, day: date, exercise: ExerciseKey, *, easy: bool = False, reps: int = 8, sets: int = 3
) -> Logbook:
    """Log work of the runner's own."""
    done = Entry(
        id=logbook.next_id,
        day=day,
        exercise=exercise,
        sets=(TrainingSet(reps=reps, bodyweight=True),) * sets,
        at=noon(day),
        easy=easy,
    )
    return logbook.write(Edit(before=None, after=done))


def skipped(logbook: Logbook, day: date, *, reason: str = "") -> Logbook:
    """Record a skipped day."""
    return logbook.write(Edit(before=None, after=Skip(id=logbook.next_id, day=day, reason=reason)))


def paused(logbook: Logbook, day: date, *, until: date | None = None) -> Logbook:
    """Begin a pause."""
    return logbook.write(Edit(before=None, after=Pause(id=logbook.next_id, day=day, until=until)))


def took_test(logbook: Logbook, day: date, *, left: int, right: int) -> Logbook:
    """Log a calf test."""
    return logbook.write(Edit(before=None, after=CalfTest(id=logbook.next_id, day=day, left=left, right=right)))


def told_fault(logbook: Logbook, day: date, exercise: ExerciseKey, *, fault: int) -> Logbook:
    """Record a fault that the runner told of."""
    seen = FaultSeen(id=logbook.next_id, day=day, exercise=exercise, fault=fault)
    return logbook.write(Edit(before=None, after=seen))


def planned(logbook: Logbook, day: date, *, on_demand: bool = True) -> Prescription:
    """Plan a day on which an exercise is expected."""
    plan = plan_day(logbook, day, catalogue=CATALOGUE, on_demand=on_demand)
    assert isinstance(plan, Prescription), plan
    return plan


def kept(logbook: Logbook, prescription: Prescription) -> Logbook:
    """Write a prescription down, and log it as done."""
    dose = prescription.dose
    done = Entry(
        id=logbook.next_id,
        day=prescription.day,
        exercise=prescription.exercise,
        sets=(TrainingSet(reps=dose.reps, load=dose.load, bodyweight=dose.bodyweight),) * dose.sets,
        at=noon(prescription.day),
        easy=dose.effort is Effort.EASY,
        prescription=prescription.id,
    )
    given = written(logbook, prescription)
    return given.write(Edit(before=None, after=replace(done, id=given.next_id)))


def written(logbook: Logbook, prescription: Prescription) -> Logbook:
    """Write a prescription down, unless it stands there already."""
    if prescription.id != logbook.next_id:
        return logbook
    return logbook.write(Edit(before=None, after=prescription))


def told(reasons: tuple[Reason, ...], why: Why) -> dict[str, str] | None:
    """Return the facts of a reason, None where it was not given."""
    return next((dict(one.facts) for one in reasons if one.code == why.code), None)


def locked(logbook: Logbook, exercise: ExerciseKey, effort: Effort = Effort.HARD) -> Reason | None:
    """Return why a dose is locked today."""
    recent = look_back(logbook, TODAY, catalogue=CATALOGUE)
    return restrictions_on(logbook, recent).forbids(CATALOGUE[exercise], effort=effort)


def a_tested_runner(raises: int = 22, *, other: int | None = None) -> Logbook:
    """Return a runner who did the calf test yesterday."""
    return took_test(a_runner(), TODAY - timedelta(days=1), left=raises, right=raises if other is None else other)
