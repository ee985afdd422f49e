"""The one connection by which Discord tells what happens: made again when it breaks, and gone on with after a kill."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

import discord
import structlog
import yarl
from discord.gateway import DiscordWebSocket, ReconnectWebSocket
from discord.http import Route

from bot.chat import Event
from bot.delivery_errors import DeliveryError
from bot.discord.adapter import DiscordPlatform
from bot.discord.errors import BadTokenError, GatewayRefusedError, IntentsRefusedError
from bot.discord.inbound import Identity, deletion, read, read_edit
from bot.discord.interactions import Interactions
from bot.discord.receiver import Backoff, Receiver
from bot.discord.returning import Returning
from bot.discord.session import Session, Sessions
from bot.discord.trouble import NO_ANSWER, our_words
from core.errors import CoachError

_BAD_TOKEN: Final = 4004
_INTENTS: Final = frozenset({4013, 4014})
#: A close code that lets the session go on; 1000 would end it.
_TO_BE_CONTINUED: Final = 4000
_OPENING: Final = 30.0
_ESTABLISHED: Final = frozenset({"connect", "resumed"})
_LOG = structlog.get_logger(__name__)


@dataclass(slots=True, kw_only=True)
class Gateway:
    """Listens for one bot. `ready` is done once Discord knows the bot: commands are told then.

    `opening` is how many seconds a session may take to begin or to go on.
    """

    platform: DiscordPlatform
    receiver: Receiver
    returning: Returning
    interactions: Interactions
    sessions: Sessions
    clock: Callable[[], datetime]
    backoff: Backoff
    opening: float = _OPENING
    _socket: DiscordWebSocket | None = None
    _stopping: asyncio.Event = field(default_factory=asyncio.Event)
    _established: bool = False
    _me: Identity | None = None
    _newest: int = 0
    _tasks: "set[asyncio.Task[None]]" = field(default_factory=set)

    def stop(self) -> None:
        """Listen no longer; `run` returns once what was heard is carried out."""
        self._stopping.set()

    async def run(self) -> None:
        """Listen until stopped.

        Raises:
            BadTokenError: Discord does not know the token.
            IntentsRefusedError: Discord does not let the bot hear what it asks for.
            GatewayRefusedError: Discord does not want the bot at all.

        """
        me = await self._begin()
        if me is None:
            return
        self.listen(me)
        working = asyncio.create_task(self.receiver.run())
        listening = asyncio.create_task(self._listen())
        stop = asyncio.create_task(self._stopping.wait())
        try:
            await asyncio.wait((listening, stop, working), return_when=asyncio.FIRST_COMPLETED)
            if not listening.done():
                await self._hang_up(listening)
            await listening
        finally:
            stop.cancel()
            await self._finish(working)

    def listen(self, me: Identity) -> None:
        """Take events from the client from now on."""
        self._me = me
        self.platform.client.taken = self._take

    async def keep(self) -> None:
        """Keep how far the gateway has been heard."""
        socket = self._socket
        if socket is None or socket.session_id is None or socket.sequence is None:
            return
        await self.sessions.keep(
            Session(
                id=socket.session_id,
                gateway=str(socket.gateway),
                sequence=self.receiver.progress.reached(socket.sequence),
                newest=str(self._newest or ""),
            )
        )

    async def _begin(self) -> Identity | None:
        """Log in; None where it was stopped before that went well."""
        while not self._stopping.is_set():
            try:
                me = await self.platform.me()
            except DeliveryError as error:
                await self._pause(str(error))
            else:
                kept = await self.sessions.load()
                self._newest = int(kept.newest or 0)
                await self.returning.prepare(newest=kept.newest)
                return me
        return None

    async def _listen(self) -> None:
        """Connect, and again whenever the connection breaks; go on with the session where Discord lets us."""
        session = self.sessions.kept
        while not self._stopping.is_set():
            session = await self._connection(session)
            if self._established:
                self.backoff.reset()
            elif not self._stopping.is_set():
                await self._pause("the session did not begin")

    async def _connection(self, session: Session) -> Session:
        """Hold one connection until it ends, and return the session to go on with."""
        goes_on, self._established = session.goes_on, False
        try:
            await self._hold(session)
        except ReconnectWebSocket as end:
            return self._next_session(goes_on=end.resume and (self._established or not goes_on))
        except discord.ConnectionClosed as closed:
            raise _refusal(closed) from closed
        except (DeliveryError, discord.DiscordException, *NO_ANSWER) as error:
            _LOG.warning("gateway not reached", kind=type(error).__name__)
            return self._next_session(goes_on=self._established)
        return self._next_session(goes_on=True)

    def _next_session(self, *, goes_on: bool) -> Session:
        socket = self._socket
        if not goes_on or socket is None or socket.session_id is None:
            return Session()
        return Session(id=socket.session_id, gateway=str(socket.gateway), sequence=socket.sequence or 0)

    async def _hold(self, session: Session) -> None:
        gateway = yarl.URL(session.gateway) if session.goes_on else await self._address()
        async with asyncio.timeout(self.opening) as opening:
            self._socket = await DiscordWebSocket.from_client(
                self.platform.client,
                initial=True,
                gateway=gateway,
                resume=session.goes_on,
                session=session.id or None,
                sequence=session.sequence if session.goes_on else None,
            )
            self.platform.client.ws = self._socket
            while True:
                await _next_event(self._socket)
                if self._established:
                    opening.reschedule(None)

    async def _address(self) -> yarl.URL:
        """Ask where the gateway is; where the API does not say, it is where the library knows it."""
        for path in ("/gateway/bot", "/gateway"):
            try:
                with our_words():
                    found = await self.platform.client.http.request(Route("GET", path))
                return yarl.URL(found["url"])
            except (DeliveryError, KeyError, TypeError):
                _LOG.debug("gateway not named", path=path)
        return DiscordWebSocket.DEFAULT_GATEWAY

    async def _hang_up(self, listening: "asyncio.Task[None]") -> None:
        """End the connection so that the next process may go on with its session."""
        if self._socket is not None and self._socket.open:
            await self._socket.socket.close(code=_TO_BE_CONTINUED)
        listening.cancel()
        await asyncio.wait((listening,))

    async def _finish(self, working: "asyncio.Task[None]") -> None:
        """Carry out what was heard, for a few seconds, and keep how far that is."""
        if not working.done():
            await asyncio.wait((asyncio.create_task(self.receiver.rest()),), timeout=5)
        for task in (working, *self._tasks):
            task.cancel()
        await asyncio.gather(working, *self._tasks, return_exceptions=True)

    async def _pause(self, trouble: str) -> None:
        seconds = self.backoff.seconds()
        _LOG.warning("listening interrupted", trouble=trouble, again_in=round(seconds, 1))
        stop = asyncio.create_task(self._stopping.wait())
        await asyncio.wait((stop,), timeout=seconds)
        stop.cancel()

    def _take(self, event: str, args: tuple[object, ...]) -> None:
        """Take one event of the client's, at once."""
        if event in _ESTABLISHED:
            self._begun(event)
            return
        if self._me is None or not args:
            return
        match event, args[0]:
            case "message", discord.Message() as message:
                self._newest = max(self._newest, message.id)
                self._take_event(read(message, me=self._me), mark=f"m{message.id}")
            case "raw_message_edit", discord.RawMessageUpdateEvent() as edit:
                self._take_event(read_edit(edit.message), mark=f"e{edit.message_id}")
            case "raw_message_delete", discord.RawMessageDeleteEvent(guild_id=None) as gone:
                self._take_task(self._deleted(gone), mark=f"d{gone.message_id}")
            case "interaction", discord.Interaction() as interaction:
                self._take_interaction(interaction)

    def _begun(self, event: str) -> None:
        self._established = True
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
        sequence = self._socket.sequence if self._socket is not None else None
        self.receiver.progress.begin(mark, sequence=sequence or 0)

    def _spawn(self, doing: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(doing)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: "asyncio.Task[None]") -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            _LOG.error("event not taken", exc_info=error)


async def _next_event(socket: DiscordWebSocket) -> None:
    """Wait for one event; one that the library cannot read is passed over, and the connection goes on."""
    try:
        await socket.poll_event()
    except (ReconnectWebSocket, discord.DiscordException, *NO_ANSWER):
        raise
    except Exception as fault:  # noqa: BLE001 - the outermost loop of listening: one odd event must not end it
        _LOG.warning("event not understood", kind=type(fault).__name__)


def _refusal(closed: discord.ConnectionClosed) -> CoachError:
    """Return why the gateway does not want the bot."""
    if closed.code == _BAD_TOKEN:
        return BadTokenError()
    if closed.code in _INTENTS:
        return IntentsRefusedError(names="guilds, guild messages and direct messages")
    return GatewayRefusedError(code=closed.code, trouble=closed.reason or "it does not say why")
