"""Moments and spans as people say them: "in two hours", "tomorrow morning", "until Friday", "for two weeks".

Everything is in the runner's zone (that of `now`) and never in the past.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from bot.conversation.understanding.clock import Clock, read_clock
from bot.conversation.understanding.days import add_months, next_weekday, read_days
from bot.conversation.understanding.time_words import UNITS, TimeWords

PARTS = {
    "morning": time(8),
    "noon": time(12),
    "afternoon": time(15),
    "evening": time(19),
    "tonight": time(19),
    "night": time(21),
}
_STEPS = {
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(weeks=1),
}
_DECIMAL = re.compile(r"\d{1,3}[.,]\d{1,2}\Z")
_MINUTES = re.compile(r"[0-5]\d\Z")
_HALF_HOUR = timedelta(minutes=30)
_LATEST_START = time(22)
_SATURDAY = 5
_FEW = 1000  # a longer count is no duration that anybody means
_WEEK = timedelta(weeks=1)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration:
    """A length of time as said; calendar months apart from what a clock can measure. `start` is its first word."""

    start: int
    length: timedelta = timedelta()
    months: int = 0

    @property
    def whole_days(self) -> bool:
        """Whether it is counted in days, weeks or months."""
        return bool(self.months) or self.length % _DAY == timedelta()


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From an instant (None: now) up to the first instant that is free again."""

    since: datetime | None
    end: datetime


def read_duration(said: TimeWords) -> Duration | None:
    """Return the length of time that was said, its parts added: "1 hour 30 minutes"."""
    parts = list(_lengths(said))
    if not parts:
        return None
    total = sum((part.length for part in parts), timedelta())
    return Duration(start=parts[0].start, length=total, months=sum(part.months for part in parts))


def read_time_of_day(said: TimeWords) -> time | None:
    """Return a wall time, from a clock or a part of the day; None where nothing readable was said."""
    clock = read_clock(said)
    if clock is not None:
        return time(clock.hour, clock.minute) if clock.valid else None
    return next((PARTS[part] for part in PARTS if part in said.said), None)


def read_moment(said: TimeWords, now: datetime, *, usual: time) -> datetime | None:
    """Return the instant after `now` that was said; a day without a time is at `usual`."""
    duration = read_duration(said)
    days = read_days(said, now.date())
    if duration is not None and not days:
        return after(now, duration)
    clock = read_clock(said)
    if clock is not None and not clock.valid:
        return None
    if clock is not None:
        return _at_clock(clock, now, day=days[0].day if days else None)
    part = next((PARTS[part] for part in PARTS if part in said.said), None)
    if days and days[0].day > now.date():
        return _on(days[0].day, part or usual, now=now)
    return _today_at(part, now) if part or days else None


def read_span(said: TimeWords, now: datetime) -> Span | None:
    """Return from when until when: "until Friday", "for two weeks", "next week", "Wednesday to Friday"."""
    today = now.date()
    days = [one.day for one in read_days(said, today)]
    if days and "until" in said.said:
        return _until_day(said, now, days=days)
    duration = read_duration(said)
    if duration is not None:
        return _lasting(duration, now, first=days[0] if days else today)
    if "week" in said.said or "month" in said.said or "weekend" in said.said:
        return _calendar_span(said, now)
    if days:
        return Span(since=_midnight(days[0], now), end=_midnight(max(days) + _DAY, now))
    clock = read_clock(said)
    if clock is not None and clock.valid and "until" in said.said:
        return Span(since=None, end=_at_clock(clock, now, day=None))
    return None


def read_day(said: TimeWords, today: date) -> date | None:
    """Return the day that was said, counted from today: a date, a weekday, "in three weeks"."""
    days = read_days(said, today)
    if days:
        return days[0].day
    duration = read_duration(said)
    if duration is not None:
        return add_months(today, duration.months) + duration.length
    return today if "tonight" in said.said else None


def past_day(said: TimeWords, today: date) -> date | None:
    """Return the day before today that was said: "yesterday", "last Sunday", "two days ago"."""
    if "yesterday" in said.said:
        return today - _DAY
    if "last" in said.said:
        weekdays = [day for _, day in said.numbered("d")]
        return next((next_weekday(today, one) - _WEEK for one in weekdays), None)
    if "ago" in said.said:
        return next((today - found for found in _ago(said)), None)
    return None


def _ago(said: TimeWords) -> Iterator[timedelta]:
    """Give the lengths of whole days that stand before "ago"."""
    for hit in said.hits:
        if hit.concept in {"day", "week"} and said.has("ago", hit.end) and (count := _count(said, hit.start - 1)):
            yield int(count) * _STEPS[hit.concept]


def after(now: datetime, duration: Duration) -> datetime | None:
    """Return the instant a length of time after `now`, days by the calendar; None where the calendar ends."""
    try:
        if duration.whole_days:
            day = add_months(now.date(), duration.months) + duration.length
            return _on(day, now.time().replace(microsecond=0), now=now)
        return (now.astimezone(UTC) + duration.length).astimezone(now.tzinfo)
    except OverflowError:
        return None


