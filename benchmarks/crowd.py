"""Crowds of runners for the benchmarks: with a past, and due at one moment."""

import gc
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.commands.run import COLLECT_AFTER
from core.domain.account import AccountKey, Address, Platform
from core.domain.exercise import Catalogue, ExerciseKey
from core.domain.logbook import Edit, Logbook
from core.domain.messages import Arrival
from core.domain.runner import Settings
from core.domain.training import Entry, TrainingSet
from core.domain.week import local_day
from core.services.set_reminders import set_reminders
from core.storage.store import Store

#: Everybody is due at this moment, a Wednesday.
DUE = datetime(2026, 3, 4, 18, 0, tzinfo=UTC)
_PAST = (
    ExerciseKey("single-leg-raise"),
    ExerciseKey("single-leg-bent-knee-raise"),
    ExerciseKey("pogo-hops"),
)
_BATCH = 500


def be_calm() -> None:
    """Spare this process the collector's rounds as `calfcoach run` does."""
    gc.set_threshold(*COLLECT_AFTER)
    gc.freeze()


async def gather(
    store: Store,
    count: int,
    *,
    catalogue: Catalogue,
    due: datetime = DUE,
    settings: Settings = Settings(),  # noqa: B008 - a frozen value
    past_days: int = 14,
    begin: int = 0,
) -> None:
    """Begin `count` runners on Telegram who logged on most of the last days, and are due at `due`, their own time.

    They are numbered from `begin` on.
    """
    for first in range(begin, begin + count, _BATCH):
        async with store.transaction() as transaction:
            joined = due - timedelta(days=past_days + 1)
            arrivals = [_arrival(number, settings) for number in range(first, min(first + _BATCH, begin + count))]
            admitted = await transaction.admit(arrivals, now=joined)
            loaded = await transaction.logbooks([one.runner for one in admitted], since=None)
            trained = [_trained(one, due=due, past_days=past_days) for one in loaded.values()]
            evening = due - timedelta(hours=20)
            ready = [set_reminders(replace(one, heard=evening), now=evening, catalogue=catalogue) for one in trained]
            await transaction.save(ready, loaded=loaded)


def _arrival(number: int, settings: Settings) -> Arrival:
    account = AccountKey(platform=Platform.TELEGRAM, user=str(1000 + number))
    return Arrival(account=account, event=f"first-{number}", address=Address(str(1000 + number)), settings=settings)


def _trained(logbook: Logbook, *, due: datetime, past_days: int) -> Logbook:
    """Log three sets on three days of four."""
    edits = [
        Edit(before=None, after=_entry(logbook, number, due=due, past_days=past_days))
        for number in range(past_days)
        if number % 4 != 3
    ]
    return logbook.write(*edits)


def _entry(logbook: Logbook, number: int, *, due: datetime, past_days: int) -> Entry:
    day = local_day(due, logbook.settings.tz) - timedelta(days=past_days - number)
    return Entry(
        id=type(logbook.next_id)(logbook.next_id + number),
        day=day,
        exercise=_PAST[number % 3],
        sets=(TrainingSet(reps=12, bodyweight=True),) * 3,
        at=due - timedelta(days=past_days - number),
    )
