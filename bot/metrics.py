"""What is counted while the coach runs; prometheus-client's own objects, in a registry that is handed around."""

from datetime import datetime
from functools import partial

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from core.domain.reading import Status
from core.storage.store import Store

#: What every process reads from the database, and shows as it is.
OF_THE_DATABASE = frozenset({"calfcoach_waiting", "calfcoach_oldest_waiting_seconds", "calfcoach_database_up"})
_LATE = (0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3600, 10800)


class Metrics:
    """Every metric of one process."""

    def __init__(self) -> None:
        """Begin at nothing."""
        self.registry = CollectorRegistry()
        counter = partial(Counter, registry=self.registry)
        gauge = partial(Gauge, registry=self.registry)
        histogram = partial(Histogram, registry=self.registry)
        by_platform, by_kind = ["platform"], ["kind"]
        self.sent = counter("calfcoach_sent", "Messages that a platform took", ["platform", "kind"])
        self.failed = counter("calfcoach_failed", "Sends that failed, by what is done next", ["platform", "reason"])
        self.dropped = counter(
            "calfcoach_dropped", "Messages that no longer made sense and were not sent", ["kind", "reason"]
        )
        self.asked_to_wait = counter("calfcoach_asked_to_wait", "Answers 429: the platform asked to wait", by_platform)
        self.blocked = counter("calfcoach_blocked", "Chats that turned out to be gone", by_platform)
        self.lateness = histogram(
            "calfcoach_lateness_seconds",
            "Time from when a message was due until the platform took it",
            by_kind,
            buckets=_LATE,
        )
        self.sweep = histogram("calfcoach_sweep_seconds", "Time that a sweep took")
        self.queued = counter("calfcoach_queued", "Reminders that were queued")
        self.too_late = counter("calfcoach_too_late", "Reminders that fell due while nobody swept, past their window")
        self.readings = counter("calfcoach_readings", "Messages of runners, by how they were read", ["status"])
        for status in Status:
            self.readings.labels(status.value)  # shown from the beginning
        self.accepted = gauge(
            "calfcoach_platform_accepts", "1 while the platform takes the bot, 0 after it refused it", by_platform
        )
        self.waiting = gauge("calfcoach_waiting", "What waits: due, queued, leased and dead", ["state"])
        self.oldest = gauge("calfcoach_oldest_waiting_seconds", "Age of the oldest message that waits")
        self.database_up = gauge("calfcoach_database_up", "1 while the database could be read, else 0")

    def count_reading(self, status: Status) -> None:
        """Count how a message was read."""
        self.readings.labels(status.value).inc()

    async def look(self, store: Store, *, now: datetime) -> None:
        """Count what waits in the database."""
        async with store.reading() as transaction:
            backlog = await transaction.backlog(now=now)
        for state in ("due", "queued", "leased", "dead"):
            self.waiting.labels(state).set(getattr(backlog, state))
        self.oldest.set(max(0.0, (now - backlog.oldest).total_seconds()) if backlog.oldest else 0.0)
