import asyncio
from contextlib import suppress
from dataclasses import replace
from datetime import time, timedelta
from itertools import pairwise

import pytest

from bot.delivery.errors import ChatGoneError, ChatMovedError, RefusedError, RetryLaterError, UnreachableError
from bot.delivery.pace import Limits
from core.domain.account import Address
from core.domain.messages import Priority
from core.domain.runner import RunnerId, Settings
from core.services.pause import pause
from core.services.skip import skip_day
from tests.support.letterbox import Letterbox
from tests.support.logbooks import STRAIGHT_LEG, did
from tests.support.office import BEGAN, Office

TOMORROW = (BEGAN + timedelta(days=1)).date()
DAILY = f"daily:{TOMORROW}"


async def due_tomorrow(office: Office, chat: str = "anna") -> RunnerId:
    """Begin a runner, and stand at their first reminder."""
    (runner,) = await office.join(chat)
    await office.pass_time(hours=30)
    return runner


async def test_answers_go_before_reminders(office: Office) -> None:
    """What was queued later as an answer is sent first."""
    (anna,) = await office.join("anna")
    await office.answer(anna, "anna", "news", priority=Priority.REMINDER)
    await office.answer(anna, "anna", "first", "second")
    await office.delivery().drain()
    assert office.box.texts() == ["first", "second", "news"]


async def test_a_reminder_is_worded_and_sent_once(office: Office) -> None:
    """What is due is queued by a sweep, sent by the delivery, and never again."""
    await due_tomorrow(office)
    assert await office.sweep() == 1
    assert await office.delivery().drain() == 1
    assert await office.sweep() == 0
    assert await office.delivery().drain() == 0
    assert len(office.box.taken) == 1
    assert "day.\n" in office.box.texts("anna")[0]
    assert await office.states() == {DAILY: "sent"}


async def test_who_trained_after_the_sweep_is_left_alone(office: Office) -> None:
    """Between queueing and sending the runner did the work: the message makes no sense any more."""
    anna = await due_tomorrow(office)
    await office.sweep()
    await office.save(did(await office.load(anna), TOMORROW, STRAIGHT_LEG))
    await office.delivery().drain()
    assert office.box.taken == []
    assert await office.reasons() == {DAILY: "trained"}


async def test_who_skipped_or_paused_after_the_sweep_is_left_alone(office: Office) -> None:
    """The last-moment check knows of skips and pauses."""
    anna, ben = await office.join("anna", "ben")
    await office.pass_time(hours=30)
    await office.sweep()
    now = office.clock.now()
    await office.save(skip_day(await office.load(anna), TOMORROW, reason="", at=now))
    await office.save(pause(await office.load(ben), TOMORROW, until=None, reason="", at=now))
    await office.delivery().drain()
    assert office.box.taken == []


async def test_who_was_forgotten_gets_nothing(office: Office) -> None:
    """Deleted between queueing and sending, a runner gets no message."""
    anna = await due_tomorrow(office)
    await office.sweep()
    async with office.store.transaction() as transaction:
        await transaction.forget([anna])
    assert await office.delivery().drain() == 0
    assert office.box.taken == []


async def test_too_late_is_dropped(office: Office) -> None:
    """Queued in time, but sent only four hours later: it is not welcome any more."""
    await due_tomorrow(office)
    await office.sweep()
    await office.pass_time(hours=4)
    await office.delivery().drain()
    assert office.box.taken == []
    assert await office.reasons() == {DAILY: "late"}


async def test_a_summary_never_comes_at_night(office: Office) -> None:
    """Sunday's summary, held up until 3 am, waits for the morning."""
    (anna,) = await office.join("anna")
    await office.save(did(await office.load(anna), BEGAN.date(), STRAIGHT_LEG))
    office.clock.move_to(BEGAN.replace(day=8, hour=18))
    await office.sweep()
    office.clock.move_to(BEGAN.replace(day=9, hour=3))
    await office.delivery().drain()
    assert office.box.taken == []
    office.clock.move_to(BEGAN.replace(day=9, hour=7))
    await office.delivery().drain()
    assert [one.splitlines()[0][:7] for one in office.box.texts()] == ["Missing"]


