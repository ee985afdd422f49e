"""How a strength exercise goes on: double progression on what was logged, within what a week allows."""

from dataclasses import replace
from decimal import Decimal

from core.domain.load import Load
from core.domain.prescription import Effort, Reason
from core.domain.progression.breaks import LONGEST_KEPT, Break, break_after
from core.domain.progression.dose_reasons import DoseWhy
from core.domain.progression.first_load import Raises, starting_load
from core.domain.progression.gates import RAISES_FOR_WEIGHT
from core.domain.progression.load_steps import LARGEST_RISE, owned_weight
from core.domain.progression.sessions import Session
from core.domain.progression.setbacks import setback
from core.domain.progression.target import Case, Past, Target, past_of

_EASY_ENOUGH = Decimal(8)
_VERY_EASY = Decimal(6)
_SETS_BEFORE_REPS = 4
_REPS_BEYOND = 4
_WELL_BEYOND = 3
_MOST_BODY_REPS = 25
_FIRST_RESERVE = 3
#: What an easy dose leaves out of a set, so what a hard one after it puts back.
_EASED_REPS = 2
#: Reps at a load cost about 3 % of it each (Epley), used where a range asks for more reps than were done.
_SHARE_OF_A_REP = Decimal("0.03")


def strength_target(case: Case) -> Target:
    """Return the hard dose of a strength exercise and why it is that."""
    past = past_of(case)
    if not past.judged or (case.trail.days_off or 0) > LONGEST_KEPT:
        return _first(case)
    if past.judged[0].load is None or case.raises.permit_weight:
        return _next(case, replace(past, judged=_with_known_load(past.judged)))
    return _body_alone(case, replace(past, judged=[one for one in past.judged if one.body_alone]))


def _next(case: Case, past: Past) -> Target:
    """Return what follows from the sessions of the exercise."""
    days_off = case.trail.broke_off
    pause = break_after(days_off)
    last = past.judged[0]
    if pause is not None:
        return _resumed(case, last, pause=pause, days_off=days_off)
    target = setback(case, past.judged) or _onward(case, last)
    capped = _capped(case, target, past=past)
    return replace(capped, weaker=last.weaker) if last.weaker else capped


def _first(case: Case) -> Target:
    """Begin with the exercise, or begin again after more than eight weeks."""
    raises = case.raises
    why: tuple[Reason, ...] = ()
    if case.trail.days_off is not None and case.trail.days_off > LONGEST_KEPT:
        why = (DoseWhy.START_OVER.because(case.trail.days_off), DoseWhy.TEST_AGAIN.because())
        raises = _still_shown(case, raises, days_off=case.trail.days_off)
    if not case.exercise.weighted:
        return _start_body_alone(case, raises, why=why)
    if not raises.permit_weight:
        return _start_body_alone(case, raises, why=(*why, _no_weight_yet(raises)))
    return _started(case, raises, why=why) or _asking(case, why=why)


def _still_shown(case: Case, raises: Raises, *, days_off: int) -> Raises:
    """Return what is left of raises after a break: too few stay too few, enough have to be shown again."""
    fresh = case.test is not None and (case.day - case.test.day).days < days_off
    return raises if fresh or not raises.permit_weight else Raises(count=None)


def _asking(case: Case, *, why: tuple[Reason, ...] = ()) -> Target:
    """Ask for a weight that leaves three reps; the log then says which it was."""
    reasons = (*why, DoseWhy.ASK_WEIGHT.because(_FIRST_RESERVE))
    reps = case.bounds(Load(text="0", unit=case.weights.unit))[0]
    return Target(sets=case.sets, reps=reps, load=None, known=False, reserve=_FIRST_RESERVE, reasons=reasons)


def _started(case: Case, raises: Raises, *, why: tuple[Reason, ...] = ()) -> Target | None:
    """Start with a share of body weight, where raises and body weight are known."""
    start = starting_load(raises.count or 0, case.exercise, settings=case.logbook.settings, weights=case.weights)
    if start is None:
        return None
    load, percent = start
    reason = DoseWhy.START_LOAD.because(case.weights.said(load), percent, raises.count)
    return Target(
        sets=case.sets,
        reps=case.bounds(load)[0],
        load=load,
        reserve=_FIRST_RESERVE,
        reasons=(*why, reason),
    )


def _start_body_alone(case: Case, raises: Raises, *, why: tuple[Reason, ...]) -> Target:
    reps = case.bounds(None)[0]
    if raises.count is not None and case.exercise.one_leg and not case.timed:
        reps = max(1, min(reps, raises.count - _FIRST_RESERVE))
    start = DoseWhy.START_HOLD if case.timed else DoseWhy.START_BODY_ALONE
    reasons = (*why, start.because(reps))
    return Target(sets=case.sets, reps=reps, load=None, reserve=_FIRST_RESERVE, reasons=reasons)


