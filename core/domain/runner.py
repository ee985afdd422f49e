"""Who is coached, and how they want it."""

from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from typing import NewType
from zoneinfo import ZoneInfo

from core.domain.exercise import Equipment
from core.domain.load import Load, Unit
from core.domain.slots import filled_at_once

RunnerId = NewType("RunnerId", int)
EVERY_DAY = frozenset(range(7))


class Experience(StrEnum):
    """How used a runner is to strength work."""

    BEGINNER = "beginner"
    REGULAR = "regular"
    ADVANCED = "advanced"


class Sex(StrEnum):
    """What the medians of the calf test are told apart by, beside age."""

    MALE = "male"
    FEMALE = "female"


@filled_at_once
@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How one runner wants to be coached; weekdays count from Monday 0 to Sunday 6.

    `notation` remembers how this runner answered questions on ambiguous notations: (shape, reading) pairs. `set_up` has
    the questions of the set-up that were answered or passed over. `born` is a year.
    """

    zone: str = "UTC"
    zone_known: bool = False
    reminder_time: time = time(18, 0)
    training_days: frozenset[int] = EVERY_DAY
    week_starts: int = 0
    equipment: frozenset[Equipment] = frozenset()
    unit: Unit = Unit.KG
    body_weight: Load | None = None
    experience: Experience | None = None
    quiet_from: time = time(22, 0)
    quiet_to: time = time(7, 0)
    locale: str = "en"
    notation: tuple[tuple[str, str], ...] = ()
    set_up: frozenset[str] = frozenset()
    born: int | None = None
    sex: Sex | None = None

    @property
    def tz(self) -> ZoneInfo:
        """The runner's time zone; ZoneInfo keeps its own cache."""
        return ZoneInfo(self.zone)
