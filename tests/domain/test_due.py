from dataclasses import replace
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from core.domain.reminder import ReminderKind
from core.domain.reminders.due import next_reminders
from core.domain.runner import Settings
from tests.support.logbooks import BENT_KNEE, CATALOGUE, LOW_HOPS, MONDAY, STRAIGHT_LEG, skipped
from tests.support.reminded import Life, at, begins

TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = (MONDAY + timedelta(days=one) for one in range(1, 7))
MIDWEEK = Settings(training_days=frozenset({0, 2, 4}))


def days(first: date, count: int) -> list[date]:
    """Return so many days in a row."""
    return [first + timedelta(days=one) for one in range(count)]


def kinds(life: Life) -> set[ReminderKind]:
    """Return the kinds of reminders that are to come."""
    return {one.kind for one in life.logbook.reminders}


def test_the_first_daily_comes_the_day_after_the_first_contact() -> None:
    """Today's exercise was shown in the first message, so the first reminder is tomorrow's."""
    assert begins().until(at(WEDNESDAY, 20)).days() == [TUESDAY, WEDNESDAY]


def test_daily_comes_on_training_days_alone() -> None:
    """Days off are left out."""
    assert begins(MIDWEEK).until(at(SUNDAY, 23)).days() == [WEDNESDAY, FRIDAY]


def test_no_training_days_no_daily() -> None:
    """Who trains on no day gets no exercise, and nothing breaks."""
    assert begins(Settings(training_days=frozenset())).until(at(SUNDAY, 23)).days() == []


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Asia/Kathmandu", "America/St_Johns", "Pacific/Pago_Pago"])
def test_daily_comes_at_the_runners_own_time(zone: str) -> None:
    """The reminder time is a wall time where the runner is."""
    life = begins(Settings(zone=zone, reminder_time=time(6, 30)))
    daily = life.next()
    assert daily is not None
    assert daily.due.astimezone(ZoneInfo(zone)).time() == time(6, 30)


def test_a_new_time_moves_today() -> None:
    """A later time, told before the old one came, holds today."""
    life = begins().until(at(TUESDAY, 17)).sets(reminder_time=time(20, 0))
    assert [one.due for one in life.until(at(TUESDAY, 23)).sent] == [at(TUESDAY, 20)]


def test_a_new_time_after_the_message_does_not_repeat_it() -> None:
    """A later time, told after today's message, begins tomorrow."""
    life = begins().until(at(TUESDAY, 19)).sets(reminder_time=time(20, 0)).until(at(WEDNESDAY, 23))
    assert life.days() == [TUESDAY, WEDNESDAY]
    assert life.sent[-1].due == at(WEDNESDAY, 20)


def test_a_time_that_has_just_passed_still_brings_today() -> None:
    """Moved from 20:00 to 18:00 at 19:00, today is not lost."""
    life = begins(Settings(reminder_time=time(20, 0))).until(at(TUESDAY, 19)).sets(reminder_time=time(18, 0))
    assert life.until(at(TUESDAY, 19, 30)).days() == [TUESDAY]


def test_a_time_that_passed_long_ago_waits_for_tomorrow() -> None:
    """Moved to a time whose window is over, the next message is tomorrow's."""
    life = begins(Settings(reminder_time=time(20, 0))).until(at(TUESDAY, 17)).sets(reminder_time=time(9, 0))
    assert life.until(at(TUESDAY, 23)).days() == []
    assert life.until(at(WEDNESDAY, 10)).days() == [WEDNESDAY]


def test_new_training_days_hold_at_once() -> None:
    """Today becomes a training day, and is reminded today."""
    life = begins(MIDWEEK).until(at(TUESDAY, 10)).sets(training_days=frozenset({1}))
    assert life.until(at(SUNDAY, 23)).days() == [TUESDAY]


def test_trained_days_are_silent() -> None:
    """After the work is done the coach is silent until the next day."""
    life = begins().until(at(TUESDAY, 10)).trains()
    assert life.until(at(WEDNESDAY, 20)).days() == [WEDNESDAY]


def test_skipped_days_are_silent() -> None:
    """A day that was passed over is not mentioned again."""
    assert begins().until(at(TUESDAY, 10)).skips().until(at(WEDNESDAY, 20)).days() == [WEDNESDAY]


def test_later_comes_once_at_its_time() -> None:
    """Put off by an hour, the exercise comes again in an hour, and tomorrow's as ever."""
    life = begins().until(at(TUESDAY, 18)).puts_off(timedelta(hours=1)).until(at(WEDNESDAY, 20))
    assert [(one.kind, one.due) for one in life.sent] == [
        (ReminderKind.DAILY, at(TUESDAY, 18)),
        (ReminderKind.LATER, at(TUESDAY, 19)),
        (ReminderKind.DAILY, at(WEDNESDAY, 18)),
    ]


def test_put_off_beforehand_it_comes_then_alone() -> None:
    """Asked in the morning to come at 19:00, it does not come at 18:00 too."""
    life = begins().until(at(TUESDAY, 9)).puts_off(timedelta(hours=10)).until(at(TUESDAY, 23))
    assert [(one.kind, one.due) for one in life.sent] == [(ReminderKind.LATER, at(TUESDAY, 19))]


