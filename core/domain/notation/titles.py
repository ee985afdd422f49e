"""Names of exercises where they stand: known ones, unknown ones, before or behind their sets."""

from core.domain.exercise import ExerciseKey
from core.domain.notation.cursor import Cursor, Fate
from core.domain.notation.lexemes import Kind
from core.domain.notation.lexing import BODY
from core.domain.notation.placing import Placer
from core.domain.notation.statement import Weight
from core.domain.notation.wording import is_number

#: What may stand between a name and its numbers.
_BEFORE_COUNTS = frozenset(
    {
        Kind.FILLER,
        Kind.COLON,
        Kind.COMMA,
        Kind.DASH,
        Kind.AT,
        Kind.OF,
        Kind.MOOD,
        Kind.SIGN,
        Kind.SLASH,
        Kind.WORD,
        Kind.OPEN,
        Kind.CLOSE,
        Kind.HAND,
        Kind.HOLD,
        Kind.LEG,
    }
)
_FARTHEST = 12


def take_exercise(placer: Placer) -> None:
    """Write an exercise's name down, and begin a new passage where it is another one's."""
    cursor, draft = placer.cursor, placer.draft
    lexeme = cursor.lexemes[cursor.at]
    passage = draft.passage
    if lexeme.exercise is None:
        return
    if passage.counted and not _names_before(placer, passage.exercise, exercise=lexeme.exercise):
        passage = draft.turn_passage()
    elif passage.counted and not passage.named:
        passage.named_after = True
    passage.exercise = lexeme.exercise
    draft.separated = None
    if lexeme.value == BODY and not draft.now.weights:
        draft.now.weights = [Weight(bodyweight=True)]
    cursor.take()


def _names_before(placer: Placer, known: ExerciseKey | None, *, exercise: ExerciseKey) -> bool:
    """Tell whether a name belongs to the sets before it."""
    if known is not None or placer.draft.passage.unknown:
        return known == exercise
    return placer.draft.separated is None or not _counts_follow(placer.cursor)


def _counts_follow(cursor: Cursor) -> bool:
    """Tell whether a number comes next, over small words and a colon."""
    at = cursor.at + 1
    while cursor.kind(at) in _BEFORE_COUNTS and at - cursor.at < _FARTHEST:
        at += 1
    return cursor.kind(at) in {Kind.BODYWEIGHT, Kind.PLUS, Kind.TIMES} or is_number(cursor, at)


def take_word(placer: Placer) -> None:
    """Keep unknown words; before numbers, and away from other sets, they are the name of an exercise."""
    draft, cursor = placer.draft, placer.cursor
    start = cursor.at
    named = _counts_follow(cursor)
    if named and draft.passage.counted and (draft.separated is not None or (draft.passage.named and draft.now.full)):
        draft.turn_passage()
    if named and not draft.passage.counted:
        draft.passage.unknown = True
    while cursor.here in {Kind.WORD, Kind.FILLER, Kind.LEG} or (
        cursor.here is Kind.DASH and cursor.kind(cursor.at + 1) is Kind.WORD
    ):
        cursor.take(Fate.LEFT)
    if not named and not draft.passage.named and _is_one_of_several(placer, start):
        draft.passage.unknown = draft.passage.named_after = True
    if draft.passage.unknown and not draft.passage.end:
        draft.passage.start, draft.passage.end = start, cursor.at


def _is_one_of_several(placer: Placer, start: int) -> bool:
    """Tell whether unknown words name the number before them, as in "20 push-ups, 15 sit-ups"."""
    cursor, now = placer.cursor, placer.draft.now
    if cursor.kind(start - 1) not in {Kind.NUMBER, Kind.REPS} or not (now.bare or now.full):
        return False
    at = cursor.at
    while cursor.kind(at) in {Kind.COMMA, Kind.AND, Kind.LINE, Kind.THEN, Kind.PLUS}:
        at += 1
    return at > cursor.at and is_number(cursor, at) and cursor.kind(at + 1) in {Kind.WORD, Kind.EXERCISE}