@pytest.mark.parametrize(("chosen", "silent"), [(time(18), False), (time(23), True)])
async def test_in_quiet_hours_a_reminder_makes_no_sound(office: Office, chosen: time, *, silent: bool) -> None:
    """Who wants it at eleven at night gets it then, and sleeps on."""
    await office.join("anna", settings=Settings(reminder_time=chosen))
    office.clock.move_to(BEGAN.replace(hour=chosen.hour) + timedelta(days=1))
    await office.sweep()
    await office.delivery().drain()
    assert [one.reply.silent for one in office.box.taken] == [silent]


async def test_asked_to_wait_it_waits_and_keeps_the_order(office: Office) -> None:
    """After 429 the chat's messages come later, in their order; others are not held up."""
    anna, ben = await office.join("anna", "ben")
    office.box.will_fail("anna", RetryLaterError(after=30))
    await office.answer(anna, "anna", "one", "two")
    await office.answer(ben, "ben", "hello")
    await office.delivery().drain()
    assert office.box.texts() == ["hello"]
    await office.pass_time(seconds=31)
    await office.delivery().drain()
    assert office.box.texts("anna") == ["one", "two"]


async def test_an_outage_is_waited_for_longer_and_longer(office: Office) -> None:
    """Each failed try doubles the pause, and nothing is lost."""
    (anna,) = await office.join("anna")
    office.box.will_fail("anna", *[UnreachableError(reason="502", maybe_sent=False)] * 4)
    await office.answer(anna, "anna", "hello")
    tries = []
    for _ in range(60):
        before = len(office.box.troubles[Address("anna")])
        await office.delivery().drain()
        if len(office.box.troubles[Address("anna")]) < before or office.box.taken:
            tries.append(office.clock.now())
        if office.box.taken:
            break
        await office.pass_time(seconds=0.5)
    pauses = [(later - earlier).total_seconds() for earlier, later in pairwise(tries)]
    assert office.box.texts() == ["hello"]
    assert all(longest / 2 <= one <= longest + 0.5 for one, longest in zip(pauses, (1, 2, 4, 8), strict=True))


async def test_a_gone_chat_gets_no_more_reminders(office: Office) -> None:
    """Blocked: the account is unreachable and its reminders stop at once."""
    anna = await due_tomorrow(office)
    await office.sweep()
    office.box.will_fail("anna", ChatGoneError(reason="blocked"))
    await office.delivery().drain()
    logbook = await office.load(anna)
    assert [one.reachable for one in logbook.accounts] == [False]
    assert logbook.reminders == ()
    assert await office.reasons() == {DAILY: "gone-blocked"}


async def test_a_moved_chat_is_followed(office: Office) -> None:
    """The message goes to the new address, and so do all that follow."""
    anna = await due_tomorrow(office)
    await office.sweep()
    office.box.will_fail("anna", ChatMovedError(address=Address("anna-2")))
    await office.delivery().drain()
    assert office.box.chats() == ["anna-2"]
    assert [one.address for one in (await office.load(anna)).accounts] == ["anna-2"]
    assert await office.states() == {DAILY: "sent"}


async def test_what_a_platform_refuses_is_dead_and_counted(office: Office) -> None:
    """A message that will never be taken is kept for somebody to look at."""
    (anna,) = await office.join("anna")
    office.box.will_fail("anna", RefusedError(reason="BUTTON_DATA_INVALID"))
    await office.answer(anna, "anna", "bad", "good")
    await office.delivery().drain()
    assert office.box.texts() == ["good"]
    async with office.store.reading() as transaction:
        assert (await transaction.backlog(now=office.clock.now())).dead == 1


