"""The runner's week, local days, and the instants of local times through clock changes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from core.domain.runner import Settings

DAYS = 7
ONE_DAY = timedelta(days=1)
#: Work told before this local time belongs to the evening before.
NIGHT_ENDS = timedelta(hours=4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """Seven local days from `first`."""

    first: date

    @property
    def last(self) -> date:
        """The seventh day."""
        return self.first + timedelta(days=DAYS - 1)

    @property
    def before(self) -> "Week":
        """The week before this one."""
        return Week(first=self.first - timedelta(days=DAYS))

    @property
    def after(self) -> "Week":
        """The week after this one."""
        return Week(first=self.first + timedelta(days=DAYS))

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def __iter__(self) -> Iterator[date]:
        return iter(_days_from(self.first))


@lru_cache(maxsize=1024)  # every plan goes through the days of the same few weeks
def _days_from(first: date) -> tuple[date, ...]:
    return tuple(first + timedelta(days=number) for number in range(DAYS))


@lru_cache(maxsize=4096)  # likewise
def week_of(day: date, *, starts: int = 0) -> Week:
    """Return the week that holds `day`, where weeks start on weekday `starts` (Monday 0 to Sunday 6)."""
    return Week(first=day - timedelta(days=(day.weekday() - starts) % DAYS))


def local_day(instant: datetime, tz: ZoneInfo) -> date:
    """Return the local date of an aware instant."""
    return instant.astimezone(tz).date()


def training_day(instant: datetime, tz: ZoneInfo) -> date:
    """Return the day that work told at `instant` belongs to: before 4 am local time it is the evening before."""
    return (instant.astimezone(tz).replace(tzinfo=None) - NIGHT_ENDS).date()


def is_training_day(settings: Settings, day: date) -> bool:
    """Tell whether the runner trains on the weekday of `day`."""
    return day.weekday() in settings.training_days


def next_training_day(settings: Settings, after: date) -> date | None:
    """Return the first training day later than `after`; None where the runner has none."""
    following = (after + timedelta(days=number) for number in range(1, DAYS + 1))
    return next((day for day in following if is_training_day(settings, day)), None)


@lru_cache(maxsize=16_384)  # many runners have the same time in the same zone
def instant_of(day: date, wall: time, *, tz: ZoneInfo) -> datetime:
    """Return the UTC instant at which clocks in `tz` show `wall` on `day`.

    Where clocks skip that time it is the first instant after the gap; where they show it twice, the earlier one.
    """
    shown = datetime.combine(day, wall.replace(tzinfo=None, fold=0))
    instant = shown.replace(tzinfo=tz).astimezone(UTC)
    if _shown(instant, tz) == shown:
        return instant
    return _first_after_gap(shown, tz)


def _shown(instant: datetime, tz: ZoneInfo) -> datetime:
    """Return what clocks show at an instant."""
    return instant.astimezone(tz).replace(tzinfo=None)


def _first_after_gap(shown: datetime, tz: ZoneInfo) -> datetime:
    """Return the first instant, to the second, at which clocks show a time later than `shown`, which they skip.

    Read with the offset from after the gap, a skipped time lies before it; with the offset from before, behind it.
    """
    early = shown.replace(tzinfo=tz, fold=1, microsecond=0).astimezone(UTC)
    late = shown.replace(tzinfo=tz, fold=0, microsecond=0).astimezone(UTC)
    low, high = 0, int((late - early).total_seconds())
    while low < high:
        middle = (low + high) // 2
        if _shown(early + timedelta(seconds=middle), tz) >= shown:
            high = middle
        else:
            low = middle + 1
    return early + timedelta(seconds=low)


def is_zone(name: str) -> bool:
    """Tell whether `name` is a time zone of tzdata."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
