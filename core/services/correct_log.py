"""Correct what was logged: in words, by editing or deleting a message, by moving an entry to another day."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from core.domain.exercise import Catalogue, Exercise, LoadKind
from core.domain.facts import Fact
from core.domain.logbook import Edit, Logbook
from core.domain.reading import Correction, Work
from core.domain.training import Entry, FactId, Side, TrainingSet
from core.services.log_sets import completed, newest_entry


def correct_newest(
    logbook: Logbook, correction: Correction, *, at: datetime, message: FactId | None, catalogue: Catalogue
) -> tuple[Logbook, Entry] | None:
    """Change the newest entry as told; None where nothing is logged or the correction names a set that is not there."""
    entry = newest_entry(logbook)
    sets = _corrected(entry.sets, correction, message=message) if entry else None
    if entry is None or sets is None:
        return None
    key = correction.exercise or entry.exercise
    if key != entry.exercise:
        sets = tuple(_of_exercise(one, catalogue[key]) for one in sets)
    after = replace(entry, sets=sets, exercise=key)
    if not sets:
        return logbook.change("remove", [Edit(before=entry, after=None)], at=at), replace(after, sets=())
    return logbook.change("correct", [Edit(before=entry, after=after)], at=at), after


def rate_entry(logbook: Logbook, entry: Entry, *, rpe: Decimal, at: datetime) -> tuple[Logbook, Entry]:
    """Give every set of an entry its rate of perceived exertion, 1 to 10."""
    after = replace(entry, sets=tuple(replace(one, rpe=rpe) for one in entry.sets))
    return logbook.change("rate", [Edit(before=entry, after=after)], at=at), after


def move_entry(logbook: Logbook, entry: Entry, *, day: date, at: datetime) -> tuple[Logbook, Entry]:
    """Move an entry to another local day."""
    after = replace(entry, day=day)
    return logbook.change("move", [Edit(before=entry, after=after)], at=at), after


def name_exercise(logbook: Logbook, entry: Entry, *, exercise: Exercise, at: datetime) -> tuple[Logbook, Entry]:
    """Make an entry one of another exercise, its sets as that one counts them."""
    after = replace(entry, exercise=exercise.key, sets=tuple(_of_exercise(one, exercise) for one in entry.sets))
    return logbook.change("correct", [Edit(before=entry, after=after)], at=at), after


def told_by(logbook: Logbook, message: FactId) -> tuple[Entry, ...]:
    """Return the entries that hold sets of that message."""
    return tuple(entry for entry in logbook.entries if any(one.message == message for one in entry.sets))


def retell(
    logbook: Logbook, message: FactId, *, work: Work, at: datetime, catalogue: Catalogue
) -> tuple[Logbook, Entry] | None:
    """Put the sets of an edited message in the place of those that it told; None where it told none."""
    told = told_by(logbook, message)
    if not told:
        return None
    entry = told[0]
    first = next(place for place, one in enumerate(entry.sets) if one.message == message)
    kept = [(place, one) for place, one in enumerate(entry.sets) if one.message != message]
    key = work.exercise or entry.exercise
    answers = next((one for one in logbook.prescriptions if one.id == entry.prescription), None)
    fresh = completed(
        tuple(replace(one, message=message) for one in work.sets),
        catalogue[key],
        answers=answers if answers and answers.exercise == key else None,
    )
    sets = (*(one for place, one in kept if place < first), *fresh, *(one for place, one in kept if place >= first))
    after = replace(entry, sets=sets, exercise=key, day=work.day or entry.day, note=work.note or entry.note)
    return logbook.change("correct", [Edit(before=entry, after=after)], at=at), after


def remove_told(logbook: Logbook, message: FactId, *, at: datetime) -> Logbook | None:
    """Take out the sets that a message told; None where it told none."""
    edits = [_without(entry, message) for entry in told_by(logbook, message)]
    return logbook.change("remove", edits, at=at) if edits else None


def _without(entry: Entry, message: FactId) -> Edit:
    sets = tuple(one for one in entry.sets if one.message != message)
    after: Fact | None = replace(entry, sets=sets) if sets else None
    return Edit(before=entry, after=after)


def _corrected(
    sets: tuple[TrainingSet, ...], correction: Correction, *, message: FactId | None
) -> tuple[TrainingSet, ...] | None:
    if correction.sets is not None:
        sets = (sets + sets[-1:] * correction.sets)[: correction.sets]
    if correction.position is None:
        return () if correction.remove else tuple(_changed(one, correction, message=message) for one in sets)
    place = correction.position if correction.position >= 0 else len(sets) + correction.position
    if not 0 <= place < len(sets):
        return None
    middle = () if correction.remove else (_changed(sets[place], correction, message=message),)
    return sets[:place] + middle + sets[place + 1 :]


def _of_exercise(one: TrainingSet, exercise: Exercise) -> TrainingSet:
    """Move a set to another exercise: its legs, and no weight where that has none."""
    bare = exercise.load_kind is LoadKind.NONE
    sided = one.side in {Side.LEFT, Side.RIGHT} and exercise.one_leg
    return replace(
        one,
        side=one.side if sided else Side.EACH if exercise.one_leg else Side.BOTH,
        load=None if bare else one.load,
        bodyweight=one.bodyweight or bare,
    )


def _changed(one: TrainingSet, correction: Correction, *, message: FactId | None) -> TrainingSet:
    """Give a set what the correction says, and leave it the message that told it first."""
    counted = correction.reps is not None or correction.seconds is not None
    weighed = correction.load is not None or correction.bodyweight
    return replace(
        one,
        reps=correction.reps if counted else one.reps,
        reps_to=None if counted else one.reps_to,
        seconds=correction.seconds if counted else one.seconds,
        load=correction.load if weighed else one.load,
        bodyweight=correction.bodyweight if weighed else one.bodyweight,
        side=correction.side or one.side,
        rpe=Decimal(correction.rpe) if correction.rpe else one.rpe,
        message=one.message or message,
    )
