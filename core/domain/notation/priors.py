"""How likely a number is to be sets, reps or a weight, before and after today's prescription is known.

The shares are the coach's own judgement of how runners and lifters train and write; only their ratios matter.
"""

from decimal import Decimal
from typing import NamedTuple

from core.domain.exercise import Exercise, LoadKind
from core.domain.load import Unit
from core.domain.notation.numerals import value_of
from core.domain.notation.statement import Role
from core.domain.reading import ReadingContext

_SETS = {1: 0.06, 2: 0.12, 3: 0.36, 4: 0.2, 5: 0.14, 6: 0.05, 7: 0.008, 8: 0.01, 9: 0.004, 10: 0.015, 12: 0.003}
_REPS = {1: 0.025, 2: 0.02, 3: 0.07, 4: 0.025, 5: 0.09, 6: 0.06, 7: 0.02, 8: 0.13, 9: 0.02, 10: 0.17, 11: 0.01}
_REPS |= {12: 0.15, 13: 0.008, 14: 0.01, 15: 0.11, 16: 0.012, 17: 0.006, 18: 0.012, 20: 0.07, 25: 0.03, 30: 0.025}
_REPS |= {22: 0.004, 24: 0.006, 40: 0.006, 50: 0.006, 60: 0.003, 100: 0.002}
_OTHER_REPS = ((15, 0.006), (30, 0.003), (60, 0.0005), (200, 0.0001))
_OTHER_SETS = ((20, 0.0005),)
_NEVER = 1e-7
_FAILED = 1e-5

#: How often numbers come in this order, by the letters of their roles.
ORDERS = {
    "SR": 0.75,
    "WR": 0.3,
    "RS": 0.04,
    "RW": 0.004,
    "WS": 0.003,
    "SW": 0.001,
    "WSR": 0.35,
    "WRS": 0.3,
    "SRW": 0.25,
    "RWS": 0.04,
    "RSW": 0.05,
    "SWR": 0.05,
}
_NEAR = 3
_WITHIN = Decimal("0.7"), Decimal("1.4")


class Priors(NamedTuple):
    """What is known beforehand of one runner's numbers."""

    sets: int | None = None
    reps: int | None = None
    load: Decimal | None = None
    weighted: float = 1.0

    def of(self, role: Role, text: str) -> float:
        """Return how likely the number `text` is to have `role`."""
        if role is Role.LOAD:
            return self.weighted * self._load(value_of(text))
        number = int(text)
        return self._sets(number) if role is Role.SETS else self._reps(number)

    def like_load(self, number: Decimal) -> float:
        """Return how likely a number behind an @ is the weight, beside an effort, where the usual weight is known."""
        low, high = _WITHIN
        return 3.0 if self.load and low <= number / self.load <= high else 0.03

    def _sets(self, number: int) -> float:
        usual = _SETS.get(number) or _tail(number, _OTHER_SETS)
        if self.sets is None or not number:
            return usual
        distance = abs(number - self.sets)
        return usual * 0.15 + (0.6, 0.2)[distance] if distance < 2 else usual * 0.15  # noqa: PLR2004

    def _reps(self, number: int) -> float:
        usual = _REPS.get(number) or _tail(number, _OTHER_REPS)
        if self.reps is None or not number:
            return usual
        distance = abs(number - self.reps)
        return usual * 0.4 + (0.3 / (1 + distance) if distance <= _NEAR else 0)

    def _load(self, number: Decimal) -> float:
        usual = _usual_load(number)
        if self.load is None or self.load <= 0:
            return usual
        low, high = _WITHIN
        return usual * 0.5 + (0.3 if low <= number / self.load <= high else 0)


def priors_of(context: ReadingContext, exercise: Exercise | None, *, unit: Unit) -> Priors:
    """Return what today's prescription, the runner's habit and the exercise say of numbers."""
    dose = context.dose if exercise is None or exercise.key == context.exercise else None
    usual = context.usual_load if dose is not None or exercise is None else None
    load = (dose.load if dose is not None else None) or usual
    weighted = 1.0
    if exercise is not None and exercise.load_kind is LoadKind.NONE:
        weighted = 0.01
    elif dose is not None and dose.load is None and dose.bodyweight:
        weighted = 0.1
    return Priors(
        sets=dose.sets if dose is not None else None,
        reps=dose.reps if dose is not None else None,
        load=load.to(unit) if load is not None else None,
        weighted=weighted,
    )


def _tail(number: int, steps: tuple[tuple[int, float], ...]) -> float:
    if number < 1:
        return _FAILED
    return next((share for most, share in steps if number <= most), _NEVER)


def _usual_load(number: Decimal) -> float:
    if number != number.to_integral_value():
        return 0.02
    whole = int(number)
    if whole == 0:
        return 0.0001
    if whole > 450:  # noqa: PLR2004
        return 0.0005
    if whole > 200:  # noqa: PLR2004
        return 0.02
    return _round_load(whole)


def _round_load(whole: int) -> float:
    if whole % 10 == 0:
        return 0.045
    if whole % 5 == 0:
        return 0.03
    if whole % 4 == 0 and whole > 4:  # noqa: PLR2004
        return 0.02
    return 0.01 if whole % 2 == 0 else 0.005
