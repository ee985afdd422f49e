"""The calf-raise test: when it may be done, when it is offered, and what its result says (coaching.md section 6).

Medians and noise are those of Hebert-Losier 2017 (Physiotherapy 103:446, 566 people of 20 to 81 years).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from core.domain.exercise import Catalogue
from core.domain.logbook import Logbook
from core.domain.pain import GO_ON, pain_rule
from core.domain.planning.locks import Scope
from core.domain.planning.reasons import Why
from core.domain.planning.recent import look_back
from core.domain.planning.restrictions import restrictions_on
from core.domain.prescription import Reason
from core.domain.runner import Settings, Sex
from core.domain.training import CalfTest, Side
from core.domain.week import is_training_day, local_day

#: Raises by which two tests of one runner differ from day to day alone.
NOISE: Final = 6
#: Raises a leg that a test may have; what is beyond is a slip of the finger (ours).
MOST_RAISES: Final = 150
EVEN_PERCENT: Final = 90
FIRST_OFFER: Final = timedelta(days=14)
AGAIN: Final = timedelta(days=28)
_STILL_OFFERED: Final = timedelta(days=14)
_A_WEEK: Final = 7
_OLDEST: Final = 80
_YOUNGEST: Final = 20
_MEDIANS: Final = {
    Sex.MALE: (37, 32, 28, 23, 19, 14, 10),
    Sex.FEMALE: (30, 27, 24, 21, 19, 16, 13),
}
_HARD: Final = frozenset({Scope.EVERYTHING, Scope.HARD, Scope.HARD_STRENGTH, Scope.HARD_PLYOMETRICS})
_RECOVERY: Final = frozenset({Why.ONLY_EASY_48H.code, Why.LOW_IMPACT_48H.code})


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a test says: symmetry in per cent, the weaker side, the median for age and sex where both are known.

    `before` is the test before it. `judged` says that this test and the one before it found the same side clearly
    weaker; one test alone never does.
    """

    test: CalfTest
    percent: int
    weaker: Side | None
    median: int | None
    before: CalfTest | None
    judged: bool

    def change(self, side: Side) -> int | None:
        """Return by how many raises a side changed, None where there is nothing to compare."""
        if self.before is None:
            return None
        return raises_of(self.test, side) - raises_of(self.before, side)

    @property
    def changed(self) -> bool:
        """Tell whether a side changed by more than noise."""
        return any(abs(self.change(side) or 0) > NOISE for side in (Side.LEFT, Side.RIGHT))


def raises_of(test: CalfTest, side: Side) -> int:
    """Return the raises of one leg."""
    return test.left if side is Side.LEFT else test.right


def median_for(settings: Settings, day: date) -> int | None:
    """Return the median of raises for the runner's age and sex, None where one is not known or the age is below 20."""
    if settings.born is None or settings.sex is None:
        return None
    age = day.year - settings.born
    if age < _YOUNGEST:
        return None
    return _MEDIANS[settings.sex][min(age, _OLDEST) // 10 - _YOUNGEST // 10]


def result_of(logbook: Logbook, test: CalfTest) -> Result:
    """Compare a test with the one before it and with other people."""
    before = next((one for one in reversed(logbook.tests) if one.day < test.day), None)
    weaker = _weaker(test)
    clear = weaker is not None and test.symmetry * 100 < EVEN_PERCENT
    return Result(
        test=test,
        percent=int(test.symmetry * 100),
        weaker=weaker,
        median=median_for(logbook.settings, test.day),
        before=before,
        judged=clear and before is not None and _weaker(before) is weaker and before.symmetry * 100 < EVEN_PERCENT,
    )


def refusal(logbook: Logbook, day: date, *, catalogue: Catalogue) -> Reason | None:
    """Return why the test cannot be done on a day, None where it can."""
    hurts = unfit(logbook, day, catalogue=catalogue)
    if hurts is not None:
        return hurts
    recent = look_back(logbook, day, catalogue=catalogue)
    locks = restrictions_on(logbook, recent).locks
    return next((lock.reason for lock in locks if lock.scope in _HARD), None)


def unfit(logbook: Logbook, day: date, *, catalogue: Catalogue) -> Reason | None:
    """Return what spoils a result: pain above 2, or hard work less than 48 hours before."""
    ruling = pain_rule(logbook.pains, day)
    newest = ruling.hold or ruling.worse or ruling.stop
    if newest is not None and newest.level > GO_ON:
        return Why.TEST_HURTS.because(newest.level)
    recent = look_back(logbook, day, catalogue=catalogue)
    locks = restrictions_on(logbook, recent).locks
    return next((lock.reason for lock in locks if lock.reason.code in _RECOVERY), None)


def is_offered(logbook: Logbook, day: date, *, catalogue: Catalogue) -> bool:
    """Tell whether to offer the test: after two weeks, then every four to six, on one training day a week."""
    last = next((one.day for one in reversed(logbook.tests) if one.day <= day), None)
    since = local_day(logbook.joined, logbook.settings.tz) + FIRST_OFFER if last is None else last + AGAIN
    if not since <= day <= since + _STILL_OFFERED:
        return False
    begun = (day - since).days % _A_WEEK
    earlier = (day - timedelta(days=ago) for ago in range(1, begun + 1))
    if any(is_training_day(logbook.settings, one) for one in earlier):
        return False
    return refusal(logbook, day, catalogue=catalogue) is None


def _weaker(test: CalfTest) -> Side | None:
    if test.left == test.right:
        return None
    return Side.LEFT if test.left < test.right else Side.RIGHT
