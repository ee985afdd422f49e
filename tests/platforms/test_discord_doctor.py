"""The doctor looks at Discord: who the bot is, whether it may connect, and whether the gateway answers."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.discord_process import environment_of
from tests.support.discordapi.server import TOKEN, DiscordServer


async def examined(server: DiscordServer, folder: Path, *, token: str = TOKEN) -> str:
    """Return what the doctor finds about Discord; the token is never shown."""
    result = await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-m", "bot", "doctor"],
        cwd=folder,
        env=environment_of(server.url, folder / "coach.db", token=token),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert token not in result.stdout + result.stderr
    return result.stdout.partition("discord: ")[2]


async def test_all_is_well(tmp_path: Path) -> None:
    """The bot, its application and the sessions that are left are named, and no session is begun for it."""
    async with DiscordServer() as server:
        said = await examined(server, tmp_path)
        assert "the bot is calfcoach, application 900000000000000002" in said
        assert "answers, 999 of 1000 sessions are left" in said
        assert "!!" not in said
        assert not server.hub.identified


@pytest.mark.parametrize(
    ("trouble", "cure"),
    [
        ("token", "Reset Token"),
        ("gateway", "Let the machine connect to it by websocket"),
        ("sessions", "Discord takes new sessions in 60 minutes."),
    ],
)
async def test_what_is_wrong_is_said_with_its_cure(tmp_path: Path, trouble: str, cure: str) -> None:
    """Each trouble has its own."""
    async with DiscordServer() as server:
        if trouble == "gateway":
            server.hub.url = "ws://127.0.0.1:9"
        if trouble == "sessions":
            server.world.sessions_left = 0
        said = await examined(server, tmp_path, token="not.the.token" if trouble == "token" else TOKEN)
        assert cure in said
