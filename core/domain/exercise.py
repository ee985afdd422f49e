"""The three variations and what an exercise is."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, NewType

ExerciseKey = NewType("ExerciseKey", str)


class Variation(StrEnum):
    """One of the three kinds of calf work that every week needs."""

    STRAIGHT_LEG = "straight-leg"
    BENT_KNEE = "bent-knee"
    PLYOMETRIC = "plyometric"


#: Every plan goes through them, and through a tuple in a twentieth of the time.
VARIATIONS: Final = tuple(Variation)


class Impact(StrEnum):
    """How hard a plyometric exercise lands."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Measure(StrEnum):
    """What one set of an exercise counts."""

    REPS = "reps"
    SECONDS = "seconds"
    CONTACTS = "contacts"


class LoadKind(StrEnum):
    """How the weight of an exercise is counted."""

    NONE = "none"  # plyometrics: contacts only
    BODYWEIGHT_PLUS = "bodyweight-plus"  # backpack, belt, one kettlebell: what is added to the body
    PER_HAND = "per-hand"  # a dumbbell in each hand: the weight of one
    BAR = "bar"  # the bar with its own weight
    MACHINE = "machine"  # what is set on the machine: no body in it, no bar


class Equipment(StrEnum):
    """Things that an exercise may need; stable names, used in settings and in storage."""

    BARBELL = "barbell"
    RACK = "rack"
    SMITH_MACHINE = "smith-machine"
    CALF_MACHINE = "calf-machine"
    LEG_PRESS = "leg-press"
    BENCH = "bench"
    PLATES = "plates"
    DUMBBELLS = "dumbbells"
    KETTLEBELL = "kettlebell"
    BACKPACK = "backpack"
    STEP = "step"
    BAND = "band"
    ROPE = "rope"


#: What carries a weight that can be read off and raised; a band and a step do not.
WEIGHTS = frozenset(
    {
        Equipment.BARBELL,
        Equipment.SMITH_MACHINE,
        Equipment.CALF_MACHINE,
        Equipment.LEG_PRESS,
        Equipment.DUMBBELLS,
        Equipment.KETTLEBELL,
        Equipment.BACKPACK,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A common mistake, and the number of the cue (from 0) that mends it."""

    text: str
    cue: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """One exercise of the catalogue, with its words in one language.

    `low` and `high` bound reps (seconds, contacts) of one set in a hard dose; a plyometric has its `impact`, the
    others None.
    `easier` and `harder` name neighbours of the same variation.
    """

    key: ExerciseKey
    variation: Variation
    equipment: frozenset[Equipment]
    one_leg: bool
    impact: Impact | None
    measure: Measure
    load_kind: LoadKind
    low: int
    high: int
    easier: ExerciseKey | None
    harder: ExerciseKey | None
    name: str
    aliases: tuple[str, ...]
    set_up: tuple[str, ...]
    cues: tuple[str, ...]
    faults: tuple[Fault, ...]
    bodyweight_range: tuple[int, int] | None = None

    @property
    def weighted(self) -> bool:
        """Tell whether it is done with a weight that can be raised."""
        return not self.equipment.isdisjoint(WEIGHTS)

    def needs_only(self, equipment: AbstractSet[Equipment]) -> bool:
        """Tell whether a runner who has `equipment` can do it."""
        return self.equipment <= equipment


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """All exercises, in order of preference within each variation."""

    exercises: Mapping[ExerciseKey, Exercise]
    _at_hand: dict[frozenset[Equipment], Mapping[Variation, tuple[Exercise, ...]]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __getitem__(self, key: ExerciseKey) -> Exercise:
        """Return the exercise of that key; KeyError where there is none."""
        return self.exercises[key]

    def of(self, variation: Variation) -> tuple[Exercise, ...]:
        """Return the exercises of one variation, most preferred first."""
        return tuple(one for one in self.exercises.values() if one.variation is variation)

    def performable(self, equipment: AbstractSet[Equipment]) -> tuple[Exercise, ...]:
        """Return what a runner who has `equipment` can do, most preferred first within each variation."""
        return tuple(one for one in self.exercises.values() if one.needs_only(equipment))

    def at_hand(self, equipment: frozenset[Equipment]) -> Mapping[Variation, tuple[Exercise, ...]]:
        """Return the same by variation; it is worked out once for each equipment, since every plan asks for it."""
        found = self._at_hand.get(equipment)
        if found is None:
            able = self.performable(equipment)
            found = {variation: tuple(one for one in able if one.variation is variation) for variation in VARIATIONS}
            self._at_hand[equipment] = found
        return found

    def easier_than(self, key: ExerciseKey) -> Iterator[Exercise]:
        """Walk down the ladder from the exercise of that key, nearest first."""
        while (below := self[key].easier) is not None:
            key = below
            yield self[key]

    def harder_than(self, key: ExerciseKey) -> Iterator[Exercise]:
        """Walk up the ladder from the exercise of that key, nearest first."""
        while (above := self[key].harder) is not None:
            key = above
            yield self[key]
