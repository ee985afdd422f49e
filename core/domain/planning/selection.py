"""Which variation comes next, how hard, and with which of its exercises (coaching.md section 2)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from operator import attrgetter
from typing import Final

from core.domain.exercise import VARIATIONS, Catalogue, Exercise, ExerciseKey, Measure, Variation
from core.domain.lazy import lazy
from core.domain.logbook import Logbook
from core.domain.planning.at_hand import AtHand
from core.domain.planning.coverage import WEEKLY_TARGET
from core.domain.planning.locks import Kind
from core.domain.planning.reasons import Why
from core.domain.planning.recent import MEDIUM_OR_HIGH, Recent, look_back
from core.domain.planning.restrictions import AS_SET, Restrictions, restrictions_on
from core.domain.prescription import Effort, Reason
from core.domain.progression.gates import RAISES_FOR_WEIGHT
from core.domain.race import recovers
from core.domain.week import is_training_day

#: How many exercises of a variation take turns, the most preferred of those that the runner can do: as many as the
#: article has. Fewer take turns than could be done, so that each comes often enough to be progressed.
TAKE_TURNS: Final = {Variation.STRAIGHT_LEG: 2, Variation.BENT_KNEE: 2, Variation.PLYOMETRIC: 3}
#: Below this many clean raises of the weaker leg, raises on two legs come first; from it on they come last.
RAISES_FOR_ONE_LEG: Final = 10

_ORDER: Final = {variation: place for place, variation in enumerate(VARIATIONS)}
_NEVER: Final = (date.min, 0)
_HARD_FIRST: Final = (Effort.HARD, Effort.EASY)
_EASY_FIRST: Final = (Effort.EASY, Effort.HARD)
_EASY_ALONE: Final = (Effort.EASY,)
#: Easy plyometrics are of low impact.
_NEVER_EASY: Final[frozenset[Kind]] = frozenset((impact, Effort.EASY) for impact in MEDIUM_OR_HIGH)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the log shows of a runner: the most raises in a set of one leg, and the variations with a weight."""

    raises: int = 0
    lifted: frozenset[Variation] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A variation that may be prescribed today, how hard, and the exercises of it that take turns."""

    variation: Variation
    effort: Effort
    exercises: tuple[Exercise, ...]


@dataclass(frozen=True, kw_only=True)
class Chooser:
    """Chooses for one runner on one day.

    `at_hand` are the exercises for which the equipment is there, `closed` the kinds of doses of which none is
    possible. `easy_because` is why nothing hard is wanted, empty where it may be. `begins` tells that nothing was ever
    logged, `jumps_close` that a race closes jumps later in the week, so that they come before what stays open.
    """

    recent: Recent
    restrictions: Restrictions
    catalogue: Catalogue
    at_hand: Mapping[Variation, tuple[Exercise, ...]]
    closed: frozenset[Kind]
    easy_because: str = ""
    begins: bool = False
    jumps_close: bool = False

    @lazy
    def shown(self) -> Shown:
        """What the log shows of the runner."""
        return _shown(self.recent)

    def choices(self) -> tuple[Choice, ...]:
        """Return what may be prescribed, best first: at most one choice for each variation."""
        possible = [choice for variation in VARIATIONS if (choice := self.choice(variation))]
        return tuple(sorted(possible, key=self._place))

    def choice(self, variation: Variation) -> Choice | None:
        """Return how the variation may be prescribed, None where all of it is locked."""
        turns = TAKE_TURNS[variation]
        for effort in self._efforts(variation):
            if exercises := tuple(islice(self.permitted(variation, effort=effort), turns)):
                return Choice(variation=variation, effort=effort, exercises=exercises)
        return None

    def permitted(self, variation: Variation, *, effort: Effort) -> Iterator[Exercise]:
        """Give the exercises of a variation of which a dose is possible, most preferred first for this runner."""
        exercises = [one for one in self.at_hand[variation] if (one.impact, effort) not in self.closed]
        if not exercises:
            return iter(())
        test = self.restrictions.gates.test
        if test is not None and test.weaker < RAISES_FOR_ONE_LEG:
            exercises.sort(key=attrgetter("one_leg"))
        elif effort is Effort.HARD and variation is not Variation.PLYOMETRIC:
            exercises = self._worth_most(exercises)
        return (one for one in exercises if self.restrictions.forbids(one, effort=effort) is None)

    def _worth_most(self, exercises: list[Exercise]) -> list[Exercise]:
        """Return exercises with those last that ask too little of this runner for a full dose."""
        test = self.restrictions.gates.test
        raises = self.shown.raises if test is None else test.weaker
        if raises < RAISES_FOR_ONE_LEG:
            return exercises
        lifts = raises >= RAISES_FOR_WEIGHT or any(one.variation in self.shown.lifted for one in exercises)
        loaded = lifts and any(one.weighted for one in exercises)
        return sorted(exercises, key=lambda one: _is_outgrown(one, loaded=loaded))

    def permits(self, exercise: Exercise, *, effort: Effort) -> bool:
        """Tell whether a dose of the exercise is possible."""
        if (exercise.impact, effort) in self.closed:
            return False
        return self.restrictions.forbids(exercise, effort=effort) is None

    def effort_for(self, exercise: Exercise) -> Effort | None:
        """Return how hard the exercise may be prescribed, None where it is locked."""
        efforts = self._efforts(exercise.variation)
        return next((effort for effort in efforts if self.permits(exercise, effort=effort)), None)

    def in_turn(self, choice: Choice) -> Exercise:
        """Return the exercise of the choice whose turn it is: the one done longest ago."""
        return min(choice.exercises, key=self._last_done)

    def locked(self, variation: Variation) -> Reason:
        """Return what locks a variation that has no choice: of several reasons the easiest exercise's."""
        reasons = [self.restrictions.forbids(one, effort=Effort.EASY) for one in self.catalogue.of(variation)]
        known = [reason for reason in reasons if reason]
        others = [reason for reason in known if reason.code != Why.EQUIPMENT.code]
        return next(reversed(others or known), Why.NOT_IN_CATALOGUE.because())

    def why_locked(self, exercise: Exercise) -> Reason:
        """Return what locks an exercise for which there is no effort."""
        reasons = (self.restrictions.forbids(exercise, effort=effort) for effort in (Effort.EASY, Effort.HARD))
        return next((reason for reason in reasons if reason), Why.ONLY_EASY_ON_REQUEST.because(self.easy_because))

    def below_target(self, variation: Variation) -> int:
        """Return how many hard doses the week still lacks."""
        return max(0, WEEKLY_TARGET - self.recent.hard_days.get(variation, 0))

    def why(self, choice: Choice, *, days_left: int) -> Iterator[Reason]:
        """Give the reasons for the variation of a choice, and for its being easy."""
        variation = choice.variation
        done = self.recent.hard_days.get(variation, 0)
        if self.begins:
            yield Why.FIRST_EVER.because()
        if variation not in self.recent.covered:
            yield Why.MISSING_THIS_WEEK.because(variation, days_left)
        elif done < WEEKLY_TARGET:
            yield Why.BELOW_TARGET.because(variation, done, WEEKLY_TARGET)
        else:
            last = self.recent.last.get(variation)
            yield Why.LONGEST_AGO.because(variation, last[0] if last else "")
        if choice.effort is Effort.EASY:
            yield self._why_easy(choice)

    def _why_easy(self, choice: Choice) -> Reason:
        if self.easy_because:
            return Why.ONLY_EASY_ON_REQUEST.because(self.easy_because)
        for exercise in choice.exercises:
            if lock := self.restrictions.forbids(exercise, effort=Effort.HARD):
                return lock
        return Why.TARGET_REACHED.because(choice.variation, self.recent.hard_days.get(choice.variation, 0))

    def _efforts(self, variation: Variation) -> tuple[Effort, ...]:
        """Return how hard a dose may be, the wanted one first; above the weekly target an easy one is enough."""
        if self.easy_because:
            return _EASY_ALONE
        return _HARD_FIRST if self.below_target(variation) else _EASY_FIRST

    def _place(self, choice: Choice) -> tuple[bool, bool, int, bool, tuple[date, int], int]:
        """Return what orders choices: what is missing, what is furthest below its target, what was longest not done.

        Between equals a hard dose goes before an easy one: the other variation has its hard dose once it is unlocked.
        """
        variation = choice.variation
        return (
            variation in self.recent.covered,
            not (self.jumps_close and variation is Variation.PLYOMETRIC),
            -self.below_target(variation),
            choice.effort is Effort.EASY,
            self.recent.last.get(variation, _NEVER),
            _ORDER[variation],
        )

    def _last_done(self, exercise: Exercise) -> tuple[date, int]:
        return self.recent.last_of.get(exercise.key, _NEVER)


