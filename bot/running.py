"""The parts of a process that serves: they begin together, and end together."""

import asyncio
import signal
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass

import structlog

_LOG = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Something that runs until it is cancelled, or until `stop` asks it to come to its end by itself."""

    name: str
    run: Callable[[], Awaitable[None]]
    stop: Callable[[], None] | None = None


async def serve(parts: Sequence[Part]) -> None:
    """Run the parts until one ends, fails, or the process is asked to end; then let the others finish.

    The first error of a part is raised once all have finished.
    """
    asked = asyncio.Event()
    _listen(asked.set)
    tasks = {asyncio.create_task(_run(part), name=part.name): part for part in parts}
    waiting = asyncio.create_task(asked.wait())
    await asyncio.wait({*tasks, waiting}, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    for task, part in tasks.items():
        if part.stop is None:
            task.cancel()
        else:
            part.stop()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    _raise_first(results)


async def _run(part: Part) -> None:
    _LOG.info("begun", part=part.name)
    try:
        await part.run()
    finally:
        _LOG.info("ended", part=part.name)


def _raise_first(results: Iterable[object]) -> None:
    for result in results:
        if isinstance(result, Exception):
            raise result


def _listen(asked: Callable[[], None]) -> None:
    """Take SIGTERM and Ctrl-C as the wish to end."""
    loop = asyncio.get_running_loop()
    for one in (signal.SIGTERM, signal.SIGINT):
        with suppress(NotImplementedError):  # on Windows a loop cannot listen to signals
            loop.add_signal_handler(one, asked)
