"""Put what a runner is next due for into their logbook."""

from dataclasses import replace
from datetime import datetime

from core.domain.exercise import Catalogue
from core.domain.logbook import Logbook
from core.domain.reminders.due import next_reminders


def set_reminders(logbook: Logbook, *, now: datetime, catalogue: Catalogue) -> Logbook:
    """Return the logbook with the reminders that are next; to be done after every change of a runner's."""
    return replace(logbook, reminders=next_reminders(logbook, now=now, catalogue=catalogue))
