"""The promise of coaching.md section 2, over all weeks that can be.

For every set of training days (127), every pattern of kept and missed ones, and every state carried over from the
week before, whoever keeps three or more prescribed days covers all three variations, and whoever keeps one or two
covers as many.

Why trying far fewer weeks than there are is exact. Each day is planned by `plan_day` itself on a real logbook; left
out is only what is equal to something tried:

- Which variation comes and how hard is decided from: what this week covers, how many hard doses it lacks, in which
  order the variations were last done, and whether hard strength and hard plyometrics are locked by what was done the
  day before (`Situation`). All of it follows, from one day to the next, from the same things and from what was done
  that day. So two logbooks in the same situation, on the same day of the week and with the same training days left,
  have the same future, and the second need not be followed. That is not only argued: every logbook that is reached is
  planned, also where its situation was met before, and has to be given what the first one was given.
- Which exercise of a variation comes matters to later days only by its impact. Gates, equipment and whose turn it is
  decide that, and instead of all their histories the test follows both outcomes: wherever full plyometrics are
  prescribed the runner does them once with low and once with medium impact. That is more than any one runner can meet.
- The states carried over are all situations that the first day of a week can begin in, not only those that kept plans
  lead to, and every week is shown to end in one of them again: so the promise holds for any number
  of weeks.
- A prescription that was missed is looked at again for its cue alone.
- A week that starts on another weekday is the same week with its training days renamed, as nothing is looked at but how
  many days lie between two dates; the test runs over two starts of the week.
"""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import combinations, product

import pytest

from core.domain.exercise import Equipment, ExerciseKey, Impact, Variation
from core.domain.logbook import Logbook
from core.domain.planning.coverage import week_coverage
from core.domain.planning.recent import look_back
from core.domain.planning.today import Rest, plan_day
from core.domain.prescription import Effort, Prescription
from core.domain.runner import Settings
from core.domain.week import DAYS, week_of
from tests.support.logbooks import (
    BENT_KNEE,
    CATALOGUE,
    LOW_HOPS,
    MEDIUM_HOPS,
    MONDAY,
    STRAIGHT_LEG,
    a_runner,
    did,
    took_test,
)

WEEKDAYS = range(DAYS)
DAY_SETS = tuple(frozenset(days) for size in range(1, DAYS + 1) for days in combinations(WEEKDAYS, size))
NEVER = 0
#: How long ago, and how: hard (for plyometrics of medium impact) or easy (of low impact) matters only the day before.
AGO = ((NEVER, False), (1, False), (1, True), (2, False), (3, False), (4, False))


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """All that the choice of a variation looks at."""

    covered: frozenset[Variation]
    hard_days: tuple[int, ...]
    order: tuple[Variation, ...]  # those done in the last four weeks, longest ago first
    hard_strength: bool
    impact: bool


def situation(logbook: Logbook, day: date) -> Situation:
    """Read the situation of a runner on a day."""
    recent = look_back(logbook, day, catalogue=CATALOGUE)
    return Situation(
        covered=recent.covered,
        hard_days=tuple(min(2, recent.hard_days.get(one, 0)) for one in Variation),
        order=tuple(sorted(recent.last, key=lambda one: recent.last[one])),
        hard_strength=recent.hard_strength is not None,
        impact=recent.impact is not None,
    )


def carried_over(starts: int, *, raises: int | None, equipment: frozenset[Equipment]) -> dict[Situation, Logbook]:
    """Return a logbook for every situation that the first day of a week can begin in."""
    first = week_of(MONDAY, starts=starts).after.first
    runner = a_runner(Settings(week_starts=starts, equipment=equipment))
    if raises is not None:
        runner = took_test(runner, first - timedelta(days=7), left=raises, right=raises)
    found: dict[Situation, Logbook] = {}
    for when in product(AGO, AGO, AGO):
        states = tuple(zip(Variation, when, strict=True))
        for told in (states, states[::-1]):
            logbook = runner
            for variation, (ago, light) in sorted(told, key=lambda state: -state[1][0]):
                if ago != NEVER:
                    exercise = an_exercise(variation, light=light)
                    logbook = did(logbook, first - timedelta(days=ago), exercise, easy=light)
            found.setdefault(situation(logbook, first), logbook)
    return found


