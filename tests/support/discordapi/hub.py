"""The gateway of the stand-in: sessions, heartbeats, and events told again to whoever goes on with a session."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import msgspec
from aiohttp import WSMsgType, web

Json = dict[str, Any]

DISPATCH, HEARTBEAT, IDENTIFY, RESUME, RECONNECT, INVALID, HELLO, BEAT = 0, 1, 2, 6, 7, 9, 10, 11


@dataclass(slots=True, kw_only=True)
class Session:
    """What one session was told, by sequence."""

    id: str
    told: list[bytes] = field(default_factory=list)
    socket: web.WebSocketResponse | None = None

    def add(self, name: str, data: Json) -> bytes:
        """Give an event its number and keep it."""
        event = {"op": DISPATCH, "t": name, "s": len(self.told) + 1, "d": data}
        self.told.append(msgspec.json.encode(event))
        return self.told[-1]


@dataclass(slots=True, kw_only=True)
class Hub:
    """All sessions of the bot.

    `resumable` says whether old ones can be gone on with, `deaf` that nobody answers who wants to; `refuse` is a close
    code that new connections get. `beats` has the moment of each heartbeat, `direct` the direct messages that a new
    session is told of.
    """

    token: str
    me: Json
    application: str
    url: str = ""
    interval: float = 41.25
    resumable: bool = True
    deaf: bool = False
    refuse: int = 0
    sessions: dict[str, Session] = field(default_factory=dict)
    beats: list[float] = field(default_factory=list)
    identified: list[Json] = field(default_factory=list)
    resumed: int = 0
    guilds: list[Json] = field(default_factory=list)
    direct: Callable[[], list[Json]] = list
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    _queues: "dict[str, asyncio.Queue[bytes | None]]" = field(default_factory=dict)

    def tell(self, name: str, data: Json) -> None:
        """Tell every session that something happened."""
        for session in self.sessions.values():
            text = session.add(name, data)
            if session.id in self._queues:
                self._queues[session.id].put_nowait(text)

    def order(self, op: int, data: object = None) -> None:
        """Send every connection a frame that is no event: reconnect, or an invalid session."""
        for queue in self._queues.values():
            queue.put_nowait(msgspec.json.encode({"op": op, "d": data}))

    async def drop(self, code: int = 1006) -> None:
        """Break every connection off; 1006 without a word."""
        for session in list(self.sessions.values()):
            if session.socket is None:
                continue
            if code == 1006 and session.socket._req is not None and session.socket._req.transport is not None:  # noqa: SLF001 - nothing public cuts a line
                session.socket._req.transport.close()  # noqa: SLF001
            else:
                await session.socket.close(code=code)

    def connected(self) -> int:
        """Count the connections."""
        return len(self._queues)

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """Hold one connection."""
        socket = web.WebSocketResponse(heartbeat=None)
        await socket.prepare(request)
        await socket.send_json({"op": HELLO, "d": {"heartbeat_interval": self.interval * 1000}})
        session: Session | None = None
        sending: asyncio.Task[None] | None = None
        try:
            async for frame in socket:
                if frame.type is not WSMsgType.TEXT:
                    break
                message = msgspec.json.decode(frame.data)
                if message["op"] == HEARTBEAT:
                    self.beats.append(asyncio.get_running_loop().time())
                    self.changed.set()
                    await socket.send_json({"op": BEAT})
                elif message["op"] in {IDENTIFY, RESUME}:
                    session = await self._open(socket, message)
                    if session is not None:
                        sending = asyncio.create_task(self._send(socket, session))
        finally:
            if session is not None and session.socket is socket:
                session.socket = None
                self._queues.pop(session.id, None)
            if sending is not None:
                sending.cancel()
            self.changed.set()
        return socket

    async def _open(self, socket: web.WebSocketResponse, message: Json) -> Session | None:
        if self.refuse or message["d"]["token"] != self.token:
            await socket.close(code=self.refuse or 4004)
            return None
        if self.deaf and message["op"] == RESUME:
            return None
        session = self._begun(message["d"]) if message["op"] == IDENTIFY else self._gone_on(message["d"])
        if session is None:
            await socket.send_json({"op": INVALID, "d": False})
            return None
        session.socket = socket
        self.changed.set()
        return session

    def _begun(self, asked: Json) -> Session:
        self.identified.append(asked)
        session = Session(id=f"session-{len(self.identified)}")
        self.sessions = {session.id: session}
        queue = self._queues[session.id] = asyncio.Queue()
        ready = {
            "v": 10,
            "user": self.me,
            "guilds": self.guilds,
            "session_id": session.id,
            "resume_gateway_url": self.url,
            "application": {"id": self.application, "flags": 0},
            "private_channels": self.direct(),
        }
        queue.put_nowait(session.add("READY", ready))
        return session

    def _gone_on(self, asked: Json) -> Session | None:
        session = self.sessions.get(asked["session_id"])
        if session is None or not self.resumable or asked["seq"] > len(session.told):
            return None
        self.resumed += 1
        queue = self._queues[session.id] = asyncio.Queue()
        for text in session.told[asked["seq"] :]:
            queue.put_nowait(text)
        queue.put_nowait(session.add("RESUMED", {}))
        return session

    async def _send(self, socket: web.WebSocketResponse, session: Session) -> None:
        queue = self._queues[session.id]
        while True:
            text = await queue.get()
            if text is None:
                return
            await socket.send_str(text.decode())
