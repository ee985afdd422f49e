"""What the last four weeks say, gathered in one pass over a runner's log."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

from core.domain.exercise import Catalogue, Exercise, ExerciseKey, Impact, Variation
from core.domain.logbook import Logbook
from core.domain.training import Entry
from core.domain.week import Week, week_of

#: How far back a plan looks; what lies further back is "long ago", so a plan never depends on how much was loaded.
LOOK_BACK = timedelta(days=28)
#: Two local dates fewer than this many days apart are less than 48 hours apart.
RECOVERY_DAYS = 2
_NEAR = timedelta(days=RECOVERY_DAYS - 1)
MEDIUM_OR_HIGH = frozenset({Impact.MEDIUM, Impact.HIGH})

_Told: TypeAlias = tuple[Entry, Exercise]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recent:
    """The last four weeks of a log, seen from `day`.

    `entries` stand newest first, each with its exercise. `last` and `last_of` say when a variation and an exercise
    were last done: the day and, to tell two of one day apart, the entry's id. `hard_days` counts this week's days with
    a hard dose of a variation. `hard_strength` and `impact` are the newest hard strength and the newest medium or high
    plyometrics less than 48 hours from `day`.
    """

    day: date
    week: Week
    entries: tuple[_Told, ...]
    today: tuple[Entry, ...]
    covered: frozenset[Variation]
    hard_days: Mapping[Variation, int]
    last: Mapping[Variation, tuple[date, int]]
    last_of: Mapping[ExerciseKey, tuple[date, int]]
    hard_strength: Entry | None
    impact: Entry | None


def look_back(logbook: Logbook, day: date, *, catalogue: Catalogue) -> Recent:
    """Gather what the entries of the last four weeks say on `day`."""
    week = week_of(day, starts=logbook.settings.week_starts)
    entries = tuple(newest_first(logbook, day - LOOK_BACK, catalogue=catalogue))
    worked = [told for told in entries if is_work(told[0])]
    this_week = list(_between(worked, week.first, until=week.last))
    near = list(_between(entries, day - _NEAR, until=day + _NEAR))
    hard = {(exercise.variation, entry.day) for entry, exercise in this_week if not entry.easy}
    hard_days = [variation for variation, _ in hard]
    last_done: dict[Variation, tuple[date, int]] = {}
    last_of: dict[ExerciseKey, tuple[date, int]] = {}
    # From the oldest on, so that the newest is what stays.
    for entry, exercise in reversed(worked):
        last_done[exercise.variation] = last_of[entry.exercise] = (entry.day, entry.id)
    return Recent(
        day=day,
        week=week,
        entries=entries,
        today=tuple([entry for entry, _ in this_week if entry.day == day]),
        covered=frozenset([exercise.variation for _, exercise in this_week]),
        hard_days={variation: hard_days.count(variation) for variation in hard_days},
        last=last_done,
        last_of=last_of,
        hard_strength=next((entry for entry, exercise in near if exercise.impact is None and not entry.easy), None),
        impact=next((entry for entry, exercise in near if exercise.impact in MEDIUM_OR_HIGH), None),
    )


def _between(told: Sequence[_Told], first: date, *, until: date) -> Iterator[_Told]:
    """Give what stands from `first` to `until` of what is told newest first."""
    for one in told:
        if one[0].day < first:
            return
        if one[0].day <= until:
            yield one


def newest_first(logbook: Logbook, since: date, *, catalogue: Catalogue) -> Iterator[_Told]:
    """Give the entries from `since` on, each with its exercise; what the catalogue no longer has is passed over."""
    for entry in reversed(logbook.entries):
        if entry.day < since:
            return
        exercise = catalogue.exercises.get(entry.exercise)
        if exercise is not None:
            yield entry, exercise


def is_work(entry: Entry) -> bool:
    """Tell whether an entry has a working set: one that did not fail; an unknown count is believed."""
    for one in entry.sets:  # noqa: SIM110 - a third of the time of a generator, and every plan asks it of every entry
        if one.reps != 0 and one.seconds != 0:
            return True
    return False
