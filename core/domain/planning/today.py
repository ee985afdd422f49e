"""Settings, history and a date become the day's exercise, its cue, and why."""

from dataclasses import replace
from datetime import date

from core.domain.exercise import Catalogue, Equipment, Exercise, ExerciseKey, Variation
from core.domain.logbook import Logbook
from core.domain.planning.at_hand import AtHand
from core.domain.planning.coverage import is_paused
from core.domain.planning.desk import desk_of, told_today
from core.domain.planning.plan import Done, Plan, Refusal, Rest
from core.domain.planning.reasons import Why
from core.domain.planning.selection import Choice, Chooser
from core.domain.prescription import Prescription
from core.domain.week import is_training_day, next_training_day

__all__ = [
    "Done",
    "Plan",
    "Refusal",
    "Rest",
    "fit_to",
    "plan_day",
    "prescribe_exercise",
    "prescribe_variation",
    "replan",
    "swap",
    "told_today",
]

#: Reasons of a swap after which what is left of the day is easy.
SPARING = frozenset({"sore", "pain"})
#: Reasons that keep what was told of today.
AT_HAND_CODES = frozenset({Why.WITHOUT_TODAY.code, Why.WITH_TODAY.code, Why.QUIET_TODAY.code})


def plan_day(logbook: Logbook, day: date, *, catalogue: Catalogue, on_demand: bool = False) -> Plan:
    """Return the plan of a local day; asked again on the same day it is the same.

    A prescription whose `id` is `logbook.next_id` is new and has to be written. `on_demand` prescribes on a rest day
    and during a pause too.
    """
    desk = desk_of(logbook, day, catalogue=catalogue)
    if lock := desk.chooser.restrictions.programme:
        return replace(desk.rest(lock), locked=True)
    if desk.chooser.recent.today and not desk.pending:
        return desk.done()
    if not on_demand and (pause := is_paused(logbook, day)):
        return desk.rest(Why.PAUSED.because(pause.until or ""))
    if desk.pending and desk.stands(desk.pending):
        return desk.pending
    if not (on_demand or desk.pending or is_training_day(logbook.settings, day)):
        return desk.rest(Why.REST_DAY.because(next_training_day(logbook.settings, day) or ""))
    return desk.best()


def replan(logbook: Logbook, day: date, *, catalogue: Catalogue) -> Plan | None:
    """Return another plan for a day whose exercise is not done yet, where what was told since changes it.

    None where nothing was prescribed, or where it stays as it is.
    """
    desk = desk_of(logbook, day, catalogue=catalogue)
    pending = desk.pending
    if pending is None:
        return None
    if desk.chooser.restrictions.programme or not desk.stands(pending):
        return plan_day(logbook, day, catalogue=catalogue)
    exercise = catalogue[pending.exercise]
    choice = Choice(variation=exercise.variation, effort=pending.dose.effort, exercises=(exercise,))
    fresh = desk.write(exercise, effort=pending.dose.effort, why=desk.why(choice))
    return None if fresh.dose == pending.dose else replace(fresh, cue=pending.cue)


def fit_to(
    logbook: Logbook, day: date, *, at_hand: AtHand, because: str, catalogue: Catalogue, on_demand: bool = False
) -> Plan:
    """Return the plan of a day for what is at hand on it, which then holds for the whole day.

    What is prescribed stays where it can be done with what is there, and where nothing more is there than else.
    `because` is the stable code (`equipment`, `noise`) of why another exercise takes its place. The
    prescription is always a new one: its reasons keep what was told.
    """
    desk = desk_of(logbook, day, catalogue=catalogue, at_hand=at_hand)
    pending = desk.pending
    if desk.chooser.restrictions.programme or (desk.chooser.recent.today and not pending):
        return plan_day(logbook, day, catalogue=catalogue)
    if pending is None:
        wanted = on_demand or (is_training_day(logbook.settings, day) and not is_paused(logbook, day))
        return desk.best() if wanted else plan_day(logbook, day, catalogue=catalogue)
    if desk.stands(pending) and not at_hand.extra:
        told = tuple(one for one in pending.reasons if one.code not in AT_HAND_CODES)
        reasons = (*told, *at_hand.reasons())
        return replace(pending, id=logbook.next_id, number=pending.number + 1, reasons=reasons)
    choices = _nearest_first(desk.chooser, pending.variation)
    if not choices:
        return desk.best()
    exercise = desk.chooser.in_turn(choices[0])
    swapped = Why.SWAPPED.because(pending.exercise, because) if exercise.key != pending.exercise else None
    why = (*((swapped,) if swapped else ()), *desk.uncovered_by(choices[0], instead_of=pending))
    return desk.write(exercise, effort=choices[0].effort, why=(*why, *desk.why(choices[0])))


