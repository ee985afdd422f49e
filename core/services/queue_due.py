"""Queue what is due: plan for a whole batch of runners, and move their reminders on, in one transaction."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core.domain.account import Account
from core.domain.exercise import Catalogue
from core.domain.logbook import Logbook, OlderHistoryNeededError
from core.domain.messages import DueReminder, Outgoing, Priority
from core.domain.planning.plan import Rest
from core.domain.prescription import Prescription
from core.domain.race import RACE_RESTS
from core.domain.reminder import Reminder, ReminderKind
from core.domain.reminders.due import after_sending
from core.domain.reminders.welcome import expiry, send_from
from core.domain.runner import RunnerId
from core.domain.week import local_day, week_of
from core.services.show_today import show_today
from core.storage.store import Store, Transaction

#: How much of a runner's history is loaded to plan a day.
HISTORY = timedelta(days=120)
#: A batch holds up whoever else writes to a SQLite file for some hundredths of a second.
BATCH = 100
#: After so many runners others may have a turn.
_BREATH = 10

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
    """What became of a batch of due reminders: `queued` to be sent, `late` past their window, the rest not needed."""

    due: int
    queued: int
    late: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued:
    """One runner after a sweep, the messages that go to them, and how many reminders came too late."""

    logbook: Logbook
    outgoing: tuple[Outgoing, ...]
    late: int


async def sweep(
    store: Store, *, now: datetime, limit: int, catalogue: Catalogue, tell: Callable[[Swept], None] = lambda _: None
) -> int:
    """Queue at most `limit` reminders that are due, a batch a transaction, and return how many were due.

    Any number of processes may sweep at once: each reminder is queued by one of them, and exists once. `tell` hears
    of every batch once it is committed.
    """
    done = 0
    while done < limit:
        size = min(BATCH, limit - done)
        async with store.transaction() as transaction:
            swept = await _sweep_batch(transaction, now=now, size=size, catalogue=catalogue)
        done += swept.due
        if swept.due:
            tell(swept)
        if swept.due < size:
            break
    return done


async def _sweep_batch(transaction: Transaction, *, now: datetime, size: int, catalogue: Catalogue) -> Swept:
    claimed = await transaction.claim_due(now=now, limit=size)
    due = _by_runner(claimed)
    loaded = await transaction.logbooks(due, since=(now - HISTORY).date())
    after = []
    for number, (runner, reminders) in enumerate(due.items()):
        if number % _BREATH == 0:
            await asyncio.sleep(0)
        try:
            after.append(queue_reminders(loaded[runner], reminders, now=now, catalogue=catalogue))
        except OlderHistoryNeededError:
            loaded |= await transaction.logbooks([runner], since=None)
            after.append(queue_reminders(loaded[runner], reminders, now=now, catalogue=catalogue))
    outgoing = [message for one in after for message in one.outgoing]
    await transaction.save([one.logbook for one in after], loaded=loaded)
    await transaction.queue(outgoing)
    return Swept(due=len(claimed), queued=len(outgoing), late=sum(one.late for one in after))


def queue_reminders(logbook: Logbook, due: Sequence[Reminder], *, now: datetime, catalogue: Catalogue) -> Queued:
    """Write what is due for one runner, and set what is due next."""
    home = next((one for one in logbook.accounts if one.home and one.reachable and one.address), None)
    if home is None:
        return Queued(logbook=replace(logbook, reminders=()), outgoing=(), late=0)
    welcome = [one for one in due if now < expiry(logbook.settings, one)]
    outgoing: list[Outgoing] = []
    for reminder in sorted(welcome, key=lambda one: _ORDER.index(one.kind)):
        logbook, message = _written(logbook, reminder, home=home, now=now, catalogue=catalogue)
        outgoing += [message] if message else []
    following = after_sending(logbook, now=now, catalogue=catalogue, settled=due)
    return Queued(logbook=replace(logbook, reminders=following), outgoing=tuple(outgoing), late=len(due) - len(welcome))


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
    logbook: Logbook, reminder: Reminder, *, home: Account, now: datetime, catalogue: Catalogue
) -> tuple[Logbook, Outgoing | None]:
    """Write one reminder; None where it would have nothing to say."""
    message = Outgoing(
        runner=logbook.runner,
        key=key_of(reminder, week_starts=logbook.settings.week_starts),
        platform=home.key.platform,
        address=home.address,
        kind=reminder.kind.value,
        priority=Priority.REMINDER,
        queued=now,
        due=send_from(logbook.settings, reminder.due, now=now),
        day=reminder.day,
        expires=expiry(logbook.settings, reminder),
    )
    if reminder.kind not in {ReminderKind.DAILY, ReminderKind.LATER}:
        return logbook, message
    if reminder.day != local_day(now, logbook.settings.tz):
        return logbook, None
    logbook, plan = show_today(logbook, reminder.day, catalogue=catalogue)
    if isinstance(plan, Rest) and plan.reasons[0].code in RACE_RESTS:
        return logbook, message
    if not isinstance(plan, Prescription):
        return logbook, None
    return logbook, replace(message, about=plan.id)
