"""Breaks from training: how long one was, and how much of the work is left after it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from core.domain.exercise import Catalogue, Variation
from core.domain.lazy import lazy
from core.domain.logbook import Logbook
from core.domain.planning.recent import is_work
from core.domain.progression.dose_reasons import DoseWhy
from core.domain.runner import Settings
from core.domain.training import Entry
from core.domain.week import ONE_DAY, is_training_day

#: How far back a dose looks. Shorter than what is loaded by default, so that a dose never depends on how much was.
HORIZON = timedelta(days=112)
#: A break of this many days begins the first two weeks anew (ours: after it the next load is tested again anyway).
_ANEW = timedelta(days=42)
_INTRO = timedelta(days=14)
_SHORTEST = 7
#: Days without a variation after which it has had a break, however much was trained of the others (ours).
_VARIATION_LOST = 28


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """What a break of `shortest` days and more takes away.

    `load` is the share of the system load that comes off, `contacts` the share of contacts that stays. `fewer_sets`
    come off the usual sets, `most_sets` bounds them; `reserve` are the reps kept in reserve. The shares are ours:
    strength lasts three to four weeks, protection from soreness does not (CSCCa/NSCA 2019 on the way back).
    """

    shortest: int
    why: DoseWhy
    load: Decimal
    contacts: Decimal
    fewer_sets: int = 0
    most_sets: int = 3
    reserve: int = 3
    level_down: bool = False
    test_again: bool = False


_BREAKS = (
    Break(
        shortest=42,
        why=DoseWhy.BREAK_6_8_WEEKS,
        load=Decimal("0.30"),
        contacts=Decimal("0.5"),
        most_sets=2,
        level_down=True,
        test_again=True,
    ),
    Break(
        shortest=28,
        why=DoseWhy.BREAK_4_5_WEEKS,
        load=Decimal("0.20"),
        contacts=Decimal("0.5"),
        most_sets=2,
        level_down=True,
    ),
    Break(shortest=14, why=DoseWhy.BREAK_2_3_WEEKS, load=Decimal("0.10"), contacts=Decimal("0.5")),
    Break(
        shortest=7,
        why=DoseWhy.BREAK_7_13,
        load=Decimal("0.05"),
        contacts=Decimal("0.75"),
        fewer_sets=1,
        reserve=2,
    ),
)
#: The longest break, in days, after which something of the work before is kept.
LONGEST_KEPT = 56


def break_after(days: int) -> Break | None:
    """Return the break that so many days without training are; None for less than a week and for more than eight."""
    if days > LONGEST_KEPT:
        return None
    return next((one for one in _BREAKS if days >= one.shortest), None)


@dataclass(frozen=True, kw_only=True)
class Trail:
    """When a runner trained, seen from a day, newest first and as far back as that tells of breaks and first weeks.

    `days` begin with the day itself, `varied` are those of the variation.
    """

    days: list[date]
    varied: list[date]
    settings: Settings

    @lazy
    def days_off(self) -> int | None:
        """The days since the last training of the variation, None where there is none to go by."""
        return (self.days[0] - self.varied[0]).days if self.varied else None

    @lazy
    def away(self) -> int:
        """The longest time among them without any training, 0 where that was no break."""
        return _away(self.days, self.days.index(self.varied[0]), settings=self.settings) if self.varied else 0

    @lazy
    def intro(self) -> date | None:
        """The first day of the runner's first two weeks while they last, else None."""
        begun, _ = _steady_since(self.days)
        restart, anew = _steady_since([self.days[0], *self.varied])
        begun = max(begun, restart) if anew else begun
        return begun if begun > self.days[0] - _INTRO else None

    @property
    def broke_off(self) -> int:
        """The days of the break that lies behind: without any training, or four weeks without the variation.

        Ours: on three days a week each variation has its turn every seven days, and that is no break.
        """
        off = self.days_off or 0
        return off if off >= _VARIATION_LOST else self.away

    @property
    def intro_until(self) -> date | None:
        """The last day of the first two weeks."""
        return self.intro and self.intro + _INTRO - ONE_DAY


def trail(logbook: Logbook, variation: Variation, *, day: date, catalogue: Catalogue) -> Trail:
    """Read from the log when the runner and the variation were trained last, and since when without a long break."""
    days = [day]
    varied: list[date] = []
    exercises, oldest, settled = catalogue.exercises, day - HORIZON, day - _INTRO
    for entry in reversed(logbook.entries):
        trained = entry.day
        if trained >= day or not _trained(entry):
            continue
        if trained < oldest or (days[-1] <= settled and varied and varied[-1] <= settled):
            break
        if trained != days[-1]:
            days.append(trained)
        exercise = exercises.get(entry.exercise)
        if exercise is not None and exercise.variation is variation:
            varied.append(trained)
    return Trail(days=days, varied=varied, settings=logbook.settings)


def _steady_since(days: Sequence[date]) -> tuple[date, bool]:
    """Return the first of the days, told newest first, behind which no long break lies, and whether one was before it.

    Beyond the first two weeks nobody asks.
    """
    since, settled = days[0], days[0] - _INTRO
    for trained in days:
        if since - trained >= _ANEW:
            return since, True
        since = trained
        if trained <= settled:
            break
    return since, False


def _away(days: list[date], last: int, *, settings: Settings) -> int:
    """Return the longest break between the last training of a variation, at place `last`, and the first of `days`.

    None is a gap in which no training day was missed, nor one about as long as the gap before it (ours: whoever trains
    once a week has no break every week).
    """
    if not last or (days[0] - days[last]).days < _SHORTEST:
        return 0
    gaps = [(newer - older).days for newer, older in pairwise(days[: last + 2])]
    before = (*gaps[1:], 0)
    return max(
        (
            gap
            for gap, earlier, older in zip(gaps[:last], before, days[1:], strict=False)
            if gap >= _SHORTEST and not _as_usual(gap, earlier) and _missed(older, gap, settings=settings)
        ),
        default=0,
    )


def _as_usual(gap: int, earlier: int) -> bool:
    return gap < _VARIATION_LOST and earlier >= _SHORTEST and 4 * earlier >= 3 * gap


def _missed(trained: date, gap: int, *, settings: Settings) -> bool:
    """Tell whether a training day passed in a gap that began with a day of training."""
    return any(is_training_day(settings, trained + timedelta(days=days)) for days in range(1, gap))


def _trained(entry: Entry) -> bool:
    """Tell whether an entry has a set that did not fail; the first one says so nearly always."""
    return bool(entry.sets and (entry.sets[0].reps or entry.sets[0].seconds)) or is_work(entry)
