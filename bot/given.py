"""Files that runners give: fetched and read before anything is decided, a few at a time and never too much of one."""

import asyncio
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import structlog

from bot.chat import FILE_LIMIT, Event, FileGiven, FileSource
from bot.delivery.errors import DeliveryError, FileTooLargeError
from core.domain.account import AccountKey, Platform
from core.domain.exercise import Catalogue
from core.domain.pressure import ERRAND, EVENT, MOST
from core.services.open_file import FileRefusedError, Given, Refusal, open_file
from core.storage.given_files import pressures
from core.storage.store import Store

_LOG = structlog.get_logger(__name__)
_AT_ONCE = 2
_PATIENCE = timedelta(seconds=15)


def who_gives(events: Iterable[Event]) -> frozenset[AccountKey]:
    """Return the accounts that sent files which are still to be fetched."""
    return frozenset(
        one.origin.account for one in events if isinstance(one, FileGiven) and one.origin.private and one.opened is None
    )


@dataclass(slots=True, kw_only=True)
class FileDesk:
    """Opens what runners give, by the `sources` of their platforms."""

    store: Store
    catalogue: Catalogue
    sources: Mapping[Platform, FileSource]
    turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_AT_ONCE))

    async def open(self, events: Sequence[Event], *, now: datetime) -> Sequence[Event]:
        """Return a batch with its files opened.

        A file in a group is not fetched, nor is one of somebody who sends more than they may.
        """
        given = [one for one in events if isinstance(one, FileGiven) and one.origin.private]
        if not given:
            return events
        wanted = await self._welcome(given, now=now)
        opened = dict(zip(map(id, wanted), await asyncio.gather(*map(self._open, wanted)), strict=True))
        return [replace(one, opened=opened.get(id(one))) if isinstance(one, FileGiven) else one for one in events]

    async def _welcome(self, given: Sequence[FileGiven], *, now: datetime) -> list[FileGiven]:
        """Return the files that their senders may still send: each fills as much of the bucket as it will."""
        async with self.store.reading() as transaction:
            full = await pressures(transaction, {one.origin.account for one in given}, now=now)
        sent: Counter[AccountKey] = Counter()
        welcome = []
        for one in given:
            account = one.origin.account
            sent[account] += 1
            known = one.origin.account.platform in self.sources
            if known and full[account] + sent[account] * (EVENT + ERRAND) <= MOST + ERRAND:
                welcome.append(one)
        return welcome

    async def _open(self, given: FileGiven) -> Given | FileRefusedError:
        if given.size > FILE_LIMIT:
            return FileRefusedError(Refusal.TOO_LARGE)
        async with self.turns:
            try:
                return await asyncio.to_thread(open_file, await self._fetch(given), catalogue=self.catalogue)
            except FileRefusedError as refused:
                return refused
            except Exception:  # noqa: BLE001 - whatever is in a file, the message that brought it must not come again and again
                _LOG.exception("file failed", happening=given.origin.event)
                return FileRefusedError(Refusal.UNKNOWN)

    async def _fetch(self, given: FileGiven) -> bytes:
        source = self.sources[given.origin.account.platform]
        try:
            async with asyncio.timeout(_PATIENCE.total_seconds()):
                return await source.fetch_file(given.handle)
        except FileTooLargeError as error:
            raise FileRefusedError(Refusal.TOO_LARGE) from error
        except (DeliveryError, TimeoutError) as error:
            raise FileRefusedError(Refusal.GONE) from error
