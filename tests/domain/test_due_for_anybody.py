from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.planning.coverage import is_paused
from core.domain.reminder import ReminderKind
from core.domain.reminders.due import after_sending, next_reminders
from core.domain.runner import Settings
from core.domain.week import local_day, week_of
from tests.support.logbooks import BENT_KNEE, CATALOGUE, LOW_HOPS, STRAIGHT_LEG, did
from tests.support.properties import thorough
from tests.support.reminded import Life, begins

ZONES = [
    "UTC",
    "Europe/London",
    "Europe/Berlin",
    "America/New_York",
    "America/Los_Angeles",
    "America/St_Johns",
    "America/Sao_Paulo",
    "Asia/Tokyo",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Pacific/Auckland",
    "Pacific/Apia",
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
    "Africa/Casablanca",
    "America/Nuuk",
    "Asia/Tehran",
]
BEGAN = datetime(2026, 3, 2, 12, tzinfo=UTC)
zones = st.sampled_from(ZONES)
times = st.times().map(lambda one: one.replace(second=0, microsecond=0))
settings = st.builds(
    Settings,
    zone=zones,
    reminder_time=times,
    training_days=st.frozensets(st.integers(0, 6)),
    week_starts=st.integers(0, 6),
)
deeds = st.one_of(
    st.just(Life.says_hello),
    st.sampled_from([STRAIGHT_LEG, BENT_KNEE, LOW_HOPS]).map(lambda key: lambda life: life.trains(key)),
    st.just(Life.skips),
    st.integers(1, 300).map(lambda minutes: lambda life: life.puts_off(timedelta(minutes=minutes))),
    (st.none() | st.integers(0, 20)).map(
        lambda length: lambda life: life.pauses(None if length is None else life.today + timedelta(days=length))
    ),
    st.just(Life.is_back),
    zones.map(lambda zone: lambda life: life.sets(zone=zone)),
    times.map(lambda wall: lambda life: life.sets(reminder_time=wall)),
    st.frozensets(st.integers(0, 6)).map(lambda week: lambda life: life.sets(training_days=week)),
    st.booleans().map(lambda reachable: lambda life: life.is_reachable(reachable=reachable)),
)
stories = st.lists(st.tuples(st.integers(0, 60), deeds), max_size=12)


def watched(life: Life, until: datetime) -> None:
    """Let time pass reminder by reminder, and hold each against what the runner wants at that moment."""
    while soonest := min((one.due for one in life.logbook.reminders), default=None):
        if soonest > until:
            break
        already = len(life.sent)
        before = life.logbook
        full = next_reminders(
            before,
            now=max(life.now, soonest),
            catalogue=CATALOGUE,
            settled=[one for one in before.reminders if one.due <= max(life.now, soonest)],
        )
        life.now = max(life.now, soonest)
        life.sweep()
        assert {one.kind: one for one in full if one.kind is not ReminderKind.NUDGE} == {
            one.kind: one for one in life.logbook.reminders if one.kind is not ReminderKind.NUDGE
        }
        for one in life.sent[already:]:
            day = local_day(life.now, before.settings.tz)
            assert not is_paused(before, day)
            if one.kind in {ReminderKind.DAILY, ReminderKind.LATER}:
                assert one.day == day
                assert all(entry.day != day for entry in before.entries)
                assert all(skip.day != day for skip in before.skips)
            if one.kind is ReminderKind.DAILY:
                assert day.weekday() in before.settings.training_days
        assert all(one.due > life.now for one in life.logbook.reminders)
    life.now = max(life.now, until)


@thorough
@given(settings=settings, story=stories)
def test_nobody_is_reminded_against_their_wish(settings: Settings, story: list[tuple[int, object]]) -> None:
    """Whatever a runner does, no day is reminded twice, and none that is off, paused, trained or passed over."""
    life = begins(settings, joined=BEGAN)
    for hours, deed in story:
        watched(life, life.now + timedelta(hours=hours))
        deed(life)  # type: ignore[operator]  # a method of Life
    watched(life, life.now + timedelta(days=20))
    dailies = life.days()
    assert len(dailies) == len(set(dailies))
    nudged = [week_of(one, starts=settings.week_starts) for one in life.days(ReminderKind.NUDGE)]
    assert len(nudged) == len(set(nudged))


def year_of(zone: str, wall: time, *, first: date, days: int) -> None:
    """Live through a year in a zone, telling of the day before now and then."""
    began = datetime.combine(first, time(12), tzinfo=UTC)
    life = begins(Settings(zone=zone, reminder_time=wall), joined=began)
    tz = ZoneInfo(zone)
    for number in range(10, days, 10):
        life.until(began + timedelta(days=number))
        life.does(lambda one: did(one, life.today - timedelta(days=1), STRAIGHT_LEG))
    joined = local_day(began, tz)
    lived = sorted({local_day(began + timedelta(hours=hour), tz) for hour in range(24 * (life.now - began).days + 1)})
    expected = [one for one in lived if one > joined]
    got = life.days()
    assert got == expected[: len(got)]
    assert len(expected) - len(got) <= 2
    assert all(local_day(one.due, tz) == one.day for one in life.sent)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("wall", [time(0, 0), time(2, 30), time(23, 45)])
def test_a_year_has_one_daily_a_day(zone: str, wall: time) -> None:
    """Through every change of the clocks, each local date is reminded once."""
    year_of(zone, wall, first=date(2026, 1, 10), days=366)


@pytest.mark.exhaustive
@pytest.mark.parametrize("zone", sorted(available_timezones()))
def test_a_year_anywhere_has_one_daily_a_day(zone: str) -> None:
    """The same in every zone there is, around the changes of the clocks."""
    for wall in (time(0, 0), time(1, 59), time(23, 59)):
        year_of(zone, wall, first=date(2026, 1, 10), days=366)


def test_what_is_due_does_not_depend_on_when_it_is_asked() -> None:
    """Asked again a moment later, the answer is the same."""
    life = begins(joined=BEGAN)
    again = next_reminders(life.logbook, now=BEGAN + timedelta(minutes=5), catalogue=CATALOGUE)
    assert again == life.logbook.reminders
    assert after_sending(life.logbook, now=BEGAN, catalogue=CATALOGUE, settled=()) == again
