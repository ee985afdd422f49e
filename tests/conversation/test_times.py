"""Times, days and spans as runners say them, in nine languages; it is Monday, 2 March 2026, 18:00 in Berlin."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.understanding.time_words import TimeWords
from bot.conversation.understanding.times import read_day, read_moment, read_span, read_time_of_day

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 3, 2, 18, 0, tzinfo=BERLIN)
USUAL = time(17, 30)


def local(day: int, hour: int = 0, minute: int = 0, *, month: int = 3) -> datetime:
    """Return an instant of 2026 in Berlin."""
    return datetime(2026, month, day, hour, minute, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("text", "locale", "expected"),
    [
        ("6:30", "en", time(6, 30)),
        ("half six", "en", time(6, 30)),
        ("half past six", "en", time(6, 30)),
        ("7pm", "en", time(19)),
        ("7 p.m.", "en", time(19)),
        ("at 7 in the evening", "en", time(19)),
        ("quarter to seven", "en", time(6, 45)),
        ("quarter past 7 in the evening", "en", time(19, 15)),
        ("20 to 7", "en", time(6, 40)),
        ("noon", "en", time(12)),
        ("midnight", "en", time(0)),
        ("12am", "en", time(0)),
        ("12pm", "en", time(12)),
        ("at 10 at night", "en", time(22)),
        ("18.30 Uhr", "de", time(18, 30)),
        ("halb sechs", "de", time(5, 30)),
        ("um halb sieben abends", "de", time(18, 30)),
        ("um 7 uhr morgens", "de", time(7)),
        ("half zeven", "nl", time(6, 30)),
        ("half 7", "nl", time(6, 30)),
        ("half 7", "en", time(7, 30)),
        ("a las siete y media de la tarde", "es", time(19, 30)),
        ("a las 7 de la tarde", "es", time(19)),
        ("à 6h30", "fr", time(6, 30)),
        ("à 19h", "fr", time(19)),
        ("à six heures et demie", "fr", time(6, 30)),
        ("às 19h", "pt", time(19)),
        ("às seis e meia", "pt", time(6, 30)),
        ("alle 19", "it", time(19)),
        ("alle sei e mezza", "it", time(6, 30)),
        ("o 19", "pl", time(19)),
        ("o wpół do siódmej", "pl", time(6, 30)),
        ("в 19:00", "ru", time(19)),
        ("в половине седьмого", "ru", time(6, 30)),
        ("в 7 вечера", "ru", time(19)),
        ("in the morning", "en", time(8)),
        ("25:00", "en", None),
        ("at 6:75", "en", None),
        ("banana", "en", None),
    ],
)
def test_a_time_of_day_is_read(text: str, locale: str, expected: time | None) -> None:
    """A wall time is read in each language, and no clock shows 25:00."""
    assert read_time_of_day(TimeWords.of(text, locale)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in two hours", local(2, 20)),
        ("in 45 minutes", local(2, 18, 45)),
        ("in half an hour", local(2, 18, 30)),
        ("in an hour and a half", local(2, 19, 30)),
        ("in 1.5 hours", local(2, 19, 30)),
        ("1 hour 30 minutes", local(2, 19, 30)),
        ("in zwei stunden", local(2, 20)),
        ("en dos horas", local(2, 20)),
        ("dans deux heures", local(2, 20)),
        ("em duas horas", local(2, 20)),
        ("tra due ore", local(2, 20)),
        ("over twee uur", local(2, 20)),
        ("za dwie godziny", local(2, 20)),
        ("через два часа", local(2, 20)),
        ("через час", local(2, 19)),
        ("through полчаса", local(2, 18, 30)),
        ("tomorrow morning", local(3, 8)),
        ("tomorrow", local(3, 17, 30)),
        ("tomorrow at 7", local(3, 7)),
        ("mañana por la mañana", local(3, 8)),
        ("morgen früh", local(3, 8)),
        ("this evening", local(2, 19)),
        ("tonight at 9", local(2, 21)),
        ("at 8", local(2, 20)),
        ("at 5", local(3, 5)),
        ("at 17:00", local(3, 17)),
        ("8pm", local(2, 20)),
        ("on friday at 19:00", local(6, 19)),
        ("this afternoon", local(3, 15)),
        ("in 3 days", local(5, 18)),
        ("later at 25:00", None),
        ("later", None),
    ],
)
def test_a_moment_is_read_and_is_ahead(text: str, expected: datetime | None) -> None:
    """A moment is read in the runner's zone, and is never past."""
    assert read_moment(TimeWords.of(text), NOW, usual=USUAL) == expected


