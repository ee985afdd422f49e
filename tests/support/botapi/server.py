"""The stand-in Bot API server: real HTTP on a port of its own."""

import asyncio
import contextlib
import random
import re
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from types import TracebackType
from typing import Self

import msgspec
from aiohttp import web

from tests.support.botapi import methods, receiving, setup
from tests.support.botapi.faults import Fault, Kind
from tests.support.botapi.limits import Limits
from tests.support.botapi.methods import Sending
from tests.support.botapi.parameters import Parameters, Upload, read_parameters
from tests.support.botapi.receiving import Receiving
from tests.support.botapi.refusals import Refusal
from tests.support.botapi.setup import Setup
from tests.support.botapi.world import World

TOKEN = "4242:stand-in-token-that-no-log-may-show"  # noqa: S105 - it opens nothing but this server
USERNAME = "calfcoach_bot"

_PATH = re.compile(r"/bot(?P<token>[^/]+)/(?P<method>\w+)")
_FILE = re.compile(r"/file/bot(?P<token>[^/]+)/files/(?P<file>[\w-]+)")
_TOKEN = re.compile(r"\d+:[\w-]+")
_JSON = {"Content-Type": "application/json"}
_PACED = ("send", "edit")
_PARAMETERS = methods.PARAMETERS | setup.PARAMETERS | receiving.PARAMETERS


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call that the bot made: what it sent, and what it was told. `fault` names what went wrong on request."""

    method: str
    given: Mapping[str, str]
    files: Mapping[str, str]
    code: int
    at: float
    description: str = ""
    message: int = 0
    fault: str = ""

    @property
    def accepted(self) -> bool:
        """Tell whether the call was carried out, whatever the bot heard of it."""
        return self.code == 200


@dataclass(slots=True)
class BotApiServer:
    """A Bot API for one bot; an async context manager.

    `world` is Telegram behind it, `journal` all that the bot did, `faults` what is to go wrong.
    """

    token: str = TOKEN
    username: str = USERNAME
    host: str = "127.0.0.1"
    port: int = 0
    clock: Callable[[], float] = time.time  # noqa: TID251 - Telegram's clock is not the coach's
    chance: random.Random = field(default_factory=lambda: random.Random(1))  # noqa: S311 - no secret hangs on it
    faults: list[Fault] = field(default_factory=list)
    journal: list[Call] = field(default_factory=list)
    control: Callable[[web.BaseRequest], Awaitable[web.StreamResponse]] | None = None
    world: World = field(init=False)
    limits: Limits = field(init=False)
    _sending: Sending = field(init=False)
    setup: Setup = field(init=False)
    _receiving: Receiving = field(init=False)
    _runner: web.ServerRunner = field(init=False)
    _noted: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        """Set up an empty Telegram."""
        self.world = World(bot_id=int(self.token.partition(":")[0]), username=self.username, clock=self.clock)
        self.limits = Limits(clock=time.monotonic)
        self._sending = Sending(self.world)
        self.setup = Setup(self.world)
        self._receiving = Receiving(self.world.queue)

    @property
    def url(self) -> str:
        """Return the address that stands in for https://api.telegram.org."""
        return f"http://{self.host}:{self.port}"

    async def __aenter__(self) -> Self:
        self._runner = web.ServerRunner(web.Server(self._answer, access_log=None), shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, self.host, self.port).start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._receiving.close()
        await self._runner.cleanup()

    def sent(self, *methods: str, chat: int = 0) -> list[Call]:
        """Return the accepted calls of the given methods (sendMessage where none is named), to one chat if given."""
        wanted = methods or ("sendMessage",)
        return [
            call
            for call in self.journal
            if call.accepted and call.method in wanted and (not chat or call.given.get("chat_id") == str(chat))
        ]

    async def wait_for(self, count: int, *, since: int = 0, seconds: float = 60.0) -> list[Call]:
        """Return the messages that were taken after the first `since` calls, once there are `count` or time is over."""
        found: list[Call] = []

        def enough() -> bool:
            nonlocal since
            new = self.journal[since:]
            since += len(new)
            found.extend(call for call in new if call.accepted and call.method == "sendMessage")
            return len(found) >= count

        await self.until(enough, seconds=seconds)
        return found

    async def until(self, done: Callable[[], bool], *, seconds: float = 60.0) -> bool:
        """Wait until the journal is as it should be, and tell whether it is before time is over."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while not done():
                    self._noted.clear()
                    await self._noted.wait()
        return done()

    async def _answer(self, request: web.BaseRequest) -> web.StreamResponse:
        path = _PATH.fullmatch(request.path)
        if path is None:
            return await self._other(request)
        if path["token"] != self.token:
            refusal = Refusal(401, "Unauthorized") if _TOKEN.fullmatch(path["token"]) else Refusal(404, "Not Found")
            return _json(refusal.code, refusal.answer())
        return await self._answer_call(request, method=path["method"])

    async def _other(self, request: web.BaseRequest) -> web.StreamResponse:
        file = _FILE.fullmatch(request.path)
        if file is not None and file["token"] == self.token and file["file"] in self.world.files:
            return web.Response(body=self.world.files[file["file"]])
        if self.control is not None and request.path.startswith("/control/"):
            return await self.control(request)
        refusal = Refusal(404, "Not Found")
        return _json(refusal.code, refusal.answer())

    async def _answer_call(self, request: web.BaseRequest, *, method: str) -> web.StreamResponse:
        try:
            given = await read_parameters(request)
        except Refusal as refusal:
            return _json(refusal.code, refusal.answer())
        kind, hang = self._fault(method)
        if kind is not None and not kind.carried_out:
            self._note(method, given, code=0, fault=kind.value)
            return await _fail(request, kind, hang=hang, body=b"")
        code, body = await self._carry_out(method, given, fault=kind.value if kind else "")
        if kind is not None:
            return await _fail(request, kind, hang=hang, body=msgspec.json.encode(body))
        return _json(code, body)

    def _fault(self, method: str) -> tuple[Kind | None, float]:
        for fault in self.faults:
            kind = fault.applies(method, chance=self.chance)
            if kind is not None:
                return kind, fault.hang
        return None, 0.0

    async def _carry_out(self, method: str, given: Parameters, *, fault: str) -> tuple[int, dict[str, object]]:
        try:
            result = await self._result(method, given)
        except Refusal as refusal:
            self._note(method, given, code=refusal.code, description=refusal.description, fault=fault)
            return refusal.code, refusal.answer()
        message = result.get("message_id", 0) if isinstance(result, dict) else 0
        self._note(method, given, code=200, message=message, fault=fault)
        return 200, {"ok": True, "result": result}

    async def _result(self, method: str, given: Parameters) -> object:
        known = _PARAMETERS.get(method)
        if known is None:
            raise Refusal(404, "Not Found: method not found")
        given.refuse_unknown(known)
        if method in receiving.PARAMETERS:
            return await self._receiving.call(method, given)
        if method in setup.PARAMETERS:
            return self.setup.call(method, given)
        if method.startswith(_PACED) and method != "sendChatAction":
            refusal = self.limits.refusal(given.number("chat_id"))
            if refusal is not None:
                raise refusal
        return self._sending.call(method, given)

    def _note(
        self, method: str, given: Parameters, *, code: int, description: str = "", message: int = 0, fault: str = ""
    ) -> None:
        if method == "getUpdates":
            return
        self._noted.set()
        self.journal.append(
            Call(
                method=method,
                given=given.values,
                files={name: _digest(upload) for name, upload in given.files.items()},
                code=code,
                at=time.monotonic(),
                description=description,
                message=message,
                fault=fault,
            )
        )


def _digest(upload: Upload) -> str:
    return f"{upload.name} {sha256(upload.content).hexdigest()}"


def _json(code: int, body: object) -> web.Response:
    return web.Response(status=code, body=msgspec.json.encode(body), headers=_JSON)


async def _fail(request: web.BaseRequest, kind: Kind, *, hang: float, body: bytes) -> web.StreamResponse:
    match kind:
        case Kind.TOO_MANY:
            return _json(429, Refusal(429, "Too Many Requests: retry after 1", parameters={"retry_after": 1}).answer())
        case Kind.UNKNOWN_METHOD:
            return _json(404, Refusal(404, "Not Found").answer())
        case Kind.SERVER_ERROR:
            return _json(500, Refusal(500, "Internal Server Error").answer())
        case Kind.BAD_GATEWAY:
            return web.Response(status=502, text="<html><h1>502 Bad Gateway</h1></html>", content_type="text/html")
        case Kind.GARBAGE_AFTER:
            return web.Response(text="<html>try again</html>", content_type="text/html")
        case Kind.HANG_BEFORE | Kind.HANG_AFTER:
            await asyncio.sleep(hang)
        case Kind.TRUNCATED_AFTER:
            response = web.StreamResponse(headers={**_JSON, "Content-Length": str(len(body) + 10)})
            await response.prepare(request)
            await response.write(body[: len(body) // 2])
        case Kind.RESET_BEFORE | Kind.RESET_AFTER:
            pass
    transport = request.transport
    if transport is not None:
        transport.abort()
    return web.Response()
