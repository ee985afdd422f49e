"""A worker as a process of its own, with short leases, for what only a process that dies can show.

`python -m tests.support.worker_process DATABASE API_URL LEASE_SECONDS MESSAGES_A_SECOND [CLOCK_FILE]`

The clock file says by how many seconds the wall clock of this process is wrong; steady clocks are not. APScheduler
reads the wall clock by itself, so it is given the wrong one too.
"""

import asyncio
import sys
from contextlib import suppress
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from random import SystemRandom
from secrets import token_hex

import apscheduler.executors.base
import apscheduler.schedulers.base

import bot.scheduler
from bot.delivery.dispatch import Delivery
from bot.delivery.pace import Limits
from bot.logs import set_up_logs
from bot.metrics import Metrics
from bot.scheduler import keep_time
from bot.telegram.adapter import ProcessMemory, TelegramPlatform
from bot.worker import Keeping, Worker
from core.domain.account import Platform
from core.domain.catalogue import load_catalogue
from core.storage.errors import StorageError
from core.storage.store import Store
from tests.support.botapi.server import TOKEN


class WallClock(datetime):
    """The machine's clock, wrong by as much as a file says."""

    wrong_by: Path | None = None

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]  # as APScheduler calls it
        """Return what it shows."""
        wrong = float(cls.wrong_by.read_text("utf-8") or 0) if cls.wrong_by else 0.0
        return datetime.now(tz) + timedelta(seconds=wrong)  # noqa: TID251 - a process of its own


def now() -> datetime:
    """Return the present instant."""
    return WallClock.now(UTC)


def set_clock(file: Path) -> None:
    """Have everything in this process take the time from a clock that may jump."""
    WallClock.wrong_by = file
    apscheduler.schedulers.base.datetime = WallClock
    apscheduler.executors.base.datetime = WallClock
    bot.scheduler.LOOK_AT_CLOCK = timedelta(seconds=0.3)


async def work(database: str, url: str, *, lease: timedelta, rate: float) -> None:
    """Sweep and deliver until killed."""
    catalogue, metrics, kept = load_catalogue(), Metrics(), timedelta(days=30)
    platform = TelegramPlatform(token=TOKEN, clock=now, memory=ProcessMemory(), api_base_url=url)
    async with Store.open(database, upgrade=False) as store, platform:
        delivery = Delivery(
            store=store,
            platforms={Platform.TELEGRAM: platform},
            clock=now,
            catalogue=catalogue,
            chance=SystemRandom(),
            owner=token_hex(8),
            limits={Platform.TELEGRAM: Limits(per_second=rate)},
            metrics=metrics,
            lease=lease,
        )
        worker = Worker(
            store=store,
            delivery=delivery,
            clock=now,
            catalogue=catalogue,
            metrics=metrics,
            keeping=Keeping(events=kept, messages=kept, sent=kept),
        )
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(delivery.run())
            tasks.create_task(keep_time(worker.jobs(sweep_every=timedelta(seconds=1)), clock=now))


async def keep_working(database: str, url: str, *, lease: timedelta, rate: float) -> None:
    """Begin anew whenever the database is away as the worker begins."""
    while True:
        with suppress(StorageError):
            await work(database, url, lease=lease, rate=rate)


if __name__ == "__main__":
    set_up_logs(level="error")
    _, database, url, lease, rate, *clock = sys.argv
    for one in clock:
        set_clock(Path(one))
    asyncio.run(keep_working(database, url, lease=timedelta(seconds=float(lease)), rate=float(rate)))
