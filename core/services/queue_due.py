"""Queue what is due: plan for a whole batch of runners, and move their reminders on, in one transaction."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from typing import TypeAlias

from core.domain.account import Account, where_to_write
from core.domain.exercise import Catalogue
from core.domain.logbook import Logbook, OlderHistoryNeededError
from core.domain.messages import DueReminder, Outgoing, Priority
from core.domain.planning.plan import Rest
from core.domain.prescription import Prescription
from core.domain.race import RACE_RESTS
from core.domain.reminder import Reminder, ReminderKind
from core.domain.reminders.due import after_sending, note_weeks
from core.domain.reminders.welcome import expiry, send_from
from core.domain.runner import RunnerId
from core.domain.training import FactId
from core.domain.week import local_day, week_of
from core.services.show_today import show_today
from core.storage.store import Store, Transaction

#: How much of a runner's history is loaded to plan a day.
HISTORY = timedelta(days=120)
#: A batch holds up whoever else writes to a SQLite file for some hundredths of a second.
BATCH = 200
#: After so many runners others may have a turn.
_BREATH = 5
#: Others have at most so many turns at a time, as long as one takes them longer than this.
_TURNS, _BUSY_SECONDS = 8, 0.001

_Due: TypeAlias = Mapping[RunnerId, Sequence[Reminder]]
_Load: TypeAlias = Callable[[RunnerId], Awaitable[Mapping[RunnerId, Logbook]]]

# Of what is due at one moment, in this order: the welcome before the exercise, the summary after it.
_ORDER = (
    ReminderKind.PAUSE_END,
    ReminderKind.PAIN_CHECK,
    ReminderKind.NUDGE,
    ReminderKind.DAILY,
    ReminderKind.LATER,
    ReminderKind.WEEKLY,
    ReminderKind.SILENCE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Swept:
    """What became of a batch of due reminders: `queued` to be sent, `late` past their window, the rest not needed.

    `logbooks` are those of the runners to whom something is sent, as they were saved.
    """

    due: int
    queued: int
    late: int
    logbooks: tuple[Logbook, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued:
    """One runner after a sweep, the messages that go to them, and how many reminders came too late."""

    logbook: Logbook
    outgoing: tuple[Outgoing, ...]
    late: int


async def _at_once() -> None:
    """Go on without a pause."""


async def sweep(
    store: Store,
    *,
    now: datetime,
    limit: int,
    catalogue: Catalogue,
    tell: Callable[[Swept], None] = lambda _: None,
    pause: Callable[[], Awaitable[None]] = _at_once,
) -> int:
    """Queue at most `limit` reminders that are due, a batch a transaction, and return how many were due.

    Any number of processes may sweep at once: each reminder is queued by one of them, and exists once. `tell` hears
    of every batch once it is committed; `pause` is waited for before the next.
    """
    sweeper = _Sweeper(store=store, now=now, catalogue=catalogue, tell=tell, pause=pause)
    return await (sweeper.sweep_by_turns(limit) if store.shared else sweeper.sweep_ahead(limit))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Batch:
    """Some of what is due, by runner, and the logbooks of these runners."""

    due: _Due
    loaded: dict[RunnerId, Logbook]

    @property
    def size(self) -> int:
        """How many reminders it has."""
        return sum(len(reminders) for reminders in self.due.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sweeper:
    store: Store
    now: datetime
    catalogue: Catalogue
    tell: Callable[[Swept], None]
    pause: Callable[[], Awaitable[None]]

    async def sweep_by_turns(self, limit: int) -> int:
        """Hold the runners of a batch while it is planned, so that others sweep other runners."""
        done = 0
        while done < limit:
            size = min(BATCH, limit - done)
            async with self.store.transaction() as transaction:
                claimed = await transaction.claim_due(now=self.now, limit=size)
                batch = await self._load(transaction, _by_runner(claimed))
                planned = await self._plan(batch, whole=lambda one: transaction.logbooks([one], since=None))
                swept = await self._write(transaction, batch, planned=planned)
            done += swept.due
            if swept.due:
                self.tell(swept)
            if len(claimed) < size:
                break
            await self.pause()
        return done

    async def sweep_ahead(self, limit: int) -> int:
        """Plan what was read beside other writers, while more is read, and write it where it still holds.

        For a database with one writer at a time, who is held up by nothing but the writing.
        """
        async with self.store.reading() as transaction:
            due = _by_runner(await transaction.claim_due(now=self.now, limit=limit))
        done = 0
        batches = [dict(islice(due.items(), first, first + BATCH)) for first in range(0, len(due), BATCH)]
        async with aclosing(self._read(batches)) as read:
            async for batch in read:
                done += await self._keep(batch)
                await self.pause()
        overtaken = sum(map(len, due.values())) - done
        return done + (await self.sweep_by_turns(overtaken) if overtaken else 0)

    async def _read(self, batches: Sequence[_Due]) -> AsyncGenerator[_Batch, None]:
        """Give the batches with their logbooks, each read while the one before it is worked on."""
        reading: asyncio.Task[_Batch] | None = None
        try:
            for due in (*batches, None):
                batch = await reading if reading else None
                reading = asyncio.create_task(self._read_one(due)) if due else None
                if batch:
                    yield batch
        finally:
            if reading:
                reading.cancel()
                await asyncio.gather(reading, return_exceptions=True)

    async def _read_one(self, due: _Due) -> _Batch:
        async with self.store.reading() as transaction:
            return await self._load(transaction, due)

    async def _keep(self, batch: _Batch) -> int:
        """Plan a batch and write it; return how many reminders that were, without those of runners who changed."""
        planned = await self._plan(batch, whole=self._read_whole)
        async with self.store.transaction() as transaction:
            same = await transaction.unchanged(batch.loaded.values())
            held = _Batch(due={one: due for one, due in batch.due.items() if one in same}, loaded=batch.loaded)
            swept = await self._write(transaction, held, planned=[one for one in planned if one.logbook.runner in same])
        if swept.due:
            self.tell(swept)
        return swept.due

    async def _read_whole(self, runner: RunnerId) -> Mapping[RunnerId, Logbook]:
        async with self.store.reading() as transaction:
            return await transaction.logbooks([runner], since=None)

    async def _load(self, transaction: Transaction, due: _Due) -> _Batch:
        """Load what the runners are planned from; a reminder that stands no more is due no more."""
        loaded = await transaction.logbooks(due, since=(self.now - HISTORY).date(), changes=False)
        standing = {
            runner: [one for one in due[runner] if one in logbook.reminders] for runner, logbook in loaded.items()
        }
        return _Batch(due={runner: found for runner, found in standing.items() if found}, loaded=loaded)

    async def _plan(self, batch: _Batch, *, whole: _Load) -> list[Queued]:
        planned = []
        for number, (runner, due) in enumerate(batch.due.items()):
            if number % _BREATH == 0:
                await _breathe()
            try:
                planned.append(queue_reminders(batch.loaded[runner], due, now=self.now, catalogue=self.catalogue))
            except OlderHistoryNeededError:
                batch.loaded.update(await whole(runner))
                planned.append(queue_reminders(batch.loaded[runner], due, now=self.now, catalogue=self.catalogue))
        return planned

    @staticmethod
    async def _write(transaction: Transaction, batch: _Batch, *, planned: Sequence[Queued]) -> Swept:
        outgoing = [message for one in planned for message in one.outgoing]
        await transaction.save([one.logbook for one in planned], loaded=batch.loaded)
        await transaction.queue(outgoing)
        return Swept(
            due=batch.size,
            queued=len(outgoing),
            late=sum(one.late for one in planned),
            logbooks=tuple(one.logbook.saved() for one in planned if one.outgoing),
        )


async def _breathe() -> None:
    """Let others have a turn, and more of them while they are busy: who asks waits, who is reminded does not."""
    clock = asyncio.get_running_loop().time
    for _ in range(_TURNS):
        began = clock()
        await asyncio.sleep(0)
        if clock() - began < _BUSY_SECONDS:
            return


def queue_reminders(logbook: Logbook, due: Sequence[Reminder], *, now: datetime, catalogue: Catalogue) -> Queued:
    """Write what is due for one runner, and set what is due next."""
    home = where_to_write(logbook.accounts)
    if home is None:
        return Queued(logbook=logbook.reminded_of(()), outgoing=(), late=0)
    ends = [(one, expiry(logbook.settings, one)) for one in due]
    welcome = sorted([(one, end) for one, end in ends if now < end], key=lambda told: _ORDER.index(told[0].kind))
    outgoing: list[Outgoing] = []
    for reminder, end in welcome:
        logbook, message = _written(logbook, reminder, home=home, now=now, end=end, catalogue=catalogue)
        outgoing += [message] if message else []
    logbook = note_weeks(logbook, [one for one, _ in welcome])
    following = after_sending(logbook, now=now, catalogue=catalogue, settled=due)
    return Queued(logbook=logbook.reminded_of(following), outgoing=tuple(outgoing), late=len(due) - len(welcome))


def key_of(reminder: Reminder, *, week_starts: int = 0) -> str:
    """Return what makes a reminder exist once for its runner: its kind and local date.

    A nudge exists once a week, and an exercise that was put off once for each moment it was put off to.
    """
    match reminder.kind:
        case ReminderKind.NUDGE:
            return f"{reminder.kind}:{week_of(reminder.day, starts=week_starts).first}"
        case ReminderKind.LATER:
            return f"{reminder.kind}:{reminder.day}:{reminder.due:%Y-%m-%dT%H:%M:%SZ}"
        case _:
            return f"{reminder.kind}:{reminder.day}"


def _by_runner(claimed: Iterable[DueReminder]) -> dict[RunnerId, list[Reminder]]:
    gathered: dict[RunnerId, list[Reminder]] = {}
    for one in claimed:
        gathered.setdefault(one.runner, []).append(one.reminder)
    return gathered


def _written(
    logbook: Logbook, reminder: Reminder, *, home: Account, now: datetime, end: datetime, catalogue: Catalogue
) -> tuple[Logbook, Outgoing | None]:
    """Write one reminder; None where it would have nothing to say."""
    message = partial(_message, logbook, reminder, home=home, now=now, end=end)
    if reminder.kind not in {ReminderKind.DAILY, ReminderKind.LATER}:
        return logbook, message()
    if reminder.day != local_day(now, logbook.settings.tz):
        return logbook, None
    asked_for = reminder.kind is ReminderKind.LATER  # put off by the runner, on a rest day too
    logbook, plan = show_today(logbook, reminder.day, catalogue=catalogue, on_demand=asked_for)
    if isinstance(plan, Rest) and plan.reasons[0].code in RACE_RESTS:
        return logbook, message()
    if not isinstance(plan, Prescription):
        return logbook, None
    return logbook, message(about=plan.id)


def _message(
    logbook: Logbook, reminder: Reminder, *, home: Account, now: datetime, end: datetime, about: FactId | None = None
) -> Outgoing:
    """Return the message of a reminder; one `about` a prescription goes to the channel where the runner chose one."""
    start = send_from(logbook.settings, reminder.due, now=now, wished=reminder.kind is ReminderKind.LATER)
    return Outgoing(
        runner=logbook.runner,
        key=key_of(reminder, week_starts=logbook.settings.week_starts),
        platform=home.key.platform,
        address=home.address if about is None else home.channel or home.address,
        kind=reminder.kind.value,
        priority=Priority.REMINDER,
        queued=now,
        due=start if start > now else reminder.due,
        day=reminder.day,
        expires=end,
        about=about,
    )
