"""What lies before one runner: their days, seen from a moment, and which of their reminders are still to come.

The reminder that stands in the logbook is what tells whether a day was seen to: it stays until it is queued, so one
whose time is over, or was moved into the past by a change of settings, is still due within its window; so is that of
today where one of an earlier day still stands, since nobody looked for that long. Any other is due in the future alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from core.domain.lazy import lazy
from core.domain.logbook import Logbook
from core.domain.planning.coverage import is_paused
from core.domain.planning.recent import is_work
from core.domain.reminder import Reminder, ReminderKind
from core.domain.reminders.welcome import clock_time, expiry, own_time
from core.domain.week import DAYS, ONE_DAY, Week, is_training_day, local_day

#: A runner who logged nothing for so long gets one message, then none until they write.
SILENCE = timedelta(days=14)
#: A runner may have weeks begin on another day: two summaries lie so far apart at least.
_MOST_OF_A_WEEK = timedelta(days=4)
_PART_OF_A_WEEK = timedelta(days=6)


@dataclass(frozen=True, kw_only=True)
class Agenda:
    """A runner's days, seen from `now`; the reminders that are `settled` were queued or dropped just now."""

    logbook: Logbook
    now: datetime
    settled: tuple[Reminder, ...]

    @lazy
    def today(self) -> date:
        """The runner's local date."""
        return local_day(self.now, self.logbook.settings.tz)

    @lazy
    def joined(self) -> date:
        """The local date of the first contact."""
        return local_day(self.logbook.joined, self.logbook.settings.tz)

    @lazy
    def trained(self) -> frozenset[date]:
        """The days of the last week, and later, that have a working set."""
        since = self.today - DAYS * ONE_DAY
        trained: set[date] = set()
        for one in reversed(self.logbook.entries):
            if one.day < since:
                break
            if is_work(one):
                trained.add(one.day)
        return frozenset(trained)

    @lazy
    def skipped(self) -> frozenset[date]:
        """The days that the runner passed over."""
        return frozenset(one.day for one in self.logbook.skips)

    @lazy
    def silent_from(self) -> date | None:
        """The day on which two weeks without a log are over, or without a word after that; None in an endless pause."""
        logged = self.logbook.entries[-1].day if self.logbook.entries else self.joined
        day = self._past_pauses(max(logged, self.joined) + SILENCE)
        if day is not None and self.logbook.heard >= self.at_reminder_time(day):
            return self._past_pauses(local_day(self.logbook.heard, self.logbook.settings.tz) + SILENCE)
        return day

    @lazy
    def mute_from(self) -> datetime | None:
        """The instant from which on nothing but the message of silence is sent."""
        return None if self.silent_from is None else self.at_reminder_time(self.silent_from)

    def is_to_come(self, one: Reminder) -> bool:
        """Tell whether a reminder is ahead, or stands itself, or behind one of an earlier day, in its window."""
        if self.is_settled(one) or local_day(one.due, self.logbook.settings.tz) != one.day:
            return False
        if self.mute_from is not None and one.due >= self.mute_from and one.kind is not ReminderKind.PAUSE_END:
            return False
        if one.due > self.now:
            return True
        standing = self.standing(one.kind)
        if standing is None or one.due <= self.logbook.joined:
            return False
        # A week that begins on another day now may have ended before the one that stands.
        first = standing.day - _PART_OF_A_WEEK if one.kind is ReminderKind.WEEKLY else standing.day
        return first <= one.day and self.is_welcome(one)

    def is_summed_up(self, week: Week) -> bool:
        """Tell whether the greater part of a week was summed up already, as one that ended on another day."""
        last = self.logbook.summed_up
        return last is not None and week.last < last + _MOST_OF_A_WEEK

    def is_nudged(self, week: Week) -> bool:
        """Tell whether a day of a week lies in the one that had the last nudge, or before it."""
        last = self.logbook.nudged
        return last is not None and week.first <= last

    def is_settled(self, one: Reminder) -> bool:
        """Tell whether a reminder was queued or dropped just now."""
        return any(done.kind is one.kind and done.day == one.day for done in self.settled)

    def is_welcome(self, one: Reminder) -> bool:
        """Tell whether the window of a reminder is not over yet."""
        return self.now < expiry(self.logbook.settings, one)

    def standing(self, kind: ReminderKind) -> Reminder | None:
        """Return the reminder of that kind that stands in the logbook."""
        return next((one for one in self.logbook.reminders if one.kind is kind), None)

    def is_open(self, day: date) -> bool:
        """Tell whether a day is a training day outside of every pause."""
        return is_training_day(self.logbook.settings, day) and is_paused(self.logbook, day) is None

    def wants_exercise(self, day: date) -> bool:
        """Tell whether an exercise may be sent on a day: it is neither paused, nor trained, nor passed over."""
        return day not in self.trained and day not in self.skipped and is_paused(self.logbook, day) is None

    def training_days(self) -> Iterator[date]:
        """Give the open training days from today on that come after the first contact, past every pause."""
        day = max(self.today, self.joined + ONE_DAY)
        for _ in range(2 * DAYS * (1 + len(self.logbook.pauses))):
            pause = is_paused(self.logbook, day)
            if pause is None and is_training_day(self.logbook.settings, day):
                yield day
            if pause is not None and pause.until is None:
                return
            day = ONE_DAY + (day if pause is None or pause.until is None else pause.until)

    def at(self, day: date, wall: time) -> datetime:
        """Return the instant of a wall time."""
        return clock_time(day, wall, tz=self.logbook.settings.tz)

    def at_reminder_time(self, day: date) -> datetime:
        """Return the instant of the time that the runner chose."""
        return own_time(self.logbook.settings, day)

    def _past_pauses(self, day: date) -> date | None:
        """Return two weeks after the last pause that reaches into the two weeks before `day`; None if it has no end."""
        for pause in self.logbook.pauses:
            if pause.day > day or (pause.until is not None and pause.until + SILENCE <= day):
                continue
            if pause.until is None:
                return None
            day = pause.until + SILENCE
        return day
