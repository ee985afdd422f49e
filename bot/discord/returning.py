"""What was written while the coach was away: fetched from each chat's history before anything newer is carried out."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

import discord
import structlog
from discord.http import Route

from bot.chat import Event
from bot.delivery.errors import DeliveryError
from bot.discord.adapter import DiscordPlatform
from bot.discord.inbound import read
from bot.discord.receiver import Receiver
from bot.discord.trouble import our_words

_AT_ONCE: Final = 4
_TRIES: Final = 3
_MARGIN: Final = timedelta(minutes=10)
_PAUSE: Final = 1.0
_LONG_AGO: Final = datetime(2015, 1, 1, tzinfo=UTC)
_LOG = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """A chat and the newest message there that was carried out; empty where only the time of it is known."""

    channel: str
    newest: str
    heard: datetime


@dataclass(slots=True, kw_only=True)
class Returning:
    """Fetches histories; a chat that is behind keeps what comes new until its history is there."""

    platform: DiscordPlatform
    receiver: Receiver
    chats: Callable[[], Awaitable[Sequence[Chat]]]
    _behind: dict[str, Chat] = field(default_factory=dict)
    _held: dict[str, list[tuple[Event, str]]] = field(default_factory=dict)
    _fetching: set[str] = field(default_factory=set)
    _wanted: "asyncio.Queue[str]" = field(default_factory=asyncio.Queue)

    async def prepare(self, *, newest: str) -> None:
        """Note every chat as behind; in one that is not known yet, only what is newer than `newest` is missing."""
        known = {one.channel: one for one in await self.chats()}
        if newest:
            known |= {one: Chat(channel=one, newest=newest, heard=_LONG_AGO) for one in await self._strange(known)}
        self._behind = {**known, **self._behind}

    def take(self, event: Event, *, mark: str) -> None:
        """Put an event into line, behind the history of its chat."""
        channel = str(event.origin.chat)
        if channel not in self._behind and channel not in self._fetching:
            self.receiver.put(event, mark=mark)
            return
        self._held.setdefault(channel, []).append((event, mark))
        self._wanted.put_nowait(channel)

    async def run(self) -> None:
        """Fetch what is missing: first where somebody is writing now, then the rest."""
        async with asyncio.TaskGroup() as tasks:
            for _ in range(_AT_ONCE):
                tasks.create_task(self._work())

    async def _work(self) -> None:
        while self._behind or not self._wanted.empty():
            channel = self._next()
            chat = self._behind.pop(channel, None)
            if chat is not None:
                await self._catch_up(chat)

    def _next(self) -> str:
        return next(iter(self._behind), "") if self._wanted.empty() else self._wanted.get_nowait()

    async def _catch_up(self, chat: Chat) -> None:
        self._fetching.add(chat.channel)
        try:
            for event in await self._missed(chat):
                self.receiver.put(event)
        finally:
            self._fetching.discard(chat.channel)
            for event, mark in self._held.pop(chat.channel, ()):
                self.receiver.put(event, mark=mark)

    async def _missed(self, chat: Chat) -> Sequence[Event]:
        """Return what was written after the newest message that was carried out; nothing where it cannot be had."""
        for _ in range(_TRIES):
            try:
                return await self._history(chat)
            except DeliveryError as error:
                _LOG.info("history not fetched", chat=chat.channel, trouble=str(error))
            await asyncio.sleep(_PAUSE)
        return ()

    async def _history(self, chat: Chat) -> Sequence[Event]:
        me = await self.platform.me()
        channel = self.platform.client.get_partial_messageable(int(chat.channel), type=discord.ChannelType.private)
        after = discord.Object(int(chat.newest)) if chat.newest else chat.heard - _MARGIN
        with our_words():
            messages = [one async for one in channel.history(after=after, limit=None, oldest_first=True)]
        return list(_events(read(one, me=me) for one in messages))

    async def _strange(self, known: Iterable[str]) -> Sequence[str]:
        """Return the direct messages that Discord names and nobody here knows; for most bots it names none."""
        try:
            with our_words():
                listed = await self.platform.client.http.request(Route("GET", "/users/@me/channels"))
        except DeliveryError:
            return ()
        ids = [str(one["id"]) for one in listed if one.get("type") == discord.ChannelType.private.value]
        return [one for one in ids if one not in set(known)]


def _events(read_ones: Iterable[Event | None]) -> Iterable[Event]:
    return (one for one in read_ones if one is not None)
