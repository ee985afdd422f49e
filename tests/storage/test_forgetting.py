"""A runner who is forgotten leaves nothing, and what is old goes."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Table, func, select

from core.domain.account import Address, Platform
from core.domain.exercise import ExerciseKey
from core.domain.facts import (
    Condition,
    ContraIndication,
    Fact,
    FaultSeen,
    PainReport,
    Pause,
    Race,
    RaceKind,
    RedFlag,
    RunDay,
    RunKind,
    Skip,
    Snooze,
)
from core.domain.logbook import Logbook
from core.domain.messages import Accepted, Lease, Message, MessageRef
from core.domain.red_flags import Urgency
from core.domain.runner import Settings
from core.domain.training import CalfTest, FactId
from core.storage import tables
from core.storage.codes import Deed, count, keep_code
from core.storage.given_files import GivenFile, keep_given
from core.storage.parts import Part, begin_runner, keep_parts
from core.storage.store import Store, Transaction
from tests.support.stored import (
    NOW,
    TODAY,
    added,
    answer,
    begin,
    entry,
    keep,
    load,
    prescription,
    reminder,
    runner_arrives,
)

DAY = timedelta(days=1)

NOBODYS = {tables.memory, tables.spent_event}
OF_RUNNERS = tuple(table for table in tables.metadata.sorted_tables if table not in NOBODYS)


async def with_everything(store: Store, user: str) -> Logbook:
    """Begin a runner who has a row in every table."""
    (logbook,) = await begin(store, user)
    nothing = FactId(0)
    facts: list[Fact] = [entry(), prescription(), Skip(id=nothing, day=TODAY), Pause(id=nothing, day=TODAY)]
    facts += [Snooze(id=nothing, day=TODAY, until=NOW), CalfTest(id=nothing, day=TODAY, left=20, right=21)]
    facts.append(FaultSeen(id=nothing, day=TODAY, exercise=ExerciseKey("bunny-hops"), fault=0))
    facts += [PainReport(id=nothing, day=TODAY, at=NOW, level=4), RedFlag(id=nothing, day=TODAY, urgency=Urgency.SOON)]
    facts.append(ContraIndication(id=nothing, day=TODAY, condition=Condition.INJURY))
    facts += [RunDay(id=nothing, day=TODAY, kind=RunKind.LONG), Race(id=nothing, day=TODAY, kind=RaceKind.HALF)]
    await keep(store, replace(added(logbook, *facts), reminders=(reminder(),)))
    async with store.transaction() as transaction:
        await transaction.keep_messages([words_of(logbook)])
        await transaction.queue([answer(logbook)])
        await keep_given(transaction, [GivenFile(runner=logbook.runner, key="k", at=NOW, content=b"log:")])
        await keep_code(transaction, logbook.runner, digest=f"of {user}", now=NOW)
        await count(transaction, logbook.runner, deed=Deed.SHOWN, since=NOW, now=NOW)
        before = await begin_runner(transaction, settings=Settings(), joined=NOW)
        await keep_parts(transaction, [Part(runner=before.runner, whole=logbook.runner, at=NOW, accounts=())])
    return logbook


def words_of(logbook: Logbook) -> Message:
    """Return what a runner wrote."""
    ref = MessageRef(runner=logbook.runner, platform=Platform.CONSOLE, chat=Address("c"), external="1")
    return Message(id=FactId(99), ref=ref, at=NOW, text="3x12")


async def rows_of(transaction: Transaction, logbook: Logbook) -> dict[str, int]:
    """Count a runner's rows in every table, found by following the foreign keys from `runner`."""
    return {table.name: await count_rows(transaction, table, logbook) for table in OF_RUNNERS}


async def count_rows(transaction: Transaction, table: Table, logbook: Logbook) -> int:
    """Count a runner's rows in one table."""
    owner = table.c.id if table is tables.runner else table.c.whole if table is tables.part else table.c.runner_id
    mine = select(func.count()).select_from(table).where(owner == logbook.runner)
    return (await transaction.connection.scalar(mine)) or 0


def test_every_table_begins_with_the_runner() -> None:
    """Each table belongs to a runner: by the first column of its primary key, and by a foreign key that cascades."""
    for table in set(OF_RUNNERS) - {tables.runner}:
        assert next(iter(table.primary_key)).name == "runner_id"
        cascades = [key for key in table.foreign_key_constraints if key.ondelete == "CASCADE"]
        assert any("runner_id" in key.column_keys for key in cascades), table.name


