"""One event of Discord becomes one event of the coach's, or nothing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

import discord

from bot.chat import Deleted, Edited, Event, FileGiven, Origin, Pressed, Said, Sent
from bot.discord.places import ANSWERABLE, Interaction, channel_address, interaction_address
from core.domain.account import AccountKey, Address, Platform

_WRITTEN: Final = frozenset({discord.MessageType.default, discord.MessageType.reply})
#: Before the id of what was said by a command, so that it is never taken for a message's.
COMMAND_MARK: Final = "i"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who the bot is: its user, and the application that commands and their answers belong to."""

    id: int
    application: int
    name: str


def read(message: discord.Message, *, me: Identity) -> Said | FileGiven | Sent | None:
    """Return the event that a message is, or None where it does not concern the coach."""
    if message.author.bot or message.webhook_id is not None or message.type not in _WRITTEN:
        return None
    if not is_private(message) and not _mentions(message, me=me):
        return None
    origin = _origin(message, event=str(message.id), at=message.created_at)
    kind = _kind(message)
    text = _without_mention(message.content, me=me) or message.content
    if kind == "file":
        return _file(message.attachments[0], origin=origin, text=text)
    if kind and not text:
        return Sent(origin=origin, kind=kind)
    reference = message.reference
    return Said(origin=origin, text=text, reply_to=str(reference.message_id or "") if reference else "")


def read_edit(message: discord.Message) -> Event | None:
    """Return the event that a changed message is: only its writer's own change of a direct message counts."""
    if message.author.bot or message.edited_at is None or not is_private(message) or message.type not in _WRITTEN:
        return None
    event = f"{message.id}:{message.edited_at.timestamp():.3f}"
    if not message.content:
        return None
    return Edited(origin=_origin(message, event=event, at=message.edited_at), text=message.content)


def deletion(message: int, *, channel: int, user: str, at: datetime) -> Deleted:
    """Return the event that a deleted direct message is."""
    return Deleted(
        origin=Origin(
            account=account(user),
            event=f"deleted:{message}",
            chat=channel_address(channel),
            private=True,
            at=at,
            message=str(message),
        )
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A command or press as far as the coach needs it.

    `home` is the address of the person's direct messages; `here` says that it was made in them. `acknowledged` that
    Discord heard in time that an answer will come.
    """

    interaction: discord.Interaction
    home: Address
    here: bool
    acknowledged: bool
    at: datetime


def read_command(texts: Sequence[str], asked: Asked) -> Sequence[Event]:
    """Return what a command says, one event a text: the first answer takes the place of the "thinking" message."""
    return [_said(text, asked, number=number) for number, text in enumerate(texts)]


def read_choice(action: str, asked: Asked, *, number: int) -> Event:
    """Return the event that an option of a command is, where it says what a button would."""
    return Pressed(origin=replace(_said("", asked, number=number).origin, message=""), action=action)


def read_press(action: str, asked: Asked) -> Event:
    """Return the event that a pressed button is."""
    where = Origin(
        account=account(asked.interaction.user.id),
        event=str(asked.interaction.id),
        chat=asked.home,
        private=True,
        at=asked.at,
        message=_own_message(asked),
        language=_language(asked.interaction),
    )
    # In direct messages an answer is a message like any other; elsewhere it is for one pair of eyes.
    away = asked.acknowledged and not asked.here
    answer_to = interaction_address(_answerable(asked, placeholder=False)) if away else None
    return Pressed(origin=replace(where, answer_to=answer_to), action=action)


def account(user: int | str) -> AccountKey:
    """Name a person on Discord."""
    return AccountKey(platform=Platform.DISCORD, user=str(user))


def is_private(message: discord.Message) -> bool:
    """Tell whether a message stands in somebody's direct messages with the coach."""
    return message.guild is None and message.channel.type is discord.ChannelType.private


def read_file(attached: discord.Attachment, asked: Asked) -> Event:
    """Return the event that a file is that was given to a command."""
    return _file(attached, origin=_said("", asked, number=0).origin, text="")


def _file(attached: discord.Attachment, *, origin: Origin, text: str) -> FileGiven:
    return FileGiven(
        origin=origin,
        name=attached.filename,
        size=attached.size,
        media_type=attached.content_type or "",
        handle=attached.url,
        text=text,
    )


def _said(text: str, asked: Asked, *, number: int) -> Said:
    interaction = asked.interaction
    event = f"{interaction.id}:{number}" if number else str(interaction.id)
    answer_to = interaction_address(_answerable(asked, placeholder=not number)) if asked.acknowledged else None
    return Said(
        origin=Origin(
            account=account(interaction.user.id),
            event=event,
            chat=asked.home,
            private=True,
            at=asked.at,
            message=f"{COMMAND_MARK}{event}",
            language=_language(interaction),
            answer_to=answer_to,
        ),
        text=text,
    )


def _answerable(asked: Asked, *, placeholder: bool) -> Interaction:
    return Interaction(
        token=asked.interaction.token,
        user=str(asked.interaction.user.id),
        home=asked.home,
        expires=int((asked.at + ANSWERABLE).timestamp()),
        placeholder=placeholder,
        ephemeral=not asked.here,
    )


def _origin(message: discord.Message, *, event: str, at: datetime) -> Origin:
    return Origin(
        account=account(message.author.id),
        event=event,
        chat=channel_address(message.channel.id),
        private=is_private(message),
        at=at,
        message=str(message.id),
    )


def _own_message(asked: Asked) -> str:
    """Return the message whose button was pressed, empty where others read it: the answer may not take its place."""
    message = asked.interaction.message
    return str(message.id) if message is not None and (asked.here or message.flags.ephemeral) else ""


def _language(interaction: discord.Interaction) -> str:
    return interaction.locale.value


def _mentions(message: discord.Message, *, me: Identity) -> bool:
    return any(one.id == me.id for one in message.mentions)


def _without_mention(text: str, *, me: Identity) -> str:
    """Return a text without what only addresses the coach, empty where there is nothing else."""
    mention = f"<@!?{me.id}>"
    return re.sub(rf"\s*{mention}[\s,:]*", " ", text).strip() if re.search(mention, text) else text


def _kind(message: discord.Message) -> str:
    """Return the coach's own word for what was sent beside text, empty where that is nothing."""
    if message.stickers:
        return "sticker"
    if message.poll is not None or message.message_snapshots:
        return "other"
    if not message.attachments:
        return ""
    first = message.attachments[0]
    if first.is_voice_message():
        return "voice"
    family = (first.content_type or "").partition("/")[0]
    return {"image": "photo", "audio": "voice", "video": "video"}.get(family, "file")
