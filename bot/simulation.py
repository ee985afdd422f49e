"""Simulated runners over simulated weeks, through the real planner."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import count, islice
from random import Random

from core.domain.exercise import Catalogue, Equipment, Exercise, Impact, Variation
from core.domain.load import Load, Unit
from core.domain.logbook import Edit, Logbook
from core.domain.planning.coverage import week_coverage
from core.domain.planning.today import plan_day
from core.domain.prescription import Effort, Prescription
from core.domain.reading import Work
from core.domain.runner import EVERY_DAY, RunnerId, Settings
from core.domain.training import CalfTest, Entry, FactId
from core.domain.week import ONE_DAY, Week, is_training_day, week_of
from core.services.log_sets import Logging, log_works, planned_sets

FIRST_DAY = date(2026, 1, 5)
EVENING = time(18, tzinfo=UTC)
#: As much history as storage loads by default.
LOADED = timedelta(days=120)
MOST_CONTACTS = 120

KITS: tuple[frozenset[Equipment], ...] = (
    frozenset(),
    frozenset({Equipment.STEP}),
    frozenset({Equipment.BACKPACK, Equipment.STEP, Equipment.ROPE}),
    frozenset({Equipment.DUMBBELLS, Equipment.KETTLEBELL, Equipment.BENCH}),
    frozenset(Equipment),
)
#: Clean raises left and right in the calf test; None for who has not done it.
RAISES = (None, (8, 9), (16, 15), (22, 21), (30, 31), (33, 25))


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Runner-weeks with all three variations: by the planner, at best by any plan, and by a fixed rotation.

    `locked_violations` counts prescriptions of something that was locked, told by rules of the simulation's own.
    """

    runner_weeks: int = 0
    covered_weeks: int = 0
    best_weeks: int = 0
    rotation_weeks: int = 0
    locked_violations: int = 0

    def __add__(self, other: "Report") -> "Report":
        return Report(
            runner_weeks=self.runner_weeks + other.runner_weeks,
            covered_weeks=self.covered_weeks + other.covered_weeks,
            best_weeks=self.best_weeks + other.best_weeks,
            rotation_weeks=self.rotation_weeks + other.rotation_weeks,
            locked_violations=self.locked_violations + other.locked_violations,
        )

    @property
    def covered(self) -> float:
        """The planner's share of runner-weeks with full coverage."""
        return self._share(self.covered_weeks)

    @property
    def best(self) -> float:
        """The best share that any plan could reach with the same kept days."""
        return self._share(self.best_weeks)

    @property
    def rotation(self) -> float:
        """The share of a fixed rotation by training-day number."""
        return self._share(self.rotation_weeks)

    def facts(self) -> dict[str, int | float]:
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
) -> Report:
    """Simulate `runners` over `weeks` whole weeks; each training day is kept with probability `adherence`."""
    report = Report()
    for number in range(runners):
        logbook = _new_runner(number, days=days, chance=chance)
        simulated = _weeks(logbook, adherence=adherence, chance=chance, catalogue=catalogue)
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


def _weeks(logbook: Logbook, *, adherence: float, chance: Random, catalogue: Catalogue) -> Iterator[Report]:
    """Give one report a week, without end."""
    rotation = _rotation()
    week = week_of(FIRST_DAY, starts=logbook.settings.week_starts).after
    while True:
        turns = {day: next(rotation) for day in week if is_training_day(logbook.settings, day)}
        kept = [day for day in turns if chance.random() < adherence]
        violations = 0
        for day in turns:
            logbook, prescription = _prescribed(logbook, day, catalogue=catalogue)
            violations += breaks_a_lock(logbook, prescription, catalogue=catalogue)
            if day in kept:
                logbook = _trained(logbook, prescription, chance=chance, catalogue=catalogue)
        yield Report(
            runner_weeks=1,
            covered_weeks=int(week_coverage(logbook, week.last, catalogue=catalogue).full),
            # An easy dose of any variation is open every day, so three kept days are all that it takes.
            best_weeks=int(len(kept) >= len(Variation)),
            rotation_weeks=int({turns[day] for day in kept} == set(Variation)),
            locked_violations=violations,
        )
        logbook = _as_loaded(logbook, week)
        week = week.after


def _rotation() -> Iterator[Variation]:
    """Give the variations in turn, whatever was missed."""
    order = tuple(Variation)
    return (order[number % len(order)] for number in count())


def _prescribed(logbook: Logbook, day: date, *, catalogue: Catalogue) -> tuple[Logbook, Prescription]:
    plan = plan_day(logbook, day, catalogue=catalogue)
    if not isinstance(plan, Prescription):
        message = f"no exercise on {day}: {plan}"
        raise TypeError(message)
    return logbook.write(Edit(before=None, after=plan)), plan


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


def breaks_a_lock(logbook: Logbook, prescription: Prescription, *, catalogue: Catalogue) -> bool:
    """Tell whether a prescription is one that must never be: judged by the log alone, not by the planner's rules."""
    exercise = catalogue[prescription.exercise]
    near = [entry for entry in logbook.entries if abs(entry.day - prescription.day) <= ONE_DAY]
    done = [(entry, catalogue[entry.exercise]) for entry in near]
    return (
        bool(exercise.equipment - logbook.settings.equipment)
        or (_lands_hard(exercise) and any(_lands_hard(one) for _, one in done))
        or (_is_hard_strength(prescription, exercise) and any(_was_hard_strength(entry, one) for entry, one in done))
        or _landings(prescription, exercise) > MOST_CONTACTS
    )


def _lands_hard(exercise: Exercise) -> bool:
    return exercise.impact in {Impact.MEDIUM, Impact.HIGH}


def _is_hard_strength(prescription: Prescription, exercise: Exercise) -> bool:
    return exercise.impact is None and prescription.dose.effort is Effort.HARD


def _was_hard_strength(entry: Entry, exercise: Exercise) -> bool:
    return exercise.impact is None and not entry.easy


def _landings(prescription: Prescription, exercise: Exercise) -> int:
    if exercise.impact is None:
        return 0
    return prescription.dose.sets * prescription.dose.reps * (2 if exercise.one_leg else 1)


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
