"""What became of messages, written down in batches."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog

from bot.delivery.reminders import CHANNEL_LOST
from core.domain.account import Address, Platform, where_to_write
from core.domain.exercise import Catalogue
from core.domain.logbook import Logbook
from core.domain.messages import Outcome, Outgoing
from core.domain.runner import RunnerId
from core.services.change_reach import change_reach
from core.services.queue_due import HISTORY
from core.storage.errors import StorageError
from core.storage.store import Store, Transaction

_LOG = structlog.get_logger(__name__)
_PAUSE = timedelta(seconds=0.5)
_LONGEST_PAUSE = timedelta(seconds=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A chat that is gone, or has moved `to` another address; `outgoing` is the message that showed it."""

    outgoing: Outgoing
    runner: RunnerId
    platform: Platform
    address: Address
    to: Address | None = None


class Ledger:
    """Gathers outcomes while the last ones are being written."""

    def __init__(self, *, store: Store, owner: str, clock: Callable[[], datetime], catalogue: Catalogue) -> None:
        """Keep what writing needs; `owner` holds the leases."""
        self._store = store
        self._owner = owner
        self._clock = clock
        self._catalogue = catalogue
        self._outcomes: list[tuple[Outcome, Callable[[], None] | None]] = []
        self._moves: list[Move] = []
        self._filled = asyncio.Event()

    def note(self, outcome: Outcome, *, written: Callable[[], None] | None = None) -> None:
        """Keep an outcome until it is written, and then say so."""
        self._outcomes.append((outcome, written))
        self._filled.set()

    def note_move(self, move: Move) -> None:
        """Keep what became of a chat until it is written."""
        self._moves.append(move)
        self._filled.set()

    async def run(self) -> None:
        """Write whatever is noted, until cancelled; a database that is away is waited for."""
        pause = _PAUSE
        while True:
            await self._filled.wait()
            try:
                await self.flush()
            except StorageError as error:
                if not error.retry:
                    raise
                _LOG.warning("outcomes wait for the database", trouble=str(error), outcomes=len(self._outcomes))
                await asyncio.sleep(pause.total_seconds())
                pause = min(2 * pause, _LONGEST_PAUSE)
            else:
                pause = _PAUSE

    async def flush(self) -> bool:
        """Write everything that is noted, and tell whether there was anything; on an error it stays noted."""
        self._filled.clear()
        outcomes, moves = list(self._outcomes), list(self._moves)
        if not outcomes and not moves:
            return False
        try:
            async with self._store.transaction() as transaction:
                await self._change_reach(transaction, moves)
                await transaction.mark([outcome for outcome, _ in outcomes], owner=self._owner)
        except BaseException:
            self._filled.set()
            raise
        del self._outcomes[: len(outcomes)]
        del self._moves[: len(moves)]
        for _, written in outcomes:
            if written is not None:
                written()
        return True

    async def _change_reach(self, transaction: Transaction, moves: list[Move]) -> None:
        if not moves:
            return
        now = self._clock()
        loaded = await transaction.logbooks({one.runner for one in moves}, since=(now - HISTORY).date())
        changed = dict(loaded)
        for move in moves:
            if move.runner in changed:
                changed[move.runner] = change_reach(
                    changed[move.runner],
                    move.platform,
                    address=move.address,
                    moved_to=move.to,
                    now=now,
                    catalogue=self._catalogue,
                )
        await transaction.save(changed.values(), loaded=loaded)
        gone = [one for one in moves if one.to is None and one.runner in loaded]
        again = [message for one in gone for message in sent_home(one.outgoing, loaded[one.runner], now=now)]
        again += (message for one in gone for message in sent_elsewhere(one.outgoing, changed[one.runner], now=now))
        await transaction.queue(again)


def sent_elsewhere(outgoing: Outgoing, logbook: Logbook, *, now: datetime) -> Sequence[Outgoing]:
    """Return what goes to another chat of the runner's where a reminder could not go to the one that is home."""
    gone = any(one.address == outgoing.address and not one.reachable for one in logbook.accounts)
    other = where_to_write(logbook.accounts)
    if outgoing.body is not None or not gone or other is None:
        return ()
    platform = other.key.platform
    key = f"{outgoing.key}@{platform}"
    return (replace(outgoing, key=key, platform=platform, address=other.address, queued=now, replaces=""),)


def sent_home(outgoing: Outgoing, logbook: Logbook, *, now: datetime) -> Sequence[Outgoing]:
    """Return what goes to the private chat where a message could not go to the channel that was chosen for it."""
    account = next((one for one in logbook.accounts if one.channel == outgoing.address), None)
    if not outgoing.address or account is None or not account.address or not account.reachable:
        return ()
    private = replace(outgoing, address=account.address, queued=now, replaces="")
    return (
        replace(private, key=f"{CHANNEL_LOST}:{outgoing.key}", kind=CHANNEL_LOST),
        replace(private, key=f"{outgoing.key}:private"),
    )
