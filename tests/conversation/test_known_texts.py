"""What is read from memory is what would be read."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.conversation.understanding.known import read_known
from core.domain.exercise import ExerciseKey
from core.domain.load import Unit
from core.domain.notation import read
from core.domain.reading import ReadingContext
from tests.support.logbooks import CATALOGUE

CONTEXT = ReadingContext(today=date(2026, 3, 2), unit=Unit.KG)


@pytest.mark.parametrize("text", ["3x12 @ 20", "yesterday 2x20 bunny hops", "12, 12, 10", "", "3x12 " * 40])
@pytest.mark.parametrize(
    "context",
    [
        CONTEXT,
        replace(CONTEXT, unit=Unit.LB),
        replace(CONTEXT, today=CONTEXT.today + timedelta(days=1)),
        replace(CONTEXT, exercise=ExerciseKey("seated-calf-raise")),
    ],
)
def test_a_text_is_read_as_for_the_first_time(text: str, context: ReadingContext) -> None:
    """Another unit, day or exercise is another reading, however often the words were read before."""
    expected = read(text, context, CATALOGUE)
    assert read_known(text, context, catalogue=CATALOGUE) == expected
    assert read_known(text, context, catalogue=CATALOGUE) == expected
