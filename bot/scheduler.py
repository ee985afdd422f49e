"""The ticker: a few jobs at intervals, whatever the number of runners. What is due lives in our own tables."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from core.storage.errors import StorageError

_LOG = structlog.get_logger(__name__)
#: How far wall clock and steady clock may drift apart between two looks before it is a jump.
JUMP = timedelta(seconds=2)
LOOK_AT_CLOCK = timedelta(seconds=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Something that is done every so often, and once at the start."""

    name: str
    every: timedelta
    do: Callable[[], Awaitable[None]]


async def keep_time(jobs: Sequence[Job], *, clock: Callable[[], datetime]) -> None:
    """Do the jobs at their intervals until cancelled.

    A job never runs beside itself, and runs once however many of its times went by (while the process was suspended,
    or busy), however late: what it does depends on the moment it runs at, not on the one it was meant for. A database
    that is away is waited for; other errors of `core.storage.errors` end this.
    """
    failed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    scheduler = AsyncIOScheduler(
        timezone=UTC, job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
    )
    for job in jobs:
        scheduler.add_job(
            _guarded,
            "interval",
            args=(job, failed),
            id=job.name,
            seconds=job.every.total_seconds(),
            next_run_time=clock(),
        )
    scheduler.start()
    watching = asyncio.create_task(_follow_clock(scheduler, clock=clock))
    try:
        await failed
    finally:
        watching.cancel()
        scheduler.shutdown(wait=False)


async def _guarded(job: Job, failed: "asyncio.Future[None]") -> None:
    """Do a job; what trying again does not mend is handed to `failed`."""
    try:
        await job.do()
    except StorageError as error:
        if not error.retry:
            _hand_over(error, failed)
            return
        _LOG.warning("job waits for the database", job=job.name, trouble=str(error))
    except asyncio.CancelledError:
        # The process ends. APScheduler would log it as a failure of the job.
        _LOG.info("job broken off", job=job.name)
    except Exception as error:  # noqa: BLE001 - a job runs outside of everything that could catch it
        _hand_over(error, failed)


def _hand_over(error: Exception, failed: "asyncio.Future[None]") -> None:
    if not failed.done():
        failed.set_exception(error)


async def _follow_clock(scheduler: AsyncIOScheduler, *, clock: Callable[[], datetime]) -> None:
    """Let every job run at once after the wall clock jumped; put back, it would else stand still for as long."""
    loop = asyncio.get_running_loop()
    seen, steady = clock(), loop.time()
    while True:
        await asyncio.sleep(LOOK_AT_CLOCK.total_seconds())
        expected = seen + timedelta(seconds=loop.time() - steady)
        seen, steady = clock(), loop.time()
        if abs(seen - expected) > JUMP:
            _LOG.warning("the clock jumped", seconds=round((seen - expected).total_seconds()))
            for job in scheduler.get_jobs():
                job.modify(next_run_time=seen)
