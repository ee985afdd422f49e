"""Times of the day as people say them: "6:30", "7pm", "half six", "halb sieben", "las siete y media"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.conversation.understanding.time_words import TimeWords

_COLON = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?\Z")
_DOT = re.compile(r"(\d{1,2})[.,](\d{2})\Z")
_NOON = 12
_HOURS = 24
_MINUTES = 60
_HALF = 30
_QUARTER = 15
_NIGHT_FROM = 6  # "at 10 at night" is 22:00, "at 2 at night" is 2:00
_BEFORE_HALF = frozenset({"half_past", "half_to", "quarter_past", "quarter_to"})
_AFTER_HALF = {"plus_half": _HALF, "plus_quarter": _QUARTER, "minus_quarter": -_QUARTER}


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A time of day as said: `hour` 0-23 and `minute`; `open` where it may be twelve hours later as well.

    `valid` is False where somebody tried and no clock shows it ("25:00"), `firm` for a bare number behind "at".
    """

    hour: int
    minute: int
    start: int
    end: int
    open: bool = False
    firm: bool = True
    valid: bool = True


def read_clock(said: TimeWords) -> Clock | None:
    """Return the first time of day that was said, a firm one before a bare number."""
    found = list(_clocks(said))
    if not found:
        return None
    best = next((one for one in found if one.firm), found[0])
    return _by_part_of_day(best, said)


def _clocks(said: TimeWords) -> Iterator[Clock]:
    """Yield what may be times of day, in order."""
    for at in range(len(said.words)):
        one = _digital(said, at) or _relative(said, at) or _full_hour(said, at)
        if one is not None:
            yield one


def _digital(said: TimeWords, at: int) -> Clock | None:
    """Read "6:30", "18.30 Uhr" and "6h30"."""
    word = said.words[at]
    if found := _COLON.match(word):
        return _clock(int(found[1]), int(found[2]), start=at, end=at + 1)
    found = _DOT.match(word)
    if found and (
        said.has("oclock", at + 1) or said.has("am", at + 1) or said.has("pm", at + 1) or said.has("at", at - 1)
    ):
        return _clock(int(found[1]), int(found[2]), start=at, end=at + 2)
    if not said.number(at) or not said.is_digits(at):
        return None
    minutes = said.words[at + 2] if at + 2 < len(said.words) else ""
    if said.has("hour", at + 1) and re.fullmatch(r"\d\d", minutes):
        return _clock(said.number(at) or 0, int(minutes), start=at, end=at + 3)
    return None


def _relative(said: TimeWords, at: int) -> Clock | None:
    """Read "half six", "quarter to seven", "ten past six" and "six and a half"."""
    for concept in said.concepts(at) & _BEFORE_HALF:
        behind = said.end(concept, at)
        hour = said.number(behind)
        if hour is not None and (said.agrees(concept, at, number=behind)):
            return _shifted(hour, concept, start=at, end=behind + 1)
    hour = said.number(at)
    if hour is None:
        return None
    behind = at + 2 if said.has("oclock", at + 1) or said.has("hour", at + 1) else at + 1
    for concept, minutes in _AFTER_HALF.items():
        if said.has(concept, behind):
            return _clock_at(hour * _MINUTES + minutes, start=at, end=said.end(concept, behind))
    return _minutes_past(said, at, minutes=hour)


def _minutes_past(said: TimeWords, at: int, *, minutes: int) -> Clock | None:
    """Read "ten past six" and "20 to 7"."""
    hour = said.number(at + 2)
    if hour is None or not 1 <= hour <= _NOON or minutes not in {5, 10, 15, 20, 25, 30}:
        return None
    if said.has("past", at + 1):
        return _clock_at(hour * _MINUTES + minutes, start=at, end=at + 3)
    if said.has("to", at + 1):
        return _clock_at(hour * _MINUTES - minutes, start=at, end=at + 3)
    return None


def _full_hour(said: TimeWords, at: int) -> Clock | None:
    """Read "7pm", "19 Uhr", "noon" and, less firmly, "at 7"."""
    if said.has("noon", at):
        return Clock(hour=_NOON, minute=0, start=at, end=at + 1)
    if said.has("midnight", at):
        return Clock(hour=0, minute=0, start=at, end=at + 1)
    hour = said.number(at)
    if hour is None or (said.has("in", at - 1) and said.is_unit(at + 1)):
        return None
    marked = any(said.has(concept, at + 1) for concept in ("am", "pm", "oclock"))
    if marked or (said.has("at", at - 1) and said.has("hour", at + 1)):
        return _clock(hour, 0, start=at, end=at + 2)
    bare = said.has("at", at - 1) and not said.is_unit(at + 1)
    return _clock(hour, 0, start=at, end=at + 1, firm=False) if bare else None


def _shifted(hour: int, concept: str, *, start: int, end: int) -> Clock:
    """Return what "half" or "quarter" makes of an hour: half six is 6:30 in English, halb sechs 5:30 in German."""
    shift = {"half_past": _HALF, "half_to": -_HALF, "quarter_past": _QUARTER, "quarter_to": -_QUARTER}[concept]
    return _clock_at(hour * _MINUTES + shift, start=start, end=end)


def _clock_at(minutes: int, *, start: int, end: int) -> Clock:
    """Return the clock of so many minutes after midnight; before one o'clock it is the hour of twelve."""
    if minutes < _MINUTES:
        minutes += _NOON * _MINUTES
    return _clock(minutes // _MINUTES, minutes % _MINUTES, start=start, end=end)


def _clock(hour: int, minute: int, *, start: int, end: int, firm: bool = True) -> Clock:
    """Return the clock of an hour and a minute, marked where none shows it."""
    valid = hour <= _HOURS and minute < _MINUTES and (hour < _HOURS or minute == 0)
    return Clock(
        hour=hour % _HOURS, minute=minute, start=start, end=end, open=1 <= hour <= _NOON, firm=firm, valid=valid
    )


def _by_part_of_day(clock: Clock, said: TimeWords) -> Clock:
    """Settle morning or evening by the words around a time."""
    if not clock.open or not clock.valid:
        return clock
    hour = _settled(clock.hour, said.said)
    if hour is None:
        return clock
    return Clock(hour=hour, minute=clock.minute, start=clock.start, end=clock.end, firm=clock.firm)


def _settled(hour: int, said: Sequence[str] | frozenset[str]) -> int | None:
    """Return the hour of the part of day that was said; None where none was."""
    if "night" in said and "pm" not in said:
        return hour % _NOON + (_NOON if _NIGHT_FROM <= hour < _NOON else 0)
    if {"pm", "afternoon", "evening", "tonight"} & set(said):
        return hour % _NOON + _NOON
    if {"am", "morning"} & set(said):
        return hour % _NOON
    return None
