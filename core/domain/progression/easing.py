"""How a dose gives way to pain and to a race: same load, a fifth less, fewer sets."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from core.domain.pain import SPEAKS, pain_rule
from core.domain.prescription import Dose, Effort, Reason
from core.domain.progression.dose_reasons import DoseWhy
from core.domain.progression.sessions import Session, sessions_before
from core.domain.progression.target import Case
from core.domain.race import SETS_KEPT, race_with_fewer_sets
from core.domain.week import ONE_DAY

#: What a worse morning takes off, as a share of the system load or of the reps.
LESS = Decimal("0.20")
#: Reasons that no longer hold where pain keeps a dose as it was.
_UPWARD = frozenset(
    why.code
    for why in (
        DoseWhy.ADD_REPS,
        DoseWhy.ADD_SECONDS,
        DoseWhy.ADD_LOAD,
        DoseWhy.ADD_SET,
        DoseWhy.ADD_CONTACTS,
        DoseWhy.SLOW_DOWN,
        DoseWhy.TRY_HARDER,
        DoseWhy.IMPACT_UP,
        DoseWhy.HOLD_CONTACTS,
    )
)


def eased(case: Case, planned: tuple[Dose, tuple[Reason, ...]]) -> tuple[Dose, tuple[Reason, ...]]:
    """Return the planned dose with what pain and a race take from it, and their reasons before its own."""
    dose, reasons = planned
    first: list[Reason] = []
    ruling = pain_rule(case.logbook.pains, case.day) if case.logbook.pains else None
    if ruling is not None and ruling.worse is not None:
        dose = _a_fifth_less(case, dose, told=ruling.worse.day)
        until = ruling.worse.day + SPEAKS - ONE_DAY
        first.append(DoseWhy.PAIN_LESS.because(int(LESS * 100), until))
    elif ruling is not None and ruling.hold is not None and _last(case, before=case.day) is not None:
        dose = _held(case, dose)
        first.append(DoseWhy.PAIN_HOLD.because(ruling.hold.level))
    if first:
        reasons = tuple(one for one in reasons if one.code not in _UPWARD)
    race = race_with_fewer_sets(case.logbook, case.day)
    if race is not None and dose.effort is Effort.HARD:
        dose = replace(dose, sets=fewer_sets(dose.sets), extra_weaker=0)
        first.append(DoseWhy.RACE_SETS.because(dose.sets, race.kind, race.day))
    return dose, (*first, *reasons)


def fewer_sets(sets: int) -> int:
    """Return about 60 % of a number of sets, at least one."""
    return max(1, (sets * SETS_KEPT + 5) // 10)


def _held(case: Case, dose: Dose) -> Dose:
    """Ask for no more than the last time."""
    last = _last(case, before=case.day)
    if last is None or last.least is None or not last.known:
        return dose
    if case.exercise.impact is not None:
        return replace(dose, reps=max(1, min(dose.reps, last.total // dose.sets)))
    sets = min(dose.sets, max(last.sets, last.asked.sets if last.asked else 0))
    if not dose.bodyweight and dose.load is None:
        return dose
    weights = case.weights
    if weights.system(dose.load) < weights.system(last.load):
        return replace(dose, sets=sets)
    heavier = weights.system(dose.load) > weights.system(last.load)
    reps = last.least if heavier else min(dose.reps, last.least)
    return replace(dose, sets=sets, reps=max(1, reps), load=last.load, bodyweight=last.load is None)


def _a_fifth_less(case: Case, dose: Dose, *, told: date) -> Dose:
    """Ask for a fifth less than before the morning on which it was worse, however often that week."""
    last = _last(case, before=told)
    if last is None or last.least is None or not last.known or (dose.load is None and not dose.bodyweight):
        return replace(dose, reps=max(1, int(dose.reps * (1 - LESS))))
    if last.load is None:
        return replace(_held(case, dose), reps=max(1, min(dose.reps, int(last.least * (1 - LESS)))))
    held = _held(case, dose)
    lighter = case.weights.below(last.load, share=LESS)
    if case.weights.system(held.load) <= case.weights.system(lighter):
        return held
    return replace(held, load=lighter, bodyweight=lighter is None)


def _last(case: Case, *, before: date) -> Session | None:
    """Return the newest full dose before a day, or the newest of all where none was full."""
    told = list(sessions_before(case.logbook, case.exercise, day=before))
    return next((one for one in told if not one.easy), told[0] if told else None)
