"""What was gathered of one exercise's sets before the numbers have their roles."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from core.domain.load import Unit
from core.domain.training import Side


class Role(StrEnum):
    """What a number can be; the value is its letter in a remembered choice."""

    SETS = "S"
    COUNT = "R"
    LOAD = "W"


class Count(NamedTuple):
    """How much one set was: reps, a range of reps, or seconds; nothing at all is unknown."""

    reps: int | None = None
    reps_to: int | None = None
    seconds: int | None = None


class Weight(NamedTuple):
    """A load as told: None with `bodyweight` is the body alone; `unit` None is the runner's."""

    text: str | None = None
    unit: Unit | None = None
    bodyweight: bool = False
    percent: bool = False
    plates: bool = False


@dataclass(slots=True, kw_only=True)
class Factor:
    """One number, or list of numbers, between multiplication signs; `role` None is open.

    `maybe` is the same digits as one decimal ("22,5"), where a comma leaves that open; `at` is where it stands.
    """

    at: int
    counts: tuple[Count, ...] = ()
    role: Role | None = None
    weight: Weight | None = None
    sets: int | None = None
    maybe: str | None = None
    separator: str = ""
    dangling: bool = False
    each: bool = False  # "each" stood behind it: per leg, or per hand
    timed: bool = False  # a bare "s" stood behind it: seconds, or something else

    @property
    def number(self) -> int | None:
        """The one plain number that this is, None where it is anything else."""
        if len(self.counts) == 1 and self.counts[0].reps_to is None and self.counts[0].seconds is None:
            return self.counts[0].reps
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deviation:
    """A set that differs from the others: "last one 10"; `first` counts from 0, negative from the end."""

    first: int
    many: int = 1
    count: Count | None = None
    weight: Weight | None = None
    rpe: Decimal | None = None


@dataclass(slots=True, kw_only=True)
class Statement:
    """Sets of one exercise that were told in one breath."""

    start: int
    factors: list[Factor] = field(default_factory=list)
    bare: list[Factor] = field(default_factory=list)
    sets: int | None = None
    counts: tuple[Count, ...] = ()
    weights: list[Weight] = field(default_factory=list)
    ats: list[str] = field(default_factory=list)
    pair: str | None = None  # "20s" beside reps: a pair of dumbbells, or the rest
    rpes: list[Decimal] = field(default_factory=list)
    side: Side | None = None
    failure: bool = False
    hold: bool = False
    listing: bool = False
    by_hand: bool = False
    assisted: bool = False
    timed: bool = False
    slashed: bool = False  # two numbers with a slash between: two sets, or two legs
    sets_at: int = -1
    differing: list[Deviation] = field(default_factory=list)

    @property
    def told_weights(self) -> list[Weight]:
        """All weights that were told, alone or in a chain."""
        return [*self.weights, *(one.weight for one in self.factors if one.weight is not None)]

    @property
    def has_plates(self) -> bool:
        """Whether a weight was told in plates."""
        return bool(self.weights or self.factors) and any(one.plates for one in self.told_weights)

    @property
    def full(self) -> bool:
        """Whether reps were told, so that further ones are of further sets."""
        return bool(self.factors or self.counts)

    @property
    def counted(self) -> bool:
        """Whether anything says how many reps there were."""
        return bool(self.factors or self.counts or self.failure)

    @property
    def empty(self) -> bool:
        """Whether nothing that makes a set was told."""
        return not (self.counted or self.bare or self.sets)
