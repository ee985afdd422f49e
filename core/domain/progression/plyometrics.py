"""How many landings: at most a fifth more a week, never in the week in which they get harder, never above 120.

Two sums are kept within a fifth a week. A session is measured by the largest of the days 7 to 13 before it, and by
the largest since. A week of the runner's is measured by the week before it: by its sum, or by two of its largest
session where fewer than the two that a week aims at were done. Both feet landing together count once, so a set of
each leg counts twice. Ours: harder is what lands harder than all of the four weeks before; after a week of easy
landings alone, as before a race, half of the full ones before it are open again.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby, takewhile
from typing import TypeAlias

from core.domain.exercise import Exercise, Impact, Measure
from core.domain.prescription import Effort, Reason
from core.domain.progression.breaks import HORIZON, LONGEST_KEPT, Break, break_after
from core.domain.progression.dose_reasons import DoseWhy
from core.domain.progression.gates import RANK
from core.domain.progression.sessions import CONTACTS_A_SECOND, asked_of, contacts_of
from core.domain.progression.target import Case, Target
from core.domain.training import Entry
from core.domain.week import ONE_DAY, week_of

MOST_CONTACTS = 120
#: The top of level 3; from here on contacts stay.
_GROWS_TO = 100
_LEVEL_TOPS = (50, 80)
_START = 40
_EASY_START = 26
_EASY_TENTHS = 6
#: Always allowed, so that a week can be covered, whatever was done before.
_FEWEST = 10
#: Fewer were a try, not a session.
_COUNTS_FROM = 5
_TWO_SESSIONS = 2
_RPE_TO_HOLD = 8
_RESERVE = 3
_WEEK = timedelta(days=7)
_TWO_WEEKS = timedelta(days=13)
_FOUR_WEEKS = timedelta(days=28)
#: Numbers of sets, the most usual first; high impact keeps to the first three.
_SETS = (3, 4, 2, 5, 6, 1)
_FEW_SETS = (3, 4, 2, 1)

_Told: TypeAlias = tuple[Entry, Exercise]


@dataclass(frozen=True, slots=True, kw_only=True)
class Landings:
    """The landings of one day, and what they were logged as; `hard` tells whether any belonged to a hard dose."""

    day: date
    contacts: int
    hard: bool
    impact: int
    told: tuple[_Told, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Count:
    """How many contacts, and why."""

    contacts: int
    why: DoseWhy
    last: int = 0


def plyometric_target(case: Case) -> Target:
    """Return the dose of a plyometric, made easy where it has to be, and why it is that."""
    past = _past(case)
    if not past:
        return _first(case, started_over=None)
    days_off = (case.day - past[0].day).days
    if days_off > LONGEST_KEPT:
        return _first(case, started_over=days_off)
    broke_off = min(days_off, case.trail.broke_off)
    pause = break_after(broke_off)
    if pause is not None:
        return _resumed(case, past, pause=pause, days_off=broke_off)
    return _shaped(case, _this_week(case, past), past=past)


def _first(case: Case, *, started_over: int | None) -> Target:
    again = () if started_over is None else (DoseWhy.START_OVER.because(started_over), DoseWhy.TEST_AGAIN.because())
    contacts = _EASY_START if case.effort is Effort.EASY else _START
    sets, reps = _shape(contacts, case.exercise)
    start = DoseWhy.START_CONTACTS.because(sets * reps * _each(case.exercise))
    return Target(sets=sets, reps=reps, load=None, reserve=_RESERVE, reasons=(*again, start))


def _resumed(case: Case, past: list[Landings], *, pause: Break, days_off: int) -> Target:
    last = past[0].day
    before = _largest(one for one in past if one.day >= last - _TWO_WEEKS)
    contacts = min(int(before * pause.contacts), MOST_CONTACTS)
    if pause.level_down:
        contacts = min(contacts, _LEVEL_TOPS[0] if before <= _LEVEL_TOPS[1] else _LEVEL_TOPS[1])
    if pause.test_again:
        contacts = min(contacts, _START)
    week_before = _week_before(case, past)
    if week_before:
        largest = _largest(week_before)
        harder = _harder_landings(case, [], before=week_before)
        contacts = min(contacts, largest if harder else _a_fifth_more(largest))
    target = _shaped(case, _Count(contacts=contacts, why=DoseWhy.HOLD_CONTACTS), past=past)
    again = (DoseWhy.TEST_AGAIN.because(),) if pause.test_again else ()
    return replace(target, reasons=(pause.why.because(days_off), *again, *target.reasons[1:]))


def _this_week(case: Case, past: list[Landings]) -> _Count:
    """Return the contacts of a hard dose for a runner who hops every week."""
    week_ago = case.day - _WEEK
    recent = [one for one in past if one.day > week_ago]
    before = _week_before(case, past)
    if not before:
        return _Count(contacts=_largest(recent or past), why=DoseWhy.HOLD_CONTACTS)
    largest = _largest(before)
    hard = [one.contacts for one in recent if one.hard]
    since = _steady(max(hard, default=largest), largest)
    if _harder_landings(case, recent, before=before):
        return _Count(contacts=min(largest, since), why=DoseWhy.IMPACT_UP)
    if not hard and not any(one.hard for one in before):
        return _after_ease(past, largest=largest)
    limit = min(_a_fifth_more(largest), _a_fifth_more(since))
    if since > largest or not _ready(case, past) or largest >= _GROWS_TO:
        return _Count(contacts=min(limit, since), why=DoseWhy.HOLD_CONTACTS)
    return _Count(contacts=min(limit, _GROWS_TO), why=DoseWhy.ADD_CONTACTS, last=since)


def _after_ease(past: list[Landings], *, largest: int) -> _Count:
    """Go on after a week of easy landings alone, as before a race: with half of the full ones before it, or as many."""
    full = max((one.contacts for one in past if one.hard), default=0)
    return _Count(contacts=max(largest, full // 2), why=DoseWhy.HOLD_CONTACTS)


def _steady(since: int, largest: int) -> int:
    """Return the contacts of this week, or last week's where sets made only a few less of them."""
    return largest if largest * 4 <= since * 5 < largest * 5 else since


