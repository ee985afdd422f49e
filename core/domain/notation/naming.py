"""Exercises whose names are told in free order, in pieces, or with slips: "raises, seated, with dumbels"."""

from collections.abc import Sequence

from core.domain.exercise import ExerciseKey
from core.domain.notation.lexemes import Kind, Lexeme
from core.domain.notation.names import Names
from core.domain.notation.vocabulary import split_phrase

_PIECES = frozenset(
    {Kind.WORD, Kind.EXERCISE, Kind.HAND, Kind.BOTH, Kind.LEG, Kind.HOLD, Kind.PLATES, Kind.RUN, Kind.BODYWEIGHT}
)
_BETWEEN = frozenset({Kind.AT, Kind.OF, Kind.FILLER, Kind.ON_DAY, Kind.AND})
_NAMING = frozenset({Kind.WORD, Kind.EXERCISE})
_LONGEST_RUN = 12


def name_exercises(lexemes: list[Lexeme], plain: str, *, names: Names, today: ExerciseKey | None) -> list[Lexeme]:
    """Return the lexemes with every exercise that was told in pieces as one."""
    if _NAMING.isdisjoint([one.kind for one in lexemes]):
        return lexemes
    named: list[Lexeme] = []
    at = 0
    while at < len(lexemes):
        end = _run_end(lexemes, at)
        if end == at:
            named.append(lexemes[at])
            at += 1
            continue
        named += _named(lexemes[at:end], plain, names=names, today=today)
        at = end
    return named


def _run_end(lexemes: Sequence[Lexeme], at: int) -> int:
    """Return where a run of words that may name one exercise ends; `at` itself where none begins."""
    end = last = at
    while end < len(lexemes) and end - at < _LONGEST_RUN:
        if _is_piece(lexemes, end):
            last = end + 1
        elif lexemes[end].kind not in _BETWEEN or last == at:
            break
        end += 1
    return last


def _is_piece(lexemes: Sequence[Lexeme], at: int) -> bool:
    one = lexemes[at]
    if one.kind is Kind.NUMBER:  # "one leg", "single seated raise"
        behind = lexemes[at + 1].kind if at + 1 < len(lexemes) else None
        return one.spelt and one.value in {"1", "2"} and behind in {Kind.LEG, Kind.WORD, Kind.EXERCISE}
    return one.kind in _PIECES


def _named(run: list[Lexeme], plain: str, *, names: Names, today: ExerciseKey | None) -> list[Lexeme]:
    if not any(one.kind in _NAMING for one in run):
        return run
    if len(run) == 1 and run[0].kind is Kind.EXERCISE and today is None:
        return run
    hits: dict[int, list[str]] = {}
    for at, one in enumerate(run):
        stems = [names.stem_of(word) for word in split_phrase(plain[one.start : one.end])]
        known = [stem for stem in stems if stem is not None]
        if known and one.kind not in _BETWEEN:
            hits[at] = known
    said = [stem for stems in hits.values() for stem in stems]
    found = names.find(said, today=today) if said else None
    if found is None:
        return run
    first = min(hits)
    whole = run[first]._replace(kind=Kind.EXERCISE, end=run[max(hits)].end, exercise=found, value="")
    return [whole if at == first else one for at, one in enumerate(run) if at == first or at not in hits]
