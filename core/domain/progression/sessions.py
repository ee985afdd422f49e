"""What was done: a day's sets of one exercise, read as one session, and how its sets are counted."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from operator import attrgetter

from core.domain.exercise import Exercise, LoadKind, Measure
from core.domain.load import Load
from core.domain.logbook import Logbook
from core.domain.prescription import Dose, Effort
from core.domain.progression.breaks import HORIZON
from core.domain.training import Entry, Side, TrainingSet

#: Two-leg hops go at about two a second (ours), where only the time was logged.
CONTACTS_A_SECOND = 2
_ONE_SIDED = (Side.LEFT, Side.RIGHT)
_LEGS = {Side.LEFT: 1, Side.RIGHT: 1, Side.EACH: 2}
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A day's working sets of one exercise, at the load of the weaker side.

    `least` is the smallest count of a set (reps or seconds; so the weaker side's where they differ), None where no
    count is known; `sets` counts the sets of each leg, `total` what they add up to. `load` None with `known` is the
    body alone, without it nobody said. `asked` is the dose that the session answers, `weaker` the side that set a
    lower load.
    """

    day: date
    sets: int
    least: int | None
    total: int
    load: Load | None
    known: bool
    rpe: Decimal | None
    easy: bool
    asked: Dose | None = None
    weaker: Side | None = None

    @property
    def body_alone(self) -> bool:
        """Tell whether it was done without a weight."""
        return self.known and self.load is None


def sessions_before(logbook: Logbook, exercise: Exercise, *, day: date) -> Iterator[Session]:
    """Give the sessions of an exercise before `day`, newest first, as far back as a dose looks."""
    for _, entries in groupby(_backwards(logbook, exercise, day=day), key=attrgetter("day")):
        told = list(entries)[::-1]
        hard = [one for one in told if not one.easy]
        yield session_of(hard or told, exercise, asked=asked_of(logbook, hard or told))


def session_of(entries: list[Entry], exercise: Exercise, *, asked: Dose | None = None) -> Session:
    """Read entries of one exercise on one day, oldest first, as one session."""
    sets = [one for entry in entries for one in entry.sets]
    if sets.count(sets[0]) == len(sets):
        return _even_session(entries[0], exercise, sets=sets, asked=asked)
    load, known, weaker = _working_load(sets)
    if not known and asked is not None:
        load, known = asked.load, asked.load is not None or asked.bodyweight
    working = sets if load is None else [one for one in sets if _at_least(one, load)]
    counts = [(count_of(one, exercise.measure), one.side) for one in working]
    told = [count for count, _ in counts if count is not None]
    return Session(
        day=entries[0].day,
        sets=per_leg([(1, side) for _, side in counts]),
        least=min(told) if told else None,
        total=per_leg([(count or 0, side) for count, side in counts]),
        load=load,
        known=known,
        rpe=max((one.rpe for one in working if one.rpe is not None), default=None),
        easy=entries[0].easy or (asked is not None and asked.effort is Effort.EASY),
        asked=asked,
        weaker=weaker,
    )


def _even_session(entry: Entry, exercise: Exercise, *, sets: list[TrainingSet], asked: Dose | None) -> Session:
    """Read sets that are all the same, as most are: what the longer reading gives, in a third of the time."""
    first = sets[0]
    load, known = first.load, first.load is not None or first.bodyweight
    if not known and asked is not None:
        load, known = asked.load, asked.load is not None or asked.bodyweight
    count = count_of(first, exercise.measure)
    return Session(
        day=entry.day,
        sets=len(sets),
        least=count,
        total=len(sets) * (count or 0),
        load=_weight(load),
        known=known,
        rpe=first.rpe,
        easy=entry.easy or (asked is not None and asked.effort is Effort.EASY),
        asked=asked,
    )


