"""Change how a runner wants to be coached."""

from datetime import datetime

from core.domain.logbook import Edit, Logbook
from core.domain.runner import Settings


def change_settings(logbook: Logbook, settings: Settings, *, at: datetime) -> Logbook:
    """Put `settings` in force as one undoable change; nothing changes where they are in force already."""
    if settings == logbook.settings:
        return logbook
    return logbook.change("settings", [Edit(before=logbook.settings, after=settings)], at=at)
