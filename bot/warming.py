"""What understanding reads once, a second or two of work: read beside everything else, before the first words come."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import structlog

from bot.conversation.understanding import UnderstandingContext, understand
from core.domain.exercise import Catalogue
from core.domain.reading import ReadingContext

_LOG = structlog.get_logger(__name__)
#: Words that need everything: the languages, the notations and the list of all cities.
_DEMANDING = "I'm in Tokyo"


def warm_up(catalogue: Catalogue, *, listening: bool) -> Callable[[], Awaitable[None]]:
    """Begin to read in a thread of its own, and return what waits until that is done.

    Who is not `listening` hears no words, and reads nothing ahead.
    """
    reading = asyncio.create_task(asyncio.to_thread(_read, catalogue)) if listening else None

    async def done() -> None:
        if reading is not None and not reading.done():
            await asyncio.wait({reading})

    if reading is not None:
        reading.add_done_callback(_tell)
    return done


def _read(catalogue: Catalogue) -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    understand(
        _DEMANDING,
        context=UnderstandingContext(reading=ReadingContext(today=now.date()), now=now, catalogue=catalogue),
    )


def _tell(reading: "asyncio.Task[None]") -> None:
    """Note a failure: what could not be read ahead is read when it is needed, and fails there with its own words."""
    if not reading.cancelled() and (error := reading.exception()) is not None:
        _LOG.warning("nothing read ahead", kind=type(error).__name__)
