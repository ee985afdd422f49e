"""Pause the coach, and come back."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from core.domain.facts import Pause
from core.domain.logbook import Edit, Logbook


def current_pause(logbook: Logbook, day: date) -> Pause | None:
    """Return the pause that `day` lies in."""
    return next((one for one in logbook.pauses if one.covers(day)), None)


def pause(logbook: Logbook, day: date, *, until: date | None, reason: str, at: datetime) -> Logbook:
    """Send nothing from `day` to `until` (None: until the runner is back); a running pause is changed, not doubled."""
    running = current_pause(logbook, day)
    fact = running.id if running else logbook.next_id
    after = Pause(id=fact, day=running.day if running else day, until=until, reason=reason)
    return logbook.change("pause", [Edit(before=running, after=after)], at=at)


def resume(logbook: Logbook, day: date, *, at: datetime) -> Logbook | None:
    """End the running pause so that `day` counts again; None where none is running."""
    running = current_pause(logbook, day)
    if running is None:
        return None
    after = None if running.day >= day else replace(running, until=day - timedelta(days=1))
    return logbook.change("resume", [Edit(before=running, after=after)], at=at)
