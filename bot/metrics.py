"""What is counted while the coach runs; prometheus-client's own objects, in a registry that is handed around."""

from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from core.domain.reading import Status
from core.storage.store import Store

_LATE = (0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3600, 10800)


class Metrics:
    """Every metric of one process."""

    def __init__(self) -> None:
        """Begin at nothing."""
        self.registry = CollectorRegistry()
        self.sent = Counter(
            "calfcoach_sent", "Messages that a platform took", ["platform", "kind"], registry=self.registry
        )
        self.failed = Counter(
            "calfcoach_failed",
            "Sends that failed, by what is done next",
            ["platform", "reason"],
            registry=self.registry,
        )
        self.dropped = Counter(
            "calfcoach_dropped",
            "Messages that no longer made sense and were not sent",
            ["kind", "reason"],
            registry=self.registry,
        )
        self.asked_to_wait = Counter(
            "calfcoach_asked_to_wait", "Answers 429: the platform asked to wait", ["platform"], registry=self.registry
        )
        self.blocked = Counter(
            "calfcoach_blocked", "Chats that turned out to be gone", ["platform"], registry=self.registry
        )
        self.lateness = Histogram(
            "calfcoach_lateness_seconds",
            "Time from when a message was due until the platform took it",
            ["kind"],
            buckets=_LATE,
            registry=self.registry,
        )
        self.sweep = Histogram("calfcoach_sweep_seconds", "Time that a sweep took", registry=self.registry)
        self.queued = Counter("calfcoach_queued", "Reminders that were queued", registry=self.registry)
        self.too_late = Counter(
            "calfcoach_too_late",
            "Reminders that fell due while nobody swept, past their window",
            registry=self.registry,
        )
        self.readings = Counter(
            "calfcoach_readings", "Messages of runners, by how they were read", ["status"], registry=self.registry
        )
        self.waiting = Gauge(
            "calfcoach_waiting", "What waits: due, queued, leased and dead", ["state"], registry=self.registry
        )
        self.oldest = Gauge(
            "calfcoach_oldest_waiting_seconds", "Age of the oldest message that waits", registry=self.registry
        )
        self.database_up = Gauge(
            "calfcoach_database_up", "1 while the database could be read, else 0", registry=self.registry
        )

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
