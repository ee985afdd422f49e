"""Who is refused, remembered: what would be refused without a word need not reach the database.

It only saves work. Another process, or this one after a restart, finds the same in the logbook.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.answering import is_counted
from bot.chat import Event
from bot.conversation.router import is_alarm
from core.domain.account import AccountKey
from core.domain.logbook import Logbook
from core.domain.pressure import LONGEST_REFUSAL, NOTHING, refused_for

_FORGET_AT = 1000


@dataclass(slots=True)
class Doorkeeper:
    """Turns away the events of accounts that are refused; alarms come in."""

    _until: dict[AccountKey, datetime] = field(default_factory=dict)

    def let_in(self, events: Sequence[Event], *, now: datetime) -> Sequence[Event]:
        """Return the events that have to be looked at."""
        if not self._until:
            return events
        return [one for one in events if not self._refuses(one, now=now)]

    def note(self, logbooks: Iterable[Logbook], *, now: datetime) -> None:
        """Remember who is refused from now on, as their logbooks were committed."""
        for logbook in logbooks:
            refused = refused_for(logbook.pressure)
            if refused > NOTHING:
                self._until |= dict.fromkeys((one.key for one in logbook.accounts), now + refused)
        if len(self._until) >= _FORGET_AT:
            self._until = {key: until for key, until in self._until.items() if until > now}

    def _refuses(self, event: Event, *, now: datetime) -> bool:
        until = self._until.get(event.origin.account)
        # Where the clock was set back, the logbook knows better.
        refused = until is not None and NOTHING < until - now <= LONGEST_REFUSAL
        return refused and is_counted(event) and not is_alarm(event)