def an_exercise(variation: Variation, *, light: bool) -> ExerciseKey:
    """Return an exercise of the variation, of low impact where it is light."""
    strength = {Variation.STRAIGHT_LEG: STRAIGHT_LEG, Variation.BENT_KNEE: BENT_KNEE}
    return strength.get(variation, LOW_HOPS if light else MEDIUM_HOPS)


@dataclass(slots=True, kw_only=True)
class Explorer:
    """Follows every pattern of kept days through the week from `first`, and remembers what it followed."""

    first: date
    met: set[tuple[int, frozenset[int], Situation, int]] = field(default_factory=set)
    given: dict[Situation, tuple[Variation, Effort]] = field(default_factory=dict)
    ends: set[Situation] = field(default_factory=set)

    def follow(self, logbook: Logbook, *, number: int = 0, kept: int = 0) -> None:
        """Plan the day of that number in the week, and follow what comes of keeping it and of missing it."""
        day = self.first + timedelta(days=number)
        if number == DAYS:
            self.end(logbook, day, kept=kept)
            return
        plan = plan_day(logbook, day, catalogue=CATALOGUE)
        now = situation(logbook, day)
        if isinstance(plan, Prescription):
            chosen = (plan.variation, plan.dose.effort)
            assert self.given.setdefault(now, chosen) == chosen, (now, day)
        left = frozenset(one for one in logbook.settings.training_days if (one - self.first.weekday()) % DAYS >= number)
        place = (number, left, now, min(kept, len(Variation)))
        if place in self.met:
            return
        self.met.add(place)
        self.follow(logbook, number=number + 1, kept=kept)
        if isinstance(plan, Prescription):
            for exercise in done_as(plan):
                after = did(logbook, day, exercise, easy=plan.dose.effort is Effort.EASY)
                self.follow(after, number=number + 1, kept=kept + 1)
        else:
            assert isinstance(plan, Rest)
            assert day.weekday() not in logbook.settings.training_days

    def end(self, logbook: Logbook, day: date, *, kept: int) -> None:
        """Hold the week against the promise."""
        coverage = week_coverage(logbook, day - timedelta(days=1), catalogue=CATALOGUE)
        assert len(coverage.covered) == min(kept, len(Variation)), logbook.entries
        self.ends.add(situation(logbook, day))


def done_as(plan: Prescription) -> tuple[ExerciseKey, ...]:
    """Return what a prescription may have been done with: full plyometrics of low and of medium impact."""
    if plan.variation is Variation.PLYOMETRIC:
        assert plan.impact is Impact.LOW or plan.dose.effort is Effort.HARD
        return (LOW_HOPS,) if plan.dose.effort is Effort.EASY else (LOW_HOPS, MEDIUM_HOPS)
    return (plan.exercise,)


@pytest.mark.parametrize(
    ("starts", "raises", "equipment"),
    [
        pytest.param(0, None, frozenset(), id="owns-nothing-never-tested"),
        pytest.param(0, 8, frozenset(Equipment), id="weak"),
        pytest.param(0, 22, frozenset(), id="strong"),
        pytest.param(0, 30, frozenset(Equipment), id="very-strong-owns-everything"),
        pytest.param(6, 22, frozenset({Equipment.STEP}), id="week-starts-on-sunday"),
    ],
)
def test_three_kept_days_cover_all_variations(starts: int, raises: int | None, equipment: frozenset[Equipment]) -> None:
    """All sets of training days, all patterns of kept days, all states carried over; and each end is a state tried."""
    states = carried_over(starts, raises=raises, equipment=equipment)
    explorer = Explorer(first=week_of(MONDAY, starts=starts).after.first)
    for days in DAY_SETS:
        for logbook in states.values():
            explorer.follow(replace(logbook, settings=replace(logbook.settings, training_days=days)))
    assert len(DAY_SETS) == 127
    assert explorer.ends <= states.keys()
    assert len(explorer.met) > 10_000
