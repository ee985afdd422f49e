"""Every zone of tzdata, every day of 2026 and 2027: where clocks change, every minute of the day.

The clocks of a zone are read through `utcoffset` at instants alone, where nothing is ambiguous, and that is what the
instants of local times are judged by: an instant shows a wall time if wall time minus instant is the offset in force.
Between two changes of the clocks the offset is one number, so a few times of the day stand for all.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest

from core.domain.week import instant_of

FIRST, LAST = date(2026, 1, 1), date(2027, 12, 31)
STEP = timedelta(hours=6)
DAY = timedelta(days=1)
TIMES = (time(0), time(6, 30), time(23, 59))
EVERY_MINUTE = tuple(time(minute // 60, minute % 60) for minute in range(24 * 60))

Change = tuple[datetime, timedelta, timedelta]


def offset(instant: datetime, tz: ZoneInfo) -> timedelta:
    """Return how far clocks are ahead of UTC at an instant."""
    found = instant.astimezone(tz).utcoffset()
    assert found is not None
    return found


def changes(tz: ZoneInfo) -> list[Change]:
    """Return the instants at which clocks change, to the second, with the offsets before and after."""
    start = datetime.combine(FIRST - 3 * DAY, time(), UTC)
    instants = [start + STEP * number for number in range(4 * ((LAST - FIRST).days + 7))]
    offsets = [offset(instant, tz) for instant in instants]
    return [
        (turning(earlier, later, tz=tz), before, after)
        for (earlier, later), (before, after) in zip(pairwise(instants), pairwise(offsets), strict=True)
        if before != after
    ]


def turning(earlier: datetime, later: datetime, *, tz: ZoneInfo) -> datetime:
    """Return the first second at which the offset is no longer what it was."""
    before = offset(earlier, tz)
    while later - earlier > timedelta(seconds=1):
        middle = earlier + timedelta(seconds=(later - earlier).total_seconds() // 2)
        earlier, later = (middle, later) if offset(middle, tz) == before else (earlier, middle)
    return later


def expected(shown: datetime, change: Change) -> datetime:
    """Return the first instant that shows a local time near a change, or the change where none does."""
    turn, before, after = change
    early, late = ((shown - by).replace(tzinfo=UTC) for by in (before, after))
    valid = [instant for instant, fits in ((early, early < turn), (late, late >= turn)) if fits]
    return min(valid, default=turn)


def days() -> Iterator[date]:
    """Give every day of both years."""
    return (FIRST + DAY * number for number in range((LAST - FIRST).days + 1))


@pytest.mark.parametrize("beginning", sorted({zone[:4] for zone in available_timezones()}))
def test_every_day_has_one_instant_for_a_local_time(beginning: str) -> None:
    """One due instant a day: at the wall time, after the gap that swallowed it, or the earlier of two."""
    for zone in sorted(one for one in available_timezones() if one.startswith(beginning)):
        tz = ZoneInfo(zone)
        turns = changes(tz)
        near = {(turn + by).date(): change for change in turns for turn, *offsets in [change] for by in offsets}
        for day in days():
            if change := near.get(day):
                for wall in EVERY_MINUTE:
                    assert instant_of(day, wall, tz=tz) == expected(datetime.combine(day, wall), change), (zone, day)
                continue
            midnight = datetime.combine(day, time(), UTC)
            ahead = offset(midnight - offset(midnight, tz), tz)
            for wall in TIMES:
                shown = datetime.combine(day, wall, UTC)
                assert instant_of(day, wall, tz=tz) == shown - ahead, (zone, day, wall)


@pytest.mark.parametrize("wall", [time(0), time(2, 30), time(23, 30)])
def test_no_day_is_due_twice(wall: time) -> None:
    """In every zone the instants of one wall time on successive days are a day apart, give or take two hours."""
    for zone in sorted(available_timezones()):
        tz = ZoneInfo(zone)
        instants = [
            instant_of(turn.date() + DAY * shift, wall, tz=tz) for turn, *_ in changes(tz) for shift in (-1, 0, 1)
        ]
        for one, (earlier, later) in enumerate(pairwise(instants)):
            if one % 3 != 2:
                assert timedelta(hours=22) <= later - earlier <= timedelta(hours=26), (zone, earlier, later)


def test_the_calendar_has_something_to_try() -> None:
    """The zones do hold gaps and folds; a library without data would pass everything else."""
    found = [change for zone in available_timezones() for change in changes(ZoneInfo(zone))]
    assert sum(after > before for _, before, after in found) > 100
    assert sum(after < before for _, before, after in found) > 100
