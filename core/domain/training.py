"""What was done: sets, and the entries of a runner's log."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import NewType

from core.domain.exercise import ExerciseKey
from core.domain.load import Load
from core.domain.slots import filled_at_once

FactId = NewType("FactId", int)


class Side(StrEnum):
    """Which leg a set was done with; EACH is the same count for each leg in turn."""

    BOTH = "both"
    EACH = "each"
    LEFT = "left"
    RIGHT = "right"


@filled_at_once
@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingSet:
    """One set: `reps` (or contacts) or `seconds`, never both; both None where the count is unknown.

    A planned range keeps its lower bound in `reps` and its upper in `reps_to`.
    `load` is what was added, as typed: None with `bodyweight` is the body alone, negative is assisted, None without
    `bodyweight` is "not said". `rpe` is 1 to 10. `reps` 0 is a failed set. `message` is the raw message that told it.
    """

    reps: int | None = None
    reps_to: int | None = None
    seconds: int | None = None
    load: Load | None = None
    bodyweight: bool = False
    side: Side = Side.BOTH
    rpe: Decimal | None = None
    message: FactId | None = None


@filled_at_once
@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Sets of one exercise on one local day.

    `at` is when its newest set was told. `prescription` is what it answers, None for work of the runner's own. `easy`
    marks an easy dose (both kinds cover a variation, only hard ones count towards the weekly target).
    """

    id: FactId
    day: date
    exercise: ExerciseKey
    sets: tuple[TrainingSet, ...]
    at: datetime
    easy: bool = False
    prescription: FactId | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalfTest:
    """Clean single-leg raises to fatigue, left and right, on one day."""

    id: FactId
    day: date
    left: int
    right: int

    @property
    def symmetry(self) -> Decimal:
        """The weaker side as a share of the stronger, 0 to 1; 1 where both are 0."""
        strong = max(self.left, self.right)
        return Decimal(min(self.left, self.right)) / strong if strong else Decimal(1)

    @property
    def weaker(self) -> int:
        """The raises of the weaker side."""
        return min(self.left, self.right)
