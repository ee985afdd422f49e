"""The one connection by which Discord tells what happens: made again when it breaks, and gone on with after a kill."""

import asyncio
from dataclasses import dataclass, field
from typing import Final

import discord
import structlog
import yarl
from discord.gateway import DiscordWebSocket, ReconnectWebSocket
from discord.http import Route

from bot.backoff import Backoff
from bot.delivery.errors import DeliveryError, RefusedError
from bot.discord.adapter import DiscordPlatform
from bot.discord.ear import Ear
from bot.discord.errors import BadTokenError, GatewayRefusedError, IntentsRefusedError
from bot.discord.inbound import Identity
from bot.discord.session import Session, Sessions
from bot.discord.trouble import NO_ANSWER, our_words
from core.errors import CoachError
from core.storage.errors import StorageError

_BAD_TOKEN: Final = 4004
_INTENTS: Final = frozenset({4013, 4014})
#: A close code that lets the session go on; 1000 would end it.
_TO_BE_CONTINUED: Final = 4000
_OPENING: Final = 30.0
_SILENCE: Final = 5.0
# So often a session is tried to be gone on with, before a new one is begun.
_MOST_MISSES: Final = 3
# With these Discord says that a session is over.
_SESSION_OVER: Final = frozenset({4003, 4007, 4009})
_LAST_SECONDS: Final = 5.0
_ESTABLISHED: Final = frozenset({"connect", "resumed"})
_LOG = structlog.get_logger(__name__)


@dataclass(slots=True, kw_only=True)
class Gateway:
    """Listens for one bot.

    `opening` is how many seconds a session may take to begin; one that is to go on may be silent for `silence` seconds.
    """

    platform: DiscordPlatform
    ear: Ear
    sessions: Sessions
    backoff: Backoff
    opening: float = _OPENING
    silence: float = _SILENCE
    _misses: int = 0
    _prepared: bool = False
    _socket: DiscordWebSocket | None = None
    _stopping: asyncio.Event = field(default_factory=asyncio.Event)

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
        self.ear.listen(me)
        working = asyncio.create_task(self.ear.receiver.run())
        listening = asyncio.create_task(self._listen())
        stop = asyncio.create_task(self._stopping.wait())
        try:
            done, _ = await asyncio.wait((listening, stop, working), return_when=asyncio.FIRST_COMPLETED)
            for one in done:
                one.result()
        finally:
            stop.cancel()
            await self._hang_up(listening)
            await self._finish(working)

    async def keep(self) -> None:
        """Keep how far the gateway has been heard."""
        socket, ear = self._socket, self.ear
        if socket is None or socket.session_id is None or socket.sequence is None:
            return
        if ear.receiver.is_idle:
            await ear.returning.conclude(newest=ear.newest)
        await self.sessions.keep(
            Session(
                id=socket.session_id,
                gateway=str(socket.gateway),
                sequence=ear.receiver.progress.reached(socket.sequence),
                newest=str(ear.returning.since),
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
                kept = await self.sessions.load(me.application)
                await self.ear.returning.load(newest=kept.newest)
                return me
        return None

    async def _listen(self) -> None:
        """Connect, and again whenever the connection breaks; go on with the session where Discord lets us."""
        session = self.sessions.kept
        while not self._stopping.is_set():
            session = await self._connection(session)
            if self.ear.established:
                self.backoff.reset()
            elif not self._stopping.is_set():
                await self._pause("the session did not begin")

    async def _connection(self, session: Session) -> Session:
        """Hold one connection until it ends, and return the session to go on with."""
        self.ear.established = self.ear.hears = False
        resumable = True
        try:
            await self._hold(session)
        except ReconnectWebSocket as end:
            resumable = end.resume and self._close_code() not in _SESSION_OVER
        except discord.ConnectionClosed as closed:
            raise _refusal(closed) from closed
        except (DeliveryError, StorageError, discord.DiscordException, *NO_ANSWER) as error:
            _LOG.warning("gateway not reached", kind=type(error).__name__)
            resumable = not isinstance(error, TimeoutError)  # who keeps silent knows nothing of the session
        return self._next_session(session, resumable=resumable)

    def _next_session(self, tried: Session, *, resumable: bool) -> Session:
        """Return the session to go on with: the one that was held, or else, for a few times, the one that was tried."""
        socket = self._socket
        if self.ear.established:
            self._misses = 0
            known = resumable and socket is not None and socket.session_id is not None
            return _session_of(socket) if known and socket is not None else Session()
        self._misses += 1
        return tried if resumable and self._misses < _MOST_MISSES else Session()

    def _close_code(self) -> int:
        return (self._socket.socket.close_code or 0) if self._socket is not None else 0

    async def _hold(self, session: Session) -> None:
        if not session.goes_on or not self._prepared:
            await self.ear.returning.prepare()
            self._prepared = True
        gateway = yarl.URL(session.gateway) if session.goes_on and not self._misses else await self._address()
        loop = asyncio.get_running_loop()
        async with asyncio.timeout(self.silence if session.goes_on else self.opening) as opening:
            self._socket = self.ear.socket = await DiscordWebSocket.from_client(
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
                if self.ear.hears:
                    opening.reschedule(None if self.ear.established else loop.time() + self.opening)

    async def _address(self) -> yarl.URL:
        """Ask where the gateway is; where the API has no word for it, it is where the library knows it.

        Raises:
            DeliveryError: the API could not be asked.

        """
        for path in ("/gateway/bot", "/gateway"):
            try:
                with our_words():
                    found = await self.platform.client.http.request(Route("GET", path))
                return yarl.URL(found["url"])
            except (RefusedError, KeyError, TypeError):
                _LOG.debug("gateway not named", path=path)
        return DiscordWebSocket.DEFAULT_GATEWAY

    async def _hang_up(self, listening: "asyncio.Task[None]") -> None:
        """End the connection so that the next process may go on with its session."""
        if self._socket is not None and self._socket.open:
            await self._socket.socket.close(code=_TO_BE_CONTINUED)
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)

    async def _finish(self, working: "asyncio.Task[None]") -> None:
        """Carry out what was heard, for a few seconds, and keep how far that is."""
        if not working.done():
            await self._rest(working)
        working.cancel()
        await asyncio.gather(working, self.ear.close(), return_exceptions=True)

    async def _rest(self, working: "asyncio.Task[None]") -> None:
        resting = asyncio.create_task(self.ear.receiver.rest())
        await asyncio.wait((working, resting), timeout=_LAST_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        resting.cancel()

    async def _pause(self, trouble: str) -> None:
        seconds = self.backoff.seconds()
        _LOG.warning("listening interrupted", trouble=trouble, again_in=round(seconds, 1))
        stop = asyncio.create_task(self._stopping.wait())
        await asyncio.wait((stop,), timeout=seconds)
        stop.cancel()


def _session_of(socket: DiscordWebSocket) -> Session:
    return Session(id=socket.session_id or "", gateway=str(socket.gateway), sequence=socket.sequence or 0)


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