def _lengths(said: TimeWords) -> Iterator[Duration]:
    """Yield every number with a unit, and units behind "in" without one."""
    for hit in said.hits:
        if hit.concept == "half_hour":
            yield Duration(start=hit.start, length=_HALF_HOUR)
        elif hit.concept in UNITS:
            found = _length(said, hit.start, unit=hit.concept)
            if found is not None and not said.has("ago", hit.end):
                yield found


def _length(said: TimeWords, at: int, *, unit: str) -> Duration | None:
    """Return the length of the unit at a place."""
    count = _count(said, at - 1)
    if count is None and (said.has("in", at - 1) or said.has("for", at - 1)) and not said.has("this", at - 1):
        count = 1
    if count is None or not 0 < count < _FEW or _is_clock(said, at, unit=unit):
        return None
    if said.has("and_a_half", at + 1):
        count += 0.5
    if unit == "month":
        return Duration(start=at - 1, months=int(count))
    return Duration(start=at - 1, length=count * _STEPS[unit])


def _is_clock(said: TimeWords, at: int, *, unit: str) -> bool:
    """Tell whether "19 h" at a place is a time of day: behind "at", or with minutes behind it."""
    if unit != "hour":
        return False
    minutes = said.words[at + 1] if at + 1 < len(said.words) else ""
    return said.has("at", at - 2) or (bool(_MINUTES.match(minutes)) and not said.has("minute", at + 2))


def _count(said: TimeWords, at: int) -> float | None:
    """Return how many: a number in digits, with a fraction, or in words."""
    if at < 0:
        return None
    if _DECIMAL.match(said.words[at]):
        return float(said.words[at].replace(",", "."))
    number = said.number(at)
    if number is not None:
        return number
    for hit in said.hits:
        if hit.end == at + 1 and hit.concept[:2] == "n.":
            return int(hit.concept[2:])
    return None


def _at_clock(clock: Clock, now: datetime, *, day: date | None) -> datetime:
    """Return the next instant that a clock shows that time, on `day` where one was said."""
    wall = time(clock.hour, clock.minute)
    hours = [wall, time((clock.hour + 12) % 24, clock.minute)] if clock.open else [wall]
    if day is not None and day > now.date():
        return _on(day, wall, now=now)
    today = [_on(now.date(), hour, now=now) for hour in hours]
    ahead = sorted(instant for instant in today if instant > now)
    return ahead[0] if ahead else _on(now.date() + _DAY, wall, now=now)


def _today_at(part: time | None, now: datetime) -> datetime:
    """Return a part of today, an hour from now where it has begun, tomorrow where it is too late for that."""
    if part is None:
        return now + timedelta(hours=1)
    if now.time() < part:
        return _on(now.date(), part, now=now)
    soon = now + timedelta(hours=1)
    in_time = part >= PARTS["evening"] and now.time() < _LATEST_START
    return soon if in_time else _on(now.date() + _DAY, part, now=now)


def _until_day(said: TimeWords, now: datetime, *, days: list[date]) -> Span:
    """Return the span that ends as a day begins, or as it ends where it is said to be included."""
    since = _midnight(min(days), now) if len(days) > 1 else None
    inclusive = "inclusive" in said.said or since is not None
    end = max(days) + (_DAY if inclusive else timedelta())
    clock = read_clock(said)
    if clock is not None and clock.valid and not inclusive:
        return Span(since=since, end=_at_clock(clock, now, day=end))
    return Span(since=since, end=max(_midnight(end, now), _midnight(now.date() + _DAY, now)))


def _lasting(duration: Duration, now: datetime, *, first: date) -> Span | None:
    """Return the span of a length of time from a day on."""
    since = _midnight(first, now) if first > now.date() else None
    if not duration.whole_days:
        end = after(now, duration)
        return Span(since=None, end=end) if end else None
    try:
        return Span(since=since, end=_midnight(add_months(first, duration.months) + duration.length, now))
    except OverflowError:
        return None


def _calendar_span(said: TimeWords, now: datetime) -> Span:
    """Return this or the next week, month or weekend."""
    today = now.date()
    monday = next_weekday(today, 0)
    ends = "until" in said.said and "end_of" not in said.said
    if "weekend" in said.said:
        if ends:
            return Span(since=None, end=_midnight(next_weekday(today, _SATURDAY), now))
        saturday = today if today.weekday() >= _SATURDAY else next_weekday(today, _SATURDAY)
        return Span(since=_midnight(saturday, now), end=_midnight(monday, now))
    following = "next" in said.said
    first, end = (monday, monday + _WEEK) if "week" in said.said else _month(today)
    if following and not ends:
        return Span(since=_midnight(first, now), end=_midnight(end, now))
    return Span(since=None, end=_midnight(first, now))


def _month(today: date) -> tuple[date, date]:
    """Return the first days of the next two months."""
    first = add_months(today.replace(day=1), 1)
    return first, add_months(first, 1)


def _midnight(day: date, now: datetime) -> datetime:
    """Return the instant at which a local day begins."""
    return _on(day, time(), now=now)


def _on(day: date, wall: time, *, now: datetime) -> datetime:
    """Return the instant of a wall time, moved on where the clock jumps over it."""
    local = datetime.combine(day, wall, tzinfo=now.tzinfo)
    return local.astimezone(UTC).astimezone(now.tzinfo)
