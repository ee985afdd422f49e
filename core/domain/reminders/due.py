"""When a runner is next due, and for what: a pure function of what is known of them and the moment."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, time
from types import MappingProxyType

from core.domain.account import where_to_write
from core.domain.exercise import Catalogue, Variation
from core.domain.health import open_flag
from core.domain.logbook import Logbook
from core.domain.planning.coverage import is_paused, slips
from core.domain.planning.recent import is_work, newest_first
from core.domain.reminder import Reminder, ReminderKind
from core.domain.reminders.agenda import Agenda
from core.domain.reminders.pain_check import pain_check
from core.domain.reminders.welcome import welcome_from
from core.domain.week import ONE_DAY, Week, week_of

_NOON = time(12)
_MORNING = time(9)
#: Hours that a nudge keeps from the daily message.
_APART = 3


def next_reminders(
    logbook: Logbook, *, now: datetime, catalogue: Catalogue, settled: Collection[Reminder] = ()
) -> tuple[Reminder, ...]:
    """Return the next reminder of each kind, given that nothing else happens until then.

    `settled` are reminders that were queued or dropped just now: their days are over. None is due for a runner who
    cannot be reached.
    """
    if not is_reachable(logbook):
        return ()
    agenda = Agenda(logbook=logbook, now=now, settled=tuple(settled))
    kinds = _NEXT if open_flag(logbook) is None else _UNDER_LOCK
    found = (_NEXT[kind](agenda, catalogue) for kind in kinds)
    return tuple(one for one in found if one is not None)


def after_sending(
    logbook: Logbook, *, now: datetime, catalogue: Catalogue, settled: Collection[Reminder]
) -> tuple[Reminder, ...]:
    """Return what `next_reminders` does after reminders were settled and nothing else happened, in less time.

    An exercise that was sent changes nothing for the other kinds: their next reminders already stand.
    """
    kinds = {one.kind for one in settled}
    if not kinds <= _EXERCISE or not is_reachable(logbook) or open_flag(logbook) is not None:
        return next_reminders(logbook, now=now, catalogue=catalogue, settled=settled)
    agenda = Agenda(logbook=logbook, now=now, settled=tuple(settled))
    standing = {one.kind: one for one in logbook.reminders}
    found = [following(agenda, catalogue) if kind in kinds else standing.get(kind) for kind, following in _NEXT.items()]
    return tuple([one for one in found if one is not None])


def note_weeks(logbook: Logbook, queued: Iterable[Reminder]) -> Logbook:
    """Keep which weeks have had their summary and their nudge, whatever day weeks begin on later."""
    for one in queued:
        if one.kind is ReminderKind.WEEKLY:
            logbook = replace(logbook, summed_up=one.day)
        elif one.kind is ReminderKind.NUDGE:
            logbook = replace(logbook, nudged=week_of(one.day, starts=logbook.settings.week_starts).last)
    return logbook


def would_pass_over(logbook: Logbook, *, now: datetime, catalogue: Catalogue) -> bool:
    """Tell whether a change of settings leaves today without the exercise that still stands for it in the logbook."""
    agenda = Agenda(logbook=logbook, now=now, settled=())
    standing = agenda.standing(ReminderKind.DAILY)
    if standing is None or standing.day != agenda.today:
        return False
    if not agenda.is_open(agenda.today) or not agenda.wants_exercise(agenda.today):
        return False
    following = next_reminders(logbook, now=now, catalogue=catalogue)
    return not any(one.kind in _EXERCISE and one.day == agenda.today for one in following)


def is_reachable(logbook: Logbook) -> bool:
    """Tell whether the runner has a chat to which reminders go."""
    return where_to_write(logbook.accounts) is not None


def _daily(agenda: Agenda, _: Catalogue) -> Reminder | None:
    """Return the exercise of the next training day."""
    for day in agenda.training_days():
        one = Reminder(kind=ReminderKind.DAILY, due=agenda.at_reminder_time(day), day=day)
        if agenda.wants_exercise(day) and agenda.is_to_come(one) and not _is_put_off(agenda, one):
            return one
    return None


def _is_put_off(agenda: Agenda, daily: Reminder) -> bool:
    """Tell whether the runner wants the exercise of that day at a later time than its own."""
    return any(one.day == daily.day and one.until >= daily.due for one in agenda.logbook.snoozes)


def _later(agenda: Agenda, _: Catalogue) -> Reminder | None:
    """Return the exercise that the runner wants to have sent again."""
    wished = (
        Reminder(kind=ReminderKind.LATER, due=one.until, day=one.day)
        for one in agenda.logbook.snoozes
        if one.day >= agenda.today and agenda.wants_exercise(one.day)
    )
    return min((one for one in wished if agenda.is_to_come(one)), key=lambda one: one.due, default=None)


def _weekly(agenda: Agenda, _: Catalogue) -> Reminder | None:
    """Return the summary of the next week that ends, on its last evening; weeks that end in a pause have none."""
    week: Week | None = week_of(agenda.today, starts=agenda.logbook.settings.week_starts).before
    while week is not None:
        one = Reminder(kind=ReminderKind.WEEKLY, due=agenda.at_reminder_time(week.last), day=week.last)
        pause = is_paused(agenda.logbook, week.last)
        is_open = pause is None and not agenda.is_summed_up(week)
        if is_open and agenda.is_to_come(one):
            return one
        if is_open and one.due > agenda.now and not agenda.is_settled(one):
            return None  # from here on the runner is silent, or the day does not exist
        week = _week_after(week, agenda, pause_end=pause.until if pause else week.last)
    return None


def _week_after(week: Week, agenda: Agenda, *, pause_end: date | None) -> Week | None:
    """Return the week after, or the one in which a pause ends that goes further; None where it has no end."""
    if pause_end is None:
        return None
    return max(week.after, week_of(pause_end, starts=agenda.logbook.settings.week_starts), key=lambda one: one.first)


def _nudge(agenda: Agenda, catalogue: Catalogue) -> Reminder | None:
    """Return the word in time: on the first day of a week on which full coverage is about to slip."""
    week = week_of(agenda.today, starts=agenda.logbook.settings.week_starts)
    worked = [
        (entry.day, exercise.variation)
        for entry, exercise in newest_first(agenda.logbook, week.first, catalogue=catalogue)
        if is_work(entry)
    ]
    found = (_nudge_in(one, agenda, missing=_missing(one, worked)) for one in (week, week.after))
    return next((one for one in found if one is not None), None)


def _missing(week: Week, worked: Collection[tuple[date, Variation]]) -> int:
    """Count the variations that a week has no work of; after a flight west it may have some before it begins."""
    return len(Variation) - len({variation for day, variation in worked if day in week})


def _nudge_in(week: Week, agenda: Agenda, *, missing: int) -> Reminder | None:
    if agenda.is_nudged(week) or any(one.kind is ReminderKind.NUDGE and one.day in week for one in agenda.settled):
        return None
    lost = [one for one in week if one not in agenda.trained and agenda.is_open(one)]
    for place, day in enumerate(lost):
        missed = sum(one >= agenda.joined for one in lost[:place])
        if not slips(missing, days_left=len(lost) - place, days_missed=missed) or day < agenda.today:
            continue
        one = Reminder(kind=ReminderKind.NUDGE, due=_nudge_time(agenda, day), day=day)
        if day != week.last and day not in agenda.skipped and agenda.is_to_come(one):
            return one
    return None


def _nudge_time(agenda: Agenda, day: date) -> datetime:
    """Return noon, or four hours after a daily message that comes around noon; later where that is quiet."""
    settings = agenda.logbook.settings
    near = abs(settings.reminder_time.hour - _NOON.hour) < _APART
    wall = time(settings.reminder_time.hour + _APART + 1) if near else _NOON
    return welcome_from(settings, agenda.at(day, wall))


def _pause_end(agenda: Agenda, _: Catalogue) -> Reminder | None:
    """Return the welcome on the morning after a pause, unless the runner is back by themselves."""
    logbook = agenda.logbook
    heard = logbook.heard.astimezone(logbook.settings.tz).date()
    wall = min(_MORNING, logbook.settings.reminder_time)
    ends = (one.until + ONE_DAY for one in logbook.pauses if one.until is not None and heard <= one.until)
    found = (
        Reminder(kind=ReminderKind.PAUSE_END, due=agenda.at(day, wall), day=day)
        for day in ends
        if is_paused(logbook, day) is None
    )
    return min((one for one in found if agenda.is_to_come(one)), key=lambda one: one.due, default=None)


def _silence(agenda: Agenda, _: Catalogue) -> Reminder | None:
    """Return the one message of silence; missed on its evening it comes on the next."""
    if agenda.silent_from is None or agenda.mute_from is None:
        return None
    if agenda.mute_from > agenda.now:
        return Reminder(kind=ReminderKind.SILENCE, due=agenda.mute_from, day=agenda.silent_from)
    standing = agenda.standing(ReminderKind.SILENCE)
    if standing is None or agenda.is_settled(standing) or agenda.is_welcome(standing):
        return None if standing is None or agenda.is_settled(standing) else standing
    days = (agenda.today, agenda.today + ONE_DAY, agenda.today + 2 * ONE_DAY)
    day = next(one for one in days if agenda.at_reminder_time(one) > agenda.now)
    return Reminder(kind=ReminderKind.SILENCE, due=agenda.at_reminder_time(day), day=day)


# What is sent while a red flag locks the programme.
_UNDER_LOCK = (ReminderKind.PAUSE_END, ReminderKind.PAIN_CHECK)
_EXERCISE = frozenset({ReminderKind.DAILY, ReminderKind.LATER})
_NEXT: Mapping[ReminderKind, Callable[[Agenda, Catalogue], Reminder | None]] = MappingProxyType(
    {
        ReminderKind.DAILY: _daily,
        ReminderKind.LATER: _later,
        ReminderKind.WEEKLY: _weekly,
        ReminderKind.NUDGE: _nudge,
        ReminderKind.PAUSE_END: _pause_end,
        ReminderKind.SILENCE: _silence,
        ReminderKind.PAIN_CHECK: pain_check,
    }
)
