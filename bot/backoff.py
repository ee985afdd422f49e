"""How long to wait after something went wrong, and how to say what it was."""

import random
from dataclasses import dataclass

from bot.delivery.errors import RetryLaterError
from core.errors import CoachError


@dataclass(slots=True, kw_only=True)
class Backoff:
    """How long to wait before the next attempt: doubling from `first` to `longest` seconds, each with some chance."""

    chance: random.Random
    first: float = 0.5
    longest: float = 30.0
    _next: float = 0.0

    def reset(self) -> None:
        """Begin anew after an attempt that went well."""
        self._next = 0.0

    def seconds(self) -> float:
        """Return how long to wait now."""
        self._next = min(max(self._next * 2, self.first), self.longest)
        return self._next * self.chance.uniform(0.5, 1.0)

    def after(self, error: Exception) -> float:
        """Return how long to wait after an error: as long as it says, where it says so."""
        return error.after if isinstance(error, RetryLaterError) else self.seconds()


def trouble_of(error: Exception) -> str:
    """Return what an error is for the log: one that is not ours may quote what a runner wrote, so only its kind."""
    return str(error) if isinstance(error, CoachError) else type(error).__name__
