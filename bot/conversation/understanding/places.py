"""Time zones as people name them: "Europe/Berlin", "Lisbon", "Japan", "UTC+2", "it's 7:40 pm here", a shared place."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from bot.conversation.understanding.clock import read_clock
from bot.conversation.understanding.gazetteer import City, Gazetteer, gazetteer
from bot.conversation.understanding.time_words import TimeWords
from bot.conversation.understanding.vocabulary import intent_lexicon
from core.domain.languages.tokens import MARKS, words

_IANA = re.compile(r"\b[A-Za-z]+(?:/[A-Za-z0-9_+-]+){1,2}")
_OFFSET = re.compile(r"\b(?:utc|gmt)\s*([+\u2212-])\s*(\d{1,2})(?::?([0-5]\d))?\b", re.IGNORECASE)
_REGIONS = frozenset(
    {"africa", "america", "antarctica", "asia", "atlantic", "australia", "europe", "indian", "pacific", "etc"}
)
_LONGEST_NAME = 4  # words
_OUTWEIGHS = 10  # a city so many times as large as its namesakes is the one that is meant
_OFFERED = 4
_INEXACT = timedelta(minutes=20)  # how wrong a clock or a guess at it may be
_DAY = timedelta(days=1)
_FARTHEST = timedelta(hours=14)
_NOON = timedelta(hours=12)
_SHORT_NAMES = {
    "utc": "UTC",
    "gmt": "Etc/GMT",
    "bst": "Europe/London",
    "cet": "Europe/Berlin",
    "cest": "Europe/Berlin",
    "mez": "Europe/Berlin",
    "eet": "Europe/Helsinki",
    "msk": "Europe/Moscow",
    "est": "America/New_York",
    "edt": "America/New_York",
    "cst": "America/Chicago",
    "cdt": "America/Chicago",
    "mst": "America/Denver",
    "mdt": "America/Denver",
    "pst": "America/Los_Angeles",
    "pdt": "America/Los_Angeles",
    "ist": "Asia/Kolkata",
    "jst": "Asia/Tokyo",
    "aest": "Australia/Sydney",
    "nyc": "America/New_York",
    "sf": "America/Los_Angeles",
}
_HOMES: Mapping[str, str] = {
    "de": "Europe/Berlin",
    "fr": "Europe/Paris",
    "it": "Europe/Rome",
    "es": "Europe/Madrid",
    "nl": "Europe/Amsterdam",
    "pl": "Europe/Warsaw",
    "ru": "Europe/Moscow",
    "en-gb": "Europe/London",
    "pt-br": "America/Sao_Paulo",
    "pt": "Europe/Lisbon",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """A time zone by IANA name; `name` None with `options` (most likely first) where several are meant as likely."""

    name: str | None = None
    options: tuple[str, ...] = ()


def read_zone(text: str, now: datetime, *, locale: str = "en") -> Zone | None:
    """Return the zone that a text names in any way; None where it names none."""
    if zone := by_name(text):
        return zone
    if says_offset(text):
        return by_offset(text, now)
    if any(name.split("/")[0].casefold() in _REGIONS for name in _IANA.findall(text)):
        return None
    return by_clock(text, now, locale=locale) or find_place(words(text))


def zone_at(latitude: float, longitude: float) -> str | None:
    """Return the zone at a place on earth, degrees north and east; None where there is none."""
    from tzfpy import get_tz  # noqa: PLC0415 - it unpacks the borders of the world, needed by few messages

    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):  # noqa: PLR2004
        return None
    name: str = get_tz(longitude, latitude)
    return name if name in available_timezones() else None


def says_offset(text: str) -> bool:
    """Tell whether a text names a distance from UTC."""
    return _OFFSET.search(text) is not None


def by_offset(text: str, now: datetime) -> Zone | None:
    """Return a zone that is as far from UTC as the text says ("UTC+5:30")."""
    found = _OFFSET.search(text)
    if found is None:
        return None
    ahead = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    if ahead > _FARTHEST:
        return None
    if not found[3] or found[3] == "00":
        hours = int(found[2])
        sign = "-" if found[1] == "+" else "+"  # POSIX counts westwards
        return Zone(name=f"Etc/GMT{sign}{hours}" if hours else "UTC")
    return _of_offset(ahead if found[1] == "+" else -ahead, now, home=None)


def by_clock(text: str, now: datetime, *, locale: str) -> Zone | None:
    """Return the zone where the clock shows what the text says at `now` ("it's 7:40 pm here")."""
    clock = read_clock(TimeWords.of(text, locale))
    if clock is None or not clock.valid:
        return None
    utc = now.astimezone(UTC)
    shown = timedelta(hours=clock.hour, minutes=clock.minute)
    passed = timedelta(hours=utc.hour, minutes=utc.minute)
    rough = (shown - passed) % _DAY
    off = {one: abs((one - rough + _NOON) % _DAY - _NOON) for one in _offsets(now)}
    near = [one for one in off if off[one] == min(off.values())]
    if off[near[0]] > _INEXACT:
        return None
    usual = [zone for one in near if (zone := _of_offset(one, now, home=_home(locale))) and zone.name]
    return usual[0] if usual else _of_offset(min(near, key=abs), now, home=None)


def _offsets(now: datetime) -> set[timedelta]:
    """Return how far from UTC clocks are anywhere at `now`."""
    offsets = (now.astimezone(ZoneInfo(name)).utcoffset() for name in _populous())
    return {one for one in offsets if one is not None}


def find_place(text: Sequence[str], *, among: bool = False) -> Zone | None:
    """Return the zone of the first city, country or state that is named.

    `among` other words a single word that means something else is no name ("nice" in a sentence is not Nice).
    """
    plain = [word for word in text if word not in MARKS]
    among = among or len(plain) > _LONGEST_NAME
    for start in range(len(plain)):
        for end in range(min(len(plain), start + _LONGEST_NAME), start, -1):
            if among and end == start + 1 and intent_lexicon().find(plain[start:end]):
                continue
            zone = _named(" ".join(plain[start:end]), rest=plain[end:])
            if zone is not None:
                return zone
    return None


def _named(name: str, *, rest: Sequence[str]) -> Zone | None:
    """Return the zone of a short name ("CET") or of a place."""
    if name in _SHORT_NAMES:
        return Zone(name=_SHORT_NAMES[name])
    return None if name[0].isdecimal() else _place(name, rest=rest)


def by_name(text: str) -> Zone | None:
    """Return the zone whose IANA name stands in a text, in any case."""
    for found in _IANA.findall(text.replace(" / ", "/")):
        name = _iana().get(found.casefold())
        if name:
            return Zone(name=name)
    return None


@cache
def _iana() -> Mapping[str, str]:
    return {name.casefold(): name for name in available_timezones()}


def _of_offset(offset: timedelta, now: datetime, *, home: str | None) -> Zone | None:
    """Return where clocks are so far from UTC at `now`: the runner's own zone or home first, else the most populous."""
    usual = [str(zone) for zone in (now.tzinfo, home) if zone is not None]
    for name in usual:
        if name in available_timezones() and now.astimezone(ZoneInfo(name)).utcoffset() == offset:
            return Zone(name=name)
    fitting = [name for name in _populous() if now.astimezone(ZoneInfo(name)).utcoffset() == offset]
    if len(fitting) == 1:
        return Zone(name=fitting[0])
    return Zone(options=tuple(fitting[:_OFFERED])) if fitting else None


