"""A logbook that is kept comes back as it was, whatever is in it."""

import os
from dataclasses import fields, replace
from datetime import date, timedelta
from typing import get_args

from hypothesis import HealthCheck, given
from hypothesis import settings as budget
from hypothesis import strategies as st

from core.domain.account import Account, AccountKey, Address, Platform
from core.domain.facts import Fact, Pause
from core.domain.load import Load, Unit
from core.domain.logbook import Edit, Logbook
from core.domain.reminder import Reminder, ReminderKind
from core.domain.runner import Settings
from core.domain.training import CalfTest, Entry, FactId
from core.storage.facts import SHELVES
from core.storage.store import Store
from tests.support import stored as any_
from tests.support.stored import NOW, TODAY, added, begin, entry, keep, load, prescription, reminder, saved

# The database is begun anew for each test; each example brings its own runner.
in_one_database = budget(
    max_examples=300 if os.environ.get("CI") else 60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
_users = iter(range(1_000_000))


async def newcomer(store: Store) -> Logbook:
    """Begin one runner more."""
    return (await begin(store, f"user-{next(_users)}"))[0]


def test_every_kind_of_fact_has_a_shelf() -> None:
    """Storage knows each kind of fact, and each shelf of the logbook."""
    assert {shelf.kind for shelf in SHELVES} == set(get_args(Fact))
    assert {shelf.name for shelf in SHELVES} <= {field.name for field in fields(Logbook)}


@in_one_database
@given(facts=st.lists(any_.facts, max_size=12), settings=any_.settings, reminders=any_.reminders)
async def test_any_logbook_comes_back(
    store: Store, facts: list[Fact], settings: Settings, reminders: tuple[Reminder, ...]
) -> None:
    """Any facts, settings and reminders are loaded as they were saved, and so are the changes that made them."""
    logbook = added(await newcomer(store), *facts)
    logbook = logbook.change("settings", [Edit(before=logbook.settings, after=settings)], at=NOW)
    logbook = replace(logbook, reminders=reminders)
    await keep(store, logbook)
    assert await load(store, logbook.runner) == saved(logbook)


@in_one_database
@given(
    facts=st.lists(any_.facts, min_size=1, max_size=6), steps=st.lists(st.booleans(), max_size=16), batch=st.booleans()
)
async def test_undo_and_redo_go_through_storage(
    store: Store, facts: list[Fact], steps: list[bool], *, batch: bool
) -> None:
    """Undo and redo in any order end in the same logbook, saved after each step or all at once."""
    logbook = added(await newcomer(store), *facts)
    await keep(store, logbook)
    logbook = saved(logbook)
    for back in steps:
        logbook = _stepped(logbook, back=back)
        if not batch:
            await keep(store, logbook)
            logbook = saved(logbook)
    await keep(store, logbook)
    assert await load(store, logbook.runner) == saved(logbook)


def _stepped(logbook: Logbook, *, back: bool) -> Logbook:
    step = logbook.undo() if back else logbook.redo()
    return logbook if step is None else step[0]


async def test_a_new_change_forgets_what_could_be_redone(store: Store) -> None:
    """After an undo and another deed, the change that was taken back is gone from storage."""
    logbook = added(await newcomer(store), entry(), entry(reps=13))
    await keep(store, logbook)
    undone = _stepped(await load(store, logbook.runner), back=True)
    await keep(store, undone)
    other = added(await load(store, logbook.runner), entry(reps=14))
    await keep(store, other)
    again = await load(store, logbook.runner)
    assert again == saved(other)
    assert [change.seq for change in again.changes] == [1, 2]
    assert again.redo() is None


async def test_a_changed_fact_takes_the_place_of_the_old_one(store: Store) -> None:
    """A correction replaces the entry with all of its sets."""
    logbook = added(await newcomer(store), entry())
    await keep(store, logbook)
    before = (await load(store, logbook.runner)).entries[0]
    after = replace(before, sets=before.sets[:2], day=TODAY - timedelta(days=1))
    corrected = saved(logbook).change("correct", [Edit(before=before, after=after)], at=NOW)
    await keep(store, corrected)
    assert (await load(store, logbook.runner)).entries == (after,)


async def test_a_load_stays_as_typed(store: Store) -> None:
    """22,5 lb comes back with its comma and its unit."""
    logbook = added(await newcomer(store), entry(load=Load(text="22,5", unit=Unit.LB)))
    await keep(store, logbook)
    assert (await load(store, logbook.runner)).entries[0].sets[0].load == Load(text="22,5", unit=Unit.LB)


async def test_only_recent_history_is_loaded_when_asked(store: Store) -> None:
    """With `since`, older facts stay in storage, but tests and pauses that reach into the time come along."""
    old, new = date(2025, 1, 1), TODAY
    facts: list[Fact] = [entry(old), entry(new), prescription(old), prescription(new)]
    facts += [CalfTest(id=FactId(0), day=old, left=20, right=22), Pause(id=FactId(0), day=old)]
    facts += [Pause(id=FactId(0), day=old, until=old), Pause(id=FactId(0), day=old, until=new)]
    logbook = added(await newcomer(store), *facts)
    await keep(store, logbook)
    recent = await load(store, logbook.runner, since=date(2026, 1, 1))
    assert [one.day for one in recent.entries] == [new]
    assert [one.day for one in recent.prescriptions] == [new]
    assert len(recent.tests) == 1
    assert [one.until for one in recent.pauses] == [None, new]
    assert recent.since == date(2026, 1, 1)


async def test_only_changes_near_the_cursor_are_loaded(store: Store) -> None:
    """Of a long undo stack the last changes come along, and everything that can be redone."""
    logbook = added(await newcomer(store), *[entry()] * 12)
    for _ in range(6):
        logbook = _stepped(logbook, back=True)
    await keep(store, logbook)
    recent = await load(store, logbook.runner, since=TODAY)
    assert [change.seq for change in recent.changes] == [4, 5, 6, 7, 8, 9, 10, 11, 12]


async def test_accounts_are_added_changed_and_removed(store: Store) -> None:
    """A logbook's accounts are saved with it, and an account can move to another runner in one transaction."""
    ann, bob = await begin(store, "ann", "bob")
    moved = bob.accounts[0]
    discord = Account(
        key=AccountKey(platform=Platform.DISCORD, user="a"), address=Address("dm"), joined=NOW, asked="zone?"
    )
    changed = replace(ann.accounts[0], reachable=False, home=False)
    async with store.transaction() as transaction:
        loaded = await transaction.logbooks([ann.runner, bob.runner], since=None)
        after = [replace(ann, accounts=(changed, discord, moved)), replace(bob, accounts=())]
        await transaction.save(after, loaded=loaded)
    assert set((await load(store, ann.runner)).accounts) == {changed, discord, moved}
    assert (await load(store, bob.runner)).accounts == ()


async def test_reminders_move_with_the_logbook(store: Store) -> None:
    """A reminder that a deed moved, removed or added is saved with the logbook."""
    logbook = replace(await newcomer(store), reminders=(reminder(), reminder(kind=ReminderKind.LATER)))
    await keep(store, logbook)
    moved = replace(logbook, reminders=(reminder(NOW + timedelta(days=1)), reminder(kind=ReminderKind.WEEKLY)))
    await keep(store, moved)
    assert (await load(store, logbook.runner)).reminders == moved.reminders


async def test_counters_are_kept(store: Store) -> None:
    """When the runner was heard, and the next id, are saved though no fact changed."""
    logbook = replace(await newcomer(store), heard=NOW + timedelta(hours=1), next_id=FactId(9))
    await keep(store, logbook)
    assert await load(store, logbook.runner) == logbook


async def test_a_batch_keeps_runners_apart(store: Store) -> None:
    """Many logbooks saved and loaded at once each come back as their own."""
    logbooks = await begin(store, *(f"batch-{n}" for n in range(20)))
    days: list[tuple[Fact, Fact]] = [(entry(reps=at), prescription()) for at in range(20)]
    changed = [added(one, *facts * (at % 3)) for at, (one, facts) in enumerate(zip(logbooks, days, strict=True))]
    await keep(store, *changed)
    async with store.reading() as transaction:
        loaded = await transaction.logbooks([one.runner for one in changed], since=None)
    assert [loaded[one.runner] for one in changed] == [saved(one) for one in changed]
    assert all(isinstance(fact, Entry) for one in loaded.values() for fact in one.entries)


async def test_a_runner_that_does_not_exist_is_left_out(store: Store) -> None:
    """Asking for runners that storage does not know gives those that it knows."""
    known = await newcomer(store)
    async with store.reading() as transaction:
        loaded = await transaction.logbooks([known.runner, type(known.runner)(10**12)], since=None)
    assert set(loaded) == {known.runner}