async def test_forgetting_leaves_no_row(store: Store) -> None:
    """Every table that has a row of the runner has none after, and the other runner keeps theirs."""
    ann, bob = await with_everything(store, "ann"), await with_everything(store, "bob")
    async with store.transaction() as transaction:
        before = await rows_of(transaction, ann)
        await transaction.forget([ann.runner])
        assert all(before.values()), before
        assert set((await rows_of(transaction, ann)).values()) == {0}
        left = await transaction.connection.scalar(select(func.count()).select_from(tables.runner))
        assert left == 2, "a part of who was forgotten is left over"
        assert await rows_of(transaction, bob) == before


async def test_a_forgotten_runner_starts_from_nothing(store: Store) -> None:
    """Somebody who comes back is new, under a number that was never used, and with the same event."""
    ann = await with_everything(store, "ann")
    async with store.transaction() as transaction:
        await transaction.forget([ann.runner])
        (again,) = await transaction.admit([runner_arrives("ann")], now=NOW)
        assert (await transaction.logbooks([again.runner], since=None))[again.runner].entries == ()
    assert again.created
    assert again.first
    assert again.runner > ann.runner


async def test_a_spent_event_begins_nobody(store: Store) -> None:
    """An event that comes again after its runner was forgotten is passed over; another one begins anew."""
    ann = await with_everything(store, "ann")
    spent = runner_arrives("ann", event="the last word")
    async with store.transaction() as transaction:
        await transaction.forget([ann.runner])
        await transaction.spend([spent], now=NOW)
        again, other = await transaction.admit([spent, runner_arrives("ann", event="hello")], now=NOW)
        assert (again.first, again.created) == (False, False)
        assert (other.first, other.created) == (True, True)
        await transaction.prune(events=NOW + DAY, messages=NOW, outbox=NOW)
        (much_later,) = await transaction.admit([spent], now=NOW)
    assert much_later.first


async def test_the_forgotten_are_counted(store: Store) -> None:
    """All that is left of the forgotten is how many they were; who is not there is not counted."""
    ann, bob = await with_everything(store, "ann"), await with_everything(store, "bob")
    async with store.transaction() as transaction:
        assert await transaction.forgotten() == 0
        await transaction.forget([ann.runner])
        await transaction.forget([ann.runner])
        await transaction.forget([bob.runner])
        assert await transaction.forgotten() == 2


async def test_what_was_deleted_is_not_in_the_file(sqlite_url: str, tmp_path: Path) -> None:
    """The files of a SQLite database in use do not hold the words of a runner who was forgotten."""
    words = "my left calf is nobody else's business"
    async with Store.open(sqlite_url) as store:
        (ann,) = await begin(store, "ann")
        async with store.transaction() as transaction:
            await transaction.keep_messages([replace(words_of(ann), text=words)])
        assert words.encode() in everything_in(tmp_path)
        await store.forget([ann.runner])
        assert words.encode() not in everything_in(tmp_path)


def everything_in(folder: Path) -> bytes:
    """Return the bytes of all files of a folder."""
    return b"".join(file.read_bytes() for file in sorted(folder.iterdir()))


async def test_pruning_takes_what_is_old_and_over(store: Store) -> None:
    """Old events, words and sent messages go; what waits stays, and so does what is younger."""
    ann = await with_everything(store, "ann")
    async with store.transaction() as transaction:
        await transaction.queue([answer(ann, "sent")])
        await transaction.claim_outbox(Platform.CONSOLE, now=NOW, limit=9, lease=Lease(owner="o", length=DAY))
        await transaction.mark([Accepted(runner=ann.runner, key="sent", external="1", at=NOW)], owner="o")
        assert await transaction.prune(events=NOW, messages=NOW, outbox=NOW) == 0
        later = NOW + DAY
        assert await transaction.prune(events=later, messages=later, outbox=later) == 3
        left = await rows_of(transaction, ann)
        assert (left["event"], left["message"], left["outbox"]) == (0, 0, 1)
        assert left["entry"] == 1


async def test_pruning_goes_in_steps(store: Store) -> None:
    """No more rows than asked for are deleted at once."""
    arrivals = [runner_arrives("ann", event=str(n)) for n in range(5)]
    later = NOW + DAY
    async with store.transaction() as transaction:
        await transaction.admit(arrivals, now=NOW)
        steps = [await transaction.prune(events=later, messages=later, outbox=later, limit=2) for _ in range(4)]
    assert steps == [2, 2, 1, 0]


async def test_history_outlives_its_words(store: Store) -> None:
    """An entry stays when the message that it was read from is pruned."""
    ann = await with_everything(store, "ann")
    async with store.transaction() as transaction:
        await transaction.prune(events=NOW + DAY, messages=NOW + DAY, outbox=NOW + DAY)
    assert len((await load(store, ann.runner)).entries) == 1
