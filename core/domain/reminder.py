"""When a runner is next due, and for what."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from core.domain.slots import filled_at_once


class ReminderKind(StrEnum):
    """What a reminder is for; the value is its stable name in storage."""

    DAILY = "daily"
    WEEKLY = "weekly"
    NUDGE = "nudge"
    LATER = "later"
    PAUSE_END = "pause-end"
    PAIN_CHECK = "pain-check"
    SILENCE = "silence"


@filled_at_once
@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """The next reminder of its kind: `due` is a UTC instant, `day` the local date that it is for."""

    kind: ReminderKind
    due: datetime
    day: date