def asked_of(logbook: Logbook, entries: list[Entry]) -> Dose | None:
    """Return the dose that entries of one exercise answer, where it was of the same exercise."""
    numbers = {one.prescription for one in entries} - {None}
    if not numbers:
        return None
    answered = next((one for one in reversed(logbook.prescriptions) if one.id in numbers), None)
    return answered.dose if answered is not None and answered.exercise == entries[0].exercise else None


def count_of(one: TrainingSet, measure: Measure) -> int | None:
    """Return what a set counts in the measure of its exercise."""
    return one.seconds if measure is Measure.SECONDS else one.reps


def per_leg(counts: list[tuple[int, Side]]) -> int:
    """Add counts up for one leg: the weaker side's where the sides were told apart."""
    each = sum(count for count, side in counts if side not in _ONE_SIDED)
    left = [count for count, side in counts if side is Side.LEFT]
    right = [count for count, side in counts if side is Side.RIGHT]
    if left and right:
        return each + min(sum(left), sum(right))
    return each + sum(left) + sum(right)


def legs_of(one: TrainingSet, exercise: Exercise) -> int:
    """Return with how many legs in turn a set was done."""
    return _LEGS.get(one.side) or (2 if exercise.one_leg else 1)


def contacts_of(entry: Entry, exercise: Exercise) -> int:
    """Count the landings of an entry of a plyometric exercise, both legs together."""
    landings = [legs_of(one, exercise) * _landings(one) for one in entry.sets]
    return sum(landings)


def kg_moved(entry: Entry, exercise: Exercise) -> Decimal:
    """Return reps times added weight of an entry in kg, each leg counted; the body itself is not."""
    hands = 2 if exercise.load_kind is LoadKind.PER_HAND else 1
    lifted = (one.load.kg * (one.reps * legs_of(one, exercise) * hands) for one in entry.sets if one.load and one.reps)
    return sum((kg for kg in lifted if kg > 0), start=_ZERO)


def _landings(one: TrainingSet) -> int:
    if one.reps is not None:
        return one.reps
    return (one.seconds or 0) * CONTACTS_A_SECOND


def _backwards(logbook: Logbook, exercise: Exercise, *, day: date) -> Iterator[Entry]:
    """Give the entries of an exercise before `day`, newest first."""
    key, oldest = exercise.key, day - HORIZON
    for entry in reversed(logbook.entries):
        if entry.day >= day:
            continue
        if entry.day < oldest:
            return
        if entry.exercise == key and entry.sets:
            yield entry


def _working_load(sets: list[TrainingSet]) -> tuple[Load | None, bool, Side | None]:
    """Return the load of the working sets, whether it is known, and the weaker side where the sides differ."""
    said = [one for one in sets if one.load is not None or one.bodyweight]
    if not said:
        return None, False, None
    first = said[0].load
    if all(one.load == first for one in said):
        return _weight(first), True, None
    sides = {side: [one for one in said if one.side is side] for side in _ONE_SIDED}
    left, right = (_usual(of_side) if of_side else None for of_side in sides.values())
    if left is None or right is None or _kg(left) == _kg(right):
        return _weight(_usual(said).load), True, None
    lighter = min(left, right, key=_kg)
    return _weight(lighter.load), True, lighter.side


def _usual(sets: list[TrainingSet]) -> TrainingSet:
    """Return a set at the load of most sets, the heavier one of two: lighter ones are warm-ups, a heavier one a try."""
    times = Counter(_kg(one) for one in sets)
    return max(sets, key=lambda one: (times[_kg(one)], _kg(one)))


def _weight(load: Load | None) -> Load | None:
    """Return None for a load of nothing."""
    return load if load is not None and load.amount else None


def _kg(one: TrainingSet) -> Decimal:
    return one.load.kg if one.load is not None else _ZERO


def _at_least(one: TrainingSet, load: Load) -> bool:
    """Tell whether a set was done with `load` or more; where nothing was said it was the load of the others."""
    if one.load == load or (one.load is None and not one.bodyweight):
        return True
    return _kg(one) >= load.kg
