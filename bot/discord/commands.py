"""The slash commands: what each may be given, and what the runner says by it."""

import asyncio
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final, TypeAlias

import discord
import structlog
from discord import app_commands
from discord.app_commands import AppCommandContext, AppInstallationType, Choice, Command, Range, locale_str

from bot.discord.choices import Choices
from bot.discord.client import CoachClient
from bot.discord.interactions import Interactions, Words
from core.domain.exercise import Variation
from core.domain.load import Unit

Asked: TypeAlias = discord.Interaction
Given: TypeAlias = str | None
Maker: TypeAlias = Callable[["Makings"], Command[Any, ..., None]]

REASONS: Final = ("sore", "no-time", "ill", "travelling")
SWAP_REASONS: Final = ("equipment", "dislike", "noise")
PLACES: Final = ("calf", "achilles", "heel", "shin", "foot", "knee")
SIDES: Final = ("left", "right")
_WHEN: Final = ("discord-when-hour", "discord-when-three-hours", "discord-when-evening")
_UNTIL: Final = ("discord-until-tomorrow", "discord-until-monday", "discord-until-week", "discord-until-two-weeks")
_DAYS: Final = ("discord-days-every", "discord-days-three", "discord-days-weekdays")
_LOG = structlog.get_logger(__name__)
_EVERYWHERE: Final = AppCommandContext(guild=True, dm_channel=True, private_channel=True)
_ANYHOW: Final = AppInstallationType(guild=True, user=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Makings:
    """What commands are made of: who takes them, what they offer, and the words."""

    interactions: Interactions
    choices: Choices
    words: Words

    def described(self, key: str) -> locale_str:
        """Return a description that the translator finds again by its key."""
        return locale_str(self.words(key, "en"), key=key)

    def options(self, **keys: str) -> dict[str, locale_str]:
        """Return the descriptions of options, by their names."""
        return {name: self.described(f"discord-option-{key}") for name, key in keys.items()}

    def fixed(self, family: str, codes: Sequence[str]) -> list[Choice[str]]:
        """Return a few choices, each a word that the coach reads."""
        keys = [f"{family}-{code}" for code in codes]
        return [Choice(name=self.described(key), value=self.words(key, "en")) for key in keys]


class Translated(app_commands.Translator):
    """Names and descriptions from the message catalogue, for the `languages` that it speaks."""

    def __init__(self, *, words: Words, languages: Collection[str]) -> None:
        super().__init__()
        self._words = words
        self._languages = languages

    async def translate(  # noqa: PLR0917 - the library's signature
        self,
        string: locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,  # noqa: ARG002
    ) -> str | None:
        """Return the words of a language; None where it is not spoken, or is English, which stands there already."""
        key = string.extras.get("key")
        spoken = {locale.value, locale.value.partition("-")[0]} & set(self._languages)
        if not key or not spoken or locale.value.startswith("en"):
            return None
        return self._words(key, locale.value)


class Tree(app_commands.CommandTree[CoachClient]):
    """The commands; one that cannot be carried out is answered all the same."""

    def __init__(self, client: CoachClient, *, interactions: Interactions) -> None:
        super().__init__(client, allowed_contexts=_EVERYWHERE, allowed_installs=_ANYHOW)
        self._interactions = interactions

    async def on_error(self, interaction: discord.Interaction[Any], error: app_commands.AppCommandError, /) -> None:
        """Say that a command does not work (any more)."""
        _LOG.warning("command failed", happening=str(interaction.id), kind=type(error).__name__)
        await self._interactions.failed(interaction)


def make_tree(client: CoachClient, makings: Makings, *, names: Sequence[str]) -> Tree:
    """Make the commands of these names."""
    tree = Tree(client, interactions=makings.interactions)
    for name in names:
        tree.add_command(_MAKERS.get(name, _plain(name))(makings))
    return tree


def _command(name: str, makings: Makings, *, callback: Callable[..., Any]) -> Command[Any, ..., None]:
    return Command(
        name=name,
        description=makings.described(f"command-{name}"),
        callback=callback,
        allowed_contexts=_EVERYWHERE,
        allowed_installs=_ANYHOW,
    )


def _plain(name: str) -> Maker:
    """Return the maker of a command that takes nothing."""

    def make(makings: Makings) -> Command[Any, ..., None]:
        async def callback(asked: Asked) -> None:
            await makings.interactions.say(asked, f"/{name}")

        return _command(name, makings, callback=callback)

    return make


def _done(makings: Makings) -> Command[Any, ..., None]:
    @app_commands.describe(**makings.options(sets="sets"))
    async def callback(asked: Asked, sets: Range[int, 1, 10] | None = None) -> None:
        said = makings.words("discord-say-done", "en", sets=sets) if sets else "/done"
        await makings.interactions.say(asked, said)

    return _command("done", makings, callback=callback)


def _log(makings: Makings) -> Command[Any, ..., None]:
    @app_commands.describe(**makings.options(text="text", exercise="exercise"))
    async def callback(  # noqa: PLR0917 - the options, as the library reads them
        asked: Asked, text: Range[str, 1, 1900] | None = None, exercise: Given = None
    ) -> None:
        if text is None and exercise is None:
            await makings.interactions.ask_for_sets(asked)
            return
        await makings.interactions.say(asked, " ".join(filter(None, (exercise, text))))

    command = _command("log", makings, callback=callback)
    command.autocomplete("exercise")(_exercises(makings))
    return command


def _swap(makings: Makings) -> Command[Any, ..., None]:
    @app_commands.describe(**makings.options(reason="reason", exercise="exercise", variation="variation"))
    @app_commands.choices(
        reason=makings.fixed("discord-reason", SWAP_REASONS), variation=makings.fixed("variation", tuple(Variation))
    )
    async def callback(  # noqa: PLR0917 - the options, as the library reads them
        asked: Asked, reason: Given = None, exercise: Given = None, variation: Given = None
    ) -> None:
        await makings.interactions.say(asked, _said("/swap", exercise or variation or reason))

    command = _command("swap", makings, callback=callback)
    command.autocomplete("exercise")(_exercises(makings))
    return command


def _skip(makings: Makings) -> Command[Any, ..., None]:
    @app_commands.describe(**makings.options(reason="reason"))
    @app_commands.choices(reason=makings.fixed("discord-reason", REASONS))
    async def callback(asked: Asked, reason: Given = None) -> None:
        await makings.interactions.say(asked, _said("/skip", reason))

    return _command("skip", makings, callback=callback)


def _later(makings: Makings) -> Command[Any, ..., None]:
    @app_commands.describe(**makings.options(when="when"))
    async def callback(asked: Asked, when: Given = None) -> None:
        await makings.interactions.say(asked, _said("/later", when))

    command = _command("later", makings, callback=callback)
    command.autocomplete("when")(_phrases(makings, _WHEN))
    return command


def _pause(makings: Makings) -> Command[Any, ..., None]:
    @app_commands.describe(**makings.options(until="until"))
    async def callback(asked: Asked, until: Given = None) -> None:
        await makings.interactions.say(asked, _said("/pause", until))

    command = _command("pause", makings, callback=callback)
    command.autocomplete("until")(_phrases(makings, _UNTIL))
    return command


def _show(makings: Makings) -> Command[Any, ..., None]:
    @app_commands.describe(**makings.options(exercise="exercise"))
    async def callback(asked: Asked, exercise: Given = None) -> None:
        await makings.interactions.say(asked, _said("/show", exercise))

    command = _command("show", makings, callback=callback)
    command.autocomplete("exercise")(_exercises(makings))
    return command


def _pain(makings: Makings) -> Command[Any, ..., None]:
    @app_commands.describe(**makings.options(level="level", place="place", side="side"))
    @app_commands.choices(place=makings.fixed("discord-place", PLACES), side=makings.fixed("discord-side", SIDES))
    async def callback(  # noqa: PLR0917 - the options, as the library reads them
        asked: Asked, level: Range[int, 0, 10] | None = None, place: Given = None, side: Given = None
    ) -> None:
        strength = None if level is None else f"{level}/10"
        await makings.interactions.say(asked, _said("/pain", side, place, strength))

    return _command("pain", makings, callback=callback)


def _settings(makings: Makings) -> Command[Any, ..., None]:
    @app_commands.describe(**makings.options(city="city", time="time", days="days", unit="unit", equipment="equipment"))
    @app_commands.choices(unit=makings.fixed("unit", tuple(Unit)))
    async def callback(  # noqa: PLR0917 - the options, as the library reads them
        asked: Asked,
        city: Given = None,
        time: Given = None,
        days: Given = None,
        unit: Given = None,
        equipment: Given = None,
    ) -> None:
        given = {"city": city, "time": time, "days": days, "unit": unit, "equipment": equipment}
        said = [makings.words(f"discord-say-{name}", "en", value=value) for name, value in given.items() if value]
        await makings.interactions.say(asked, *(said or ["/settings"]))

    command = _command("settings", makings, callback=callback)
    command.autocomplete("city")(_cities(makings))
    command.autocomplete("days")(_phrases(makings, _DAYS))
    command.autocomplete("equipment")(_things(makings))
    return command


def _said(command: str, *given: str | None) -> str:
    return " ".join((command, *filter(None, given)))


def _exercises(makings: Makings) -> Callable[[Asked, str], Any]:
    async def offer(_: Asked, typed: str) -> list[Choice[str]]:
        return makings.choices.exercises(typed)

    return offer


def _cities(makings: Makings) -> Callable[[Asked, str], Any]:
    async def offer(_: Asked, typed: str) -> list[Choice[str]]:
        # The list of all cities takes seconds to read, once, and nothing may wait for that.
        return await asyncio.to_thread(makings.choices.places, typed)

    return offer


def _things(makings: Makings) -> Callable[[Asked, str], Any]:
    async def offer(asked: Asked, typed: str) -> list[Choice[str]]:
        return makings.choices.things(typed, asked.locale.value)

    return offer


def _phrases(makings: Makings, keys: Sequence[str]) -> Callable[[Asked, str], Any]:
    async def offer(asked: Asked, typed: str) -> list[Choice[str]]:
        return makings.choices.phrases(keys, typed, language=asked.locale.value)

    return offer


_MAKERS: Final = MappingProxyType(
    {
        "done": _done,
        "log": _log,
        "swap": _swap,
        "skip": _skip,
        "later": _later,
        "pause": _pause,
        "show": _show,
        "pain": _pain,
        "settings": _settings,
    }
)
