"""The facts that a runner's history is made of, beside entries, tests and prescriptions.

Every fact has an `id` that is unique for its runner, and the local `day` that it belongs to.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias

from core.domain.exercise import ExerciseKey
from core.domain.prescription import Prescription
from core.domain.red_flags import Urgency
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


class PainWhen(StrEnum):
    """When it hurt: with the exercise, or on the morning after."""

    DURING = "during"
    MORNING = "morning"


class RunKind(StrEnum):
    """A run that hard calf work keeps its distance from; a parkrun is a hard run."""

    LONG = "long"
    HARD = "hard"


class RaceKind(StrEnum):
    """How far a race is: up to ten miles, a half marathon, a marathon, beyond."""

    SHORT = "short"
    HALF = "half"
    MARATHON = "marathon"
    ULTRA = "ultra"


class Condition(StrEnum):
    """What has to be cleared by a professional before hard or plyometric work."""

    INJURY = "injury"
    PREGNANCY = "pregnancy"
    BLOOD_CLOT = "blood-clot"
    UNDER_16 = "under-16"


@dataclass(frozen=True, slots=True, kw_only=True)
class PainReport:
    """Pain of 0 to 10 that a runner told of at the UTC instant `at`.

    `place` is a stable code (`calf`, `achilles`, `heel`, `shin`, `foot`, `knee`, `elsewhere`) or empty, `side` is
    `left`, `right`, `both` or empty. `worse` says that a morning was worse than usual. `exercise` is what was
    prescribed that day, None where nothing was.
    """

    id: FactId
    day: date
    at: datetime
    level: int
    place: str = ""
    side: str = ""
    when: PainWhen = PainWhen.DURING
    sharp: bool = False
    limp: bool = False
    worse: bool = False
    exercise: ExerciseKey | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RedFlag:
    """A sign that a person has to look at; it locks the programme until `cleared`, the day of the confirmation."""

    id: FactId
    day: date
    urgency: Urgency
    cleared: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContraIndication:
    """A condition that was told on `day`; hard and plyometric work wait until it is `cleared`."""

    id: FactId
    day: date
    condition: Condition
    cleared: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunDay:
    """A long or hard run: every week on `weekday` (Monday 0) from `day` on, or once on `day` where that is None."""

    id: FactId
    day: date
    kind: RunKind
    weekday: int | None = None

    def falls_on(self, day: date) -> bool:
        """Tell whether the run is on a day."""
        return day == self.day if self.weekday is None else day >= self.day and day.weekday() == self.weekday


@dataclass(frozen=True, slots=True, kw_only=True)
class Race:
    """A race on `day`; `done` says that the runner told of having run it."""

    id: FactId
    day: date
    kind: RaceKind
    done: bool = False


Fact: TypeAlias = (
    Entry
    | Prescription
    | Skip
    | Pause
    | Snooze
    | CalfTest
    | FaultSeen
    | PainReport
    | RedFlag
    | ContraIndication
    | RunDay
    | Race
)
