"""The coach opened for one runner at the terminal; it loads nothing that only a serving process needs."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from random import SystemRandom
from types import MappingProxyType

from bot.chat import ChatPlatform, Event, FileSource, Origin, Reply
from bot.clock import Clock
from bot.console.adapter import ConsolePlatform, Keyboard
from bot.console.session import Session
from bot.conversation.newcomer import first_settings
from bot.delivery.dispatch import Delivery
from bot.inbox import Inbox
from core.domain.account import Platform
from core.domain.catalogue import load_catalogue
from core.domain.runner import Settings
from core.services.queue_due import sweep
from core.storage.store import Store

SWEEP = 10_000


@dataclass(slots=True, kw_only=True)
class Coach:
    """The coach at work on one database: events in by `receive`, what is due out by `deliver`."""

    store: Store
    clock: Clock
    inbox: Inbox
    delivery: Delivery
    delivering: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def receive(self, event: Event) -> None:
        """Carry out one event."""
        self.delivery.post(await self.inbox.receive([event]))

    async def deliver(self) -> None:
        """Queue what fell due, and send everything that may go now."""
        async with self.delivering:
            now = self.clock.now()
            while await sweep(self.store, now=now, limit=SWEEP, catalogue=load_catalogue()):
                pass
            await self.delivery.drain()

    async def next_due(self) -> datetime | None:
        """Return when something falls due next."""
        async with self.store.reading() as transaction:
            return await transaction.next_due()


@asynccontextmanager
async def open_console(
    url: str, *, clock: Clock, zone: Callable[[], str], show: Callable[[Reply], None]
) -> AsyncIterator[tuple[Coach, Session]]:
    """Open the coach on a database for one runner at the terminal; a newcomer lives in `zone`."""
    name = secrets.token_hex(4)
    platform = ConsolePlatform(session=name, show=show)
    newcomer = lambda origin: first_settings(origin.language, zone=zone())  # noqa: E731
    here = {Platform.CONSOLE: platform}
    async with open_coach(url, clock=clock, platforms=here, newcomer=newcomer, files=here) as coach:
        keyboard = Keyboard(session=name, platform=platform)
        yield (
            coach,
            Session(clock=clock, platform=platform, keyboard=keyboard, receive=coach.receive, deliver=coach.deliver),
        )


@asynccontextmanager
async def open_coach(
    url: str,
    *,
    clock: Clock,
    platforms: Mapping[Platform, ChatPlatform],
    newcomer: Callable[[Origin], Settings],
    files: Mapping[Platform, FileSource] = MappingProxyType({}),
) -> AsyncIterator[Coach]:
    """Open a database, and the coach on it."""
    catalogue = load_catalogue()
    async with Store.open(url) as store:
        yield Coach(
            store=store,
            clock=clock,
            inbox=Inbox(store=store, clock=clock.now, catalogue=catalogue, newcomer=newcomer, files=files),
            delivery=Delivery(
                store=store,
                clock=clock.now,
                catalogue=catalogue,
                platforms=platforms,
                chance=SystemRandom(),
                owner=secrets.token_hex(8),
            ),
        )
