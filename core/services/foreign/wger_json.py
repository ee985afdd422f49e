"""A workout log as wger's API gives it, as rows under the names of its columns."""

from collections.abc import Iterator, Sequence
from typing import TypeAlias

import msgspec

HEADER: Sequence[str] = ("date", "exercise", "repetitions", "repetitions_unit", "weight", "weight_unit", "rir", "notes")
# The calf work of wger's own catalogue by its numbers (wger.de/en/exercise/146/view, /622/view).
_BY_NUMBER = {146: "Calf Press Using Leg Press Machine", 622: "Standing Calf Raises"}


class _Named(msgspec.Struct):
    id: int | None = None
    name: str | None = None


_Value: TypeAlias = int | float | str | None
_Exercise: TypeAlias = int | str | _Named | None


class _Log(msgspec.Struct):
    """One set; what a log has beside is passed over."""

    date: str
    exercise: _Exercise = None
    exercise_name: str | None = None
    exercise_base: _Exercise = None
    exercise_base_name: str | None = None
    repetitions: _Value = None
    reps: _Value = None
    repetitions_unit: _Value | _Named = None
    repetition_unit: _Value | _Named = None
    weight: _Value = None
    weight_unit: _Value | _Named = None
    rir: _Value = None
    notes: str | None = None


class _Page(msgspec.Struct):
    results: list[_Log]


def rows_of_json(content: bytes) -> Iterator[Sequence[str]] | None:
    """Return the rows of a workout log; None where the document is none."""
    try:
        document = msgspec.json.decode(content, type=_Page | list[_Log])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    logs = document.results if isinstance(document, _Page) else document
    return map(_row, logs) if any(map(_exercise, logs)) else None


def _row(log: _Log) -> Sequence[str]:
    counted = log.repetitions_unit if log.repetition_unit is None else log.repetition_unit
    reps = log.reps if log.repetitions is None else log.repetitions
    cells = (counted, log.weight, log.weight_unit, log.rir, log.notes)
    return [log.date, _exercise(log), _cell(reps), *map(_cell, cells)]


def _exercise(log: _Log) -> str:
    """Return the name of the exercise, where the log has it, or its number has one."""
    told = log.exercise_name or log.exercise_base_name or log.exercise or log.exercise_base
    if isinstance(told, _Named):
        told = told.name or told.id
    return _BY_NUMBER.get(told, f"wger {told}") if isinstance(told, int) else told or ""


def _cell(value: _Value | _Named) -> str:
    if isinstance(value, _Named):
        return value.name or _cell(value.id)
    return "" if value is None else str(value)
