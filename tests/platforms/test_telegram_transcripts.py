"""Every conversation of tests/transcripts over Telegram, polled and called, word for word as at the terminal."""

import asyncio
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.conversation.newcomer import first_settings
from core.storage.store import Store
from tests.support.botapi.server import BotApiServer
from tests.support.console_driver import console_driver
from tests.support.telegram_chat import TelegramChat
from tests.support.telegram_driver import ProcessDriver, Receiving, called, polled, telegram_driver
from tests.support.telegram_process import Remote, coach
from tests.support.transcripts import FOLDER, play, transcripts, written

# They hold on any day and at any hour: no step moves the clock, or presses a button that some days do not have.
TIMELESS = (
    "bad_input",
    "data_out_and_deleted",
    "first_words_are_work",
    "red_flag_and_pain",
    "settings_in_words",
    "undo_and_redo",
)


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database with its tables and nothing in them, to be copied."""
    path = tmp_path_factory.mktemp("telegram-transcripts") / "empty.db"
    asyncio.run(_make(path))
    return path


async def _make(path: Path) -> None:
    async with Store.open(f"sqlite:///{path}"):
        return


def copied(database: Path, folder: Path) -> Path:
    """Return a fresh copy of a database, in the place of the one before it."""
    return Path(shutil.copy(database, folder / "coach.db"))


@pytest.mark.parametrize("receiving", [polled, called])
@pytest.mark.parametrize("conversation", transcripts(), ids=lambda path: path.stem)
async def test_conversation(conversation: Path, receiving: Receiving, empty_database: Path, tmp_path: Path) -> None:
    """What the coach says is what the transcript says, every update is acknowledged and every button let go."""
    text = written(conversation)
    async with telegram_driver(copied(empty_database, tmp_path), receiving=receiving) as driver:
        played = await play(text, driver)
    world = driver.chat.server.world
    assert played.split("\n") == text.split("\n")
    assert not world.queue.waiting
    assert all(world.queries.values())


async def test_conversations_with_a_process(empty_database: Path, tmp_path: Path) -> None:
    """The coach as it is started says the same, to several runners at once."""
    texts = [without_clock(written(FOLDER / f"{name}.txt")) for name in TIMELESS]
    expected = [await at_the_terminal(text, copied(empty_database, tmp_path)) for text in texts]
    async with BotApiServer() as server:
        drivers = []
        for person, text in enumerate(expected, 1):
            server.world.person(person)
            chat = TelegramChat(server=server, person=person)
            drivers.append(ProcessDriver(chat=chat, answers=answers(text)))
        with running(server, tmp_path / "telegram.db") as process:
            played = await asyncio.gather(*(play(*pair) for pair in zip(texts, drivers, strict=True)))
            process.terminate()
            assert await asyncio.to_thread(process.wait) == 0
    assert played == expected
    assert not any(driver.heard() for driver in drivers)


@contextmanager
def running(server: BotApiServer, database: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """Run the coach on a server, and end it whatever happens."""
    process = coach(Remote(server.url), database)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


async def at_the_terminal(text: str, database: Path) -> str:
    """Play a transcript at the terminal, at this moment where Telegram says that the runner lives."""
    zone = first_settings("en").zone
    async with console_driver(database) as driver:
        await driver.at(datetime.now(UTC).astimezone(ZoneInfo(zone)), zone=zone)  # noqa: TID251 - a process has no other
        return await play(text, driver)


def without_clock(text: str) -> str:
    """Leave out when a transcript takes place."""
    return "\n".join(line for line in text.split("\n") if not line.startswith("at "))


def answers(played: str) -> Iterator[int]:
    """Count the answers to each of the runner's lines."""
    count: int | None = None
    for line in played.split("\n"):
        if line.startswith((">", "* ", "~ ")):
            if count is not None:
                yield count
            count = 0
        elif line.startswith("< ") and count is not None:
            count += 1
    if count is not None:
        yield count
