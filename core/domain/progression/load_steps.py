"""Which weights an exercise has, and how far one may go up or down among them.

Every share is one of the system load: body weight plus what is added. A share of the added weight alone says nothing
where the body is most of what is lifted.
"""

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_DOWN, Decimal

from core.domain.exercise import Equipment, Exercise, LoadKind
from core.domain.load import KG_PER_LB, Load, Unit
from core.domain.runner import Settings

#: Stands in for a body weight that the runner did not tell, in kg (ours: close to the middle of adult runners).
ASSUMED_BODY_KG = Decimal(70)
LEAST_STEP = Decimal("0.02")
USUAL_STEP = Decimal("0.05")
LARGEST_RISE = Decimal("1.10")

# The steps in which weights are sold, in kg and in lb.
_KETTLEBELL = (Decimal(4), Decimal(5))
_DUMBBELL = (Decimal(2), Decimal(5))
_DUMBBELL_KG_OF_GYMS = Decimal("2.5")
_BAR = (Decimal("2.5"), Decimal(5))
_MACHINE = (Decimal(5), Decimal(10))
_BACKPACK = (Decimal(1), Decimal(2))
_HELD = (
    (Equipment.KETTLEBELL, _KETTLEBELL),
    (Equipment.DUMBBELLS, _DUMBBELL),
    (Equipment.BACKPACK, _BACKPACK),
)
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """The weights that one runner has for one exercise.

    `body` is in kg, `increment` in `unit`. `fixed` weights are multiples of the increment (a 24 kg kettlebell); others
    go on from whatever was lifted (a bar of 8.5 kg). `hands` counts how often a load is held.
    """

    body: Decimal
    unit: Unit
    increment: Decimal
    fixed: bool
    hands: int

    def system(self, load: Load | None) -> Decimal:
        """Return body and added weight together, in kg; None is the body alone."""
        return self.body if load is None else self.body + load.kg * self.hands

    def above(self, load: Load | None, *, generous: bool = False) -> Load | None:
        """Return the next load: the first that adds 2 % of the system, or the last that adds 5 % where `generous`."""
        grid = self._grid(load)
        system = max(self.system(load), _ZERO)
        least = grid.snap(grid.amount + self._amount(system * LEAST_STEP), ROUND_CEILING)
        if not generous:
            return self._load(least, like=load)
        most = grid.snap(grid.amount + self._amount(system * USUAL_STEP), ROUND_FLOOR)
        return self._load(max(least, most), like=load)

    def below(self, load: Load, *, share: Decimal = LEAST_STEP) -> Load | None:
        """Return the load nearest to `share` of the system less, at least one step less; None is the body alone."""
        grid = self._grid(load)
        wanted = grid.snap(grid.amount - self._amount(self.system(load) * share), ROUND_HALF_DOWN)
        step = grid.snap(grid.amount, ROUND_CEILING) - grid.increment
        return self._load(min(wanted, step), like=load)

    def within(self, load: Load, limit: Decimal) -> Load | None:
        """Return `load`, or the heaviest below it whose system load in kg keeps to `limit`; None is the body alone."""
        if self.system(load) <= limit:
            return load
        most = self._grid(load).snap(self._amount(limit - self.body), ROUND_FLOOR)
        return self._load(most, like=load)

    def start(self, share: Decimal) -> Load | None:
        """Return the load nearest to a share of body weight; None where the lightest would be over 10 % of it."""
        grid = self._grid(None)
        nearest = grid.snap(self._amount(self.body * share), ROUND_HALF_DOWN)
        if nearest > 0:
            return self._load(nearest, like=None)
        lightest = Load.of(self.increment, self.unit)
        return lightest if self.system(lightest) <= self.body * LARGEST_RISE else None

    def said(self, load: Load | None) -> str:
        """Return a load with its unit, as a fact of a reason."""
        return f"0 {self.unit}" if load is None else f"{load.text} {load.unit}"

    def _grid(self, load: Load | None) -> "_Grid":
        """Return the weights that can be reached from a load."""
        if load is None:
            return _Grid(amount=_ZERO, increment=self.increment, offset=_ZERO)
        amount = load.to(self.unit)
        if self.fixed:
            gym = self.increment == _DUMBBELL[0] and amount % self.increment and not amount % _DUMBBELL_KG_OF_GYMS
            return _Grid(amount=amount, increment=_DUMBBELL_KG_OF_GYMS if gym else self.increment, offset=_ZERO)
        offset = amount % self.increment if load.unit is self.unit else _ZERO
        return _Grid(amount=amount, increment=self.increment, offset=offset)

    def _amount(self, kg: Decimal) -> Decimal:
        """Return kg of the whole as the amount of one load."""
        return (kg if self.unit is Unit.KG else kg / KG_PER_LB) / self.hands

    def _load(self, amount: Decimal, *, like: Load | None) -> Load | None:
        """Return a load written as the runner writes, never below the body alone where it was not assisted already."""
        if not amount or (amount < 0 and (like is None or like.amount >= 0)):
            return None
        made = Load.of(amount, self.unit)
        if like is not None and "," in like.text:
            return Load(text=made.text.replace(".", ","), unit=self.unit)
        return made


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grid:
    """An amount among the amounts that exist: `offset` plus any number of increments."""

    amount: Decimal
    increment: Decimal
    offset: Decimal

    def snap(self, amount: Decimal, rounding: str) -> Decimal:
        """Return the amount that exists, rounded from any other."""
        steps = ((amount - self.offset) / self.increment).to_integral_value(rounding)
        return self.offset + steps * self.increment


def weights_for(exercise: Exercise, settings: Settings) -> Weights:
    """Return the weights that a runner has for an exercise."""
    sold, fixed = _sold(exercise, settings)
    return Weights(
        body=ASSUMED_BODY_KG if settings.body_weight is None else settings.body_weight.kg,
        unit=settings.unit,
        increment=sold[0] if settings.unit is Unit.KG else sold[1],
        fixed=fixed,
        hands=2 if exercise.load_kind is LoadKind.PER_HAND else 1,
    )


def owned_weight(exercise: Exercise, settings: Settings) -> bool:
    """Tell whether the runner has a weight to add: the exercise's own, or any that can be held in a hold."""
    return exercise.weighted or any(thing in settings.equipment for thing, _ in _HELD)


def _sold(exercise: Exercise, settings: Settings) -> tuple[tuple[Decimal, Decimal], bool]:
    """Return the steps in which the weight is sold, and whether each weight is a whole number of them."""
    if exercise.load_kind is LoadKind.BAR:
        return _BAR, False
    if exercise.load_kind is LoadKind.MACHINE:
        return _MACHINE, False
    things = exercise.equipment if exercise.weighted else settings.equipment
    thing, sold = next(((thing, sold) for thing, sold in _HELD if thing in things), _HELD[-1])
    return sold, thing is not Equipment.BACKPACK
