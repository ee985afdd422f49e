"""A web server of the coach's own, for Telegram to call."""

import asyncio
import socket
from dataclasses import dataclass
from typing import Self

import uvicorn
from starlette.applications import Starlette
from starlette.routing import Route

from bot.telegram.webhook import Webhook


@dataclass(slots=True)
class Site:
    """A web server with the webhook at `/telegram`."""

    webhook: Webhook
    url: str = ""
    _server: uvicorn.Server | None = None
    _serving: "asyncio.Task[None] | None" = None

    async def __aenter__(self) -> Self:
        app = Starlette(routes=[Route("/telegram", self.webhook)])
        # It listens already, so that the first request waits for the server and nobody else has to.
        door = socket.create_server(("127.0.0.1", 0))
        self._server = uvicorn.Server(uvicorn.Config(app, http="h11", log_config=None, lifespan="off"))
        self._serving = asyncio.create_task(self._server.serve([door]))
        self.url = f"http://127.0.0.1:{door.getsockname()[1]}/telegram"
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        assert self._serving is not None
        self._server.should_exit = True
        await self._serving
