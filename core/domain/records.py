"""Personal records, what is new about an entry, and what a week moved."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.domain.exercise import Catalogue, Exercise, ExerciseKey, Measure
from core.domain.load import Load, Unit
from core.domain.logbook import Logbook
from core.domain.planning.recent import is_work
from core.domain.prescription import Reason
from core.domain.progression.dose_reasons import News
from core.domain.progression.sessions import (
    Session,
    asked_of,
    contacts_of,
    count_of,
    kg_moved,
    session_of,
    sessions_before,
)
from core.domain.training import Entry, TrainingSet
from core.domain.week import week_of

_ZERO = Decimal(0)
_MORE = {Measure.REPS: News.MORE_REPS, Measure.SECONDS: News.MORE_SECONDS, Measure.CONTACTS: News.MORE_CONTACTS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Best:
    """A runner's records of one exercise, None where there is none.

    `heaviest` is the heaviest load of a set, `longest` the most reps (or seconds) of one set and `longest_load` the
    load that it was done with (None: the body alone), `contacts` the most landings of one entry.
    """

    exercise: ExerciseKey
    heaviest: Load | None = None
    longest: int | None = None
    longest_load: Load | None = None
    contacts: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """What some days moved: working sets, reps times added weight in kg (each leg counted), landings."""

    sets: int
    kg: Decimal
    contacts: int


def news(logbook: Logbook, entry: Entry, *, catalogue: Catalogue) -> tuple[Reason, ...]:
    """Return what is new about an entry beside all before it: records first, then what is more than the last time.

    Raises OlderHistoryNeededError where a record is in sight that older entries could already hold.
    """
    exercise = catalogue.exercises.get(entry.exercise)
    if exercise is None or not is_work(entry):
        return ()
    earlier = [
        one for one in _of(logbook, entry.exercise) if (one.day, one.id) < (entry.day, entry.id) and is_work(one)
    ]
    records = tuple(_records(entry, exercise, earlier=earlier, unit=logbook.settings.unit))
    if records or not earlier:
        logbook.whole()
    if not earlier:
        return (News.FIRST_TIME.because(exercise.key),)
    return (*records, *_more_than_last_time(logbook, entry, exercise=exercise))


def bests(logbook: Logbook, *, catalogue: Catalogue) -> tuple[Best, ...]:
    """Return the records of every exercise that was done, in the order of the catalogue; needs the whole logbook."""
    entries = logbook.whole().entries
    done = {one.exercise for one in entries if is_work(one)}
    return tuple(
        _best(exercise, [one for one in entries if one.exercise == exercise.key])
        for exercise in catalogue.exercises.values()
        if exercise.key in done
    )


def moved(logbook: Logbook, *, first: date, last: date, catalogue: Catalogue) -> Moved:
    """Return what the days from `first` to `last` moved."""
    days = [one for one in logbook.entries if first <= one.day <= last]
    told = [(one, catalogue.exercises[one.exercise]) for one in days if one.exercise in catalogue.exercises]
    return Moved(
        sets=sum(len(_working(entry.sets)) for entry, _ in told),
        kg=sum((kg_moved(entry, exercise) for entry, exercise in told), start=_ZERO),
        contacts=sum(contacts_of(entry, exercise) for entry, exercise in told if exercise.impact is not None),
    )


def _records(entry: Entry, exercise: Exercise, *, earlier: list[Entry], unit: Unit) -> Iterator[Reason]:
    if not earlier:
        return
    if exercise.impact is not None:
        most = max(contacts_of(one, exercise) for one in earlier)
        contacts = contacts_of(entry, exercise)
        if contacts > most:
            yield News.MOST_CONTACTS.because(contacts, most)
        return
    before = [one for old in earlier for one in _working(old.sets)]
    heavier = _heavier(entry, before)
    if heavier is not None:
        yield heavier
    longer = _longer(entry, before, exercise=exercise, unit=unit)
    if longer is not None:
        yield longer


def _heavier(entry: Entry, before: list[TrainingSet]) -> Reason | None:
    top = max(_working(entry.sets), key=_kg)
    record = max(before, key=_kg)
    if top.load is None or _kg(top) <= max(_kg(record), _ZERO):
        return None
    return News.HEAVIEST.because(_said(top.load, top.load.unit), _said(record.load, top.load.unit))


def _longer(entry: Entry, before: list[TrainingSet], *, exercise: Exercise, unit: Unit) -> Reason | None:
    """Return the record of reps or seconds at a load or above it, the heaviest where there are several."""
    for one in sorted(_working(entry.sets), key=lambda one: (_kg(one), _count(one, exercise)), reverse=True):
        at_load = [_count(old, exercise) for old in before if _kg(old) >= _kg(one)]
        if not at_load or _count(one, exercise) <= max(at_load):
            continue
        if exercise.measure is Measure.SECONDS:
            return News.LONGEST_HOLD.because(_count(one, exercise), max(at_load))
        return News.MOST_REPS.because(_count(one, exercise), _said(one.load, unit))
    return None


def _more_than_last_time(logbook: Logbook, entry: Entry, *, exercise: Exercise) -> Iterator[Reason]:
    """Give how much more was done than in the last session of the same effort at the same load."""
    now = session_of([entry], exercise, asked=asked_of(logbook, [entry]))
    earlier = sessions_before(logbook, exercise, day=entry.day)
    last = next((one for one in earlier if one.easy == now.easy), None)
    if last is None or not _alike(now, last) or now.total <= last.total:
        return
    why = _MORE[exercise.measure]
    starts = logbook.settings.week_starts
    if why is News.MORE_REPS and last.day in week_of(entry.day, starts=starts).before:
        why = News.MORE_REPS_LAST_WEEK
    yield why.because(now.total - last.total, last.day)


def _alike(now: Session, last: Session) -> bool:
    """Tell whether two sessions were done with the same load."""
    kg_now, kg_last = (one.load.kg if one.load is not None else _ZERO for one in (now, last))
    return kg_now == kg_last


def _best(exercise: Exercise, entries: list[Entry]) -> Best:
    done = [one for one in entries if is_work(one)]
    if exercise.impact is not None:
        return Best(exercise=exercise.key, contacts=max(contacts_of(one, exercise) for one in done))
    sets = [one for entry in done for one in _working(entry.sets)]
    longest = max(sets, key=lambda one: (_count(one, exercise), _kg(one)))
    heaviest = max(sets, key=_kg).load
    return Best(
        exercise=exercise.key,
        heaviest=heaviest if heaviest is not None and heaviest.amount > 0 else None,
        longest=_count(longest, exercise) or None,
        longest_load=longest.load,
    )


def _of(logbook: Logbook, key: ExerciseKey) -> Iterator[Entry]:
    return (one for one in logbook.entries if one.exercise == key)


def _working(sets: Iterable[TrainingSet]) -> list[TrainingSet]:
    return [one for one in sets if one.reps != 0 and one.seconds != 0]


def _count(one: TrainingSet, exercise: Exercise) -> int:
    return count_of(one, exercise.measure) or 0


def _kg(one: TrainingSet) -> Decimal:
    return one.load.kg if one.load is not None else _ZERO


def _said(load: Load | None, unit: Unit) -> str:
    """Return a load with its unit, as a fact; the body alone is nothing in `unit`."""
    return f"{load.text} {load.unit}" if load is not None else f"0 {unit}"
