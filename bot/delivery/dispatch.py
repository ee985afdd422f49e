"""The outbox on its way to the platforms: every message, answers too, goes this one way."""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from random import Random

import structlog

from bot.chat import ChatPlatform
from bot.conversation.texts import Tongue, texts_for
from bot.delivery.courier import Courier, Desk
from bot.delivery.ledger import Ledger
from bot.delivery.pace import Limits
from bot.delivery.wording import Scribe
from bot.metrics import Metrics
from core.domain.account import Platform
from core.domain.exercise import Catalogue
from core.domain.logbook import Logbook
from core.domain.messages import Lease, Outgoing
from core.storage.errors import StorageError
from core.storage.store import Store

_LOG = structlog.get_logger(__name__)
#: Longer than any send and any restart of a database.
LEASE = timedelta(seconds=60)
#: What is in flight has so long to land, and then the database so long to be told.
GRACE = timedelta(seconds=7)
_LAST_WORDS = timedelta(seconds=1.5)
_MOMENT = timedelta(seconds=0.01)
_MOMENTS = 10


class Delivery:
    """Sends what is in the outbox, a courier for each platform."""

    def __init__(
        self,
        *,
        store: Store,
        platforms: Mapping[Platform, ChatPlatform],
        clock: Callable[[], datetime],
        catalogue: Catalogue,
        chance: Random,
        owner: str,
        limits: Mapping[Platform, Limits] | None = None,
        metrics: Metrics | None = None,
        lease: timedelta = LEASE,
        tongue: Tongue = texts_for,
    ) -> None:
        """Send to `platforms` within their `limits`, none where not given; `owner` names this process for ever."""
        self._store = store
        self._clock = clock
        self._owner = owner
        self._ledger = Ledger(store=store, owner=owner, clock=clock, catalogue=catalogue)
        self._scribe = Scribe(store=store, catalogue=catalogue, chance=chance, tongue=tongue)
        desk = Desk(
            clock=clock,
            lease=Lease(owner=owner, length=lease),
            scribe=self._scribe,
            ledger=self._ledger,
            metrics=metrics or Metrics(),
        )
        known = limits or {}
        self._by_platform = {
            platform: Courier(platform=platform, chat=chat, limits=known.get(platform, Limits()), desk=desk)
            for platform, chat in platforms.items()
        }
        self._couriers = list(self._by_platform.values())

    def wake(self) -> None:
        """Look for messages at once: something was queued, or time has passed."""
        for courier in self._couriers:
            courier.wake()

    def expect(self, logbooks: Iterable[Logbook]) -> None:
        """Keep in mind, for a moment, the logbooks from which what was queued just now will be put into words."""
        self._scribe.remembered.keep(logbooks)

    async def let_catch_up(self) -> None:
        """Wait a moment where more is queued than can be sent: who queues would only take time from who sends."""
        for _ in range(_MOMENTS):
            if not any(courier.has_plenty for courier in self._couriers):
                return
            await asyncio.sleep(_MOMENT.total_seconds())

    def post(self, messages: Iterable[Outgoing]) -> None:
        """Send messages that the outbox does not hold: goodbyes to runners of whom nothing is kept.

        They are tried once, and are lost with the process; nothing of them is ever written down.
        """
        for one in messages:
            if courier := self._by_platform.get(one.platform):
                courier.post(one)

    async def drain(self) -> int:
        """Send everything that may go now, and return how many messages were claimed; not while `run` runs."""
        return sum([await courier.drain() for courier in self._couriers])

    async def run(self) -> None:
        """Send until cancelled; then finish what is in flight within ten seconds, and give every lease back.

        Errors: those of `core.storage.errors` that trying again does not mend.
        """
        writing = asyncio.create_task(self._ledger.run())
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(_unless_failed(writing))
                for courier in self._couriers:
                    tasks.create_task(courier.run())
        except BaseExceptionGroup as group:
            raise _first(group) from group
        finally:
            await self._finish(writing)

    async def _finish(self, writing: "asyncio.Task[None]") -> None:
        await asyncio.gather(*(courier.finish(within=GRACE) for courier in self._couriers))
        writing.cancel()
        await asyncio.gather(writing, return_exceptions=True)
        try:
            async with asyncio.timeout(_LAST_WORDS.total_seconds()):
                await self._give_back()
        except (StorageError, TimeoutError) as error:
            _LOG.warning("leases were not given back", trouble=str(error) or "the database did not answer")

    async def _give_back(self) -> None:
        await self._ledger.flush()
        async with self._store.transaction() as transaction:
            await transaction.release(self._owner, now=self._clock())


async def _unless_failed(task: "asyncio.Task[None]") -> None:
    """Wait for a task of another life; raise what it fails with."""
    await asyncio.shield(task)


def _first(error: BaseException) -> BaseException:
    """Return the first error of nested groups."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error
