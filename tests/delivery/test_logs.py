import io
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import structlog

from bot.logs import set_up_logs
from core.storage.store import Store
from tests.support.correspondents import Talk

TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0"  # noqa: S105 - the form of one


@contextmanager
def logging_to(stream: io.StringIO, *, level: str = "info") -> Iterator[None]:
    """Write logs into memory, and leave logging as it was."""
    before = logging.root.handlers[:], logging.root.level
    set_up_logs(stream=stream, level=level)
    yield
    logging.root.handlers[:], logging.root.level = before[0], before[1]
    structlog.reset_defaults()


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """Give what is logged."""
    stream = io.StringIO()
    with logging_to(stream):
        yield stream


def test_events_are_lines_of_json(written: io.StringIO) -> None:
    """An event is one object with its fields."""
    structlog.get_logger("bot.test").warning("send failed", runner=3, kind="RefusedError")
    line = json.loads(written.getvalue())
    assert (line["event"], line["runner"], line["level"]) == ("send failed", 3, "warning")


def test_what_a_runner_wrote_is_never_logged(written: io.StringIO) -> None:
    """An exception is told by its kind and place; its message may hold a runner's words."""
    try:
        int("my calf hurts")
    except ValueError:
        structlog.get_logger("bot.test").exception("turn failed", runner=3)
        logging.getLogger("library").exception("oops")
    assert "calf hurts" not in written.getvalue()
    assert written.getvalue().count('"fault": "ValueError"') == 2


def test_tokens_are_hidden(written: io.StringIO) -> None:
    """A library that logs an address with the token in it gives nothing away."""
    logging.getLogger("library").warning("POST https://api.telegram.org/bot%s/sendMessage", TOKEN)
    structlog.get_logger("bot.test").warning("open", place="postgresql://coach:secret@db/coach")
    assert TOKEN not in written.getvalue()
    assert "secret" not in written.getvalue()


async def test_no_statement_with_a_runners_words_is_logged(tmp_path: Path) -> None:
    """Not even where everything is."""
    stream = io.StringIO()
    with logging_to(stream, level="debug"):
        async with Store.open(f"sqlite:///{tmp_path / 'coach.db'}") as store:
            talk = Talk(store)
            await talk.happens(talk.said("ann", "my calf hurts"))
    assert "calf hurts" not in stream.getvalue()
