"""The door to storage: a store is opened once a process, and everything happens in its transactions."""

from collections.abc import AsyncIterator, Collection, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from sqlalchemy.ext.asyncio import AsyncConnection

from core.domain.account import Platform
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
)
from core.domain.runner import RunnerId


@dataclass(frozen=True, slots=True)
class Transaction:
    """One unit of work: all of it is kept, or nothing. Every deed takes a batch and costs a constant number of queries."""

    connection: AsyncConnection

    async def admit(self, arrivals: Sequence[Arrival], *, now: datetime) -> tuple[Admission, ...]:
        """Record the arrivals, in their order; find each one's runner, or begin a new one."""
        raise NotImplementedError

    async def logbooks(self, runners: Collection[RunnerId], *, since: date | None) -> dict[RunnerId, Logbook]:
        """Load the logbooks of the runners that exist, and hold them against other writers until the end.

        `since` None loads whole histories; otherwise facts from that day on (tests and open pauses always) and the changes near the cursor.
        """
        raise NotImplementedError

    async def save(self, logbooks: Iterable[Logbook], *, loaded: Mapping[RunnerId, Logbook]) -> None:
        """Write what differs from what was `loaded`: facts, changes, settings, counters, accounts, reminders."""
        raise NotImplementedError

    async def forget(self, runners: Collection[RunnerId]) -> None:
        """Erase every row of the runners."""
        raise NotImplementedError

    async def keep_messages(self, messages: Sequence[Message]) -> None:
        """Keep what runners wrote; a message of the same id is replaced (it was edited, or read anew)."""
        raise NotImplementedError

    async def messages_of(self, refs: Collection[MessageRef]) -> dict[MessageRef, Message]:
        """Find messages that runners wrote, by the platform's ids."""
        raise NotImplementedError

    async def sent_of(self, refs: Collection[MessageRef]) -> dict[MessageRef, Outgoing]:
        """Find messages that were sent to the same runner, by the platform's ids."""
        raise NotImplementedError

    async def queue(self, messages: Sequence[Outgoing]) -> None:
        """Queue messages in their order; one whose key the runner already has is left as it was."""
        raise NotImplementedError

    async def claim_due(self, *, now: datetime, limit: int) -> tuple[DueReminder, ...]:
        """Return reminders that are due, oldest first, and hold their runners; those that another process holds are passed over."""
        raise NotImplementedError

    async def claim_outbox(self, platform: Platform, *, now: datetime, limit: int, lease: Lease) -> tuple[Leased, ...]:
        """Lease messages to send: answers first, then oldest first; a lease that ran out is taken over.

        No message is claimed while an earlier one of the same chat and priority waits elsewhere (leased, or for another try).
        """
        raise NotImplementedError

    async def mark(self, outcomes: Sequence[Outcome], *, owner: str) -> None:
        """Write down what became of leased messages. Accepted counts from anybody, the rest only from the lease's `owner`."""
        raise NotImplementedError

    async def release(self, owner: str, *, now: datetime) -> int:
        """Give back everything that `owner` has leased, and return how many that were."""
        raise NotImplementedError

    async def backlog(self, *, now: datetime) -> Backlog:
        """Count what waits."""
        raise NotImplementedError

    async def prune(self, *, events: datetime, messages: datetime, outbox: datetime, limit: int = 5000) -> int:
        """Delete at most `limit` rows of each table that are older than these instants, and return how many were deleted."""
        raise NotImplementedError


class Store:
    """An open database; `async with Store.open(url) as store`."""

    @classmethod
    @asynccontextmanager
    async def open(cls, url: str, *, upgrade: bool = True) -> AsyncIterator[Self]:
        """Open the database, creating or upgrading its schema unless told not to; errors: those of `core.storage.errors`."""
        raise NotImplementedError
        yield

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """Begin a unit of work that may write; committed at the end, rolled back on any error."""
        raise NotImplementedError
        yield

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Transaction]:
        """Begin a unit of work that only reads, beside any writer."""
        raise NotImplementedError
        yield
