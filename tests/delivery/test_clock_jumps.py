"""A wall clock that is put forward and back at bad moments: everything once, nothing late, nobody flooded."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from random import Random

import pytest

from core.domain.runner import RunnerId, Settings
from tests.support.logbooks import MONDAY
from tests.support.office import Office
from tests.support.reminded import at

HOUR = timedelta(hours=1)
TUESDAY, WEDNESDAY, SUNDAY = (MONDAY + timedelta(days=one) for one in (1, 2, 6))


async def shows(office: Office, now: datetime, *, send: bool = True) -> None:
    """Set the wall clock; sweep, and send unless the process is slower than the clock."""
    office.clock.move_to(now)
    await office.sweep()
    if send:
        await office.delivery().drain()


async def writes(office: Office, runner: RunnerId) -> None:
    """Let a runner write something, which has everything that is due worked out anew."""
    await office.do(runner, lambda one: one)


def days(office: Office, kind: str = "daily") -> list[str]:
    """Return the days of the reminders of a kind that came."""
    return [key.removeprefix(f"{kind}:") for one in office.box.taken if (key := one.key).startswith(f"{kind}:")]


async def test_put_back_right_after_a_sweep(office: Office) -> None:
    """Queued by a clock that is two hours ahead, and sent only after it was put right: once, at its own time."""
    (anna,) = await office.join("anna")
    await shows(office, at(TUESDAY, 18), send=False)
    await shows(office, at(TUESDAY, 16))
    await writes(office, anna)
    await shows(office, at(TUESDAY, 16, 1))
    assert days(office) == []
    await shows(office, at(TUESDAY, 18))
    await shows(office, at(TUESDAY, 18, 1))
    assert days(office) == [str(TUESDAY)]


async def test_put_back_while_it_is_sent(office: Office) -> None:
    """Sent by a clock that is ahead, it is not sent again when the clock that was put right comes there."""
    (anna,) = await office.join("anna")
    await shows(office, at(TUESDAY, 18))
    for minute in range(0, 180, 20):
        await shows(office, at(TUESDAY, 16) + timedelta(minutes=minute))
        await writes(office, anna)
    assert days(office) == [str(TUESDAY)]
    await shows(office, at(WEDNESDAY, 18))
    assert days(office) == [str(TUESDAY), str(WEDNESDAY)]


async def test_put_forward_over_the_window(office: Office) -> None:
    """Thrown to midnight over a whole evening, it drops what it missed; put back, it goes on as ever."""
    await office.join("anna")
    await shows(office, at(TUESDAY, 17, 59))
    await shows(office, at(TUESDAY, 23, 59))
    assert days(office) == []
    await shows(office, at(TUESDAY, 18))
    await shows(office, at(WEDNESDAY, 18))
    assert days(office)[-1] == str(WEDNESDAY)
    assert max(Counter(days(office)).values()) == 1


@pytest.mark.parametrize("wall", [time(0), time(23, 30), time(23, 45)])
async def test_put_back_over_midnight(office: Office, wall: time) -> None:
    """Put back from the first hour of a day into the last of the day before, and through it again."""
    (anna,) = await office.join("anna", settings=Settings(reminder_time=wall))
    for ahead in (*range(0, 150, 10), *range(0, 150, 10), *range(0, 300, 20)):
        await shows(office, at(TUESDAY, 22, 45) + timedelta(minutes=ahead))
        await writes(office, anna)
    found = days(office)
    assert sorted(found) == sorted(set(found))
    assert str(WEDNESDAY if wall == time(0) else TUESDAY) in found


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
async def test_put_back_over_a_change_of_the_clocks(office: Office, day: date) -> None:
    """Two hours back over the hour that clocks skip or repeat, with a reminder in the middle of it."""
    office.clock.move_to(datetime.combine(day - timedelta(days=2), time(12), tzinfo=UTC))
    settings = Settings(zone="Europe/Berlin", reminder_time=time(2, 30))
    (anna,) = await office.join("anna", settings=settings)
    midnight = datetime.combine(day, time.min, tzinfo=UTC) - HOUR
    for hour in (0, 1, 2, 3, 1, 2, 3, 1, 2, 0, 3, 4, 5):
        await shows(office, midnight + hour * HOUR)
        await writes(office, anna)
    assert days(office).count(str(day)) == 1


async def test_put_back_over_the_summary(office: Office) -> None:
    """The week is summed up once, and so is the next one."""
    (anna,) = await office.join("anna")
    for hour in (17, 18, 16, 18, 20, 18, 17, 19):
        await shows(office, at(SUNDAY, hour))
        await writes(office, anna)
    for hour in (18, 16, 18):
        await shows(office, at(SUNDAY + timedelta(days=7), hour))
        await writes(office, anna)
    assert days(office, "weekly") == [str(SUNDAY), str(SUNDAY + timedelta(days=7))]


@pytest.mark.parametrize("seed", range(4))
async def test_many_jumps(office: Office, seed: int) -> None:
    """For three days the clock jumps by up to two hours at every turn: each day once, of each kind."""
    chance = Random(seed)  # noqa: S311 - not a secret
    runners = await office.join(*(f"chat-{number}" for number in range(3)), settings=Settings(reminder_time=time(21)))
    for number in range(36):
        jump = timedelta(minutes=chance.randrange(-120, 121))
        await shows(office, at(MONDAY, 12) + number * 2 * HOUR + jump, send=chance.random() < 0.7)
        await writes(office, chance.choice(runners))
    await shows(office, at(MONDAY + timedelta(days=3), 12))
    found = Counter((one.address, one.key) for one in office.box.taken)
    assert set(found.values()) == {1}
    assert len(found) <= 3 * 4


async def test_a_day_of_standing_still_and_a_clock_that_is_put_back(office: Office) -> None:
    """Suspended over a day, and woken with a clock two hours ahead: one message a day, yesterday's never."""
    await office.join(*(f"chat-{number}" for number in range(20)))
    await shows(office, at(TUESDAY, 17))
    await shows(office, at(WEDNESDAY, 19))
    await shows(office, at(WEDNESDAY, 17))
    await shows(office, at(WEDNESDAY, 18, 30))
    assert Counter(days(office)) == {str(WEDNESDAY): 20}
