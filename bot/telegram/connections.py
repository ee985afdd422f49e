"""Forms posted over HTTP/1.1 connections that are kept open: what every message of the coach's goes through.

aiohttp's client does more for a request than is wanted of it here, for a third of the time that a message takes; it
does everything else (uploads, downloads, proxies).
"""

import asyncio
import ssl
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, TypeAlias

from yarl import URL

from bot.telegram.http_answer import AnswerReader, BrokenAnswerError, HttpAnswer

#: A connection that the server may be about to close is not used again: a message would be lost on it.
KEEP_IDLE_SECONDS: Final = 15.0
_SECOND_ADDRESS_AFTER: Final = 0.25

_Origin: TypeAlias = tuple[str, int, bool]


class NoConnectionError(ConnectionError):
    """The request did not leave."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Target:
    """Where a request goes, and the lines over it."""

    origin: _Origin
    head: bytes


class Connections:
    """At most `count` connections at once, each with one request at a time. Time-outs are in seconds."""

    def __init__(
        self, *, count: int, pool_timeout: float, connect_timeout: float, answer_timeout: float, agent: str
    ) -> None:
        """Make no connection yet."""
        self._room = asyncio.Semaphore(count)
        self._pool_timeout = pool_timeout
        self._connect_timeout = connect_timeout
        self._answer_timeout = answer_timeout
        self._agent = agent
        self._free: defaultdict[_Origin, list[_Connection]] = defaultdict(list)

    async def post(self, url: str, form: bytes) -> tuple[int, bytes]:
        """Post a form and return status and body.

        Raises:
            NoConnectionError: nothing left.
            TimeoutError: no answer came in time.
            ConnectionError: there will be no answer.

        """
        target = _target(url, agent=self._agent)
        request = b"%b%d\r\n\r\n%b" % (target.head, len(form), form)
        await self._wait_for_room()
        try:
            answer = await self._ask(target.origin, request)
        finally:
            self._room.release()
        return answer.status, answer.body

    def close(self) -> None:
        """Close the connections on which nothing is under way."""
        for free in self._free.values():
            for connection in free:
                connection.close()
        self._free.clear()

    async def _wait_for_room(self) -> None:
        if not self._room.locked():
            await self._room.acquire()
            return
        try:
            async with asyncio.timeout(self._pool_timeout):
                await self._room.acquire()
        except TimeoutError:
            raise NoConnectionError from None

    async def _ask(self, origin: _Origin, request: bytes) -> HttpAnswer:
        connection = self._take(origin) or await self._connect(origin)
        try:
            answer = await connection.ask(request, self._answer_timeout)
        except BaseException:
            connection.abort()
            raise
        if answer.reusable:
            self._free[origin].append(connection)
        else:
            connection.close()
        return answer

    def _take(self, origin: _Origin) -> "_Connection | None":
        """Return the connection that was used last and still is open."""
        free = self._free[origin]
        while free:
            connection = free.pop()
            if connection.is_fresh():
                return connection
            connection.close()
        return None

    async def _connect(self, origin: _Origin) -> "_Connection":
        host, port, secure = origin
        try:
            async with asyncio.timeout(self._connect_timeout):
                _, connection = await asyncio.get_running_loop().create_connection(
                    _Connection,
                    host,
                    port,
                    ssl=_trust() if secure else None,
                    happy_eyeballs_delay=_SECOND_ADDRESS_AFTER,
                )
        except (OSError, UnicodeError) as error:
            raise NoConnectionError(type(error).__name__) from None
        return connection


class _Connection(asyncio.Protocol):
    """One connection."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.Transport | None = None
        self._answer: asyncio.Future[HttpAnswer] | None = None
        self._reader = AnswerReader()
        self._used = 0.0

    async def ask(self, request: bytes, seconds: float) -> HttpAnswer:
        """Send a request and wait so long for its answer."""
        if self._transport is None:
            raise NoConnectionError
        answer: asyncio.Future[HttpAnswer] = self._loop.create_future()
        self._answer = answer
        self._transport.write(request)
        timer = self._loop.call_later(seconds, self._give_up)
        try:
            return await answer
        finally:
            timer.cancel()
            self._used = self._loop.time()

    def is_fresh(self) -> bool:
        """Tell whether the server still expects something here."""
        return self._transport is not None and self._loop.time() - self._used < KEEP_IDLE_SECONDS

    def close(self) -> None:
        """Say goodbye."""
        if self._transport is not None:
            self._transport.close()

    def abort(self) -> None:
        """Hang up."""
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        self._transport = transport if isinstance(transport, asyncio.Transport) else None

    def data_received(self, data: bytes) -> None:
        """Read on; what comes unasked ends the connection."""
        if self._answer is None or self._answer.done():
            self.abort()
            return
        try:
            answer = self._reader.feed(data)
        except BrokenAnswerError as error:
            self._answer.set_exception(error)
            return
        if answer is not None:
            self._answer.set_result(answer)

    def connection_lost(self, exc: Exception | None) -> None:
        """End, with an answer where this is how it ends."""
        self._transport = None
        if self._answer is None or self._answer.done():
            return
        answer = self._reader.end() if exc is None else None
        if answer is not None:
            self._answer.set_result(answer)
        else:
            self._answer.set_exception(BrokenAnswerError())

    def _give_up(self) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(TimeoutError())


@lru_cache(maxsize=256)
def _target(url: str, *, agent: str) -> _Target:
    try:
        whole = URL(url)
        host, port = whole.raw_host, whole.port
    except ValueError:
        raise NoConnectionError from None
    if whole.scheme not in {"http", "https"} or not host or not port:
        raise NoConnectionError
    head = (
        f"POST {whole.raw_path_qs} HTTP/1.1\r\n"
        f"Host: {whole.host_port_subcomponent}\r\n"
        f"User-Agent: {agent}\r\n"
        "Accept: */*\r\n"
        "Accept-Encoding: identity\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        "Content-Length: "
    )
    return _Target(origin=(host, port, whole.scheme == "https"), head=head.encode())


@cache
def _trust() -> ssl.SSLContext:
    return ssl.create_default_context()