def _week_before(case: Case, past: list[Landings]) -> list[Landings]:
    """Return the landings of the days 7 to 13 before today."""
    first, last = case.day - _TWO_WEEKS, case.day - _WEEK
    return [one for one in past if first <= one.day <= last]


def _shaped(case: Case, count: _Count, *, past: list[Landings]) -> Target:
    """Make sets of a number of contacts, within what a session and a week allow."""
    wanted = count.contacts * _EASY_TENTHS // 10 if case.effort is Effort.EASY else count.contacts
    allowed, done = _left_of_week(case, past)
    contacts = min(wanted, MOST_CONTACTS, max(allowed, _FEWEST))
    sets, reps = _shape(contacts, case.exercise)
    total = sets * reps * _each(case.exercise)
    why = [_main_reason(count, total)]
    if wanted > MOST_CONTACTS:
        why.append(DoseWhy.CAPPED_SESSION.because(MOST_CONTACTS))
    elif contacts < wanted:
        why.append(DoseWhy.CAPPED_WEEK.because(total, done))
    return Target(sets=sets, reps=reps, load=None, reserve=_RESERVE, reasons=tuple(why))


def _main_reason(count: _Count, total: int) -> Reason:
    if count.why is DoseWhy.IMPACT_UP:
        return DoseWhy.IMPACT_UP.because(total)
    if count.why is DoseWhy.ADD_CONTACTS and total > count.last:
        return DoseWhy.ADD_CONTACTS.because(count.last, total)
    return DoseWhy.HOLD_CONTACTS.because(total)


def _left_of_week(case: Case, past: list[Landings]) -> tuple[int, int]:
    """Return how many contacts this week has left, and how many it had before today."""
    first = week_of(case.day, starts=case.logbook.settings.week_starts).first
    before = first - _WEEK
    earlier = [one.contacts for one in past if before <= one.day < first]
    done = sum(one.contacts for one in past if one.day >= first)
    if not earlier:
        return MOST_CONTACTS, 0
    return _a_fifth_more(max(sum(earlier), _TWO_SESSIONS * max(earlier))) - done, done


