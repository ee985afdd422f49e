"""Commands, presses and forms: Discord hears within three seconds that an answer comes, whatever else is slow."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any, Final, Protocol, TypeAlias, cast

import discord
import structlog
from discord import app_commands
from discord.http import Route

from bot.chat import NOT_THE_COACH, NOT_THE_RUNNER, POST_TO, Event
from bot.delivery.errors import ChatGoneError, DeliveryError, RefusedError
from bot.discord.adapter import DiscordPlatform
from bot.discord.inbound import Asked, read_choice, read_command, read_file, read_press
from bot.discord.markup import shortened
from bot.discord.outbound import Json, read_custom_id
from bot.discord.places import channel_address, person_address
from bot.discord.receiver import Receiver
from bot.discord.trouble import NO_ANSWER, NOT_SENT, our_words
from core.domain.account import Address

FORM: Final = "coach-log"
FIELD: Final = "text"
# Discord waits three seconds for the first word; later none is taken.
_IN_TIME: Final = 2.7
_DIRECT_MESSAGES_IN_TIME: Final = 5.0
_LONGEST_WORDS: Final = 1900
_LABEL_LIMIT: Final = 45
_PLACEHOLDER_LIMIT: Final = 100
# What an interaction is answered with at once, and the parts of a form, as Discord numbers them.
_SAY, _THINKING, _HEARD, _OPEN_FORM = 4, 5, 6, 9
_ROW, _TEXT, _PARAGRAPH = 1, 4, 2
_EPHEMERAL: Final = 1 << 6
_ALREADY: Final = 40060
_LOG = structlog.get_logger(__name__)

Chosen: TypeAlias = app_commands.AppCommandChannel | app_commands.AppCommandThread


class Words(Protocol):
    """The words of the message catalogue."""

    def __call__(self, key: str, language: str, /, **facts: str | int) -> str:
        """Return the message of a key with its facts filled in, in English where the language is not spoken."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Interactions:
    """Takes interactions, and puts what they mean into the line of events."""

    platform: DiscordPlatform
    receiver: Receiver
    words: Words
    clock: Callable[[], datetime]

    async def give(self, interaction: discord.Interaction, attached: discord.Attachment) -> None:
        """Take a file that was given to a command."""
        self._put(interaction, [read_file(attached, await self._thinking(interaction))])

    async def say(
        self, interaction: discord.Interaction, *texts: str, chosen: Callable[[], Awaitable[str]] | None = None
    ) -> None:
        """Take a command as what a runner says; `chosen` finds the action of an option that is no words."""
        asked = await self._thinking(interaction)
        events = [*read_command(texts, asked)]
        if chosen is not None:
            events.append(read_choice(await chosen(), asked, number=len(texts)))
        self._put(interaction, events)

    async def post_to(self, channel: Chosen, user: int) -> str:
        """Return what it means that somebody chooses a channel for the exercise, where they may write too."""
        allowed = channel.permissions
        thread = isinstance(channel, app_commands.AppCommandThread)
        if not allowed.view_channel or not (allowed.send_messages_in_threads if thread else allowed.send_messages):
            return f"{POST_TO}:{NOT_THE_RUNNER}"
        try:
            with our_words():
                await self.platform.client.http.request(Route("GET", "/channels/{channel_id}", channel_id=channel.id))
        except (ChatGoneError, RefusedError):
            return f"{POST_TO}:{NOT_THE_COACH}"
        except DeliveryError:
            pass  # the first message will show it
        return f"{POST_TO}:{channel_address(channel.id, owner=user)}"

    async def ask_for_sets(self, interaction: discord.Interaction) -> None:
        """Open the form that asks what was done."""
        await self._acknowledge(interaction, _OPEN_FORM, data=self._form(interaction.locale.value))
        self._over(interaction)

    async def press(self, interaction: discord.Interaction) -> None:
        """Take a press of a button, or a choice from a list."""
        data = _data(interaction)
        carried = read_custom_id(str(data.get("custom_id", "")))
        if carried is None:
            await self._refuse(interaction, "discord-not-mine")
            return
        if carried.owner not in {"", str(interaction.user.id)}:
            await self._refuse(interaction, "discord-not-yours")
            return
        acknowledged = await self._acknowledge(interaction, _HEARD, data={})
        asked = await self._asked(interaction, acknowledged=acknowledged)
        chosen = [str(one) for one in data.get("values", ())]
        self._put(interaction, [read_press(carried.action or next(iter(chosen), ""), asked)])

    async def submit(self, interaction: discord.Interaction) -> None:
        """Take a filled form as what a runner says."""
        data = _data(interaction)
        if data.get("custom_id") != FORM:
            await self._refuse(interaction, "discord-not-mine")
            return
        await self.say(interaction, _typed(data.get("components", ())))

    async def failed(self, interaction: discord.Interaction) -> None:
        """Say that a command does not work: it is gone, or was used in a way that it does not know."""
        await self._refuse(interaction, "discord-not-mine")

    async def _thinking(self, interaction: discord.Interaction) -> Asked:
        """Say that an answer comes: to everybody where the coach and the runner are alone, else to the runner only."""
        here = _in_direct_messages(interaction)
        acknowledged = await self._acknowledge(interaction, _THINKING, data={} if here else {"flags": _EPHEMERAL})
        return await self._asked(interaction, acknowledged=acknowledged)

    async def _refuse(self, interaction: discord.Interaction, key: str) -> None:
        words = self.words(key, interaction.locale.value)
        said = {"content": words, "flags": _EPHEMERAL, "allowed_mentions": {"parse": []}}
        await self._acknowledge(interaction, _SAY, data=said)
        self._over(interaction)

    async def _acknowledge(self, interaction: discord.Interaction, kind: int, *, data: Json) -> bool:
        """Answer Discord in time; False where it did not take the answer, and the rest goes to direct messages.

        Where that is not known it counts as taken: if it was not, that shows when the rest is sent.
        """
        # The parts of this path are named as the library's limits know them: each interaction is on its own.
        route = Route(
            "POST",
            "/interactions/{webhook_id}/{webhook_token}/callback",
            webhook_id=interaction.id,
            webhook_token=interaction.token,
        )
        body = {"type": kind, "data": data} if data else {"type": kind}
        try:
            async with asyncio.timeout(_IN_TIME):
                await self.platform.client.http.request(route, json=body)
        except discord.HTTPException as error:
            _LOG.info("interaction not acknowledged", happening=str(interaction.id), code=error.code)
            return error.code == _ALREADY or error.status >= HTTPStatus.INTERNAL_SERVER_ERROR
        except (discord.RateLimited, *NO_ANSWER) as error:
            _LOG.info("interaction not acknowledged", happening=str(interaction.id), kind=type(error).__name__)
            return not isinstance(error, (discord.RateLimited, *NOT_SENT))
        return True

    async def _asked(self, interaction: discord.Interaction, *, acknowledged: bool) -> Asked:
        return Asked(
            interaction=interaction,
            home=await self._home(interaction),
            here=_in_direct_messages(interaction),
            acknowledged=acknowledged,
            at=self.clock(),
        )

    async def _home(self, interaction: discord.Interaction) -> Address:
        """Find the direct messages of whoever asked; where they cannot be opened now, name the person instead."""
        user = str(interaction.user.id)
        if _in_direct_messages(interaction) and interaction.channel_id is not None:
            self.platform.know(user, channel=str(interaction.channel_id))
            return channel_address(interaction.channel_id)
        try:
            async with asyncio.timeout(_DIRECT_MESSAGES_IN_TIME):
                return channel_address(await self.platform.channel_of(user))
        except (DeliveryError, TimeoutError):
            return person_address(user)

    def _form(self, language: str) -> Json:
        """Write the form that asks what was done."""
        field = {
            "type": _TEXT,
            "custom_id": FIELD,
            "style": _PARAGRAPH,
            "label": shortened(self.words("discord-modal-label", language), _LABEL_LIMIT),
            "placeholder": shortened(self.words("discord-modal-example", language), _PLACEHOLDER_LIMIT),
            "min_length": 1,
            "max_length": _LONGEST_WORDS,
            "required": True,
        }
        title = shortened(self.words("discord-modal-title", language), _LABEL_LIMIT)
        return {"custom_id": FORM, "title": title, "components": [{"type": _ROW, "components": [field]}]}

    def _put(self, interaction: discord.Interaction, events: Sequence[Event]) -> None:
        *first, last = events
        for event in first:
            self.receiver.put(event)
        self.receiver.put(last, mark=str(interaction.id))

    def _over(self, interaction: discord.Interaction) -> None:
        self.receiver.progress.end(str(interaction.id))


def _in_direct_messages(interaction: discord.Interaction) -> bool:
    """Tell whether the coach and one runner are alone."""
    if interaction.guild_id is not None:
        return False
    if interaction.context.dm_channel or interaction.context.private_channel or interaction.context.guild:
        return interaction.context.dm_channel
    return interaction.channel is None or interaction.channel.type is discord.ChannelType.private


def _data(interaction: discord.Interaction) -> Mapping[str, Any]:
    """Return what an interaction carries, whatever its kind."""
    return cast("Mapping[str, Any]", interaction.data or {})


def _typed(parts: object) -> str:
    """Find what was typed into a form, however its fields are nested."""
    if isinstance(parts, dict):
        if "value" in parts:
            return str(parts["value"])
        return _typed(parts.get("components") or parts.get("component"))
    if isinstance(parts, list | tuple):
        return next((text for text in map(_typed, parts) if text), "")
    return ""
