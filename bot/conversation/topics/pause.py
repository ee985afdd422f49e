"""Pausing the coach, and coming back."""

from datetime import date, timedelta

from bot.conversation.phrases import day_words
from bot.conversation.topics.today import today
from bot.conversation.topics.undo import undo_button
from bot.conversation.turn import Turn
from core.services import pause as deeds

DAYS = (3, 7, 14)


def ask_pause(turn: Turn) -> None:
    """Ask how long the coach is to be quiet."""
    turn.ask("pause")
    buttons = tuple(turn.button(f"button-pause-{days}", f"pause:{days}") for days in DAYS)
    turn.tell("pause-ask", buttons, (turn.button("button-pause-open", "pause:open"),))


def pressed_pause(turn: Turn, length: str) -> None:
    """Pause for the days of the button, today the first of them."""
    until = None if length == "open" else turn.today + timedelta(days=int(length) - 1)
    pause(turn, until=until)


def pause(turn: Turn, *, until: date | None, reason: str = "") -> None:
    """Send nothing until the day after `until`."""
    if until is not None and until < turn.today:
        turn.tell("pause-past")
        return
    turn.asked = None
    turn.logbook = deeds.pause(turn.logbook, turn.today, until=until, reason=reason, at=turn.now)
    buttons = (undo_button(turn), turn.button("button-resume", "resume"))
    if until is None:
        turn.tell("paused-open", buttons)
        return
    turn.tell("paused", buttons, day=day_words(turn, until + timedelta(days=1)))


def resume(turn: Turn) -> None:
    """End the pause and go on with today's exercise."""
    changed = deeds.resume(turn.logbook, turn.today, at=turn.now)
    if changed is None:
        turn.tell("resume-not")
    else:
        turn.logbook = changed
        turn.tell("resumed", (undo_button(turn),))
    today(turn)
