"""One coach on stand-ins of Telegram and Discord at once, over real HTTP, and one person on both."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from discord.http import Route

from bot.chat import Event
from bot.clock import MovableClock
from bot.conversation.newcomer import first_settings
from bot.discord.adapter import DiscordPlatform
from bot.discord.gateway import Gateway
from bot.telegram.adapter import ProcessMemory, TelegramPlatform
from bot.terminal import Coach, open_coach
from bot.wiring_discord import make_commands, make_gateway
from core.domain.account import Platform
from core.storage.memory import StoredMemory
from tests.support.botapi.server import TOKEN as TELEGRAM_TOKEN
from tests.support.botapi.server import BotApiServer
from tests.support.discord_driver import RUNNER, SPOKEN, shown
from tests.support.discordapi.server import TOKEN as DISCORD_TOKEN
from tests.support.discordapi.server import DiscordServer
from tests.support.telegram_chat import TelegramChat
from tests.support.telegram_driver import ANA, START, polled


@dataclass(slots=True, kw_only=True)
class BothPlatforms:
    """Somebody with both apps open; `chat` is theirs on Telegram, `server` all of Discord."""

    chat: TelegramChat
    server: DiscordServer
    gateway: Gateway
    coach: Coach
    known: int = 0

    async def say_on_telegram(self, text: str) -> str:
        """Say something on Telegram, and return the answers there."""
        self.chat.write(text)
        return await self.read_telegram()

    async def tap_on_telegram(self, label: str) -> str:
        """Press a button on Telegram, and return the answers there."""
        self.chat.tap(label)
        return await self.read_telegram()

    async def say_on_discord(self, text: str) -> str:
        """Say something on Discord, and return the answers there."""
        self.server.world.say(RUNNER, text)
        return await self.read_discord()

    async def press_on_discord(self, label: str) -> str:
        """Press a button on Discord, and return the answers there."""
        self.server.world.press_label(RUNNER, label)
        return await self.read_discord()

    async def read_telegram(self) -> str:
        """Return what came on Telegram once everything is carried out."""
        await self.chat.server.world.queue.confirmed()
        await self.coach.deliver()
        return "\n".join(one.text for one in self.chat.read())

    async def read_discord(self) -> str:
        """Return what came on Discord once everything is carried out."""
        while not self._all_heard():  # noqa: ASYNC110 - the library has no event for what it has read
            await asyncio.sleep(0.001)
        await self.gateway.ear.rest()
        await self.coach.deliver()
        new = self.server.journal[self.known :]
        self.known = len(self.server.journal)
        return "\n".join(shown(one).text for one in new if one.accepted and one.method in SPOKEN)

    def _all_heard(self) -> bool:
        told = sum(len(one.told) for one in self.server.hub.sessions.values())
        socket = self.gateway.ear.socket
        return socket is not None and (socket.sequence or 0) >= told > 0


@asynccontextmanager
async def both_platforms(database: Path) -> AsyncIterator[BothPlatforms]:
    """Open the coach on a SQLite file, polling one stand-in and connected to the other."""
    url, clock, before = f"sqlite:///{database}", MovableClock(START), Route.BASE
    coaches: list[Coach] = []

    async def handle(events: Sequence[Event]) -> None:
        for event in events:
            await coaches[0].receive(event)

    async with BotApiServer(clock=lambda: clock.now().timestamp()) as bots, DiscordServer() as server:
        bots.world.person(ANA)
        opened = _opened(url, clock=clock, bots=bots, server=server)
        async with opened as (coach, telegram, discord):
            coaches.append(coach)
            memory = StoredMemory(coach.store)
            gateway = make_gateway(discord, store=coach.store, clock=clock, memory=memory, handle=handle)
            make_commands(discord, gateway.ear.interactions)
            running = asyncio.create_task(gateway.run())
            assert await server.until(lambda: server.hub.connected() > 0)
            async with polled(telegram, handle):
                chat = TelegramChat(server=bots, person=ANA)
                yield BothPlatforms(chat=chat, server=server, gateway=gateway, coach=coach)
            gateway.stop()
            await running
    Route.BASE = before


@asynccontextmanager
async def _opened(
    url: str, *, clock: MovableClock, bots: BotApiServer, server: DiscordServer
) -> AsyncIterator[tuple[Coach, TelegramPlatform, DiscordPlatform]]:
    discord = DiscordPlatform(token=DISCORD_TOKEN, clock=clock.now, api_base_url=server.url)
    telegram = TelegramPlatform(token=TELEGRAM_TOKEN, clock=clock.now, memory=ProcessMemory(), api_base_url=bots.url)
    opened = open_coach(
        url,
        clock=clock,
        platforms={Platform.TELEGRAM: telegram, Platform.DISCORD: discord},
        newcomer=lambda origin: first_settings(origin.language, zone="UTC"),
    )
    async with telegram, discord, opened as coach:
        yield coach, telegram, discord
