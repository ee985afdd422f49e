"""Logs as events with fields: ids and kinds, never a runner's words, never a token."""

import logging
import re
import sys
import traceback
from types import TracebackType
from typing import Any, TextIO, cast

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

_TOKENS = re.compile(r"\d{6,}:[\w-]{30,}|[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}|(?<=://)[^/@\s]+:[^/@\s]+(?=@)")
_HIDDEN = "(hidden)"
#: Libraries that tell more than is of use, addresses that carry a token, or statements with a runner's words.
_QUIET = (
    "aiosqlite",
    "alembic",
    "apscheduler",
    "httpx",
    "httpcore",
    "aiohttp.access",
    "uvicorn.access",
    "discord.gateway",
    "discord.client",
)


def set_up_logs(*, level: str = "info", form: str = "json", stream: TextIO | None = None) -> None:
    """Write our own events and those of libraries, from `level` on, as JSON or text lines to standard error."""
    number = logging.getLevelNamesMapping()[level.upper()]
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        state_faults,
        hide_tokens,
    ]
    renderer: Processor = structlog.processors.JSONRenderer() if form == "json" else structlog.dev.ConsoleRenderer()
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
            foreign_pre_chain=shared,
        )
    )
    logging.basicConfig(handlers=[handler], level=number, force=True)
    for name in _QUIET:
        logging.getLogger(name).setLevel(max(number, logging.ERROR))
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(number),
        cache_logger_on_first_use=False,
    )


def state_faults(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Put the kind of an exception and where it came from in its place.

    Its message and the values around it may hold what a runner wrote.
    """
    error = _error_of(event.pop("exc_info", None))
    if error is not None:
        event["fault"] = type(error).__name__
        event["at"] = [f"{one.filename}:{one.lineno} {one.name}" for one in _frames(error.__traceback__)]
    return event


def hide_tokens(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Take out whatever looks like a token of a platform or a password in an address."""
    for name, value in event.items():
        if isinstance(value, str):
            event[name] = _TOKENS.sub(_HIDDEN, value)
    return event


def _error_of(exc_info: Any) -> BaseException | None:  # noqa: ANN401 - logging allows True, an error, or a triple
    if isinstance(exc_info, BaseException):
        return exc_info
    if isinstance(exc_info, tuple):
        return cast("BaseException | None", exc_info[1])
    return sys.exc_info()[1] if exc_info else None


def _frames(trace: TracebackType | None) -> traceback.StackSummary:
    return traceback.extract_tb(trace)
