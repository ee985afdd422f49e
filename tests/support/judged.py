"""Runners with pain, runs and races, told in the words of training."""

from datetime import date, timedelta

from core.domain.exercise import ExerciseKey
from core.domain.facts import (
    Condition,
    ContraIndication,
    PainReport,
    PainWhen,
    Race,
    RaceKind,
    RedFlag,
    RunDay,
    RunKind,
)
from core.domain.logbook import Edit, Logbook
from core.domain.planning.recent import look_back
from core.domain.planning.restrictions import restrictions_on
from core.domain.planning.today import plan_day
from core.domain.prescription import Prescription
from core.domain.red_flags import Urgency
from tests.support.logbooks import CATALOGUE, noon


def hurt(
    logbook: Logbook,
    day: date,
    level: int,
    *,
    place: str = "achilles",
    when: PainWhen = PainWhen.DURING,
    worse: bool = False,
    limp: bool = False,
    sharp: bool = False,
    exercise: ExerciseKey | None = None,
) -> Logbook:
    """Report pain: at noon with the exercise, at six on the morning after."""
    at = noon(day) - timedelta(hours=6 if when is PainWhen.MORNING else 0)
    told = PainReport(
        id=logbook.next_id,
        day=day,
        at=at,
        level=level,
        place=place,
        when=when,
        worse=worse,
        limp=limp,
        sharp=sharp,
        exercise=exercise,
    )
    return logbook.write(Edit(before=None, after=told))


def flagged(logbook: Logbook, day: date, *, cleared: date | None = None) -> Logbook:
    """Tell of a red flag."""
    flag = RedFlag(id=logbook.next_id, day=day, urgency=Urgency.SAME_DAY, cleared=cleared)
    return logbook.write(Edit(before=None, after=flag))


def conditioned(logbook: Logbook, day: date, condition: Condition, *, cleared: date | None = None) -> Logbook:
    """Tell of a contra-indication."""
    told = ContraIndication(id=logbook.next_id, day=day, condition=condition, cleared=cleared)
    return logbook.write(Edit(before=None, after=told))


def races_on(logbook: Logbook, day: date, kind: RaceKind = RaceKind.MARATHON) -> Logbook:
    """Enter a race."""
    return logbook.write(Edit(before=None, after=Race(id=logbook.next_id, day=day, kind=kind)))


def runs_on(logbook: Logbook, day: date, kind: RunKind = RunKind.LONG, *, weekly: bool = False) -> Logbook:
    """Tell of a long or hard run, once or every week from that day on."""
    run = RunDay(id=logbook.next_id, day=day, kind=kind, weekday=day.weekday() if weekly else None)
    return logbook.write(Edit(before=None, after=run))


def locks_on(logbook: Logbook, day: date) -> set[tuple[str, str]]:
    """Return the scope and the reason of every lock of a day."""
    recent = look_back(logbook, day, catalogue=CATALOGUE)
    return {(lock.scope.value, lock.reason.code) for lock in restrictions_on(logbook, recent).locks}


def written(logbook: Logbook, day: date) -> tuple[Logbook, Prescription]:
    """Plan a day on which an exercise is expected, and write it down."""
    plan = plan_day(logbook, day, catalogue=CATALOGUE, on_demand=True)
    assert isinstance(plan, Prescription), plan
    return logbook.write(Edit(before=None, after=plan)), plan
