"""Work told by pointing at other work: "as planned", "same as last time", "all of it but the last set"."""

from core.domain.notation.cursor import Cursor
from core.domain.notation.lexemes import Kind
from core.domain.notation.passages import Passage
from core.domain.notation.statement import Factor, Role
from core.domain.notation.vocabulary import TIMES_WORD
from core.domain.reading import Reading, Reference, Status

_MEANT = frozenset({Kind.PLANNED, Kind.SAME, Kind.BUT_LAST, Kind.DONE})
_DENYING = frozenset({Kind.WORD, Kind.NOT, Kind.REST, Kind.RUN, Kind.AMOUNT, Kind.METRES})
_POINTING = frozenset({Kind.PLANNED, Kind.BUT_LAST})


def read_reference(cursor: Cursor, passages: list[Passage]) -> Reading | None:
    """Return what a text points at, None where it does not or tells sets of its own."""
    kinds = {one.kind for one in cursor.lexemes}
    sets = _only_sets(passages)
    if (passages and sets is None) or kinds & _DENYING:
        return None
    if sets is not None and Kind.EXERCISE in kinds:
        return None
    if Kind.SAME in kinds:
        return Reading(status=Status.READ, reference=Reference.SAME_AS_LAST, reference_sets=sets)
    if kinds & _MEANT or sets is not None:
        return Reading(
            status=Status.READ,
            reference=Reference.AS_PLANNED,
            reference_sets=sets,
            but_last=int(Kind.BUT_LAST in kinds),
        )
    return None


def _only_sets(passages: list[Passage]) -> int | None:
    """Return the number of sets where nothing but that was told."""
    statements = [one for passage in passages for one in passage.statements]
    if len(statements) != 1:
        return None
    one = statements[0]
    told = one.full or one.bare or one.weights or one.failure or one.rpes or one.ats
    return None if told else one.sets


def take_done_of(cursor: Cursor, one: Factor) -> bool:
    """Read "2 of the 3 sets" as two sets; tell whether it was that."""
    at = cursor.at
    of = cursor.here is Kind.OF and cursor.value != TIMES_WORD
    while cursor.kind(at) in {Kind.OF, Kind.FILLER}:
        at += 1
    planned = cursor.lexemes[at].value if cursor.kind(at) is Kind.NUMBER else ""
    if not (of and planned.isdigit() and cursor.kind(at + 1) is Kind.SETS and (one.number or 0) < int(planned)):
        return False
    if one.role is not None or not one.number:
        return False
    while cursor.at <= at + 1:
        cursor.take()
    one.role, one.sets = Role.SETS, one.number
    return True
