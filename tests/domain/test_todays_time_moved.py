"""A new time, zone or day never takes today's exercise away unseen."""

from datetime import date, time

import pytest

from core.domain.reminders.due import would_pass_over
from core.domain.runner import Settings
from core.domain.week import ONE_DAY
from tests.support.logbooks import CATALOGUE, MONDAY
from tests.support.reminded import Life, at, begins, with_settings

TUESDAY = MONDAY + ONE_DAY


def on_tuesday_at(hour: int, *, settings: Settings | None = None) -> Life:
    """Return a runner on Tuesday, whose exercise comes at 18:00."""
    return begins(settings).until(at(TUESDAY, hour))


def is_passed_over(life: Life, **settings: object) -> bool:
    """Tell whether new settings would pass today over."""
    return would_pass_over(with_settings(life.logbook, **settings), now=life.now, catalogue=CATALOGUE)


@pytest.mark.parametrize(
    ("settings", "passed"),
    [
        ({"reminder_time": time(7)}, True),
        ({"reminder_time": time(10)}, False),
        ({"reminder_time": time(20)}, False),
        ({"zone": "Asia/Karachi", "reminder_time": time(8)}, True),
        ({"zone": "America/New_York"}, False),
        ({"training_days": frozenset({3})}, False),
    ],
    ids=["over", "within its window", "ahead", "flown past it", "flown back", "a day off"],
)
def test_a_new_time_that_is_over_passes_today_over(settings: dict[str, object], *, passed: bool) -> None:
    """At noon, before the exercise came: only a time more than three hours ago would take it away."""
    assert is_passed_over(on_tuesday_at(12), **settings) is passed


def test_what_came_or_is_done_is_not_passed_over() -> None:
    """After the exercise came, and on a day that is done or passed over, there is nothing to lose."""
    assert not is_passed_over(on_tuesday_at(19), reminder_time=time(7))
    assert not is_passed_over(on_tuesday_at(12).trains(), reminder_time=time(7))
    assert not is_passed_over(on_tuesday_at(12).skips(), reminder_time=time(7))
    assert not is_passed_over(on_tuesday_at(12).pauses(date(2026, 3, 5)), reminder_time=time(7))


def test_who_was_not_looked_after_for_a_day_gets_todays_alone() -> None:
    """Nobody swept from Tuesday noon to Wednesday evening: Wednesday's comes, an hour late; Tuesday's never."""
    life = on_tuesday_at(12)
    life.now = at(TUESDAY + ONE_DAY, 19)
    life.sweep()
    assert life.days() == []
    life.sweep()
    assert life.days() == [TUESDAY + ONE_DAY]
    assert life.until(at(TUESDAY + 2 * ONE_DAY, 19)).days() == [TUESDAY + ONE_DAY, TUESDAY + 2 * ONE_DAY]
