"""What a runner must be able to do before an exercise is theirs: clean raises, symmetry, weeks of lighter hops."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from itertools import pairwise, product
from typing import Final, TypeAlias

from core.domain.exercise import Exercise, Impact
from core.domain.logbook import Logbook
from core.domain.pain import is_severe
from core.domain.planning.locks import Kind
from core.domain.planning.reasons import Why
from core.domain.planning.recent import MEDIUM_OR_HIGH, Recent
from core.domain.prescription import Effort, Reason
from core.domain.progression.sessions import contacts_of
from core.domain.training import CalfTest, Entry
from core.domain.week import DAYS, Week

#: Clean single-leg raises of the weaker side (coaching.md section 3).
RAISES_FOR_WEIGHT = 15
RAISES_FOR_HOPS = 15
RAISES_FOR_BOUNCE = 20
RAISES_FOR_BOUNDS = 25
SYMMETRY_FOR_BOUNDS = Decimal("0.9")
MEDIUM_WEEKS_FOR_BOUNDS = 4
#: A test speaks for sixteen weeks (ours; it is offered every four to six), and opens nothing beyond a break of six.
TEST_HOLDS = timedelta(days=112)
BREAK = timedelta(days=42)

#: How impacts rank; work that does not land comes before them.
RANK: Final = {None: 0, Impact.LOW: 1, Impact.MEDIUM: 2, Impact.HIGH: 3}
_HIGHEST = RANK[Impact.HIGH]

#: What only a fresh test opens.
_OPENED: Final[frozenset[Kind]] = frozenset(product(MEDIUM_OR_HIGH, Effort))
_NONE: Final[frozenset[Kind]] = frozenset()

Jumps: TypeAlias = list[tuple[Entry, Exercise]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gates:
    """What a runner's last calf test and last four weeks open on a day.

    `test` is the newest one that is remembered; after a long break it is no longer `fresh`: what it closes stays
    closed, what it opened has to be opened again. `medium_weeks` counts recent weeks with medium or high plyometrics
    and no flare since; impact above `ceiling` has to wait, because contacts rose this week.
    """

    test: CalfTest | None
    fresh: bool
    medium_weeks: int
    ceiling: int

    @property
    def kinds(self) -> frozenset[Kind]:
        """The kinds of doses that are closed altogether."""
        return _NONE if self.fresh else _OPENED

    def closed(self, exercise: Exercise) -> Reason | None:
        """Return why the exercise is not the runner's yet, None where it is."""
        if exercise.impact is None:
            return self._too_heavy(exercise)
        if exercise.impact is not Impact.LOW and not self.fresh:
            return _untested(raises_needed(exercise))
        return self._too_weak(exercise, self.test) or self._too_soon(exercise, self.test) if self.test else None

    def _too_heavy(self, exercise: Exercise) -> Reason | None:
        if self.test is None or self.test.weaker >= RAISES_FOR_WEIGHT or not exercise.weighted:
            return None
        return Why.NO_WEIGHT_YET.because(RAISES_FOR_WEIGHT, self.test.weaker)

    def _too_weak(self, exercise: Exercise, test: CalfTest) -> Reason | None:
        needed = raises_needed(exercise)
        return Why.GATE_RAISES.because(needed, test.weaker) if test.weaker < needed else None

    def _too_soon(self, exercise: Exercise, test: CalfTest) -> Reason | None:
        if exercise.impact is Impact.HIGH and test.symmetry < SYMMETRY_FOR_BOUNDS:
            return Why.GATE_SYMMETRY.because(int(SYMMETRY_FOR_BOUNDS * 100), int(test.symmetry * 100))
        if exercise.impact is Impact.HIGH and self.medium_weeks < MEDIUM_WEEKS_FOR_BOUNDS:
            return Why.GATE_MEDIUM_WEEKS.because(MEDIUM_WEEKS_FOR_BOUNDS, self.medium_weeks)
        return Why.ONE_STEP_A_WEEK.because() if RANK[exercise.impact] > self.ceiling else None


