"""A platform that refuses the bot ends nothing of what serves the other one."""

import asyncio
import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from bot.metrics import Metrics
from bot.running import Part
from bot.standing import Standing
from bot.telegram.errors import AnotherPollerError, BadTokenError
from core.domain.account import Platform
from core.storage.errors import DatabaseDamagedError
from tests.support import discord_process, telegram_process
from tests.support.botapi.server import TOKEN as TELEGRAM_TOKEN

AT_ONCE = timedelta(0)
ROOT = Path(__file__).resolve().parents[2]
BOTH = frozenset({Platform.TELEGRAM, Platform.DISCORD})


def accepts(metrics: Metrics, platform: Platform) -> float | None:
    """Return what the metric says of a platform."""
    return metrics.registry.get_sample_value("calfcoach_platform_accepts", {"platform": platform})


async def test_a_refusal_is_noted_and_tried_again() -> None:
    """The other platform goes on; the one that refused is tried again, and is accepted once it holds."""
    metrics, tries, held = Metrics(), [0], asyncio.Event()
    standing = Standing(platforms=BOTH, metrics=metrics, again=AT_ONCE, proven=AT_ONCE)

    async def listen() -> None:
        tries[0] += 1
        if tries[0] < 3:
            raise AnotherPollerError
        assert standing.refused.keys() == {Platform.TELEGRAM}
        assert accepts(metrics, Platform.TELEGRAM) == 0
        asyncio.get_running_loop().call_later(0, held.set)  # which comes after what takes it for proven
        await stopped.wait()

    stopped = asyncio.Event()
    part = standing.guard(Part(name="telegram", run=listen, stop=stopped.set), platform=Platform.TELEGRAM)
    running = asyncio.ensure_future(part.run())
    async with asyncio.timeout(5):
        await held.wait()
        assert not standing.refused
        assert accepts(metrics, Platform.TELEGRAM) == 1
        assert part.stop is not None
        part.stop()
        await running


async def test_a_process_without_a_platform_left_ends() -> None:
    """Where every platform refuses, there is nothing to serve; and a database that is unsound is no refusal."""
    standing = Standing(platforms={Platform.TELEGRAM}, metrics=Metrics())
    with pytest.raises(BadTokenError):
        standing.refuse(Platform.TELEGRAM, BadTokenError())

    async def break_down() -> None:
        raise DatabaseDamagedError("coach.db")

    two = Standing(platforms=BOTH, metrics=Metrics())
    with pytest.raises(DatabaseDamagedError):
        await two.guard(Part(name="telegram", run=break_down), platform=Platform.TELEGRAM).run()


async def test_a_refused_platform_does_not_hold_up_the_end() -> None:
    """Whoever waits to try again ends as soon as the process is asked to."""

    async def refused() -> None:
        raise BadTokenError

    standing = Standing(platforms=BOTH, metrics=Metrics())
    part = standing.guard(Part(name="telegram", run=refused), platform=Platform.TELEGRAM)
    assert part.stop is not None
    part.stop()
    async with asyncio.timeout(5):
        await part.run()


@contextmanager
def serving(folder: Path, *parts: str, **settings: str) -> Iterator["subprocess.Popen[str]"]:
    """Run some parts, else everything that has a token, as one process."""
    given = {f"CALFCOACH_{name}": value for name, value in settings.items()}
    with subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", "bot", "run", *parts],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **given},
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.terminate()
            process.communicate(timeout=20)


@pytest.mark.parametrize("token", ["bad.tok.en", "no token at all"])
def test_a_bad_token_of_one_platform_leaves_the_other_alone(tmp_path: Path, token: str) -> None:
    """Discord's token is refused: that is said in one sentence, the page shows it, and Telegram is answered."""
    with telegram_process.stand_in() as telegram, discord_process.stand_in() as discord:
        telegram.ask("person", person_id=1)
        with serving(
            tmp_path,
            DATABASE__URL=f"sqlite:///{tmp_path / 'coach.db'}",
            TELEGRAM__TOKEN=TELEGRAM_TOKEN,
            TELEGRAM__API_BASE_URL=telegram.url,
            DISCORD__TOKEN=token,
            DISCORD__API_BASE_URL=discord.url,
            WEB__PORT="0",
        ) as process:
            said, page = heard_from(process)
            assert "Discord" in said
            assert token not in said
            telegram.say_all([(1, "hi")])
            assert telegram.wait_for(1, seconds=20)
            assert 'calfcoach_platform_accepts{platform="discord"} 0.0' in look(f"{page}/metrics")
            assert 'calfcoach_platform_accepts{platform="telegram"} 1.0' in look(f"{page}/metrics")
            assert look(f"{page}/readyz") == "ready\ndiscord refuses the bot\n"
        assert process.returncode == 0


def test_the_line_of_a_platform_without_a_token_goes_on(tmp_path: Path) -> None:
    """Who has Telegram alone runs the same Procfile: the process for Discord says that it takes nothing in."""
    with (
        telegram_process.stand_in() as telegram,
        serving(
            tmp_path,
            "discord",
            DATABASE__URL=f"sqlite:///{tmp_path / 'coach.db'}",
            TELEGRAM__TOKEN=TELEGRAM_TOKEN,
            TELEGRAM__API_BASE_URL=telegram.url,
        ) as process,
    ):
        assert process.stderr is not None
        told = [process.stderr.readline()]
        while "begun" not in told[-1]:
            assert told[-1], "it ended"
            told.append(process.stderr.readline())
    assert "there is no token" in told[0]
    assert '"discord"' in told[0]
    assert process.returncode == 0


def heard_from(process: "subprocess.Popen[str]") -> tuple[str, str]:
    """Return what a process logs of the platform that refused it, and the address of its page."""
    assert process.stderr is not None
    said = page = ""
    while not (said and page):
        line = process.stderr.readline()
        assert line, "it ended"
        if "refuses the bot" in line:
            said = line
        if "running on http" in line:
            page = "http" + line.partition("http")[2].partition(" ")[0]
    return said, page


def look(address: str) -> str:
    """Fetch a page."""
    with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - our own server
        text: str = answer.read().decode()
    return text
