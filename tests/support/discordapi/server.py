"""The stand-in Discord: real HTTP and websockets on a port of its own."""

import asyncio
import contextlib
import random
import re
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

import msgspec
from aiohttp import web

from tests.support.botapi.faults import Fault, Kind
from tests.support.discordapi.hub import Hub
from tests.support.discordapi.refusals import Refusal, too_many_requests, unauthorized
from tests.support.discordapi.rest import Asked, Methods
from tests.support.discordapi.world import Json, World

TOKEN = "stand-in.discord.token-that-no-log-may-show"  # noqa: S105 - it opens nothing but this server
BOT, APPLICATION = "900000000000000001", "900000000000000002"
_API = "/api/v10"
_WITHOUT_TOKEN = ("/interactions/", "/webhooks/")
_VIA = {"Via": "1.1 google"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call of the bot's: which method, with what, and what it was told; `fault` is what went wrong on request."""

    method: str
    facts: Mapping[str, str]
    body: Any
    files: tuple[str, ...]
    status: int
    at: float
    message: str = ""
    fault: str = ""

    @property
    def accepted(self) -> bool:
        """Tell whether the call was carried out, whatever the bot heard of it."""
        return 200 <= self.status < 300


@dataclass(slots=True)
class DiscordServer:
    """A Discord for one bot; an async context manager.

    `world` is what is there, `hub` its gateway, `journal` all that the bot did, `faults` what is to go wrong.
    """

    token: str = TOKEN
    host: str = "127.0.0.1"
    port: int = 0
    clock: Callable[[], float] = time.time  # noqa: TID251 - Discord's clock is not the coach's
    chance: random.Random = field(default_factory=lambda: random.Random(1))  # noqa: S311 - no secret hangs on it
    faults: list[Fault] = field(default_factory=list)
    via: bool = True
    retry_after: float = 0.1
    everywhere: bool = False
    journal: list[Call] = field(default_factory=list)
    uploaded: dict[str, bytes] = field(default_factory=dict)
    control: Callable[[web.Request], Awaitable[web.StreamResponse]] | None = None
    world: World = field(init=False)
    hub: Hub = field(init=False)
    _routes: list[tuple[str, re.Pattern[str], str, Callable[[Asked], object]]] = field(init=False)
    _runner: web.AppRunner = field(init=False)
    _noted: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        """Set up an empty Discord."""
        self.world = World(bot=BOT, application=APPLICATION, clock=self.clock, tell=self._tell)
        self.hub = Hub(token=self.token, me=self.world.me(), application=APPLICATION)
        methods = Methods(world=self.world, gateway=lambda: self.hub.url)
        self._routes = [
            (verb, re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path)), f"{verb} {path}", method)
            for (verb, path), method in methods.table().items()
        ]

    @property
    def url(self) -> str:
        """Return the address that stands in for https://discord.com/api/v10."""
        return f"http://{self.host}:{self.port}{_API}"

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=30_000_000)
        app.router.add_get("/gateway", self.hub.serve)
        app.router.add_get("/files/{name}", self._file)
        app.router.add_route("*", "/{path:.*}", self._answer)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, self.host, self.port).start()
        self.port = self._runner.addresses[0][1]
        self.hub.url = f"ws://{self.host}:{self.port}/gateway"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.hub.drop(1001)
        await self._runner.cleanup()

    def upload(self, name: str, content: bytes) -> Json:
        """Take a file of a person's, and return what is known of it."""
        self.uploaded[name] = content
        return self.world.file(name, url=f"http://{self.host}:{self.port}/files/{name}", size=len(content))

    async def _file(self, request: web.Request) -> web.Response:
        content = self.uploaded.get(request.match_info["name"])
        return web.Response(status=404) if content is None else web.Response(body=content)

    def calls(self, *methods: str) -> list[Call]:
        """Return the accepted calls of these methods ("POST /channels/{channel}/messages")."""
        return [one for one in self.journal if one.accepted and one.method in methods]

    async def until(self, true: Callable[[], bool], *, seconds: float = 20.0) -> bool:
        """Wait until something is true of what was noted, and tell whether it came to be in time."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while not true():
                    self._noted.clear()
                    waiting = {asyncio.create_task(self._noted.wait()), asyncio.create_task(self.hub.changed.wait())}
                    _, late = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
                    for one in late:
                        one.cancel()
                    self.hub.changed.clear()
        return true()

    def _tell(self, name: str, data: Json) -> None:
        self.hub.tell(name, data)

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        if self.control is not None and request.path.startswith("/control/"):
            return await self.control(request)
        path = request.path.removeprefix(_API)
        for verb, pattern, name, method in self._routes:
            found = pattern.fullmatch(path)
            if verb == request.method and found is not None:
                return await self._answer_call(request, name=name, method=method, facts=found.groupdict())
        return _json(404, {"code": 0, "message": f"404: Not Found {request.method} {path}"})

    async def _answer_call(
        self, request: web.Request, *, name: str, method: Callable[[Asked], object], facts: dict[str, str]
    ) -> web.StreamResponse:
        path = request.path.removeprefix(_API)
        if not path.startswith(_WITHOUT_TOKEN) and request.headers.get("Authorization") != f"Bot {self.token}":
            return _json(401, unauthorized().json())
        body, files = await _body(request)
        asked = Asked(facts=facts, query=dict(request.query), body=body, files=files)
        kind, hang = self._fault(name)
        if kind is not None and not kind.carried_out:
            self._note(name, asked, status=0, fault=kind.value)
            return await self._fail(request, kind, hang=hang, body=b"")
        status, result = self._carried_out(name, method, asked, fault=kind.value if kind else "")
        if kind is not None:
            return await self._fail(request, kind, hang=hang, body=msgspec.json.encode(result))
        return _json(status, result)

    def _fault(self, name: str) -> tuple[Kind | None, float]:
        for fault in self.faults:
            kind = fault.applies(name, chance=self.chance)
            if kind is not None:
                return kind, fault.hang
        return None, 0.0

    def _carried_out(
        self, name: str, method: Callable[[Asked], object], asked: Asked, *, fault: str
    ) -> tuple[int, object]:
        try:
            result = method(asked)
        except Refusal as refusal:
            self._note(name, asked, status=refusal.status, fault=fault)
            return refusal.status, refusal.json()
        message = str(result.get("id", "")) if isinstance(result, dict) else ""
        self._note(name, asked, status=200 if result is not None else 204, message=message, fault=fault)
        return (200, result) if result is not None else (204, None)

    def _note(self, name: str, asked: Asked, *, status: int, message: str = "", fault: str = "") -> None:
        self.journal.append(
            Call(
                method=name,
                facts=asked.facts,
                body=asked.body,
                files=asked.files,
                status=status,
                at=time.monotonic(),
                message=message,
                fault=fault,
            )
        )
        self._noted.set()

    async def _fail(self, request: web.Request, kind: Kind, *, hang: float, body: bytes) -> web.StreamResponse:
        if kind is Kind.TOO_MANY:
            return self._too_many()
        if kind in {Kind.SERVER_ERROR, Kind.BAD_GATEWAY}:
            return web.Response(status=int(kind.value), text="upstream")
        if kind in {Kind.HANG_BEFORE, Kind.HANG_AFTER}:
            await asyncio.sleep(hang)
        if kind is Kind.TRUNCATED_AFTER:
            return web.Response(body=body[: len(body) // 2], content_type="application/json")
        if kind is Kind.GARBAGE_AFTER:
            return web.Response(text="<html>", content_type="application/json")
        if request.transport is not None:
            request.transport.abort()
        return web.Response()

    def _too_many(self) -> web.StreamResponse:
        refusal = too_many_requests(self.retry_after, everywhere=self.everywhere)
        headers = {"Retry-After": str(self.retry_after)} | (_VIA if self.via else {})
        headers |= {"X-RateLimit-Scope": "global", "X-RateLimit-Global": "true"} if self.everywhere else {}
        answer = _json(429, refusal.json())
        answer.headers.update(headers)
        return answer


async def _body(request: web.Request) -> tuple[Any, tuple[str, ...]]:
    if not request.content_type.startswith("multipart/"):
        raw = await request.read()
        return (msgspec.json.decode(raw) if raw else {}), ()
    form = await request.post()
    files = tuple(one.filename for one in form.values() if isinstance(one, web.FileField))
    return msgspec.json.decode(str(form.get("payload_json") or "{}")), files


def _json(status: int, body: object) -> web.Response:
    if status == 204:
        return web.Response(status=204)
    # Exactly this: the library reads JSON only where nothing stands behind it.
    return web.Response(status=status, body=msgspec.json.encode(body), headers={"Content-Type": "application/json"})