def gates_on(logbook: Logbook, recent: Recent) -> Gates:
    """Return what is open on the day of `recent`."""
    test = remembered_test(logbook, recent.day)
    if test is None:
        return Gates(test=None, fresh=False, medium_weeks=0, ceiling=_HIGHEST)
    jumps = [(entry, one) for entry, one in recent.entries if one.impact and entry.day <= recent.day]
    return Gates(
        test=test,
        fresh=not _broke_off(logbook, test.day, day=recent.day),
        medium_weeks=_medium_weeks(_since_flare(jumps, logbook, day=recent.day), recent.day),
        ceiling=_ceiling(jumps, recent.week, test=test),
    )


@cache  # a plan asks it of every exercise that a test would open
def _untested(needed: int) -> Reason:
    """Say that a test has to show so many raises first."""
    return Why.GATE_TEST.because(needed)


def raises_needed(exercise: Exercise) -> int:
    """Return the clean single-leg raises that a plyometric asks for; the lowest rung leaves the ground to nobody."""
    match exercise.impact:
        case Impact.HIGH:
            return RAISES_FOR_BOUNDS
        case Impact.MEDIUM if exercise.one_leg:
            return RAISES_FOR_BOUNCE
        case Impact.LOW if exercise.easier is None:
            return 0
        case _:
            return RAISES_FOR_HOPS


def speaking_test(logbook: Logbook, day: date) -> CalfTest | None:
    """Return the newest calf test if it still speaks for the runner on `day`."""
    test = remembered_test(logbook, day)
    return test if test and not _broke_off(logbook, test.day, day=day) else None


def remembered_test(logbook: Logbook, day: date) -> CalfTest | None:
    """Return the newest calf test of the last sixteen weeks."""
    taken = (test for test in reversed(logbook.tests) if test.day <= day)
    newest = next(taken, None)
    return newest if newest and day - newest.day <= TEST_HOLDS else None


def _broke_off(logbook: Logbook, since: date, *, day: date) -> bool:
    """Tell whether six weeks without training lie between two days."""
    if day - since < BREAK:
        return False
    trained = [since, *(entry.day for entry in logbook.entries if since < entry.day < day), day]
    return any(later - earlier >= BREAK for earlier, later in pairwise(trained))


def _since_flare(jumps: Jumps, logbook: Logbook, *, day: date) -> Jumps:
    """Return the landings after the last flare: pain that stopped an exercise, or a morning that was worse."""
    flares = (one.day for one in logbook.pains if one.day <= day and (is_severe(one) or one.worse))
    last = max(flares, default=None)
    return jumps if last is None else [(entry, one) for entry, one in jumps if entry.day > last]


def _medium_weeks(jumps: Jumps, day: date) -> int:
    """Count in how many of the last four spans of seven days medium or high plyometrics were done."""
    spans = {(day - entry.day).days // DAYS for entry, one in jumps if one.impact in MEDIUM_OR_HIGH}
    return len(spans & set(range(MEDIUM_WEEKS_FOR_BOUNDS)))


def _ceiling(jumps: Jumps, week: Week, *, test: CalfTest) -> int:
    """Return the impact that must not be passed: what is familiar, in a week in which contacts rose."""
    familiar = max((RANK[one.impact] for _, one in jumps), default=_HIGHEST)
    if familiar >= RANK[Impact.HIGH if test.weaker >= RAISES_FOR_BOUNDS else Impact.MEDIUM]:
        return _HIGHEST
    before = [contacts_of(entry, one) for entry, one in jumps if entry.day < week.first]
    since = [contacts_of(entry, one) for entry, one in jumps if entry.day >= week.first]
    rose = bool(before and since) and max(since) > max(before)
    return familiar if rose else _HIGHEST
