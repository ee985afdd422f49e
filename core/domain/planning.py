"""Settings, history and a date become the day's exercise, its cue, and why."""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from core.domain.exercise import Catalogue, Equipment, ExerciseKey, Variation
from core.domain.logbook import Logbook
from core.domain.prescription import Prescription, Reason
from core.domain.training import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """Nothing is asked for on `day`, with the first reason saying why; `next_day` is the next training day."""

    day: date
    reasons: tuple[Reason, ...]
    next_day: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """The runner trained on `day`; `still` are the variations that could be given on demand, best first."""

    day: date
    entries: tuple[Entry, ...]
    still: tuple[Variation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """What was asked for cannot be given, with the first reason saying why."""

    reasons: tuple[Reason, ...]


Plan: TypeAlias = Prescription | Rest | Done


def plan_day(logbook: Logbook, day: date, *, catalogue: Catalogue, on_demand: bool = False) -> Plan:
    """Return the plan of a local day; asked again on the same day it is the same.

    A prescription whose `id` is `logbook.next_id` is new and has to be written. `on_demand` prescribes on a rest day
    and during a pause too.
    """
    raise NotImplementedError


def swap(
    logbook: Logbook,
    day: date,
    *,
    catalogue: Catalogue,
    reason: str = "",
    without: frozenset[Equipment] = frozenset(),
) -> Prescription | Refusal:
    """Return the next best exercise of today's variation that was not offered today, else one of another variation.

    `reason` is a stable code or empty; `without` is equipment that is not at hand today.
    """
    raise NotImplementedError


def prescribe_variation(
    logbook: Logbook, day: date, *, variation: Variation, catalogue: Catalogue
) -> Prescription | Refusal:
    """Return an exercise of the variation that the runner asks for, also when the day is done."""
    raise NotImplementedError


def prescribe_exercise(
    logbook: Logbook, day: date, *, exercise: ExerciseKey, catalogue: Catalogue
) -> Prescription | Refusal:
    """Return a dose of the exercise that the runner asks for, also when the day is done."""
    raise NotImplementedError