def test_later_is_forgotten_once_trained() -> None:
    """Put off, then done: nothing more comes."""
    life = begins().until(at(TUESDAY, 18)).puts_off(timedelta(hours=2)).until(at(TUESDAY, 19)).trains()
    assert life.until(at(TUESDAY, 23)).days(ReminderKind.LATER) == []


def test_a_pause_is_silent_and_ends_with_a_word() -> None:
    """No message on a paused day; a welcome on the morning after, and the exercise in the evening."""
    life = begins().until(at(TUESDAY, 10)).pauses(FRIDAY).until(at(SATURDAY, 23))
    assert [(one.kind, one.due) for one in life.sent] == [
        (ReminderKind.PAUSE_END, at(SATURDAY, 9)),
        (ReminderKind.DAILY, at(SATURDAY, 18)),
    ]


def test_who_is_back_early_is_not_welcomed_again() -> None:
    """Back by their own word, the runner gets the exercise and no welcome."""
    life = begins().until(at(TUESDAY, 10)).pauses(FRIDAY).until(at(THURSDAY, 8)).is_back().until(at(SATURDAY, 23))
    assert life.days(ReminderKind.PAUSE_END) == []
    assert life.days() == [THURSDAY, FRIDAY, SATURDAY]


def test_an_endless_pause_is_silent() -> None:
    """Nothing at all comes until the runner is back."""
    life = begins().until(at(TUESDAY, 10)).pauses(None)
    assert life.logbook.reminders == ()
    back = life.until(at(TUESDAY + timedelta(days=100), 10)).is_back()
    assert back.until(at(TUESDAY + timedelta(days=100), 23)).days() == [TUESDAY + timedelta(days=100)]


def test_one_summary_a_week_on_the_last_evening() -> None:
    """The summary comes on Sunday at the reminder time, also in weeks with work."""
    life = begins()
    for day in days(TUESDAY, 20):
        life.until(at(day, 10)).trains()
    assert life.until(at(date(2026, 3, 22), 23)).days(ReminderKind.WEEKLY) == [
        SUNDAY,
        date(2026, 3, 15),
        date(2026, 3, 22),
    ]


def test_the_week_ends_where_the_runner_wants() -> None:
    """A week that starts on Sunday is summed up on Saturday."""
    assert begins(Settings(week_starts=6)).until(at(SUNDAY, 23)).days(ReminderKind.WEEKLY) == [SATURDAY]


def test_a_summary_in_a_pause_is_left_out() -> None:
    """A week that ends in a pause has no summary; the next has."""
    life = begins().until(at(SATURDAY, 10)).pauses(date(2026, 3, 10)).until(at(date(2026, 3, 15), 23))
    assert life.days(ReminderKind.WEEKLY) == [date(2026, 3, 15)]


def test_a_nudge_comes_when_coverage_is_about_to_slip() -> None:
    """Nothing done by Thursday: three variations in four days, and one nudge."""
    life = begins().until(at(SUNDAY, 23))
    assert life.days(ReminderKind.NUDGE) == [THURSDAY]


def test_no_nudge_where_all_is_well() -> None:
    """Covered in time, nobody is nudged."""
    life = begins()
    for day, exercise in zip((TUESDAY, WEDNESDAY, THURSDAY), (STRAIGHT_LEG, BENT_KNEE, LOW_HOPS), strict=True):
        life.until(at(day, 10)).trains(exercise)
    assert life.until(at(SUNDAY, 23)).days(ReminderKind.NUDGE) == []


def test_the_nudge_waits_for_what_is_done() -> None:
    """Work moves the nudge to the day on which the rest is about to slip."""
    life = begins().until(at(TUESDAY, 10)).trains(STRAIGHT_LEG).until(at(SUNDAY, 23))
    assert life.days(ReminderKind.NUDGE) == [FRIDAY]


def test_at_most_one_nudge_a_week_whatever_is_changed() -> None:
    """Writing after the nudge does not bring another one."""
    life = begins().until(at(THURSDAY, 13)).says_hello().until(at(FRIDAY, 10)).says_hello().until(at(SUNDAY, 23))
    assert life.days(ReminderKind.NUDGE) == [THURSDAY]


def test_two_weeks_of_silence_bring_one_message_and_then_none() -> None:
    """After fourteen days without a log comes one message, then nothing for months."""
    life = begins().until(at(MONDAY + timedelta(days=120), 12))
    assert life.days(ReminderKind.SILENCE) == [MONDAY + timedelta(days=14)]
    assert life.days() == days(TUESDAY, 13)
    assert life.logbook.reminders == ()


def test_a_word_after_the_silence_brings_everything_back() -> None:
    """Whoever writes is coached again, for two weeks more."""
    back = MONDAY + timedelta(days=40)
    life = begins().until(at(back, 12)).says_hello().until(at(back + timedelta(days=60), 12))
    assert life.days()[13:] == days(back, 14)
    assert life.days(ReminderKind.SILENCE) == [MONDAY + timedelta(days=14), back + timedelta(days=14)]


