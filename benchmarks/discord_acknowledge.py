"""How long Discord waits for the first word about a command or press, while 10,000 reminders fall due.

Ours is the whole coach as it runs (`calfcoach run discord worker`) on SQLite: 50 interactions are always in flight
until they are answered, and the sweep plans and queues 10,000 reminders in the same process. The peer is a bare
discord.py bot that acknowledges, and does nothing else at all.
"""

import argparse
import asyncio
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.crowd import gather
from benchmarks.report import Finding, conclude, print_head, print_machine, print_row
from core.domain.catalogue import load_catalogue
from core.storage.store import Store
from tests.support.discord_process import Remote, coach
from tests.support.discordapi.server import TOKEN, DiscordServer
from tests.support.discordapi.world import LOADING, Interaction
from tests.support.remote import ROOT, ended

IN_FLIGHT = 50
GOAL_MS = 300.0
CALLBACK = "POST /interactions/{interaction}/{token}/callback"
COMMANDS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("week", {}),
    ("log", {"text": "3x12 20kg"}),
    ("today", {}),
    ("history", {}),
)


async def measure(
    server: DiscordServer, *, done: Callable[[], bool], over: Callable[[Interaction], bool], least: int
) -> list[float]:
    """Keep 50 interactions in flight until `done`, each until it is `over`; return how many ms each waited first."""
    waited: list[float] = []
    numbers = count()

    async def one_after_another(lane: int) -> None:
        while not done() or len(waited) < least:
            name, options = COMMANDS[next(numbers) % len(COMMANDS)]
            waited.append(await _asked(server, str(5000 + lane), name=name, options=options, over=over))

    await asyncio.gather(*(one_after_another(lane) for lane in range(IN_FLIGHT)))
    return waited


async def _asked(
    server: DiscordServer, user: str, *, name: str, options: dict[str, Any], over: Callable[[Interaction], bool]
) -> float:
    """Let somebody use a command, and return how many milliseconds it took to be acknowledged."""
    began = time.perf_counter()
    server.world.command(user, name, **options)
    one = next(reversed(server.world.interactions.values()))
    await _until(lambda: bool(one.acknowledged))
    took = 1000 * (time.perf_counter() - began)
    await _until(lambda: over(one))
    return took


async def _until(true: Callable[[], bool]) -> None:
    """Wait until something is true, for at most ten seconds."""
    began = time.perf_counter()
    while not true() and time.perf_counter() - began < 10:  # noqa: ASYNC110 - it is the stand-in that is looked at
        await asyncio.sleep(0.001)


def answered(one: Interaction) -> bool:
    """Tell whether the "thinking" message has become an answer."""
    return bool(one.original) and not one.channel.messages[one.original]["flags"] & LOADING


async def ours(folder: Path, *, runners: int) -> list[float]:
    """Measure the coach."""
    url = f"sqlite:///{folder}/coach.db"
    async with Store.open(url) as store:
        await gather(store, runners, catalogue=load_catalogue(), due=datetime.now(UTC))
    async with DiscordServer() as server:
        with ended(coach(Remote(server.url), folder / "coach.db", "discord", "worker")):
            assert await server.until(lambda: _ready(server), seconds=60)
            async with Store.open(url) as store:
                return await _until_swept(server, store)


async def _until_swept(server: DiscordServer, store: Store) -> list[float]:
    swept = False
    ended = asyncio.get_running_loop().time() + 60

    async def watch() -> None:
        nonlocal swept
        while not swept:
            async with store.reading() as transaction:
                left = (await transaction.backlog(now=datetime.now(UTC))).due
            swept = left == 0 or asyncio.get_running_loop().time() > ended
            await asyncio.sleep(0.5)

    watching = asyncio.create_task(watch())
    waited = await measure(server, done=lambda: swept, over=answered, least=500)
    await watching
    return waited


async def peer() -> list[float]:
    """Measure a bot that only acknowledges."""
    async with DiscordServer() as server:
        with ended(bare(server)):
            assert await server.until(lambda: _ready(server), seconds=60)
            return await measure(server, done=lambda: True, over=lambda _: True, least=500)


def bare(server: DiscordServer) -> "subprocess.Popen[bytes]":
    """Start the bare bot."""
    command = [sys.executable, "-m", "tests.support.discord_bare", server.url, server.hub.url, TOKEN]
    return subprocess.Popen(command, cwd=ROOT)  # noqa: S603 - our own script


def _ready(server: DiscordServer) -> bool:
    return bool(server.world.commands) and server.hub.connected() > 0


def late(waited: list[float]) -> float:
    """Return the 99th percentile."""
    return sorted(waited)[int(0.99 * len(waited))]


def main() -> int:
    """Measure in rounds, print and compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    rounds = 1 if parser.parse_args().quick else 3
    mine, theirs = [], []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            mine.append(late(asyncio.run(ours(Path(folder), runners=10_000))))
            theirs.append(late(asyncio.run(peer())))
    print_machine()
    print_head()
    print_row("acknowledged, the coach with 10,000 due (p99)", mine, unit="ms")
    print_row("acknowledged, a bare bot at rest (p99)", theirs, unit="ms")
    worst = sorted(mine)[len(mine) // 2]
    return conclude(
        Finding(
            benchmark="discord_acknowledge",
            ours=round(worst, 1),
            peer=round(sorted(theirs)[len(theirs) // 2], 1),
            unit="ms (p99)",
            ratio=round(GOAL_MS / worst, 2),
            goal=1.0,
            holds=worst < GOAL_MS,
        )
    )


if __name__ == "__main__":
    sys.exit(main())
