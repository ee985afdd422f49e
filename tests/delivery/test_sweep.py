import asyncio
from datetime import timedelta

from core.domain.reminder import ReminderKind
from core.domain.runner import Settings
from core.services.pause import pause
from core.services.queue_due import Swept, sweep
from core.services.skip import snooze
from core.storage.errors import StorageError
from tests.support.logbooks import CATALOGUE, MONDAY, STRAIGHT_LEG, did
from tests.support.office import BEGAN, Office, moved

TUESDAY = MONDAY + timedelta(days=1)


async def test_a_sweep_plans_queues_and_moves_on(office: Office) -> None:
    """The prescription is kept, the message queued for it, and the next day set, in one go."""
    (anna,) = await office.join("anna")
    await office.pass_time(hours=30)
    assert await office.sweep() == 1
    logbook = await office.load(anna)
    assert [one.day for one in logbook.prescriptions] == [TUESDAY]
    assert {one.kind: one.day for one in logbook.reminders}[ReminderKind.DAILY] == TUESDAY + timedelta(days=1)
    assert await office.states() == {f"daily:{TUESDAY}": "queued"}


async def test_two_sweepers_at_once_queue_each_reminder_once(office: Office) -> None:
    """Two processes share what is due: nothing is queued twice, nothing is left."""
    await office.join(*(f"chat-{number}" for number in range(60)))
    await office.pass_time(hours=30)
    now = office.clock.now()
    try:
        counts = await asyncio.gather(
            *(sweep(office.store, now=now, limit=1000, catalogue=CATALOGUE) for _ in range(2))
        )
    except StorageError as error:
        assert error.retry  # noqa: PT017 - the loser of a race tries again
        counts = [60]
    assert sum(counts) + await office.sweep() >= 60
    async with office.store.reading() as transaction:
        backlog = await transaction.backlog(now=now)
    assert (backlog.queued, backlog.due) == (60, 0)


async def test_a_deed_in_the_middle_of_a_sweep_is_kept(office: Office) -> None:
    """Who trains while their exercise is being planned loses nothing, and hears of it no more."""
    runners = await office.join(*(f"chat-{number}" for number in range(220)))
    await office.pass_time(hours=30)
    begun = asyncio.Event()
    now = office.clock.now()
    sweeping = asyncio.create_task(
        sweep(office.store, now=now, limit=1000, catalogue=CATALOGUE, tell=lambda _: begun.set())
    )
    await begun.wait()
    # In the batch that is read by now, and in the one after it.
    for runner in (runners[150], runners[-1]):
        await office.do(runner, lambda logbook: did(logbook, TUESDAY, STRAIGHT_LEG))
    await sweeping
    await office.delivery().drain()
    assert len(office.box.taken) == 218
    for runner in (runners[150], runners[-1]):
        logbook = await office.load(runner)
        numbers = [one.id for one in logbook.entries] + [one.id for one in logbook.prescriptions]
        assert [one.day for one in logbook.entries] == [TUESDAY]
        assert len(set(numbers)) == len(numbers)
        assert logbook.next_id > max(numbers)


async def test_a_day_of_standing_still_floods_nobody(office: Office) -> None:
    """Suspended for a day: yesterday's is dropped and counted, today's comes at its time."""
    await office.join("anna", "ben")
    await office.pass_time(hours=29)
    swept: list[Swept] = []
    await office.pass_time(hours=24)
    await sweep(office.store, now=office.clock.now(), limit=100, catalogue=CATALOGUE, tell=swept.append)
    assert [(one.due, one.queued, one.late) for one in swept] == [(2, 0, 2)]
    await office.pass_time(hours=1)
    await office.sweep()
    await office.delivery().drain()
    assert len(office.box.taken) == 2


async def test_a_clock_that_jumps_two_hours_doubles_nothing(office: Office) -> None:
    """Forward over the reminder, back, and forward again: one message."""
    await office.join("anna")
    await office.pass_time(hours=29)
    for hours in (2, -2, 2, -2, 2):
        await office.pass_time(hours=hours)
        await office.sweep()
        await office.delivery().drain()
    assert len(office.box.taken) == 1


async def test_a_limit_is_kept(office: Office) -> None:
    """No more than asked for in one call; the rest stays due."""
    await office.join("anna", "ben", "cleo")
    await office.pass_time(hours=30)
    assert await sweep(office.store, now=office.clock.now(), limit=2, catalogue=CATALOGUE) == 2
    assert await office.sweep() == 1


