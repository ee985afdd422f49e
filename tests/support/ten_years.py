"""A runner who has logged every day for years, with everything that a log leaves behind."""

from dataclasses import replace
from datetime import timedelta

from core.domain.load import Load, Unit
from core.domain.logbook import Change, Edit, Logbook
from core.domain.messages import Message, MessageRef
from core.domain.notation import read
from core.domain.prescription import Prescription
from core.domain.reading import ReadingContext
from core.domain.training import Entry, FactId, Side, TrainingSet
from core.storage.store import Store
from tests.support.logbooks import BENT_KNEE, CATALOGUE, a_runner, noon, planned
from tests.support.stored import NOW

_NUMBERS_A_DAY = 3  # a message, a prescription, an entry


def trained_daily(logbook: Logbook, days: int) -> Logbook:
    """Return a logbook with work on each of so many days up to yesterday: prescribed, done, and a change each."""
    today = NOW.date()
    model = planned(a_runner(joined=today), today)
    pairs = [_day_of(model, number, day=days - number) for number in range(days)]
    changes = tuple(
        Change(
            seq=at + 1, at=done.at, deed="log", edits=(Edit(before=None, after=asked), Edit(before=None, after=done))
        )
        for at, (asked, done) in enumerate(pairs)
    )
    edits = tuple(edit for change in changes for edit in change.edits)
    written = logbook.write(*edits)
    return replace(
        written,
        joined=noon(pairs[0][1].day),
        cursor=days,
        changes=changes,
        new_changes=changes,
        accounts=logbook.accounts,
    )


def _day_of(model: Prescription, number: int, *, day: int) -> tuple[Prescription, Entry]:
    date = NOW.date() - timedelta(days=day)
    first = 1 + _NUMBERS_A_DAY * number
    asked = replace(model, id=FactId(first + 1), day=date)
    load = Load(text=f"{20 + number % 40}.5", unit=Unit.KG)
    one = TrainingSet(reps=8 + number % 5, load=load, side=Side.EACH, message=FactId(first))
    done = Entry(
        id=FactId(first + 2), day=date, exercise=BENT_KNEE, sets=(one,) * 3, at=noon(date), prescription=asked.id
    )
    return asked, done


async def keep_daily(store: Store, logbook: Logbook, days: int) -> None:
    """Keep such a history, with the message that told each day's work."""
    reading = read("3x12 22.5 kg", ReadingContext(today=NOW.date()), CATALOGUE)
    messages = [
        Message(
            id=FactId(1 + _NUMBERS_A_DAY * number),
            ref=MessageRef(
                runner=logbook.runner,
                platform=logbook.accounts[0].key.platform,
                chat=logbook.accounts[0].address,
                external=str(number),
            ),
            at=NOW - timedelta(days=days - number),
            text="3x12 22.5 kg",
            reading=reading,
        )
        for number in range(days)
    ]
    async with store.transaction() as transaction:
        loaded = await transaction.logbooks([logbook.runner], since=None)
        await transaction.save([trained_daily(loaded[logbook.runner], days)], loaded=loaded)
        await transaction.keep_messages(messages)
