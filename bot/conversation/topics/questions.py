"""Questions about calf training: an answer with how sure it is, or that the coach does not know."""

from bot.conversation.questions import Question, answered
from bot.conversation.turn import Turn


def ask(turn: Turn) -> None:
    """Answer a question as far as it is known."""
    meaning = turn.meaning
    text = meaning.question if meaning and meaning.question else getattr(turn.event, "text", "")
    found = answered(text)
    if found is None:
        turn.tell("question-unknown")
        return
    say(turn, found)


def say(turn: Turn, found: Question) -> None:
    """Say an answer and how sure it is."""
    answer = turn.texts(f"answer-{found.key}")
    turn.tell("question-answer", answer=answer, sure=turn.texts(f"sure-{found.sure}"))
