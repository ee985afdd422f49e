"""The hours in which a runner wants no messages: "quiet hours from 9pm to 8", "no messages after 21:30"."""

import re
from datetime import time

_CLOCK = re.compile(r"\b(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?|\b(noon|midnight)\b", re.IGNORECASE)
_NAMED = re.compile(r"\b(?:quiet|silent) (?:hours?|times?)\b|\bdo not disturb\b", re.IGNORECASE)
_BOUNDED = re.compile(
    r"\b(?:no|any|don'?t|do not|never|nothing|stop)\b.{0,60}\b(?:messag\w+|reminders?|text|write|send|bother)\b"
    r".{0,60}\b(?:after|between|before)\b\s+(?:\d|noon|midnight)",
    re.IGNORECASE,
)
_DATES = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\b|\b(?:days?|weeks?|months?)\b|\d(?:st|nd|rd|th)\b",
    re.IGNORECASE,
)
_NONE = re.compile(r"\b(?:no|none|without|off|drop)\b", re.IGNORECASE)
_BEFORE = re.compile(r"\bbefore\b", re.IGNORECASE)
_AFTER = re.compile(r"\b(?:after|from|between)\b", re.IGNORECASE)
_NOON, _DAY, _EVENING_AT_EARLIEST = 12, 24, 5
Span = tuple[time | None, time | None]


def tells_of_quiet_hours(text: str) -> bool:
    """Tell whether a message is about the hours without messages."""
    return _NAMED.search(text) is not None or (_BOUNDED.search(text) is not None and _DATES.search(text) is None)


def read_quiet_hours(text: str) -> Span | None:
    """Return from when and until when it is to be quiet, None for an end that stays; None where nothing is told.

    Where they begin as they end there are none.
    """
    found = [_time_of(one) for one in _CLOCK.finditer(text)]
    times = [one for one in found if one is not None]
    if len(times) != len(found) or len(times) not in {0, 1, 2}:
        return None
    if not times:
        return (time(0), time(0)) if _NONE.search(text) else None
    if len(times) == 1:
        if _BEFORE.search(text):
            return None, times[0][0]
        return (_evening(*times[0]), None) if _AFTER.search(text) else None
    return _evening(*times[0]), times[1][0]


def _time_of(found: re.Match[str]) -> tuple[time, bool] | None:
    """Return a wall time, and whether it is said without half of the day and without minutes."""
    if found[4]:
        return time(_NOON if found[4].casefold() == "noon" else 0), False
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").replace(".", "").casefold()
    if half:
        hour = hour % _NOON + (_NOON if half == "pm" else 0) if 1 <= hour <= _NOON else _DAY
    if hour == _DAY and not half and not minute:
        hour = 0
    if hour >= _DAY or minute > 59:  # noqa: PLR2004 - minutes of an hour
        return None
    return time(hour, minute), not half and found[2] is None


def _evening(at: time, bare: bool) -> time:  # noqa: FBT001 - how the time was written
    """Take "9" as nine in the evening, where quiet hours begin."""
    return at.replace(hour=at.hour + _NOON) if bare and _EVENING_AT_EARLIEST <= at.hour < _NOON else at
