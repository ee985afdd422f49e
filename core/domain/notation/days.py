"""Days in words and figures, never in the future."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from core.domain.notation.cursor import Cursor, Fate
from core.domain.notation.lexemes import Kind
from core.domain.notation.passages import Draft

_WEEK = 7
_MONTHS = 12
_OLDEST = 3650
_LEAD_IN = frozenset({Kind.ON_DAY, Kind.OF, Kind.AT, Kind.FILLER, Kind.LAST})
_BEHIND_DAYS = frozenset({Kind.DAYS, Kind.DOT, Kind.MONTH, Kind.SLASH})
_DIGITS = re.compile(r"\d+")
_YEAR_FIRST = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """What a day is counted from: the runner's today, and whether the month comes first in figures."""

    today: date
    month_first: bool

    def past(self, year: int, *, month: int, day: int) -> date | None:
        """Return a day that exists and is not in the future, None otherwise."""
        try:
            found = date(year, month, day)
        except ValueError:
            return None
        return found if found <= self.today and (self.today - found).days <= _OLDEST else None

    def latest(self, month: int, day: int) -> date | None:
        """Return the latest such day of a year that is not in the future."""
        return self.past(self.today.year, month=month, day=day) or self.past(self.today.year - 1, month=month, day=day)

    def weekday(self, number: int, *, before: bool) -> date:
        """Return the latest such weekday up to today; with `before`, today does not count."""
        back = (self.today.weekday() - number) % _WEEK
        return self.today - timedelta(days=back or (_WEEK if before else 0))


def take_day(cursor: Cursor, calendar: Calendar, *, draft: Draft) -> bool:
    """Take a day that stands at the cursor, and give it to the sets that it belongs to; tell whether there was one."""
    reader = _READERS.get(cursor.here) if cursor.here is not None else None
    found = reader(cursor, calendar) if reader is not None else None
    if found is None:
        return False
    day, length = found
    back = 1 if cursor.kind(cursor.at - 1) in _LEAD_IN else 0
    for at in range(cursor.at - back, cursor.at + length):
        cursor.fates[at] = Fate.READ
    cursor.at += length
    _give(day, draft)
    return True


def _give(day: date, draft: Draft) -> None:
    """Let a day in front count for what follows, and one behind for what it ends."""
    passage = draft.passage
    if not passage.counted:
        draft.day = passage.day = day
    elif draft.separated is Kind.LINE and draft.day is not None:
        draft.day = day
        draft.turn_passage()
    else:
        for one in draft.passages:
            one.day = one.day or day


def _yesterday(_cursor: Cursor, calendar: Calendar) -> tuple[date, int] | None:
    return calendar.today - timedelta(days=1), 1


def _before_yesterday(_cursor: Cursor, calendar: Calendar) -> tuple[date, int] | None:
    return calendar.today - timedelta(days=2), 1


def _weekday(cursor: Cursor, calendar: Calendar) -> tuple[date, int] | None:
    before = cursor.kind(cursor.at - 1) is Kind.LAST
    return calendar.weekday(int(cursor.value), before=before), 1


def _written(cursor: Cursor, calendar: Calendar) -> tuple[date, int] | None:
    """Read a date with its year in figures."""
    numbers = [int(part) for part in _DIGITS.findall(cursor.value)]
    if len(str(numbers[0])) == _YEAR_FIRST:
        found = calendar.past(numbers[0], month=numbers[1], day=numbers[2])
    else:
        first, second, year = numbers
        month_first = "/" in cursor.value and calendar.month_first
        found = _either(calendar, first=first, second=second, month_first=month_first, year=year)
    return (found, 1) if found is not None else None


def _either(calendar: Calendar, *, first: int, second: int, month_first: bool, year: int) -> date | None:
    month, day = (first, second) if month_first else (second, first)
    return calendar.past(year, month=month, day=day) or calendar.past(year, month=day, day=month)


