"""Days as people say them: weekdays, dates, "tomorrow", "next week"; always today or later."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.conversation.understanding.time_words import TimeWords

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\Z")
_SIGNED = re.compile(r"(\d{1,2})[./-](\d{1,2})(?:[./-](\d{4}|\d{2}))?\Z")
_YEAR = re.compile(r"20\d\d\Z|21\d\d\Z")
_CENTURY = 2000
_SHORT_YEAR = 100
_WEEK = 7
_MONTHS = 12
_DAYS = 31
_MONTH_FIRST = ("en-us", "en_us")


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day that was said: the first word of it, and the date."""

    start: int
    day: date


def read_days(said: TimeWords, today: date) -> list[Day]:
    """Return every day that was said, in the order of the text."""
    dated = [*_dates(said, today), *_months(said, today)]
    if not dated:
        dated = [*_ordinals(said, today)]
    weekdays = [] if dated else list(_weekdays(said, today))
    return sorted([*dated, *weekdays, *_near(said, today)], key=lambda one: one.start)


def next_weekday(today: date, weekday: int) -> date:
    """Return the first such weekday after `today`."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % _WEEK + 1)


def add_months(day: date, months: int) -> date:
    """Return the same day of the month some months later, or the last one there is."""
    count = day.month - 1 + months
    first = date(day.year + count // _MONTHS, count % _MONTHS + 1, 1)
    for number in range(day.day, 0, -1):
        found = _date(first.year, first.month, number=number)
        if found:
            return found
    return first


def _near(said: TimeWords, today: date) -> Iterator[Day]:
    """Yield today, tomorrow and the day after."""
    for ahead, concept in enumerate(("today", "tomorrow", "after_tomorrow")):
        for hit in said.hits:
            if hit.concept == concept:
                yield Day(start=hit.start, day=today + timedelta(days=ahead))


def _weekdays(said: TimeWords, today: date) -> Iterator[Day]:
    """Yield the next of each weekday that was named."""
    for at, weekday in said.numbered("d"):
        yield Day(start=at, day=next_weekday(today, weekday))


def _dates(said: TimeWords, today: date) -> Iterator[Day]:
    """Yield dates in digits: 2026-03-01, 1.3., 26/4/2026."""
    for at, word in enumerate(said.words):
        if said.is_unit(at + 1):
            continue
        found = _iso(word) or _signed(word, today, locale=said.locale)
        if found:
            yield Day(start=at, day=found)


def _iso(word: str) -> date | None:
    """Read 2026-03-01."""
    found = _ISO.match(word)
    return _date(int(found[1]), int(found[2]), number=int(found[3])) if found else None


def _signed(word: str, today: date, *, locale: str) -> date | None:
    """Read 26.4 and 26/04/2026; the month first where the runner's country writes so, or where only that is a date."""
    found = _SIGNED.match(word)
    if not found:
        return None
    first, second = int(found[1]), int(found[2])
    pairs = [(second, first), (first, second)]
    if locale.casefold() in _MONTH_FIRST and "/" in word:
        pairs.reverse()
    for month, number in pairs:
        read = _written(found[3], month, number=number, today=today)
        if read:
            return read
    return None


def _written(year: str | None, month: int, *, number: int, today: date) -> date | None:
    """Return a date with its written year, or the next one of that day and month."""
    if year is None:
        return _coming(today, month, number=number)
    full = int(year)
    return _date(full if full >= _SHORT_YEAR else _CENTURY + full, month, number=number)


def _months(said: TimeWords, today: date) -> Iterator[Day]:
    """Yield dates with the month in words: "26 April", "April 26th 2027", "26 de abril"."""
    for at, month in said.numbered("m"):
        place = _day_number(said, at)
        if place is None:
            continue
        year = next((word for word in said.words[at + 1 : at + 4] if _YEAR.match(word)), None)
        found = _written(year, month, number=said.number(place) or 0, today=today)
        if found:
            yield Day(start=min(at, place), day=found)


def _day_number(said: TimeWords, at: int) -> int | None:
    """Return the place of the day's number near a month."""
    for place in (at - 1, at - 2, at - 3, at + 1, at + 2):
        if 0 <= place < len(said.words) and said.is_digits(place) and 1 <= (said.number(place) or 0) <= _DAYS:
            return place
    return None


def _ordinals(said: TimeWords, today: date) -> Iterator[Day]:
    """Yield days of the month without a month: "the 15th", "until 15"."""
    for at in range(len(said.words)):
        number = said.number(at) if said.is_digits(at) else None
        if number is None or not 1 <= number <= _DAYS:
            continue
        behind_until = said.has("until", at - 1) or said.has("until", at - 2)
        if said.has("ordinal", at + 1) or (behind_until and at + 1 >= len(said.words)):
            found = _coming_number(today, number)
            if found:
                yield Day(start=at, day=found)


def _coming_number(today: date, number: int) -> date | None:
    """Return the next day of the month with that number after `today`."""
    for ahead in range(_MONTHS):
        month = add_months(today.replace(day=1), ahead)
        found = _date(month.year, month.month, number=number)
        if found and found > today:
            return found
    return None


def _coming(today: date, month: int, *, number: int) -> date | None:
    """Return the next such date, today or later; leap days within eight years."""
    for year in range(today.year, today.year + 9):
        found = _date(year, month, number=number)
        if found and found >= today:
            return found
    return None


def _date(year: int, month: int, *, number: int) -> date | None:
    """Return a date, None where the calendar has no such day."""
    try:
        return date(year, month, number)
    except ValueError:
        return None