@pytest.mark.parametrize(
    ("text", "since", "end"),
    [
        ("until Friday", None, local(6)),
        ("till friday", None, local(6)),
        ("until monday", None, local(9)),
        ("until next monday", None, local(9)),
        ("through friday", None, local(7)),
        ("until 12 March", None, local(12)),
        ("until march 12th", None, local(12)),
        ("until the 15th", None, local(15)),
        ("until 2026-03-20", None, local(20)),
        ("bis 20.3.", None, local(20)),
        ("for two weeks", None, local(16)),
        ("for 10 days", None, local(12)),
        ("a week", None, local(9)),
        ("for a month", None, local(2, month=4)),
        ("next week", local(9), local(16)),
        ("this week", None, local(9)),
        ("until next week", None, local(9)),
        ("til next month", None, local(1, month=4)),
        ("from wednesday to friday", local(4), local(7)),
        ("wed to fri", local(4), local(7)),
        ("over the weekend", local(7), local(9)),
        ("tomorrow", local(3), local(4)),
        ("bis freitag", None, local(6)),
        ("zwei wochen", None, local(16)),
        ("hasta el viernes", None, local(6)),
        ("dos semanas", None, local(16)),
        ("jusqu'à vendredi", None, local(6)),
        ("deux semaines", None, local(16)),
        ("até sexta", None, local(6)),
        ("por duas semanas", None, local(16)),
        ("fino a venerdì", None, local(6)),
        ("per due settimane", None, local(16)),
        ("tot vrijdag", None, local(6)),
        ("twee weken", None, local(16)),
        ("do piątku", None, local(6)),
        ("dwa tygodnie", None, local(16)),
        ("до пятницы", None, local(6)),
        ("на две недели", None, local(16)),
        ("nächste woche", local(9), local(16)),
        ("la semana que viene", local(9), local(16)),
        ("la semaine prochaine", local(9), local(16)),
    ],
)
def test_a_span_is_read(text: str, since: datetime | None, end: datetime) -> None:
    """A span ends as the day that is named begins, or after it where it is said to be included."""
    span = read_span(TimeWords.of(text), NOW)
    assert span is not None
    assert (span.since, span.end) == (since, end)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("26 April", date(2026, 4, 26)),
        ("april 26th 2027", date(2027, 4, 26)),
        ("26. april", date(2026, 4, 26)),
        ("26 de abril", date(2026, 4, 26)),
        ("le 26 avril", date(2026, 4, 26)),
        ("26 kwietnia", date(2026, 4, 26)),
        ("26 апреля", date(2026, 4, 26)),
        ("26/4/2026", date(2026, 4, 26)),
        ("4/26", date(2026, 4, 26)),
        ("1 march", date(2027, 3, 1)),
        ("29 february", date(2028, 2, 29)),
        ("saturday", date(2026, 3, 7)),
        ("in three weeks", date(2026, 3, 23)),
        ("today", date(2026, 3, 2)),
        ("tomorrow", date(2026, 3, 3)),
        ("30 february", None),
        ("soon", None),
    ],
)
def test_a_day_is_read(text: str, expected: date | None) -> None:
    """A day is the next one of that name or number, and the calendar has it."""
    assert read_day(TimeWords.of(text), NOW.date()) == expected


def test_hours_are_counted_by_the_clock_across_daylight_saving() -> None:
    """Two hours after half past midnight are two hours on, also in the night when the clock is put forward."""
    night = datetime(2026, 3, 29, 0, 30, tzinfo=BERLIN)
    moment = read_moment(TimeWords.of("in two hours"), night, usual=USUAL)
    assert moment is not None
    assert moment.isoformat() == "2026-03-29T03:30:00+02:00"


def test_a_time_that_the_clock_jumps_over_is_moved_on() -> None:
    """Half past two does not exist in that night; an hour later does."""
    evening = datetime(2026, 3, 28, 22, 0, tzinfo=BERLIN)
    moment = read_moment(TimeWords.of("tomorrow at 2:30 am"), evening, usual=USUAL)
    assert moment is not None
    assert moment.isoformat() == "2026-03-29T03:30:00+02:00"


WORDS = st.sampled_from(
    (
        *("in", "at", "until", "for", "next", "half", "past", "to", "half an hour", "ago", "and a half", "the"),
        *("1", "2", "7", "25", "30", "99999", "6:30", "25:00", "2026-02-30", "31.2.", "1.5", "4/26"),
        *("hours", "hour", "weeks", "month", "day", "days", "monday", "friday", "april", "february", "weekend"),
        *("morning", "tonight", "tomorrow", "uhr", "halb", "siete", "y media", "jusqu'à", "пятницы", "через", "час"),
    )
)


@given(
    st.lists(WORDS, max_size=8).map(" ".join),
    st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2090, 1, 1)),  # noqa: DTZ001 - the zone follows
    st.sampled_from(["Europe/Berlin", "America/St_Johns", "Pacific/Apia", "Australia/Lord_Howe"]),
)
def test_whatever_is_said_is_ahead(text: str, wall: datetime, zone: str) -> None:
    """No text of time words makes a moment or an end that is past, nor a failure."""
    now = wall.replace(tzinfo=ZoneInfo(zone)).astimezone(ZoneInfo("UTC")).astimezone(ZoneInfo(zone))
    said = TimeWords.of(text)
    moment = read_moment(said, now, usual=USUAL)
    span = read_span(said, now)
    assert moment is None or moment > now
    assert span is None or span.end > now
    day = read_day(said, now.date())
    assert day is None or day >= now.date()
