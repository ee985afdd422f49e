"""What was queued is looked at once more right before it is sent, and dropped where it makes no sense."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import time, timedelta

import pytest

from bot.delivery.errors import ChatGoneError
from bot.delivery.pace import Limits
from core.domain.logbook import Logbook
from core.domain.reminder import ReminderKind
from core.domain.runner import RunnerId, Settings
from core.services.pause import pause
from core.services.skip import skip_day, snooze
from tests.support.logbooks import MONDAY, STRAIGHT_LEG, did
from tests.support.office import Office, moved
from tests.support.reminded import at

TUESDAY, THURSDAY, SUNDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=3), MONDAY + timedelta(days=6)
EVENING = at(TUESDAY, 18)
LEASE_OF_MOMENTS = timedelta(seconds=2)


async def queued(office: Office, *chats: str) -> list[RunnerId]:
    """Begin runners, and queue their first daily message."""
    runners = await office.join(*chats)
    office.clock.move_to(EVENING)
    assert await office.sweep() == len(chats)
    return runners


def trained(logbook: Logbook) -> Logbook:
    """Log work of the day."""
    return did(logbook, TUESDAY, STRAIGHT_LEG)


def passed_over(logbook: Logbook) -> Logbook:
    """Pass over the day."""
    return skip_day(logbook, TUESDAY, reason="", at=EVENING)


def paused(logbook: Logbook) -> Logbook:
    """Pause until the runner is back."""
    return pause(logbook, TUESDAY, until=None, reason="", at=EVENING)


def put_off(logbook: Logbook) -> Logbook:
    """Have the exercise sent an hour later."""
    return snooze(logbook, TUESDAY, until=EVENING + timedelta(hours=1), at=EVENING)


def flown(logbook: Logbook) -> Logbook:
    """Go where it is the day after already."""
    return moved(logbook, zone="Pacific/Kiritimati")


DEEDS = [
    (trained, "trained"),
    (passed_over, "skipped"),
    (paused, "paused"),
    (put_off, "put-off"),
    (flown, "another-day"),
]


@pytest.mark.parametrize(("deed", "reason"), DEEDS)
async def test_what_makes_no_sense_any_more_is_dropped_and_counted(
    office: Office, deed: Callable[[Logbook], Logbook], reason: str
) -> None:
    """Done between the sweep and the send: nothing is sent, and the metrics say why."""
    anna, _ = await queued(office, "anna", "ben")
    await office.do(anna, deed)
    await office.delivery().drain()
    assert office.box.chats() == ["ben"]
    labels = {"kind": "daily", "reason": reason}
    assert office.metrics.registry.get_sample_value("calfcoach_dropped_total", labels) == 1


async def test_put_off_before_it_was_sent_it_comes_once_at_the_new_time(office: Office) -> None:
    """While the platform was away the runner asked for it an hour later: it comes then alone."""
    (anna,) = await queued(office, "anna")
    await office.do(anna, put_off)
    for minutes in (0, 30, 60, 90):
        office.clock.move_to(EVENING + timedelta(minutes=minutes))
        await office.sweep()
        await office.delivery().drain()
    assert [one.key.partition(":")[0] for one in office.box.taken] == ["later"]


async def test_put_off_while_quiet_hours_hold_it_back_it_comes_once(office: Office) -> None:
    """Late after an outage, it waits for the end of quiet hours; the runner wants it before that, and has it then."""
    quiet = Settings(zone="UTC", reminder_time=time(12, 45), quiet_from=time(13), quiet_to=time(15))
    (anna,) = await office.join("anna", settings=quiet)
    office.clock.move_to(at(TUESDAY, 13, 45))
    await office.sweep()
    wished = at(TUESDAY, 14, 45)
    await office.do(anna, lambda one: snooze(one, TUESDAY, until=wished, at=office.clock.now()))
    for minutes in (0, 60, 75, 120):
        office.clock.move_to(at(TUESDAY, 13, 45) + timedelta(minutes=minutes))
        await office.sweep()
        await office.delivery().drain()
    assert [one.key.partition(":")[0] for one in office.box.taken] == ["later"]


async def test_put_off_twice_it_comes_at_the_last_time_alone(office: Office) -> None:
    """Queued for the first wish, and put off again before it was sent."""
    (anna,) = await queued(office, "anna")
    await office.delivery().drain()
    await office.do(anna, put_off)
    office.clock.move_to(EVENING + timedelta(hours=1))
    await office.sweep()
    later = EVENING + timedelta(hours=2)
    await office.do(anna, lambda one: snooze(one, TUESDAY, until=later, at=office.clock.now()))
    await office.delivery().drain()
    assert len(office.box.taken) == 1
    office.clock.move_to(later)
    await office.sweep()
    await office.delivery().drain()
    assert len(office.box.taken) == 2


def off_on_thursday(logbook: Logbook) -> Logbook:
    """Pass over Thursday."""
    return skip_day(logbook, THURSDAY, reason="", at=at(THURSDAY, 12))


def trained_on_thursday(logbook: Logbook) -> Logbook:
    """Log work of Thursday."""
    return did(logbook, THURSDAY, STRAIGHT_LEG)


@pytest.mark.parametrize(("deed", "reason"), [(off_on_thursday, "skipped"), (trained_on_thursday, "trained")])
async def test_a_nudge_for_a_day_that_is_seen_to_is_dropped(
    office: Office, deed: Callable[[Logbook], Logbook], reason: str
) -> None:
    """Who has just trained, or said that today is off, is not asked for more today."""
    (anna,) = await office.join("anna")
    office.clock.move_to(at(THURSDAY, 12))
    await office.sweep()
    await office.do(anna, deed)
    await office.delivery().drain()
    assert all(not one.key.startswith("nudge") for one in office.box.taken)
    assert (await office.reasons())[f"nudge:{MONDAY}"] == reason


@pytest.mark.parametrize("deed", [trained, paused, "forgotten"])
async def test_what_waits_in_line_is_looked_at_again(office: Office, deed: Callable[[Logbook], Logbook] | str) -> None:
    """Held up in the line of a process by a send that takes long: what changed meanwhile counts."""
    office.box.holds = asyncio.Event()
    _, ben = await queued(office, "anna", "ben")
    running = asyncio.create_task(office.delivery(limits=Limits(in_flight=1), lease=LEASE_OF_MOMENTS).run())
    await office.box.arrived.wait()
    if isinstance(deed, str):
        async with office.store.transaction() as transaction:
            await transaction.forget([ben])
    else:
        await office.do(ben, deed)
    clock = asyncio.get_running_loop().time
    begun = clock()
    while clock() - begun < LEASE_OF_MOMENTS.total_seconds() / 10:
        await office.states()
    office.box.holds.set()
    for _ in range(20):
        await office.states()  # the delivery has its turns meanwhile
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    await office.delivery("other").drain()
    assert office.box.chats() == ["anna"]


async def test_who_blocked_is_reminded_again_once_they_write(office: Office) -> None:
    """Gone since Tuesday, back on Thursday morning by a word: reminded on Thursday evening, and not of days before."""
    (anna,) = await queued(office, "anna")
    office.box.will_fail("anna", ChatGoneError(reason="blocked"))
    await office.delivery().drain()
    for hours in range(0, 39, 3):
        office.clock.move_to(EVENING + timedelta(hours=hours))
        await office.sweep()
        await office.delivery().drain()
    assert office.box.taken == []
    assert (await office.load(anna)).reminders == ()
    await office.do(anna, come_back)
    assert {one.kind: one.day for one in (await office.load(anna)).reminders}[ReminderKind.DAILY] == THURSDAY
    office.clock.move_to(at(THURSDAY, 18))
    await office.sweep()
    await office.delivery().drain()
    assert [one.key for one in office.box.taken if one.key.startswith("daily")] == [f"daily:{THURSDAY}"]


def come_back(logbook: Logbook) -> Logbook:
    """Be reached again, as whoever writes is."""
    return replace(logbook, accounts=tuple(replace(one, reachable=True) for one in logbook.accounts))
