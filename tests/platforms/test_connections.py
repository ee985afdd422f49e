"""Connections to the Bot API that are kept open, over real sockets."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest

from bot.telegram.connections import Connections

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"


@dataclass
class Server:
    """Gives what is said in `answers`, one after another, and hangs up after those in `last`."""

    answers: Sequence[bytes]
    last: frozenset[int] = frozenset()
    port: int = 0
    connections: int = 0
    heard: list[bytes] = field(default_factory=list)
    asked: asyncio.Event = field(default_factory=asyncio.Event)
    hung_up: asyncio.Event = field(default_factory=asyncio.Event)

    async def post(self, connections: Connections, form: bytes = b"a=1") -> tuple[int, bytes]:
        """Post a form here."""
        return await connections.post(f"http://127.0.0.1:{self.port}/bot1:t/send?x=%20y", form)

    async def is_gone(self) -> None:
        """Wait until the server has hung up, and until everybody can have noticed."""
        await self.hung_up.wait()
        _, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.close()
        await writer.wait_closed()
        self.connections -= 1


class Line(asyncio.Protocol):
    """One connection of the server's; a request comes in one piece, as short ones do."""

    def __init__(self, server: Server) -> None:
        self.server = server

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Count it."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.server.connections += 1

    def data_received(self, data: bytes) -> None:
        """Answer a request."""
        number = len(self.server.heard)
        self.server.heard.append(data)
        self.server.asked.set()
        self.transport.write(self.server.answers[number])
        if number in self.server.last:
            self.transport.close()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - the protocol's own
        """Say so."""
        self.server.hung_up.set()


@asynccontextmanager
async def serving(*answers: bytes, last: frozenset[int] = frozenset()) -> AsyncIterator[tuple[Server, Connections]]:
    """Run a server, and connections to it."""
    server = Server(answers, last=last)
    listening = await asyncio.get_running_loop().create_server(lambda: Line(server), "127.0.0.1", 0)
    server.port = listening.sockets[0].getsockname()[1]
    connections = Connections(count=4, pool_timeout=5, connect_timeout=5, answer_timeout=5, agent="coach")
    async with listening:
        yield server, connections
        connections.close()


async def test_requests_share_a_connection_and_arrive_as_written() -> None:
    """One connection carries one request after another, each with its path, host and form."""
    async with serving(ANSWER, ANSWER) as (server, connections):
        assert await server.post(connections) == (200, b"{}")
        assert await server.post(connections, "text=für".encode()) == (200, b"{}")
        assert server.connections == 1
        lines = server.heard[1].split(b"\r\n")
        assert lines[0] == b"POST /bot1:t/send?x=%20y HTTP/1.1"
        assert f"Host: 127.0.0.1:{server.port}".encode() in lines
        assert lines[-1] == "text=für".encode()


async def test_as_many_connections_as_requests_at_once() -> None:
    """Four go at once, and the fifth takes the first place that is free."""
    async with serving(*(ANSWER,) * 5) as (server, connections):
        assert await asyncio.gather(*(server.post(connections) for _ in range(5))) == [(200, b"{}")] * 5
        assert server.connections == 4


@pytest.mark.parametrize("first", [ANSWER, ANSWER.replace(b"200 OK\r\n", b"200 OK\r\nConnection: close\r\n")])
async def test_a_connection_that_the_server_ended_is_not_used_again(first: bytes) -> None:
    """A server that hangs up, with notice or without, is written to on a new connection, and nothing is lost."""
    async with serving(first, ANSWER, last=frozenset({0})) as (server, connections):
        await server.post(connections)
        await server.is_gone()
        assert await server.post(connections) == (200, b"{}")
        assert server.connections == 2


async def test_an_answer_that_breaks_off_is_an_error_and_ends_its_connection() -> None:
    """Half an answer is none, and the next request does not read the rest of it."""
    async with serving(ANSWER[:-1], ANSWER, last=frozenset({0})) as (server, connections):
        with pytest.raises(ConnectionError):
            await server.post(connections)
        assert await server.post(connections) == (200, b"{}")


async def test_a_request_that_is_given_up_takes_its_connection_along() -> None:
    """An answer that comes after its request was cancelled is nobody's."""
    async with serving(b"", ANSWER) as (server, connections):
        asking = asyncio.create_task(server.post(connections))
        await server.asked.wait()
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)
        assert await server.post(connections) == (200, b"{}")
        assert server.connections == 2
