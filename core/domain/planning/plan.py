"""What a day can come to: an exercise, rest, or work that is done."""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from core.domain.exercise import Variation
from core.domain.prescription import Prescription, Reason
from core.domain.training import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """Nothing is asked for on `day`, with the first reason saying why; `next_day` is the next training day.

    `locked` says that nothing can be given on demand either.
    """

    day: date
    reasons: tuple[Reason, ...]
    next_day: date | None
    locked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """The runner trained on `day`; `still` are the missing variations that could be given on demand, best first."""

    day: date
    entries: tuple[Entry, ...]
    still: tuple[Variation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """What was asked for cannot be given, with the first reason saying why."""

    reasons: tuple[Reason, ...]


Plan: TypeAlias = Prescription | Rest | Done
