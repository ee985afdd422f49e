"""The first weight of an exercise, from clean single-leg raises."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.domain.exercise import Catalogue, Exercise, LoadKind, Measure, Variation
from core.domain.load import Load
from core.domain.logbook import Logbook
from core.domain.progression.breaks import HORIZON
from core.domain.progression.gates import RAISES_FOR_WEIGHT
from core.domain.progression.load_steps import Weights
from core.domain.runner import Settings
from core.domain.training import CalfTest, Entry, Side

#: Clean raises, and the share of body weight that the first session adds: half of what Epley's formula gives for eight
#: reps with two in reserve, because it overshoots where reps are many.
_SHARES = (
    (30, Decimal("0.25")),
    (25, Decimal("0.20")),
    (20, Decimal("0.10")),
    (RAISES_FOR_WEIGHT, Decimal("0.05")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Raises:
    """The clean single-leg raises of the weaker leg that a runner has shown; None where nothing was shown.

    A test speaks first. Whoever logged 15 or more raises a leg in one set, in the last sixteen weeks and since the
    test, has shown as many (ours: a training set stops before fatigue, so it never says too much).
    """

    count: int | None

    @property
    def permit_weight(self) -> bool:
        """Tell whether external weight may be added; where nothing was shown the runner picks a light one."""
        return self.count is None or self.count >= RAISES_FOR_WEIGHT


def raises_shown(logbook: Logbook, test: CalfTest | None, *, day: date, catalogue: Catalogue) -> Raises:
    """Return what the newest test, and the log since, show of a runner's raises."""
    if test is not None and test.weaker >= RAISES_FOR_WEIGHT:
        return Raises(count=test.weaker)
    since = test.day if test is not None else day - HORIZON
    logged = _most_logged(logbook, since, day=day, catalogue=catalogue)
    if logged >= RAISES_FOR_WEIGHT:
        return Raises(count=logged)
    return Raises(count=test.weaker if test is not None else None)


def starting_load(raises: int, exercise: Exercise, *, settings: Settings, weights: Weights) -> tuple[Load, int] | None:
    """Return the load of a first session and the per cent of body weight that it stands for.

    None where the raises are too few, the body weight is unknown, the lightest weight would be more than 10 % of it, or
    the weight is a machine's, whose numbers say nothing about what reaches the foot.
    """
    share = next((share for needed, share in _SHARES if raises >= needed), None)
    if share is None or settings.body_weight is None or exercise.load_kind is LoadKind.MACHINE:
        return None
    load = weights.start(share)
    return None if load is None else (load, int(share * 100))


def _most_logged(logbook: Logbook, since: date, *, day: date, catalogue: Catalogue) -> int:
    most = 0
    for entry in reversed(logbook.entries):
        if entry.day < since:
            break
        exercise = catalogue.exercises.get(entry.exercise)
        if entry.day < day and exercise is not None and _is_calf_raise(exercise):
            most = max(most, _weaker_most(entry))
    return most


def _is_calf_raise(exercise: Exercise) -> bool:
    straight = exercise.variation is Variation.STRAIGHT_LEG
    return straight and exercise.one_leg and exercise.measure is Measure.REPS


def _weaker_most(entry: Entry) -> int:
    """Return the most raises of one unassisted set, of the leg that did fewer where the legs were told apart."""
    clean = [one for one in entry.sets if one.load is None or one.load.amount >= 0]
    sides = ((Side.LEFT,), (Side.RIGHT,), (Side.BOTH, Side.EACH))
    left, right, each = (max((one.reps or 0 for one in clean if one.side in side), default=0) for side in sides)
    return max(min(left, right), each)
