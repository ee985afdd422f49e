"""What must not be prescribed on a day: how far a lock reaches, and its reason."""

from dataclasses import dataclass
from enum import StrEnum

from core.domain.exercise import Exercise, ExerciseKey, Variation
from core.domain.planning.recent import MEDIUM_OR_HIGH
from core.domain.prescription import Effort, Reason


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

    def stops(self, exercise: Exercise, *, effort: Effort) -> bool:
        """Tell whether the lock stops a dose of the exercise."""
        jumps = exercise.impact is not None
        hard = effort is Effort.HARD or exercise.impact in MEDIUM_OR_HIGH
        stopped = True
        match self.scope:
            case Scope.EVERYTHING:
                pass
            case Scope.EXERCISES:
                stopped = exercise.key in self.exercises
            case Scope.HARD:
                stopped = hard
            case Scope.HARD_STRENGTH:
                stopped = hard and not jumps
            case Scope.HARD_PLYOMETRICS:
                stopped = hard and jumps
            case Scope.PLYOMETRICS:
                stopped = jumps
            case Scope.NEW:
                stopped = exercise.variation in self.variations and exercise.key not in self.exercises
        return stopped
