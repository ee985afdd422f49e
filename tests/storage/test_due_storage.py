"""What is due is claimed oldest first, by one process at a time."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from core.domain.logbook import Logbook
from core.domain.reminder import Reminder, ReminderKind
from core.domain.runner import RunnerId
from core.storage.store import Store
from tests.support.stored import NOW, begin, keep, load, reminder

HOUR = timedelta(hours=1)


async def with_reminders(store: Store, logbook: Logbook, *reminders: Reminder) -> None:
    """Give a runner these reminders."""
    await keep(store, replace(logbook, reminders=reminders))


async def test_only_what_is_due_is_claimed_oldest_first(store: Store) -> None:
    """A reminder comes at its instant, not a microsecond before, and the older one first."""
    ann, bob = await begin(store, "ann", "bob")
    later = reminder(NOW + timedelta(microseconds=1), kind=ReminderKind.WEEKLY)
    await with_reminders(store, ann, reminder(NOW), later)
    await with_reminders(store, bob, reminder(NOW - HOUR))
    async with store.transaction() as transaction:
        due = await transaction.claim_due(now=NOW, limit=10)
        first = await transaction.claim_due(now=NOW, limit=1)
    assert [(one.runner, one.reminder) for one in due] == [
        (bob.runner, reminder(NOW - HOUR)),
        (ann.runner, reminder(NOW)),
    ]
    assert first == due[:1]


async def test_a_claim_that_fails_is_due_again(store: Store) -> None:
    """What a process claimed before it died is still due."""
    (ann,) = await begin(store, "ann")
    await with_reminders(store, ann, reminder(NOW))
    for _ in range(2):
        async with store.transaction() as transaction:
            assert len(await transaction.claim_due(now=NOW, limit=10)) == 1


async def test_two_sweeps_do_each_reminder_once(store: Store, database_url: str) -> None:
    """Two processes that sweep at once move each reminder on once."""
    people = await begin(store, *(f"p{n}" for n in range(30)))
    await keep(store, *(replace(one, reminders=(reminder(NOW),)) for one in people))

    async def sweep(where: Store) -> list[RunnerId]:
        done: list[RunnerId] = []
        for _ in range(40):
            async with where.transaction() as transaction:
                due = await transaction.claim_due(now=NOW, limit=4)
                loaded = await transaction.logbooks([one.runner for one in due], since=None)
                moved = [replace(one, reminders=(reminder(NOW + HOUR),)) for one in loaded.values()]
                await transaction.save(moved, loaded=loaded)
            done += loaded
        return done

    async with Store.open(database_url) as other:
        ours, theirs = await asyncio.gather(sweep(store), sweep(other))
    assert sorted(ours + theirs) == sorted(one.runner for one in people)
    assert (await load(store, people[0].runner)).reminders == (reminder(NOW + HOUR),)


async def test_two_processes_lose_no_change_of_one_runner(store: Store, database_url: str) -> None:
    """Deeds of the same runner in two processes come one after another, and none is lost."""
    (ann,) = await begin(store, "ann")

    async def count_up(where: Store) -> None:
        for _ in range(10):
            async with where.transaction() as transaction:
                loaded = await transaction.logbooks([ann.runner], since=None)
                logbook = loaded[ann.runner]
                await transaction.save([replace(logbook, cursor=logbook.cursor + 1)], loaded=loaded)

    async with Store.open(database_url) as other:
        await asyncio.gather(count_up(store), count_up(other), count_up(store))
    assert (await load(store, ann.runner)).cursor == 30


async def test_a_version_tells_whether_anything_was_saved(store: Store) -> None:
    """Anything that is saved of a runner overtakes what was read before, were it their reminders alone."""
    ann, bob = await begin(store, "ann", "bob")
    read = [await load(store, one.runner) for one in (ann, bob)]
    await with_reminders(store, ann, reminder(NOW))
    async with store.transaction() as transaction:
        assert await transaction.unchanged(read) == {bob.runner}
        await transaction.forget([bob.runner])
        assert await transaction.unchanged(read) == set()
