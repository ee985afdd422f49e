"""Clocks: the wall's, and one that is moved by hand."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """What tells the time: `now()` is an aware UTC instant."""

    def now(self) -> datetime:
        """Return the present instant."""
        ...


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
