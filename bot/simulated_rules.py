"""The rules that no plan may break, stated once more from the facts: nothing here asks the planner what is locked.

A simulation and the tests hold the planner to them. Each breach has the name that a report says.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from core.domain.exercise import Catalogue, Exercise, Impact, Variation
from core.domain.facts import PainReport, PainWhen, RaceKind
from core.domain.logbook import Logbook
from core.domain.prescription import Effort, Prescription
from core.domain.runner import Experience
from core.domain.training import CalfTest, Entry

MOST_CONTACTS: Final = 120
#: Days without hard or plyometric work after a race (coaching.md section 4), the more the less the runner is used to.
RECOVERY: Final = {
    RaceKind.SHORT: {},
    RaceKind.HALF: {None: 5, Experience.BEGINNER: 5, Experience.REGULAR: 4, Experience.ADVANCED: 3},
    RaceKind.MARATHON: {None: 14, Experience.BEGINNER: 14, Experience.REGULAR: 10, Experience.ADVANCED: 7},
    RaceKind.ULTRA: dict.fromkeys((None, *Experience), 14),
}
#: Pain that goes on as it is, and pain above which an exercise stops; days that a report speaks for.
_GOES_ON: Final = 2
_STOPS: Final = 5
_WEEK: Final = 7
_NIGHTS: Final = 2
_TREND: Final = timedelta(days=14)
_TREND_DAYS: Final = 3
_LAST_HARD: Final = range(7, 11)
_FOUR_WEEKS: Final = timedelta(days=28)
_SIXTEEN_WEEKS: Final = timedelta(days=112)
_RAISES: Final = {Impact.LOW: 15, Impact.MEDIUM: 15, Impact.HIGH: 25}
_RAISES_ON_ONE_LEG: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What a day closes, each with its name: everything, jumps, hard work."""

    everything: tuple[str, ...] = ()
    jumps: tuple[str, ...] = ()
    hard: tuple[str, ...] = ()

    def open(self, variation: Variation) -> bool:
        """Tell whether an easy dose of a variation may be had."""
        return not self.everything and not (self.jumps and variation is Variation.PLYOMETRIC)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    """A prescription, and what it amounts to."""

    prescription: Prescription
    exercise: Exercise

    @property
    def day(self) -> date:
        return self.prescription.day

    @property
    def hard(self) -> bool:
        return self.prescription.dose.effort is Effort.HARD or self.lands_hard

    @property
    def jumps(self) -> bool:
        return self.exercise.impact is not None

    @property
    def lands_hard(self) -> bool:
        return _lands_hard(self.exercise)

    @property
    def landings(self) -> int:
        dose = self.prescription.dose
        return dose.sets * dose.reps * (2 if self.exercise.one_leg else 1) if self.jumps else 0


def broken_by(logbook: Logbook, prescription: Prescription, *, catalogue: Catalogue) -> tuple[str, ...]:
    """Name every rule that a prescription breaks."""
    given = _Given(prescription=prescription, exercise=catalogue[prescription.exercise])
    closed = closed_on(logbook, prescription.day)
    return (
        *closed.everything,
        *(closed.jumps if given.jumps else ()),
        *(closed.hard if given.hard else ()),
        *_recovery(logbook, given, catalogue=catalogue),
        *_last_before_race(logbook, given, catalogue=catalogue),
        *_hurt_by_it(logbook, given),
        *_nothing_new(logbook, given, catalogue=catalogue),
        *_gates(logbook, given),
        *(("equipment",) if given.exercise.equipment - logbook.settings.equipment else ()),
        *(("contacts",) if given.landings > MOST_CONTACTS else ()),
    )


def closed_on(logbook: Logbook, day: date) -> Day:
    """Say what red flags, conditions, races, runs and pain close on a day."""
    jumps = [*_waits(logbook, day), *_after_race(logbook, day), *_pain(logbook, day)]
    return Day(
        everything=(*_flagged(logbook, day), *_race_rest(logbook, day)),
        jumps=(*jumps, *_worse(logbook, day)),
        hard=(*jumps, *_race_near(logbook, day), *_run_near(logbook, day)),
    )


def _flagged(logbook: Logbook, day: date) -> Iterator[str]:
    if any(one.day <= day and (one.cleared is None or one.cleared > day) for one in logbook.red_flags):
        yield "red flag"


def _waits(logbook: Logbook, day: date) -> Iterator[str]:
    if any(one.day <= day and (one.cleared is None or one.cleared > day) for one in logbook.conditions):
        yield "clearance"


def _race_rest(logbook: Logbook, day: date) -> Iterator[str]:
    if any((race.day - day).days in {0, 1} for race in logbook.races):
        yield "race"


def _race_near(logbook: Logbook, day: date) -> Iterator[str]:
    if any((race.day - day).days in {2, 3, 4} for race in logbook.races):
        yield "race"


def _after_race(logbook: Logbook, day: date) -> Iterator[str]:
    used_to = logbook.settings.experience
    if any(0 < (day - race.day).days <= RECOVERY[race.kind].get(used_to, 0) for race in logbook.races):
        yield "race recovery"


def _run_near(logbook: Logbook, day: date) -> Iterator[str]:
    reach = 2 if logbook.settings.experience is Experience.BEGINNER else 1
    ahead = [day + timedelta(days=days) for days in range(1, reach + 1)]
    if any(run.falls_on(one) for run in logbook.runs for one in ahead):
        yield "run"


