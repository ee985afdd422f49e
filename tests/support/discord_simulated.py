"""The coach on the Discord that simcord simulates: gateway and HTTP are replaced, everything else is real."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import simcord

from bot.chat import Event
from bot.clock import MovableClock
from bot.conversation.menu import COMMANDS
from bot.conversation.newcomer import first_settings
from bot.discord.adapter import DiscordPlatform
from bot.discord.commands import Translated
from bot.discord.ear import Ear
from bot.discord.profile import introduce
from bot.terminal import Coach, open_coach
from bot.wiring_discord import make_commands, make_gateway, words_of
from core.domain.account import Platform
from core.storage.memory import StoredMemory
from tests.support.discord_driver import START


@dataclass(slots=True, kw_only=True)
class Simulation:
    """simcord's world (`env`) and the coach in it."""

    env: simcord.Env
    ear: Ear
    coach: Coach
    clock: MovableClock

    async def settle(self) -> None:
        """Wait until the coach has carried out and answered everything."""
        await self.ear.rest()
        await self.coach.deliver()
        await self.env.settle()


@asynccontextmanager
async def simulated(database: Path) -> AsyncIterator[Simulation]:
    """Open the coach on a SQLite file, in a simulated Discord that knows its commands."""
    clock = MovableClock(START)
    platform = DiscordPlatform(token="simulated", clock=clock.now)  # noqa: S106 - it opens nothing

    async def handle(events: Sequence[Event]) -> None:
        for event in events:
            await coach.receive(event)

    newcomer = lambda origin: first_settings(origin.language, zone="Europe/Madrid")  # noqa: E731
    opened = open_coach(f"sqlite:///{database}", clock=clock, platforms={Platform.DISCORD: platform}, newcomer=newcomer)
    async with opened as coach:
        memory = StoredMemory(coach.store)
        gateway = make_gateway(platform, store=coach.store, clock=clock, memory=memory, handle=handle)
        tree = make_commands(platform, gateway.ear.interactions)
        assert len(tree.get_commands()) == len(COMMANDS)
        async with simcord.run(platform.client) as env:
            me = await platform.me()
            gateway.ear.listen(me)
            working = asyncio.create_task(gateway.ear.receiver.run())
            translated = Translated(words=words_of, languages={"en"})
            await introduce(platform, tree, translated=translated, memory=memory)
            yield Simulation(env=env, ear=gateway.ear, coach=coach, clock=clock)
            working.cancel()
            await asyncio.gather(working, return_exceptions=True)
