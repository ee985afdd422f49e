"""From lexemes to passages: one walk through the text, each piece to its place."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from core.domain.exercise import Catalogue, ExerciseKey, LoadKind
from core.domain.notation import noise
from core.domain.notation.cursor import Cursor, Fate
from core.domain.notation.days import Calendar, take_day
from core.domain.notation.differing import take_differing
from core.domain.notation.effort import effort_of, take_effort
from core.domain.notation.lexemes import Kind
from core.domain.notation.numerals import amount
from core.domain.notation.passages import Draft
from core.domain.notation.phrases import chain, factor, is_number, is_with
from core.domain.notation.statement import Factor, Role, Statement, Weight
from core.domain.training import Side

_FEW_SETS = 6
_HEADING = frozenset({Kind.WORD, Kind.EXERCISE, Kind.LABEL})
_PAIR_OF_HANDS = 2
_EFFORTS = 10


@dataclass(slots=True)
class Scanner:
    """Walks through the lexemes of one text and writes its passages down."""

    cursor: Cursor
    calendar: Calendar
    catalogue: Catalogue
    draft: Draft
    in_brackets: bool = False

    def scan(self) -> Draft:
        """Read the whole text."""
        cursor = self.cursor
        while (kind := cursor.here) is not None:
            before = cursor.at
            if not take_day(cursor, self.calendar, self.draft):
                _STEPS.get(kind, _pass)(self)
            if cursor.at == before:
                cursor.take(Fate.LEFT)
        return self.draft

    def number(self) -> None:
        """Read a number and whatever hangs on it."""
        cursor, at = self.cursor, self.cursor.at
        if not is_number(cursor, at):
            cursor.take(Fate.READ if cursor.lexemes[at].spelt else Fate.LEFT)
            return
        if noise.take_numbered(cursor):
            return
        factors = chain(cursor)
        if len(factors) == 1:
            self.single(factors[0])
        else:
            self.chained(factors)
        last = factors[-1]
        if last.separator == "/" and len(last.counts) == _PAIR_OF_HANDS:
            self.draft.now.slashed = True
        self.draft.separated = None

    def single(self, one: Factor) -> None:
        """Put one number to its place by the unit or word behind it."""
        if take_effort_behind(self.cursor, one, self.draft.now):
            return
        if one.role is Role.SETS:
            self.sets(one)
        elif one.timed:
            self.timed(one)
        elif one.role is Role.COUNT and self.held(one):
            self.cursor.take(Fate.NOTED)
        elif one.role is Role.COUNT:
            self.draft.room_for_counts().counts = one.counts
            self.draft.now.side = Side.EACH if one.each else self.draft.now.side
        elif one.role is Role.LOAD and one.weight is not None:
            self.weight(one.weight)
        elif one.maybe is not None and not one.counts:
            self.weight(Weight(text=one.maybe))
        elif one.counts:
            self.bare(one)
        else:
            self.cursor.fates[one.at] = Fate.LEFT

    def held(self, one: Factor) -> bool:
        """Tell whether seconds say how long the top is held in sets that are counted already."""
        return self.cursor.here is Kind.HOLD and self.draft.now.counted and one.counts[0].seconds is not None

    def chained(self, factors: list[Factor]) -> None:
        """Write down numbers that multiplication signs join."""
        cursor = self.cursor
        now = self.draft.now
        if now.sets is not None and not now.counted and any(one.role is Role.SETS for one in factors):
            now = self.draft.turn_statement()
        else:
            now = self.draft.room_for_counts()
        now.factors = factors
        now.failure = now.failure or any(cursor.kind(one.at) is Kind.FAILURE for one in factors)

    def sets(self, one: Factor) -> None:
        """Write down a number of sets."""
        now = self.draft.now
        taken = now.sets is not None or any(factor.role is Role.SETS for factor in now.factors)
        if taken or (now.factors and len(now.factors) > 1 and self.draft.separated is not None):
            now = self.draft.room_for_counts()
        now.sets, now.sets_at = one.sets, one.at

    def timed(self, one: Factor) -> None:
        """Read a number with a bare "s": seconds, sets, a pair of dumbbells or the rest."""
        now, seconds = self.draft.now, one.counts[0].seconds or 0
        told = now.counted or len(now.bare) > 1
        if not told:
            self.draft.room_for_counts().counts = one.counts
        elif seconds <= _FEW_SETS and now.sets is None:
            now.sets = seconds
        elif now.weights or now.pair:
            self.cursor.fates[one.at] = self.cursor.fates[self.cursor.at - 1] = Fate.NOTED
        else:
            now.pair = str(seconds)

    def weight(self, told: Weight) -> None:
        """Write down a weight; behind whole sets with a weight of their own it begins new sets."""
        draft = self.draft
        full = (draft.now.counted or draft.now.bare) and draft.now.weights and not self.in_brackets
        now = draft.turn_statement() if full or draft.side_closed and draft.now.weights else draft.now
        if now.weights and now.weights == draft.carried and not now.counted:
            now.weights = []
        now.weights.append(told)

    def bare(self, one: Factor) -> None:
        """Write down a number that says nothing of itself."""
        now = self.draft.now
        if self.draft.side_closed or (now.full and (now.weights or now.bare)) or (self.draft.passage.named_after and now.weights):
            now = self.draft.room_for_counts()
        elif now.bare and now.weights and self.draft.separated is not None:
            now = self.draft.turn_statement()
        now.bare.append(one)

    def at(self) -> None:
        """Read what an @ or a "with" brings: a weight, an effort, a tempo."""
        cursor = self.cursor
        sign = cursor.here is Kind.AT_SIGN
        cursor.take()
        while cursor.here in {Kind.UP_TO, Kind.COLON, Kind.OF}:
            cursor.take()
        if cursor.here is Kind.UNKNOWN:
            cursor.take()
            self.weight(Weight())
            return
        if cursor.here is Kind.PERCENT:
            noise.take_percent(cursor)
        elif cursor.here is Kind.NUMBER and is_number(cursor, cursor.at) and not noise.take_numbered(cursor):
            alone = sign and self.draft.now.counted
            self.brought([factor(cursor)] if alone else chain(cursor), sign=sign)

    def brought(self, factors: list[Factor], *, sign: bool) -> None:
        """Put what stands behind an @ or a "with" to its place."""
        first = factors[0]
        if len(factors) == _PAIR_OF_HANDS and factors[1].role is Role.LOAD and (first.number or 0) <= _PAIR_OF_HANDS:
            self.single(factors[1])
        elif len(factors) > 1:
            if first.number is not None and first.role is None:
                first.role, first.weight = Role.LOAD, Weight(text=str(first.number))
            self.chained(factors)
        elif first.role is Role.COUNT and first.timed and sign:
            self.weight(Weight(text=str(first.counts[0].seconds)))
            self.draft.now.by_hand = True
        elif first.role is not None or take_effort_behind(self.cursor, first, self.draft.now):
            self.listed_or_single(first)
        else:
            self.unmarked(first, sign=sign)

    def listed_or_single(self, one: Factor) -> None:
        """Read a list behind an @ as weights, anything else as it is."""
        plain = one.role is Role.COUNT and len(one.counts) > 1 and all(count.reps for count in one.counts)
        if one.role is None:
            return
        if plain and self.draft.now.counted and not self.draft.now.weights:
            self.draft.now.weights = [Weight(text=str(count.reps)) for count in one.counts]
        else:
            self.single(one)

    def unmarked(self, one: Factor, *, sign: bool) -> None:
        """Read a plain number behind an @: a small one may be an effort."""
        text = one.maybe or (str(one.number) if one.number is not None else None)
        if text is None:
            self.listed_or_single(one)
        elif sign and float(text.replace(",", ".")) <= _EFFORTS:
            self.draft.now.ats.append(text)
        else:
            self.weight(Weight(text=text))

    def plus(self) -> None:
        """Read "+10": what is added to the body, or simply the weight behind reps."""
        cursor = self.cursor
        cursor.take()
        if not is_number(cursor, cursor.at):
            return
        factors = chain(cursor)
        first = factors[0]
        text = first.weight.text if first.weight is not None else first.maybe or str(first.number or "")
        added = not self.draft.now.counted or self.body_exercise()
        first.role = Role.LOAD
        first.weight = Weight(text=text, unit=first.weight.unit if first.weight else None, bodyweight=added)
        if len(factors) > 1:
            self.chained(factors)
        else:
            self.weight(first.weight)

    def body_exercise(self) -> bool:
        """Tell whether the exercise in question is loaded on top of the body."""
        key = self.draft.passage.exercise or self.calendar.exercise
        exercise = self.catalogue.exercises.get(key) if key is not None else None
        return exercise is not None and exercise.load_kind is LoadKind.BODYWEIGHT_PLUS

    def body(self) -> None:
        """Read a body weight, which may begin a chain."""
        factors = chain(self.cursor)
        if len(factors) > 1:
            self.chained(factors)
        elif factors[0].weight is not None:
            self.weight(factors[0].weight)

    def added(self) -> None:
        """Read a word that says that the weight came on top of the body, or off it."""
        cursor = self.cursor
        sign = "-" if cursor.here is Kind.ASSISTED else ""
        cursor.take()
        weights = self.draft.now.weights
        if weights and weights[-1].text is not None and not weights[-1].bodyweight:
            weights[-1] = replace(weights[-1], text=sign + weights[-1].text, bodyweight=True)
        elif cursor.here is Kind.NUMBER and (text := amount(cursor.value, decimal=cursor.decimal, comma=True)):
            one = chain(cursor)[0]
            unit = one.weight.unit if one.weight is not None else None
            self.weight(Weight(text=sign + text, unit=unit, bodyweight=True))

    def each(self) -> None:
        """Read "each": per leg, or per hand where it follows a weight."""
        cursor, now = self.cursor, self.draft.now
        generic = bool(cursor.lexemes[cursor.at].value)
        before = cursor.kind(cursor.at - 1)
        cursor.take()
        if generic and before in {Kind.KG, Kind.LB, Kind.STONE} and not self.one_leg():
            now.by_hand = True
        else:
            now.side = Side.EACH

    def one_leg(self) -> bool:
        """Tell whether the exercise in question is done on one leg with one weight."""
        key = self.draft.passage.exercise or self.calendar.exercise
        exercise = self.catalogue.exercises.get(key) if key is not None else None
        return exercise is not None and exercise.one_leg and exercise.load_kind is not LoadKind.PER_HAND

    def name(self, exercise: ExerciseKey) -> None:
        """Write an exercise's name down, and begin a new passage where it is another one's."""
        draft, passage = self.draft, self.draft.passage
        if passage.counted and not self.names_before(passage.exercise, exercise):
            passage = draft.turn_passage()
        elif passage.counted and not passage.named:
            passage.named_after = True
        passage.exercise = exercise

    def names_before(self, known: ExerciseKey | None, exercise: ExerciseKey) -> bool:
        """Tell whether a name belongs to the sets before it."""
        if known is not None or self.draft.passage.unknown:
            return known == exercise
        return self.draft.separated is None or not self.counts_follow()

    def counts_follow(self) -> bool:
        """Tell whether a number comes next, over small words and a colon."""
        at = self.cursor.at + 1
        while self.cursor.kind(at) in {Kind.FILLER, Kind.COLON, Kind.COMMA, Kind.DASH, Kind.AT, Kind.OF, Kind.MOOD, Kind.SIGN, Kind.SLASH, Kind.WORD, Kind.OPEN, Kind.CLOSE, Kind.HAND, Kind.HOLD, Kind.LEG}:
            at += 1
        return self.cursor.kind(at) in {Kind.BODYWEIGHT, Kind.PLUS, Kind.TIMES} or is_number(self.cursor, at)


def take_effort_behind(cursor: Cursor, one: Factor, now: Statement) -> bool:
    """Read a number as an effort where a word behind it says so."""
    if cursor.here is Kind.RPE and cursor.kind(cursor.at + 1) is Kind.NUMBER:
        return False
    if cursor.here not in {Kind.RPE, Kind.RESERVE}:
        return False
    effort = effort_of(one, reserve=cursor.here is Kind.RESERVE)
    if effort is None:
        return False
    cursor.take()
    now.rpes.append(effort)
    return True


def _pass(scanner: Scanner) -> None:
    scanner.cursor.take(Fate.LEFT)


def _skip(scanner: Scanner) -> None:
    scanner.cursor.take()


def _note(scanner: Scanner) -> None:
    scanner.cursor.take(Fate.NOTED)


def _separate(scanner: Scanner) -> None:
    kind = scanner.cursor.here
    if kind is Kind.LINE:
        scanner.draft.line += 1
    if scanner.draft.separated is not Kind.LINE:
        scanner.draft.separated = kind
    scanner.cursor.take()


def _then(scanner: Scanner) -> None:
    sign = scanner.cursor.lexemes[scanner.cursor.at].end - scanner.cursor.lexemes[scanner.cursor.at].start == 1
    scanner.cursor.take()
    scanner.draft.separated = Kind.THEN
    if sign and scanner.draft.passage.counted and is_number(scanner.cursor, scanner.cursor.at):
        scanner.draft.turn_passage().apart = True


def _exercise(scanner: Scanner) -> None:
    key = scanner.cursor.lexemes[scanner.cursor.at].exercise
    if key is not None:
        scanner.name(key)
    scanner.draft.separated = None
    scanner.cursor.take()


def _word(scanner: Scanner) -> None:
    """Keep unknown words; before numbers, and away from other sets, they are the name of an exercise."""
    draft, cursor = scanner.draft, scanner.cursor
    start = cursor.at
    named = scanner.counts_follow()
    if named and draft.passage.counted and draft.separated is not None:
        draft.turn_passage()
    if named and not draft.passage.counted:
        draft.passage.unknown = True
    while cursor.here in {Kind.WORD, Kind.FILLER, Kind.LEG} or (cursor.here is Kind.DASH and cursor.kind(cursor.at + 1) is Kind.WORD):
        cursor.take(Fate.LEFT)
    if draft.passage.unknown and not draft.passage.end:
        draft.passage.start, draft.passage.end = start, cursor.at


def _colon(scanner: Scanner) -> None:
    """Read a colon: a weight before it holds for all that follows, other numbers before it are a heading."""
    draft, cursor = scanner.draft, scanner.cursor
    cursor.take()
    now = draft.now
    if now.counted or draft.prefixed_sides:
        return
    if now.bare and any(cursor.kind(at) in _HEADING for at in range(now.bare[0].at, cursor.at)):
        for one in now.bare:
            cursor.fates[one.at] = Fate.LEFT
    elif now.bare and now.sets is None:
        now.weights += [Weight(text=str(one.number)) for one in now.bare if one.number is not None]
    now.bare = []
    draft.carried = list(now.weights)


def _slash(scanner: Scanner) -> None:
    cursor = scanner.cursor
    cursor.take()
    if cursor.here is Kind.LEG:
        cursor.take()
        scanner.draft.now.side = Side.EACH


def _failure(scanner: Scanner) -> None:
    scanner.cursor.take()
    scanner.draft.now.failure = True


def _hand(scanner: Scanner) -> None:
    scanner.cursor.take()
    scanner.draft.now.by_hand = True


def _hold(scanner: Scanner) -> None:
    scanner.cursor.take()
    scanner.draft.now.hold = True


def _times(scanner: Scanner) -> None:
    cursor = scanner.cursor
    if is_number(cursor, cursor.at + 1):
        factors = chain(cursor)
        scanner.chained(factors)
    else:
        cursor.take()


def _sets_word(scanner: Scanner) -> None:
    """Read "Set 1:" as a label and "sets: 3" as their number."""
    cursor = scanner.cursor
    cursor.take()
    if noise.take_set_label(cursor):
        return
    ahead = cursor.at + (cursor.here is Kind.COLON)
    if is_number(cursor, ahead) and scanner.draft.now.sets is None and cursor.kind(ahead + 1) is not Kind.TIMES:
        if cursor.here is Kind.COLON:
            cursor.take()
        one = chain(cursor)[0]
        scanner.draft.now.sets = one.number


def _dash(scanner: Scanner) -> None:
    cursor = scanner.cursor
    starts_line = cursor.kind(cursor.at - 1) in {None, Kind.LINE}
    cursor.take()
    lone = cursor.kind(cursor.at + 1) is not Kind.TIMES
    if starts_line and cursor.here is Kind.NUMBER and cursor.lexemes[cursor.at].glued and lone:
        scanner.draft.now.negative = True


_STEPS: Mapping[Kind, Callable[[Scanner], None]] = {
    Kind.NUMBER: Scanner.number,
    Kind.TIMES: _times,
    Kind.AT: Scanner.at,
    Kind.AT_SIGN: Scanner.at,
    Kind.SECONDS: lambda scanner: scanner.at() if is_with(scanner.cursor) else scanner.cursor.take(Fate.LEFT),
    Kind.PLUS: Scanner.plus,
    Kind.DASH: _dash,
    Kind.BODYWEIGHT: Scanner.body,
    Kind.ADDED: Scanner.added,
    Kind.ASSISTED: Scanner.added,
    Kind.EACH: Scanner.each,
    Kind.LEFT: lambda scanner: (scanner.cursor.take(), scanner.draft.tell_side(Side.LEFT))[0],
    Kind.RIGHT: lambda scanner: (scanner.cursor.take(), scanner.draft.tell_side(Side.RIGHT))[0],
    Kind.EXERCISE: _exercise,
    Kind.WORD: _word,
    Kind.COMMA: _separate,
    Kind.SEMICOLON: _separate,
    Kind.LINE: _separate,
    Kind.AND: _separate,
    Kind.ARROW: _separate,
    Kind.THEN: _then,
    Kind.COLON: _colon,
    Kind.SLASH: _slash,
    Kind.FAILURE: _failure,
    Kind.HAND: _hand,
    Kind.HOLD: _hold,
    Kind.SETS: _sets_word,
    Kind.RPE: lambda scanner: take_effort(scanner.cursor, scanner.draft.now),
    Kind.RESERVE: lambda scanner: take_effort(scanner.cursor, scanner.draft.now),
    Kind.LAST: lambda scanner: take_differing(scanner.cursor, scanner.draft),
    Kind.ORDINAL: lambda scanner: take_differing(scanner.cursor, scanner.draft),
    Kind.OPEN: lambda scanner: noise.take_brackets(scanner.cursor),
    Kind.TEMPO: lambda scanner: noise.take_tempo(scanner.cursor),
    Kind.REST: lambda scanner: noise.take_rest(scanner.cursor),
    Kind.LABEL: lambda scanner: noise.take_label(scanner.cursor),
    Kind.RUN: lambda scanner: noise.take_run(scanner.cursor),
    Kind.HASH: lambda scanner: noise.take_tag(scanner.cursor),
    **dict.fromkeys((Kind.MOOD, Kind.SET_KIND, Kind.FREQUENCY, Kind.SIGN), _note),
    **dict.fromkeys(
        (
            Kind.DOT,
            Kind.CLOSE,
            Kind.BULLET,
            Kind.PERCENT,
            Kind.FILLER,
            Kind.OF,
            Kind.UP_TO,
            Kind.ON_DAY,
            Kind.DONE,
            Kind.ALL_SETS,
            Kind.ONLY,
            Kind.WAS,
            Kind.TODAY,
            Kind.BOTH,
            Kind.REPS,
            Kind.CONTACTS,
            Kind.LEG,
            Kind.ACTUALLY,
            Kind.KG,
            Kind.LB,
            Kind.DAYS,
            Kind.PLANNED,
            Kind.SAME,
            Kind.BUT_LAST,
            Kind.NOT,
            Kind.REMOVE,
            Kind.WRONG,
            Kind.AGO,
        ),
        _skip,
    ),
}
