"""Dates and times as apps write them, in many languages."""

import re
from collections.abc import Mapping
from datetime import datetime
from functools import cache, lru_cache

from babel.dates import get_month_names

_LOCALES = ("en", "de", "es", "fr", "it", "nl", "pl", "pt", "ru", "tr", "sv", "da", "nb", "cs", "uk", "fi", "ro", "hu")
_TIME = (
    r"(?:[,\sT]+(?P<hour>\d{1,2})[:.h](?P<minute>\d{2})(?:[:.](?P<second>\d{2}))?(?:\.\d+)?"
    r"\s*(?P<half>[AaPp]\.?\s?[Mm]\.?)?)?"
)
_SHAPES = (
    re.compile(rf"(?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}}){_TIME}\s*"),
    re.compile(rf"(?P<day>\d{{1,2}})\.?\s+(?:de\s+)?(?P<name>[^\W\d]+)\.?,?\s+(?:de\s+)?(?P<year>\d{{4}}){_TIME}\s*"),
    re.compile(rf"(?P<name>[^\W\d]+)\.?\s+(?P<day>\d{{1,2}}),?\s+(?P<year>\d{{4}}){_TIME}\s*"),
    re.compile(rf"(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.(?P<year>\d{{4}}){_TIME}\s*"),
)
_SLASHED = re.compile(rf"(?P<first>\d{{1,2}})[/-](?P<second_number>\d{{1,2}})[/-](?P<year>\d{{4}}){_TIME}\s*")
_OFFSET = re.compile(r"\d(?:Z|[+-]\d{2}:?\d{2})$")
_NOON = 12
_LONGEST = 60


def read_moment(text: str, *, month_first: bool = False) -> datetime | None:
    """Return a moment: aware where its offset is written, else a wall time; None where it cannot be read.

    A day alone is its noon. `month_first` says how 03/04/2026 is meant.
    """
    return _read(text, month_first=month_first) if len(text) <= _LONGEST else None


@lru_cache(maxsize=4096)  # every set of a workout has its date
def _read(text: str, *, month_first: bool) -> datetime | None:
    text = text.strip().replace("\u202f", " ").replace("\u00a0", " ")
    if _OFFSET.search(text):
        return _iso(text)
    for shape in _SHAPES:
        if found := shape.fullmatch(text):
            return _made(found, month=_month(found), day=int(found["day"]))
    if slashed := _SLASHED.fullmatch(text):
        one, other = int(slashed["first"]), int(slashed["second_number"])
        return _made(slashed, month=one if month_first else other, day=other if month_first else one)
    return None


def slashed(text: str) -> tuple[int, int] | None:
    """Return the two numbers of a date whose order is not known."""
    found = _SLASHED.fullmatch(text.strip().replace("\u202f", " "))
    return (int(found["first"]), int(found["second_number"])) if found else None


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _month(found: re.Match[str]) -> int:
    parts = found.groupdict()
    return int(parts["month"]) if parts.get("month") else _months().get(parts["name"].casefold(), 0)


def _made(found: re.Match[str], *, month: int, day: int) -> datetime | None:
    hour, minute = _hour(found), int(found["minute"] or 0)
    try:
        return datetime(int(found["year"]), month, day, hour, minute, int(found["second"] or 0))  # noqa: DTZ001 - a wall time
    except ValueError:
        return None


def _hour(found: re.Match[str]) -> int:
    if found["hour"] is None:
        return _NOON
    hour = int(found["hour"])
    if not found["half"]:
        return hour
    return hour % _NOON + (_NOON if found["half"][0] in "Pp" else 0)


@cache
def _months() -> Mapping[str, int]:
    """Return the months by their names, long and short, in the languages in which apps write them."""
    return {
        name.casefold().rstrip("."): number
        for locale in _LOCALES
        for width in ("wide", "abbreviated")
        for context in ("format", "stand-alone")
        for number, name in get_month_names(width, context, locale).items()
    } | {"sept": 9, "juli": 7, "juni": 6}
