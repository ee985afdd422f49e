"""Where events wait while others are carried out: those that waited together go together.

A transaction costs more than most events do. Where one event comes at a time (the webhook, the gateway), a busy moment
would otherwise have as many transactions as events.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from bot.chat import Event
from core.domain.messages import Outgoing

_Receive: TypeAlias = Callable[[Sequence[Event]], Awaitable[tuple[Outgoing, ...]]]
#: Batches under way at once: one that waits for something else, a file or a lock, holds up nobody.
_AT_ONCE = 4
_MOST_EVENTS = 50


@dataclass(slots=True, kw_only=True, eq=False)
class _Visit:
    """Events that were brought together.

    They are `alone` after they failed in company, for which others may be to blame, and `away` while they are being
    carried out.
    """

    events: Sequence[Event]
    done: bool = False
    alone: bool = False
    away: bool = False


class WaitingRoom:
    """Brings events to an inbox, in their order, as many at once as wait."""

    def __init__(self, receive: _Receive, *, at_once: int = _AT_ONCE, most: int = _MOST_EVENTS) -> None:
        """Carry out by `receive`, about `most` events in a batch and `at_once` batches beside each other."""
        self._receive = receive
        self._at_once = at_once
        self._most = most
        self._under_way = 0
        self._waiting: list[_Visit] = []
        self._over = asyncio.Event()

    async def receive(self, events: Sequence[Event]) -> tuple[Outgoing, ...]:
        """Carry out events as `Inbox.receive` does; return the goodbyes that are this caller's to see off."""
        visit = _Visit(events=events)
        self._waiting.append(visit)
        goodbyes: tuple[Outgoing, ...] = ()
        try:
            while not visit.done:
                if visit.away or self._under_way == self._at_once:
                    await self._over.wait()
                else:
                    goodbyes += await self._carry_out(self._company(visit))
        finally:
            if visit in self._waiting:
                self._waiting.remove(visit)
        return goodbyes

    def _company(self, visit: _Visit) -> list[_Visit]:
        """Take out of those that wait the ones that go now."""
        together: list[_Visit] = []
        if not visit.alone:
            for one in self._waiting:
                if not one.alone and sum(len(other.events) for other in together) < self._most:
                    together.append(one)
        return together or [visit]

    async def _carry_out(self, together: Sequence[_Visit]) -> tuple[Outgoing, ...]:
        """Carry out visits in one go; where that fails, each has to go alone, and one that did hears of it."""
        self._leave(together)
        try:
            goodbyes = await self._receive([event for one in together for event in one.events])
        except Exception:
            if len(together) == 1:
                raise
            for one in together:
                one.alone = True
            return ()
        else:
            for one in together:
                one.done = True
            return goodbyes
        finally:
            self._return(together)

    def _leave(self, together: Sequence[_Visit]) -> None:
        self._under_way += 1
        for one in together:
            one.away = True
        self._waiting = [one for one in self._waiting if not one.away]

    def _return(self, together: Sequence[_Visit]) -> None:
        self._under_way -= 1
        for one in together:
            one.away = False
        self._waiting[:0] = [one for one in together if not one.done]
        self._over.set()
        self._over = asyncio.Event()