def test_a_log_puts_the_silence_off() -> None:
    """The two weeks are counted from the last log."""
    life = begins().until(at(MONDAY + timedelta(days=10), 10)).trains().until(at(MONDAY + timedelta(days=60), 12))
    assert life.days(ReminderKind.SILENCE) == [MONDAY + timedelta(days=24)]


def test_a_pause_is_not_silence() -> None:
    """The two weeks begin again after a pause."""
    life = begins().until(at(TUESDAY, 10)).pauses(TUESDAY + timedelta(days=20))
    life.until(at(MONDAY + timedelta(days=60), 12))
    assert life.days(ReminderKind.SILENCE) == [TUESDAY + timedelta(days=34)]


def test_who_cannot_be_reached_is_due_for_nothing() -> None:
    """A runner who blocked the coach has no reminders, and all of them once back."""
    life = begins().until(at(TUESDAY, 10)).is_reachable(reachable=False)
    assert life.logbook.reminders == ()
    life.until(at(FRIDAY, 10)).is_reachable(reachable=True)
    assert life.until(at(SATURDAY, 23)).days() == [FRIDAY, SATURDAY]


def test_only_the_home_account_counts() -> None:
    """An account that is not home gets nothing."""
    life = begins()
    elsewhere = replace(life.logbook, accounts=tuple(replace(one, home=False) for one in life.logbook.accounts))
    assert next_reminders(elsewhere, now=life.now, catalogue=CATALOGUE) == ()


def test_flying_west_does_not_repeat_a_day() -> None:
    """Reminded in Tokyo, then it is the same evening again in Los Angeles: nothing comes twice."""
    life = begins(Settings(zone="Asia/Tokyo"), joined=at(MONDAY, 3)).until(at(TUESDAY, 19, zone="Asia/Tokyo"))
    life.sets(zone="America/Los_Angeles").until(at(WEDNESDAY, 23, zone="America/Los_Angeles"))
    assert life.days() == [TUESDAY, WEDNESDAY]


def test_flying_east_does_not_lose_a_day() -> None:
    """At 17:30 in London it is 18:30 in Berlin: today's message comes on landing."""
    life = begins(Settings(zone="Europe/London")).until(at(TUESDAY, 17, 30, zone="Europe/London"))
    life.sets(zone="Europe/Berlin").until(at(WEDNESDAY, 23, zone="Europe/Berlin"))
    assert life.days() == [TUESDAY, WEDNESDAY]


def test_a_skipped_hour_brings_the_first_instant_after_it() -> None:
    """At 02:30 on the day that clocks go from 2 to 3, the message comes at 3."""
    spring = date(2026, 3, 29)
    began = at(spring - timedelta(days=3), 12)
    life = begins(Settings(zone="Europe/Berlin", reminder_time=time(2, 30)), joined=began).until(at(spring, 12))
    assert [one.due for one in life.sent if one.day == spring and one.kind is ReminderKind.DAILY] == [at(spring, 1)]


def test_a_repeated_hour_brings_one_message() -> None:
    """At 02:30 on the day that clocks go from 3 back to 2, the message comes the first time."""
    autumn = date(2026, 10, 25)
    began = at(autumn - timedelta(days=3), 12)
    life = begins(Settings(zone="Europe/Berlin", reminder_time=time(2, 30)), joined=began).until(at(autumn, 12))
    assert [one.due for one in life.sent if one.day == autumn and one.kind is ReminderKind.DAILY] == [at(autumn, 0, 30)]


def test_a_day_that_a_zone_leaves_out_is_left_out() -> None:
    """Samoa had no 30 December 2011: nothing is due for it, and the days around it are as ever."""
    began = at(date(2011, 12, 28), 20)
    life = begins(Settings(zone="Pacific/Apia"), joined=began).until(at(date(2012, 1, 1), 20))
    assert life.days() == [date(2011, 12, 29), date(2011, 12, 31), date(2012, 1, 1)]


def test_what_was_missed_by_a_day_is_dropped_not_sent() -> None:
    """After a day of standing still, yesterday's exercise is counted as late and today's comes at its time."""
    life = begins().until(at(TUESDAY, 17))
    life.now = at(WEDNESDAY, 17)
    life.sweep()
    assert (life.days(), life.late) == ([], 1)
    assert life.until(at(WEDNESDAY, 23)).days() == [WEDNESDAY]


def test_the_clock_put_back_repeats_nothing() -> None:
    """The clock goes back two hours after the message and forward again: the key keeps it single."""
    life = begins().until(at(TUESDAY, 18))
    life.now = at(TUESDAY, 16)
    assert life.says_hello().until(at(WEDNESDAY, 23)).days() == [TUESDAY, WEDNESDAY]


def test_skips_of_other_days_do_not_matter() -> None:
    """Yesterday's skip leaves today alone."""
    life = begins()
    life.does(lambda one: skipped(one, MONDAY))
    assert life.until(at(TUESDAY, 20)).days() == [TUESDAY]
