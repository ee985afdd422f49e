import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from httpx import ASGITransport, AsyncClient, Response
from starlette.applications import Starlette

from bot.metrics import Metrics
from bot.scheduler import Job, keep_time
from bot.web import make_app
from core.storage.errors import DatabaseDamagedError, StorageUnavailableError
from core.storage.store import Store
from tests.support.correspondents import Talk
from tests.support.office import Office

OFTEN = timedelta(milliseconds=20)


def now() -> datetime:
    """Return the present instant."""
    return datetime.now(UTC)  # noqa: TID251 - the ticker lives in real time


def counting(times: int, then: Callable[[], Awaitable[None]] | None = None) -> tuple[Job, asyncio.Event, list[int]]:
    """Return a job that counts, and an event that is set once it was done so many times."""
    done, reached = [0], asyncio.Event()

    async def count() -> None:
        done[0] += 1
        if done[0] >= times:
            reached.set()
        if then is not None:
            await then()

    return Job(name="count", every=OFTEN, do=count), reached, done


async def test_a_job_is_done_at_once_and_again() -> None:
    """The first time is the start, not an interval later."""
    job, reached, _ = counting(3)
    ticking = asyncio.create_task(keep_time([job], clock=now))
    async with asyncio.timeout(5):
        await reached.wait()
    ticking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await ticking


async def test_a_job_never_runs_beside_itself() -> None:
    """A job that takes longer than its interval is not begun again meanwhile."""
    gate = asyncio.Event()
    job, _, done = counting(1, gate.wait)  # type: ignore[arg-type]  # an event's wait returns True
    other, reached, _ = counting(10)
    ticking = asyncio.create_task(keep_time([job, Job(name="other", every=OFTEN, do=other.do)], clock=now))
    async with asyncio.timeout(5):
        await reached.wait()
    assert done == [1]
    gate.set()
    ticking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await ticking


async def test_a_job_that_is_broken_off_at_the_end_is_no_failure(caplog: pytest.LogCaptureFixture) -> None:
    """A process that ends while it sweeps says nothing of it."""
    job, reached, _ = counting(1, asyncio.Event().wait)  # type: ignore[arg-type]  # an event's wait returns True
    ticking = asyncio.create_task(keep_time([job], clock=now))
    async with asyncio.timeout(5):
        await reached.wait()
    ticking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await ticking
    begun = asyncio.all_tasks() - {asyncio.current_task()}
    await asyncio.gather(*begun, return_exceptions=True)
    assert [one for one in caplog.records if one.levelname == "ERROR"] == []


async def test_a_database_that_is_away_is_waited_for() -> None:
    """The job is done again, and the ticker goes on."""

    async def away() -> None:
        raise StorageUnavailableError("coach.db")

    job, reached, _ = counting(4, away)
    ticking = asyncio.create_task(keep_time([job], clock=now))
    async with asyncio.timeout(5):
        await reached.wait()
    assert not ticking.done()
    ticking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await ticking


async def test_a_full_disk_ends_it_with_one_sentence() -> None:
    """What trying again does not mend is raised."""

    async def damaged() -> None:
        raise DatabaseDamagedError("coach.db")

    async with asyncio.timeout(5):
        with pytest.raises(DatabaseDamagedError, match="is damaged"):
            await keep_time([Job(name="damaged", every=OFTEN, do=damaged)], clock=now)


async def get(app: Starlette, path: str) -> Response:
    """Ask the application for a page."""
    async with AsyncClient(transport=ASGITransport(app=app), base_url="http://coach") as client:
        return await client.get(path)


async def test_health_readiness_and_numbers(office: Office) -> None:
    """Alive and ready, with what waits and what was sent as numbers."""
    (anna,) = await office.join("anna")
    await office.answer(anna, "anna", "hello")
    await office.delivery().drain()
    await office.pass_time(hours=30)
    app = make_app(store=office.store, metrics=office.metrics, clock=office.clock.now)
    assert (await get(app, "/healthz")).text == "ok\n"
    assert (await get(app, "/readyz")).status_code == 200
    shown = (await get(app, "/metrics")).text
    assert 'calfcoach_waiting{state="due"} 1.0' in shown
    assert 'calfcoach_sent_total{kind="answer",platform="telegram"} 1.0' in shown
    assert "calfcoach_database_up 1.0" in shown


def spoil(folder: Path) -> None:
    """Write nonsense over every file of a database."""
    for one in folder.iterdir():
        one.write_bytes(b"not a database, not at all" * 100)


async def test_not_ready_without_its_database(tmp_path: Path) -> None:
    """Where the database cannot be used, the process lives on and says that it is not ready."""
    metrics = Metrics()
    async with Store.open(f"sqlite:///{tmp_path / 'coach.db'}") as store:
        app = make_app(store=store, metrics=metrics, clock=now)
        spoil(tmp_path)
        assert (await get(app, "/healthz")).status_code == 200
        assert (await get(app, "/readyz")).status_code == 503
        assert "calfcoach_database_up 0.0" in (await get(app, "/metrics")).text


async def test_readings_are_counted_by_status(store: Store) -> None:
    """What runners write is counted by how it was read, each message once."""
    talk = Talk(store)
    once = talk.said("ann", "3x12 @ 40 kg")
    await talk.happens(once, talk.said("ann", "why?"))
    await talk.happens(once)
    counted = {
        status: talk.metrics.registry.get_sample_value("calfcoach_readings_total", {"status": status})
        for status in ("read", "none")
    }
    assert counted == {"read": 1.0, "none": 1.0}
