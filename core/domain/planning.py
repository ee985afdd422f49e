"""Settings, history and a date become the day's exercise, its cue, and why."""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from core.domain.coverage import days_left, is_paused
from core.domain.cues import mending_cue, next_cue
from core.domain.exercise import Catalogue, Equipment, Exercise, ExerciseKey, Variation
from core.domain.logbook import Logbook
from core.domain.prescription import Effort, Prescription, Reason
from core.domain.progression import prescribe
from core.domain.reasons import Why
from core.domain.selection import Choice, Chooser, chooser_on, had_its_turn
from core.domain.training import Entry
from core.domain.week import is_training_day, next_training_day

#: Reasons of a swap after which what is left of the day is easy.
SPARING = frozenset({"sore", "pain"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """Nothing is asked for on `day`, with the first reason saying why; `next_day` is the next training day."""

    day: date
    reasons: tuple[Reason, ...]
    next_day: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """The runner trained on `day`; `still` are the missing variations that could be given on demand, best first."""

    day: date
    entries: tuple[Entry, ...]
    still: tuple[Variation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """What was asked for cannot be given, with the first reason saying why."""

    reasons: tuple[Reason, ...]


Plan: TypeAlias = Prescription | Rest | Done


def plan_day(logbook: Logbook, day: date, *, catalogue: Catalogue, on_demand: bool = False) -> Plan:
    """Return the plan of a local day; asked again on the same day it is the same.

    A prescription whose `id` is `logbook.next_id` is new and has to be written. `on_demand` prescribes on a rest day
    and during a pause too.
    """
    desk = _desk(logbook, day, catalogue=catalogue)
    if lock := desk.chooser.restrictions.programme:
        return desk.rest(lock)
    if desk.chooser.recent.today and not desk.pending:
        return desk.done()
    if not on_demand and (pause := is_paused(logbook, day)):
        return desk.rest(Why.PAUSED.because(pause.until or ""))
    if desk.pending and desk.stands(desk.pending):
        return desk.pending
    if not (on_demand or desk.pending or is_training_day(logbook.settings, day)):
        return desk.rest(Why.REST_DAY.because(next_training_day(logbook.settings, day) or ""))
    return desk.best()


def swap(
    logbook: Logbook,
    day: date,
    *,
    catalogue: Catalogue,
    reason: str = "",
    without: frozenset[Equipment] = frozenset(),
) -> Prescription | Refusal:
    """Return the next best exercise of today's variation that was not offered today, else one of another variation.

    `reason` is a stable code or empty; `without` is equipment that is not at hand today.
    """
    easy_because = reason if reason in SPARING else ""
    desk = _desk(logbook, day, catalogue=catalogue, without=without, easy_because=easy_because)
    left = desk.current or desk.best()
    if isinstance(left, Rest):
        return Refusal(reasons=left.reasons)
    offered = {one.exercise for one in desk.offered} | {left.exercise}
    for choice in _nearest_first(desk.chooser, left.variation):
        for exercise in _turn_first(desk.chooser, choice):
            if exercise.key not in offered:
                why = (Why.SWAPPED.because(left.exercise, reason), *desk.uncovered_by(choice, instead_of=left))
                return desk.write(exercise, effort=choice.effort, why=(*why, *desk.why(choice)))
    return Refusal(reasons=(Why.NOTHING_ELSE.because(),))


def prescribe_variation(
    logbook: Logbook, day: date, *, variation: Variation, catalogue: Catalogue
) -> Prescription | Refusal:
    """Return an exercise of the variation that the runner asks for, also when the day is done.

    What is already prescribed of it and not done yet stays.
    """
    desk = _desk(logbook, day, catalogue=catalogue)
    if desk.pending and desk.pending.variation is variation and desk.stands(desk.pending):
        return desk.pending
    choice = desk.chooser.choice(variation)
    if choice is None:
        return Refusal(reasons=(desk.chooser.locked(variation),))
    exercise = desk.chooser.in_turn(choice)
    return desk.write(exercise, effort=choice.effort, why=(Why.ON_REQUEST.because(variation), *desk.why(choice)))


def prescribe_exercise(
    logbook: Logbook, day: date, *, exercise: ExerciseKey, catalogue: Catalogue
) -> Prescription | Refusal:
    """Return a dose of the exercise that the runner asks for, also when the day is done.

    What is already prescribed of it and not done yet stays.
    """
    desk = _desk(logbook, day, catalogue=catalogue)
    if desk.pending and desk.pending.exercise == exercise and desk.stands(desk.pending):
        return desk.pending
    asked = catalogue.exercises.get(exercise)
    if asked is None:
        return Refusal(reasons=(Why.NOT_IN_CATALOGUE.because(),))
    effort = desk.chooser.effort_for(asked)
    if effort is None:
        return Refusal(reasons=(desk.chooser.why_locked(asked),))
    choice = Choice(variation=asked.variation, effort=effort, exercises=(asked,))
    why = (Why.ON_REQUEST.because(asked.variation), *desk.why(choice))
    return desk.write(asked, effort=effort, why=why)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    """What lies before the coach as one day of one runner is planned.

    `offered` are the day's prescriptions in their order, `current` the one that counts, `pending` the same where no
    work was logged after it.
    """

    logbook: Logbook
    day: date
    chooser: Chooser
    offered: tuple[Prescription, ...]
    current: Prescription | None
    pending: Prescription | None
    days_left: int

    def stands(self, prescription: Prescription) -> bool:
        """Tell whether an earlier prescription of the day is still permitted."""
        exercise = self.chooser.catalogue.exercises.get(prescription.exercise)
        return exercise is not None and self.chooser.permits(exercise, effort=prescription.dose.effort)

    def best(self) -> Prescription | Rest:
        """Prescribe what comes first, or rest where everything is locked."""
        choices = self.chooser.choices()
        if not choices:
            return self.rest(Why.NOTHING_POSSIBLE.because(), *map(self.chooser.locked, Variation))
        choice = choices[0]
        changed = (Why.PLAN_CHANGED.because(self.pending.exercise),) if self.pending else ()
        return self.write(
            self.chooser.in_turn(choice),
            effort=choice.effort,
            why=(*changed, *self.why(choice), *self.out_of_reach(choices)),
        )

    def write(self, exercise: Exercise, *, effort: Effort, why: tuple[Reason, ...]) -> Prescription:
        """Write a new prescription of the exercise."""
        dose, because = prescribe(self.logbook, exercise, effort=effort, day=self.day, catalogue=self.chooser.catalogue)
        mending = mending_cue(self.logbook, exercise, day=self.day)
        last = had_its_turn(self.chooser, exercise)
        return Prescription(
            id=self.logbook.next_id,
            day=self.day,
            number=max((one.number for one in self.offered), default=0) + 1,
            exercise=exercise.key,
            variation=exercise.variation,
            impact=exercise.impact,
            dose=dose,
            cue=next_cue(self.logbook, exercise, day=self.day) if mending is None else mending,
            reasons=(
                *why,
                *((Why.ALTERNATES.because(last),) if last else ()),
                *((Why.REPORTED_FAULT.because(exercise.key),) if mending is not None else ()),
                *because,
            ),
        )

    def why(self, choice: Choice) -> tuple[Reason, ...]:
        """Say why the choice is what it is."""
        missing = self.chooser.restrictions.without
        lacking = (Why.WITHOUT_TODAY.because(",".join(sorted(missing))),) if missing else ()
        return (*self.chooser.why(choice, days_left=self.days_left), *lacking)

    def out_of_reach(self, choices: tuple[Choice, ...]) -> tuple[Reason, ...]:
        """Name each missing variation that is locked altogether today, and what locks it."""
        possible = {choice.variation for choice in choices} | self.chooser.recent.covered
        locked = (variation for variation in Variation if variation not in possible)
        return tuple(
            reason
            for variation in locked
            for reason in (Why.CANNOT_COVER.because(variation), self.chooser.locked(variation))
        )

    def uncovered_by(self, choice: Choice, *, instead_of: Prescription) -> tuple[Reason, ...]:
        """Say that a swap leaves the variation uncovered that the day began with, where it does."""
        left = self.offered[0].variation if self.offered else instead_of.variation
        if left is choice.variation or left in self.chooser.recent.covered:
            return ()
        today = 0 if self.chooser.recent.today or not is_training_day(self.logbook.settings, self.day) else 1
        return (Why.SWAP_LEAVES_UNCOVERED.because(left, max(0, self.days_left - today)),)

    def rest(self, *reasons: Reason) -> Rest:
        """Prescribe nothing."""
        return Rest(day=self.day, reasons=reasons, next_day=next_training_day(self.logbook.settings, self.day))

    def done(self) -> Done:
        """Say what was done, and what more could be given."""
        still = (choice.variation for choice in self.chooser.choices())
        covered = self.chooser.recent.covered
        return Done(
            day=self.day,
            entries=self.chooser.recent.today[::-1],
            still=tuple(variation for variation in still if variation not in covered),
        )


def _desk(
    logbook: Logbook,
    day: date,
    *,
    catalogue: Catalogue,
    without: frozenset[Equipment] = frozenset(),
    easy_because: str = "",
) -> _Desk:
    offered = _offered(logbook, day)
    chooser = chooser_on(
        logbook,
        day,
        catalogue=catalogue,
        without=without | _lacking(offered),
        easy_because=easy_because or _said(offered, Why.ONLY_EASY_ON_REQUEST),
    )
    current = max(offered, key=lambda one: one.number, default=None)
    done = max((entry.id for entry in chooser.recent.today), default=0)
    return _Desk(
        logbook=logbook,
        day=day,
        chooser=chooser,
        offered=offered,
        current=current,
        pending=current if current and current.id > done else None,
        days_left=days_left(logbook, day, trained=bool(chooser.recent.today)),
    )


def _offered(logbook: Logbook, day: date) -> tuple[Prescription, ...]:
    """Return the prescriptions of a day in the order in which they were given."""
    offered = []
    for one in reversed(logbook.prescriptions):
        if one.day < day:
            break
        if one.day == day:
            offered.append(one)
    return tuple(sorted(offered, key=lambda one: one.number))


def _said(offered: tuple[Prescription, ...], why: Why) -> str:
    """Return the one fact of a reason that was given with a prescription of today, empty where it was not."""
    told = (reason for one in reversed(offered) for reason in one.reasons if reason.code == why.code)
    return next((reason.facts[0][1] for reason in told), "")


def _lacking(offered: tuple[Prescription, ...]) -> frozenset[Equipment]:
    """Return the equipment that the runner said today is not at hand."""
    missing = _said(offered, Why.WITHOUT_TODAY)
    return frozenset(Equipment(key) for key in missing.split(",") if key)


def _nearest_first(chooser: Chooser, variation: Variation) -> tuple[Choice, ...]:
    """Return the choices for a swap: those of the same variation, then the others, best first."""
    return tuple(sorted(chooser.choices(), key=lambda choice: choice.variation is not variation))


def _turn_first(chooser: Chooser, choice: Choice) -> tuple[Exercise, ...]:
    """Return all exercises of a variation that are permitted: the one whose turn it is, then by preference."""
    first = chooser.in_turn(choice)
    others = chooser.permitted(choice.variation, effort=choice.effort)
    return (first, *(one for one in others if one is not first))
