"""A post office for tests of delivery: a store, a clock that is moved by hand, a letterbox and a delivery."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from random import Random

from sqlalchemy import select

from bot.chat import Reply
from bot.clock import MovableClock
from bot.delivery.dispatch import LEASE, Delivery
from bot.delivery.pace import Limits
from bot.delivery.posting import encode_reply
from bot.metrics import Metrics
from core.domain.account import AccountKey, Address, Platform
from core.domain.logbook import Logbook
from core.domain.messages import Arrival, Outgoing, Priority
from core.domain.runner import RunnerId, Settings
from core.services.queue_due import sweep
from core.services.set_reminders import set_reminders
from core.storage import tables
from core.storage.store import Store
from tests.support.letterbox import Letterbox
from tests.support.logbooks import CATALOGUE

BEGAN = datetime(2026, 3, 2, 12, tzinfo=UTC)


@dataclass(slots=True, kw_only=True)
class Office:
    """Everything between the database and a platform, with one process in it unless more are opened."""

    store: Store
    clock: MovableClock = field(default_factory=lambda: MovableClock(BEGAN))
    box: Letterbox = field(default_factory=Letterbox)
    metrics: Metrics = field(default_factory=Metrics)
    keys: int = 0

    def delivery(
        self,
        owner: str = "one",
        *,
        limits: Limits | None = None,
        box: Letterbox | None = None,
        lease: timedelta = LEASE,
    ) -> Delivery:
        """Open the delivery of a process."""
        return Delivery(
            store=self.store,
            platforms={Platform.TELEGRAM: box or self.box},
            clock=self.clock.now,
            catalogue=CATALOGUE,
            chance=Random(1),  # noqa: S311 - not a secret
            owner=owner,
            limits={Platform.TELEGRAM: limits or Limits()},
            metrics=self.metrics,
            lease=lease,
        )

    async def join(self, *chats: str, settings: Settings | None = None) -> list[RunnerId]:
        """Begin a runner for each chat, with reminders set."""
        arrivals = [
            Arrival(
                account=AccountKey(platform=Platform.TELEGRAM, user=chat),
                event=f"join-{chat}",
                address=Address(chat),
                settings=settings or Settings(),
            )
            for chat in chats
        ]
        async with self.store.transaction() as transaction:
            admitted = await transaction.admit(arrivals, now=self.clock.now())
            runners = [one.runner for one in admitted]
            loaded = await transaction.logbooks(runners, since=None)
            ready = [set_reminders(one, now=self.clock.now(), catalogue=CATALOGUE) for one in loaded.values()]
            await transaction.save(ready, loaded=loaded)
        return runners

    async def load(self, runner: RunnerId) -> Logbook:
        """Load the logbook of a runner."""
        async with self.store.reading() as transaction:
            return (await transaction.logbooks([runner], since=None))[runner]

    async def do(self, runner: RunnerId, deed: Callable[[Logbook], Logbook]) -> None:
        """Do something for a runner as an inbox does: read and written in one transaction."""
        async with self.store.transaction() as transaction:
            loaded = await transaction.logbooks([runner], since=None)
            after = set_reminders(deed(loaded[runner]), now=self.clock.now(), catalogue=CATALOGUE)
            await transaction.save([after], loaded=loaded)

    async def save(self, logbook: Logbook) -> None:
        """Keep what a deed made of a logbook, with its reminders set anew."""
        ready = set_reminders(logbook, now=self.clock.now(), catalogue=CATALOGUE)
        async with self.store.transaction() as transaction:
            loaded = await transaction.logbooks([logbook.runner], since=None)
            await transaction.save([ready], loaded=loaded)

    async def answer(self, runner: RunnerId, chat: str, *texts: str, priority: Priority = Priority.ANSWER) -> None:
        """Queue messages in words."""
        async with self.store.transaction() as transaction:
            await transaction.queue([self._outgoing(runner, chat, text, priority=priority) for text in texts])

    async def sweep(self) -> int:
        """Queue what is due."""
        return await sweep(self.store, now=self.clock.now(), limit=100_000, catalogue=CATALOGUE)

    async def pass_time(self, **length: float) -> None:
        """Move the clock."""
        self.clock.move_to(self.clock.now() + timedelta(**length))

    async def states(self) -> dict[str, str]:
        """Return the state of every outgoing message, by its key."""
        async with self.store.reading() as transaction:
            rows = await transaction.connection.execute(select(tables.outbox.c.key, tables.outbox.c.state))
            return {key: state for key, state in rows}  # noqa: C416 - rows are no pairs to mypy

    async def reasons(self) -> dict[str, str]:
        """Return why each outgoing message is in its state, by its key."""
        async with self.store.reading() as transaction:
            rows = await transaction.connection.execute(select(tables.outbox.c.key, tables.outbox.c.reason))
            return {key: reason for key, reason in rows}  # noqa: C416 - rows are no pairs to mypy

    def _outgoing(self, runner: RunnerId, chat: str, text: str, *, priority: Priority) -> Outgoing:
        self.keys += 1
        now = self.clock.now()
        return Outgoing(
            runner=runner,
            key=f"test:{self.keys}",
            platform=Platform.TELEGRAM,
            address=Address(chat),
            kind="answer",
            priority=priority,
            queued=now,
            due=now,
            body=encode_reply(Reply(text=text)),
        )


def moved(logbook: Logbook, **settings: object) -> Logbook:
    """Return the logbook with other settings."""
    return replace(logbook, settings=replace(logbook.settings, **settings))  # type: ignore[arg-type]  # any setting
