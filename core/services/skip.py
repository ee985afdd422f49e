"""Pass over a day, or have its exercise sent again later."""

from datetime import date, datetime

from core.domain.facts import Skip, Snooze
from core.domain.logbook import Edit, Logbook


def skip_day(logbook: Logbook, day: date, *, reason: str, at: datetime) -> Logbook:
    """Pass over `day`; skipping again only changes the reason."""
    earlier = next((one for one in logbook.skips if one.day == day), None)
    after = Skip(id=earlier.id if earlier else logbook.next_id, day=day, reason=reason)
    return logbook.change("skip", [Edit(before=earlier, after=after)], at=at)


def snooze(logbook: Logbook, day: date, *, until: datetime, at: datetime) -> Logbook:
    """Have the exercise of `day` sent again at the UTC instant `until`; a later wish replaces an earlier one."""
    earlier = next((one for one in logbook.snoozes if one.day == day), None)
    after = Snooze(id=earlier.id if earlier else logbook.next_id, day=day, until=until)
    return logbook.change("snooze", [Edit(before=earlier, after=after)], at=at)