@cache
def _populous() -> Sequence[str]:
    """Return all zones with cities, the most populous first."""
    lived: dict[str, int] = {}
    for same in gazetteer().cities.values():
        for city in same:
            lived[city.zone] = max(lived.get(city.zone, 0), city.population)
    return sorted(lived, key=lambda zone: -lived[zone])


def _home(locale: str) -> str | None:
    """Return the zone where most who write in a locale live, None where that says nothing."""
    tag = locale.replace("_", "-").casefold()
    return _HOMES.get(tag) or _HOMES.get(tag.split("-", maxsplit=1)[0])


def _place(name: str, *, rest: Sequence[str]) -> Zone | None:
    """Return the zone of one name, settled by the country or state that follows it."""
    known = gazetteer()
    country = known.countries.get(name)
    cities = known.cities.get(name, ())
    if country and not (cities and cities[0].country == country):
        return _one_of(known.zones.get(country, ()))
    if not cities and name in known.states:
        return _one_of(known.zones.get(known.states[name], ()))
    if not cities and " " not in name and not intent_lexicon().knows(name):
        cities = known.inflected(name)
    return _of_cities(_within(cities, rest, known=known)) if cities else None


def _within(cities: Sequence[City], rest: Sequence[str], *, known: Gazetteer) -> Sequence[City]:
    """Keep the cities of the country or state that is named behind them."""
    for end in range(min(len(rest), _LONGEST_NAME - 1), 0, -1):
        name = " ".join(rest[:end])
        for place in _areas(name, known=known):
            inside = [city for city in cities if place in {city.country, f"{city.country}.{city.state}"}]
            if inside:
                return inside
    return cities


def _areas(name: str, *, known: Gazetteer) -> Iterator[str]:
    """Yield the country and the state of a name."""
    for table in (known.countries, known.states):
        if name in table:
            yield table[name]
    yield name.upper()
    yield f"US.{name.upper()}"


def _of_cities(cities: Sequence[City]) -> Zone:
    """Return the zone of the city that is meant: the largest by far, or a choice."""
    first = cities[0]
    rivals = [city for city in cities if city.zone != first.zone and city.population * _OUTWEIGHS > first.population]
    if not rivals:
        return Zone(name=first.zone)
    return Zone(options=tuple(dict.fromkeys(city.zone for city in (first, *rivals)))[:_OFFERED])


def _one_of(zones: Sequence[str]) -> Zone | None:
    """Return the only zone, or the choice of several."""
    if not zones:
        return None
    return Zone(name=zones[0]) if len(zones) == 1 else Zone(options=tuple(zones[:_OFFERED]))
