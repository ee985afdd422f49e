"""Record a calf-raise test."""

from dataclasses import replace
from datetime import date, datetime

from core.domain.calf_test import MOST_RAISES
from core.domain.logbook import Edit, Logbook
from core.domain.training import CalfTest
from core.errors import CoachError


class UnlikelyRaisesError(CoachError):
    """A test has {left} raises on the left and {right} on the right, which nobody does."""

    def __init__(self, *, left: int, right: int) -> None:
        """Keep what was told."""
        super().__init__()
        self.left = left
        self.right = right


def record_test(logbook: Logbook, day: date, *, left: int, right: int, at: datetime) -> tuple[Logbook, CalfTest]:
    """Record the raises of each leg; a second test of a day takes the place of the first.

    Raises UnlikelyRaisesError where both legs did none, or one more than a test can have.
    """
    if not max(left, right) or not 0 <= min(left, right) <= max(left, right) <= MOST_RAISES:
        raise UnlikelyRaisesError(left=left, right=right)
    earlier = next((one for one in logbook.tests if one.day == day), None)
    after = CalfTest(id=earlier.id if earlier else logbook.next_id, day=day, left=left, right=right)
    if after == earlier:
        return logbook, after
    return logbook.change("test", [Edit(before=earlier, after=after)], at=at), after


def turn_round(logbook: Logbook, test: CalfTest, *, at: datetime) -> tuple[Logbook, CalfTest]:
    """Give each leg what the other was told to have done."""
    after = replace(test, left=test.right, right=test.left)
    return logbook.change("test", [Edit(before=test, after=after)], at=at), after
