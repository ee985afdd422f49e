"""Clocks: what tells the time is handed in."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """What tells the time: `now()` is an aware UTC instant."""

    def now(self) -> datetime:
        """Return the present instant."""
        ...


class WallClock:
    """The clock of the machine: the only place where it is read."""

    def now(self) -> datetime:
        """Return the present instant."""
        return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftedClock:
    """A clock that goes as another does, but shows another time."""

    clock: Clock
    shift: timedelta

    def now(self) -> datetime:
        """Return the shifted instant."""
        return self.clock.now() + self.shift


@dataclass(slots=True)
class MovableClock:
    """A clock that stands still until it is moved."""

    instant: datetime

    def now(self) -> datetime:
        """Return the instant that the clock was moved to."""
        return self.instant

    def move_to(self, instant: datetime) -> None:
        """Set the hands."""
        self.instant = instant
