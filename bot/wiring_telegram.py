"""What speaks with Telegram in a serving process, joined: the platform, the poller or the webhook, and the menu."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, suppress
from random import SystemRandom
from typing import Final, TypeAlias

from bot.chat import Event
from bot.clock import Clock
from bot.conversation.menu import COMMANDS, GROUP_COMMANDS
from bot.conversation.texts import Texts, texts_for
from bot.delivery.errors import DeliveryError
from bot.running import Part
from bot.settings import TelegramSection
from bot.telegram.adapter import Memory, TelegramPlatform
from bot.telegram.errors import BadTokenError
from bot.telegram.polling import Poller
from bot.telegram.profile import Menu, Place, Profile, introduce
from bot.telegram.webhook import Webhook

_FREE_RATE: Final = 30
Handle: TypeAlias = Callable[[Sequence[Event]], Awaitable[None]]


async def open_telegram(
    section: TelegramSection, *, clock: Clock, memory: Memory, stack: AsyncExitStack
) -> TelegramPlatform:
    """Open the bot on Telegram; it is closed with `stack`."""
    platform = TelegramPlatform(
        token=section.secret,
        clock=clock.now,
        memory=memory,
        api_base_url=section.api_base_url,
        proxy=section.proxy,
        paid_broadcast=section.messages_per_second > _FREE_RATE,
    )
    return await stack.enter_async_context(platform)


def polling_part(telegram: TelegramPlatform, *, memory: Memory, handle: Handle) -> Part:
    """Receive by long polling, and show the menu beside."""
    poller = Poller(platform=telegram, handle=handle, chance=SystemRandom())

    async def run() -> None:
        introducing = asyncio.create_task(_introduce(telegram, memory=memory))
        try:
            await poller.run()
        finally:
            introducing.cancel()

    return Part(name="telegram", run=run, stop=poller.stop)


async def register(telegram: TelegramPlatform, webhook: Webhook, *, url: str, memory: Memory) -> None:
    """Tell Telegram where to call, as soon as it can be reached, and what to show."""
    await webhook.register_once_reached(url, chance=SystemRandom())
    await _introduce(telegram, memory=memory)


async def _introduce(telegram: TelegramPlatform, *, memory: Memory) -> None:
    """Show the menu and the descriptions; what cannot be told now is told at the next start."""
    with suppress(DeliveryError, BadTokenError):  # of a bad token the receiving speaks
        await introduce(telegram, _profile(texts_for("en")), memory=memory)


def _profile(texts: Texts) -> Profile:
    named = {Place.PRIVATE: COMMANDS, Place.GROUPS: GROUP_COMMANDS}
    return Profile(
        menus=[
            Menu(place=place, language="", commands=[(name, texts(f"command-{name}")) for name in names])
            for place, names in named.items()
        ],
        description={"": texts("profile-description")},
        about={"": texts("profile-about")},
    )
