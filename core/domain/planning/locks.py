"""What must not be prescribed on a day: how far a lock reaches, and its reason."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from typing import Final, TypeAlias

from core.domain.exercise import Exercise, ExerciseKey, Impact, Variation
from core.domain.planning.recent import MEDIUM_OR_HIGH
from core.domain.prescription import Effort, Reason

#: How a dose lands, and how hard it is.
Kind: TypeAlias = tuple[Impact | None, Effort]


class Scope(StrEnum):
    """What a lock stops."""

    EVERYTHING = "everything"
    EXERCISES = "exercises"  # the ones that the lock names
    HARD = "hard"  # hard strength, and whatever `HARD_PLYOMETRICS` stops
    HARD_STRENGTH = "hard-strength"
    HARD_PLYOMETRICS = "hard-plyometrics"  # medium and high impact, and full doses of low impact
    PLYOMETRICS = "plyometrics"
    NEW = "new"  # whatever is not among the exercises that the lock names, of the variations that it names


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """Something that must not be prescribed on a day, and why."""

    scope: Scope
    reason: Reason
    exercises: frozenset[ExerciseKey] = frozenset()
    variations: frozenset[Variation] = frozenset()

    @property
    def kinds(self) -> frozenset[Kind]:
        """The kinds of doses that it stops, whatever the exercise."""
        return _STOPPED[self.scope]

    def stops(self, exercise: Exercise, *, effort: Effort) -> bool:
        """Tell whether the lock stops a dose of the exercise."""
        if self.scope in _NAMING:
            return self._names(exercise)
        return (exercise.impact, effort) in self.kinds

    def _names(self, exercise: Exercise) -> bool:
        if self.scope is Scope.NEW:
            return exercise.variation in self.variations and exercise.key not in self.exercises
        return exercise.key in self.exercises


def _kinds() -> Iterator[tuple[Scope, Impact | None, Effort]]:
    """Give what the scopes that name no exercise stop, by impact and effort."""
    for impact, effort in product((None, *Impact), Effort):
        hard = effort is Effort.HARD or impact in MEDIUM_OR_HIGH
        yield Scope.EVERYTHING, impact, effort
        if hard:
            yield Scope.HARD, impact, effort
            yield Scope.HARD_STRENGTH if impact is None else Scope.HARD_PLYOMETRICS, impact, effort
        if impact is not None:
            yield Scope.PLYOMETRICS, impact, effort


_NAMING: Final = frozenset({Scope.EXERCISES, Scope.NEW})
# Every plan asks it of every exercise that is at hand.
_STOPPED: Final[Mapping[Scope, frozenset[Kind]]] = {
    scope: frozenset((impact, effort) for one, impact, effort in _kinds() if one is scope) for scope in Scope
}
