"""Every conversation of tests/transcripts reads the same on Discord, word for word."""

from pathlib import Path

import pytest

from tests.support.discord_driver import discord_driver
from tests.support.transcripts import play, transcripts, written


@pytest.mark.parametrize("conversation", transcripts(), ids=lambda path: path.stem)
async def test_conversation_on_discord(conversation: Path, tmp_path: Path) -> None:
    """What the coach says is what the transcript says, as at the terminal and on Telegram."""
    text = written(conversation)
    async with discord_driver(tmp_path / "coach.db") as driver:
        played = await play(text, driver)
    assert played.split("\n") == text.split("\n")
