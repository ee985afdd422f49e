from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.runner import Settings
from core.domain.week import instant_of, local_day, next_training_day, training_day, week_of

BERLIN = ZoneInfo("Europe/Berlin")
WEDNESDAY = date(2026, 3, 4)


def at(text: str, tz: ZoneInfo = BERLIN) -> datetime:
    """Read a local time with the offset that it has there."""
    return datetime.fromisoformat(text).replace(tzinfo=tz)


@pytest.mark.parametrize(
    ("starts", "first"), [(0, date(2026, 3, 2)), (2, date(2026, 3, 4)), (3, date(2026, 2, 26)), (6, date(2026, 3, 1))]
)
def test_a_week_starts_on_the_day_that_the_runner_chose(starts: int, first: date) -> None:
    """The week of a Wednesday begins on the last start day, the Wednesday itself included."""
    assert week_of(WEDNESDAY, starts=starts).first == first


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(0, 6))
def test_every_day_lies_in_exactly_one_week(day: date, starts: int) -> None:
    """A week holds seven days, among them the one that it was asked for, and its neighbours do not."""
    week = week_of(day, starts=starts)
    assert [one for one in week if one == day] == [day]
    assert (day in week, day in week.before, day in week.after) == (True, False, False)
    assert {week_of(one, starts=starts) for one in week} == {week}
    assert (week.after.first, week.before.last) == (week.last + timedelta(days=1), week.first - timedelta(days=1))


def test_the_local_day_is_the_runners_own() -> None:
    """One instant is two dates."""
    instant = datetime(2026, 3, 4, 23, 30, tzinfo=UTC)
    assert local_day(instant, BERLIN) == date(2026, 3, 5)
    assert local_day(instant, ZoneInfo("America/New_York")) == date(2026, 3, 4)


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("2026-03-05 00:00", WEDNESDAY),
        ("2026-03-05 03:59", WEDNESDAY),
        ("2026-03-05 04:00", date(2026, 3, 5)),
        ("2026-03-04 23:59", WEDNESDAY),
        ("2026-03-29 03:30", date(2026, 3, 28)),  # two and a half hours after midnight: clocks went forward at 2
    ],
)
def test_work_told_at_night_belongs_to_the_evening_before(told: str, day: date) -> None:
    """Before 4 am on the runner's clock it is still yesterday."""
    assert training_day(at(told), BERLIN) == day


def test_the_next_training_day_is_later_than_the_day_asked_for() -> None:
    """From a Monday on which one trains it is the next one; who has no training days has none."""
    settings = Settings(training_days=frozenset({0}))
    assert next_training_day(settings, date(2026, 3, 2)) == date(2026, 3, 9)
    assert next_training_day(settings, date(2026, 3, 3)) == date(2026, 3, 9)
    assert next_training_day(Settings(training_days=frozenset()), WEDNESDAY) is None


@pytest.mark.parametrize(
    ("zone", "day", "wall", "instant"),
    [
        ("Europe/Berlin", "2026-03-04", "18:00", "2026-03-04 17:00"),
        ("Europe/Berlin", "2026-03-29", "01:59", "2026-03-29 00:59"),
        ("Europe/Berlin", "2026-03-29", "02:00", "2026-03-29 01:00"),  # skipped: the first instant after the gap
        ("Europe/Berlin", "2026-03-29", "02:59", "2026-03-29 01:00"),
        ("Europe/Berlin", "2026-03-29", "03:00", "2026-03-29 01:00"),
        ("Europe/Berlin", "2026-10-25", "02:30", "2026-10-25 00:30"),  # shown twice: the earlier
        ("Europe/Berlin", "2026-10-25", "03:00", "2026-10-25 02:00"),
        ("Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03 15:30"),  # a gap of half an hour
        ("Australia/Lord_Howe", "2026-04-05", "01:45", "2026-04-04 14:45"),  # shown twice for half an hour
        ("Africa/Cairo", "2026-04-24", "00:30", "2026-04-23 22:00"),  # midnight itself is skipped
        ("America/Nuuk", "2026-03-28", "23:30", "2026-03-29 01:00"),  # skipped until the next day begins
        ("Asia/Kathmandu", "2026-03-04", "06:30", "2026-03-04 00:45"),
    ],
)
def test_a_local_time_has_one_instant(zone: str, day: str, wall: str, instant: str) -> None:
    """At the wall time, or the first valid instant after it; the earlier one where it comes twice."""
    found = instant_of(date.fromisoformat(day), time.fromisoformat(wall), tz=ZoneInfo(zone))
    assert found == datetime.fromisoformat(instant).replace(tzinfo=UTC)
    assert found.tzinfo is UTC
