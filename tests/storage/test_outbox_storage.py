"""What goes out is queued once, leased to one sender, in order, and never lost."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from core.domain.account import Address, Platform
from core.domain.logbook import Logbook
from core.domain.messages import (
    QUIET_HOURS,
    Accepted,
    Dead,
    Dropped,
    Lease,
    Leased,
    MessageRef,
    Outcome,
    Outgoing,
    Postponed,
    Priority,
)
from core.domain.training import FactId
from core.storage.store import Store
from tests.support.stored import NOW, TODAY, answer, begin

MINUTE = timedelta(minutes=1)
OURS = Lease(owner="ours", length=MINUTE)
THEIRS = Lease(owner="theirs", length=MINUTE)


def outgoing(logbook: Logbook, key: str, *, chat: str = "c", priority: Priority = Priority.ANSWER) -> Outgoing:
    """Return a message to a runner."""
    return replace(answer(logbook, key), platform=Platform.TELEGRAM, address=Address(chat), priority=priority)


async def queue(store: Store, *messages: Outgoing) -> None:
    """Queue messages in one transaction."""
    async with store.transaction() as transaction:
        await transaction.queue(messages)


async def claim(store: Store, *, now: datetime = NOW, limit: int = 100, lease: Lease = OURS) -> Sequence[Leased]:
    """Lease messages in one transaction."""
    async with store.transaction() as transaction:
        return await transaction.claim_outbox(Platform.TELEGRAM, now=now, limit=limit, lease=lease)


async def mark(store: Store, *outcomes: Outcome, owner: str = "ours") -> None:
    """Write down outcomes in one transaction."""
    async with store.transaction() as transaction:
        await transaction.mark(outcomes, owner=owner)


def keys(leased: Sequence[Leased]) -> list[str]:
    """Return the keys of leased messages."""
    return [one.outgoing.key for one in leased]


async def test_a_message_comes_out_as_it_went_in(store: Store) -> None:
    """Everything that was queued is there when it is claimed."""
    (ann,) = await begin(store, "ann")
    full = replace(
        outgoing(ann, "daily:2026-03-02", priority=Priority.REMINDER),
        kind="daily",
        body=None,
        day=TODAY,
        expires=NOW + timedelta(hours=3),
        about=FactId(4),
        replaces="17",
    )
    await queue(store, full)
    assert await claim(store) == (Leased(outgoing=full, attempts=1),)


async def test_a_key_exists_once_for_a_runner(store: Store) -> None:
    """Queued again, also after it was sent, a message stays what it was; another runner may use the same key."""
    ann, bob = await begin(store, "ann", "bob")
    await queue(store, outgoing(ann, "k"), replace(outgoing(ann, "k"), body=b"other"), outgoing(bob, "k", chat="d"))
    assert [(one.outgoing.runner, one.outgoing.body) for one in await claim(store)] == [
        (ann.runner, b'{"text":"Logged."}'),
        (bob.runner, b'{"text":"Logged."}'),
    ]
    await mark(store, Accepted(runner=ann.runner, key="k", external="1", at=NOW))
    await queue(store, outgoing(ann, "k"))
    assert await claim(store) == ()


async def test_answers_go_before_reminders_and_the_oldest_first(store: Store) -> None:
    """Claims come in the order of priority, then of queueing, although all have the same instant."""
    (ann,) = await begin(store, "ann")
    reminders = [outgoing(ann, f"r{n}", chat=f"r{n}", priority=Priority.REMINDER) for n in range(3)]
    answers = [outgoing(ann, f"a{9 - n}", chat=f"a{n}") for n in range(3)]
    await queue(store, *reminders)
    await queue(store, *answers)
    assert keys(await claim(store, limit=4)) == ["a9", "a8", "a7", "r0"]
    assert keys(await claim(store)) == ["r1", "r2"]


async def test_a_clock_that_jumps_back_keeps_the_order(store: Store) -> None:
    """What is queued later goes later, though the clock went back two hours meanwhile."""
    (ann,) = await begin(store, "ann")
    back = NOW - timedelta(hours=2)
    await queue(store, outgoing(ann, "first"))
    await queue(store, replace(outgoing(ann, "second"), queued=back, due=back))
    assert keys(await claim(store)) == ["first", "second"]


async def test_nothing_goes_before_it_is_due(store: Store) -> None:
    """A message for later is claimed from its instant on."""
    (ann,) = await begin(store, "ann")
    await queue(store, replace(outgoing(ann, "k"), due=NOW + MINUTE))
    assert await claim(store) == ()
    assert keys(await claim(store, now=NOW + MINUTE)) == ["k"]


async def test_each_platform_has_its_own_queue(store: Store) -> None:
    """A sender claims for its platform alone."""
    (ann,) = await begin(store, "ann")
    await queue(store, replace(outgoing(ann, "k"), platform=Platform.DISCORD))
    assert await claim(store) == ()


async def test_a_lease_keeps_others_away_until_it_ends(store: Store) -> None:
    """What one sender has, no other gets, until the lease runs out; then it counts as one more attempt."""
    (ann,) = await begin(store, "ann")
    await queue(store, outgoing(ann, "k"))
    await claim(store)
    assert await claim(store, lease=THEIRS, now=NOW + MINUTE / 2) == ()
    (taken,) = await claim(store, lease=THEIRS, now=NOW + MINUTE)
    assert taken.attempts == 2


async def test_a_late_sender_may_only_say_that_it_was_accepted(store: Store) -> None:
    """After a lease was taken over, its first owner cannot postpone or drop the message, but `Accepted` counts."""
    (ann,) = await begin(store, "ann")
    await queue(store, outgoing(ann, "k"))
    await claim(store)
    await claim(store, lease=THEIRS, now=NOW + MINUTE)
    await mark(store, Dropped(runner=ann.runner, key="k", reason="late"))
    await mark(store, Postponed(runner=ann.runner, key="k", until=NOW, reason="late"))
    assert keys(await claim(store, now=NOW + 2 * MINUTE)) == ["k"]
    await mark(store, Accepted(runner=ann.runner, key="k", external="1", at=NOW), owner="theirs")
    await mark(store, Dead(runner=ann.runner, key="k", reason="late"))
    async with store.reading() as transaction:
        assert (await transaction.backlog(now=NOW)).dead == 0


async def test_a_postponed_message_comes_again(store: Store) -> None:
    """A message that was not taken is claimed from its next try on."""
    (ann,) = await begin(store, "ann")
    await queue(store, outgoing(ann, "k"))
    await claim(store)
    await mark(store, Postponed(runner=ann.runner, key="k", until=NOW + MINUTE, reason="429"))
    assert await claim(store, now=NOW + MINUTE / 2) == ()
    assert [one.attempts for one in await claim(store, now=NOW + MINUTE)] == [2]


@pytest.mark.parametrize("first", ["leased", "postponed"])
async def test_a_chat_keeps_its_order(store: Store, first: str) -> None:
    """While a message waits, the later ones of its chat wait too, and those of other chats do not."""
    (ann,) = await begin(store, "ann")
    await queue(store, outgoing(ann, "1"))
    await claim(store)
    if first == "postponed":
        await mark(store, Postponed(runner=ann.runner, key="1", until=NOW + MINUTE, reason="429"))
    await queue(store, outgoing(ann, "2"), outgoing(ann, "3", chat="other"))
    assert keys(await claim(store, lease=replace(THEIRS, length=5 * MINUTE))) == ["3"]
    assert keys(await claim(store, now=NOW + MINUTE)) == ["1", "2"]


@pytest.mark.parametrize("first", ["queued for later", "held back at the last moment"])
async def test_what_is_held_back_stands_in_nobodys_way(store: Store, first: str) -> None:
    """A message that waits for the end of quiet hours lets later ones of its chat pass, and comes in its turn."""
    (ann,) = await begin(store, "ann")
    held = outgoing(ann, "held", priority=Priority.REMINDER)
    if first == "queued for later":
        await queue(store, replace(held, due=NOW + MINUTE))
    else:
        await queue(store, held)
        await claim(store)
        await mark(store, Postponed(runner=ann.runner, key="held", until=NOW + MINUTE, reason=QUIET_HOURS))
    await queue(store, *(outgoing(ann, key, priority=Priority.REMINDER) for key in ("1", "2")), outgoing(ann, "a"))
    assert keys(await claim(store)) == ["a", "1", "2"]
    assert keys(await claim(store, now=NOW + MINUTE)) == ["a", "held", "1", "2"]


async def test_what_was_held_back_is_waited_for_while_it_is_sent(store: Store) -> None:
    """Once its time has come it keeps its place: the later ones of its chat wait until it is through."""
    (ann,) = await begin(store, "ann")
    await queue(store, outgoing(ann, "held"))
    await claim(store)
    await mark(store, Postponed(runner=ann.runner, key="held", until=NOW + MINUTE, reason=QUIET_HOURS))
    assert keys(await claim(store, now=NOW + MINUTE)) == ["held"]
    await queue(store, outgoing(ann, "1"))
    assert await claim(store, now=NOW + MINUTE) == ()
    await mark(store, Postponed(runner=ann.runner, key="held", until=NOW + 3 * MINUTE, reason="429"))
    assert await claim(store, now=NOW + 2 * MINUTE) == ()
    assert keys(await claim(store, now=NOW + 3 * MINUTE)) == ["held", "1"]


async def test_an_answer_does_not_wait_for_a_reminder(store: Store) -> None:
    """A reminder that waits for another try does not hold up the answers in its chat."""
    (ann,) = await begin(store, "ann")
    await queue(store, outgoing(ann, "r", priority=Priority.REMINDER))
    await claim(store)
    await queue(store, outgoing(ann, "a"))
    assert keys(await claim(store)) == ["a"]


async def test_two_senders_share_the_work(store: Store, database_url: str) -> None:
    """Two processes that claim at once get every message once, each chat's in order."""
    (ann,) = await begin(store, "ann")
    await queue(store, *(outgoing(ann, f"{n:03}", chat=f"c{n % 7}") for n in range(100)))

    async def work(where: Store, lease: Lease) -> list[Leased]:
        taken: list[Leased] = []
        while leased := await claim(where, limit=7, lease=lease):
            taken += leased
            done = [Accepted(runner=ann.runner, key=key, external=key, at=NOW) for key in keys(leased)]
            await mark(where, *done, owner=lease.owner)
        return taken

    async with Store.open(database_url) as other:
        ours, theirs = await asyncio.gather(work(store, OURS), work(other, THEIRS))
    assert sorted(keys(ours + theirs)) == [f"{n:03}" for n in range(100)]


