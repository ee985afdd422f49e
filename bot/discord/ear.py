"""The client's events as they come: each is put into line at once, in the gateway's own order."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

import discord
import structlog
from discord.gateway import DiscordWebSocket

from bot.chat import Event
from bot.delivery.errors import DeliveryError
from bot.discord.adapter import DiscordPlatform
from bot.discord.inbound import Identity, deletion, read, read_edit
from bot.discord.interactions import Interactions
from bot.discord.receiver import Receiver
from bot.discord.returning import Returning

_ESTABLISHED: Final = frozenset({"connect", "resumed"})
_OF_THE_LINE: Final = frozenset({"socket_raw_receive", "socket_event_type"})
_LOG = structlog.get_logger(__name__)


@dataclass(slots=True, kw_only=True)
class Ear:
    """Takes what the client hears: nothing here waits, and what has to wait goes on beside.

    `begun` is told that the session on `socket` has begun or gone on; `established` says so from then on, and `hears`
    that anything came on it. `newest` is the newest message heard.
    """

    platform: DiscordPlatform
    receiver: Receiver
    returning: Returning
    interactions: Interactions
    clock: Callable[[], datetime]
    begun: Callable[[], Coroutine[Any, Any, None]]
    socket: DiscordWebSocket | None = None
    established: bool = False
    hears: bool = False
    newest: int = 0
    _me: Identity | None = None
    _tasks: "set[asyncio.Task[None]]" = field(default_factory=set)

    def listen(self, me: Identity) -> None:
        """Take events from the client from now on."""
        self._me = me
        self.platform.client.taken = self._take

    async def rest(self) -> None:
        """Wait until everything that was taken is carried out."""
        while self._tasks:
            await asyncio.wait(tuple(self._tasks))
        await self.receiver.rest()

    async def close(self) -> None:
        """Break off what goes on beside."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _take(self, event: str, args: tuple[object, ...]) -> None:
        """Take one event of the client's, at once."""
        if event in _ESTABLISHED:
            self._begin(event)
            return
        if event in _OF_THE_LINE:
            self._look_at(event, args)
            return
        if self._me is None or not args:
            return
        match event, args[0]:
            case "message", discord.Message() as message:
                self.newest = max(self.newest, message.id)
                self._take_event(read(message, me=self._me), mark=f"m{message.id}")
            case "raw_message_edit", discord.RawMessageUpdateEvent() as edit:
                self._take_event(read_edit(edit.message), mark=f"e{edit.message_id}")
            case "raw_message_delete", discord.RawMessageDeleteEvent(guild_id=None) as gone:
                self._take_task(self._deleted(gone), mark=f"d{gone.message_id}")
            case "interaction", discord.Interaction() as interaction:
                self._take_interaction(interaction)

    def _look_at(self, event: str, args: tuple[object, ...]) -> None:
        """Look at a frame before the library does: the first of a session says more than the library tells."""
        if self.established:
            return
        if event == "socket_event_type":
            self.hears = True
        elif isinstance(frame := args[0], str) and '"private_channels"' in frame:
            self.returning.hear_list(frame)

    def _begin(self, event: str) -> None:
        self.established = True
        if event == "resumed":
            self.returning.trust_session()
        self._spawn(self.begun())
        _LOG.info("listening", bot=self._me.name if self._me else "", session="new" if event == "connect" else "old")
        self._spawn(self.returning.run())

    def _take_event(self, event: Event | None, *, mark: str) -> None:
        if event is None:
            return
        if event.origin.private:
            self.platform.know(event.origin.account.user, channel=str(event.origin.chat))
        self._mark(mark)
        self.returning.take(event, mark=mark)

    def _take_interaction(self, interaction: discord.Interaction) -> None:
        kind = interaction.type
        if kind is discord.InteractionType.autocomplete:
            return
        mark = str(interaction.id)
        if kind is discord.InteractionType.component:
            self._take_task(self.interactions.press(interaction), mark=mark)
        elif kind is discord.InteractionType.modal_submit:
            self._take_task(self.interactions.submit(interaction), mark=mark)
        else:
            self._mark(mark)  # the tree of commands carries it on

    async def _deleted(self, gone: discord.RawMessageDeleteEvent) -> None:
        mark = f"d{gone.message_id}"
        try:
            user = await self.platform.person_in(str(gone.channel_id))
        except DeliveryError:
            user = ""
        if not user:
            self.receiver.progress.end(mark)
            return
        event = deletion(gone.message_id, channel=gone.channel_id, user=user, at=self.clock())
        self.returning.take(event, mark=mark)

    def _take_task(self, doing: Coroutine[Any, Any, None], *, mark: str) -> None:
        self._mark(mark)
        self._spawn(self._safely(doing, mark=mark))

    async def _safely(self, doing: Coroutine[Any, Any, None], *, mark: str) -> None:
        try:
            await doing
        except Exception:
            self.receiver.progress.end(mark)
            raise

    def _mark(self, mark: str) -> None:
        sequence = self.socket.sequence if self.socket is not None else None
        self.receiver.progress.begin(mark, sequence=sequence or 0)

    def _spawn(self, doing: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(doing)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: "asyncio.Task[None]") -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            _LOG.error("event not taken", exc_info=error)
