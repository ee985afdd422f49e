"""What came in is admitted once, for the right runner, and its words are kept."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from core.domain.account import Address, Platform
from core.domain.load import Load, Unit
from core.domain.logbook import Logbook, OlderHistoryNeededError
from core.domain.messages import Arrival, Message, MessageRef
from core.domain.reading import Reading, Status, Work
from core.domain.runner import RunnerId
from core.domain.training import FactId, TrainingSet
from core.storage.store import Store
from tests.support.stored import NOW, TODAY, begin, runner_arrives


def message(logbook: Logbook, text: str, *, external: str = "7", identity: int = 1) -> Message:
    """Return words that a runner wrote, and a reading of them."""
    ref = MessageRef(runner=logbook.runner, platform=Platform.CONSOLE, chat=Address("c"), external=external)
    work = Work(sets=(TrainingSet(reps=12, load=Load(text="22,5", unit=Unit.LB)),), day=TODAY)
    return Message(id=FactId(identity), ref=ref, at=NOW, text=text, reading=Reading(status=Status.READ, works=(work,)))


async def test_a_stranger_becomes_a_runner(store: Store) -> None:
    """The first arrival of an account begins a runner with the settings that it brings."""
    settings = replace(runner_arrives("ann").settings, zone="Asia/Tokyo")
    async with store.transaction() as transaction:
        (admitted,) = await transaction.admit([replace(runner_arrives("ann"), settings=settings)], now=NOW)
        logbook = (await transaction.logbooks([admitted.runner], since=None))[admitted.runner]
    assert admitted.first
    assert admitted.created
    assert logbook.settings == settings
    assert (logbook.joined, logbook.heard) == (NOW, NOW)
    assert [(one.key.user, one.address) for one in logbook.accounts] == [("ann", "chat-ann")]


async def test_strangers_of_one_batch_keep_their_own_settings(store: Store) -> None:
    """Many new people at once each get the settings that they came with."""
    arrivals = [runner_arrives(f"p{n * 7 % 30}") for n in range(30)]
    arrivals = [replace(one, settings=replace(one.settings, locale=one.account.user)) for one in arrivals]
    async with store.transaction() as transaction:
        admitted = await transaction.admit(arrivals, now=NOW)
        logbooks = await transaction.logbooks([one.runner for one in admitted], since=None)
    assert len(logbooks) == 30
    for logbook in logbooks.values():
        assert [one.key.user for one in logbook.accounts] == [logbook.settings.locale]


async def test_an_event_that_comes_again_is_known(store: Store) -> None:
    """The same event is first once: within one batch, and in a later one."""
    again = runner_arrives("ann", event="5")
    async with store.transaction() as transaction:
        admitted = await transaction.admit([again, again, runner_arrives("ann", event="6")], now=NOW)
    async with store.transaction() as transaction:
        later = await transaction.admit([again, runner_arrives("ann", event="7")], now=NOW)
    assert [one.first for one in admitted] == [True, False, True]
    assert [one.first for one in later] == [False, True]
    assert [one.created for one in admitted + later] == [True, False, False, False, False]
    assert len({one.runner for one in admitted + later}) == 1


async def test_an_event_of_a_failed_transaction_comes_again(store: Store) -> None:
    """What was rolled back was never admitted."""

    async def fail() -> None:
        async with store.transaction() as transaction:
            await transaction.admit([runner_arrives("ann")], now=NOW)
            raise OlderHistoryNeededError

    with pytest.raises(OlderHistoryNeededError):
        await fail()
    async with store.transaction() as transaction:
        (admitted,) = await transaction.admit([runner_arrives("ann")], now=NOW)
    assert admitted.first
    assert admitted.created


async def test_a_transaction_that_is_cancelled_leaves_nothing(store: Store) -> None:
    """A task that is cancelled in its transaction is rolled back, and the store goes on."""
    begun = asyncio.Event()

    async def wait_for_ever() -> None:
        async with store.transaction() as transaction:
            await transaction.admit([runner_arrives("ann")], now=NOW)
            begun.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(wait_for_ever())
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with store.transaction() as transaction:
        (admitted,) = await transaction.admit([runner_arrives("ann")], now=NOW)
    assert admitted.first


async def test_the_same_user_elsewhere_is_somebody_else(store: Store) -> None:
    """An id counts on its own platform only, and so does an event's."""
    arrivals = [runner_arrives("1", platform=platform) for platform in Platform]
    async with store.transaction() as transaction:
        admitted = await transaction.admit(arrivals, now=NOW)
    assert len({one.runner for one in admitted}) == len(Platform)
    assert all(one.first for one in admitted)


