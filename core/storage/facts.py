"""Facts as rows and back, one shelf of the logbook after another."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

from sqlalchemy import Table

from core.domain.exercise import ExerciseKey, Impact, Variation
from core.domain.facts import (
    ContraIndication,
    Fact,
    FaultSeen,
    PainReport,
    Pause,
    Race,
    RedFlag,
    RunDay,
    Skip,
    Snooze,
)
from core.domain.load import Load, Unit
from core.domain.prescription import Prescription
from core.domain.training import CalfTest, Entry, FactId
from core.storage import judgement, tables
from core.storage.encoding import decode_dose, decode_reasons, decode_sets, encode

# Rows come from the database driver, whose values have no types.
Row: TypeAlias = Any
Values: TypeAlias = dict[str, Any]

_VARIATIONS = {variation.value: variation for variation in Variation}
_IMPACTS: Mapping[str | None, Impact | None] = {None: None, **{impact.value: impact for impact in Impact}}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """How one kind of fact is kept.

    `row` gives the columns after runner, id and day; `fact` takes all of them, in the table's order.
    """

    name: str  # of the logbook's field
    kind: type[Fact]
    table: Table
    row: Callable[[Any], Values]
    fact: Callable[[Row], Fact]


@lru_cache(maxsize=16_384)
def load_of(text: str, unit: str) -> Load:
    """Return the load that was typed so."""
    return Load(text=text, unit=Unit(unit))


def load_row(name: str, load: Load | None) -> Values:
    """Return the three columns of a load: as typed, its unit, and in kilograms."""
    if load is None:
        return {f"{name}_text": None, f"{name}_unit": None, f"{name}_kg": None}
    return {f"{name}_text": load.text, f"{name}_unit": load.unit.value, f"{name}_kg": float(load.kg)}


def _entry_row(fact: Entry) -> Values:
    return {
        "exercise": fact.exercise,
        "sets": encode(fact.sets),
        "at": fact.at,
        "easy": fact.easy,
        "prescription": fact.prescription,
        "note": fact.note,
    }


def entry_of(row: Row) -> Entry:
    """Return the entry of a row."""
    _, number, day, exercise, sets, at, easy, prescription, note = row
    return Entry(
        id=number,
        day=day,
        exercise=exercise,
        sets=decode_sets(sets),
        at=at,
        easy=easy,
        prescription=prescription,
        note=note,
    )


def _prescription_row(fact: Prescription) -> Values:
    return {
        "number": fact.number,
        "exercise": fact.exercise,
        "variation": fact.variation.value,
        "impact": None if fact.impact is None else fact.impact.value,
        "dose": encode(fact.dose),
        "cue": fact.cue,
        "reasons": encode(fact.reasons),
    }


def _prescription_of(row: Row) -> Prescription:
    _, identity, day, number, exercise, variation, impact, dose, cue, reasons = row
    return Prescription(
        id=identity,
        day=day,
        number=number,
        exercise=exercise,
        variation=_VARIATIONS[variation],
        impact=_IMPACTS[impact],
        dose=decode_dose(dose),
        cue=cue,
        reasons=decode_reasons(reasons),
    )


def _skip_of(row: Row) -> Skip:
    _, number, day, reason = row
    return Skip(id=number, day=day, reason=reason)


def _pause_of(row: Row) -> Pause:
    _, number, day, until, reason = row
    return Pause(id=number, day=day, until=until, reason=reason)


def _snooze_of(row: Row) -> Snooze:
    _, number, day, until = row
    return Snooze(id=number, day=day, until=until)


def _test_of(row: Row) -> CalfTest:
    _, number, day, left, right = row
    return CalfTest(id=number, day=day, left=left, right=right)


def _fault_of(row: Row) -> FaultSeen:
    _, number, day, exercise, fault = row
    return FaultSeen(id=FactId(number), day=day, exercise=ExerciseKey(exercise), fault=fault)


SHELVES = (
    Shelf(name="entries", kind=Entry, table=tables.entry, row=_entry_row, fact=entry_of),
    Shelf(
        name="prescriptions",
        kind=Prescription,
        table=tables.prescription,
        row=_prescription_row,
        fact=_prescription_of,
    ),
    Shelf(name="skips", kind=Skip, table=tables.skip, row=lambda fact: {"reason": fact.reason}, fact=_skip_of),
    Shelf(
        name="pauses",
        kind=Pause,
        table=tables.pause,
        row=lambda fact: {"until": fact.until, "reason": fact.reason},
        fact=_pause_of,
    ),
    Shelf(name="snoozes", kind=Snooze, table=tables.snooze, row=lambda fact: {"until": fact.until}, fact=_snooze_of),
    Shelf(
        name="tests",
        kind=CalfTest,
        table=tables.calf_test,
        row=lambda fact: {"left": fact.left, "right": fact.right},
        fact=_test_of,
    ),
    Shelf(
        name="faults",
        kind=FaultSeen,
        table=tables.fault,
        row=lambda fact: {"exercise": fact.exercise, "fault": fact.fault},
        fact=_fault_of,
    ),
    Shelf(name="pains", kind=PainReport, table=tables.pain, row=judgement.pain_row, fact=judgement.pain_of),
    Shelf(
        name="red_flags", kind=RedFlag, table=tables.red_flag, row=judgement.red_flag_row, fact=judgement.red_flag_of
    ),
    Shelf(
        name="conditions",
        kind=ContraIndication,
        table=tables.contra_indication,
        row=judgement.condition_row,
        fact=judgement.condition_of,
    ),
    Shelf(name="runs", kind=RunDay, table=tables.run_day, row=judgement.run_row, fact=judgement.run_of),
    Shelf(name="races", kind=Race, table=tables.race, row=judgement.race_row, fact=judgement.race_of),
)
