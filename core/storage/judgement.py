"""What the coach judges by, as rows and back: pain, red flags, contra-indications, runs and races."""

from typing import Any, TypeAlias

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
from core.domain.red_flags import Urgency

# Rows come from the database driver, whose values have no types.
_Row: TypeAlias = Any
_Values: TypeAlias = dict[str, Any]


def pain_row(fact: PainReport) -> _Values:
    """Return the columns of a report of pain."""
    return {
        "at": fact.at,
        "level": fact.level,
        "place": fact.place,
        "side": fact.side,
        "when": fact.when.value,
        "sharp": fact.sharp,
        "limp": fact.limp,
        "worse": fact.worse,
        "exercise": fact.exercise,
    }


def pain_of(row: _Row) -> PainReport:
    """Return the report of pain of a row."""
    _, number, day, at, level, place, side, when, sharp, limp, worse, exercise = row
    return PainReport(
        id=number,
        day=day,
        at=at,
        level=level,
        place=place,
        side=side,
        when=PainWhen(when),
        sharp=sharp,
        limp=limp,
        worse=worse,
        exercise=None if exercise is None else ExerciseKey(exercise),
    )


def red_flag_row(fact: RedFlag) -> _Values:
    """Return the columns of a red flag."""
    return {"urgency": fact.urgency.value, "cleared": fact.cleared}


def red_flag_of(row: _Row) -> RedFlag:
    """Return the red flag of a row."""
    _, number, day, urgency, cleared = row
    return RedFlag(id=number, day=day, urgency=Urgency(urgency), cleared=cleared)


def condition_row(fact: ContraIndication) -> _Values:
    """Return the columns of a contra-indication."""
    return {"condition": fact.condition.value, "cleared": fact.cleared}


def condition_of(row: _Row) -> ContraIndication:
    """Return the contra-indication of a row."""
    _, number, day, condition, cleared = row
    return ContraIndication(id=number, day=day, condition=Condition(condition), cleared=cleared)


def run_row(fact: RunDay) -> _Values:
    """Return the columns of a long or hard run."""
    return {"kind": fact.kind.value, "weekday": fact.weekday}


def run_of(row: _Row) -> RunDay:
    """Return the run of a row."""
    _, number, day, kind, weekday = row
    return RunDay(id=number, day=day, kind=RunKind(kind), weekday=weekday)


def race_row(fact: Race) -> _Values:
    """Return the columns of a race."""
    return {"kind": fact.kind.value, "done": fact.done}


def race_of(row: _Row) -> Race:
    """Return the race of a row."""
    _, number, day, kind, done = row
    return Race(id=number, day=day, kind=RaceKind(kind), done=done)
