"""How fast the stand-in lets a bot send: overall, and to one chat."""

from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil

from tests.support.botapi.refusals import Refusal, too_many_requests


@dataclass(slots=True, kw_only=True)
class Pace:
    """At most `rate` a second, with `burst` at once (GCRA)."""

    rate: float
    burst: int = 1
    _next: float = 0.0

    def wait(self, now: float) -> float:
        """Take a turn and return 0, or return how many seconds are to be waited for one."""
        early = self._next - now - (self.burst - 1) / self.rate
        if early > 1e-9:
            return early
        self._next = max(self._next, now) + 1 / self.rate
        return 0.0


@dataclass(slots=True, kw_only=True)
class Limits:
    """The limits in force; none where a rate is 0. `refused` counts what went over them."""

    clock: Callable[[], float]
    overall: float = 0.0
    overall_burst: int = 1
    per_chat: float = 0.0
    per_chat_burst: int = 1
    refused: int = 0
    _overall: Pace | None = None
    _chats: dict[int, Pace] = field(default_factory=dict)

    def set(
        self, *, overall: float = 0.0, overall_burst: int = 1, per_chat: float = 0.0, per_chat_burst: int = 1
    ) -> None:
        """Put new limits in force, in messages a second."""
        self.overall, self.overall_burst = overall, overall_burst
        self.per_chat, self.per_chat_burst = per_chat, per_chat_burst
        self._overall = Pace(rate=overall, burst=overall_burst) if overall else None
        self._chats.clear()

    def refusal(self, chat: int) -> Refusal | None:
        """Count one message to `chat`, or return the 429 that it gets."""
        wait = self._wait(chat)
        if not wait:
            return None
        self.refused += 1
        return too_many_requests(max(1, ceil(wait)))

    def _wait(self, chat: int) -> float:
        now = self.clock()
        if self.per_chat:
            pace = self._chats.setdefault(chat, Pace(rate=self.per_chat, burst=self.per_chat_burst))
            wait = pace.wait(now)
            if wait:
                return wait
        return self._overall.wait(now) if self._overall else 0.0
