"""Work told by pointing at other work: "as planned", "same as last time", "all of it but the last set"."""

from core.domain.notation.cursor import Cursor
from core.domain.notation.lexemes import Kind
from core.domain.notation.passages import Passage
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
