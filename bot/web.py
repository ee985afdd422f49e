"""What the process shows of itself over HTTP: alive, ready, numbers; and the place for a platform's webhook."""

import asyncio
import socket
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from uvicorn import Server

from bot.metrics import Metrics
from bot.noticeboard import Notice, Noticeboard, Together
from core.domain.account import Platform
from core.errors import CoachError
from core.storage.errors import StorageError
from core.storage.store import Store

_UNAVAILABLE = 503
#: A database that does not answer counts as away before those who ask give up.
SOON = timedelta(seconds=3)


class NotListeningError(CoachError):
    """Nothing can listen on {host}, port {port}; end what listens there, or set web.host and web.port."""

    def __init__(self, *, host: str, port: int) -> None:
        """Keep the address."""
        super().__init__()
        self.host = host
        self.port = port


class QuietServer(Server):
    """A server that leaves the signals of the process, and its end, to the process."""

    async def serve(self, sockets: list[socket.socket] | None = None) -> None:
        """Serve until told to stop; NotListeningError where the address is taken, or none of this machine."""
        try:
            await super().serve(sockets)
        except SystemExit as error:
            raise NotListeningError(host=self.config.host, port=self.config.port) from error

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take no signals."""
        yield


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """What others may see of the process."""

    store: Store
    metrics: Metrics
    clock: Callable[[], datetime]
    board: Noticeboard | None = None
    refused: Mapping[Platform, CoachError] = field(default_factory=dict)
    patience: timedelta = SOON

    async def alive(self, _: Request) -> Response:
        """Answer while the process does."""
        return PlainTextResponse("ok\n")

    async def ready(self, _: Request) -> Response:
        """Tell whether the database can be worked with: soon, for whoever asks does not wait for long."""
        try:
            async with asyncio.timeout(self.patience.total_seconds()):
                await self.store.check_ready()
        except (StorageError, TimeoutError) as error:
            return PlainTextResponse(f"{type(error).__name__}\n", status_code=_UNAVAILABLE)
        return PlainTextResponse("".join(("ready\n", *(f"{one} refuses the bot\n" for one in self.refused))))

    async def numbers(self, _: Request) -> Response:
        """Show every metric of every process; of this one alone, as they were last, where the database is away."""
        others: list[Notice] = []
        try:
            async with asyncio.timeout(self.patience.total_seconds()):
                await self.metrics.look(self.store, now=self.clock())
                others = await self.board.others() if self.board else []
        except (StorageError, TimeoutError):
            self.metrics.database_up.set(0)
        else:
            self.metrics.database_up.set(1)
        shown = CollectorRegistry()
        shown.register(Together(own=self.metrics.registry, others=others))
        return Response(generate_latest(shown), headers={"Content-Type": CONTENT_TYPE_LATEST})


def make_app(
    *,
    store: Store,
    metrics: Metrics,
    clock: Callable[[], datetime],
    board: Noticeboard | None = None,
    refused: Mapping[Platform, CoachError] | None = None,
    routes: Sequence[BaseRoute] = (),
    patience: timedelta = SOON,
) -> Starlette:
    """Make the application of `/healthz`, `/readyz` and `/metrics`, and of the `routes` that platforms bring.

    `refused` says which platforms refuse the bot, as it is when asked; the database is waited for with `patience`.
    """
    window = Window(
        store=store,
        metrics=metrics,
        clock=clock,
        board=board,
        refused={} if refused is None else refused,
        patience=patience,
    )
    return Starlette(
        routes=[
            Route("/healthz", window.alive),
            Route("/readyz", window.ready),
            Route("/metrics", window.numbers),
            *routes,
        ]
    )
