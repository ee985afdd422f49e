"""The reader: from a text to a reading."""

from dataclasses import replace

from core.domain.exercise import Catalogue
from core.domain.languages import language_of
from core.domain.notation.absurd import absurd_options
from core.domain.notation.correcting import read_correction
from core.domain.notation.cursor import Cursor, Fate
from core.domain.notation.days import Calendar
from core.domain.notation.deciding import Decider, Decision
from core.domain.notation.folding import Folded, fold
from core.domain.notation.lexemes import Kind
from core.domain.notation.lexing import Lexer
from core.domain.notation.names import names_of
from core.domain.notation.naming import name_exercises
from core.domain.notation.passages import Draft, Passage
from core.domain.notation.placing import Placer
from core.domain.notation.pointing import read_reference
from core.domain.notation.remains import left_over, name_of, note
from core.domain.notation.scanning import scan
from core.domain.notation.statement import Statement
from core.domain.notation.tidying import tidy
from core.domain.notation.vocabulary import load_vocabulary
from core.domain.reading import Option, Reading, ReadingContext, Status, Work

_WEAK_NUMBERS = 2
_FEWEST_REPS = 5
_SHORT = 4
_MONTH_FIRST = ("en", "en-us", "en_us")
#: How many words, numbers and signs are read of one message; the rest is quoted back. A long log has about a hundred.
MOST_PIECES = 400


def read(text: str, context: ReadingContext, catalogue: Catalogue) -> Reading:  # noqa: PLR0917 - what, for whom, of what
    """Read what a runner wrote about training.

    Never fails; what was not understood comes back in `left_over`, as typed.
    """
    folded = fold(text)
    vocabulary = load_vocabulary(language_of(context.locale))
    names = names_of(catalogue)
    lexer = Lexer(vocabulary, names)
    lexemes = lexer.read(folded.plain, most=MOST_PIECES)
    rest = folded.source(lexer.stopped, len(folded.plain)) if lexer.stopped is not None else ""
    lexemes = name_exercises(lexemes, folded.plain, names=names, today=context.exercise)
    correction = read_correction(lexemes, folded.plain, context=context, names=names, decimal=vocabulary.decimal)
    if correction is not None:
        return Reading(status=Status.READ, correction=correction, left_over=rest)
    cursor = Cursor(lexemes, vocabulary.decimal)
    calendar = Calendar(today=context.today, month_first=context.locale.lower() in _MONTH_FIRST)
    placer = Placer(cursor, catalogue, Draft(), context.exercise)
    passages = tidy(scan(placer, calendar))
    reference = read_reference(cursor, passages)
    if reference is not None:
        return replace(reference, left_over=left_over(folded, cursor) + rest)
    if not _worth_reading(passages, cursor):
        return Reading(status=Status.NONE, left_over=text)
    for one in passages:
        if one.unknown:
            one.name = name_of(folded, lexemes[one.start : one.end])
    decision = Decider(context=context, catalogue=catalogue, decimal=vocabulary.decimal).decide(passages)
    return _reading(decision, folded, cursor, context=context, rest=rest, negative=placer.draft.negative)


def _worth_reading(passages: list[Passage], cursor: Cursor) -> bool:
    """Tell whether there is more than a stray number among words that mean nothing here."""
    told = [one for passage in passages for one in passage.statements]
    if not told or Kind.NUMBER not in cursor.kinds:
        return False
    unsure = told[0].slashed or _lone_range(told[0])
    if unsure and len(told) == 1 and Kind.WORD in cursor.kinds:
        chained = passages[0].unknown and len(told[0].factors) > 1
        return chained or (not told[0].slashed and len(cursor.lexemes) <= _SHORT)
    if len(told) > 1 or told[0].counted or told[0].sets is not None or any(one.exercise for one in passages):
        return True
    numbers = sum(len(one.counts) for one in told[0].bare)
    if passages[0].unknown and Kind.COLON in {cursor.kind(one.at - 1) for one in told[0].bare}:
        return True
    strong = numbers > _WEAK_NUMBERS or any(len(one.counts) > 1 for one in told[0].bare)
    strong = strong or (bool(told[0].bare) and bool(told[0].weights or told[0].side or told[0].ats))
    return strong or Kind.WORD not in cursor.kinds or _is_short(told[0], cursor)


def _is_short(one: Statement, cursor: Cursor) -> bool:
    """Tell whether a number and a word or two are the whole text: "20 push-ups"."""
    words = sum(lexeme.kind is Kind.WORD for lexeme in cursor.lexemes)
    number = one.bare[0].number if len(one.bare) == 1 else None
    rest = {lexeme.kind for lexeme in cursor.lexemes} - {Kind.WORD, Kind.NUMBER, Kind.DONE, Kind.FILLER, Kind.DASH}
    return number is not None and number >= _FEWEST_REPS and words <= _WEAK_NUMBERS and not rest


def _measured(cursor: Cursor) -> bool:
    """Tell whether a distance was read where landings are counted: "3x20m bounds"."""
    pairs = zip(cursor.kinds, cursor.fates, strict=False)
    return any(kind is Kind.METRES and fate is Fate.READ for kind, fate in pairs)


def _lone_range(one: Statement) -> bool:
    """Tell whether two numbers with a dash are all that was told."""
    alone = not (one.factors or one.sets or one.weights or one.side)
    return alone and len(one.counts) == 1 and one.counts[0].reps_to is not None


def _reading(  # noqa: PLR0917 - what was decided, of which text
    decision: Decision, folded: Folded, cursor: Cursor, *, context: ReadingContext, rest: str, negative: bool
) -> Reading:
    for at in decision.unused:
        cursor.fates[at] = Fate.LEFT
    remains = left_over(folded, cursor) + rest
    noted = note(folded, cursor)
    works = _noted(decision.works, noted)
    options = tuple(replace(one, works=_noted(one.works, noted)) for one in decision.options)
    if options:
        return Reading(status=Status.ASK, question=decision.question, options=options, left_over=remains)
    if not works:
        return Reading(status=Status.NONE, left_over=folded.typed + rest)
    metres = _measured(cursor)
    absurd: tuple[Option, ...] = absurd_options(works, context, doubtful=negative or metres)
    if absurd:
        return Reading(status=Status.ASK, question="metres" if metres else "absurd", options=absurd, left_over=remains)
    return Reading(status=Status.READ, works=works, left_over=remains)


def _noted(works: tuple[Work, ...], noted: str) -> tuple[Work, ...]:
    """Hang the notes of a text on its last work."""
    return (*works[:-1], replace(works[-1], note=noted)) if works and noted else works
