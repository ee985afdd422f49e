"""From a statement and one solution of it to sets."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from core.domain.exercise import Exercise, Measure
from core.domain.load import Load, Unit
from core.domain.notation.effort import FAILURE
from core.domain.notation.roles import Solution
from core.domain.notation.statement import Count, Deviation, Statement, Weight
from core.domain.training import Side, TrainingSet

_Value = TypeVar("_Value")
#: More sets than this in one breath are never written out.
MOST_SETS = 50
_SHORTEST_HOLD = 10


def build_sets(
    statement: Statement, solution: Solution, *, unit: Unit, exercise: Exercise | None
) -> tuple[TrainingSet, ...]:
    """Return the sets that a statement tells, one value a set."""
    counts = _counts(statement, solution)
    held = statement.hold or (exercise is not None and exercise.measure is Measure.SECONDS)
    if held:
        counts = tuple(_held(count, certain=statement.hold) for count in counts)
    weights = _spread(solution.weights, len(counts))
    rpes = _spread(solution.rpes or ((FAILURE,) if statement.failure else ()), len(counts))
    side = statement.side or (Side.EACH if solution.each else Side.BOTH)
    made: dict[tuple[Count, Weight | None, Decimal | None], TrainingSet] = {}
    sets = tuple(
        made.get(facts) or made.setdefault(facts, _set(*facts[:2], rpe=facts[2], unit=unit, side=side))
        for facts in zip(counts, weights, rpes, strict=True)
    )
    for one in statement.differing:
        sets = _differ(sets, one, unit=unit)
    return sets


def load_of(weight: Weight, unit: Unit) -> Load | None:
    """Return a told weight as a load in its own unit, else in the runner's."""
    if weight.text is None or weight.percent or weight.plates:
        return None
    return Load(text=weight.text, unit=weight.unit or unit)


def _counts(statement: Statement, solution: Solution) -> tuple[Count, ...]:
    counts = solution.counts
    many = solution.sets
    if many is None or len(counts) > 1:
        many = len(counts) if len(counts) > 1 else max(1, len(solution.rpes), len(solution.weights))
    if len(counts) == 1:
        return counts * min(many, MOST_SETS)
    if counts:
        return counts[:MOST_SETS]
    told = statement.failure or solution.weights or solution.sets
    return (Count(),) * min(many, MOST_SETS) if told else ()


def _held(count: Count, *, certain: bool) -> Count:
    """Return a count as seconds where it is of a hold."""
    if count.reps is None or (not certain and count.reps < _SHORTEST_HOLD):
        return count
    return Count(seconds=count.reps)


def _spread(given: Sequence[_Value], many: int) -> tuple[_Value | None, ...]:
    """Give every set its own value: one for all, one each, or the last for all that are left."""
    if not given:
        return (None,) * many
    return tuple(given[min(at, len(given) - 1)] for at in range(many))


def _set(count: Count, weight: Weight | None, *, rpe: Decimal | None, unit: Unit, side: Side) -> TrainingSet:
    return TrainingSet(
        reps=count.reps,
        reps_to=count.reps_to,
        seconds=count.seconds,
        load=load_of(weight, unit) if weight is not None else None,
        bodyweight=weight is not None and weight.bodyweight,
        side=side,
        rpe=rpe,
    )


def _differ(sets: tuple[TrainingSet, ...], one: Deviation, *, unit: Unit) -> tuple[TrainingSet, ...]:
    """Change the sets that a deviation speaks of; one past the end is one more set."""
    first = one.first if one.first >= 0 else max(0, len(sets) + one.first)
    if not sets or first > len(sets):
        return sets
    if first == len(sets):
        sets = (*sets, sets[-1])
    changed = list(sets)
    for at in range(first, min(first + one.many, len(sets))):
        changed[at] = _changed(changed[at], one, unit=unit)
    return tuple(changed)


def _changed(old: TrainingSet, one: Deviation, *, unit: Unit) -> TrainingSet:
    if one.count is not None:
        old = replace(old, reps=one.count.reps, reps_to=one.count.reps_to, seconds=one.count.seconds)
    if one.weight is not None:
        old = replace(old, load=load_of(one.weight, unit), bodyweight=one.weight.bodyweight)
    return replace(old, rpe=one.rpe) if one.rpe is not None else old
