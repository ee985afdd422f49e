"""What a worker does again and again: sweep, deliver, count, tidy up."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.delivery.dispatch import Delivery
from bot.metrics import Metrics
from bot.scheduler import Job
from core.domain.exercise import Catalogue
from core.domain.linking.merging import UNDO_WITHIN
from core.services.queue_due import Swept, sweep
from core.storage.codes import prune_codes
from core.storage.given_files import KEPT
from core.storage.parts import prune_parts
from core.storage.store import Store

#: So many reminders are looked at with one reading of the clock.
SWEEP_LIMIT = 5000
_PRUNED_AT_ONCE = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """How long what is over is kept."""

    events: timedelta
    messages: timedelta
    sent: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """The jobs of one process."""

    store: Store
    delivery: Delivery
    clock: Callable[[], datetime]
    catalogue: Catalogue
    metrics: Metrics
    keeping: Keeping

    def jobs(
        self,
        *,
        sweep_every: timedelta,
        deliver_every: timedelta = timedelta(seconds=1),
        count_every: timedelta = timedelta(seconds=15),
        tidy_every: timedelta = timedelta(hours=1),
    ) -> tuple[Job, ...]:
        """Return the jobs; delivering takes over leases that ran out, too."""
        return (
            Job(name="sweep", every=sweep_every, do=self.sweep),
            Job(name="deliver", every=deliver_every, do=self.deliver),
            Job(name="count", every=count_every, do=self.count),
            Job(name="tidy", every=tidy_every, do=self.tidy),
        )

    async def sweep(self) -> None:
        """Queue everything that is due."""
        with self.metrics.sweep.time():
            while await self._sweep_some() == SWEEP_LIMIT:
                pass

    async def _sweep_some(self) -> int:
        return await sweep(
            self.store,
            now=self.clock(),
            limit=SWEEP_LIMIT,
            catalogue=self.catalogue,
            tell=self._swept,
            pause=self.delivery.let_catch_up,
        )

    async def deliver(self) -> None:
        """Look for messages to send."""
        self.delivery.wake()

    async def count(self) -> None:
        """Show what waits."""
        await self.metrics.look(self.store, now=self.clock())

    async def tidy(self) -> None:
        """Delete what is over and old."""
        now = self.clock()
        while True:
            async with self.store.transaction() as transaction:
                deleted = await transaction.prune(
                    events=now - self.keeping.events,
                    messages=now - self.keeping.messages,
                    outbox=now - self.keeping.sent,
                    given=now - KEPT,
                    limit=_PRUNED_AT_ONCE,
                )
            if deleted < _PRUNED_AT_ONCE:
                break
        async with self.store.transaction() as transaction:
            await prune_codes(transaction, before=now - UNDO_WITHIN)
            while await prune_parts(transaction, before=now - UNDO_WITHIN):
                pass

    def _swept(self, swept: Swept) -> None:
        self.metrics.queued.inc(swept.queued)
        self.metrics.too_late.inc(swept.late)
        self.delivery.expect(swept.logbooks)
        self.delivery.wake()
