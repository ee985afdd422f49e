"""How it felt: too easy, too hard, how heavy."""

from decimal import Decimal

from bot.conversation.phrases import dose_words
from bot.conversation.topics.log import rate
from bot.conversation.topics.undo import undo_button
from bot.conversation.turn import Turn
from core.services.correct_log import rate_entry
from core.services.log_sets import newest_entry
from core.services.show_today import current_prescription

EASY, HARD = Decimal(6), Decimal("9.5")
_RATINGS = frozenset(f"{half / 2:g}" for half in range(2, 21))


def too_easy(turn: Turn) -> None:
    """Note that today's work was easy."""
    _rate(turn, EASY, key="rated-easy")


def too_hard(turn: Turn) -> None:
    """Note that today's work was very hard."""
    _rate(turn, HARD, key="rated-hard")


def _rate(turn: Turn, rpe: Decimal, *, key: str) -> None:
    entry = newest_entry(turn.logbook)
    if entry is None or entry.day not in {turn.today, turn.training_day}:
        turn.tell("rate-first")
        return
    turn.logbook, _ = rate_entry(turn.logbook, entry, rpe=rpe, at=turn.now)
    turn.tell(key, (undo_button(turn),))


def answer_rating(turn: Turn, text: str) -> bool:
    """Take a number from 1 to 10 as the answer to "how hard was it"."""
    value = text.strip().lower().removeprefix("rpe").strip().replace(",", ".")
    if value not in _RATINGS or turn.asked is None:
        return False
    ask = turn.asked.facts["entry"]
    rate(turn, f"{ask}:{value}")
    return True


def how_heavy(turn: Turn) -> None:
    """Say how heavy to go, with today's load."""
    prescription = current_prescription(turn.logbook, turn.today)
    if prescription is None:
        turn.tell("how-heavy-open")
        return
    exercise = turn.catalogue[prescription.exercise]
    turn.tell("how-heavy", dose=dose_words(turn, prescription.dose, exercise=exercise))
