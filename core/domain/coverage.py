"""Which variations a week has, lacks and can still reach."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.domain.exercise import Catalogue, Variation
from core.domain.logbook import Logbook
from core.domain.week import Week

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
    raise NotImplementedError


def full_weeks(logbook: Logbook, day: date, *, catalogue: Catalogue) -> int:
    """Count the weeks of full coverage in a row up to `day`; a week that is not over yet can only add.

    Raises OlderHistoryNeededError where the row may begin before what was loaded.
    """
    raise NotImplementedError


def about_to_slip(coverage: Coverage) -> bool:
    """Tell whether a nudge is due: a day was missed, and one or two more put full coverage out of reach."""
    spare = coverage.days_left - len(coverage.missing)
    return bool(coverage.missing) and coverage.days_missed > 0 and spare in {0, 1}
