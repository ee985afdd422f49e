"""How many due reminders a second are planned, recorded and queued on SQLite.

The peer is APScheduler as most bots use it: `SQLAlchemyJobStore` on SQLite and one cron job a runner, here dispatching
jobs that do nothing. Ours plans every exercise, keeps the prescription, queues the message and moves the reminder on.
"""

import argparse
import asyncio
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.crowd import DUE, be_calm, gather
from benchmarks.report import conclude, faster, print_head, print_machine, print_row
from core.domain.catalogue import load_catalogue
from core.services.queue_due import sweep
from core.storage.store import Store

GOAL = 10.0
_done = threading.Semaphore(0)


def nothing() -> None:
    """Count that a job ran."""
    _done.release()


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """How many were done a second, and the CPU that each took in microseconds, which a busy machine changes little."""

    rate: float
    cpu: float


async def ours(folder: Path, *, runners: int) -> Done:
    """Return what one sweep over everybody does."""
    catalogue = load_catalogue()
    async with Store.open(f"sqlite:///{folder}/coach.db") as store:
        await gather(store, runners, catalogue=catalogue)
        be_calm()
        began, spent = time.perf_counter(), time.process_time()
        swept = await sweep(store, now=DUE, limit=2 * runners, catalogue=catalogue)
        took, spent = time.perf_counter() - began, time.process_time() - spent
        async with store.reading() as transaction:
            backlog = await transaction.backlog(now=DUE)
    assert (swept, backlog.queued, backlog.due) == (runners, runners, 0), (swept, backlog)
    return Done(rate=runners / took, cpu=1e6 * spent / runners)


def peer(folder: Path, *, runners: int) -> Done:
    """Return what APScheduler dispatches from its SQLAlchemy store."""
    scheduler = BackgroundScheduler(timezone=UTC)
    scheduler.add_jobstore(SQLAlchemyJobStore(url=f"sqlite:///{folder}/jobs.db"))
    scheduler.start(paused=True)
    due = datetime.now(UTC)
    trigger = CronTrigger(hour=due.hour, minute=due.minute, second=due.second, timezone=UTC)
    for number in range(runners):
        scheduler.add_job(nothing, trigger, id=str(number), next_run_time=due, misfire_grace_time=None)
    began, spent = time.perf_counter(), time.process_time()
    scheduler.resume()
    for _ in range(runners):
        assert _done.acquire(timeout=300)
    took, spent = time.perf_counter() - began, time.process_time() - spent
    scheduler.shutdown()
    assert datetime.now(UTC) - due < timedelta(hours=12)
    return Done(rate=runners / took, cpu=1e6 * spent / runners)


def main() -> int:
    """Measure both in turn, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="end within 50 s")
    quick = parser.parse_args().quick
    mine, theirs = [], []
    for _ in range(3 if quick else 7):
        with tempfile.TemporaryDirectory() as folder:
            mine.append(asyncio.run(ours(Path(folder), runners=1500 if quick else 10_000)))
            theirs.append(peer(Path(folder), runners=500 if quick else 2000))
    print_machine()
    print_head()
    rates, peers = [one.rate for one in mine], [one.rate for one in theirs]
    print_row("planned, recorded and queued", rates, unit="reminders/s")
    print_row("  CPU", [one.cpu for one in mine], unit="us/reminder")
    print_row("peer: APScheduler with SQLAlchemyJobStore, empty jobs", peers, unit="jobs/s")
    print_row("  CPU", [one.cpu for one in theirs], unit="us/job")
    return conclude(faster("sweep", ours=rates, peer=peers, unit="reminders/s", goal=GOAL))


if __name__ == "__main__":
    sys.exit(main())
