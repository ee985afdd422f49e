"""What lies before the coach as one day of one runner is planned, and how a prescription is written."""

from dataclasses import dataclass
from datetime import date

from core.domain.exercise import VARIATIONS, Catalogue, Exercise
from core.domain.logbook import Logbook
from core.domain.planning.at_hand import AtHand
from core.domain.planning.coverage import days_left
from core.domain.planning.cues import mending_cue, next_cue
from core.domain.planning.plan import Done, Rest
from core.domain.planning.reasons import Why
from core.domain.planning.selection import Choice, Chooser, chooser_on, had_its_turn
from core.domain.prescription import Effort, Prescription, Reason
from core.domain.progression.dose import prescribe
from core.domain.week import is_training_day, next_training_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What lies before the coach as one day of one runner is planned.

    `offered` are the day's prescriptions in their order, `current` the one that counts, `pending` the same where it
    is not answered yet.
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
            return self.rest(Why.NOTHING_POSSIBLE.because(), *map(self.chooser.locked, VARIATIONS))
        choice = choices[0]
        exercise = self.chooser.in_turn(choice)
        other = self.pending is not None and self.pending.exercise != exercise.key
        changed = (Why.PLAN_CHANGED.because(self.pending.exercise),) if self.pending and other else ()
        return self.write(
            exercise,
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
        told = self.chooser.restrictions.at_hand.reasons()
        return (*self.chooser.why(choice, days_left=self.days_left), *told)

    def out_of_reach(self, choices: tuple[Choice, ...]) -> tuple[Reason, ...]:
        """Name each missing variation that is locked altogether today, and what locks it."""
        possible = {choice.variation for choice in choices} | self.chooser.recent.covered
        locked = (variation for variation in VARIATIONS if variation not in possible)
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


def desk_of(
    logbook: Logbook,
    day: date,
    *,
    catalogue: Catalogue,
    at_hand: AtHand | None = None,
    easy_because: str = "",
) -> Desk:
    """Lay out what is known of a runner on a day, with what was said about it today; `at_hand` takes its place."""
    offered = _offered(logbook, day)
    chooser = chooser_on(
        logbook,
        day,
        catalogue=catalogue,
        at_hand=AtHand.told(offered) if at_hand is None else at_hand,
        easy_because=easy_because or _said(offered, Why.ONLY_EASY_ON_REQUEST),
    )
    current = max(offered, key=lambda one: one.number, default=None)
    return Desk(
        logbook=logbook,
        day=day,
        chooser=chooser,
        offered=offered,
        current=current,
        pending=current if current and not _is_answered(current, chooser) else None,
        days_left=days_left(logbook, day, trained=bool(chooser.recent.today)),
    )


def told_today(logbook: Logbook, day: date) -> AtHand:
    """Return what the runner said is at hand on a day."""
    return AtHand.told(_offered(logbook, day))


def _is_answered(prescription: Prescription, chooser: Chooser) -> bool:
    """Tell whether work was logged after a prescription of today, or to it: at night that is the evening before."""
    if any(entry.id > prescription.id for entry in chooser.recent.today):
        return True
    return any(entry.prescription == prescription.id for entry, _ in chooser.recent.entries)


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
