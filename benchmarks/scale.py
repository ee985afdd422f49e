"""What a sweep over the same thousand due reminders costs with a thousand, a hundred thousand and a million runners.

Time, memory and start-up of a fresh process on SQLite. The peer is python-telegram-bot's `JobQueue.run_daily` for each
runner: its memory and start grow with every runner, and all of it is lost on restart.
"""

import argparse
import asyncio
import json
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import tracemalloc
from datetime import time as wall_time
from pathlib import Path

from telegram.ext import ApplicationBuilder, ContextTypes

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.crowd import DUE, gather
from benchmarks.report import Finding, conclude, print_head, print_machine, print_row
from core.domain.catalogue import load_catalogue
from core.services.queue_due import sweep
from core.storage.store import Store

AT_ONCE = 1000
SIZES = (1_000, 100_000, 1_000_000)
TIME_GOAL, MEMORY_GOAL, START_GOAL = 1.3, 1.1, 2.0
PEERS = 20_000
_KEEP = """
    CREATE TABLE kept_reminder AS SELECT * FROM reminder WHERE runner_id <= {due};
    CREATE TABLE kept_runner AS SELECT id, next_id FROM runner WHERE id <= {due};
    CREATE TABLE kept_prescription AS SELECT runner_id, id FROM prescription;
"""
_RESTORE = """
    DELETE FROM outbox;
    DELETE FROM prescription WHERE (runner_id, id) NOT IN (SELECT runner_id, id FROM kept_prescription);
    DELETE FROM reminder WHERE runner_id <= {due};
    INSERT INTO reminder SELECT * FROM kept_reminder;
    UPDATE runner SET next_id = (SELECT next_id FROM kept_runner WHERE kept_runner.id = runner.id) WHERE id <= {due};
"""


async def prepare(path: Path, *, runners: int) -> None:
    """Make a database of so many runners, a thousand of whom are due."""
    async with Store.open(f"sqlite:///{path}") as store:
        await gather(store, AT_ONCE, catalogue=load_catalogue())
    connection = sqlite3.connect(path)
    _copy_runners(connection, runners - AT_ONCE)
    connection.executescript(_KEEP.format(due=AT_ONCE) + "ANALYZE;")
    connection.commit()
    connection.close()


def _copy_runners(connection: sqlite3.Connection, count: int) -> None:
    """Copy the first runner, with accounts of their own, so many times; their reminders are due in days."""
    if count <= 0:
        return
    many = f"WITH RECURSIVE many(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many WHERE n < {count})"  # noqa: S608 - a number
    for table, owner, own in (
        ("runner", "id", {}),
        ("account", "runner_id", {"user": "'copy-' || n"}),
        ("reminder", "runner_id", {}),
    ):
        names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[1] != owner]
        columns = ", ".join(f'"{name}"' for name in names)
        values = ", ".join(own.get(name, f'{table}."{name}"') for name in names)
        which = f"{table}.{owner} = 1" + (" AND kind = 'silence'" if table == "reminder" else "")
        copied = f"{many} SELECT {AT_ONCE} + n, {values} FROM many, {table} WHERE {which}"  # noqa: S608 - our own names
        connection.execute(f"INSERT INTO {table} ({owner}, {columns}) {copied}")
    connection.commit()


async def measure(path: Path) -> None:
    """Open the database in this fresh process, sweep, and print what it took."""
    began = time.perf_counter()
    async with Store.open(f"sqlite:///{path}") as store:
        started = time.perf_counter() - began
        catalogue = load_catalogue()
        begun = time.process_time()
        swept = await sweep(store, now=DUE, limit=10 * AT_ONCE, catalogue=catalogue)
        took = time.process_time() - begun
    assert swept == AT_ONCE, swept
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"start": started, "sweep": took, "memory": memory}))


def rounds(path: Path, *, count: int) -> dict[str, float]:
    """Measure in fresh processes, and put everything back after each; return the medians."""
    found = []
    for _ in range(count):
        command = [sys.executable, __file__, "--child", str(path)]
        out = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603 - this script
        found.append(json.loads(out.splitlines()[-1]))
        connection = sqlite3.connect(path)
        connection.executescript(_RESTORE.format(due=AT_ONCE))
        connection.close()
    return {name: statistics.median(one[name] for one in found) for name in found[0]}


async def nothing(_: ContextTypes.DEFAULT_TYPE) -> None:
    """Do nothing."""


def peer() -> tuple[float, float]:
    """Return the bytes and milliseconds that a daily job costs the library for each runner."""
    queue = ApplicationBuilder().token("1:" + 35 * "A").build().job_queue
    assert queue is not None
    began = time.perf_counter()
    for number in range(PEERS):
        queue.run_daily(nothing, wall_time(18, 0), chat_id=number)
    took = time.perf_counter() - began
    tracemalloc.start()
    for number in range(PEERS):
        queue.run_daily(nothing, wall_time(18, 0), chat_id=number)
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return size / PEERS, 1000 * took / PEERS


def main() -> int:
    """Measure every size, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="end within 50 s")
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        asyncio.run(measure(options.child))
        return 0
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            path = Path(folder) / f"{size}.db"
            asyncio.run(prepare(path, runners=size))
            found[size] = rounds(path, count=2 if options.quick else 9)
            path.unlink()
    peer_bytes, peer_start = peer()
    return report(found, peer_bytes=peer_bytes, peer_start=peer_start)


def report(found: dict[int, dict[str, float]], *, peer_bytes: float, peer_start: float) -> int:
    """Print what was found; return 0 where the goals hold."""
    print_machine()
    print_head()
    for size, one in found.items():
        print_row(f"{size:,} runners: sweep of {AT_ONCE:,}", [1000 * one["sweep"]], unit="ms of CPU")
        print_row("  memory", [one["memory"] / 1024], unit="MiB")
        print_row("  start-up", [one["start"]], unit="s")
    print_row("peer: JobQueue.run_daily, memory", [peer_bytes], unit="bytes/runner")
    print_row("peer: JobQueue.run_daily, each start", [peer_start], unit="ms/runner")
    small, large = found[min(SIZES)], found[max(SIZES)]
    extra = (large["memory"] - small["memory"]) * 1024 / max(SIZES)
    return conclude(
        _within("scale_time", large["sweep"] / small["sweep"], goal=TIME_GOAL, peer=max(SIZES) / min(SIZES), unit="x"),
        _within(
            "scale_memory",
            large["memory"] / small["memory"],
            goal=MEMORY_GOAL,
            peer=peer_bytes / max(extra, 1),
            unit="x",
        ),
        _within("scale_start", large["start"], goal=START_GOAL, peer=peer_start * max(SIZES) / 1000, unit="s"),
    )


def _within(name: str, value: float, *, goal: float, peer: float, unit: str) -> Finding:
    return Finding(
        benchmark=name,
        ours=round(value, 3),
        peer=round(peer, 1),
        unit=unit,
        ratio=round(value / goal, 3),
        goal=goal,
        holds=value <= goal,
    )


if __name__ == "__main__":
    sys.exit(main())
