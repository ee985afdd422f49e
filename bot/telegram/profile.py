"""What Telegram shows of the bot before anybody writes: its menu of commands and its descriptions."""

import hashlib
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import partial
from typing import Final, TypeAlias

import structlog
from telegram import (
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeDefault,
)

from bot.delivery.errors import DeliveryError
from bot.telegram.adapter import Memory, TelegramPlatform
from bot.telegram.errors import BadTokenError
from bot.telegram.trouble import our_words

Language: TypeAlias = str
"""Two letters, or empty for everybody whose language has no words of its own."""

_LOG = structlog.get_logger(__name__)


class Place(Enum):
    """Where a menu is shown."""

    EVERYWHERE = "everywhere"
    PRIVATE = "private"
    GROUPS = "groups"


_SCOPES: Final[Mapping[Place, BotCommandScope]] = {
    Place.EVERYWHERE: BotCommandScopeDefault(),
    Place.PRIVATE: BotCommandScopeAllPrivateChats(),
    Place.GROUPS: BotCommandScopeAllGroupChats(),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu:
    """The commands in one place and language, each with its description, in the order in which they are shown."""

    place: Place
    language: Language
    commands: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """All that Telegram shows.

    `description` is seen in an empty chat and has up to 512 characters, `about` on the profile and has up to 120.
    """

    menus: Sequence[Menu] = ()
    description: Mapping[Language, str]
    about: Mapping[Language, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    name: str
    content: str
    carry_out: Callable[[], Awaitable[object]]


async def introduce(platform: TelegramPlatform, profile: Profile, *, memory: Memory) -> int:
    """Tell Telegram what has changed since it was last told, and return how many calls that took.

    What cannot be told now is told at the next start: the coach works without.

    Raises:
        BadTokenError: Telegram does not know the token.
        DeliveryError: Telegram could not be asked who the bot is.

    """
    told = 0
    bot_id = (await platform.me()).id
    for step in _steps(platform, profile):
        key = f"telegram:{bot_id}:profile:{step.name}"
        digest = hashlib.sha256(step.content.encode()).hexdigest()
        if await memory.recall(key) == digest:
            continue
        try:
            with our_words():
                await step.carry_out()
        except (DeliveryError, BadTokenError) as error:
            # A server of one's own may not know a method, and says so as it does of a token.
            _LOG.warning("profile not told", part=step.name, trouble=str(error))
            continue
        told += 1
        await memory.remember(key, digest)
    return told


def _steps(platform: TelegramPlatform, profile: Profile) -> Iterator[_Step]:
    bot = platform.bot
    for menu in profile.menus:
        commands = [BotCommand(name, description) for name, description in menu.commands]
        yield _Step(
            name=f"menu:{menu.place.value}:{menu.language}",
            content=repr(menu.commands),
            carry_out=partial(
                bot.set_my_commands, commands, scope=_SCOPES[menu.place], language_code=menu.language or None
            ),
        )
    for language, text in profile.description.items():
        yield _Step(
            name=f"description:{language}",
            content=text,
            carry_out=partial(bot.set_my_description, text, language_code=language or None),
        )
    for language, text in profile.about.items():
        yield _Step(
            name=f"about:{language}",
            content=text,
            carry_out=partial(bot.set_my_short_description, text, language_code=language or None),
        )
