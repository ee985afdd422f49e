"""Prescribe the exercise of a day, swap it, or give the one that is asked for."""

from datetime import date, datetime

from core.domain.exercise import Catalogue, Equipment, ExerciseKey, Variation
from core.domain.logbook import Edit, Logbook
from core.domain.planning.at_hand import AtHand
from core.domain.planning.today import Plan, Refusal, fit_to, plan_day, prescribe_exercise, prescribe_variation, swap
from core.domain.prescription import Prescription


def show_today(logbook: Logbook, day: date, *, catalogue: Catalogue, on_demand: bool = False) -> tuple[Logbook, Plan]:
    """Plan a day and keep what is prescribed, so that it is the same whenever it is asked for."""
    plan = plan_day(logbook, day, catalogue=catalogue, on_demand=on_demand)
    if isinstance(plan, Prescription) and plan.id == logbook.next_id:
        logbook = logbook.write(Edit(before=None, after=plan))
    return logbook, plan


def swap_exercise(
    logbook: Logbook,
    day: date,
    *,
    catalogue: Catalogue,
    at: datetime,
    reason: str = "",
    without: frozenset[Equipment] = frozenset(),
) -> tuple[Logbook, Prescription | Refusal]:
    """Put the next best exercise in the place of the day's."""
    given = swap(logbook, day, catalogue=catalogue, reason=reason, without=without)
    return _prescribed(logbook, given, at=at), given


def fit_today(
    logbook: Logbook, day: date, *, told: AtHand, because: str, catalogue: Catalogue, at: datetime
) -> tuple[Logbook, Plan]:
    """Fit the exercise of a day to what is at hand on it, as one change that can be taken back."""
    plan = fit_to(logbook, day, at_hand=told, because=because, catalogue=catalogue)
    if isinstance(plan, Prescription) and plan.id == logbook.next_id:
        logbook = logbook.change("swap", [Edit(before=None, after=plan)], at=at)
    return logbook, plan


def give_variation(
    logbook: Logbook, day: date, *, variation: Variation, catalogue: Catalogue, at: datetime
) -> tuple[Logbook, Prescription | Refusal]:
    """Prescribe an exercise of the variation that the runner asks for."""
    given = prescribe_variation(logbook, day, variation=variation, catalogue=catalogue)
    return _prescribed(logbook, given, at=at), given


def give_exercise(
    logbook: Logbook, day: date, *, exercise: ExerciseKey, catalogue: Catalogue, at: datetime
) -> tuple[Logbook, Prescription | Refusal]:
    """Prescribe the exercise that the runner asks for."""
    given = prescribe_exercise(logbook, day, exercise=exercise, catalogue=catalogue)
    return _prescribed(logbook, given, at=at), given


def current_prescription(logbook: Logbook, day: date) -> Prescription | None:
    """Return what is prescribed for a day: the last one, after any swaps."""
    return max((one for one in logbook.prescriptions if one.day == day), key=lambda one: one.number, default=None)


def _prescribed(logbook: Logbook, given: Prescription | Refusal, *, at: datetime) -> Logbook:
    if isinstance(given, Refusal) or logbook.holds(given):
        return logbook
    return logbook.change("swap", [Edit(before=None, after=given)], at=at)
