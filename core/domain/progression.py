"""How much of an exercise to do on one day, from what was done before, and why."""

from datetime import date
from decimal import Decimal

from core.domain.exercise import Catalogue, Exercise, LoadKind
from core.domain.logbook import Logbook
from core.domain.prescription import Dose, Effort, Reason


def prescribe(
    logbook: Logbook, exercise: Exercise, *, effort: Effort, day: date, catalogue: Catalogue
) -> tuple[Dose, tuple[Reason, ...]]:
    """Return the dose of `exercise` on the local `day` and why it is that; what was logged before `day` counts."""
    del logbook, day, catalogue
    hard = effort is Effort.HARD
    body_alone = exercise.load_kind is LoadKind.NONE
    dose = Dose(
        effort=effort,
        sets=3 if hard else 2,
        reps=exercise.low,
        measure=exercise.measure,
        load=None,
        bodyweight=body_alone,
        rpe=Decimal(7) if hard else Decimal(6),
        reserve=3 if hard else 4,
        rest_seconds=120,
    )
    return dose, () if body_alone else (Reason(code="ask-weight"),)
