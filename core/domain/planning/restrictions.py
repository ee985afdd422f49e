"""What is locked for a runner on a date, and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from core.domain.exercise import Equipment, Exercise
from core.domain.health import health_locks
from core.domain.logbook import Logbook
from core.domain.pain import pain_locks
from core.domain.planning.at_hand import AtHand
from core.domain.planning.locks import Kind, Lock, Scope
from core.domain.planning.reasons import Why
from core.domain.planning.recent import RECOVERY_DAYS, Recent
from core.domain.prescription import Effort, Reason
from core.domain.progression.gates import Gates, gates_on
from core.domain.race import race_locks

__all__ = ["Lock", "Restrictions", "Scope", "restrictions_on"]

#: Reasons of a skipped day after which the next dose is an easy one.
TIRING: Final = frozenset({"sore", "ill"})
#: What is at hand where nothing was told of today.
AS_SET: Final = AtHand()


@dataclass(frozen=True, slots=True, kw_only=True)
class Restrictions:
    """All that is locked for a runner on one day; `equipment` is at hand."""

    locks: tuple[Lock, ...]
    gates: Gates
    equipment: frozenset[Equipment]
    at_hand: AtHand = AS_SET

    @property
    def programme(self) -> Reason | None:
        """Why nothing at all may be prescribed, None where something may."""
        return next((lock.reason for lock in self.locks if lock.scope is Scope.EVERYTHING), None)

    @property
    def kinds(self) -> frozenset[Kind]:
        """The kinds of doses that are locked altogether, whatever the exercise."""
        return self.gates.kinds.union(*(lock.kinds for lock in self.locks))

    def forbids(self, exercise: Exercise, *, effort: Effort) -> Reason | None:
        """Return why a dose of the exercise must not be prescribed, None where it may."""
        if not exercise.needs_only(self.equipment):
            return Why.EQUIPMENT.because(",".join(sorted(exercise.equipment - self.equipment)))
        for lock in self.locks:
            if lock.stops(exercise, effort=effort):
                return lock.reason
        return self.gates.closed(exercise)


def restrictions_on(logbook: Logbook, recent: Recent, *, at_hand: AtHand = AS_SET) -> Restrictions:
    """Gather what is locked on the day of `recent`, for a runner who told what is `at_hand`."""
    gates = gates_on(logbook, recent)
    equipment = at_hand.of(logbook.settings.equipment)
    known = _known(recent, gates=gates, equipment=equipment) if logbook.pains else set()
    return Restrictions(
        locks=(
            *health_locks(logbook, recent.day),
            *pain_locks(logbook.pains, recent.day, known=known),
            *race_locks(logbook, recent),
            *_recovery(recent),
            *_after_skip(logbook, recent.day),
            *_quiet(at_hand),
        ),
        gates=gates,
        equipment=equipment,
        at_hand=at_hand,
    )


def _known(recent: Recent, *, gates: Gates, equipment: frozenset[Equipment]) -> set[Exercise]:
    """Return the exercises of the last weeks that the runner could do again as far as equipment and gates go."""
    done = {exercise.key: exercise for _, exercise in recent.entries}
    return {one for one in done.values() if one.needs_only(equipment) and gates.closed(one) is None}


def _recovery(recent: Recent) -> Iterator[Lock]:
    """Give the locks of the 48 hours after hard strength and after medium or high plyometrics."""
    if recent.hard_strength:
        last = recent.hard_strength
        yield Lock(scope=Scope.HARD_STRENGTH, reason=Why.ONLY_EASY_48H.because(last.exercise, last.day))
    if recent.impact:
        last = recent.impact
        yield Lock(scope=Scope.HARD_PLYOMETRICS, reason=Why.LOW_IMPACT_48H.because(last.exercise, last.day))


def _after_skip(logbook: Logbook, day: date) -> Iterator[Lock]:
    """Give the lock of the two days after a day that was skipped because of soreness or illness."""
    for skip in reversed(logbook.skips):
        if (day - skip.day).days >= RECOVERY_DAYS:
            return
        if skip.reason in TIRING:
            yield Lock(scope=Scope.HARD, reason=Why.ONLY_EASY_AFTER_SKIP.because(skip.reason, skip.day))


def _quiet(at_hand: AtHand) -> Iterator[Lock]:
    """Give the lock of a day on which it has to be quiet: no jumps (evidence.md section 8)."""
    if at_hand.quiet:
        yield Lock(scope=Scope.PLYOMETRICS, reason=Why.QUIET_TODAY.because())