def _pain(logbook: Logbook, day: date) -> Iterator[str]:
    """Close on the day of severe pain, for a week after two such days in a row, and while pain rises over two weeks."""
    told = [one for one in logbook.pains if day - _TREND < one.day <= day]
    during = sorted({one.day for one in told if one.when is PainWhen.DURING})
    severe = {one.day for one in told if _severe(one) and one.when is PainWhen.DURING}
    stopped = any(_severe(one) for one in told if one.day == day)
    twice = len(during) > 1 and severe.issuperset(during[-2:]) and (day - during[-1]).days < _WEEK
    if stopped or twice or _rising(told, day):
        yield "pain"


def _rising(told: list[PainReport], day: date) -> bool:
    """Tell whether the second week's mean is a point above the first's, and the newest day above 2."""
    worst = {one.day: max(other.level for other in told if other.day == one.day) for one in told}
    first = [level for at, level in worst.items() if (day - at).days >= _WEEK]
    second = [level for at, level in worst.items() if (day - at).days < _WEEK]
    if not first or not second or len(worst) < _TREND_DAYS or worst[max(worst)] <= _GOES_ON:
        return False
    return sum(second) / len(second) - sum(first) / len(first) >= 1 - 1e-9


def _worse(logbook: Logbook, day: date) -> Iterator[str]:
    """Close for a week from a morning that was told as worse, or was worse than all of the two days before it."""
    for one in logbook.pains:
        if one.when is not PainWhen.MORNING or not 0 <= (day - one.day).days < _WEEK:
            continue
        earlier = [other for other in logbook.pains if 0 < (one.day - other.day).days <= _NIGHTS]
        during = [other.level for other in earlier if other.when is PainWhen.DURING]
        if one.worse or (during and one.level > max(_GOES_ON, *during)):
            yield "pain"


def _severe(report: PainReport) -> bool:
    return report.level > _STOPS or report.limp or report.sharp


def _hurt_by_it(logbook: Logbook, given: _Given) -> Iterator[str]:
    hurt = [one for one in logbook.pains if one.day == given.day and _severe(one)]
    if hurt and hurt[-1].exercise == given.exercise.key:
        yield "pain"


def _nothing_new(logbook: Logbook, given: _Given, *, catalogue: Catalogue) -> Iterator[str]:
    """Ask of whoever's last word on pain was 3 or more for what was done before, where such is open to everybody."""
    told = [one for one in logbook.pains if 0 <= (given.day - one.day).days < _WEEK]
    if not told or max(told, key=lambda one: (one.day, one.at, one.id)).level <= _GOES_ON:
        return
    near = [entry for entry in logbook.entries if given.day - _FOUR_WEEKS <= entry.day <= given.day]
    done = {catalogue[entry.exercise].key: catalogue[entry.exercise] for entry in near}
    same = [one for one in done.values() if one.variation is given.exercise.variation and _open_to_all(one)]
    if same and given.exercise.key not in done:
        yield "nothing new"


def _open_to_all(exercise: Exercise) -> bool:
    lowest = exercise.impact is Impact.LOW and exercise.easier is None
    return not exercise.equipment and not exercise.weighted and (exercise.impact is None or lowest)


def _recovery(logbook: Logbook, given: _Given, *, catalogue: Catalogue) -> Iterator[str]:
    near = [entry for entry in logbook.entries if abs((entry.day - given.day).days) <= 1]
    done = [(entry, catalogue[entry.exercise]) for entry in near]
    if given.lands_hard and any(_lands_hard(one) for _, one in done):
        yield "48 hours"
    if _is_strength(given.exercise) and given.hard and any(_was_hard_strength(entry, one) for entry, one in done):
        yield "48 hours"


def _last_before_race(logbook: Logbook, given: _Given, *, catalogue: Catalogue) -> Iterator[str]:
    """On days 6 and 5 before a race no second "last" hard dose: that was 7 to 10 days before."""
    for race in logbook.races:
        if (race.day - given.day).days not in {5, 6} or not given.hard or given.jumps:
            continue
        window = [one for one in logbook.entries if (race.day - one.day).days in _LAST_HARD]
        if any(_was_hard_strength(one, catalogue[one.exercise]) for one in window):
            yield "race"


def _gates(logbook: Logbook, given: _Given) -> Iterator[str]:
    test = _newest_test(logbook, given.day)
    impact = given.exercise.impact
    if impact is None:
        if test is not None and test.weaker < _RAISES[Impact.LOW] and given.exercise.weighted:
            yield "gate"
        return
    if test is None:
        if given.lands_hard:
            yield "gate"
        return
    lowest = impact is Impact.LOW and given.exercise.easier is None
    needed = _RAISES_ON_ONE_LEG if impact is Impact.MEDIUM and given.exercise.one_leg else _RAISES[impact]
    uneven = impact is Impact.HIGH and test.weaker * 10 < max(test.left, test.right) * 9
    if not lowest and (test.weaker < needed or uneven):
        yield "gate"


def _newest_test(logbook: Logbook, day: date) -> CalfTest | None:
    tests = [one for one in logbook.tests if one.day <= day]
    return tests[-1] if tests and day - tests[-1].day <= _SIXTEEN_WEEKS else None


def _lands_hard(exercise: Exercise) -> bool:
    return exercise.impact in {Impact.MEDIUM, Impact.HIGH}


def _is_strength(exercise: Exercise) -> bool:
    return exercise.impact is None


def _was_hard_strength(entry: Entry, exercise: Exercise) -> bool:
    return _is_strength(exercise) and not entry.easy
