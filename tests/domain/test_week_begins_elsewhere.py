"""Weeks that begin on another day from now on: still one summary and at most one nudge a week."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.reminder import ReminderKind
from core.domain.runner import Settings
from core.domain.week import week_of
from tests.support.logbooks import MONDAY
from tests.support.properties import thorough
from tests.support.reminded import Life, at, begins

TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = (MONDAY + timedelta(days=one) for one in range(1, 7))
WEEK = timedelta(days=7)
SATURDAYS_LAST, SUNDAYS_LAST = 6, 0


def summaries(life: Life) -> list[date]:
    """Return the days of the summaries that came."""
    return life.days(ReminderKind.WEEKLY)


def test_a_week_that_ends_tonight_is_summed_up_tonight() -> None:
    """Told on Saturday evening that weeks end on Saturday, the coach sums this one up at once, and not a week later."""
    life = begins().until(at(SATURDAY, 20)).sets(week_starts=SATURDAYS_LAST).until(at(SATURDAY, 21))
    assert summaries(life) == [SATURDAY]
    assert summaries(life.until(at(SUNDAY + WEEK, 23))) == [SATURDAY, SATURDAY + WEEK]


def test_who_was_summed_up_yesterday_is_not_today() -> None:
    """Told on Sunday, after Saturday's summary, that weeks end on Sunday: the next one comes in a week."""
    life = begins(Settings(week_starts=SATURDAYS_LAST)).until(at(SUNDAY, 10)).sets(week_starts=SUNDAYS_LAST)
    assert summaries(life.until(at(SUNDAY + WEEK, 23))) == [SATURDAY, SUNDAY + WEEK]


@pytest.mark.parametrize("day", [WEDNESDAY, FRIDAY, SATURDAY])
def test_told_before_its_time_the_new_evening_holds_at_once(day: date) -> None:
    """Told in the morning, from Wednesday to Saturday itself, that weeks end on Saturday: this one does."""
    life = begins().until(at(day, 10)).sets(week_starts=SATURDAYS_LAST)
    assert summaries(life.until(at(SUNDAY + WEEK, 23))) == [SATURDAY, SATURDAY + WEEK]


def test_back_and_forth_brings_nothing_twice() -> None:
    """Changed and changed back all through the last two days of a week, the summary comes once."""
    life = begins()
    for hour in range(1, 48):
        life.until(at(SATURDAY, 0) + timedelta(hours=hour)).sets(week_starts=6 * (hour % 2))
    assert len(summaries(life.until(at(SUNDAY, 23, 59)))) == 1


def test_a_new_runner_is_not_summed_up_for_a_week_before_them() -> None:
    """Who joins on Saturday night and says that weeks end on Saturday has nothing to be summed up."""
    life = begins(joined=at(SATURDAY, 20)).until(at(SATURDAY, 20, 5)).sets(week_starts=SATURDAYS_LAST)
    assert summaries(life.until(at(SATURDAY + WEEK, 23))) == [SATURDAY + WEEK]


def test_one_nudge_whatever_day_weeks_begin_on() -> None:
    """Nudged on Thursday, then told that weeks begin on Friday or Saturday: neither week has another one."""
    for starts in (4, 5, 6):
        life = begins().until(at(THURSDAY, 13)).sets(week_starts=starts)
        found = life.until(at(SUNDAY + WEEK, 23)).days(ReminderKind.NUDGE)
        assert found[0] == THURSDAY
        assert len({week_of(one).first for one in found}) == len(found)
        assert len({week_of(one, starts=starts).first for one in found}) == len(found)


@thorough
@given(
    training=st.frozensets(st.integers(0, 6), min_size=3),
    story=st.lists(st.tuples(st.integers(1, 400), st.integers(0, 6)), max_size=8),
)
def test_any_changes_leave_one_summary_and_one_nudge_a_week(
    training: frozenset[int], story: list[tuple[int, int]]
) -> None:
    """However often weeks are moved: summaries four days apart at least, and no two nudges in one week."""
    life = begins(Settings(training_days=training))
    weeks = []
    for hours, starts in [*story, (14 * 24, 0)]:
        before, week_starts = len(life.days(ReminderKind.NUDGE)), life.logbook.settings.week_starts
        life.until(life.now + timedelta(hours=hours))
        weeks += [week_of(one, starts=week_starts) for one in life.days(ReminderKind.NUDGE)[before:]]
        life.trains().sets(week_starts=starts)
    found = summaries(life)
    assert all(after - before >= timedelta(days=4) for before, after in pairwise(found))
    assert all(one.last < other.first for one, other in pairwise(weeks))


@thorough
@given(told=st.integers(0, 7 * 24), starts=st.integers(0, 6), first=st.integers(0, 6))
def test_one_change_leaves_no_long_gap(told: int, starts: int, first: int) -> None:
    """Told once, at any hour, that weeks begin on any other day: no summary is twelve days after the one before."""
    life = begins(Settings(week_starts=first)).until(at(MONDAY, 12) + WEEK).trains()
    life.until(life.now + timedelta(hours=told)).sets(week_starts=starts).says_hello()
    found = summaries(life.until(life.now + 2 * WEEK))
    gaps = [after - before for before, after in pairwise(found)]
    assert all(timedelta(days=4) <= gap <= timedelta(days=12) for gap in gaps)