def swap(
    logbook: Logbook,
    day: date,
    *,
    catalogue: Catalogue,
    reason: str = "",
    without: frozenset[Equipment] = frozenset(),
) -> Prescription | Refusal:
    """Return the next best exercise of today's variation that was not offered today, else one of another variation.

    `reason` is a stable code or empty; `without` is equipment that is not at hand today.
    """
    easy_because = reason if reason in SPARING else ""
    at_hand = told_today(logbook, day)
    at_hand = replace(at_hand, lacking=at_hand.lacking | without, extra=at_hand.extra - without)
    desk = desk_of(logbook, day, catalogue=catalogue, at_hand=at_hand, easy_because=easy_because)
    left = desk.current or desk.best()
    if lock := desk.chooser.restrictions.programme:
        return Refusal(reasons=(lock,))
    if isinstance(left, Rest):
        return Refusal(reasons=left.reasons)
    offered = {one.exercise for one in desk.offered} | {left.exercise}
    for choice in _nearest_first(desk.chooser, left.variation):
        for exercise in _turn_first(desk.chooser, choice):
            if exercise.key not in offered:
                why = (Why.SWAPPED.because(left.exercise, reason), *desk.uncovered_by(choice, instead_of=left))
                return desk.write(exercise, effort=choice.effort, why=(*why, *desk.why(choice)))
    return Refusal(reasons=(Why.NOTHING_ELSE.because(),))


def prescribe_variation(
    logbook: Logbook, day: date, *, variation: Variation, catalogue: Catalogue
) -> Prescription | Refusal:
    """Return an exercise of the variation that the runner asks for, also when the day is done.

    What is already prescribed of it and not done yet stays.
    """
    desk = desk_of(logbook, day, catalogue=catalogue)
    if lock := desk.chooser.restrictions.programme:
        return Refusal(reasons=(lock,))
    if desk.pending and desk.pending.variation is variation and desk.stands(desk.pending):
        return desk.pending
    choice = desk.chooser.choice(variation)
    if choice is None:
        return Refusal(reasons=(desk.chooser.locked(variation),))
    exercise = desk.chooser.in_turn(choice)
    return desk.write(exercise, effort=choice.effort, why=(Why.ON_REQUEST.because(variation), *desk.why(choice)))


def prescribe_exercise(
    logbook: Logbook, day: date, *, exercise: ExerciseKey, catalogue: Catalogue
) -> Prescription | Refusal:
    """Return a dose of the exercise that the runner asks for, also when the day is done.

    What is already prescribed of it and not done yet stays.
    """
    desk = desk_of(logbook, day, catalogue=catalogue)
    if lock := desk.chooser.restrictions.programme:
        return Refusal(reasons=(lock,))
    if desk.pending and desk.pending.exercise == exercise and desk.stands(desk.pending):
        return desk.pending
    asked = catalogue.exercises.get(exercise)
    if asked is None:
        return Refusal(reasons=(Why.NOT_IN_CATALOGUE.because(),))
    effort = desk.chooser.effort_for(asked)
    if effort is None:
        return Refusal(reasons=(desk.chooser.why_locked(asked),))
    choice = Choice(variation=asked.variation, effort=effort, exercises=(asked,))
    why = (Why.ON_REQUEST.because(asked.variation), *desk.why(choice))
    return desk.write(asked, effort=effort, why=why)


def _nearest_first(chooser: Chooser, variation: Variation) -> tuple[Choice, ...]:
    """Return the choices for a swap: those of the same variation, then the others, best first."""
    return tuple(sorted(chooser.choices(), key=lambda choice: choice.variation is not variation))


def _turn_first(chooser: Chooser, choice: Choice) -> tuple[Exercise, ...]:
    """Return all exercises of a variation that are permitted: the one whose turn it is, then by preference."""
    first = chooser.in_turn(choice)
    others = chooser.permitted(choice.variation, effort=choice.effort)
    return (first, *(one for one in others if one is not first))
