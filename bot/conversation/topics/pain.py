"""What hurts: the tendon rule, and the signs that a person must look at."""

from bot.conversation.turn import Turn

GO_ON, HOLD = 2, 5
WORST = 10


def pain(turn: Turn) -> None:
    """Answer pain by the tendon rule: up to 2 go on, up to 5 hold, above stop."""
    level = turn.meaning.level if turn.meaning else None
    if level is None:
        turn.ask("pain")
        turn.tell("pain-ask")
        return
    turn.asked = None
    turn.say(pain_words(turn, level))
    if not 0 <= level <= WORST:
        turn.ask("pain")


def pain_words(turn: Turn, level: int) -> str:
    """Say what follows from pain of that level, 0 to 10."""
    if not 0 <= level <= WORST:
        return turn.texts("pain-range")
    key = "pain-low" if level <= GO_ON else "pain-hold" if level <= HOLD else "pain-stop"
    return turn.texts(key, level=level)


def answer_level(turn: Turn, text: str) -> bool:
    """Take a bare number as the answer to how strong it is."""
    if not text.strip().isdecimal():
        return False
    level = int(text.strip()[:WORST])
    turn.asked = None
    turn.say(pain_words(turn, level))
    if level > WORST:
        turn.ask("pain")
    return True


def red_flag(turn: Turn) -> None:
    """Say that a person must look at it and how soon; nothing else, and no exercise."""
    urgency = turn.meaning.urgency if turn.meaning else None
    turn.tell(f"red-flag-{urgency or 'same_day'}")
