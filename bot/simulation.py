"""Simulated runners over simulated weeks, through the real planner."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import count, islice
from random import Random

from bot.simulated_life import NOTHING_COMES, Rates, Told, begun, drawn, heard_on
from bot.simulated_rules import Day, broken_by, closed_on
from core.domain.exercise import Catalogue, Equipment, Variation
from core.domain.load import Load, Unit
from core.domain.logbook import Edit, Logbook
from core.domain.planning.coverage import week_coverage
from core.domain.planning.plan import Rest
from core.domain.planning.today import plan_day
from core.domain.prescription import Prescription
from core.domain.reading import Work
from core.domain.runner import EVERY_DAY, RunnerId, Settings
from core.domain.training import CalfTest, FactId
from core.domain.week import Week, is_training_day, week_of
from core.errors import CoachError
from core.services.log_sets import Logging, log_works, planned_sets

FIRST_DAY = date(2026, 1, 5)
EVENING = time(18, tzinfo=UTC)
#: As much history as storage loads by default.
LOADED = timedelta(days=120)

KITS: tuple[frozenset[Equipment], ...] = (
    frozenset(),
    frozenset({Equipment.STEP}),
    frozenset({Equipment.BACKPACK, Equipment.STEP, Equipment.ROPE}),
    frozenset({Equipment.DUMBBELLS, Equipment.KETTLEBELL, Equipment.BENCH}),
    frozenset(Equipment),
)
#: Clean raises left and right in the calf test; None for who has not done it.
RAISES = (None, (8, 9), (16, 15), (22, 21), (30, 31), (33, 25))


class NoReasonError(CoachError):
    """The plan of {day} gives no exercise and no reason."""

    def __init__(self, day: date) -> None:
        """Keep the day."""
        super().__init__(day)
        self.day = day


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Runner-weeks with all three variations: by the planner, at best by any plan, and by a fixed rotation.

    `best_weeks` is what any plan could reach with the same kept days without breaking a lock, told in advance of all
    that came; `unlocked_weeks` what the same adherence would have reached had nothing come. `locked` counts the weeks
    in which an injury, a race or a break took a day or a variation, with `covered_locked` and `best_locked` of them;
    `limited_by` counts by its name what kept a week that could have been full from being so. `locked_violations` counts
    prescriptions that break a rule, told by rules of the simulation's own.
    """

    runner_weeks: int = 0
    covered_weeks: int = 0
    best_weeks: int = 0
    rotation_weeks: int = 0
    unlocked_weeks: int = 0
    locked: int = 0
    covered_locked: int = 0
    best_locked: int = 0
    locked_violations: int = 0
    limited_by: Counter[str] = field(default_factory=Counter)

    def __add__(self, other: "Report") -> "Report":
        mine = {one.name: getattr(self, one.name) + getattr(other, one.name) for one in fields(self)}
        return Report(**mine)

    @property
    def covered(self) -> float:
        """The planner's share of runner-weeks with full coverage."""
        return self._share(self.covered_weeks)

    @property
    def best(self) -> float:
        """The best share that any plan could reach with the same kept days and locks."""
        return self._share(self.best_weeks)

    @property
    def rotation(self) -> float:
        """The share of a fixed rotation by training-day number."""
        return self._share(self.rotation_weeks)

    @property
    def unlocked(self) -> float:
        """The best share that any plan could have reached had no injury, race or break come."""
        return self._share(self.unlocked_weeks)

    def facts(self) -> dict[str, int | float | dict[str, int]]:
        """Return the report as `calfcoach simulate --json` prints it; shares to four places."""
        return {
            "runner_weeks": self.runner_weeks,
            "covered": round(self.covered, 4),
            "best": round(self.best, 4),
            "rotation": round(self.rotation, 4),
            "covered_weeks": self.covered_weeks,
            "best_weeks": self.best_weeks,
            "rotation_weeks": self.rotation_weeks,
            "locked_violations": self.locked_violations,
            "best_without_locks": round(self.unlocked, 4),
            "weeks_with_locks": self.locked,
            "covered_weeks_with_locks": self.covered_locked,
            "best_weeks_with_locks": self.best_locked,
            "weeks_without_locks": self.runner_weeks - self.locked,
            "covered_weeks_without_locks": self.covered_weeks - self.covered_locked,
            "best_weeks_without_locks": self.best_weeks - self.best_locked,
            "limited_by": dict(self.limited_by.most_common()),
        }

    def _share(self, weeks: int) -> float:
        return weeks / self.runner_weeks if self.runner_weeks else 0.0


def simulate_weeks(
    *,
    runners: int,
    weeks: int,
    adherence: float,
    chance: Random,
    catalogue: Catalogue,
    days: frozenset[int] = EVERY_DAY,
    rates: Rates = NOTHING_COMES,
) -> Report:
    """Simulate `runners` over `weeks` whole weeks; each training day is kept with probability `adherence`."""
    report = Report()
    for number in range(runners):
        logbook = begun(_new_runner(number, days=days, chance=chance), rates, chance=chance)
        simulated = _weeks(logbook, adherence=adherence, chance=chance, catalogue=catalogue, rates=rates)
        for week in islice(simulated, weeks):
            report += week
    return report


