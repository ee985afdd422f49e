"""Efforts: RPE, reps in reserve."""

from decimal import Decimal

from core.domain.notation.cursor import Cursor
from core.domain.notation.lexemes import Kind
from core.domain.notation.numerals import listed
from core.domain.notation.statement import Factor, Statement

_HARDEST = 10
FAILURE = Decimal(_HARDEST)
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


def take_effort(cursor: Cursor, now: Statement) -> None:
    """Read "RPE 8", "rpe 7-8", "RIR 2", and their lists, one a set."""
    reserve = cursor.here is Kind.RESERVE
    cursor.take()
    while cursor.here in _BETWEEN:
        cursor.take()
    if cursor.here is not Kind.NUMBER:
        return
    for told in _told(cursor):
        rpe = rpe_of(told, reserve=reserve)
        if rpe is not None:
            now.rpes.append(rpe)


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
