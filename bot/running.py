"""The parts of a process that serves: they begin together, and end together."""

import asyncio
import signal
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

import structlog

from core.storage.errors import StorageError

_LOG = structlog.get_logger(__name__)
_Opened = TypeVar("_Opened")
#: How long the parts have to end by themselves. Process managers kill after ten seconds at the earliest.
GRACE = timedelta(seconds=9)
#: So long a database that is away is waited for at the start; then a process manager may try.
PATIENCE = timedelta(seconds=20)
_FIRST_PAUSE = timedelta(seconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Something that runs until it is cancelled, or until `stop` asks it to come to its end by itself."""

    name: str
    run: Callable[[], Awaitable[None]]
    stop: Callable[[], None] | None = None


def listen() -> asyncio.Event:
    """Take SIGTERM, Ctrl-C and the end of the terminal as the wish to end, and return what is set by it."""
    asked = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in ("SIGTERM", "SIGINT", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is None or signal.getsignal(number) is signal.SIG_IGN:
            continue  # on Windows there is no SIGHUP, and under nohup it is to be passed over
        with suppress(NotImplementedError):  # on Windows a loop cannot listen to signals
            loop.add_signal_handler(number, asked.set)
    return asked


async def unless_asked(work: Coroutine[object, object, _Opened], asked: asyncio.Event) -> _Opened | None:
    """Do something, and return what comes of it; None where the process was asked to end before."""
    task = asyncio.create_task(work)
    waiting = asyncio.create_task(asked.wait())
    await asyncio.wait((task, waiting), return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    if task.done():
        return task.result()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    return None


async def serve(parts: Sequence[Part], *, asked: asyncio.Event, grace: timedelta = GRACE) -> None:
    """Run the parts until one ends, fails, or the process is `asked` to end; then let the others finish within `grace`.

    The first error of a part is raised once all have finished.
    """
    tasks = {asyncio.create_task(_run(part), name=part.name): part for part in parts}
    waiting = asyncio.create_task(asked.wait())
    await asyncio.wait({*tasks, waiting}, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    for task, part in tasks.items():
        if part.stop is None:
            task.cancel()
        else:
            part.stop()
    _, late = await asyncio.wait(tasks, timeout=grace.total_seconds())
    for task in late:
        _LOG.warning("broken off", part=task.get_name())
        task.cancel()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    _raise_first(results)


async def once_reached(
    attempt: Callable[[], Awaitable[_Opened]], *, patience: timedelta = PATIENCE, pause: timedelta = _FIRST_PAUSE
) -> _Opened:
    """Attempt something until the database can be reached; raise its error where `patience` is over or it is no use.

    The pauses begin with `pause` and double.
    """
    loop = asyncio.get_running_loop()
    end = loop.time() + patience.total_seconds()
    while True:
        try:
            return await attempt()
        except StorageError as error:
            if not error.retry or loop.time() + pause.total_seconds() > end:
                raise
            _LOG.warning("the start waits for the database", trouble=str(error), again_in=pause.total_seconds())
        await asyncio.sleep(pause.total_seconds())
        pause *= 2


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
