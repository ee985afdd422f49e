"""Putting numbers to their places in the statement that is being written."""

from dataclasses import dataclass

from core.domain.exercise import Catalogue, ExerciseKey, LoadKind
from core.domain.notation.cursor import Cursor, Fate
from core.domain.notation.effort import take_effort_behind
from core.domain.notation.lexemes import Kind
from core.domain.notation.passages import Draft
from core.domain.notation.statement import Factor, Role, Weight
from core.domain.training import Side

_FEW_SETS = 6
_MOST_SETS = 10
_PAIR = 2
_EFFORTS = 10


@dataclass(slots=True)
class Placer:
    """Knows which statement a number belongs to; `today` is the day's exercise."""

    cursor: Cursor
    catalogue: Catalogue
    draft: Draft
    today: ExerciseKey | None

    def place(self, factors: list[Factor]) -> None:
        """Write down one number, or several that multiplication signs join."""
        if len(factors) == 1:
            self.single(factors[0])
        else:
            self.chained(factors)
        last = factors[-1]
        if last.separator == "/" and len(last.counts) == _PAIR:
            self.draft.now.slashed = True
        self.draft.separated = None

    def single(self, one: Factor) -> None:
        """Put one number to its place by the unit or word behind it."""
        if take_effort_behind(self.cursor, one, self.draft.now):
            return
        if one.role is Role.SETS:
            self.sets(one)
        elif one.role is Role.COUNT:
            self.count(one)
        elif one.role is Role.LOAD and one.weight is not None:
            self.weight(one.weight)
        elif one.maybe is not None and not one.counts:
            self.weight(Weight(text=one.maybe))
        elif one.counts:
            self.bare(one)
        else:
            self.cursor.fates[one.at] = Fate.LEFT

    def chained(self, factors: list[Factor]) -> None:
        """Write down numbers that multiplication signs join."""
        now = self.draft.now
        first, last = factors[0], factors[-1]
        if last.role is Role.LOAD and last.weight is not None and self.is_pair(first):
            self.weight(last.weight)
            return
        if now.full and {one.role for one in factors} == {Role.LOAD, Role.SETS} and now.sets is None:
            for one in factors:
                self.single(one)
            return
        if now.timed and now.counts and not (now.weights or now.factors):
            now.pair, now.counts = str(now.counts[0].seconds), ()
        if now.sets is not None and not now.counted and any(one.role is Role.SETS for one in factors):
            now = self.draft.turn_statement()
        else:
            now = self.draft.room_for_counts()
        now.factors = factors
        now.failure = now.failure or any(self.cursor.kind(one.at) is Kind.FAILURE for one in factors)

    def is_pair(self, first: Factor) -> bool:
        """Tell whether a number counts the weights in the hands rather than sets: "2 x 12 kg dumbbells"."""
        return first.number is not None and first.number <= _PAIR and self.cursor.here is Kind.HAND

    def sets(self, one: Factor) -> None:
        """Write down a number of sets."""
        now = self.draft.now
        taken = now.sets is not None or any(factor.role is Role.SETS for factor in now.factors)
        unclear = sum(factor.role is None for factor in now.factors) > 1
        if taken or (unclear and self.draft.separated is not None):
            now = self.draft.room_for_counts()
        now.sets, now.sets_at = one.sets, one.at

    def count(self, one: Factor) -> None:
        """Write down reps, seconds, or a list of either."""
        now = self.draft.now
        seconds = one.counts[0].seconds if one.counts else None
        if self.cursor.here is Kind.HOLD and now.counted and seconds is not None:
            self.cursor.take(Fate.NOTED)  # how long the top was held
        elif one.timed and seconds is not None and self.told(seconds):
            self.beside(one, seconds)
        elif one.separator and now.bare and not (now.weights or now.full or self.draft.side_closed):
            now.bare.append(one)
        else:
            now = self.draft.room_for_counts()
            now.counts, now.timed = one.counts, one.timed
            now.side = Side.EACH if one.each else now.side

    def told(self, seconds: int) -> bool:
        """Tell whether the sets before are whole, so that a number with an "s" is no hold of its own."""
        now = self.draft.now
        holds = bool(now.counts) and now.counts[0].seconds is not None
        return (now.counted and not (holds and seconds > _FEW_SETS)) or len(now.bare) > 1

    def beside(self, one: Factor, number: int) -> None:
        """Read a number with a bare "s" beside reps: sets, a pair of dumbbells or the rest."""
        now = self.draft.now
        if number <= _FEW_SETS and now.sets is None:
            now.sets = number
        elif now.weights or now.pair:
            self.cursor.fates[one.at] = self.cursor.fates[self.cursor.at - 1] = Fate.NOTED
        else:
            now.pair = str(number)

    def weight(self, told: Weight) -> None:
        """Write down a weight; behind whole sets with a weight of their own it begins new sets."""
        draft, now = self.draft, self.draft.now
        full = (now.counted or now.bare) and now.weights
        if full or (draft.side_closed and now.weights):
            now = draft.turn_statement()
        if now.weights and now.weights == draft.carried and not now.counted:
            now.weights = []
        if now.assisted and told.text is not None and not told.bodyweight:
            told = told._replace(text="-" + told.text, bodyweight=True)
        now.weights.append(told)

    def bare(self, one: Factor) -> None:
        """Write down a number that says nothing of itself."""
        draft, now = self.draft, self.draft.now
        whole = now.full and (now.weights or now.bare)
        if draft.side_closed or whole or (draft.passage.named_after and (now.weights or draft.separated)):
            now = draft.room_for_counts()
        elif now.bare and now.weights and draft.separated is not None:
            now = draft.turn_statement()
        now.bare.append(one)

    def repeat(self, factors: list[Factor]) -> None:
        """Read "x 3" behind whole sets as their number, elsewhere as reps."""
        now, number = self.draft.now, factors[0].number
        repeats = len(factors) == 1 and bool(now.counts) and now.sets is None
        if repeats and number is not None and number <= _MOST_SETS and len(now.counts) == 1:
            now.sets = number
        else:
            self.chained(factors)

    def brought(self, factors: list[Factor], *, sign: bool) -> None:
        """Put what stands behind an @ or a "with" to its place."""
        first = factors[0]
        if len(factors) == _PAIR and factors[1].role is Role.LOAD and (first.number or 0) <= _PAIR:
            self.single(factors[1])
        elif len(factors) > 1:
            if first.number is not None and first.role is None:
                first.role, first.weight = Role.LOAD, Weight(text=str(first.number))
            self.chained(factors)
        elif first.role is Role.COUNT and first.timed and sign:
            self.weight(Weight(text=str(first.counts[0].seconds)))
            self.draft.now.by_hand = True
        elif first.role is not None:
            self.listed_or_single(first)
        elif not take_effort_behind(self.cursor, first, self.draft.now):
            self.unmarked(first, sign=sign)

    def listed_or_single(self, one: Factor) -> None:
        """Read a list behind an @ as weights, anything else as it is."""
        now = self.draft.now
        plain = one.role is Role.COUNT and len(one.counts) > 1 and all(count.reps for count in one.counts)
        if plain and now.counted and not now.weights:
            now.weights = [Weight(text=str(count.reps)) for count in one.counts]
        else:
            self.single(one)

    def unmarked(self, one: Factor, *, sign: bool) -> None:
        """Read a plain number behind an @: a small one may be an effort."""
        text = one.maybe or (str(one.number) if one.number is not None else None)
        if text is None:
            self.single(one)
        elif sign and float(text.replace(",", ".")) <= _EFFORTS:
            self.draft.now.ats.append(text)
        else:
            self.weight(Weight(text=text))

    def loaded_on_body(self) -> bool:
        """Tell whether the exercise in question is loaded on top of the body."""
        key = self.draft.passage.exercise or self.today
        exercise = self.catalogue.exercises.get(key) if key is not None else None
        return exercise is not None and exercise.load_kind is LoadKind.BODYWEIGHT_PLUS

    def one_leg(self) -> bool:
        """Tell whether the exercise in question is done on one leg with one weight."""
        key = self.draft.passage.exercise or self.today
        exercise = self.catalogue.exercises.get(key) if key is not None else None
        return exercise is not None and exercise.one_leg and exercise.load_kind is not LoadKind.PER_HAND
