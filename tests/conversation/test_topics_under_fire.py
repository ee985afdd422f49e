"""Any words and any presses in any order: an answer every time, never a fault, and everything can be taken back."""

import os

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.chat import Reply
from bot.conversation.texts import texts_for
from tests.support.talking import Talk

# A talk of a dozen messages is long for one example.
brisk = settings(max_examples=400 if os.environ.get("CI") else 60, deadline=None)
SORRY = texts_for("en")("sorry")
#: The narrowest limits of the platforms: Telegram's callback data, Discord's labels.
LONGEST_ACTION, LONGEST_LABEL, MOST_BUTTONS = 64, 80, 25
PHRASES = (
    "done", "12, 12, 10", "3x12 20kg", "bunny hops 2x20", "actually 11", "undo", "redo", "swap", "skip", "later",
    "in 2 hours", "pause", "until Friday", "back", "week", "history", "what's missing", "settings", "Berlin", "6:30",
    "25:00", "mon, wed", "dumbbells and a bench", "no gym today", "lbs", "70 kg", "too easy", "too hard", "rpe 8", "8",
    "why", "how heavy", "show me", "my calf hurts", "4", "achilles 4/10", "ill until Friday", "holiday next week",
    "stop", "hi", "thanks", "help", "privacy", "remove the last set", "yesterday 3x12", "900 reps", "bench press 3x8",
    "12 10 8", "give me a bent knee one", "same as last time", "done but only 2 sets", "in Tokyo", "🦵", "sore", "none",
)  # fmt: skip
moves = st.lists(
    st.one_of(
        st.sampled_from(PHRASES),
        st.integers(min_value=0, max_value=40),  # the number of a button, the newest first
        st.floats(min_value=0.01, max_value=60),  # hours that pass
    ),
    max_size=14,
)


def play(moves_made: list[str | int | float]) -> Talk:
    """Return a talk in which these moves were made."""
    talk = Talk()
    talk.say("/start")
    for move in moves_made:
        if isinstance(move, str):
            talk.say(move)
        elif isinstance(move, int):
            buttons = list(talk.buttons())
            talk.press_action(buttons[move % len(buttons)].action)
        else:
            talk.wait(hours=move)
    return talk


@given(moves)
@brisk
def test_whatever_is_said_and_pressed_the_coach_has_an_answer(moves_made: list[str | int | float]) -> None:
    """No order of words, presses and hours leads into a fault of ours."""
    talk = play(moves_made)
    assert SORRY not in [reply.text for reply in talk.replies]
    for reply in talk.replies:
        check(reply)


@given(moves)
@brisk
def test_everything_can_be_taken_back(moves_made: list[str | int | float]) -> None:
    """After as many undos as there are changes nothing is logged, skipped or paused any more."""
    talk = play(moves_made)
    for _ in range(talk.logbook.cursor):
        talk.say("undo")
    book = talk.logbook
    assert book.cursor == 0
    assert (book.entries, book.skips, book.pauses, book.snoozes, book.faults) == ((), (), (), (), ())


@example("JSON")  # an export is asked for
@given(st.text(max_size=60))
@brisk
def test_any_text_is_answered(text: str) -> None:
    """Whatever is typed, as the first words and later, gets an answer that is no fault."""
    talk = Talk()
    for _ in range(2):
        said = talk.say(text)
        assert said.strip()
        assert SORRY not in said


def check(reply: Reply) -> None:
    """Hold a reply to what every platform can show."""
    buttons = [button for row in reply.buttons for button in row]
    assert reply.text.strip()
    assert len(buttons) <= MOST_BUTTONS
    for button in buttons:
        assert button.action.isascii()
        assert 0 < len(button.action) <= LONGEST_ACTION
        assert 0 < len(button.label) <= LONGEST_LABEL