async def test_a_fault_of_an_adapter_does_not_stop_the_others(office: Office) -> None:
    """An error that no adapter should raise costs one message some tries, and nobody else anything."""
    anna, ben = await office.join("anna", "ben")
    office.box.will_fail("anna", *[ValueError("a bug")] * 5)
    await office.answer(anna, "anna", "hello")
    await office.answer(ben, "ben", "hello")
    for _ in range(5):
        await office.delivery().drain()
        await office.pass_time(minutes=10)
    assert office.box.chats() == ["ben"]
    assert "dead" in (await office.states()).values()


async def test_given_up_after_a_day(office: Office) -> None:
    """An answer that could not be sent for a day is given up, loudly."""
    (anna,) = await office.join("anna")
    office.box.fails = lambda _: UnreachableError(reason="no route", maybe_sent=False)
    await office.answer(anna, "anna", "hello")
    await office.pass_time(hours=25)
    await office.delivery().drain()
    assert list((await office.states()).values()) == ["dead"]


async def test_two_workers_never_send_the_same_row(office: Office) -> None:
    """Two processes at one outbox: every message once, each chat in its order."""
    chats = [f"chat-{number}" for number in range(20)]
    runners = await office.join(*chats)
    for number in range(5):
        for runner, chat in zip(runners, chats, strict=True):
            await office.answer(runner, chat, f"{number}")
    boxes = [Letterbox(), Letterbox()]
    both = [office.delivery(f"worker-{number}", box=box) for number, box in enumerate(boxes)]
    await asyncio.gather(*(one.drain() for one in both))
    for one in both:
        await one.drain()
    together = sorted((posting.address, posting.reply.text) for box in boxes for posting in box.taken)
    assert together == sorted((chat, str(number)) for chat in chats for number in range(5))
    for box in boxes:
        for chat in chats:
            assert box.texts(chat) == sorted(box.texts(chat))


async def test_a_dead_workers_messages_are_taken_over(office: Office) -> None:
    """Leases of a process that is gone run out, and another one sends."""
    (anna,) = await office.join("anna")
    await office.answer(anna, "anna", "hello")
    stuck = Letterbox(holds=asyncio.Event())
    dying = asyncio.create_task(office.delivery("dying", box=stuck).drain())
    await stuck.arrived.wait()
    assert await office.delivery("other").drain() == 0
    await office.pass_time(seconds=61)
    assert await office.delivery("other").drain() == 1
    assert office.box.texts() == ["hello"]
    dying.cancel()
    with suppress(asyncio.CancelledError):
        await dying


async def test_woken_it_sends_at_once_and_stopped_it_leaves_no_lease(office: Office) -> None:
    """Running, it sends what it is woken for; ended, it has given everything back."""
    (anna,) = await office.join("anna")
    slow = Limits(per_second=1)
    delivery = office.delivery(limits=slow)
    running = asyncio.create_task(delivery.run())
    await office.answer(anna, "anna", "hello")
    delivery.wake()
    async with asyncio.timeout(10):
        await office.box.arrived.wait()
    await office.answer(anna, "anna", *[str(number) for number in range(10)])
    delivery.wake()
    for _ in range(50):
        await asyncio.sleep(0)
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
    states = list((await office.states()).values())
    assert "leased" not in states
    assert states.count("sent") == len(office.box.taken)


async def test_many_chats_are_written_to_at_once(office: Office) -> None:
    """One slow chat does not hold up the others."""
    chats = [f"chat-{number}" for number in range(30)]
    runners = await office.join(*chats)
    for runner, chat in zip(runners, chats, strict=True):
        await office.answer(runner, chat, "hello")
    await office.delivery().drain()
    assert office.box.most_at_once > 10


async def test_a_message_without_words_left_is_dead(office: Office) -> None:
    """A body that cannot be read any more is kept for somebody to look at, and the next one is sent."""
    (anna,) = await office.join("anna")
    broken = replace(office._outgoing(anna, "anna", "", priority=Priority.ANSWER), body=b"{")  # noqa: SLF001 - a broken one
    async with office.store.transaction() as transaction:
        await transaction.queue([broken])
    await office.answer(anna, "anna", "hello")
    await office.delivery().drain()
    assert office.box.texts() == ["hello"]
    assert list((await office.states()).values()) == ["dead", "sent"]