async def test_later_is_sent_again_at_its_own_time(office: Office) -> None:
    """Put off twice, the exercise is sent at the daily's time and at each later one."""
    (anna,) = await office.join("anna")
    await office.pass_time(hours=30)
    for _ in range(2):
        await office.sweep()
        await office.delivery().drain()
        now = office.clock.now()
        await office.save(snooze(await office.load(anna), TUESDAY, until=now + timedelta(hours=1), at=now))
        await office.pass_time(hours=1)
    await office.sweep()
    await office.delivery().drain()
    assert len(office.box.taken) == 3
    assert len({one.reply.text for one in office.box.taken}) == 1


async def test_the_week_is_summed_up_in_one_message(office: Office) -> None:
    """Missing first, then what was done, then what comes next; with buttons for what is missing and for details."""
    (anna,) = await office.join("anna")
    await office.save(did(await office.load(anna), MONDAY, STRAIGHT_LEG))
    office.clock.move_to(BEGAN.replace(day=8, hour=17, minute=59))
    await office.sweep()
    await office.delivery().drain()
    before = len(office.box.taken)
    await office.pass_time(minutes=1)
    await office.sweep()
    await office.delivery().drain()
    daily, summary = office.box.taken[before:]
    assert "day.\n" in daily.reply.text
    lines = summary.reply.text.splitlines()
    assert lines[0].startswith("Missing this week: bent-knee and plyometric.")
    assert lines[1] == "Covered: straight-leg."
    assert lines[-1].startswith("Next week begins tomorrow with ")
    labels = [one.label for row in summary.reply.buttons for one in row]
    assert labels == ["bent-knee now", "plyometric now", "My week", "History"]


async def test_the_nudge_is_one_line_with_one_button(office: Office) -> None:
    """Thursday noon, nothing done yet: one line says what is missing, one button gives it."""
    await office.join("anna")
    office.clock.move_to(BEGAN.replace(day=5))
    await office.sweep()
    await office.delivery().drain()
    nudge = office.box.taken[-1].reply
    assert nudge.text.count("\n") == 0
    assert "4 training days are left" in nudge.text
    assert [one.action for row in nudge.buttons for one in row] == ["give:straight-leg"]


async def test_silence_is_told_once(office: Office) -> None:
    """After two weeks one friendly message, and nothing for a month."""
    await office.join("anna")
    for _ in range(45 * 4):
        await office.pass_time(hours=6)
        await office.sweep()
        await office.delivery().drain()
    assert office.box.texts()[-1].startswith("Two weeks without a log.")
    assert sum(one.startswith("Two weeks") for one in office.box.texts()) == 1
    assert max(one.reply.text == office.box.texts()[-1] for one in office.box.taken)


async def test_the_end_of_a_pause_says_when_the_exercise_comes(office: Office) -> None:
    """On the morning after a pause."""
    (anna,) = await office.join("anna")
    now = office.clock.now()
    await office.save(pause(await office.load(anna), MONDAY, until=TUESDAY, reason="", at=now))
    office.clock.move_to(BEGAN.replace(day=4, hour=9))
    await office.sweep()
    await office.delivery().drain()
    assert office.box.texts() == ["Your pause is over. Today's exercise comes at 18:00."]


async def test_who_moved_is_due_where_they_are_now(office: Office) -> None:
    """Changed settings are held: what is due is due where the runner is now."""
    (anna,) = await office.join("anna", settings=Settings(zone="Asia/Tokyo"))
    await office.save(moved(await office.load(anna), zone="America/New_York"))
    office.clock.move_to(BEGAN.replace(day=3, hour=10))
    assert await office.sweep() == 0
    office.clock.move_to(BEGAN.replace(day=3, hour=23))
    assert await office.sweep() == 1


async def test_later_on_a_rest_day_is_sent_too(office: Office) -> None:
    """Who asks for the exercise later on a day off gets it then: it is their own wish."""
    (anna,) = await office.join("anna", settings=Settings(training_days=frozenset({0, 2, 4})))
    await office.pass_time(hours=24)
    now = office.clock.now()
    await office.save(snooze(await office.load(anna), TUESDAY, until=now + timedelta(hours=1), at=now))
    await office.pass_time(hours=1)
    await office.sweep()
    await office.delivery().drain()
    assert len(office.box.taken) == 1
