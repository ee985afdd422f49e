"""What a command's options offer while they are typed: exercises, places, equipment, and a few fixed words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from discord.app_commands import Choice

from bot.discord.interactions import Words
from bot.discord.markup import shortened
from core.domain.exercise import Catalogue, Exercise

_OFFERED: Final = 25
_LIMIT: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """Offers choices: `zones` finds time zones by a city, a country or a zone's own name."""

    catalogue: Catalogue
    words: Words
    zones: Callable[[str], Sequence[str]]
    equipment: Sequence[str]

    def exercises(self, typed: str) -> list[Choice[str]]:
        """Offer the exercises with `typed` in any part of their name or of another name that they go by."""
        wanted = typed.casefold().split()
        found = [one for one in self.catalogue.exercises.values() if all(part in _names(one) for part in wanted)]
        found.sort(key=lambda one: not one.name.casefold().startswith(typed.casefold()))
        return _choices([one.name for one in found])

    def places(self, typed: str) -> list[Choice[str]]:
        """Offer the time zones of a city or country that begins to be typed."""
        return _choices(self.zones(typed) if typed.strip() else [])

    def things(self, typed: str, language: str) -> list[Choice[str]]:
        """Offer pieces of equipment with `typed` in their name."""
        named = [self.words(f"equipment-{one}", language) for one in self.equipment]
        return _choices([one for one in named if typed.casefold() in one.casefold()])

    def phrases(self, keys: Sequence[str], typed: str, *, language: str) -> list[Choice[str]]:
        """Offer the usual answers, and what is typed itself where it is none of them."""
        usual = [self.words(key, language) for key in keys]
        fitting = [one for one in usual if typed.casefold() in one.casefold()]
        return _choices([*([typed] if typed.strip() and typed not in fitting else []), *fitting])


def _names(exercise: Exercise) -> str:
    return "\n".join((exercise.name, *exercise.aliases)).casefold()


def _choices(names: Sequence[str]) -> list[Choice[str]]:
    offered = list(dict.fromkeys(shortened(one, _LIMIT) for one in names))[:_OFFERED]
    return [Choice(name=one, value=one) for one in offered]
