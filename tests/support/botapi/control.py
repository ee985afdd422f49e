"""The stand-in as a process of its own: what people do and what is looked at goes through HTTP under `/control/`."""

import time
from collections.abc import Callable
from dataclasses import asdict

from aiohttp import web

from tests.support.botapi.faults import Fault, Kind
from tests.support.botapi.server import BotApiServer, Call
from tests.support.verbs import answer

Json = dict[str, object]


class Control:
    """The verbs of the control API; each takes one JSON object and returns one JSON value."""

    def __init__(self, server: BotApiServer) -> None:
        self._server = server
        world = server.world
        self._verbs: dict[str, Callable[..., object]] = {
            "person": lambda **facts: asdict(world.person(**facts)),
            "people": self._people,
            "group": lambda **facts: world.group(**facts).json(),
            "say": world.say,
            "say_all": self._say_all,
            "send": world.send,
            "locate": world.locate,
            "edit": world.edit,
            "press": world.press,
            "block": world.block,
            "close_chat": world.close_chat,
            "migrate": world.migrate,
            "update": world.update,
            "journal": self._journal,
            "wait_for": self._wait_for,
            "chat": self._chat,
            "pending": self._pending,
            "faults": self._faults,
            "limits": server.limits.set,
        }

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        """Carry out one verb."""
        return await answer(request, self._verbs)

    def _people(self, *, first: int, count: int) -> int:
        return len([self._server.world.person(number) for number in range(first, first + count)])

    def _say_all(self, *, messages: list[tuple[int, str]]) -> list[int]:
        return [self._server.world.say(person, text) for person, text in messages]

    def _journal(self, *, since: int = 0) -> list[Json]:
        return [_shown(call) for call in self._server.journal[since:]]

    async def _wait_for(self, *, count: int, since: int = 0, seconds: float = 60.0) -> list[Json]:
        return [_shown(call) for call in await self._server.wait_for(count, since=since, seconds=seconds)]

    def _chat(self, *, chat: int) -> list[Json]:
        return list(self._server.world.chats[chat].messages.values())

    def _pending(self) -> Json:
        queue = self._server.world.queue
        calls = len(self._server.journal)
        return {"pending": len(queue.waiting), "received": queue.received, "calls": calls, "now": time.monotonic()}

    def _faults(self, *, faults: list[Json]) -> int:
        self._server.faults[:] = [
            Fault(**{**one, "kinds": tuple(map(Kind, one["kinds"])), "methods": frozenset(one.get("methods", ()))})  # type: ignore[call-overload]
            for one in faults
        ]
        return len(faults)


def _shown(call: Call) -> Json:
    return {**asdict(call), "accepted": call.accepted}
