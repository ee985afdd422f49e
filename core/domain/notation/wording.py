"""Numbers in words: "twenty-five", "one hundred", "a triple"; and whether a word for a number counts anything."""

from core.domain.notation.cursor import Cursor
from core.domain.notation.lexemes import Kind

_TEN, _TWENTY, _HUNDRED = 10, 20, 100
#: Behind a number in words these say that it counts something.
_COUNTERS = frozenset(
    {
        Kind.KG,
        Kind.LB,
        Kind.STONE,
        Kind.PERCENT,
        Kind.PLATES,
        Kind.SECONDS,
        Kind.MINUTES,
        Kind.METRES,
        Kind.SETS,
        Kind.REPS,
        Kind.CONTACTS,
        Kind.TIMES,
        Kind.RESERVE,
        Kind.EACH,
        Kind.LEFT,
        Kind.RIGHT,
        Kind.COMMA,
        Kind.EXERCISE,
        Kind.AGO,
        Kind.AT,
        Kind.OF,
        Kind.FAILED,
    }
)
_NOT_ONE = frozenset({Kind.EXERCISE, Kind.LEFT, Kind.RIGHT, Kind.COMMA, Kind.AT, Kind.OF})
_INTRODUCERS = frozenset({Kind.OF, Kind.AT, Kind.TIMES, Kind.AT_SIGN, Kind.RPE, Kind.COMMA, Kind.ACTUALLY, Kind.REPS})


def is_number(cursor: Cursor, at: int) -> bool:
    """Tell whether a number stands at `at`; a number in words has to count something."""
    if cursor.kind(at) is not Kind.NUMBER:
        return False
    return not cursor.lexemes[at].spelt or names_reps(cursor, at) or _counts(cursor, at)


def _counts(cursor: Cursor, at: int) -> bool:
    """Tell whether the number in words at `at` counts something."""
    if cursor.lexemes[at].value == "1" and not _one_counts(cursor, at):
        return False
    end = at + 1
    while cursor.kind(end) is Kind.NUMBER and cursor.lexemes[end].spelt:
        end += 1
    behind = cursor.kind(end)
    if behind in _COUNTERS or behind is Kind.NUMBER:
        return behind in _COUNTERS
    return cursor.kind(at - 1) in _INTRODUCERS or len(cursor.lexemes) == end - at


def _one_counts(cursor: Cursor, at: int) -> bool:
    """Tell whether "a" or "one" is a number: "one set", "a hundred", but not "one leg" or "a few"."""
    behind = cursor.kind(at + 1)
    if behind is Kind.NUMBER:
        return cursor.lexemes[at + 1].value == "100"
    return behind in _COUNTERS - _NOT_ONE


def names_reps(cursor: Cursor, at: int) -> bool:
    """Tell whether the number in words at `at` is of "for a triple"."""
    article = (
        cursor.kind(at - 1) is Kind.NUMBER and cursor.lexemes[at - 1].spelt and cursor.lexemes[at - 1].value == "1"
    )
    return article and cursor.kind(at - 2) is Kind.OF


def take_words(cursor: Cursor) -> int:
    """Read a number in words: "twenty-five", "one hundred"."""
    total = int(cursor.value)
    cursor.take()
    while cursor.here is Kind.NUMBER and cursor.lexemes[cursor.at].spelt:
        joined = _joined(total, int(cursor.value))
        if joined is None:
            break
        total = joined
        cursor.take()
    return total


def _joined(total: int, part: int) -> int | None:
    """Return what two numbers in words say together, None where they are two."""
    if part == _HUNDRED and total < _TEN:
        return total * part
    tens = total % _TEN == 0 and total >= _TWENTY and part < _TEN
    hundreds = total >= _HUNDRED and total % _HUNDRED == 0 and part < _HUNDRED
    return total + part if part and (tens or hundreds) else None