def _numbered(cursor: Cursor, calendar: Calendar) -> tuple[date, int] | None:
    """Read "2 days ago", "3 March", and "6/22" at the beginning of a line."""
    after = cursor.kind(cursor.at + 1)
    if not cursor.value.isdigit():
        return _pointed(cursor, calendar)
    if after not in _BEHIND_DAYS:
        return None
    number = int(cursor.value)
    if after is Kind.DAYS and Kind.AGO in {cursor.kind(cursor.at + 2), cursor.kind(cursor.at - 1)}:
        return _ago(cursor, calendar, number=number)
    dot = after is Kind.DOT
    if cursor.kind(cursor.at + 1 + dot) is Kind.MONTH:
        found = calendar.latest(int(cursor.lexemes[cursor.at + 1 + dot].value) + 1, number)
        return (found, 2 + dot) if found is not None else None
    if after is Kind.SLASH and cursor.kind(cursor.at + 2) is Kind.NUMBER:
        return _slashed(cursor, calendar, first=number)
    return None


def _ago(cursor: Cursor, calendar: Calendar, *, number: int) -> tuple[date, int] | None:
    if number > _OLDEST:
        return None
    behind = cursor.kind(cursor.at + 2) is Kind.AGO
    if not behind:
        cursor.fates[cursor.at - 1] = Fate.READ
    return calendar.today - timedelta(days=number), 2 + behind


def _starts_line(cursor: Cursor) -> bool:
    return cursor.kind(cursor.at - 1) in {None, Kind.LINE, Kind.OPEN, Kind.ON_DAY}


def _slashed(cursor: Cursor, calendar: Calendar, *, first: int) -> tuple[date, int] | None:
    """Read "6/22" in front of a log: only where one of the two can be no month, or a word for a day leads in."""
    text = cursor.lexemes[cursor.at + 2].value
    behind = cursor.kind(cursor.at + 3)
    ends = behind in {None, Kind.LINE, Kind.SLASH, Kind.COMMA, Kind.TIMES} or cursor.kind(cursor.at + 4) is Kind.SLASH
    if not _starts_line(cursor) or not text.isdigit() or ends:
        return None
    second = int(text)
    clear = (first > _MONTHS) != (second > _MONTHS)
    if not clear or max(first, second) > 31:  # noqa: PLR2004
        return None
    month, day = (second, first) if first > _MONTHS else (first, second)
    found = calendar.latest(month, day)
    return (found, 3) if found is not None else None


def _pointed(cursor: Cursor, calendar: Calendar) -> tuple[date, int] | None:
    """Read "22.6." in front of a log."""
    parts = cursor.value.split(".")
    two = len(parts) == 2 and all(part.isdigit() for part in parts)  # noqa: PLR2004
    if not two or cursor.kind(cursor.at + 1) is not Kind.DOT or not _starts_line(cursor):
        return None
    found = calendar.latest(int(parts[1]), int(parts[0])) if int(parts[1]) <= _MONTHS else None
    return (found, 2) if found is not None else None


def _month(cursor: Cursor, calendar: Calendar) -> tuple[date, int] | None:
    """Read "March 3"."""
    if cursor.kind(cursor.at + 1) is not Kind.NUMBER or not cursor.lexemes[cursor.at + 1].value.isdigit():
        return None
    if cursor.kind(cursor.at + 2) in {Kind.TIMES, Kind.SETS, Kind.REPS, Kind.KG, Kind.LB}:
        return None
    found = calendar.latest(int(cursor.value) + 1, int(cursor.lexemes[cursor.at + 1].value))
    return (found, 2) if found is not None else None


_READERS = {
    Kind.YESTERDAY: _yesterday,
    Kind.BEFORE_YESTERDAY: _before_yesterday,
    Kind.WEEKDAY: _weekday,
    Kind.DATE: _written,
    Kind.NUMBER: _numbered,
    Kind.MONTH: _month,
}
