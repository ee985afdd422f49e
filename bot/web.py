"""What the process shows of itself over HTTP: alive, ready, numbers; and the place for a platform's webhook."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from uvicorn import Server

from bot.metrics import Metrics
from bot.noticeboard import Notice, Noticeboard, Together
from core.storage.errors import StorageError
from core.storage.store import Store

_UNAVAILABLE = 503


class QuietServer(Server):
    """A server that leaves the signals of the process to the process."""

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

    async def alive(self, _: Request) -> Response:
        """Answer while the process does."""
        return PlainTextResponse("ok\n")

    async def ready(self, _: Request) -> Response:
        """Tell whether the database can be worked with."""
        try:
            await self.store.check_open()
        except StorageError as error:
            return PlainTextResponse(f"{type(error).__name__}\n", status_code=_UNAVAILABLE)
        return PlainTextResponse("ready\n")

    async def numbers(self, _: Request) -> Response:
        """Show every metric of every process; of this one alone, as they were last, where the database is away."""
        others: list[Notice] = []
        try:
            await self.metrics.look(self.store, now=self.clock())
            others = await self.board.others() if self.board else []
        except StorageError:
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
    routes: Sequence[BaseRoute] = (),
) -> Starlette:
    """Make the application of `/healthz`, `/readyz` and `/metrics`, and of the `routes` that platforms bring."""
    window = Window(store=store, metrics=metrics, clock=clock, board=board)
    return Starlette(
        routes=[
            Route("/healthz", window.alive),
            Route("/readyz", window.ready),
            Route("/metrics", window.numbers),
            *routes,
        ]
    )
