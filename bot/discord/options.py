"""The commands that may be given something: what each takes, and what the runner says by it."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from types import MappingProxyType
from typing import Any, Final, TypeAlias

import discord
from discord import app_commands
from discord.app_commands import Choice, Command, Range

from bot.chat import POST_TO
from bot.discord.making import Makings, make_command
from core.domain.exercise import Variation
from core.domain.load import Unit

Asked: TypeAlias = discord.Interaction
Given: TypeAlias = str | None
Maker: TypeAlias = Callable[[Makings], Command[Any, ..., None]]

REASONS: Final = ("sore", "no-time", "ill", "travelling")
SWAP_REASONS: Final = ("equipment", "dislike", "noise")
PLACES: Final = ("calf", "achilles", "heel", "shin", "foot", "knee")
SIDES: Final = ("left", "right")
_WHEN: Final = ("discord-when-hour", "discord-when-three-hours", "discord-when-evening")
_UNTIL: Final = ("discord-until-tomorrow", "discord-until-monday", "discord-until-week", "discord-until-two-weeks")
_DAYS: Final = ("discord-days-every", "discord-days-three", "discord-days-weekdays")


def plain(name: str) -> Maker:
    """Return the maker of a command that takes nothing."""

    def make(makings: Makings) -> Command[Any, ..., None]:
        async def callback(asked: Asked) -> None:
            await makings.interactions.say(asked, f"/{name}")

        return make_command(name, makings, callback=callback)

    return make


def _done(makings: Makings) -> Command[Any, ..., None]:
    @app_commands.describe(**makings.options(sets="sets"))
    async def callback(asked: Asked, sets: Range[int, 1, 10] | None = None) -> None:
        said = makings.words("discord-say-done", "en", sets=sets) if sets else "/done"
        await makings.interactions.say(asked, said)

    return make_command("done", makings, callback=callback)


def _log(makings: Makings) -> Command[Any, ..., None]:
    @app_commands.describe(**makings.options(text="text", exercise="exercise"))
    async def callback(  # noqa: PLR0917 - the options, as the library reads them
        asked: Asked, text: Range[str, 1, 1900] | None = None, exercise: Given = None
    ) -> None:
        if text is None and exercise is None:
            await makings.interactions.ask_for_sets(asked)
            return
        await makings.interactions.say(asked, " ".join(filter(None, (exercise, text))))

    command = make_command("log", makings, callback=callback)
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

    command = make_command("swap", makings, callback=callback)
    command.autocomplete("exercise")(_exercises(makings))
    return command


def _skip(makings: Makings) -> Command[Any, ..., None]:
    @app_commands.describe(**makings.options(reason="reason"))
    @app_commands.choices(reason=makings.fixed("discord-reason", REASONS))
    async def callback(asked: Asked, reason: Given = None) -> None:
        await makings.interactions.say(asked, _said("/skip", reason))

    return make_command("skip", makings, callback=callback)


def _later(makings: Makings) -> Command[Any, ..., None]:
    @app_commands.describe(**makings.options(when="when"))
    async def callback(asked: Asked, when: Given = None) -> None:
        await makings.interactions.say(asked, _said("/later", when))

    command = make_command("later", makings, callback=callback)
    command.autocomplete("when")(_phrases(makings, _WHEN))
    return command


def _pause(makings: Makings) -> Command[Any, ..., None]:
    @app_commands.describe(**makings.options(until="until"))
    async def callback(asked: Asked, until: Given = None) -> None:
        await makings.interactions.say(asked, _said("/pause", until))

    command = make_command("pause", makings, callback=callback)
    command.autocomplete("until")(_phrases(makings, _UNTIL))
    return command


def _show(makings: Makings) -> Command[Any, ..., None]:
    @app_commands.describe(**makings.options(exercise="exercise"))
    async def callback(asked: Asked, exercise: Given = None) -> None:
        await makings.interactions.say(asked, _said("/show", exercise))

    command = make_command("show", makings, callback=callback)
    command.autocomplete("exercise")(_exercises(makings))
    return command


def _link(makings: Makings) -> Command[Any, ..., None]:
    @app_commands.describe(**makings.options(code="code"))
    async def callback(asked: Asked, code: Range[str, 1, 40] | None = None) -> None:
        await makings.interactions.say(asked, _said("/link", code))

    return make_command("link", makings, callback=callback)


def _import(makings: Makings) -> Command[Any, ..., None]:
    @app_commands.describe(**makings.options(file="file"))
    async def callback(asked: Asked, file: discord.Attachment | None = None) -> None:
        if file is None:
            await makings.interactions.say(asked, "/import")
        else:
            await makings.interactions.give(asked, file)

    return make_command("import", makings, callback=callback)


def _test(makings: Makings) -> Command[Any, ..., None]:
    @app_commands.describe(**makings.options(left="left", right="right"))
    async def callback(  # noqa: PLR0917 - the options, as the library reads them
        asked: Asked, left: Range[int, 0, 200] | None = None, right: Range[int, 0, 200] | None = None
    ) -> None:
        given = {"left": left, "right": right}
        legs = [
            makings.words(f"discord-say-{leg}", "en", value=count) for leg, count in given.items() if count is not None
        ]
        await makings.interactions.say(asked, _said("/test", ", ".join(legs)))

    return make_command("test", makings, callback=callback)


def _pain(makings: Makings) -> Command[Any, ..., None]:
    @app_commands.describe(**makings.options(level="level", place="place", side="side"))
    @app_commands.choices(place=makings.fixed("discord-place", PLACES), side=makings.fixed("discord-side", SIDES))
    async def callback(  # noqa: PLR0917 - the options, as the library reads them
        asked: Asked, level: Range[int, 0, 10] | None = None, place: Given = None, side: Given = None
    ) -> None:
        strength = None if level is None else f"{level}/10"
        await makings.interactions.say(asked, _said("/pain", side, place, strength))

    return make_command("pain", makings, callback=callback)


class _Channel(app_commands.Transformer):
    """A channel or thread of a server, whether the coach knows that server or not."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        """Say that it is chosen among channels."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """Say which channels can be chosen: those that messages stand in."""
        kinds = discord.ChannelType
        return [kinds.text, kinds.news, kinds.public_thread, kinds.private_thread, kinds.news_thread]

    async def transform(self, _: Asked, value: Any, /) -> Any:  # noqa: ANN401 - the library's signature
        """Leave it as it was chosen."""
        return value


def _settings(makings: Makings) -> Command[Any, ..., None]:
    names = ("city", "time", "days", "unit", "equipment", "weight", "channel", "private")

    @app_commands.describe(**makings.options(**{name: name for name in names}))
    @app_commands.choices(unit=makings.fixed("unit", tuple(Unit)))
    async def callback(  # noqa: PLR0917 - the options, as the library reads them
        asked: Asked,
        city: Given = None,
        time: Given = None,
        days: Given = None,
        unit: Given = None,
        equipment: Given = None,
        weight: Given = None,
        channel: app_commands.Transform[Any, _Channel] | None = None,
        private: bool | None = None,  # noqa: FBT001 - the options, as the library reads them
    ) -> None:
        given = {"city": city, "time": time, "days": days, "unit": unit, "equipment": equipment, "weight": weight}
        said = [makings.words(f"discord-say-{name}", "en", value=value) for name, value in given.items() if value]
        chosen: Callable[[], Awaitable[str]] | None = None
        if channel is not None:
            chosen = partial(makings.interactions.post_to, channel, asked.user.id)
        elif private:
            chosen = _private
        await makings.interactions.say(asked, *(said or ([] if chosen else ["/settings"])), chosen=chosen)

    command = make_command("settings", makings, callback=callback)
    command.autocomplete("city")(_cities(makings))
    command.autocomplete("days")(_phrases(makings, _DAYS))
    command.autocomplete("equipment")(_things(makings))
    return command


async def _private() -> str:
    return f"{POST_TO}:"


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


MAKERS: Final = MappingProxyType(
    {
        "done": _done,
        "log": _log,
        "swap": _swap,
        "skip": _skip,
        "later": _later,
        "pause": _pause,
        "show": _show,
        "link": _link,
        "pain": _pain,
        "import": _import,
        "test": _test,
        "settings": _settings,
    }
)
