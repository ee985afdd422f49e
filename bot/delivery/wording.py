"""Leased messages become letters: written ones are unpacked, reminders are put into words from fresh logbooks."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from random import Random

import msgspec
import structlog

from bot.chat import Reply
from bot.conversation.texts import Tongue, texts_for
from bot.delivery.outcomes import Tried, dead, dropped, outcome_of, postponed
from bot.delivery.posting import decode_reply
from bot.delivery.remembered import Remembered
from bot.delivery.reminders import LOOKING_BACK, NotNow, Unneeded, render
from core.domain.exercise import Catalogue
from core.domain.logbook import Logbook, OlderHistoryNeededError
from core.domain.messages import QUIET_HOURS, Leased, Outcome, Outgoing
from core.domain.reminders.welcome import is_quiet
from core.domain.runner import RunnerId
from core.services.queue_due import HISTORY
from core.storage.store import Store

_LOG = structlog.get_logger(__name__)
#: After so many reminders others may have a turn.
_BREATH = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Worded:
    """A leased message and its words, or what becomes of it instead."""

    leased: Leased
    reply: Reply | Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Scribe:
    """Finds the words; `chance` draws the pause before a message that failed is tried again."""

    store: Store
    catalogue: Catalogue
    chance: Random
    tongue: Tongue = texts_for
    remembered: Remembered = field(default_factory=Remembered)

    async def word(self, messages: Sequence[Leased], *, now: datetime) -> list[Worded]:
        """Return the messages with their words, in their order, from a constant number of queries."""
        logbooks = await self._logbooks([one.outgoing for one in messages if one.outgoing.body is None], now=now)
        worded = []
        for number, leased in enumerate(messages):
            if number % _BREATH == _BREATH - 1:
                await asyncio.sleep(0)
            worded.append(Worded(leased=leased, reply=await self._reply(leased, logbooks=logbooks, now=now)))
        return worded

    async def _logbooks(self, reminders: Sequence[Outgoing], *, now: datetime) -> dict[RunnerId, Logbook]:
        """Load what the reminders are worded from: whole histories only for those that look back."""
        if not reminders:
            return {}
        whole = {one.runner for one in reminders if one.kind in LOOKING_BACK}
        recent = {one.runner for one in reminders} - whole
        async with self.store.reading() as transaction:
            known = await self.remembered.take(recent, transaction=transaction)
            loaded = await transaction.logbooks(recent - known.keys(), since=(now - HISTORY).date(), changes=False)
            return known | loaded | await transaction.logbooks(whole, since=None)

    async def _whole(self, runner: RunnerId) -> Logbook | None:
        async with self.store.reading() as transaction:
            return (await transaction.logbooks([runner], since=None)).get(runner)

    async def _reply(self, leased: Leased, *, logbooks: dict[RunnerId, Logbook], now: datetime) -> Reply | Outcome:
        outgoing = leased.outgoing
        if outgoing.expires is not None and now >= outgoing.expires:
            return dropped(outgoing, reason="late")
        if outgoing.body is not None:
            return _unpacked(leased)
        logbook = logbooks.get(outgoing.runner)
        try:
            return self._rendered(logbook, leased, now=now)
        except OlderHistoryNeededError:
            return self._rendered(await self._whole(outgoing.runner), leased, now=now)

    def _rendered(self, logbook: Logbook | None, leased: Leased, *, now: datetime) -> Reply | Outcome:
        tried = Tried(leased=leased, now=now, chance=self.chance)
        try:
            rendered = render(logbook, leased.outgoing, now=now, catalogue=self.catalogue, tongue=self.tongue)
        except OlderHistoryNeededError:
            raise
        except Exception as fault:  # noqa: BLE001 - a fault of ours in one runner's words must not keep the others waiting
            _LOG.exception("rendering failed", runner=leased.outgoing.runner, key=leased.outgoing.key)
            return outcome_of(fault, tried)
        match rendered:
            case Unneeded():
                return dropped(leased.outgoing, reason=rendered.reason)
            case NotNow():
                return postponed(tried, pause=rendered.until - now, reason=QUIET_HOURS)
            case Reply():
                silent = logbook is not None and is_quiet(logbook.settings, now)
                return replace(rendered, silent=True) if silent else rendered


def _unpacked(leased: Leased) -> Reply | Outcome:
    try:
        return decode_reply(leased.outgoing.body or b"")
    except msgspec.MsgspecError:
        return dead(leased.outgoing, reason="unreadable")
