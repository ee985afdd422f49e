"""When a message that the coach sends of its own accord is welcome: windows, quiet hours, the end of a day."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from core.domain.reminder import Reminder, ReminderKind
from core.domain.runner import Settings
from core.domain.week import ONE_DAY, instant_of, local_day

#: How long after its time an exercise is still welcome.
WINDOW = timedelta(hours=3)
#: Where clocks skip the rest of a day, its reminder comes so long before.
_LAST_MOMENT = timedelta(minutes=15)
_EXERCISE = frozenset({ReminderKind.DAILY, ReminderKind.LATER})


def end_of_day(day: date, tz: ZoneInfo) -> datetime:
    """Return the first instant after a local day."""
    return instant_of(day + ONE_DAY, time.min, tz=tz)


def expiry(settings: Settings, reminder: Reminder) -> datetime:
    """Return the instant from which a reminder is not welcome any more.

    An exercise: three hours after its time; a weekly summary: the evening of the next day; anything else: the evening
    of its day. An evening ends with the day, or where quiet hours begin after the reminder's own time.
    """
    day = local_day(reminder.due, settings.tz)
    if reminder.kind is ReminderKind.WEEKLY:
        return _evening_end(settings, day + ONE_DAY, after=reminder.due)
    end = _evening_end(settings, day, after=reminder.due)
    return min(end, reminder.due + WINDOW) if reminder.kind in _EXERCISE else end


def is_quiet(settings: Settings, instant: datetime) -> bool:
    """Tell whether an instant lies in the runner's quiet hours; there are none where they begin as they end."""
    clock = instant.astimezone(settings.tz).time()
    if settings.quiet_from <= settings.quiet_to:
        return settings.quiet_from <= clock < settings.quiet_to
    return clock >= settings.quiet_from or clock < settings.quiet_to


def welcome_from(settings: Settings, instant: datetime) -> datetime:
    """Return the first instant from `instant` on that does not lie in quiet hours."""
    if not is_quiet(settings, instant):
        return instant
    day = local_day(instant, settings.tz)
    ends = (instant_of(one, settings.quiet_to, tz=settings.tz) for one in (day, day + ONE_DAY))
    return next(end for end in ends if end > instant)


def send_from(settings: Settings, due: datetime, *, now: datetime, wished: bool = False) -> datetime:
    """Return when a message that was due may be sent, seen from `now`.

    The time that a runner chose holds in quiet hours too: that of their reminders, or the very moment, where it is
    `wished`. What is late, or was held back until another morning, waits until they are over.
    """
    day = local_day(due, settings.tz)
    chosen = wished or due == own_time(settings, day)
    if chosen and is_quiet(settings, due) and now < min(due + WINDOW, end_of_day(day, settings.tz)):
        return max(due, now)
    return welcome_from(settings, max(due, now))


def own_time(settings: Settings, day: date) -> datetime:
    """Return the instant of the reminder time that the runner chose, on a day."""
    return clock_time(day, settings.reminder_time, tz=settings.tz)


@lru_cache(maxsize=16_384)  # many runners have the same time in the same zone
def clock_time(day: date, wall: time, *, tz: ZoneInfo) -> datetime:
    """Return the instant of a wall time; where clocks skip the rest of the day, the last moments before."""
    instant = instant_of(day, wall, tz=tz)
    return instant if local_day(instant, tz) <= day else end_of_day(day, tz) - _LAST_MOMENT


def _evening_end(settings: Settings, day: date, *, after: datetime) -> datetime:
    end = end_of_day(day, settings.tz)
    if settings.quiet_from <= settings.quiet_to:
        return end
    quiet = instant_of(day, settings.quiet_from, tz=settings.tz)
    return quiet if after < quiet < end else end
