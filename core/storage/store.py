"""The door to storage: a store is opened once a process, and everything happens in its transactions."""

import asyncio
from collections.abc import AsyncIterator, Collection, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Self

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from core.domain.account import AccountKey, Platform
from core.domain.logbook import Logbook
from core.domain.messages import (
    Admission,
    Arrival,
    Backlog,
    DueReminder,
    Lease,
    Leased,
    Message,
    MessageRef,
    Outcome,
    Outgoing,
    Priority,
)
from core.domain.runner import RunnerId
from core.storage import inbox, outbox, schema
from core.storage.engine import PATIENCE, Database, open_reader, open_writer
from core.storage.errors import DatabaseNewerError, DatabaseOlderError
from core.storage.failures import stated
from core.storage.forgetting import digest_of, forget_runners, forgotten, spend, spent
from core.storage.logbooks import load_logbooks, unchanged
from core.storage.pruning import prune
from core.storage.reminders import claim_due, next_due
from core.storage.saving import save_logbooks

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
#: So long a server has to take leave of its connections.
_GOODBYE = timedelta(seconds=1)


class Numbers:
    """Numbers for queued messages: rising in one process, whatever its clock does; across processes, as time does."""

    def __init__(self) -> None:
        self._next = 0

    def take(self, count: int, *, now: datetime) -> int:
        """Return the first of `count` numbers."""
        first = max(self._next, (now - _EPOCH) // _MICROSECOND)
        self._next = first + count
        return first


@dataclass(frozen=True, slots=True, kw_only=True)
class Transaction:
    """One unit of work: all of it is kept, or nothing.

    Every deed takes a batch, and costs as many queries for a large one as for a small one.
    """

    connection: AsyncConnection
    numbers: Numbers
    writes: bool

    async def admit(self, arrivals: Sequence[Arrival], *, now: datetime) -> tuple[Admission, ...]:
        """Record the arrivals, in their order; find each one's runner, or begin a new one."""
        return await inbox.admit(self.connection, arrivals, now=now)

    async def logbooks(
        self, runners: Collection[RunnerId], *, since: date | None, changes: bool = True
    ) -> dict[RunnerId, Logbook]:
        """Load the logbooks of the runners that exist, and hold them against other writers until the end.

        `since` None loads whole histories; otherwise facts from that day on (all tests, and pauses that reach into it)
        and the changes near the cursor. Without `changes` a logbook can be judged by and written into, not undone.
        """
        return await load_logbooks(self.connection, runners, since=since, hold=self.writes, changes=changes)

    async def unchanged(self, logbooks: Collection[Logbook]) -> set[RunnerId]:
        """Return the runners of whom nothing was saved since these logbooks were loaded, by anybody."""
        return await unchanged(self.connection, logbooks)

    async def save(self, logbooks: Iterable[Logbook], *, loaded: Mapping[RunnerId, Logbook]) -> None:
        """Write what differs from what was `loaded`: facts, changes, settings, counters, accounts, reminders."""
        await save_logbooks(self.connection, logbooks, loaded=loaded)

    async def runner_of(self, account: AccountKey) -> RunnerId | None:
        """Return whose account it is, None where nobody has it."""
        return await inbox.runner_of(self.connection, account)

    async def forget(self, runners: Collection[RunnerId]) -> None:
        """Erase every row of the runners, and count them."""
        await forget_runners(self.connection, runners)

    async def spend(self, arrivals: Collection[Arrival], *, now: datetime) -> None:
        """Keep that events were carried out, namelessly: their runners are forgotten, and they may come again."""
        await spend(self.connection, arrivals, now=now)

    async def spent(self, arrivals: Collection[Arrival]) -> tuple[Arrival, ...]:
        """Return those events that were carried out for runners who are forgotten."""
        over = await spent(self.connection, arrivals)
        return tuple(one for one in arrivals if digest_of(one) in over)

    async def forgotten(self) -> int:
        """Return how many runners were ever forgotten."""
        return await forgotten(self.connection)

    async def messages_from(self, runner: RunnerId) -> tuple[Message, ...]:
        """Load everything that a runner wrote and that was not pruned, oldest first."""
        return await inbox.messages_from(self.connection, runner)

    async def keep_messages(self, messages: Sequence[Message]) -> None:
        """Keep what runners wrote; a message of the same id is replaced (it was edited, or read anew)."""
        await inbox.keep_messages(self.connection, messages)

    async def messages_of(self, refs: Collection[MessageRef]) -> dict[MessageRef, Message]:
        """Find messages that runners wrote, by the platform's ids."""
        return await inbox.messages_of(self.connection, refs)

    async def sent_of(self, refs: Collection[MessageRef]) -> dict[MessageRef, Outgoing]:
        """Find messages that were sent to the same runner, by the platform's ids; their bodies are not kept."""
        return await outbox.sent_of(self.connection, refs)

    async def queue(self, messages: Sequence[Outgoing]) -> None:
        """Queue messages in their order; one whose key the runner already has is left as it was."""
        if messages:
            number = self.numbers.take(len(messages), now=max(one.queued for one in messages))
            await outbox.queue(self.connection, messages, number=number)

    async def claim_due(self, *, now: datetime, limit: int) -> tuple[DueReminder, ...]:
        """Return reminders that are due, oldest first, and hold their runners.

        Runners that another process holds are passed over. A reminder is due until a saved logbook moves it on.
        """
        return await claim_due(self.connection, now=now, limit=limit)

    async def next_due(self) -> datetime | None:
        """Return when the next reminder falls due or the next message may be sent, None where nothing waits."""
        return await next_due(self.connection)

    async def claim_outbox(
        self, platform: Platform, *, now: datetime, limit: int, lease: Lease, up_to: Priority = Priority.REMINDER
    ) -> tuple[Leased, ...]:
        """Lease messages to send: answers first, then oldest first; a lease that ran out is taken over.

        Only those of priority `up_to` and before.

        No message is claimed while an earlier one of the same chat waits elsewhere (leased, or for another try), so a
        sender that keeps the order within a chat keeps it altogether.
        """
        return await outbox.claim_outbox(self.connection, platform, now=now, limit=limit, lease=lease, up_to=up_to)

    async def mark(self, outcomes: Sequence[Outcome], *, owner: str) -> None:
        """Write down what became of leased messages: `Accepted` from anybody, the rest only from the lease's owner."""
        await outbox.mark(self.connection, outcomes, owner=owner)

    async def release(self, owner: str, *, now: datetime) -> int:
        """Give back everything that `owner` has leased, as if it had not been tried, and return how many that were."""
        return await outbox.release(self.connection, owner, now=now)

    async def backlog(self, *, now: datetime) -> Backlog:
        """Count what waits."""
        return await outbox.backlog(self.connection, now=now)

    async def given_up(self) -> dict[str, int]:
        """Count the messages that were given up, by the reason."""
        return await outbox.given_up(self.connection)

    async def prune(
        self,
        *,
        events: datetime,
        messages: datetime,
        outbox: datetime,
        given: datetime | None = None,
        limit: int = 5000,
    ) -> int:
        """Delete rows that are older than these instants, at most `limit` of each table, and return how many.

        What still waits in the outbox is never too old.
        """
        return await prune(self.connection, events=events, messages=messages, outbox=outbox, given=given, limit=limit)


class Store:
    """An open database; `async with Store.open(url) as store`."""

    def __init__(self, *, database: Database, writer: AsyncEngine, reader: AsyncEngine, writers: int) -> None:
        self.database = database
        self.writer = writer
        self.reader = reader
        self._numbers = Numbers()
        # A pool hands its connection to whoever asks next; this one hands it to whoever has waited longest.
        self._turns = asyncio.Semaphore(writers)

    @property
    def shared(self) -> bool:
        """Tell whether other processes may write beside this one, row by row."""
        return self.database.path is None

    @classmethod
    @asynccontextmanager
    async def open(
        cls, url: str, *, upgrade: bool = True, connections: int = 5, patience: timedelta = PATIENCE
    ) -> AsyncIterator[Self]:
        """Open the database, creating or upgrading its tables unless told not to.

        Errors: those of `core.storage.errors`; the database is then as it was. `connections` is how many transactions
        may write at once on PostgreSQL; `patience` is how long a lock on a SQLite file is waited for.
        """
        database = Database.at(url, patience=patience)
        await _prepare(database, upgrade=upgrade)
        store = cls(
            database=database,
            writer=open_writer(database, connections=connections),
            reader=open_reader(database),
            writers=connections if database.path is None else 1,
        )
        try:
            await store.check_open()
            yield store
        finally:
            await _close(store.writer, store.reader)

    async def check_open(self) -> None:
        """Begin a transaction that does nothing; raise what stands in its way (a lock, a lost server)."""
        async with self.transaction() as transaction:
            await transaction.connection.execute(text("SELECT 1"))

    async def check_ready(self) -> None:
        """Begin a transaction, and raise what stands in its way: the tables are older than this version, too.

        Newer ones are not: a process that runs goes on while a new version takes over.
        """
        async with self.transaction() as transaction:
            found = str(await transaction.connection.scalar(text("SELECT version_num FROM alembic_version")) or "")
            if found in schema.revisions()[:-1] or not found:
                raise DatabaseOlderError(self.database.place)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """Begin a unit of work that may write: committed at the end, rolled back on any error.

        On SQLite no other process writes meanwhile. Errors of `core.storage.errors` tell in `retry` whether the same
        work may succeed if it is done again from its beginning.
        """
        with stated(self.database.place, server=self.database.path is None):
            async with self._turns, self.writer.begin() as connection:
                yield Transaction(connection=connection, numbers=self._numbers, writes=True)

    async def forget(self, runners: Collection[RunnerId]) -> None:
        """Erase every row of the runners, and on SQLite at once what the write-ahead log still holds of them."""
        async with self.transaction() as transaction:
            await transaction.forget(runners)
        await self.empty_log()

    async def empty_log(self) -> None:
        """Overwrite, on SQLite, what the write-ahead log still holds of rows that are deleted."""
        if self.database.path is not None:
            async with self.writer.connect() as connection:
                # Not within a transaction, which SQLAlchemy would begin for any statement of its own.
                driver: Any = (await connection.get_raw_connection()).driver_connection
                await driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Transaction]:
        """Begin a unit of work that only reads, beside any writer, all of it at one moment."""
        with stated(self.database.place, server=self.database.path is None):
            async with self.reader.begin() as connection:
                yield Transaction(connection=connection, numbers=self._numbers, writes=False)


async def _close(*engines: AsyncEngine) -> None:
    """Close every connection; a server that does not answer is not waited for."""
    with suppress(TimeoutError):
        async with asyncio.timeout(_GOODBYE.total_seconds()):
            await asyncio.gather(*(engine.dispose() for engine in engines))


async def _prepare(database: Database, *, upgrade: bool) -> None:
    if upgrade:
        await schema.upgrade(database)
        return
    version = await schema.version_of(database)
    if version.age is schema.Age.NEWER:
        raise DatabaseNewerError(database.place, found=version.found, known=version.known)
    if version.age is not schema.Age.CURRENT:
        raise DatabaseOlderError(database.place)
