"""The coach's side of Telegram as tests open it, on a stand-in, and a ledger in the place of the coach."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.chat import Event, Posting, Reply, Said
from bot.telegram.adapter import Memory, ProcessMemory, TelegramPlatform
from core.domain.account import Address, Platform
from tests.support.botapi.chats import Json
from tests.support.botapi.server import TOKEN, BotApiServer

NOW = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
NOWHERE = "http://127.0.0.1:9"


def platform_at(url: str, *, token: str = TOKEN, memory: Memory | None = None) -> TelegramPlatform:
    """Give the platform on the server at `url`."""
    return TelegramPlatform(token=token, clock=lambda: NOW, memory=memory or ProcessMemory(), api_base_url=url)


@dataclass(slots=True)
class Ledger:
    """What a bot keeps: every event once, batch by batch.

    It can be made to fail, always where `poison` is said, or to wait until it is let go.
    """

    failures: int = 0
    poison: str = ""
    batches: list[list[Event]] = field(default_factory=list)
    reached: asyncio.Event = field(default_factory=asyncio.Event)
    free: asyncio.Event = field(default_factory=asyncio.Event)
    _known: set[str] = field(default_factory=set)
    _grown: asyncio.Condition = field(default_factory=asyncio.Condition)

    def __post_init__(self) -> None:
        """Let everything through until told otherwise."""
        self.free.set()

    async def take(self, events: Sequence[Event]) -> None:
        """Commit a batch, or fail before."""
        self.reached.set()
        await self.free.wait()
        if self.failures:
            self.failures -= 1
            raise OSError
        if self.poison and any(isinstance(event, Said) and event.text == self.poison for event in events):
            raise ValueError
        fresh = [event for event in events if event.origin.event not in self._known]
        self._known |= {event.origin.event for event in fresh}
        async with self._grown:
            self.batches.append(fresh)
            self._grown.notify_all()

    async def until(self, count: int) -> list[str]:
        """Return what was said once there are `count` events."""
        async with self._grown:
            await asyncio.wait_for(self._grown.wait_for(lambda: len(self.events) >= count), 10)
        return self.texts

    @property
    def events(self) -> list[Event]:
        """Return all events in their order."""
        return [event for batch in self.batches for event in batch]

    @property
    def texts(self) -> list[str]:
        """Return what was said, in its order."""
        return [event.text for event in self.events if isinstance(event, Said)]


ANA, BOB, CLUB = 7, 8, -100


def posting(reply: Reply | str, *, to: str = str(ANA), replaces: str = "") -> Posting:
    """Address a reply."""
    said = Reply(text=reply) if isinstance(reply, str) else reply
    return Posting(platform=Platform.TELEGRAM, address=Address(to), reply=said, replaces=replaces)


def shown(server: BotApiServer, *, chat: int = ANA) -> list[Json]:
    """Return the messages that stand in a chat."""
    return list(server.world.chats[chat].messages.values())
