"""What listens to Discord in a serving process, joined: the gateway, its commands, and the words for both."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import timedelta
from functools import partial
from random import SystemRandom
from typing import Final

from bot.backoff import Backoff
from bot.clock import Clock
from bot.conversation.menu import COMMANDS
from bot.conversation.texts import spoken, texts_for
from bot.conversation.understanding.suggesting import suggest_zones
from bot.delivery.errors import DeliveryError
from bot.discord.adapter import DiscordPlatform, Memory
from bot.discord.backlog import Backlog
from bot.discord.choices import Choices
from bot.discord.commands import Translated, Tree, make_tree
from bot.discord.ear import Ear
from bot.discord.gateway import Gateway
from bot.discord.interactions import Interactions
from bot.discord.making import Makings
from bot.discord.profile import introduce
from bot.discord.receiver import Handle, Receiver
from bot.discord.returning import Chat, Returning, id_at
from bot.discord.session import Sessions
from bot.running import Part
from core.domain.account import Platform
from core.domain.catalogue import load_catalogue
from core.domain.exercise import Equipment
from core.errors import CoachError
from core.storage.errors import StorageError
from core.storage.heard import Heard, last_heard
from core.storage.store import Store

#: What is fetched again is passed over, so that this may be more than enough.
_MARGIN: Final = timedelta(days=1)


def gateway_part(
    discord: DiscordPlatform,
    *,
    store: Store,
    clock: Clock,
    memory: Memory,
    handle: Handle,
    warm: Callable[[], Awaitable[None]],
) -> Part:
    """Listen to Discord once everything is `warm`, as it waits but a moment for a word; tell it the commands beside."""
    gateway = make_gateway(discord, store=store, clock=clock, memory=memory, handle=handle)
    tree = make_commands(discord, gateway.ear.interactions)
    translated = Translated(words=words_of, languages=spoken())
    introduction = partial(introduce, discord, tree, translated=translated, memory=memory)

    async def run() -> None:
        await warm()
        introducing = asyncio.create_task(_quietly(introduction))
        try:
            await gateway.run()
        finally:
            introducing.cancel()

    return Part(name="discord", run=run, stop=gateway.stop)


def make_gateway(discord: DiscordPlatform, *, store: Store, clock: Clock, memory: Memory, handle: Handle) -> Gateway:
    """Join what listens; `handle` returns when what came of events is committed."""
    chance = SystemRandom()

    async def kept() -> None:
        await gateway.keep()

    async def begun() -> None:
        with suppress(StorageError):
            await gateway.keep()

    async def chats() -> Sequence[Chat]:
        heard = await last_heard(store, Platform.DISCORD)
        return [Chat(channel=one.address, after=_reached(one)) for one in heard if one.address.isdecimal()]

    backlog = Backlog(memory=memory, key="discord:backlog")
    receiver = Receiver(handle=handle, chance=chance, committed=kept, backlog=backlog)
    ear = Ear(
        platform=discord,
        receiver=receiver,
        returning=Returning(platform=discord, receiver=receiver, chats=chats),
        interactions=Interactions(platform=discord, receiver=receiver, words=words_of, clock=clock.now),
        clock=clock.now,
        begun=begun,
    )
    sessions = Sessions(memory=memory)
    gateway = Gateway(platform=discord, ear=ear, sessions=sessions, backoff=Backoff(chance=chance))
    return gateway


def make_commands(discord: DiscordPlatform, interactions: Interactions) -> Tree:
    """Make the commands that work."""
    makings = Makings(interactions=interactions, choices=discord_choices(), words=words_of)
    return make_tree(discord.client, makings, names=COMMANDS)


def discord_choices() -> Choices:
    """Return what Discord's commands offer while they are typed."""
    equipment = tuple(one.value for one in Equipment)
    return Choices(catalogue=load_catalogue(), words=words_of, zones=suggest_zones, equipment=equipment)


def words_of(key: str, language: str, /, **facts: str | int) -> str:
    """Return a message of the catalogue in a language."""
    return texts_for(language)(key, **facts)


def _reached(heard: Heard) -> int:
    """Return the id up to which a chat is carried out; by the time where no message of it is kept."""
    return int(heard.newest) if heard.newest else id_at(heard.at - _MARGIN)


async def _quietly(tell: Callable[[], Awaitable[int]]) -> None:
    """Tell a platform something about the bot; what cannot be told now is told at the next start."""
    with suppress(DeliveryError, CoachError):
        await tell()
