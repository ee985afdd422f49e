"""Time zones to choose from while a city is being typed."""

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from zoneinfo import available_timezones

from bot.conversation.understanding.gazetteer import gazetteer
from bot.conversation.understanding.places import by_name, find_place
from core.domain.languages.tokens import words
from core.domain.notation.folding import fold

_OFFERED = 25
_LOOKED_AT = 400


def suggest_zones(typed: str) -> list[str]:
    """Return time zones for the beginning of a city's name, or any part of a zone's own; the most likely first."""
    text = fold(typed).plain.strip()
    if not text:
        return []
    named = by_name(typed) or find_place(words(text))
    sure = [named.name] if named and named.name else list(named.options) if named else []
    parts = text.replace("/", " ").replace("_", " ").split()
    own = [name for name in _zone_names() if all(part in name.casefold() for part in parts)]
    return list(dict.fromkeys([*sure, *_cities(text), *own]))[:_OFFERED]


def _cities(beginning: str) -> Iterator[str]:
    """Yield the zones of the cities whose names begin so, the most populous first."""
    known = gazetteer()
    start = bisect_left(known.names, beginning)
    found = []
    for name in known.names[start : start + _LOOKED_AT]:
        if not name.startswith(beginning):
            break
        found.append(known.cities[name][0])
    found.sort(key=lambda city: -city.population)
    return (city.zone for city in found)


@cache
def _zone_names() -> tuple[str, ...]:
    return tuple(sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/")))
