"""The hours without messages, told in words and held by what the coach sends of its own accord."""

from datetime import time

import pytest

from bot.conversation.understanding.quiet_hours import read_quiet_hours, tells_of_quiet_hours


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("quiet hours from 21:00 to 8:00", time(21), time(8)),
        ("quiet hours 9 to 7", time(21), time(7)),
        ("Quiet hours: 10pm - 6:30am", time(22), time(6, 30)),
        ("no messages after 9pm", time(21), None),
        ("don't send me reminders before 8am please", None, time(8)),
        ("please never text me between 22 and 7", time(22), time(7)),
        ("quiet hours from midnight to noon", time(0), time(12)),
        ("no quiet hours", time(0), time(0)),
    ],
)
def test_quiet_hours_in_words(text: str, start: time | None, end: time | None) -> None:
    """When they begin and end, however that is written; an end that is not told stays."""
    assert tells_of_quiet_hours(text)
    assert read_quiet_hours(text) == (start, end)


@pytest.mark.parametrize("text", ["quiet hours", "quiet hours 25 to 8", "quiet hours from 10 to 11 to 12"])
def test_hours_that_cannot_be_read_are_asked_for(text: str) -> None:
    """Nothing is guessed."""
    assert tells_of_quiet_hours(text)
    assert read_quiet_hours(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "remind me at 9pm",
        "no messages until Friday",
        "don't send anything after 5 March",
        "3x12 at 20 kg",
        "it has to be quiet today",
        "no jumps before 8",
    ],
)
def test_other_wishes_are_left_alone(text: str) -> None:
    """Times of other things are no quiet hours."""
    assert not tells_of_quiet_hours(text)
