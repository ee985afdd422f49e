"""How much of an exercise to do on one day, from what was done before, and why."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from core.domain.exercise import Catalogue, Exercise, Impact
from core.domain.logbook import Logbook
from core.domain.prescription import Dose, Effort, Reason
from core.domain.progression.breaks import trail
from core.domain.progression.dose_reasons import DoseWhy
from core.domain.progression.easing import eased
from core.domain.progression.gates import remembered_test
from core.domain.progression.plyometrics import plyometric_target
from core.domain.progression.strength import strength_target
from core.domain.progression.target import Case, Target
from core.domain.training import CalfTest

_REST = 120
_REST_AFTER_LANDINGS = {Impact.LOW: 60, Impact.MEDIUM: 90, Impact.HIGH: 120}
_EASY_RESERVE = 4
_EASY_PERCENT = 60
_HARDEST = 10
_EVEN = Decimal("0.9")
#: What an easy dose leaves out: it takes no step on, and what it repeats it repeats with less.
_STEPS = frozenset(
    why.code
    for why in (DoseWhy.HOLD_CONTACTS, DoseWhy.ADD_CONTACTS, DoseWhy.SAME_AGAIN, DoseWhy.FINISH_SETS, DoseWhy.ADD_SET)
)


def prescribe(
    logbook: Logbook, exercise: Exercise, *, effort: Effort, day: date, catalogue: Catalogue
) -> tuple[Dose, tuple[Reason, ...]]:
    """Return the dose of `exercise` on the local `day` and why it is that; what was logged before `day` counts."""
    case = Case(
        logbook=logbook,
        exercise=exercise,
        day=day,
        catalogue=catalogue,
        effort=effort,
        trail=trail(logbook, exercise.variation, day=day, catalogue=catalogue),
        test=remembered_test(logbook, day) if exercise.impact is None else None,
    )
    if exercise.impact is not None:
        return eased(case, _of_landings(case, plyometric_target(case), impact=exercise.impact))
    return eased(case, _of_strength(case, strength_target(case)))


def _of_landings(case: Case, target: Target, *, impact: Impact) -> tuple[Dose, tuple[Reason, ...]]:
    """Make a dose of contacts, whose number already fits the effort."""
    easy = case.effort is Effort.EASY
    reserve = _EASY_RESERVE if easy else target.reserve
    dose = _dose(case, target, rest=_REST_AFTER_LANDINGS[impact], reserve=reserve)
    return dose, _said_easy(target.reasons) if easy else target.reasons


def _of_strength(case: Case, target: Target) -> tuple[Dose, tuple[Reason, ...]]:
    """Make a dose of strength, hard or easy, with what the first weeks and uneven legs change."""
    until = case.trail.intro_until
    intro = () if until is None else (DoseWhy.INTRO.because(until),)
    if until is not None:
        target = replace(target, reserve=max(target.reserve, 3))
    if case.effort is Effort.EASY:
        eased = _eased(case, target)
        return _dose(case, eased, rest=_REST, reserve=eased.reserve), (*intro, *_said_easy(target.reasons))
    uneven = _uneven(case)
    dose = _dose(case, target, rest=_REST, reserve=target.reserve, extra_weaker=0 if uneven is None else 1)
    sides = () if uneven is None else (_weaker_set(uneven),)
    return dose, (*intro, *target.reasons, *sides, *_weaker_load(case, target))


def _dose(case: Case, target: Target, *, rest: int, reserve: int, extra_weaker: int = 0) -> Dose:
    return Dose(
        effort=case.effort,
        sets=target.sets,
        reps=target.reps,
        measure=case.exercise.measure,
        load=target.load,
        bodyweight=target.known and target.load is None,
        rpe=Decimal(_HARDEST - reserve),
        reserve=reserve,
        rest_seconds=rest,
        extra_weaker=extra_weaker,
    )


def _eased(case: Case, target: Target) -> Target:
    """Take about 40 % off a hard dose: a set fewer, and reps until four or more stay in reserve."""
    fewer = max(0, _EASY_RESERVE - target.reserve) * case.step
    sets = max(1, min(target.sets - 1, -(-target.sets * _EASY_PERCENT // 100)))
    reps = target.reps if not target.known else max(1, target.reps - fewer)
    return replace(target, sets=sets, reps=reps, reserve=max(target.reserve, _EASY_RESERVE))


def _said_easy(reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
    return (DoseWhy.EASY_DOSE.because(_EASY_PERCENT), *(one for one in reasons if one.code not in _STEPS))


def _uneven(case: Case) -> CalfTest | None:
    """Return the newest calf test where it shows legs less than 90 % alike, for work of one leg at a time."""
    if not case.exercise.one_leg:
        return None
    return case.test if case.test is not None and case.test.symmetry < _EVEN else None


def _weaker_set(test: CalfTest) -> Reason:
    side = "left" if test.left < test.right else "right"
    return DoseWhy.WEAKER_SIDE_SET.because(side, int(test.symmetry * 100))


def _weaker_load(case: Case, target: Target) -> tuple[Reason, ...]:
    """Say so where the legs lifted different weights last time and both now take the weaker one's."""
    if target.weaker is None or target.load is None:
        return ()
    return (DoseWhy.WEAKER_SIDE_LOAD.because(target.weaker, case.weights.said(target.load)),)
