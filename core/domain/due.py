"""When a runner is next due, and for what: a pure function of what is known of them and the moment.

The reminder that stands in the logbook is what tells whether a day was seen to: it stays until it is queued, so one
whose time is over, or was moved into the past by a change of settings, is still due within its window. Any other is
due in the future alone.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import takewhile

from core.domain.coverage import about_to_slip, is_paused, week_coverage
from core.domain.exercise import Catalogue
from core.domain.facts import Pause
from core.domain.logbook import Logbook
from core.domain.recent import is_work
from core.domain.reminder import Reminder, ReminderKind
from core.domain.week import DAYS, ONE_DAY, instant_of, is_training_day, local_day, week_of
from core.domain.welcome import end_of_day, expiry, welcome_from

#: A runner who logged nothing for so long gets one message, then none until they write.
SILENCE = timedelta(days=14)
NOON = time(12)
MORNING = time(9)
#: A nudge keeps this far from the daily message.
_APART = 3
_LAST_MOMENT = timedelta(minutes=15)


def next_reminders(
    logbook: Logbook, *, now: datetime, catalogue: Catalogue, settled: Collection[Reminder] = ()
) -> tuple[Reminder, ...]:
    """Return the next reminder of each kind, given that nothing else happens until then.

    `settled` are reminders that were queued or dropped just now: their days are over. None is due for a runner who
    cannot be reached.
    """
    if not is_reachable(logbook):
        return ()
    agenda = _Agenda(logbook=logbook, now=now, catalogue=catalogue, settled=tuple(settled))
    found = (agenda.daily(), agenda.weekly(), agenda.nudge(), agenda.later(), agenda.pause_end(), agenda.silence)
    return tuple(one for one in found if one is not None)


def is_reachable(logbook: Logbook) -> bool:
    """Tell whether the runner has a chat to which reminders go."""
    return any(one.home and one.reachable and one.address for one in logbook.accounts)


def is_over(logbook: Logbook, day: date) -> bool:
    """Tell whether the runner is done with a day: trained, or passed it over."""
    trained = any(one.day == day and is_work(one) for one in reversed(logbook.entries))
    return trained or any(one.day == day for one in logbook.skips)


@dataclass(frozen=True, kw_only=True)
class _Agenda:
    """What lies before one runner, seen from `now`."""

    logbook: Logbook
    now: datetime
    catalogue: Catalogue
    settled: tuple[Reminder, ...]

    @cached_property
    def today(self) -> date:
        """The runner's local date."""
        return local_day(self.now, self.logbook.settings.tz)

    @cached_property
    def silence(self) -> Reminder | None:
        """The one message after two weeks without a log, from which on nothing is sent until the runner writes."""
        day = self.silent_from
        if day is None or self.muted is None:
            return None
        due = self.muted
        if due > self.now:
            return Reminder(kind=ReminderKind.SILENCE, due=due, day=day)
        waiting = self.waiting(ReminderKind.SILENCE)
        if waiting is None or self.is_settled(waiting):
            return None
        return waiting if self.now < self.expiry(waiting) else self.next_evening(ReminderKind.SILENCE)

    @cached_property
    def silent_from(self) -> date | None:
        """The day on which two weeks without a log are over; None while a pause has no end."""
        tz = self.logbook.settings.tz
        logged = max((one.day for one in self.logbook.entries[-1:]), default=date.min)
        day = self.after_pauses(max(logged, local_day(self.logbook.joined, tz)) + SILENCE)
        if day is not None and self.logbook.heard >= self.at_reminder_time(day):
            return self.after_pauses(local_day(self.logbook.heard, tz) + SILENCE)
        return day

    @cached_property
    def muted(self) -> datetime | None:
        """The instant from which on nothing but the message of silence is sent."""
        return None if self.silent_from is None else self.at_reminder_time(self.silent_from)

    def daily(self) -> Reminder | None:
        """Return the exercise of the next training day."""
        for day in self.days_ahead():
            one = Reminder(kind=ReminderKind.DAILY, due=self.at_reminder_time(day), day=day)
            if self.wants(day) and self.is_to_come(one) and not self.is_asked_for_later(one):
                return one
        return None

    def weekly(self) -> Reminder | None:
        """Return the summary of the next week that ends: on its last evening."""
        week = week_of(self.today, starts=self.logbook.settings.week_starts)
        waiting = self.waiting(ReminderKind.WEEKLY)
        if waiting is not None and waiting.day == week.before.last and self.is_to_come(waiting):
            return waiting
        for last in (week.last, week.after.last):
            one = Reminder(kind=ReminderKind.WEEKLY, due=self.at_reminder_time(last), day=last)
            if is_paused(self.logbook, last) is None and self.is_to_come(one):
                return one
        return self.weekly_after_pause(week.after.last + DAYS * ONE_DAY)

    def weekly_after_pause(self, last: date) -> Reminder | None:
        """Return the summary of the first week from that of `last` on whose last evening is not paused."""
        day: date | None = last
        while day is not None and (pause := is_paused(self.logbook, day)):
            end = pause.until
            day = end and week_of(end + ONE_DAY, starts=self.logbook.settings.week_starts).last
        if day is None:
            return None
        one = Reminder(kind=ReminderKind.WEEKLY, due=self.at_reminder_time(day), day=day)
        return one if self.is_to_come(one) else None

    def nudge(self) -> Reminder | None:
        """Return the word in time: on the first of this week's days on which full coverage is about to slip."""
        coverage = week_coverage(self.logbook, self.today, catalogue=self.catalogue)
        if coverage.full:
            return None
        joined = local_day(self.logbook.joined, self.logbook.settings.tz)
        lost = [one for one in coverage.week if self.is_open(one) and one not in self.trained]
        for day in lost:
            left = sum(one >= day for one in lost)
            missed = sum(joined <= one < day for one in lost)
            if not about_to_slip(replace(coverage, days_left=left, days_missed=missed)):
                continue
            one = Reminder(kind=ReminderKind.NUDGE, due=self.at_nudge_time(day), day=day)
            if self.today <= day < coverage.week.last and day not in self.skipped and self.is_to_come(one):
                return one
        return None

    def later(self) -> Reminder | None:
        """Return the exercise that the runner wants to have sent again."""
        wished = (
            Reminder(kind=ReminderKind.LATER, due=one.until, day=one.day)
            for one in self.logbook.snoozes
            if one.day >= self.today and self.wants(one.day)
        )
        return min((one for one in wished if self.is_to_come(one)), key=lambda one: one.due, default=None)

    def pause_end(self) -> Reminder | None:
        """Return the welcome on the morning after a pause, unless the runner is back by themselves."""
        heard = local_day(self.logbook.heard, self.logbook.settings.tz)
        wall = min(MORNING, self.logbook.settings.reminder_time)
        ends = (one.until for one in self.logbook.pauses if one.until is not None and heard <= one.until)
        found = (
            Reminder(kind=ReminderKind.PAUSE_END, due=self.at(end + ONE_DAY, wall), day=end + ONE_DAY)
            for end in ends
            if not self.is_paused(end + ONE_DAY)
        )
        return min((one for one in found if self.is_to_come(one)), key=lambda one: one.due, default=None)

    def is_to_come(self, one: Reminder) -> bool:
        """Tell whether a reminder is ahead, or still stands in the logbook and within its window."""
        if self.is_settled(one) or local_day(one.due, self.logbook.settings.tz) != one.day:
            return False
        if one.kind is not ReminderKind.PAUSE_END and self.muted is not None and one.due >= self.muted:
            return False
        if one.due > self.now:
            return True
        waiting = self.waiting(one.kind)
        return waiting is not None and waiting.day == one.day and self.now < self.expiry(one)

    def is_settled(self, one: Reminder) -> bool:
        """Tell whether a reminder was queued or dropped just now."""
        return any(done.kind is one.kind and done.day == one.day for done in self.settled)

    def waiting(self, kind: ReminderKind) -> Reminder | None:
        """Return the reminder of that kind that stands in the logbook."""
        return next((one for one in self.logbook.reminders if one.kind is kind), None)

    @cached_property
    def trained(self) -> frozenset[date]:
        """The days of the last week and later that have a working set."""
        since = self.today - DAYS * ONE_DAY
        recent = takewhile(lambda one: one.day >= since, reversed(self.logbook.entries))
        return frozenset(one.day for one in recent if is_work(one))

    @cached_property
    def skipped(self) -> frozenset[date]:
        """The days that the runner passed over."""
        return frozenset(one.day for one in self.logbook.skips)

    def is_open(self, day: date) -> bool:
        """Tell whether a day is a training day outside of every pause."""
        return is_training_day(self.logbook.settings, day) and not self.is_paused(day)

    def wants(self, day: date) -> bool:
        """Tell whether an exercise may be sent on a day: neither over nor paused."""
        return not self.is_paused(day) and day not in self.trained and day not in self.skipped

    def is_asked_for_later(self, daily: Reminder) -> bool:
        """Tell whether the runner wants the exercise of that day at a later time than its own."""
        return any(one.day == daily.day and one.until >= daily.due for one in self.logbook.snoozes)

    def days_ahead(self) -> Iterator[date]:
        """Give the training days from today on that come after the first contact, past every pause."""
        day = max(self.today, local_day(self.logbook.joined, self.logbook.settings.tz) + ONE_DAY)
        if not self.logbook.settings.training_days:
            return
        for _ in range(2 * DAYS * (1 + len(self.logbook.pauses))):
            pause = self.is_paused(day)
            if pause and pause.until is None:
                return
            if pause and pause.until:
                day = pause.until + ONE_DAY
                continue
            if is_training_day(self.logbook.settings, day):
                yield day
            day += ONE_DAY

    def after_pauses(self, day: date) -> date | None:
        """Return two weeks after the last pause that reaches into the two weeks before `day`; None if it has no end."""
        for pause in self.logbook.pauses:
            if pause.day > day or (pause.until is not None and pause.until + SILENCE <= day):
                continue
            if pause.until is None:
                return None
            day = pause.until + SILENCE
        return day

    def next_evening(self, kind: ReminderKind) -> Reminder:
        """Return the reminder at the next time of day that the runner chose."""
        days = (self.today, self.today + ONE_DAY, self.today + 2 * ONE_DAY)
        day = next(one for one in days if self.at_reminder_time(one) > self.now)
        return Reminder(kind=kind, due=self.at_reminder_time(day), day=day)

    def is_paused(self, day: date) -> Pause | None:
        """Return the pause that a day lies in."""
        return is_paused(self.logbook, day)

    def expiry(self, one: Reminder) -> datetime:
        """Return when a reminder is not welcome any more."""
        return expiry(self.logbook.settings, one)

    def at(self, day: date, wall: time) -> datetime:
        """Return the instant of a wall time; where clocks skip the rest of the day, the last moments before."""
        tz = self.logbook.settings.tz
        instant = instant_of(day, wall, tz=tz)
        return instant if local_day(instant, tz) <= day else end_of_day(day, tz) - _LAST_MOMENT

    def at_reminder_time(self, day: date) -> datetime:
        """Return the instant of the time that the runner chose."""
        return self.at(day, self.logbook.settings.reminder_time)

    def at_nudge_time(self, day: date) -> datetime:
        """Return noon, or four hours after a daily message that comes around noon; later where that is quiet."""
        hour = self.logbook.settings.reminder_time.hour
        wall = NOON if abs(hour - NOON.hour) >= _APART else time(hour + 4)
        return welcome_from(self.logbook.settings, self.at(day, wall))
