"""One platform's messages on their way: claimed a few at a time, sent at its pace, one at a time to a chat."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from math import ceil

import structlog

from bot.chat import ChatPlatform, Posting
from bot.delivery.errors import ChatGoneError, ChatMovedError, DeliveryError, RetryLaterError
from bot.delivery.lane import Lane, Letter
from bot.delivery.ledger import Ledger, Move
from bot.delivery.outcomes import Tried, dropped, outcome_of
from bot.delivery.pace import ChatPaces, Limits, Pace, Start
from bot.delivery.posting import decode_reply
from bot.delivery.reminders import BLOCKED
from bot.delivery.wording import Scribe
from bot.metrics import Metrics
from core.domain.account import Platform
from core.domain.messages import Accepted, Dead, Dropped, Lease, Leased, Outcome, Outgoing, Postponed, Priority
from core.storage.errors import StorageError

_LOG = structlog.get_logger(__name__)
_ANSWERS_AT_ONCE = 50
_FEWEST_AT_ONCE = 20
_UNPACED_AT_ONCE = 200
#: How much of what a platform takes in a second is claimed ahead.
_AHEAD = 0.25
_DATABASE_PAUSE = timedelta(seconds=1)
_LONGEST_PAUSE = timedelta(seconds=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What the couriers of one process share."""

    clock: Callable[[], datetime]
    lease: Lease
    scribe: Scribe
    ledger: Ledger
    metrics: Metrics