async def test_one_stranger_at_two_processes_becomes_one_runner(store: Store, database_url: str) -> None:
    """Two processes that meet the same new people at once begin each of them once."""
    people = [runner_arrives(f"p{n}", event=f"e{n}") for n in range(20)]

    async def meet(where: Store, arrivals: list[Arrival]) -> list[tuple[str, RunnerId, bool]]:
        async with where.transaction() as transaction:
            admitted = await transaction.admit(arrivals, now=NOW)
            return [(one.arrival.event, one.runner, one.first) for one in admitted]

    async with Store.open(database_url) as other:
        ours, theirs = await asyncio.gather(meet(store, people), meet(other, people[::-1]))
    assert {event: runner for event, runner, _ in ours} == {event: runner for event, runner, _ in theirs}
    assert sorted(event for event, _, first in ours + theirs if first) == sorted(one.event for one in people)
    async with store.reading() as transaction:
        everybody = await transaction.logbooks([runner for _, runner, _ in ours], since=None)
    assert len(everybody) == len(people)


async def test_words_are_kept_with_what_was_read(store: Store) -> None:
    """A message comes back by the platform's id of it, word for word, with its reading."""
    (ann,) = await begin(store, "ann")
    kept = message(ann, "3×12 @ 22,5 lb 💪\n\tthen home")
    async with store.transaction() as transaction:
        await transaction.keep_messages([kept])
    async with store.reading() as transaction:
        assert await transaction.messages_of([kept.ref]) == {kept.ref: kept}


async def test_an_edited_message_is_replaced(store: Store) -> None:
    """The same message with other words leaves only the newer ones."""
    (ann,) = await begin(store, "ann")
    kept = message(ann, "3x12")
    edited = replace(kept, text="3x13", reading=None, at=NOW + timedelta(minutes=1))
    async with store.transaction() as transaction:
        await transaction.keep_messages([kept])
        await transaction.keep_messages([edited])
        assert await transaction.messages_of([kept.ref]) == {kept.ref: edited}


async def test_nobody_finds_the_message_of_another(store: Store) -> None:
    """A message id that belongs to another runner, chat or platform finds nothing."""
    ann, bob = await begin(store, "ann", "bob")
    kept = message(ann, "mine")
    foreign = [
        replace(kept.ref, runner=bob.runner),
        replace(kept.ref, chat=Address("d")),
        replace(kept.ref, platform=Platform.DISCORD),
        replace(kept.ref, external="8"),
    ]
    async with store.transaction() as transaction:
        await transaction.keep_messages([kept, message(bob, "his", external="9")])
        assert await transaction.messages_of(foreign) == {}


async def test_what_no_database_can_hold_is_shown_by_a_sign(store: Store) -> None:
    """NUL and halves of characters in a runner's words lose nothing else of them."""
    (ann,) = await begin(store, "ann")
    kept = message(ann, "a\0b\ud83dc\x1b[31m")
    async with store.transaction() as transaction:
        await transaction.keep_messages([kept])
        found = await transaction.messages_of([kept.ref])
    assert found[kept.ref].text == "a\N{SYMBOL FOR NULL}b?c\x1b[31m"
