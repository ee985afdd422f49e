"""When to ask how it is: on the morning after pain once, and now and then while the programme is locked."""

from datetime import timedelta
from typing import Final

from core.domain.exercise import Catalogue
from core.domain.facts import PainReport, PainWhen
from core.domain.health import open_flag
from core.domain.logbook import Logbook
from core.domain.pain import GO_ON, is_severe
from core.domain.reminder import Reminder, ReminderKind
from core.domain.reminders.agenda import Agenda
from core.domain.week import ONE_DAY

#: Days after a red flag on which a locked runner is asked whether they were seen (ours: rare, then never again).
LOCK_CHECKS: Final = (7, 14, 28, 56)


def pain_check(agenda: Agenda, _: Catalogue) -> Reminder | None:
    """Return the next question of how it is, None where there is nothing to ask."""
    flag = open_flag(agenda.logbook)
    if flag is not None:
        days = [flag.day + timedelta(days=after) for after in LOCK_CHECKS]
    else:
        report = unanswered(agenda.logbook)
        days = [] if report is None else [report.day + ONE_DAY]
    found = (Reminder(kind=ReminderKind.PAIN_CHECK, due=agenda.at_reminder_time(day), day=day) for day in days)
    return next((one for one in found if agenda.is_to_come(one)), None)


def unanswered(logbook: Logbook) -> PainReport | None:
    """Return the newest report above 2, where nothing was told of the morning after it."""
    newest = max(logbook.pains, key=lambda one: (one.day, one.at, one.id), default=None)
    if newest is None or newest.when is PainWhen.MORNING:
        return None
    return newest if newest.level > GO_ON or is_severe(newest) else None
