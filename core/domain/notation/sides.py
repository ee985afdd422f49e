"""Two numbers with a slash or a dash between them: two legs, two sets, or a range."""

from collections.abc import Iterable
from dataclasses import replace

from core.domain.exercise import Exercise
from core.domain.load import Load, Unit
from core.domain.notation.numerals import value_of
from core.domain.notation.statement import Statement
from core.domain.training import Side, TrainingSet

_PAIR = 2
_EVEN = 0.5
#: The large plate and the bar by unit.
_PLATE = {Unit.KG: (20, 20), Unit.LB: (45, 45)}
_RANGE_OF_ONE = 0.55
_REST_SECONDS = frozenset({30, 45, 60, 90, 120, 150, 180})
Reading = tuple[float, str, str, tuple[TrainingSet, ...]]


def pair_readings(
    statement: Statement, sets: tuple[TrainingSet, ...], *, exercise: Exercise | None, unit: Unit
) -> Iterable[Reading]:
    """Return the ways to read these sets: share, question code, choice, sets; most often there is one."""
    if statement.slashed and statement.side is None and len(sets) >= _PAIR:
        return _slashed(sets, exercise)
    plates = next((one for one in statement.told_weights if one.plates), None)
    if plates is not None and plates.text is not None:
        return _plates(sets, int(value_of(plates.text)), unit=unit)
    if statement.pair is not None and not any(one.load for one in sets):
        return _beside(statement, sets, unit=unit)
    alone = len(sets) == 1 and sets[0].reps_to is not None and statement.sets is None and len(statement.factors) < _PAIR
    if alone:
        low, high = sets[0].reps, sets[0].reps_to
        two = (replace(sets[0], reps_to=None), replace(sets[0], reps=high, reps_to=None))
        return ((_RANGE_OF_ONE, "range", "range", sets), (1 - _RANGE_OF_ONE, "range", "sets", two)) if low else ()
    return ((1.0, "", "", sets),)


def _slashed(sets: tuple[TrainingSet, ...], exercise: Exercise | None) -> tuple[Reading, ...]:
    equal = sets[0].reps == sets[1].reps
    if exercise is not None and not exercise.one_leg:
        return ((1.0, "", "", sets),)
    left, right = sets[::_PAIR], sets[1::_PAIR]
    sides = tuple(replace(one, side=Side.EACH) for one in left)
    if not equal:
        right = tuple(replace(one, side=Side.RIGHT) for one in right)
        sides = (*(replace(one, side=Side.LEFT) for one in left), *right)
    if len(sets) > _PAIR or (equal and exercise is not None):
        return ((1.0, "", "", sides),)
    return ((_EVEN, "pair", "sides", sides), (_EVEN, "pair", "sets", sets))


def _plates(sets: tuple[TrainingSet, ...], many: int, *, unit: Unit) -> tuple[Reading, ...]:
    """Read "two plates": so many on each side of a bar, or so many in all; which plate it was decides the weight."""
    plate, bar = _PLATE[unit]
    loads = (("bar", bar + 2 * many * plate), ("sum", many * plate))
    return tuple(
        (_EVEN, "plates", choice, tuple(replace(one, load=Load(text=str(total), unit=unit)) for one in sets))
        for choice, total in loads
    )


def _beside(statement: Statement, sets: tuple[TrainingSet, ...], *, unit: Unit) -> tuple[Reading, ...]:
    """Read "3x12 20s": a pair of dumbbells, or the rest between sets."""
    text = statement.pair or "0"
    heavy = tuple(replace(one, load=Load(text=text, unit=unit)) for one in sets)
    if statement.by_hand or int(text) not in _REST_SECONDS:
        return ((1.0, "", "", heavy),)
    return ((_EVEN, "beside", "load", heavy), (_EVEN, "beside", "rest", sets))
