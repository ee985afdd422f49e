"""Whoever travels, at whatever hour the reminder is: no local date twice, and none left out that could be had."""

from collections import Counter
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.reminder import ReminderKind
from core.domain.runner import Settings
from core.domain.week import local_day
from tests.support.logbooks import MONDAY
from tests.support.properties import thorough
from tests.support.reminded import Life, at, begins

TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (MONDAY + timedelta(days=one) for one in range(1, 5))
AUCKLAND, HONOLULU, KIRITIMATI, NIUE = "Pacific/Auckland", "Pacific/Honolulu", "Pacific/Kiritimati", "Pacific/Niue"
ZONES = (AUCKLAND, HONOLULU, KIRITIMATI, NIUE, "Asia/Kathmandu", "Pacific/Chatham", "America/St_Johns", "Europe/Berlin")
TIMES = (time(0), time(0, 1), time(2, 30), time(6), time(12), time(18), time(23), time(23, 59))


def in_zone(zone: str, wall: time = time(18)) -> Life:
    """Begin a runner on Monday in a zone."""
    return begins(Settings(zone=zone, reminder_time=wall), joined=at(MONDAY, 8, zone=zone))


def flies(life: Life, zone: str, instant: datetime) -> Life:
    """Land somewhere at a moment."""
    return life.until(instant).sets(zone=zone)


@pytest.mark.parametrize("wall", TIMES)
@pytest.mark.parametrize(
    ("home", "abroad", "leaves", "lands", "reminded"),
    [
        (AUCKLAND, HONOLULU, WEDNESDAY, TUESDAY, {WEDNESDAY, THURSDAY, FRIDAY}),
        (HONOLULU, AUCKLAND, TUESDAY, WEDNESDAY, {THURSDAY, FRIDAY}),
    ],
    ids=["east", "west"],
)
def test_a_flight_over_the_date_line_repeats_no_day(
    wall: time, home: str, abroad: str, leaves: date, lands: date, reminded: set[date]
) -> None:
    """East, days come again and are not reminded again; west, one has hardly an hour, and each other has its own."""
    life = flies(in_zone(home, wall), abroad, at(leaves, 20, zone=home))
    assert life.today == lands
    found = life.until(at(FRIDAY, 23, 59, zone=abroad)).days()
    assert found == sorted(set(found))
    assert reminded <= set(found)


def test_there_and_back_within_a_day() -> None:
    """Kiritimati and Niue are a day and an hour apart: to and fro, each date once."""
    life = in_zone(KIRITIMATI)
    for hours in range(3, 96, 3):
        flies(life, (KIRITIMATI, NIUE)[hours % 2], at(TUESDAY, 0) + timedelta(hours=hours))
    assert set(Counter(life.until(at(TUESDAY + timedelta(days=6), 0)).days()).values()) == {1}


@pytest.mark.parametrize("wall", [time(18, 30), time(18, 45), time(19)])
def test_a_flight_to_where_the_time_was_a_moment_ago(wall: time) -> None:
    """Kathmandu is four hours and three quarters east of Berlin: what was ahead and is just over comes on landing."""
    life = in_zone("Europe/Berlin", wall)
    landed = at(TUESDAY, 15, zone="Europe/Berlin")
    flies(life, "Asia/Kathmandu", landed)
    assert life.until(landed + timedelta(minutes=1)).days() == [TUESDAY]


def test_a_flight_to_where_the_time_was_long_ago() -> None:
    """Landed past the window, the day's exercise comes no more, and the next day's at its time."""
    life = flies(in_zone("Europe/Berlin", time(17)), "Asia/Tokyo", at(TUESDAY, 15, zone="Europe/Berlin"))
    assert life.until(at(WEDNESDAY, 18, zone="Asia/Tokyo")).days() == [WEDNESDAY]


@pytest.mark.parametrize(
    ("day", "zone"), [(date(2026, 3, 29), "Europe/Berlin"), (date(2026, 4, 5), "Australia/Lord_Howe")]
)
@pytest.mark.parametrize("wall", [time(1, 45), time(2), time(2, 15), time(2, 30), time(3)])
def test_landing_where_clocks_change_that_night(day: date, zone: str, wall: time) -> None:
    """A day whose clocks skip or repeat the time of the reminder has one, also for who has just come."""
    life = begins(Settings(zone="UTC", reminder_time=wall), joined=at(day - timedelta(days=3), 12))
    flies(life, zone, at(day - timedelta(days=1), 20, zone=zone))
    assert life.until(at(day, 23, 59, zone=zone)).days().count(day) == 1


@thorough
@given(
    wall=st.sampled_from(TIMES) | st.times().map(lambda one: one.replace(second=0, microsecond=0)),
    flights=st.lists(st.tuples(st.integers(1, 24), st.sampled_from(ZONES)), max_size=7),
)
def test_any_journey(wall: time, flights: list[tuple[int, str]]) -> None:
    """Every date has one exercise at most, on that date; the days after the journey have each theirs."""
    life = in_zone("Europe/Berlin", wall)
    for hours, zone in flights:
        flies(life, zone, life.now + timedelta(hours=hours))
    tz, rested = life.logbook.settings.tz, life.today
    life.until(life.now + timedelta(days=5))
    found = life.days()
    assert len(found) == len(set(found))
    assert all(rested + timedelta(days=one) in found for one in (2, 3))
    assert all(local_day(one.due, tz) == one.day for one in life.sent if one.day > rested + timedelta(days=1))
    assert life.days(ReminderKind.WEEKLY) == sorted(set(life.days(ReminderKind.WEEKLY)))