def _body_alone(case: Case, past: Past) -> Target:
    """Take the weight off again: a test showed fewer raises than weight asks for."""
    raises = case.raises
    if not past.judged:
        return _start_body_alone(case, raises, why=(_no_weight_yet(raises),))
    target = _next(case, past)
    return replace(target, reasons=(_no_weight_yet(raises), *target.reasons))


def _no_weight_yet(raises: Raises) -> Reason:
    return DoseWhy.NO_WEIGHT_YET.because(RAISES_FOR_WEIGHT, raises.count)


def _with_known_load(sessions: list[Session]) -> list[Session]:
    """Fill loads that nobody said with the ones before them."""
    known: Session | None = None
    filled: list[Session] = []
    for one in reversed(sessions):
        known = one if one.known else known
        filled.append(one if one.known or known is None else replace(one, load=known.load, known=True))
    return filled[::-1]


def _resumed(case: Case, last: Session, *, pause: Break, days_off: int) -> Target:
    """Come back after a break with less of everything."""
    why = [pause.why.because(days_off)]
    if pause.test_again:
        why.append(DoseWhy.TEST_AGAIN.because())
    load = None if last.load is None else case.weights.below(last.load, share=pause.load)
    low, high = case.bounds(load)
    reps = min(last.least or low, high)
    if last.load is None:
        reps = max(1, min(reps, int(reps * (1 - pause.load))))
    elif pause.reserve == _FIRST_RESERVE or reps < low:
        reps = low
    if not last.known:
        why.append(DoseWhy.ASK_WEIGHT.because(_FIRST_RESERVE))
    sets = max(1, min(case.sets - pause.fewer_sets, pause.most_sets))
    return Target(sets=sets, reps=reps, load=load, known=last.known, reserve=pause.reserve, reasons=tuple(why))


def _onward(case: Case, last: Session) -> Target:
    """Go on from a session that went well."""
    if not last.known:
        return _asking(case)
    return _first_weight(case, last) or _held(case, last) or _grown(case, last)


def _first_weight(case: Case, last: Session) -> Target | None:
    """Start with weight where an exercise that has one was done without."""
    if case.effort is Effort.EASY or last.easy or not (last.body_alone and case.exercise.weighted):
        return None
    raises = case.raises
    return _started(case, raises) if raises.permit_weight else None


def _held(case: Case, last: Session) -> Target | None:
    """Ask for the same where there is nothing to build on yet."""
    if last.least is None:
        return _same(case, last, why=DoseWhy.SAME_AGAIN)
    if last.asked is not None and last.sets < last.asked.sets:
        return _same(case, last, why=DoseWhy.FINISH_SETS)
    top = last.least >= case.bounds(last.load)[1]
    if case.effort is Effort.EASY or last.easy:
        return _same(case, last, why=DoseWhy.SAME_AGAIN)
    if top and last.rpe is not None and last.rpe > _EASY_ENOUGH:
        return _same(case, last, why=DoseWhy.HOLD_RPE)
    return None


def _grown(case: Case, last: Session) -> Target:
    """Add reps up to the top of the range, and load from there."""
    low, high = case.bounds(last.load)
    return _past_the_top(case, last) if (last.least or 0) >= high else _more_reps(case, last, low=low, high=high)


def _same(case: Case, last: Session, *, why: DoseWhy) -> Target:
    """Ask for the same once more."""
    asked = last.asked
    count = last.least if last.least is not None else (asked.reps if asked is not None else 0)
    if last.easy:
        count += _EASED_REPS * case.step
    reps = case.within(count, last.load) if last.load is not None else max(1, min(count, case.bounds(None)[1]))
    match why:
        case DoseWhy.FINISH_SETS:
            reason = why.because(last.sets, asked.sets if asked is not None else last.sets)
        case DoseWhy.HOLD_RPE:
            reason = why.because(last.rpe)
        case _:
            reason = DoseWhy.SAME_AGAIN.because(reps)
    return Target(sets=_sets_kept(case, last), reps=reps, load=last.load, reasons=(reason,))


def _sets_kept(case: Case, last: Session) -> int:
    """Return the usual sets, or the fourth that was added where the next weight was too far."""
    asked = last.asked
    grown = asked is not None and asked.sets == _SETS_BEFORE_REPS and asked.load == last.load
    return _SETS_BEFORE_REPS if grown and case.trail.intro is None else case.sets


