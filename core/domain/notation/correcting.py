"""Corrections of what was logged: "actually 11", "the second was 10", "not 3 sets, 2"."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from core.domain.exercise import ExerciseKey
from core.domain.load import Load
from core.domain.notation.cursor import Cursor
from core.domain.notation.effort import effort_of
from core.domain.notation.lexemes import Kind, Lexeme
from core.domain.notation.names import Names
from core.domain.notation.phrases import chain
from core.domain.notation.statement import Factor, Role
from core.domain.notation.vocabulary import split_phrase
from core.domain.notation.wording import is_number
from core.domain.reading import Correction, ReadingContext
from core.domain.training import Side

_CUES = frozenset({Kind.ACTUALLY, Kind.NOT, Kind.WRONG, Kind.REMOVE})
_PLACES = frozenset({Kind.LAST, Kind.ORDINAL})
#: Signs of a log of its own rather than of one word more about the last.
_LOGGED = frozenset({Kind.TIMES, Kind.SETS, Kind.REPS, Kind.SECONDS, Kind.MINUTES, Kind.LINE, Kind.FAILURE})
_MOST_REPS = 30
_NEAR = Decimal("0.3")
_LENGTH = 24
_SIDES = {Kind.LEFT: Side.LEFT, Kind.RIGHT: Side.RIGHT, Kind.EACH: Side.EACH, Kind.BOTH: Side.BOTH}


@dataclass(slots=True)
class Corrector:
    """Reads one text as a correction."""

    cursor: Cursor
    context: ReadingContext
    names: Names
    plain: str
    told: Correction = field(default_factory=Correction)
    denied: bool = False
    chained: bool = False

    def read(self) -> Correction | None:
        """Return the correction that the text is, None where it is none."""
        kinds = {one.kind for one in self.cursor.lexemes}
        if len(self.cursor.lexemes) > _LENGTH or not self.cued(kinds):
            return None
        if Kind.WRONG in kinds:
            exercise = self.exercise()
            return Correction(exercise=exercise) if exercise is not None else None
        if Kind.WORD in kinds:
            return self.other_exercise(kinds)
        if Kind.REMOVE in kinds and not kinds & (_PLACES | {Kind.SETS}):
            return None
        while self.cursor.here is not None:
            self.step()
        return self.result(kinds)

    def cued(self, kinds: set[Kind]) -> bool:
        """Tell whether a word says that something is to be changed."""
        if kinds & _CUES:
            return True
        if kinds & _PLACES and (Kind.WAS in kinds or (self.context.logging and self.cursor.here in _PLACES)):
            return Kind.TIMES not in kinds
        numbers = sum(one.kind is Kind.NUMBER for one in self.cursor.lexemes)
        if kinds & _LOGGED or (numbers > 1 and not kinds & _PLACES):
            return False
        told = {Kind.KG, Kind.LB, Kind.BODYWEIGHT, Kind.RPE, Kind.RESERVE, *_SIDES} & kinds
        return (bool(told) and self.context.logging) or Kind.RPE in kinds or Kind.RESERVE in kinds

    def result(self, kinds: set[Kind]) -> Correction | None:
        """Return what was told, None where it changes nothing or is a log of its own."""
        if self.chained and not (self.context.logging and Kind.ACTUALLY in kinds):
            return None
        if not kinds & _CUES and not (kinds & _PLACES) and (self.told.reps is not None or self.told.sets is not None):
            return None
        told = self.told
        if Kind.REMOVE in kinds:
            told = Correction(position=told.position if told.position is not None else -1, remove=True)
        if told.reps is not None and told.position is None and not self.chained and Kind.ALL_SETS not in kinds:
            told = replace(told, position=-1)
        return None if told == Correction(position=told.position) else told

    def step(self) -> None:
        """Read one piece."""
        cursor, kind = self.cursor, self.cursor.here
        if kind is Kind.NUMBER and is_number(cursor, cursor.at):
            self.number()
        elif kind in {Kind.RPE, Kind.RESERVE} and cursor.kind(cursor.at + 1) is Kind.NUMBER:
            self.effort(reserve=kind is Kind.RESERVE)
        else:
            self.word(cursor.lexemes[cursor.at])
            cursor.take()

    def word(self, one: Lexeme) -> None:
        """Read a word that says where or what is to be changed."""
        if one.kind is Kind.NOT:
            self.denied = True
        elif one.kind is Kind.LAST:
            self.told = replace(self.told, position=-1)
        elif one.kind is Kind.ORDINAL:
            self.told = replace(self.told, position=int(one.value) - 1)
        elif one.kind in _SIDES:
            self.told = replace(self.told, side=_SIDES[one.kind])
        elif one.kind is Kind.BODYWEIGHT:
            self.told = replace(self.told, bodyweight=True)
        elif one.kind is Kind.EXERCISE and not self.denied:
            self.told = replace(self.told, exercise=one.exercise)
        if one.kind is not Kind.NOT and one.kind is not Kind.FILLER:
            self.denied = self.denied and one.kind not in {Kind.COMMA, Kind.ACTUALLY, Kind.WAS, Kind.EXERCISE}

    def effort(self, *, reserve: bool) -> None:
        """Read "rpe 8"."""
        self.cursor.take()
        effort = effort_of(chain(self.cursor)[0], reserve=reserve)
        self.told = replace(self.told, rpe=str(effort)) if effort is not None else self.told

    def number(self) -> None:
        """Read a number; what stands behind "not" is what was wrong."""
        if self.labelled():
            return
        factors = chain(self.cursor)
        denied, self.denied = self.denied, False
        if denied:
            self.deny(factors)
        elif len(factors) == 2 and factors[0].number is not None and factors[1].number is not None:  # noqa: PLR2004
            self.chained = True
            self.told = replace(self.told, sets=factors[0].number, reps=factors[1].number)
        elif len(factors) > 1 or (len(factors[0].counts) > 1 and factors[0].role is not Role.LOAD):
            self.chained = True
        else:
            self.put(factors[0])

    def deny(self, factors: Sequence[Factor]) -> None:
        """Read a list behind "not" as the wrong number and the right one: "not 3 sets, 2", "not 12, 11"."""
        first = factors[0]
        if len(first.counts) == 2 and first.maybe is None:  # noqa: PLR2004
            self.put(replace(first, counts=first.counts[1:], role=None))
        elif len(factors) == 2 and first.role is Role.SETS:  # noqa: PLR2004
            self.told = replace(self.told, sets=factors[1].number)
        elif first.role is Role.SETS and self.told.reps is not None and self.told.sets is None:
            self.told = replace(self.told, sets=self.told.reps, reps=None)
        elif first.role is Role.SETS:
            self.sets_denied()

    def sets_denied(self) -> None:
        """Take the number behind "not 3 sets" as sets."""
        while self.cursor.here is not None and not is_number(self.cursor, self.cursor.at):
            self.cursor.take()
        if self.cursor.here is not None:
            self.told = replace(self.told, sets=chain(self.cursor)[0].number)

    def labelled(self) -> bool:
        """Read "set 2 was 10" as a place."""
        cursor = self.cursor
        if cursor.kind(cursor.at - 1) is not Kind.SETS or not cursor.value.isdigit():
            return False
        if cursor.kind(cursor.at + 1) not in {Kind.WAS, Kind.COLON, Kind.ACTUALLY}:
            return False
        self.told = replace(self.told, position=max(0, int(cursor.value) - 1))
        cursor.take()
        return True

    def put(self, one: Factor) -> None:
        """Put a number where its unit says, else where it fits the runner's usual numbers."""
        number = one.number
        here = self.cursor.here
        if here in {Kind.RPE, Kind.RESERVE} and self.cursor.kind(self.cursor.at + 1) is not Kind.NUMBER:
            effort = effort_of(one, reserve=here is Kind.RESERVE)
            self.cursor.take()
            self.told = replace(self.told, rpe=str(effort) if effort is not None else None)
        elif one.weight is not None and one.weight.text is not None:
            self.told = replace(self.told, load=Load(text=one.weight.text, unit=one.weight.unit or self.context.unit))
        elif one.role is Role.SETS:
            self.told = replace(self.told, sets=one.sets)
        elif one.maybe is not None or (number is not None and one.role is None and self.is_load(number)):
            self.told = replace(self.told, load=Load(text=one.maybe or str(number), unit=self.context.unit))
        elif one.counts and one.counts[0].seconds is not None:
            self.told = replace(self.told, seconds=one.counts[0].seconds)
        elif number is not None:
            self.told = replace(self.told, reps=number)

    def is_load(self, number: int) -> bool:
        """Tell whether a plain number is rather a weight than reps."""
        dose = self.context.dose
        reps = self.context.usual_reps or (dose.reps if dose is not None else None)
        load = self.context.usual_load or (dose.load if dose is not None else None)
        if load is None:
            return number > _MOST_REPS
        usual = load.to(self.context.unit)
        near_load = abs(number - usual) <= _NEAR * usual
        near_reps = reps is not None and abs(number - reps) <= _NEAR * reps
        return (near_load and not near_reps) or (not near_reps and number > _MOST_REPS)

    def exercise(self) -> ExerciseKey | None:
        """Return the exercise that is named, or pointed at by a word of its name."""
        named = [one.exercise for one in self.cursor.lexemes if one.kind is Kind.EXERCISE]
        if named:
            return named[-1]
        stems = [
            stem
            for one in self.cursor.lexemes
            if one.kind in {Kind.WORD, Kind.HAND, Kind.LEG}
            for word in split_phrase(self.plain[one.start : one.end])
            if (stem := self.names.stem_of(word)) is not None
        ]
        return self.names.find_loosely(stems) if stems else None

    def other_exercise(self, kinds: set[Kind]) -> Correction | None:
        """Read "it was the lunge one"."""
        if Kind.ACTUALLY not in kinds or (Kind.NUMBER in kinds and not self.context.logging):
            return None
        unknown = [one for one in self.cursor.lexemes if one.kind is Kind.WORD]
        exercise = self.exercise()
        known = all(self.names.stem_of(self.plain[one.start : one.end]) for one in unknown)
        return Correction(exercise=exercise) if exercise is not None and known else None


def read_correction(
    lexemes: list[Lexeme], plain: str, *, context: ReadingContext, names: Names, decimal: str
) -> Correction | None:
    """Return the correction that a text is, None where it is none."""
    return Corrector(Cursor(lexemes, decimal), context, names, plain).read()
