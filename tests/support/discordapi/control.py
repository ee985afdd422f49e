"""The stand-in as a process of its own: what people do and what is looked at goes through HTTP under `/control/`."""

from collections.abc import Callable
from dataclasses import asdict

from aiohttp import web

from tests.support.botapi.faults import Fault, Kind
from tests.support.discordapi.server import DiscordServer
from tests.support.discordapi.world import Json
from tests.support.verbs import answer

SENDING = "POST /channels/{channel}/messages"


class Control:
    """The verbs of the control API; each takes one JSON object and returns one JSON value."""

    def __init__(self, server: DiscordServer) -> None:
        self._server = server
        world = server.world
        self._verbs: dict[str, Callable[..., object]] = {
            "person": world.person,
            "say": world.say,
            "say_all": self._say_all,
            "edit": world.edit,
            "delete": world.delete,
            "press": world.press_label,
            "command": world.command,
            "taken": self._taken,
            "wait_for": self._wait_for,
            "connected": self._connected,
            "state": self._state,
            "faults": self._faults,
            "sessions": self._sessions,
            "refuse": self._refuse,
        }

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Carry out one verb."""
        return await answer(request, self._verbs)

    def _say_all(self, *, messages: list[tuple[str, str]]) -> list[str]:
        return [self._server.world.say(person, text) for person, text in messages]

    def _taken(self) -> list[Json]:
        return [
            {"person": self._server.world.channels[one.facts["channel"]].person, **asdict(one)}
            for one in self._server.calls(SENDING)
        ]

    async def _wait_for(self, *, count: int, seconds: float = 60.0) -> int:
        await self._server.until(lambda: len(self._server.calls(SENDING)) >= count, seconds=seconds)
        return len(self._server.calls(SENDING))

    async def _connected(self, *, seconds: float = 30.0) -> bool:
        return await self._server.until(lambda: self._server.hub.connected() > 0, seconds=seconds)

    def _state(self) -> Json:
        hub = self._server.hub
        told = sum(len(one.told) for one in hub.sessions.values())
        return {"identified": len(hub.identified), "resumed": hub.resumed, "told": told, "connected": hub.connected()}

    def _faults(self, *, faults: list[Json]) -> int:
        self._server.faults[:] = [
            Fault(**{**one, "kinds": tuple(map(Kind, one["kinds"])), "methods": frozenset(one.get("methods", ()))})
            for one in faults
        ]
        return len(faults)

    def _sessions(self, *, resumable: bool, deaf: bool = False, listed: bool = False) -> bool:
        hub, world = self._server.hub, self._server.world
        hub.resumable, hub.deaf, hub.direct = resumable, deaf, world.listed if listed else list
        return resumable

    def _refuse(self, *, code: int) -> int:
        self._server.hub.refuse = code
        return code