def _more_reps(case: Case, last: Session, *, low: int, high: int) -> Target:
    """Add a rep (five seconds) to each set; where the range asks for far more, take weight off for it."""
    done = last.least or 0
    reps = min(done + case.step, high)
    if last.load is not None and reps < low:
        load = case.weights.below(last.load, share=_SHARE_OF_A_REP * (low - done))
        said = case.weights.said
        why = DoseWhy.LIGHTER_FOR_REPS.because(said(last.load), said(load), low)
        return Target(sets=case.sets, reps=low, load=load, reasons=(why,))
    reason = (DoseWhy.ADD_SECONDS if case.timed else DoseWhy.ADD_REPS).because(done, reps)
    return Target(sets=_sets_kept(case, last), reps=reps, load=last.load, reasons=(reason,))


def _past_the_top(case: Case, last: Session) -> Target:
    """Add load where every set reached the top of the range, or what can be added instead."""
    if last.body_alone and not _may_add_weight(case):
        return _harder(case, last)
    done = last.least or 0
    _, high = case.bounds(last.load)
    generous = (last.rpe is not None and last.rpe <= _VERY_EASY) or done >= high + _WELL_BEYOND
    weights = case.weights
    load = weights.above(last.load, generous=generous and not case.timed)
    if weights.system(load) > weights.system(last.load) * LARGEST_RISE:
        return _instead(case, last, load=load)
    reason = DoseWhy.ADD_LOAD.because(weights.said(last.load), weights.said(load))
    return Target(sets=case.sets, reps=case.bounds(load)[0], load=load, reasons=(reason,))


def _may_add_weight(case: Case) -> bool:
    """Tell whether the body alone may get a weight: where the exercise or a hold has one, and raises permit it."""
    has = owned_weight(case.exercise, case.logbook.settings) if case.timed else case.exercise.weighted
    return has and case.raises.permit_weight


def _instead(case: Case, last: Session, *, load: Load | None) -> Target:
    """Add a set, then reps, then time, where the next weight that exists is more than 10 % up."""
    said = case.weights.said
    jump = DoseWhy.JUMP_TOO_LARGE.because(said(last.load), said(load))
    done = last.least or 0
    _, high = case.bounds(last.load)
    sets = max(_sets_kept(case, last), case.sets)
    if sets < _SETS_BEFORE_REPS and case.trail.intro is None:
        add = DoseWhy.ADD_SET.because(_SETS_BEFORE_REPS)
        return Target(sets=_SETS_BEFORE_REPS, reps=high, load=last.load, reasons=(jump, add))
    if done < high + _REPS_BEYOND:
        reps = done + case.step
        add = (DoseWhy.ADD_SECONDS if case.timed else DoseWhy.ADD_REPS).because(done, reps)
        return Target(sets=sets, reps=reps, load=last.load, reasons=(jump, add))
    slow = DoseWhy.SLOW_DOWN.because()
    return Target(sets=sets, reps=high + _REPS_BEYOND, load=last.load, reasons=(jump, slow))


def _harder(case: Case, last: Session) -> Target:
    """Name the harder neighbour, or add reps and then time where there is none."""
    done = last.least or 0
    _, high = case.bounds(None)
    permitted = case.raises.permit_weight
    owned = case.logbook.settings.equipment
    above = case.catalogue.harder_than(case.exercise.key)
    harder = next((one for one in above if one.needs_only(owned) and (permitted or not one.weighted)), None)
    if harder is not None:
        reason = DoseWhy.TRY_HARDER.because(harder.key)
        return Target(sets=case.sets, reps=high, load=None, reasons=(reason,))
    if not case.timed and done < _MOST_BODY_REPS:
        reason = DoseWhy.ADD_REPS.because(done, done + 1)
        return Target(sets=case.sets, reps=done + 1, load=None, reasons=(reason,))
    reps = high if case.timed else max(high, _MOST_BODY_REPS)
    return Target(sets=case.sets, reps=reps, load=None, reasons=(DoseWhy.SLOW_DOWN.because(),))


def _capped(case: Case, target: Target, *, past: Past) -> Target:
    """Keep the load within 10 % of the lightest system load of the last seven days, and of the last time."""
    if target.load is None:
        return target
    weights = case.weights
    last = past.judged[0]
    week = [one for one in past.judged[1:] if one.known and one.day >= case.week_ago]
    limit = min(weights.system(one.load) for one in (last, *week, *past.eased)) * LARGEST_RISE
    if weights.system(target.load) <= limit:
        return target
    load = weights.within(target.load, limit)
    if weights.system(load) < weights.system(last.load) <= limit:
        load = last.load
    why = DoseWhy.CAPPED_10_PERCENT.because(weights.said(target.load), weights.said(load))
    reps = case.within(last.least or target.reps, load) if load == last.load else target.reps
    return replace(target, load=load, reps=reps, reasons=(why,))
