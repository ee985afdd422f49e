"""Log what a runner did."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from core.domain.exercise import Catalogue, Exercise, ExerciseKey, LoadKind, Measure
from core.domain.logbook import Edit, Logbook
from core.domain.prescription import Dose, Effort, Prescription
from core.domain.reading import Work
from core.domain.training import Entry, FactId, Side, TrainingSet
from core.services.show_today import current_prescription

JOIN_WITHIN = timedelta(hours=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Logging:
    """What a log answers: the day, the moment, the message that it came from, and what sets without a name belong to.

    That is the `prescription`, or where it is another one (further sets of what was logged last) the `exercise`.
    """

    day: date
    at: datetime
    exercise: ExerciseKey | None = None
    prescription: Prescription | None = None
    message: FactId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """An entry as it stands now, and as it stood before these sets joined it."""

    entry: Entry
    before: Entry | None = None


class NothingToLogToError(ValueError):
    """Sets were told without an exercise, and none is prescribed that they could belong to."""


def newest_entry(logbook: Logbook) -> Entry | None:
    """Return the entry that was logged last, whatever its day."""
    return max(logbook.entries, key=lambda entry: entry.id, default=None)


def open_entry(logbook: Logbook, at: datetime) -> Entry | None:
    """Return the newest entry if further sets still join it: three hours from its last set."""
    newest = newest_entry(logbook)
    return newest if newest and timedelta() <= at - newest.at <= JOIN_WITHIN else None


def log_works(
    logbook: Logbook, works: Iterable[Work], *, logging: Logging, catalogue: Catalogue
) -> tuple[Logbook, tuple[Logged, ...]]:
    """Log the sets of one message as one change.

    Sets without an exercise belong to the prescribed one; NothingToLogToError where there is none.
    """
    logged: list[Logged] = []
    fact = logbook.next_id
    for work in works:
        one = _logged(logbook, work, logging=logging, catalogue=catalogue, fact=fact)
        logged.append(one)
        fact = FactId(fact + (one.before is None))
    edits = [Edit(before=one.before, after=one.entry) for one in logged]
    return logbook.change("log", edits, at=logging.at), tuple(logged)


def log_as_planned(
    logbook: Logbook,
    prescription: Prescription,
    *,
    logging: Logging,
    catalogue: Catalogue,
    sets: int | None = None,
    rpe: Decimal | None = None,
) -> tuple[Logbook, Logged]:
    """Log a prescription as done, or only `sets` sets of it; `rpe` is how hard they were."""
    planned = planned_sets(prescription.dose, catalogue[prescription.exercise])
    done = tuple(replace(one, rpe=rpe) for one in (planned if sets is None else planned[:1] * sets))
    work = Work(exercise=prescription.exercise, sets=done)
    asked = replace(logging, prescription=prescription)
    changed, logged = log_works(logbook, [work], logging=asked, catalogue=catalogue)
    return changed, logged[0]


def planned_sets(dose: Dose, exercise: Exercise) -> tuple[TrainingSet, ...]:
    """Return the sets that a dose asks for; an extra set of the weaker side is left to the runner to tell."""
    held = dose.measure is Measure.SECONDS
    one = TrainingSet(
        reps=None if held else dose.reps,
        seconds=dose.reps if held else None,
        load=dose.load,
        bodyweight=dose.bodyweight,
        side=Side.EACH if exercise.one_leg else Side.BOTH,
    )
    return (one,) * dose.sets


def completed(
    sets: Iterable[TrainingSet], exercise: Exercise, *, answers: Prescription | None
) -> tuple[TrainingSet, ...]:
    """Fill what a runner need not say: the prescribed load, and that one-leg work is done with each leg.

    "Only 2 sets" says how many and nothing more: each is then taken as it was prescribed.
    """
    dose = answers.dose if answers else None
    told = tuple(sets)
    if dose is not None and len(told) > 1 and all(one.reps is None and one.seconds is None for one in told):
        told = tuple(_as_asked(one, dose) for one in told)
    return tuple(_told(one, exercise, dose=dose) for one in told)


def _as_asked(one: TrainingSet, dose: Dose) -> TrainingSet:
    held = dose.measure is Measure.SECONDS
    return replace(one, reps=None if held else dose.reps, seconds=dose.reps if held else None)


def _logged(logbook: Logbook, work: Work, *, logging: Logging, catalogue: Catalogue, fact: FactId) -> Logged:
    asked, going_on = logging.prescription, logging.exercise
    if work.day is not None and work.day != logging.day and (given := current_prescription(logbook, work.day)):
        asked, going_on = given, None  # sets told of another day without a name belong to what that day was given
    key = work.exercise or going_on or (asked.exercise if asked else None)
    if key is None:
        raise NothingToLogToError
    day = work.day or logging.day
    before = None if work.exercise else _joins(logbook, key, day=day, at=logging.at)
    answers = asked if asked and asked.exercise == key else None
    told = tuple(replace(one, message=logging.message) for one in work.sets)
    if before is None:
        sets = completed(told, catalogue[key], answers=answers)
        return Logged(entry=_new(fact, key, day=day, sets=sets, logging=logging, answers=answers, note=work.note))
    earlier = () if _by_done(before) else before.sets
    sets = earlier + completed(_alike(before.sets[-1], told), catalogue[key], answers=answers)
    return Logged(entry=replace(before, sets=sets, at=logging.at), before=before)


def _new(
    fact: FactId,
    key: ExerciseKey,
    *,
    day: date,
    sets: tuple[TrainingSet, ...],
    logging: Logging,
    answers: Prescription | None,
    note: str,
) -> Entry:
    return Entry(
        id=fact,
        day=day,
        exercise=key,
        sets=sets,
        at=logging.at,
        easy=bool(answers and answers.dose.effort is Effort.EASY),
        prescription=answers.id if answers else None,
        note=note,
    )


def _joins(logbook: Logbook, key: ExerciseKey, *, day: date, at: datetime) -> Entry | None:
    """Return the open entry that further sets of the exercise belong to."""
    newest = open_entry(logbook, at)
    return newest if newest and newest.sets and (newest.exercise, newest.day) == (key, day) else None


def _by_done(entry: Entry) -> bool:
    """Tell whether an entry was logged by "done" alone; sets told afterwards say how it really was."""
    return all(one.message is None for one in entry.sets)


def _alike(earlier: TrainingSet, told: Sequence[TrainingSet]) -> tuple[TrainingSet, ...]:
    """Give further sets the load of the one before, where they have none of their own."""
    return tuple(
        one if _weighed(one) else replace(one, load=earlier.load, bodyweight=earlier.bodyweight) for one in told
    )


def _weighed(one: TrainingSet) -> bool:
    return one.load is not None or one.bodyweight


def _told(one: TrainingSet, exercise: Exercise, *, dose: Dose | None) -> TrainingSet:
    side = Side.EACH if exercise.one_leg and one.side is Side.BOTH else one.side
    if _weighed(one):
        return replace(one, side=side)
    if exercise.load_kind is LoadKind.NONE:
        return replace(one, side=side, bodyweight=True)
    if dose is None:
        return replace(one, side=side)
    return replace(one, side=side, load=dose.load, bodyweight=dose.bodyweight)
