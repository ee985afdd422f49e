"""How much a runner may send: every event fills a bucket that empties as time passes.

A level is a length of time: how long it takes until the bucket is empty. So it needs no clock of its own, and any
number of processes may share it.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto

NOTHING = timedelta()
#: What one event costs; the bucket empties as fast as events come at one a second (ours).
EVENT = timedelta(seconds=1)
#: What a file with everything costs beside.
ERRAND = timedelta(seconds=10)
#: So much may come at once: a burst of fifty messages is carried out whole.
MOST = timedelta(seconds=60)
_OVER = 2 * MOST
#: So many alarms beside are heard from somebody who is not heard otherwise.
ALARMS = 10
#: No refusal lasts longer.
LONGEST_REFUSAL = _OVER + ALARMS * EVENT - MOST


class Verdict(Enum):
    """What becomes of an event: it is carried out, refused with a word, or refused while that word still holds."""

    WELCOME = auto()
    SLOW_DOWN = auto()
    REFUSED = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """A verdict, and the level after it."""

    verdict: Verdict
    level: timedelta


def ease(level: timedelta, *, passed: timedelta) -> timedelta:
    """Return the level after some time; a clock that was set back changes nothing."""
    return max(NOTHING, level - max(NOTHING, passed))


def refused_for(level: timedelta) -> timedelta:
    """Return how long all events are refused without a word, nothing where the next one is not."""
    return max(NOTHING, level - MOST)


def press(level: timedelta) -> Pressed:
    """Put one event more into the bucket.

    One that does not fit is refused, and with it all that come until the bucket is half empty: a minute.
    """
    if level > MOST:
        return Pressed(verdict=Verdict.REFUSED, level=level)
    if level + EVENT > MOST:
        return Pressed(verdict=Verdict.SLOW_DOWN, level=_OVER)
    return Pressed(verdict=Verdict.WELCOME, level=level + EVENT)


def press_alarm(level: timedelta) -> Pressed:
    """Put one event more into a bucket that refused it, although it is an alarm: such are let in, but not for ever."""
    let_in = level < _OVER + ALARMS * EVENT
    return Pressed(verdict=Verdict.WELCOME if let_in else Verdict.REFUSED, level=level + EVENT if let_in else level)


def press_hard(level: timedelta) -> timedelta:
    """Return the level after something dear; the next event that does not fit is still told so."""
    return min(level + ERRAND, MOST)
