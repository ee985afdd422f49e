"""What follows when a session fell short or was too hard: the same again, or a step back."""

from decimal import Decimal

from core.domain.prescription import Reason
from core.domain.progression.dose_reasons import DoseWhy
from core.domain.progression.sessions import Session
from core.domain.progression.target import Case, Target, is_miss, misses_in_a_row

#: From this effort on no more is asked for; at unchanged work it is a step down.
TOO_HARD = Decimal("9.5")
_VERY_HARD = Decimal(9)
_IN_A_ROW = 3
_SMALL_DROP = Decimal("0.05")
_LARGE_DROP = Decimal("0.10")


def setback(case: Case, sessions: list[Session]) -> Target | None:
    """Return what follows from misses and from effort, newest session first; None where nothing stands in the way.

    Misses count in threes: the first is repeated, the second repeated or lightened, the third in a row is rebuilt.
    """
    misses = misses_in_a_row(sessions, case.exercise)
    row = (misses - 1) % _IN_A_ROW + 1 if misses else 0
    if row == _IN_A_ROW:
        return _lighter(case, sessions[0], row=row)
    strained = _strained(case, sessions)
    if strained is not None or not row:
        return strained
    return _second_miss(case, sessions) if row > 1 else _again(case, sessions[0], why=DoseWhy.REPEAT_AFTER_MISS)


def _strained(case: Case, sessions: list[Session]) -> Target | None:
    """Return what follows from an effort of 9.5 or 10."""
    newest = sessions[0]
    if newest.rpe is None or newest.rpe < TOO_HARD:
        return None
    if len(sessions) > 1 and _no_more_work(case, newest, before=sessions[1]):
        return _step_down(case, newest, rpe=newest.rpe)
    if is_miss(newest, case.exercise):
        return None
    reps = case.within(newest.least or 0, newest.load)
    return Target(sets=case.sets, reps=reps, load=newest.load, reasons=(DoseWhy.HOLD_RPE.because(_plain(newest.rpe)),))


def _no_more_work(case: Case, newest: Session, *, before: Session) -> bool:
    """Tell whether a session asked for no more than the one before it."""
    heavier = case.weights.system(newest.load) > case.weights.system(before.load)
    return not heavier and (newest.least or 0) <= (before.least or 0)


def _step_down(case: Case, newest: Session, *, rpe: Decimal) -> Target:
    low, _ = case.bounds(newest.load)
    if newest.load is None:
        reps = max(1, (newest.least or low) - 2 * case.step)
        why = DoseWhy.FEWER_REPS_RPE.because(_plain(rpe), newest.least, reps)
        return Target(sets=case.sets, reps=reps, load=None, reasons=(why,))
    load = case.weights.below(newest.load)
    said = case.weights.said
    why = DoseWhy.STEP_DOWN_RPE.because(_plain(rpe), said(newest.load), said(load))
    return Target(sets=case.sets, reps=case.within(newest.least or low, load), load=load, reasons=(why,))


def _second_miss(case: Case, sessions: list[Session]) -> Target:
    """Repeat where the second miss was better than the first, else take 5 % off."""
    newest, before = sessions[:2]
    better = newest.total > before.total and newest.load == before.load
    if better and (newest.rpe is None or newest.rpe < _VERY_HARD):
        return _again(case, newest, why=DoseWhy.REPEAT_AFTER_TWO_MISSES)
    return _lighter(case, newest, row=2)


def _again(case: Case, newest: Session, *, why: DoseWhy) -> Target:
    reps = _goal(case, newest)
    return Target(sets=case.sets, reps=reps, load=newest.load, reasons=(why.because(newest.least, reps),))


def _lighter(case: Case, newest: Session, *, row: int) -> Target:
    """Take 5 % off after two misses, 10 % after three, of the reps where there is no weight."""
    last = row == _IN_A_ROW
    share = _LARGE_DROP if last else _SMALL_DROP
    goal = _goal(case, newest)
    if newest.load is None:
        reps = max(1, min(goal - case.step, int(goal * (1 - share))))
        fewer = DoseWhy.FEWER_REPS_MISSES.because(row, newest.least, reps)
        return Target(sets=case.sets, reps=reps, load=None, reasons=(fewer, *(_easier(case) if last else ())))
    load = case.weights.below(newest.load, share=share)
    said = case.weights.said
    why = (DoseWhy.DROP_10 if last else DoseWhy.DROP_5).because(said(newest.load), said(load))
    reps = case.bounds(load)[0] if last or load is None else goal
    return Target(sets=case.sets, reps=reps, load=load, reasons=(why,))


def _easier(case: Case) -> tuple[Reason, ...]:
    """Name the nearest easier exercise that the runner can do."""
    owned = case.logbook.settings.equipment
    below = case.catalogue.easier_than(case.exercise.key)
    return tuple(DoseWhy.TRY_EASIER.because(one.key) for one in below if one.needs_only(owned))[:1]


def _goal(case: Case, newest: Session) -> int:
    """Return the reps to try again: those asked for, within the range of today."""
    low, high = case.bounds(newest.load)
    if newest.asked is None:
        return low
    return min(newest.asked.reps, high) if newest.load is None else max(low, min(newest.asked.reps, high))


def _plain(number: Decimal) -> str:
    """Write a number without needless zeros."""
    return f"{number.normalize():f}"
