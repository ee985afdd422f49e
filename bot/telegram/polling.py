"""Long polling that confirms an update only when what came of it is committed."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import structlog

from bot.backoff import Backoff, trouble_of
from bot.chat import Event
from bot.delivery.errors import DeliveryError, RefusedError, RetryLaterError, UnreachableError
from bot.telegram.adapter import TelegramPlatform
from bot.telegram.api import ApiRefusedError
from bot.telegram.errors import AnotherPollerError, BadTokenError
from bot.telegram.inbound import Identity
from bot.telegram.trouble import TOKEN_REFUSED, our_words
from bot.telegram.wire import Update
from core.domain.account import AccountKey
from core.errors import CoachError

_LOG = structlog.get_logger(__name__)


@dataclass(slots=True, kw_only=True)
class Poller:
    """A poller for one bot. `handle` takes the events of a batch and returns when what came of them is committed.

    Events come in order, one batch at a time. `conflict_patience` is how many seconds another poller is put up with:
    the process before this one may take a moment to end.
    """

    platform: TelegramPlatform
    handle: Callable[[Sequence[Event]], Awaitable[None]]
    chance: random.Random
    patience: int = 30
    conflict_patience: float = 90.0
    longest_pause: float = 30.0
    _stopping: asyncio.Event = field(default_factory=asyncio.Event)
    _offset: int = 0
    _conflict: float | None = None
    _backoff: Backoff = field(init=False)

    def __post_init__(self) -> None:
        """Begin without having failed."""
        self._backoff = Backoff(chance=self.chance, longest=self.longest_pause)

    def stop(self) -> None:
        """End the poll under way; `run` returns once the batch in hand is committed and confirmed."""
        self._stopping.set()

    async def run(self) -> None:
        """Receive until stopped.

        Raises:
            BadTokenError: Telegram does not know the token.
            AnotherPollerError: another process has been polling for too long.

        """
        me = await self._begin()
        while me is not None and not self._stopping.is_set():
            updates = await self._fetch()
            if updates and await self._handled(updates, me=me):
                self._offset = updates[-1].update_id + 1
                self._backoff.reset()
        await self._confirm()

    async def _begin(self) -> Identity | None:
        """Find out who the bot is, and take a webhook away; None where it was stopped before."""
        while not self._stopping.is_set():
            try:
                me = await self.platform.me()
                await self._take_webhook_away()
            except DeliveryError as error:
                await self._pause(error)
            else:
                _LOG.info("polling", bot=me.username)
                return me
        return None

    async def _take_webhook_away(self) -> None:
        """See to it that updates come by polling; where that is refused, the next poll says what is wrong."""
        try:
            with our_words():
                await self.platform.bot.delete_webhook()
        except (BadTokenError, RefusedError) as error:
            _LOG.warning("webhook not taken away", trouble=str(error))

    async def _fetch(self) -> Sequence[Update]:
        """Return what the next poll brings, nothing where it failed or was stopped."""
        poll = asyncio.ensure_future(self.platform.fetch(offset=self._offset, patience=self.patience))
        stop = asyncio.ensure_future(self._stopping.wait())
        try:
            await asyncio.wait((poll, stop), return_when=asyncio.FIRST_COMPLETED)
            if not poll.done():
                return ()
            updates = poll.result()
        except ApiRefusedError as refusal:
            await self._refused(refusal)
            return ()
        except DeliveryError as error:
            await self._pause(error)
            return ()
        finally:
            await _end(poll, stop)
        self._conflict = None
        if not updates:
            self._backoff.reset()
        return updates

    async def _refused(self, refusal: ApiRefusedError) -> None:
        if refusal.status in TOKEN_REFUSED:
            raise BadTokenError from refusal
        if refusal.status == HTTPStatus.CONFLICT:
            self._mind_conflict(refusal)
        wait = RetryLaterError(after=refusal.wait) if refusal.wait else None
        await self._pause(wait or UnreachableError(reason=refusal.words, maybe_sent=False))

    def _mind_conflict(self, refusal: ApiRefusedError) -> None:
        now = asyncio.get_running_loop().time()
        if self._conflict is None:
            self._conflict = now
            _LOG.warning("conflict", trouble=str(AnotherPollerError()))
        if now - self._conflict >= self.conflict_patience:
            raise AnotherPollerError from refusal

    async def _handled(self, updates: Sequence[Update], *, me: Identity) -> bool:
        """Tell whether what came of the updates is committed; if not they stay unconfirmed and come again."""
        events = self.platform.take_in(updates, me=me)
        if not events:
            return True
        error = await self._failure(events)
        if error is not None and not isinstance(error, CoachError):
            error = await self._failure_apart(events)
        if error is not None:
            await self._pause(error)
        return error is None

    async def _failure(self, events: Sequence[Event]) -> Exception | None:
        """Carry events out, and return what was in the way."""
        try:
            await self.handle(events)
        except Exception as error:  # noqa: BLE001 - the outermost loop of receiving: a failure must not end it
            return error
        return None

    async def _failure_apart(self, events: Sequence[Event]) -> Exception | None:
        """Carry out the events of each person by themselves: a fault in one's costs no other an answer."""
        people: dict[AccountKey, list[Event]] = {}
        for event in events:
            people.setdefault(event.origin.account, []).append(event)
        failures = [await self._failure(own) for own in people.values()]
        return next((error for error in failures if error is not None), None)

    async def _confirm(self) -> None:
        """Confirm the last batch, so that it does not come again; where that fails, nothing is lost."""
        if not self._offset:
            return
        try:
            await self.platform.fetch(offset=self._offset, patience=0)
        except (ApiRefusedError, DeliveryError) as error:
            _LOG.info("last batch unconfirmed", trouble=str(error))

    async def _pause(self, error: Exception) -> None:
        seconds = self._backoff.after(error)
        _LOG.warning("receiving interrupted", trouble=trouble_of(error), again_in=round(seconds, 1))
        stop = asyncio.ensure_future(self._stopping.wait())
        await asyncio.wait((stop,), timeout=seconds)
        await _end(stop)


async def _end(*tasks: "asyncio.Future[Any]") -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