def chooser_on(
    logbook: Logbook,
    day: date,
    *,
    catalogue: Catalogue,
    at_hand: AtHand = AS_SET,
    easy_because: str = "",
) -> Chooser:
    """Look at the runner's last weeks and locks, ready to choose for `day`."""
    recent = look_back(logbook, day, catalogue=catalogue)
    restrictions = restrictions_on(logbook, recent, at_hand=at_hand)
    return Chooser(
        recent=recent,
        restrictions=restrictions,
        catalogue=catalogue,
        at_hand=catalogue.at_hand(restrictions.equipment),
        closed=_NEVER_EASY | restrictions.kinds,
        easy_because=easy_because,
        begins=not logbook.entries,
        jumps_close=bool(logbook.races) and _jumps_close(logbook, recent),
    )


def _shown(recent: Recent) -> Shown:
    """Read from the last four weeks what was lifted, and the most raises of one leg."""
    lifted: set[Variation] = set()
    raises = 0
    for entry, exercise in recent.entries:
        if exercise.impact is None and entry.sets:
            first = entry.sets[0]
            if first.load is not None and first.load.amount > 0:
                lifted.add(exercise.variation)
            more = (first.reps or 0) > raises
            if more and exercise.one_leg and exercise.variation is Variation.STRAIGHT_LEG:
                raises = first.reps or 0
    return Shown(raises=raises, lifted=frozenset(lifted))


def _is_outgrown(exercise: Exercise, *, loaded: bool) -> bool:
    """Tell whether the body alone asks too little: on two legs always, on one where there is a weight to lift."""
    if exercise.weighted or exercise.measure is Measure.SECONDS:
        return False
    return loaded or not exercise.one_leg


def _jumps_close(logbook: Logbook, recent: Recent) -> bool:
    """Tell whether jumps are missing this week, and a later training day of it lies in the days after a race."""
    if Variation.PLYOMETRIC in recent.covered:
        return False
    later = (day for day in recent.week if day > recent.day and is_training_day(logbook.settings, day))
    return any(recovers(logbook, day) for day in later)


def had_its_turn(chooser: Chooser, exercise: Exercise) -> ExerciseKey | None:
    """Return the exercise of the same variation that was done last, None where it is this one or there is none."""
    newest = next((entry for entry, one in chooser.recent.entries if one.variation is exercise.variation), None)
    return newest.exercise if newest and newest.exercise != exercise.key else None
