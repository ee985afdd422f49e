"""Every conversation of tests/transcripts is the same at the terminal, on Telegram and on Discord, word for word."""

import asyncio
import shutil
from pathlib import Path

import pytest

from core.storage.store import Store
from tests.support.console_driver import console_driver
from tests.support.discord_driver import discord_driver
from tests.support.telegram_driver import polled, telegram_driver
from tests.support.transcripts import play, transcripts, written


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database with its tables and nothing in them, to be copied."""
    path = tmp_path_factory.mktemp("three-platforms") / "empty.db"
    asyncio.run(_make(path))
    return path


async def _make(path: Path) -> None:
    async with Store.open(f"sqlite:///{path}"):
        return


@pytest.mark.parametrize("conversation", transcripts(), ids=lambda path: path.stem)
async def test_three_platforms_say_the_same(conversation: Path, empty_database: Path, tmp_path: Path) -> None:
    """Each is played on a coach of its own, and what the three say is compared."""
    text = written(conversation)
    terminal, telegram, discord = (
        Path(shutil.copy(empty_database, tmp_path / f"{name}.db")) for name in ("terminal", "telegram", "discord")
    )
    async with console_driver(terminal) as runner:
        at_the_terminal = await play(text, runner)
    async with telegram_driver(telegram, receiving=polled) as runner:
        on_telegram = await play(text, runner)
    async with discord_driver(discord) as runner:
        on_discord = await play(text, runner)
    assert on_telegram.split("\n") == at_the_terminal.split("\n")
    assert on_discord.split("\n") == at_the_terminal.split("\n")
