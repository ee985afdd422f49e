"""The JSON that `calfcoach parse` prints, one object a line."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.parse import parse_lines

NOW = datetime(2026, 3, 2, 18, 0, tzinfo=ZoneInfo("Europe/Berlin"))
KEYS = {"text", "status", "exercise", "date", "intent", "sets", "left_over", "question", "options"}


def parsed(lines: Iterable[str], **options: str) -> list[dict[str, Any]]:
    """Parse lines on a Monday evening in Berlin."""
    return [json.loads(line) for line in parse_lines(lines, now=NOW, **options)]


def one(text: str, **options: str) -> dict[str, Any]:
    """Parse one line."""
    (result,) = parsed([text], **options)
    return result


def test_the_example_of_the_command_line_is_printed() -> None:
    """Three sets at a weight come as the documented object, key by key."""
    each = {"seconds": None, "load": "40", "unit": "kg", "bodyweight": False, "side": "both", "rpe": None}
    assert one("12, 12, 10 at 40\n", expect="3x12 @ 40 kg") == {
        "text": "12, 12, 10 at 40",
        "status": "read",
        "exercise": None,
        "date": None,
        "intent": "log",
        "sets": [{"reps": 12, **each}, {"reps": 12, **each}, {"reps": 10, **each}],
        "left_over": "",
        "question": None,
        "options": [],
    }


def test_loads_have_a_decimal_point_and_the_runners_unit() -> None:
    """A decimal comma is printed as a point, and a weight without a unit has the runner's."""
    (first, *_) = one("3x8 22,5", unit="lb", locale="de")["sets"]
    assert (first["load"], first["unit"]) == ("22.5", "lb")


def test_done_stands_for_what_is_expected() -> None:
    """Done as planned has the sets of the plan."""
    result = one("done", expect="3x12 @ 40 kg")
    assert (result["intent"], [each["reps"] for each in result["sets"]]) == ("done", [12, 12, 12])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("felt a pop in my calf", {"intent": "red_flag", "urgency": "same_day", "sets": []}),
        ("achilles sore 4/10", {"intent": "pain", "level": 4, "place": "achilles", "sets": []}),
        ("my calf hurts", {"intent": "pain", "level": None, "place": "calf"}),
        ("remind me at 6:30", {"intent": "set_time", "when": "06:30", "sets": []}),
        ("remind me at 25:00", {"intent": "set_time", "when": None, "unreadable": "time"}),
        ("in two hours", {"intent": "later", "when": "2026-03-02T20:00:00+01:00"}),
        ("pause until friday", {"intent": "pause", "when": "2026-03-06T00:00:00+01:00"}),
        ("pause", {"intent": "pause", "when": None}),
        ("banana", {"intent": "unknown", "status": "none", "left_over": "banana"}),
        ("", {"intent": "unknown", "status": "none"}),
    ],
)
def test_intents_carry_what_is_documented(text: str, expected: dict[str, Any]) -> None:
    """Urgency, level, place and moment stand where their intent is."""
    result = one(text)
    assert {key: result.get(key, "missing") for key in expected} == expected


def test_several_likely_intents_are_offered() -> None:
    """Where the intent is asked it is null, and the options name the candidates."""
    results = parsed(["delete that thing of last week", "erase stuff", "skip show swap"])
    asked = [result for result in results if result["intent"] is None]
    assert all(result["status"] == "ask" and result["options"] for result in asked)
    assert not {result["intent"] for result in results} & {"delete", "stop", "link"}


def test_two_exercises_are_kept_apart() -> None:
    """Two exercises in one message have their sets in order, and each its own."""
    result = one("seated calf raise 3x12 20 kg, bunny hops 2x20")
    assert len(result["sets"]) == 5
    assert [len(work["sets"]) for work in result["works"]] == [3, 2]


def test_an_unknown_unit_is_refused() -> None:
    """A unit that is none is a mistake of the caller."""
    with pytest.raises(ValueError, match="stone"):
        parsed(["3x12"], unit="stone")


@given(st.text(max_size=200))
def test_any_line_gives_one_object(text: str) -> None:
    """Every line gives one valid object with all keys, and its text as it came."""
    result = one(text)
    assert result.keys() >= KEYS
    assert result["text"] == text.rstrip("\r\n")
