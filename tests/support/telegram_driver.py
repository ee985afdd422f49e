"""A runner on Telegram, for transcripts: the real coach, called or polling, on a stand-in over real HTTP."""

import asyncio
import random
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeAlias

from bot.chat import Event, Reply
from bot.clock import MovableClock
from bot.telegram.adapter import TelegramPlatform
from bot.telegram.polling import Poller
from bot.telegram.webhook import Webhook
from bot.terminal import Coach, open_coach
from core.domain.account import Platform
from core.storage.memory import StoredMemory
from core.storage.store import Store
from tests.support.botapi.server import TOKEN, BotApiServer
from tests.support.clockwork import Clockwork
from tests.support.telegram_chat import TelegramChat
from tests.support.telegram_site import Site

START = datetime(2026, 3, 2, 17, tzinfo=UTC)
SECRET = "a-secret_of-the-transcripts"  # noqa: S105 - it opens nothing
PATIENCE_SECONDS = 20
ANA = 7

Handle: TypeAlias = Callable[[Sequence[Event]], Awaitable[None]]
Receiving: TypeAlias = Callable[[TelegramPlatform, Handle], AbstractAsyncContextManager[None]]


@dataclass(slots=True, kw_only=True)
class _Runner(ABC):
    """Plays the runner of a transcript in a chat."""

    chat: TelegramChat

    async def say(self, text: str) -> None:
        """Say something."""
        self.chat.write(text)
        await self.settle()

    async def press(self, label: str) -> None:
        """Press the newest button with that label."""
        self.chat.tap(label)
        await self.settle()

    async def edit(self, number: int, text: str) -> None:
        """Change the message of that number."""
        self.chat.change(number, text)
        await self.settle()

    def heard(self) -> Sequence[Reply]:
        """Return what came since this was last asked."""
        return self.chat.read()

    @abstractmethod
    async def settle(self) -> None:
        """Wait until the coach is done."""


@dataclass(slots=True, kw_only=True)
class TelegramDriver(_Runner):
    """A runner whose coach is in this process, so that its clock can be moved."""

    clockwork: Clockwork
    coach: Coach

    async def at(self, wall: datetime, *, zone: str) -> None:
        """Move the clock to a wall time."""
        await self.clockwork.move_to(wall, zone=zone)

    async def wait(self, length: timedelta) -> None:
        """Move the clock on."""
        await self.clockwork.move_on(length)

    async def settle(self) -> None:
        """Wait until every update is acknowledged, which it is once committed, and everything is sent."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            await self.chat.server.world.queue.confirmed()
            await self.coach.deliver()


@asynccontextmanager
async def polled(platform: TelegramPlatform, handle: Handle) -> AsyncIterator[None]:
    """Receive by long polling."""
    poller = Poller(platform=platform, handle=handle, chance=random.Random(1))  # noqa: S311 - how long to wait
    polling = asyncio.create_task(poller.run())
    yield
    poller.stop()
    await polling


@asynccontextmanager
async def called(platform: TelegramPlatform, handle: Handle) -> AsyncIterator[None]:
    """Receive by webhook."""
    async with Site(Webhook(platform=platform, handle=handle, secret=SECRET)) as site:
        await site.webhook.register(site.url)
        yield
        await platform.bot.delete_webhook()


@asynccontextmanager
async def telegram_driver(database: Path, *, receiving: Receiving) -> AsyncIterator[TelegramDriver]:
    """Open the coach on a SQLite file and on a stand-in with one runner, at no pace but its own."""
    clockwork = Clockwork(clock=MovableClock(START))
    clock, url = clockwork.clock, f"sqlite:///{database}"

    async def handle(events: Sequence[Event]) -> None:
        coach.delivery.post(await coach.inbox.receive(events))

    async with BotApiServer(clock=lambda: clock.now().timestamp()) as server, Store.open(url) as kept:
        server.world.person(ANA)
        platform = TelegramPlatform(token=TOKEN, clock=clock.now, memory=StoredMemory(kept), api_base_url=server.url)
        here = {Platform.TELEGRAM: platform}
        opened = open_coach(url, clock=clock, platforms=here, newcomer=clockwork.newcomer, files=here)
        async with platform, opened as coach:
            clockwork.drive(coach)
            async with receiving(platform, handle):
                yield TelegramDriver(chat=TelegramChat(server=server, person=ANA), clockwork=clockwork, coach=coach)


@dataclass(slots=True, kw_only=True)
class ProcessDriver(_Runner):
    """A runner whose coach is a process of its own, with the machine's clock.

    `answers` is how many messages each step is answered with. Any beyond them are read at a later step.
    """

    answers: Iterator[int]
    awaited: int = 0

    async def at(self, wall: datetime, *, zone: str) -> None:
        """Refuse to move a clock that is not ours."""
        raise NotImplementedError

    async def wait(self, length: timedelta) -> None:
        """Refuse to move a clock that is not ours."""
        raise NotImplementedError

    async def settle(self) -> None:
        """Wait for the answers to one step, as far as they come."""
        self.awaited += next(self.answers)
        there = await self.chat.server.until(self._answered, seconds=PATIENCE_SECONDS)
        assert there, f"{self.awaited - len(self.chat.spoken())} answers are missing: {self.chat.said[-1]}"

    def _answered(self) -> bool:
        return len(self.chat.spoken()) >= self.awaited
