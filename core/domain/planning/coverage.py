"""Which variations a week has, lacks and can still reach."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.domain.exercise import Catalogue, Exercise, Variation
from core.domain.facts import Pause
from core.domain.logbook import Logbook
from core.domain.planning.recent import is_work, newest_first
from core.domain.progression.sessions import contacts_of, kg_moved
from core.domain.training import Entry
from core.domain.week import ONE_DAY, Week, is_training_day, week_of

#: Hard doses of each variation that a week aims at.
WEEKLY_TARGET = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What was done of one variation in a week.

    `doses` and `hard_doses` count days; `sets` are working sets; `contacts` are landings, `load_kg` the weight moved
    (repetitions times external load, each leg counted).
    """

    variation: Variation
    doses: int = 0
    hard_doses: int = 0
    sets: int = 0
    contacts: int = 0
    load_kg: Decimal = Decimal(0)
    last: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """A runner's week, seen from `day`.

    `days_left` counts the training days from `day` on that are neither trained nor paused yet, `days_kept` the days
    trained, `days_missed` the training days before `day` that were neither trained nor paused.
    """

    week: Week
    day: date
    work: tuple[Work, ...]
    days_left: int
    days_kept: int
    days_missed: int

    @property
    def covered(self) -> tuple[Variation, ...]:
        """The variations that have a working set this week."""
        return tuple(one.variation for one in self.work if one.doses)

    @property
    def missing(self) -> tuple[Variation, ...]:
        """The variations that have none."""
        return tuple(one.variation for one in self.work if not one.doses)

    @property
    def full(self) -> bool:
        """Tell whether all three are covered."""
        return not self.missing

    @property
    def reachable(self) -> int:
        """How many of the missing variations the days left suffice for."""
        return min(len(self.missing), self.days_left)

    def of(self, variation: Variation) -> Work:
        """Return what was done of one variation."""
        return next(one for one in self.work if one.variation is variation)


def week_coverage(logbook: Logbook, day: date, *, catalogue: Catalogue) -> Coverage:
    """Return what the week of `day` has and lacks."""
    week = week_of(day, starts=logbook.settings.week_starts)
    entries = _worked(logbook, week, catalogue=catalogue)
    trained = {entry.day for entry, _ in entries}
    missed = [one for one in week if one < day and one not in trained and _is_open(logbook, one)]
    return Coverage(
        week=week,
        day=day,
        work=tuple(_work(variation, entries) for variation in Variation),
        days_left=days_left(logbook, day, trained=day in trained),
        days_kept=len(trained),
        days_missed=len(missed),
    )


def full_weeks(logbook: Logbook, day: date, *, catalogue: Catalogue) -> int:
    """Count the weeks of full coverage in a row up to `day`; a week that is not over yet can only add.

    A week in which a pause left fewer than three training days neither counts nor ends the row.
    Raises OlderHistoryNeededError where the row may begin before what was loaded.
    """
    full = _full_weeks(logbook, catalogue=catalogue)
    week = week_of(day, starts=logbook.settings.week_starts)
    count = int(week.first in full)
    while True:
        week = week.before
        if logbook.since is not None and week.first < logbook.since:
            logbook.whole()
        if week.first in full:
            count += 1
        elif not _was_paused(logbook, week):
            return count


def is_paused(logbook: Logbook, day: date) -> Pause | None:
    """Return the pause that `day` lies in, None where there is none."""
    if not logbook.pauses:
        return None
    return next((pause for pause in logbook.pauses if pause.covers(day)), None)


def days_left(logbook: Logbook, day: date, *, trained: bool) -> int:
    """Count the training days of the week from `day` on, `day` itself only where it is not `trained` yet."""
    first = day + ONE_DAY if trained else day
    week = week_of(day, starts=logbook.settings.week_starts)
    return sum(_is_open(logbook, one) for one in week if one >= first)


def about_to_slip(coverage: Coverage) -> bool:
    """Tell whether a nudge is due: a day was missed, and one or two more put full coverage out of reach."""
    return slips(len(coverage.missing), days_left=coverage.days_left, days_missed=coverage.days_missed)


def slips(missing: int, *, days_left: int, days_missed: int) -> bool:
    """Tell of counts what `about_to_slip` tells of a week."""
    return missing > 0 and days_missed > 0 and days_left - missing in {0, 1}


def _is_open(logbook: Logbook, day: date) -> bool:
    return is_training_day(logbook.settings, day) and is_paused(logbook, day) is None


def _worked(logbook: Logbook, week: Week, *, catalogue: Catalogue) -> list[tuple[Entry, Exercise]]:
    """Return the week's entries that have a working set, newest first."""
    entries = newest_first(logbook, week.first, catalogue=catalogue)
    return [(entry, exercise) for entry, exercise in entries if entry.day <= week.last and is_work(entry)]


def _work(variation: Variation, entries: list[tuple[Entry, Exercise]]) -> Work:
    mine = [(entry, exercise) for entry, exercise in entries if exercise.variation is variation]
    return Work(
        variation=variation,
        doses=len({entry.day for entry, _ in mine}),
        hard_doses=len({entry.day for entry, _ in mine if not entry.easy}),
        sets=sum(one.reps != 0 and one.seconds != 0 for entry, _ in mine for one in entry.sets),
        contacts=sum(contacts_of(entry, exercise) for entry, exercise in mine if exercise.impact is not None),
        load_kg=sum((kg_moved(entry, exercise) for entry, exercise in mine), start=Decimal(0)),
        last=max((entry.day for entry, _ in mine), default=None),
    )


def _full_weeks(logbook: Logbook, *, catalogue: Catalogue) -> set[date]:
    """Return the first day of each week in which all variations were covered."""
    covered: defaultdict[date, set[Variation]] = defaultdict(set)
    for entry, exercise in newest_first(logbook, date.min, catalogue=catalogue):
        if is_work(entry):
            covered[week_of(entry.day, starts=logbook.settings.week_starts).first].add(exercise.variation)
    return {first for first, variations in covered.items() if len(variations) == len(Variation)}


def _was_paused(logbook: Logbook, week: Week) -> bool:
    """Tell whether a pause left the week too few training days for full coverage."""
    training = [day for day in week if is_training_day(logbook.settings, day)]
    paused = [day for day in training if is_paused(logbook, day)]
    return bool(paused) and len(training) - len(paused) < len(Variation)