async def test_what_was_sent_is_found_by_its_id(store: Store) -> None:
    """A reply to a message finds the day and the prescription that it was about, and nobody else's."""
    ann, bob = await begin(store, "ann", "bob")
    await queue(store, replace(outgoing(ann, "k"), day=TODAY, about=FactId(3)), outgoing(bob, "k", chat="d"))
    await claim(store)
    await mark(
        store,
        Accepted(runner=ann.runner, key="k", external="55", at=NOW),
        Accepted(runner=bob.runner, key="k", external="56", at=NOW),
    )
    ref = MessageRef(runner=ann.runner, platform=Platform.TELEGRAM, chat=Address("c"), external="55")
    foreign = [replace(ref, runner=bob.runner), replace(ref, external="56"), replace(ref, chat=Address("d"))]
    async with store.reading() as transaction:
        found = await transaction.sent_of([ref, *foreign])
    assert {one: (sent.day, sent.about) for one, sent in found.items()} == {ref: (TODAY, FactId(3))}


async def test_a_sender_that_ends_gives_back_its_leases(store: Store) -> None:
    """Released messages can be claimed at once, and the attempt does not count."""
    (ann,) = await begin(store, "ann")
    await queue(store, outgoing(ann, "1"), outgoing(ann, "2", chat="d"))
    await claim(store, limit=1)
    await claim(store, limit=1, lease=THEIRS)
    async with store.transaction() as transaction:
        assert await transaction.release("ours", now=NOW) == 1
    assert [(one.outgoing.key, one.attempts) for one in await claim(store)] == [("1", 1)]


async def test_the_backlog_is_counted(store: Store) -> None:
    """Queued, leased and dead messages are counted, and the oldest that waits is known."""
    (ann,) = await begin(store, "ann")
    early = NOW - MINUTE
    await queue(store, *(replace(outgoing(ann, str(n), chat=str(n)), due=early) for n in range(5)))
    await claim(store, limit=3)
    await mark(
        store,
        Dead(runner=ann.runner, key="0", reason="400"),
        Dropped(runner=ann.runner, key="1", reason="trained"),
    )
    async with store.reading() as transaction:
        backlog = await transaction.backlog(now=NOW)
    assert (backlog.queued, backlog.leased, backlog.dead, backlog.oldest) == (2, 1, 1, early)
