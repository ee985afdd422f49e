"""What comes late waits until quiet hours end, as they are when it would be sent, and stands in nobody's way."""

from datetime import datetime, time, timedelta

from core.domain.account import Address
from core.domain.runner import RunnerId, Settings
from core.services.pause import pause
from core.services.skip import snooze
from tests.support.logbooks import MONDAY, STRAIGHT_LEG, did
from tests.support.office import Office, moved
from tests.support.reminded import at

TUESDAY, SUNDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=6)
NEXT_MONDAY = MONDAY + timedelta(days=7)
BERLIN = "Europe/Berlin"


async def tick(office: Office, now: datetime) -> list[str]:
    """Sweep and send at a moment, and return the keys of what came."""
    before = len(office.box.taken)
    office.clock.move_to(now)
    await office.sweep()
    await office.delivery().drain()
    return [one.key for one in office.box.taken[before:]]


async def held_overnight(office: Office, settings: Settings) -> RunnerId:
    """Let nobody look from Sunday noon until three on Monday morning; the summary of Sunday evening waits."""
    (anna,) = await office.join("anna", settings=settings)
    await tick(office, at(SUNDAY, 12, zone=settings.zone))
    assert await tick(office, at(NEXT_MONDAY, 3, zone=settings.zone)) == []
    assert (await office.states())[f"weekly:{SUNDAY}"] == "queued"
    return anna


async def test_a_summary_that_is_held_back_lets_the_morning_exercise_pass(office: Office) -> None:
    """Chosen at five to seven in quiet hours, the exercise comes then, and the summary of the evening after it."""
    anna = await held_overnight(office, Settings(zone=BERLIN))
    await office.do(anna, lambda one: moved(one, reminder_time=time(6, 55)))
    assert await tick(office, at(NEXT_MONDAY, 6, 55, zone=BERLIN)) == [f"daily:{NEXT_MONDAY}"]
    assert await tick(office, at(NEXT_MONDAY, 7, zone=BERLIN)) == [f"weekly:{SUNDAY}"]


async def test_a_summary_that_is_held_back_lets_answers_pass(office: Office) -> None:
    """Who writes at night is answered at night."""
    anna = await held_overnight(office, Settings(zone=BERLIN))
    await office.answer(anna, "anna", "hello")
    assert await tick(office, at(NEXT_MONDAY, 3, 1, zone=BERLIN)) == ["test:1"]


async def test_a_summary_that_is_held_back_waits_for_the_morning_after_a_flight(office: Office) -> None:
    """Seven in Berlin is eleven in the evening before in Los Angeles: there it comes at seven."""
    anna = await held_overnight(office, Settings(zone=BERLIN))
    await office.do(anna, lambda one: moved(one, zone="America/Los_Angeles"))
    assert await tick(office, at(NEXT_MONDAY, 7, zone=BERLIN)) == []
    assert await tick(office, at(NEXT_MONDAY, 3, zone="America/Los_Angeles")) == []
    assert await tick(office, at(NEXT_MONDAY, 7, zone="America/Los_Angeles")) == [f"weekly:{SUNDAY}"]


async def test_quiet_hours_that_grow_hold_back_longer(office: Office) -> None:
    """Held until seven, and told meanwhile that quiet hours end at nine: it waits until nine."""
    anna = await held_overnight(office, Settings(zone=BERLIN))
    await office.do(anna, lambda one: moved(one, quiet_to=time(9)))
    assert await tick(office, at(NEXT_MONDAY, 7, zone=BERLIN)) == []
    assert await tick(office, at(NEXT_MONDAY, 9, zone=BERLIN)) == [f"weekly:{SUNDAY}"]


async def test_what_is_held_back_too_long_is_dropped_and_counted(office: Office) -> None:
    """Where quiet hours last until its window is over, it is not sent any more."""
    anna = await held_overnight(office, Settings(zone=BERLIN))
    await office.do(anna, lambda one: moved(one, quiet_from=time(0), quiet_to=time(23)))
    assert await tick(office, at(NEXT_MONDAY, 7, zone=BERLIN)) == []
    assert (await office.reasons())[f"weekly:{SUNDAY}"] == "late"
    assert (
        office.metrics.registry.get_sample_value("calfcoach_dropped_total", {"kind": "weekly", "reason": "late"}) == 1
    )


async def test_a_chosen_time_in_quiet_hours_is_kept_when_it_comes_late(office: Office) -> None:
    """Chosen at eleven at night, and swept half an hour late: it comes still, and not after midnight."""
    await office.join("anna", settings=Settings(reminder_time=time(23)))
    assert await tick(office, at(TUESDAY, 23, 30)) == [f"daily:{TUESDAY}"]
    assert await tick(office, at(TUESDAY + timedelta(days=2), 0, 10)) == []


async def test_a_moment_in_quiet_hours_that_was_wished_for_is_kept(office: Office) -> None:
    """Put off until half past ten at night, it comes then."""
    (anna,) = await office.join("anna")
    await tick(office, at(TUESDAY, 18))
    wish = at(TUESDAY, 22, 30)
    await office.do(anna, lambda one: snooze(one, TUESDAY, until=wish, at=office.clock.now()))
    assert await tick(office, at(TUESDAY, 22, 29)) == []
    assert len(await tick(office, at(TUESDAY, 22, 35))) == 1


async def test_the_welcome_after_a_pause_waits_for_the_end_of_quiet_hours(office: Office) -> None:
    """Nine in the morning is a time of the coach's own: who sleeps until ten is welcomed at ten."""
    (anna,) = await office.join("anna", settings=Settings(quiet_to=time(10)))
    await office.do(anna, lambda one: pause(one, MONDAY, until=TUESDAY, reason="", at=office.clock.now()))
    wednesday = TUESDAY + timedelta(days=1)
    assert await tick(office, at(wednesday, 9)) == []
    assert await tick(office, at(wednesday, 10)) == [f"pause-end:{wednesday}"]


async def test_held_back_and_trained_meanwhile_it_says_what_was_done(office: Office) -> None:
    """The words are those of the moment at which it is sent."""
    anna = await held_overnight(office, Settings(zone=BERLIN))
    await office.do(anna, lambda one: did(one, SUNDAY, STRAIGHT_LEG))
    await tick(office, at(NEXT_MONDAY, 7, zone=BERLIN))
    assert "Covered: straight-leg." in office.box.texts()[-1]
    assert office.box.taken[-1].address == Address("anna")
