"""Lines of the terminal: what is read from them, and what is printed."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat import Button, Reply
from bot.console.inbound import Line, MoveTo, Nothing, Press, Rewrite, Say, Wait, read_line
from bot.console.outbound import plain_lines, safe, typed_lines

GARBLING = {
    chr(code) for code in (*range(32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x2028)
}


def wall(day: int, hour: int, minute: int) -> datetime:
    """Return a wall time of March 2026."""
    return datetime(2026, 3, day, hour, minute)  # noqa: DTZ001 - wall times have no zone


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("> 3x12 20kg", Say(text="3x12 20kg")),
        (">done", Say(text="done")),
        ("3x12 20kg", Say(text="3x12 20kg")),
        ("> ", Say(text="")),
        ("* Undo", Press(label="Undo")),
        ("~ 2 11, 11", Rewrite(number=2, text="11, 11")),
        ("at 2026-03-02 18:00", MoveTo(wall=wall(2, 18, 0), zone="")),
        (
            "at 2026-03-02 6:05 America/Argentina/Buenos_Aires",
            MoveTo(wall=wall(2, 6, 5), zone="America/Argentina/Buenos_Aires"),
        ),
        ("wait 1 day 3 hours", Wait(length=timedelta(days=1, hours=3))),
        ("wait 90 minutes", Wait(length=timedelta(minutes=90))),
        ("wait for me", Say(text="wait for me")),
        ("at 2026-13-45 18:00", Say(text="at 2026-13-45 18:00")),
        ("at the gym, 3x12", Say(text="at the gym, 3x12")),
        ("# a comment", Nothing()),
        ("", Nothing()),
    ],
)
def test_each_form_of_a_line_is_read(line: str, read: Line) -> None:
    """Instructions are read as such, and everything else is said."""
    assert read_line(line) == read


@given(st.text())
def test_any_line_is_read(line: str) -> None:
    """No line is too strange to be read."""
    read_line(line)


def test_a_reply_is_printed_with_its_buttons() -> None:
    """The first line is marked, the others are indented, the buttons stand at the end."""
    reply = Reply(
        text="Logged.\nTwo lines.", buttons=((Button(label="Undo", action="undo:1"), Button(label="RPE?", action="r")),)
    )
    assert plain_lines(reply) == "< Logged.\n  Two lines. | [Undo] [RPE?]"
    assert typed_lines(reply) == "Logged.\nTwo lines.\n[1] Undo  [2] RPE?\n"


@given(st.text())
def test_nothing_that_garbles_a_terminal_is_printed(text: str) -> None:
    """Escapes and control characters never reach the terminal, and plain text is left as it is."""
    printed = safe(f"a{text}\x1b[31m\x07b")
    assert not (set(printed) - {"\n"}) & GARBLING
    assert safe("Größe 22,5 kg ✓ 🏃‍♀️") == "Größe 22,5 kg ✓ 🏃‍♀️"
