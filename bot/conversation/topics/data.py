"""What a runner's data is theirs for: to take it out, and to have it deleted."""

from datetime import timedelta

from bot.conversation.errands import Export, Forget
from bot.conversation.turn import Turn

#: A word that deletes everything is an answer only while the question is still before one's eyes.
_CONFIRM_WITHIN = timedelta(minutes=15)
_AROUND_WORDS = " \t\r\n\"'“”„‘’«».!"


def export(turn: Turn) -> None:
    """Send everything that is kept of the runner as one file."""
    if not _alone(turn):
        return
    turn.logbook.whole()
    turn.errand = Export()


def ask_delete(turn: Turn) -> None:
    """Say what goes, offer it to be taken out before, and ask for the word."""
    if not _alone(turn):
        return
    turn.ask("delete")
    buttons = (turn.button("button-export-first", "export"), turn.button("button-delete-not", "delete-not"))
    turn.tell("delete-ask", buttons, word=turn.texts("delete-word"))


def answer_delete(turn: Turn, text: str) -> bool:
    """Delete everything where the word was typed; any other words keep it."""
    asked, turn.asked = turn.asked, None
    if asked is None or turn.now - asked.at > _CONFIRM_WITHIN:
        return False
    if text.strip(_AROUND_WORDS).casefold() != turn.texts("delete-word").casefold():
        return False
    turn.tell("deleted")
    turn.errand = Forget()
    return True


def keep(turn: Turn) -> None:
    """Keep everything after all."""
    if turn.asked is not None and turn.asked.topic == "delete":
        turn.asked = None
    turn.tell("delete-not")


def _alone(turn: Turn) -> bool:
    """Tell whether nobody else reads along; say so where somebody does."""
    if turn.event.origin.private:
        return True
    turn.tell("private-only")
    return False
