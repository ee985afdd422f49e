"""The facts that a runner's history is made of, beside entries, tests and prescriptions.

Every fact has an `id` that is unique for its runner, and the local `day` that it belongs to.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from core.domain.exercise import ExerciseKey
from core.domain.prescription import Prescription
from core.domain.training import CalfTest, Entry, FactId


@dataclass(frozen=True, slots=True, kw_only=True)
class Skip:
    """A day that the runner passed over.

    `reason` is a stable code (`sore`, `no-time`, `ill`, `travelling`) or empty.
    """

    id: FactId
    day: date
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """Days without messages, from `day` to `until`: the last paused day, or None until the runner is back."""

    id: FactId
    day: date
    until: date | None = None
    reason: str = ""

    def covers(self, day: date) -> bool:
        """Tell whether `day` lies within the pause."""
        return self.day <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultSeen:
    """The runner told of a fault (its number in the catalogue) in an exercise."""

    id: FactId
    day: date
    exercise: ExerciseKey
    fault: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Snooze:
    """The exercise of `day` is to be sent again at the UTC instant `until`."""

    id: FactId
    day: date
    until: datetime


Fact: TypeAlias = Entry | Prescription | Skip | Pause | Snooze | CalfTest | FaultSeen
