"""Sets that differ from the others: "3x12 20 kg, last one 10"."""

from core.domain.notation.cursor import Cursor, Fate
from core.domain.notation.effort import FAILURE, effort_of
from core.domain.notation.lexemes import Kind
from core.domain.notation.passages import Draft
from core.domain.notation.phrases import factor
from core.domain.notation.statement import Deviation, Role, Statement
from core.domain.notation.wording import is_number

_SMALL = frozenset(
    {Kind.WAS, Kind.AT, Kind.OF, Kind.FILLER, Kind.COLON, Kind.ONLY, Kind.SETS, Kind.AT_SIGN, Kind.DASH, Kind.COMMA}
)


def take_differing(cursor: Cursor, draft: Draft) -> None:
    """Read "last one 10", "last two sets at 25", "second 11", or leave the word as a note."""
    statement = _told_before(draft)
    last = cursor.here is Kind.LAST
    place = -1 if last else int(cursor.value) - 1
    start = cursor.at
    cursor.take()
    many = _how_many(cursor)
    while cursor.here in _SMALL:
        cursor.take()
    if statement is None or not is_number(cursor, cursor.at):
        _note(cursor, statement, start=start)
        return
    one = factor(cursor)
    first = -many if last else place
    reserve = cursor.here is Kind.RESERVE
    if cursor.here in {Kind.RPE, Kind.RESERVE}:
        cursor.take()
        statement.differing.append(Deviation(first=first, many=many, rpe=effort_of(one, reserve=reserve)))
    elif one.role is Role.LOAD:
        statement.differing.append(Deviation(first=first, many=many, weight=one.weight))
    elif one.counts:
        statement.differing.append(Deviation(first=first, many=many, count=one.counts[0]))
    else:
        cursor.fates[one.at] = Fate.LEFT


def _told_before(draft: Draft) -> Statement | None:
    """Return the sets that the words speak of, None where there are none yet."""
    return next((one for one in reversed(draft.passage.statements) if not one.empty), None)


def _how_many(cursor: Cursor) -> int:
    if cursor.here is Kind.NUMBER and cursor.kind(cursor.at + 1) is Kind.SETS and cursor.value.isdigit():
        many = int(cursor.value)
        cursor.take()
        cursor.take()
        return max(1, many)
    return 1


def _note(cursor: Cursor, statement: Statement | None, *, start: int) -> None:
    """Keep words about a set that name no number; to failure is the hardest effort."""
    if statement is not None and cursor.here is Kind.FAILURE:
        cursor.take()
        statement.differing.append(Deviation(first=-1, rpe=FAILURE))
        return
    for at in range(start, cursor.at):
        cursor.fates[at] = Fate.NOTED
