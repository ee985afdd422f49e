"""What a dose of strength is worked out from, and what comes of it before it is made hard or easy."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from core.domain.exercise import Catalogue, Exercise, Measure
from core.domain.lazy import lazy
from core.domain.load import Load
from core.domain.logbook import Logbook
from core.domain.prescription import Dose, Effort, Reason
from core.domain.progression.breaks import Trail
from core.domain.progression.first_load import Raises, raises_shown
from core.domain.progression.load_steps import Weights, weights_for
from core.domain.progression.sessions import Session, sessions_before
from core.domain.runner import Experience
from core.domain.training import CalfTest, Side

_USUAL_SETS = 3
_MOST_SETS = 4
_INTRO_REPS = (12, 15)
#: Reps of a set without a weight where the catalogue gives none (evidence: 3 x 15-20 without equipment).
_BODY_REPS = (12, 20)
_SECONDS_STEP = 5
_WEEK = timedelta(days=7)
#: Sessions that a decision looks at: enough for three times three misses.
_MOST_SESSIONS = 9


@dataclass(frozen=True, kw_only=True)
class Case:
    """One exercise for one runner on one day; `test` is the newest calf test that is remembered."""

    logbook: Logbook
    exercise: Exercise
    day: date
    catalogue: Catalogue
    effort: Effort
    trail: Trail
    test: CalfTest | None

    @property
    def sets(self) -> int:
        """The sets of a hard dose: two in the first week, three from then on, four for the advanced."""
        if self.trail.intro is not None:
            return _USUAL_SETS if self.day - self.trail.intro >= _WEEK else _USUAL_SETS - 1
        return _MOST_SETS if self.logbook.settings.experience is Experience.ADVANCED else _USUAL_SETS

    @property
    def timed(self) -> bool:
        """Tell whether its sets are held, not counted."""
        return self.exercise.measure is Measure.SECONDS

    @property
    def step(self) -> int:
        """By how much a set grows: a rep, or five seconds."""
        return _SECONDS_STEP if self.timed else 1

    @property
    def week_ago(self) -> date:
        """The first of the days whose lifting bounds today's."""
        return self.day - _WEEK

    @lazy
    def weights(self) -> Weights:
        """The weights that the runner has for the exercise."""
        return weights_for(self.exercise, self.logbook.settings)

    @lazy
    def raises(self) -> Raises:
        """What the runner has shown of clean single-leg raises."""
        return raises_shown(self.logbook, self.test, day=self.day, catalogue=self.catalogue)

    def bounds(self, load: Load | None) -> tuple[int, int]:
        """Return the range of a set with that load, None being the body alone."""
        if self.timed:
            return self.exercise.low, self.exercise.high
        if self.trail.intro is not None:
            return _INTRO_REPS
        if load is not None:
            return self.exercise.low, self.exercise.high
        return self.exercise.bodyweight_range or _BODY_REPS

    def within(self, count: int, load: Load | None) -> int:
        """Return `count`, or the nearest end of the range of a set with that load."""
        low, high = self.bounds(load)
        return max(low, min(count, high))


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A hard dose as decided: `load` None is the body alone where it is `known`, else a weight to be asked for.

    `weaker` is the side whose load was taken for both, None where they lifted the same.
    """

    sets: int
    reps: int
    load: Load | None
    reasons: tuple[Reason, ...]
    known: bool = True
    reserve: int = 2
    weaker: Side | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """The sessions that a dose is worked out from, newest first.

    `judged` are hard ones, led by the newest easy one where that was asked for with less weight or none was hard; they
    reach back over the last seven days and the last row of misses. `eased` are the week's easy ones that were asked
    for: they bound what follows, too.
    """

    judged: list[Session]
    eased: list[Session]


def past_of(case: Case) -> Past:
    """Gather the sessions of the exercise that a dose is worked out from."""
    hard: list[Session] = []
    easy: list[Session] = []
    for one in sessions_before(case.logbook, case.exercise, day=case.day):
        if one.easy:
            easy.append(one)
            continue
        hard.append(one)
        told = one.day < case.week_ago and len(hard) > 1 and not is_miss(one, case.exercise)
        if told or len(hard) == _MOST_SESSIONS:
            break
    eased = [one for one in easy if one.asked is not None and one.known and one.day >= case.week_ago]
    return Past(judged=_judged(case, hard, easy=easy), eased=eased)


def _judged(case: Case, hard: list[Session], *, easy: list[Session]) -> list[Session]:
    if not hard or not easy:
        return hard or easy[:1]
    newest = easy[0]
    lightened = newest.asked is not None and newest.known and newest.day > hard[0].day
    if lightened and case.weights.system(newest.load) < case.weights.system(hard[0].load):
        return [newest, *hard]
    return hard


def is_miss(session: Session, exercise: Exercise) -> bool:
    """Tell whether a set of a hard dose fell short of what was asked, or of the range where nothing was asked."""
    if session.least is None or session.easy:
        return False
    asked = session.asked
    if asked is None:
        return session.load is not None and session.least < exercise.low
    return session.least < (min(asked.reps, exercise.low) if _heavier(session, asked) else asked.reps)


def misses_in_a_row(sessions: list[Session], exercise: Exercise) -> int:
    """Count the newest sessions in a row that were misses."""
    return sum(1 for _ in _leading(sessions, exercise))


def _leading(sessions: list[Session], exercise: Exercise) -> Iterator[Session]:
    for one in sessions:
        if not is_miss(one, exercise):
            return
        yield one


def _heavier(session: Session, asked: Dose) -> bool:
    """Tell whether more was lifted than was asked for."""
    if session.load is None or session.load == asked.load:
        return False
    if asked.load is None:
        return asked.bodyweight
    return session.load.kg > asked.load.kg
