"""What one process counts, every process shows."""

from datetime import timedelta

from httpx import ASGITransport, AsyncClient
from prometheus_client.parser import text_string_to_metric_families

from bot.metrics import Metrics
from bot.noticeboard import Noticeboard
from bot.web import make_app
from tests.support.office import Office


def board_of(office: Office, process: str, *, metrics: Metrics) -> Noticeboard:
    """Return the noticeboard as a process sees it."""
    return Noticeboard(store=office.store, counts=metrics.registry, process=process, clock=office.clock.now)


async def shown_by(office: Office, process: str) -> str:
    """Return the page of a process that counted nothing itself."""
    metrics = Metrics()
    board = board_of(office, process, metrics=metrics)
    app = make_app(store=office.store, metrics=metrics, clock=office.clock.now, board=board)
    async with AsyncClient(transport=ASGITransport(app=app), base_url="http://coach") as client:
        return (await client.get("/metrics")).text


async def test_a_page_shows_what_a_worker_counted(office: Office) -> None:
    """Counters and histograms of the others, told apart by their process; the page stays readable to Prometheus."""
    worker = Metrics()
    worker.sent.labels("telegram", "daily").inc(3)
    worker.sweep.observe(0.2)
    await board_of(office, "worker", metrics=worker).put_up()
    page = await shown_by(office, "web")
    assert 'calfcoach_sent_total{kind="daily",platform="telegram",process="worker"} 3.0' in page
    assert 'calfcoach_sweep_seconds_count{process="worker"} 1.0' in page
    assert "calfcoach_sweep_seconds_count 0.0" in page
    names = [family.name for family in text_string_to_metric_families(page)]
    assert len(names) == len(set(names))


async def test_nobody_shows_themselves_twice(office: Office) -> None:
    """What a process put up itself is not shown beside its own numbers."""
    metrics = Metrics()
    metrics.queued.inc()
    await board_of(office, "web", metrics=metrics).put_up()
    assert "process=" not in await shown_by(office, "web")


async def test_a_process_that_ended_is_shown_no_longer(office: Office) -> None:
    """Two minutes without news, and its numbers are gone; after an hour nothing of them is kept."""
    metrics = Metrics()
    metrics.queued.inc(7)
    worker = board_of(office, "worker", metrics=metrics)
    await worker.put_up()
    office.clock.move_to(office.clock.now() + timedelta(minutes=3))
    assert "process=" not in await shown_by(office, "web")
    office.clock.move_to(office.clock.now() + timedelta(hours=1))
    web = board_of(office, "web", metrics=Metrics())
    await web.put_up()
    office.clock.move_to(office.clock.now() - timedelta(hours=1, minutes=3))
    assert await web.others() == []
