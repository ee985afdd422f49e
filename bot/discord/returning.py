"""What was written while the coach was away: fetched from each chat's history before anything newer is carried out."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

import discord
import msgspec
import structlog
from discord.http import Route

from bot.chat import Event
from bot.delivery.errors import ChatGoneError, DeliveryError, RefusedError, RetryLaterError
from bot.discord.adapter import DiscordPlatform
from bot.discord.inbound import read
from bot.discord.receiver import Receiver
from bot.discord.trouble import our_words
from core.storage.errors import StorageError

# At a tenth of a second each that leaves Discord's 50 requests a second to the answers.
_AT_ONCE: Final = 3
_PAUSES: Final = (0.5, 1.0, 2.0, 4.0, 8.0)
_LONGEST_PAUSE: Final = 30.0
# A session that goes on tells again what was missed. Whoever was in the middle of something is looked at all the same.
_LOOKED_AT_ANYHOW: Final = 200
_LOG = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """A chat, and the id up to which its messages are carried out."""

    channel: str
    after: int


def id_at(instant: datetime) -> int:
    """Return the least id that a message of that instant or a later one has."""
    return discord.utils.time_snowflake(instant)


class _Channel(msgspec.Struct):
    id: str
    type: int = 0


class _Ready(msgspec.Struct):
    private_channels: list[_Channel] = []


class _Frame(msgspec.Struct):
    d: _Ready


@dataclass(slots=True, kw_only=True)
class Returning:
    """Fetches histories; a chat that is behind keeps what comes new until its history is there.

    `chats` has those that are known, whoever was heard last first. In one that nobody knows, everything after `since`
    is missing.
    """

    platform: DiscordPlatform
    receiver: Receiver
    chats: Callable[[], Awaitable[Sequence[Chat]]]
    since: int = 0
    _behind: dict[str, Chat] = field(default_factory=dict)
    _held: dict[str, list[tuple[Event, str]]] = field(default_factory=dict)
    _fetching: set[str] = field(default_factory=set)
    _wanted: "asyncio.Queue[str]" = field(default_factory=asyncio.Queue)

    @property
    def behind(self) -> frozenset[str]:
        """The chats of which not everything is there yet."""
        return frozenset((*self._behind, *self._fetching))

    async def load(self, *, newest: str) -> None:
        """Take over from the process before: `newest` is the id up to which everything was carried out, or empty."""
        self.since = int(newest) if newest.isdecimal() else 0
        await self.receiver.backlog.load()

    async def conclude(self, *, newest: int) -> None:
        """Note that everything is carried out that was heard, up to the message `newest`."""
        behind = self.behind
        if not behind:
            self.since = max(self.since, newest)
        await self.receiver.backlog.clear(behind=behind)

    async def prepare(self) -> None:
        """Note every chat as behind, first those in which something was heard and not carried out."""
        noted = [Chat(channel=channel, after=after) for channel, after in self.receiver.backlog.noted.items()]
        self._note((*noted, *await self.chats()))
        self._note_strange(await self._listed())

    def hear_list(self, frame: str) -> None:
        """Note the direct messages that the first event of a session names; for most bots it names none."""
        with suppress(msgspec.MsgspecError):
            self._note_strange(msgspec.json.decode(frame, type=_Frame).d.private_channels)

    def take(self, event: Event, *, mark: str) -> None:
        """Put an event into line, behind the history of its chat."""
        channel = str(event.origin.chat)
        if channel not in self._behind and channel not in self._fetching:
            self.receiver.put(event, mark=mark)
            return
        self._held.setdefault(channel, []).append((event, mark))
        self._wanted.put_nowait(channel)

    def trust_session(self) -> None:
        """Leave the histories of those alone who were not heard for long: the session that goes on tells what came."""
        first = list(self._behind.values())
        kept = {one.channel for one in first[:_LOOKED_AT_ANYHOW]} | set(self._held) | set(self.receiver.backlog.noted)
        self._behind = {one.channel: one for one in first if one.channel in kept}

    async def run(self) -> None:
        """Fetch what is missing: first where somebody is writing now, then the rest."""
        async with asyncio.TaskGroup() as tasks:
            for _ in range(_AT_ONCE):
                tasks.create_task(self._work())

    def _note(self, chats: Iterable[Chat]) -> None:
        for one in chats:
            known = self._behind.get(one.channel, one)
            self._behind[one.channel] = min(known, one, key=lambda chat: chat.after)

    def _note_strange(self, listed: Iterable[_Channel]) -> None:
        """Note the direct messages that nobody here knows."""
        private = discord.ChannelType.private.value
        for one in listed:
            if one.type == private and one.id not in self.behind:
                self._behind[one.id] = Chat(channel=one.id, after=self.since)

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
            missed = await self._missed(chat)
            for event in missed or ():
                self.receiver.put(event)
            if missed is None:
                _LOG.warning("history left for later", chat=chat.channel)
                await self.receiver.backlog.keep_for_later(chat.channel, after=chat.after)
        except StorageError as error:
            _LOG.warning("backlog not kept", kind=type(error).__name__)
        finally:
            self._fetching.discard(chat.channel)
            for event, mark in self._held.pop(chat.channel, ()):
                self.receiver.put(event, mark=mark)

    async def _missed(self, chat: Chat) -> Sequence[Event] | None:
        """Return what was written after the last message that was carried out, None where it cannot be had now."""
        for pause in _PAUSES:
            try:
                return await self._history(chat)
            except (ChatGoneError, RefusedError):
                return ()
            except RetryLaterError as error:
                await asyncio.sleep(min(error.after, _LONGEST_PAUSE))
            except DeliveryError as error:
                _LOG.info("history not fetched", chat=chat.channel, trouble=str(error))
                await asyncio.sleep(pause)
            except Exception as fault:  # noqa: BLE001 - one odd history must not keep the others waiting
                _LOG.warning("history not understood", chat=chat.channel, kind=type(fault).__name__)
                break
        return None

    async def _history(self, chat: Chat) -> Sequence[Event]:
        me = await self.platform.me()
        channel = self.platform.client.get_partial_messageable(int(chat.channel), type=discord.ChannelType.private)
        after = discord.Object(chat.after)
        with our_words():
            messages = [one async for one in channel.history(after=after, limit=None, oldest_first=True)]
        messages.sort(key=lambda message: message.id)
        events = (read(one, me=me) for one in messages if one.id > chat.after)
        return [one for one in events if one is not None]

    async def _listed(self) -> Sequence[_Channel]:
        """Return the direct messages that Discord names when it is asked; for most bots it names none."""
        try:
            with our_words():
                listed: Sequence[Mapping[str, Any]] = await self.platform.client.http.request(
                    Route("GET", "/users/@me/channels")
                )
                return msgspec.convert(listed, list[_Channel])
        except (DeliveryError, msgspec.MsgspecError):
            return ()