def _new_runner(number: int, *, days: frozenset[int], chance: Random) -> Logbook:
    """Make a runner with equipment, strength and a first day of the week of their own."""
    raises = chance.choice(RAISES)
    joined = datetime.combine(FIRST_DAY, EVENING)
    tests = () if raises is None else (CalfTest(id=FactId(1), day=FIRST_DAY, left=raises[0], right=raises[1]),)
    settings = Settings(
        training_days=days,
        equipment=chance.choice(KITS),
        week_starts=chance.choice((0, 6)),
        body_weight=chance.choice((None, Load.of(Decimal(70), Unit.KG))),
    )
    return Logbook(
        runner=RunnerId(number + 1), settings=settings, joined=joined, heard=joined, tests=tests, next_id=FactId(2)
    )


def _weeks(
    logbook: Logbook, *, adherence: float, chance: Random, catalogue: Catalogue, rates: Rates
) -> Iterator[Report]:
    """Give one report a week, without end."""
    rotation = _rotation()
    week = week_of(FIRST_DAY, starts=logbook.settings.week_starts).after
    coming: list[Told] = []
    while True:
        turns = {day: next(rotation) for day in week if is_training_day(logbook.settings, day)}
        kept = frozenset(day for day in turns if chance.random() < adherence)
        coming = [
            *(one for one in coming if one[0] >= week.first),
            *(drawn(week, rates, chance=chance) if rates else ()),
        ]
        open_days: list[Day] = []
        violations = 0
        for day in week:
            logbook = heard_on(logbook, day, coming=coming)
            if day not in turns:
                continue
            logbook, plan = _prescribed(logbook, day, catalogue=catalogue)
            open_days += [_seen(logbook, day)] if day in kept else []
            if plan is not None:
                violations += bool(broken_by(logbook, plan, catalogue=catalogue))
                logbook = _trained(logbook, plan, chance=chance, catalogue=catalogue) if day in kept else logbook
        full = week_coverage(logbook, week.last, catalogue=catalogue).full
        yield _told(open_days, full=full, turned={turns[day] for day in kept}, violations=violations)
        logbook = _as_loaded(logbook, week)
        week = week.after


def _seen(logbook: Logbook, day: date) -> Day:
    """Say what a kept day has closed; on a paused one it is everything."""
    closed = closed_on(logbook, day)
    paused = any(pause.covers(day) for pause in logbook.pauses)
    return replace(closed, everything=(*closed.everything, "break")) if paused else closed


def _told(open_days: list[Day], *, full: bool, turned: set[Variation], violations: int) -> Report:
    """Report a week; an easy dose of any variation that is not closed may be had on every day."""
    enough = len(open_days) >= len(Variation)
    training = [one for one in open_days if not one.everything]
    jumps = any(one.open(Variation.PLYOMETRIC) for one in training)
    best = len(training) >= len(Variation) and jumps
    closed = Counter(name for one in open_days for name in {*one.everything, *one.jumps})
    locked = bool(closed)
    return Report(
        runner_weeks=1,
        covered_weeks=int(full),
        best_weeks=int(best),
        rotation_weeks=int(turned == set(Variation)),
        unlocked_weeks=int(enough),
        locked=int(locked),
        covered_locked=int(full and locked),
        best_locked=int(best and locked),
        locked_violations=violations,
        limited_by=Counter([closed.most_common(1)[0][0]] if enough and not best else []),
    )


def _rotation() -> Iterator[Variation]:
    """Give the variations in turn, whatever was missed."""
    order = tuple(Variation)
    return (order[number % len(order)] for number in count())


def _prescribed(logbook: Logbook, day: date, *, catalogue: Catalogue) -> tuple[Logbook, Prescription | None]:
    """Return what is prescribed on a day, None where the plan says why there is nothing."""
    plan = plan_day(logbook, day, catalogue=catalogue)
    if isinstance(plan, Prescription):
        return logbook.write(Edit(before=None, after=plan)), plan
    if not (isinstance(plan, Rest) and plan.reasons):
        raise NoReasonError(day)
    return logbook, None


def _trained(logbook: Logbook, prescription: Prescription, *, chance: Random, catalogue: Catalogue) -> Logbook:
    """Log what was prescribed, sometimes a set or some reps short, with a weight where one was asked for."""
    exercise = catalogue[prescription.exercise]
    asked = prescription.dose
    tried = replace(
        asked,
        sets=max(1, asked.sets - chance.choice((0, 0, 0, 1))),
        reps=max(1, asked.reps + chance.choice((-2, 0, 0, 1, 2))),
        load=Load.of(Decimal(10), Unit.KG) if asked.load is None and exercise.weighted else asked.load,
    )
    sets = tuple(replace(one, rpe=Decimal(chance.choice((7, 8, 9)))) for one in planned_sets(tried, exercise))
    at = datetime.combine(prescription.day, EVENING)
    logging = Logging(day=prescription.day, at=at, prescription=prescription)
    logged, _ = log_works(logbook, [Work(sets=sets)], logging=logging, catalogue=catalogue)
    return logged


def _as_loaded(logbook: Logbook, week: Week) -> Logbook:
    """Return the logbook as storage would load it after `week`."""
    since = week.after.first - LOADED
    return replace(
        logbook,
        since=since,
        entries=tuple(entry for entry in logbook.entries if entry.day >= since),
        prescriptions=tuple(one for one in logbook.prescriptions if one.day >= since),
        changes=(),
        unsaved=(),
        new_changes=(),
    )