def _harder_landings(case: Case, recent: list[Landings], *, before: list[Landings]) -> bool:
    """Tell whether landings get harder today, or did so in the last six days, than they were in the weeks before."""
    newest = max(RANK[case.exercise.impact], *[one.impact for one in recent], 0)
    return all(newest > one.impact for one in before) and newest > _familiar(case)


def _familiar(case: Case) -> int:
    """Return the hardest landings of the days 7 to 28 before today: what takes turns is no step up each time."""
    newest, oldest = case.day - _WEEK, case.day - _FOUR_WEEKS
    within = takewhile(lambda one: one[0].day >= oldest, _jumps(case, until=newest))
    return max((RANK[exercise.impact] for _, exercise in within), default=0)


def _ready(case: Case, past: list[Landings]) -> bool:
    """Tell whether the newest hard landings, or the newest at all, went as asked."""
    newest = next((one for one in past if one.hard), past[0])
    return all(_as_asked(case, entry, exercise=exercise) for entry, exercise in newest.told)


def _largest(days: Iterable[Landings]) -> int:
    """Return the contacts of the largest hard day, or of the largest at all where none was hard."""
    told = list(days)
    return max(one.contacts for one in [one for one in told if one.hard] or told)


def _a_fifth_more(contacts: int) -> int:
    return contacts * 6 // 5


def _shape(contacts: int, exercise: Exercise) -> tuple[int, int]:
    """Return sets and reps that make up a number of contacts or a few less, in the range of a set where that can be."""
    each = _each(exercise)
    choices = _FEW_SETS if exercise.impact is Impact.HIGH else _SETS
    made = [(sets, min(exercise.high, contacts // (sets * each))) for sets in choices]
    sets, reps = max(made, key=lambda one: (one[1] >= exercise.low, one[0] * one[1]))
    return sets, max(1, reps)


def _each(exercise: Exercise) -> int:
    """Return the contacts that one count of a set stands for."""
    legs = 2 if exercise.one_leg else 1
    return legs * CONTACTS_A_SECOND if exercise.measure is Measure.SECONDS else legs


def _past(case: Case) -> list[Landings]:
    """Read the days of landings, newest first: those of the two weeks up to the last of them."""
    found: list[Landings] = []
    for day, told in groupby(_jumps(case, until=case.day - ONE_DAY), key=_day_of):
        if found and day < found[0].day - _TWO_WEEKS:
            break
        landings = _landings(day, tuple(told))
        if landings.contacts >= _COUNTS_FROM:
            found.append(landings)
    return found


def _jumps(case: Case, *, until: date) -> Iterator[_Told]:
    """Give the entries of plyometrics up to a day, newest first, as far back as a dose looks, with their exercises."""
    exercises, oldest = case.catalogue.exercises, case.day - HORIZON
    for entry in reversed(case.logbook.entries):
        if entry.day > until:
            continue
        if entry.day < oldest:
            return
        exercise = exercises.get(entry.exercise)
        if exercise is not None and exercise.impact is not None:
            yield entry, exercise


def _day_of(told: _Told) -> date:
    return told[0].day


def _landings(day: date, told: tuple[_Told, ...]) -> Landings:
    contacts = impact = 0
    hard = False
    for entry, exercise in told:
        contacts += contacts_of(entry, exercise)
        hard = hard or not entry.easy
        impact = max(impact, RANK[exercise.impact])
    return Landings(day=day, contacts=contacts, hard=hard, impact=impact, told=told)


def _as_asked(case: Case, entry: Entry, *, exercise: Exercise) -> bool:
    """Tell whether an entry reached what was asked for, with effort to spare."""
    if any(one.rpe is not None and one.rpe > _RPE_TO_HOLD for one in entry.sets):
        return False
    asked = asked_of(case.logbook, [entry])
    return asked is None or contacts_of(entry, exercise) >= asked.sets * asked.reps * _each(exercise)
