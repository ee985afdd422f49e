"""Efforts: RPE, reps in reserve."""

from decimal import Decimal

from core.domain.notation.cursor import Cursor
from core.domain.notation.lexemes import Kind
from core.domain.notation.numerals import listed
from core.domain.notation.statement import Factor, Role, Statement

_HARDEST = 10
FAILURE = Decimal(_HARDEST)
_MOST_LEFT = 5
_BETWEEN = frozenset({Kind.COLON, Kind.AT, Kind.AT_SIGN, Kind.OF, Kind.WAS, Kind.FILLER})


def effort_of(one: Factor, *, reserve: bool) -> Decimal | None:
    """Return a number, or the middle of a range, as an RPE; None where it is none."""
    if one.maybe is not None:
        told = Decimal(one.maybe.replace(",", "."))
    elif len(one.counts) == 1 and one.counts[0].reps is not None:
        low = Decimal(one.counts[0].reps)
        told = (low + (one.counts[0].reps_to or low)) / 2
    else:
        return None
    return rpe_of(told, reserve=reserve)


def rpe_of(told: Decimal, *, reserve: bool) -> Decimal | None:
    """Return an effort as an RPE from 1 to 10: ten less the reps in reserve."""
    rpe = _HARDEST - told if reserve else told
    return rpe if 1 <= rpe <= _HARDEST else None


def take_effort_behind(cursor: Cursor, one: Factor, now: Statement) -> bool:  # noqa: PLR0917 - who reads, what, for whom
    """Read a number as an effort where a word behind it says so, and tell whether one does."""
    here, behind = cursor.here, cursor.kind(cursor.at + 1)
    reserve = here is Kind.RESERVE or _reps_left(cursor, one, now)
    if not reserve and (here is not Kind.RPE or behind is Kind.NUMBER):
        return False
    effort = effort_of(one, reserve=reserve)
    if effort is None:
        return False
    cursor.take()
    now.rpes.append(effort)
    return True


def _reps_left(cursor: Cursor, one: Factor, now: Statement) -> bool:  # noqa: PLR0917 - see above
    """Tell whether "2 reps left" says what was in reserve rather than which leg."""
    few = one.role is Role.COUNT and one.number is not None and one.number <= _MOST_LEFT
    return few and now.full and cursor.here is Kind.LEFT and cursor.kind(cursor.at + 1) is not Kind.LEG


def take_effort(cursor: Cursor, now: Statement) -> None:
    """Read "RPE 8", "rpe 7-8", "RIR 2", and their lists, one a set."""
    reserve = cursor.here is Kind.RESERVE
    cursor.take()
    while cursor.here in _BETWEEN:
        cursor.take()
    if cursor.here is not Kind.NUMBER:
        return
    told = [*_told(cursor)]
    while cursor.kind(cursor.at) is Kind.COMMA and _one_more(cursor):
        cursor.take()
        told += _told(cursor)
    now.rpes += [rpe for one in told if (rpe := rpe_of(one, reserve=reserve)) is not None]


def _one_more(cursor: Cursor) -> bool:
    """Tell whether a comma leads to one more effort rather than to further sets."""
    at = cursor.at + 1
    if cursor.kind(at) is not Kind.NUMBER or cursor.kind(at + 1) not in {None, Kind.COMMA, Kind.LINE, Kind.DOT}:
        return False
    text = cursor.lexemes[at].value
    return text.isdigit() and int(text) <= _HARDEST


def _told(cursor: Cursor) -> tuple[Decimal, ...]:
    text = cursor.value
    cursor.take()
    if text.isdigit() or text.count(".") == 1:
        first = Decimal(text)
        if cursor.here is Kind.DASH and cursor.kind(cursor.at + 1) is Kind.NUMBER:
            return _middle(cursor, first)
        if cursor.here is Kind.SLASH and cursor.kind(cursor.at + 1) is Kind.NUMBER:
            cursor.take()
            cursor.take()
        return (first,)
    parts = listed(text) if "," in text else ()
    if len(parts) == 2 and parts[1] == "5":  # noqa: PLR2004
        return (Decimal(text.replace(",", ".")),)
    return tuple(Decimal(part) for part in parts)


def _middle(cursor: Cursor, low: Decimal) -> tuple[Decimal, ...]:
    high = cursor.lexemes[cursor.at + 1].value
    if not high.isdigit():
        return (low,)
    cursor.take()
    cursor.take()
    return ((low + Decimal(high)) / 2,)
