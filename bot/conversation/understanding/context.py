"""What a message is understood against."""

from dataclasses import dataclass
from datetime import datetime, time

from core.domain.exercise import Catalogue
from core.domain.reading import ReadingContext


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderstandingContext:
    """The runner's moment: `now` is aware, in the runner's zone.

    `usual` is the runner's reminder time, meant where a day is said without a time; from `training_days` those are
    taken that are to be none any more. `question_open` tells that the
    coach has asked something: short texts are then answers, and only what is said plainly is taken for a wish.
    """

    reading: ReadingContext
    now: datetime
    catalogue: Catalogue
    usual: time = time(18)
    training_days: frozenset[int] = frozenset(range(7))
    question_open: bool = False

    @property
    def locale(self) -> str:
        """The runner's locale."""
        return self.reading.locale
