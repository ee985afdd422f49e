"""What the coach asks for: a dose of one exercise on one day, with its reasons."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from core.domain.exercise import ExerciseKey, Impact, Measure, Variation
from core.domain.load import Load
from core.domain.slots import filled_at_once
from core.domain.training import FactId


class Effort(StrEnum):
    """A hard dose is the full prescription, an easy one about 60 % of it."""

    HARD = "hard"
    EASY = "easy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose:
    """How much: `sets` of `reps` (reps, seconds or contacts by `measure`; per leg for a one-leg exercise).

    `load` None with `bodyweight` is the body alone; None without it asks for a weight that leaves `reserve` reps.
    `extra_weaker` is one more set on the weaker side (1) or none (0). `rpe` is the target effort.
    """

    effort: Effort
    sets: int
    reps: int
    measure: Measure
    load: Load | None
    bodyweight: bool
    rpe: Decimal
    reserve: int
    rest_seconds: int
    extra_weaker: int = 0


@filled_at_once
@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why something was decided: a stable `code` that the message catalogue words, and its facts."""

    code: str
    facts: tuple[tuple[str, str], ...] = ()


@filled_at_once
@dataclass(frozen=True, slots=True, kw_only=True)
class Prescription:
    """One exercise prescribed for one day; of several for a day, after swaps, the highest `number` counts."""

    id: FactId
    day: date
    number: int
    exercise: ExerciseKey
    variation: Variation
    impact: Impact | None
    dose: Dose
    cue: int
    reasons: tuple[Reason, ...]