class Courier:
    """Sends the messages of one platform."""

    def __init__(self, *, platform: Platform, chat: ChatPlatform, limits: Limits, desk: Desk) -> None:
        """Send through `chat` within `limits`."""
        self._platform = platform
        self._chat = chat
        self._desk = desk
        self._in_flight_limit = limits.in_flight
        self._ahead = max(_FEWEST_AT_ONCE, ceil(limits.per_second * _AHEAD) if limits.per_second else _UNPACED_AT_ONCE)
        self._pace = Pace(rate=limits.per_second)
        self._chat_paces = ChatPaces(rate=limits.per_second_in_chat, burst=limits.at_once_in_chat)
        self._lane = Lane()
        self._in_flight: set[asyncio.Task[None]] = set()
        self._wanted = asyncio.Event()
        self._changed = asyncio.Event()
        self._more = False
        #: Whether more was waiting than was claimed last.
        self.has_plenty = False

    def wake(self) -> None:
        """Look for messages at once."""
        self._wanted.set()

    def post(self, outgoing: Outgoing) -> None:
        """Put a written message in line that is in no outbox; it is tried once."""
        leased = Leased(outgoing=outgoing, attempts=1)
        claimed = asyncio.get_running_loop().time()
        reply = decode_reply(outgoing.body or b"")
        self._lane.add(Letter(leased=leased, reply=reply, claimed=claimed, claimed_at=self._desk.clock()))
        self._changed.set()

    async def run(self) -> None:
        """Claim and send until cancelled; what is in flight then goes on."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._keep_claiming())
            tasks.create_task(self._keep_sending())

    async def drain(self) -> int:
        """Send everything that may go now, and return how many messages were claimed."""
        total = 0
        while (claimed := await self._claim(limit=self._ahead, up_to=Priority.REMINDER)) or self._lane:
            total += claimed
            while self._in_flight or self._lane:
                wait = self._start_sends()
                written = not self._in_flight and await self._desk.ledger.flush()
                if not written and (self._in_flight or self._lane):
                    await self._rest(wait)
            await self._desk.ledger.flush()
        return total

    async def finish(self, *, within: timedelta) -> None:
        """Wait for what is in flight, and break off what takes longer."""
        if not self._in_flight:
            return
        _, late = await asyncio.wait(self._in_flight, timeout=within.total_seconds())
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    async def _keep_claiming(self) -> None:
        self._wanted.set()
        pause = _DATABASE_PAUSE
        while True:
            await self._wanted.wait()
            self._wanted.clear()
            try:
                await self._claim_round()
            except StorageError as error:
                if not error.retry:
                    raise
                _LOG.warning("claiming waits for the database", platform=self._platform, trouble=str(error))
                self._wanted.set()
                await asyncio.sleep(pause.total_seconds())
                pause = min(2 * pause, _LONGEST_PAUSE)
            else:
                pause = _DATABASE_PAUSE

    async def _claim_round(self) -> None:
        """Claim what fits in; answers even where nothing does."""
        room = self._ahead - len(self._lane)
        if room >= self._ahead // 2:
            self._more = self.has_plenty = await self._claim(limit=room, up_to=Priority.REMINDER) == room
        elif await self._claim(limit=_ANSWERS_AT_ONCE, up_to=Priority.ANSWER) == _ANSWERS_AT_ONCE:
            self._wanted.set()
        self._changed.set()

    async def _claim(self, *, limit: int, up_to: Priority) -> int:
        """Lease messages, put them into words and in line; return how many were leased."""
        now, moment = self._desk.clock(), asyncio.get_running_loop().time()
        async with self._desk.scribe.store.transaction() as transaction:
            leased = await transaction.claim_outbox(
                self._platform, now=now, limit=limit, lease=self._desk.lease, up_to=up_to
            )
        for one in await self._desk.scribe.word(leased, now=now):
            match one.reply:
                case Accepted() | Postponed() | Dropped() | Dead():
                    if isinstance(one.reply, Dropped) and one.reply.reason == BLOCKED:
                        self._desk.ledger.note_move(self._move_of(one.leased.outgoing, to=None))
                    self._note(one.leased, one.reply)
                case reply:
                    self._lane.add(Letter(leased=one.leased, reply=reply, claimed=moment, claimed_at=now))
        return len(leased)

    async def _keep_sending(self) -> None:
        while True:
            wait = self._start_sends()
            if self._more and len(self._lane) <= self._ahead // 2:
                self._more = False
                self._wanted.set()
            await self._rest(wait)

    async def _rest(self, seconds: float | None) -> None:
        """Wait until something changes, at most some seconds."""
        timer = asyncio.get_running_loop().call_later(seconds, self._changed.set) if seconds is not None else None
        await self._changed.wait()
        self._changed.clear()
        if timer is not None:
            timer.cancel()

    def _start_sends(self) -> float | None:
        """Start every send that may go now; return the seconds until the next may, None where that is not known."""
        loop = asyncio.get_running_loop()
        while self._lane and len(self._in_flight) < self._in_flight_limit:
            now = loop.time()
            if wait := self._pace.wait(now):
                return wait
            letter = self._lane.pop()
            if letter is None:
                return None
            if wait := self._chat_paces.wait(letter.chat, now=now):
                self._lane.put_back(letter)
                loop.call_later(wait, self._free, letter)
            else:
                self._start(letter, moment=now)
        return None

    def _free(self, letter: Letter) -> None:
        if self._lane.free(letter.chat):
            self._changed.set()

    def _start(self, letter: Letter, *, moment: float) -> None:
        if self._is_stale(letter, moment=moment):
            self._lane.free(letter.chat)  # its lease runs out, and somebody claims it anew
            return
        if letter.is_cold(moment, lease=self._desk.lease):
            self._give_back(letter)
            return
        start = self._pace.take(moment)
        self._chat_paces.take(letter.chat, now=moment)
        task = asyncio.create_task(self._send(letter, start))
        self._in_flight.add(task)
        task.add_done_callback(self._landed)

    def _give_back(self, letter: Letter) -> None:
        """Have a letter claimed and put into words anew: its runner may have trained, paused or gone meanwhile."""
        one = letter.outgoing
        again = Postponed(runner=one.runner, key=one.key, until=self._desk.clock(), reason="waited")
        self._desk.ledger.note(again, written=partial(self._free, letter))

    def _landed(self, task: asyncio.Task[None]) -> None:
        self._in_flight.discard(task)
        if len(self._in_flight) in {0, self._in_flight_limit - 1}:  # others need not be told: nothing waits for them
            self._changed.set()

    def _is_stale(self, letter: Letter, *, moment: float) -> bool:
        """Tell whether half the lease is over: the process was held up, and another may be sending this by now."""
        half = self._desk.lease.length / 2
        return moment - letter.claimed > half.total_seconds() or self._desk.clock() - letter.claimed_at > half

    async def _send(self, letter: Letter, start: Start) -> None:
        """Send a letter; the next of its chat waits until what became of this one is written down.

        So a kill can repeat one message of a chat, and no more.
        """
        start.at = asyncio.get_running_loop().time()
        outgoing = letter.outgoing
        late = outgoing.expires is not None and self._desk.clock() >= outgoing.expires
        outcome = dropped(outgoing, reason="late") if late else await self._try(letter)
        self._note(letter.leased, outcome, written=partial(self._free, letter))

    async def _try(self, letter: Letter) -> Outcome:
        """Send a letter, after its chat where that has moved, and say what became of it."""
        outgoing = letter.outgoing
        posting = Posting(
            platform=self._platform,
            address=outgoing.address,
            reply=letter.reply,
            replaces=outgoing.replaces,
            key=outgoing.key,
        )
        try:
            try:
                external = await self._chat.send(posting)
            except ChatMovedError as moved:
                self._desk.ledger.note_move(self._move_of(outgoing, to=moved))
                external = await self._chat.send(replace(posting, address=moved.address, replaces=""))
        except Exception as error:  # noqa: BLE001 - whatever an adapter raises, the other messages go on
            return self._failed(letter, error)
        at = self._desk.clock()
        self._desk.metrics.lateness.labels(outgoing.kind).observe(max(0.0, (at - outgoing.due).total_seconds()))
        return Accepted(runner=outgoing.runner, key=outgoing.key, external=external, at=at)

    def _failed(self, letter: Letter, error: Exception) -> Outcome:
        """Decide what is done after an error, and slow down where the platform asks for it."""
        tried = Tried(leased=letter.leased, now=self._desk.clock(), chance=self._desk.scribe.chance)
        outcome = outcome_of(error, tried)
        match error:
            case RetryLaterError():
                self._desk.metrics.asked_to_wait.labels(self._platform).inc()
                if error.whole_platform:
                    self._pace.hold(asyncio.get_running_loop().time(), after=error.after)
            case ChatGoneError():
                self._desk.metrics.blocked.labels(self._platform).inc()
                self._desk.ledger.note_move(self._move_of(letter.outgoing, to=None))
            case _:
                _LOG.warning(
                    "send failed",
                    platform=self._platform,
                    runner=letter.outgoing.runner,
                    key=letter.outgoing.key,
                    kind=type(error).__name__,
                    next=type(outcome).__name__,
                    exc_info=None if isinstance(error, DeliveryError) else error,
                )
        if isinstance(outcome, Postponed):
            self._hold_back(letter, outcome)
        return outcome

    def _hold_back(self, letter: Letter, outcome: Postponed) -> None:
        """Postpone what is in line behind a message that is postponed, so that a chat keeps its order."""
        for one in (behind.outgoing for behind in self._lane.take_all(letter.chat)):
            self._desk.ledger.note(replace(outcome, runner=one.runner, key=one.key, reason="behind"))

    def _move_of(self, outgoing: Outgoing, *, to: ChatMovedError | None) -> Move:
        return Move(
            outgoing=outgoing,
            runner=outgoing.runner,
            platform=self._platform,
            address=outgoing.address,
            to=to.address if to else None,
        )

    def _note(self, leased: Leased, outcome: Outcome, *, written: Callable[[], None] | None = None) -> None:
        """Count an outcome, and have it written down."""
        self._desk.ledger.note(outcome, written=written)
        kind, metrics = leased.outgoing.kind, self._desk.metrics
        match outcome:
            case Accepted():
                metrics.sent.labels(self._platform, kind).inc()
            case Dropped():
                metrics.dropped.labels(kind, outcome.reason).inc()
            case Postponed() | Dead():
                metrics.failed.labels(self._platform, outcome.reason).inc()
