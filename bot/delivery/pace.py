"""How fast a platform may be written to: its published limits, and less for a while after it asked to wait.

Time is seconds on a clock that never jumps, handed in.
"""

from collections import deque
from dataclasses import dataclass, field

#: A platform's second may begin a little before ours ends.
_WINDOW = 1.01
#: What a busy moment held up may follow in one go.
_CATCH_UP = 0.1
#: Between two messages lies at least this share of their even distance.
_EVEN = 0.9
#: What no clock tells apart.
_TICK = 1e-6
_SLOWER = 0.7
_SLOWEST = 0.05
_FASTER_PER_SECOND = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """A platform's limits in messages a second, None where there is none; `at_once` to one chat, and in flight."""

    per_second: float | None = None
    per_second_in_chat: float | None = None
    at_once_in_chat: int = 3
    in_flight: int = 256


@dataclass(slots=True)
class Start:
    """When a message was given leave to go, or, once that is known, when it really went."""

    at: float


@dataclass(slots=True, kw_only=True)
class Pace:
    """At most `rate` messages in any second, evenly spread.

    After the platform asked to wait, the rate is cut and grows back.
    """

    rate: float | None
    _sent: deque[Start] = field(default_factory=deque)
    _next: float = 0.0
    _share: float = 1.0
    _seen: float = 0.0
    _held_until: float = 0.0

    def wait(self, now: float) -> float:
        """Return how many seconds are to be waited before the next message, 0 where none."""
        held = max(0.0, self._held_until - now)
        if self.rate is None:
            return held
        self._recover(now)
        wait = max(held, self._next - now - _CATCH_UP, self._window_wait(now, rate=self.rate))
        return wait if wait > _TICK else 0.0

    def take(self, now: float) -> Start:
        """Count one message; where the process is too busy to send it at once, tell in `Start.at` when it went."""
        start = Start(now)
        if self.rate is not None:
            self._sent.append(start)
            self._next = max(self._next, now) + _EVEN / (self.rate * self._share)
        return start

    def hold(self, now: float, *, after: float) -> None:
        """Send nothing for `after` seconds, and slower from then on."""
        if now >= self._held_until:
            self._share = max(_SLOWEST, self._share * _SLOWER)
        self._held_until = max(self._held_until, now + after)

    def _window_wait(self, now: float, *, rate: float) -> float:
        """Return how long it takes until one of the messages of the last second is more than a second old."""
        window = max(_WINDOW, _WINDOW / rate)
        while self._sent and self._sent[0].at <= now - window:
            self._sent.popleft()
        allowed = max(1, int(rate * self._share))
        return self._sent[-allowed].at + window - now if len(self._sent) >= allowed else 0.0

    def _recover(self, now: float) -> None:
        if self._share < 1.0 and now > max(self._seen, self._held_until):
            self._share = min(1.0, self._share + (now - max(self._seen, self._held_until)) * _FASTER_PER_SECOND)
        self._seen = now


@dataclass(slots=True, kw_only=True)
class ChatPaces:
    """At most `rate` messages a second to each chat, with `burst` at once; a chat at rest is forgotten."""

    rate: float | None
    burst: int
    _next: dict[str, float] = field(default_factory=dict)
    _forget_at: int = 1024

    def wait(self, chat: str, *, now: float) -> float:
        """Return how many seconds are to be waited before the next message to the chat, 0 where none."""
        if self.rate is None:
            return 0.0
        return max(0.0, self._next.get(chat, now) - now - (self.burst - 1) / self.rate)

    def take(self, chat: str, *, now: float) -> None:
        """Count one message to the chat."""
        if self.rate is None:
            return
        self._next[chat] = max(self._next.get(chat, now), now) + 1 / self.rate
        if len(self._next) >= self._forget_at:
            self._next = {one: at for one, at in self._next.items() if at > now}
            self._forget_at = max(1024, 2 * len(self._next))
