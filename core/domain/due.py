"""When a runner is next due, and for what: a pure function of what is known of them and the moment."""

from datetime import datetime

from core.domain.exercise import Catalogue
from core.domain.logbook import Logbook
from core.domain.reminder import Reminder, ReminderKind
from core.domain.week import instant_of, local_day, next_training_day


def next_reminders(logbook: Logbook, *, now: datetime, catalogue: Catalogue) -> tuple[Reminder, ...]:  # noqa: ARG001 - what is due depends on coverage next
    """Return the next reminder of each kind that is to come, given that nothing else happens until then."""
    if not any(one.home and one.reachable for one in logbook.accounts):
        return ()
    tz = logbook.settings.tz
    day = next_training_day(logbook.settings, local_day(now, tz))
    if day is None:
        return ()
    due = instant_of(day, logbook.settings.reminder_time, tz=tz)
    return (Reminder(kind=ReminderKind.DAILY, due=due, day=day),)
