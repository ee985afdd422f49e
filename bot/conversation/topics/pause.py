"""Pausing the coach, and coming back."""

from datetime import datetime, timedelta

from bot.chat import Button
from bot.conversation.phrases import day_words
from bot.conversation.topics.today import today
from bot.conversation.topics.undo import undo_button
from bot.conversation.turn import Turn
from core.services import pause as deeds

DAYS = (3, 7, 14)


def ask_pause(turn: Turn) -> None:
    """Ask how long the coach is to be quiet."""
    turn.ask("pause")
    turn.tell("pause-ask", length_buttons(turn), (turn.button("button-pause-open", "pause:open"),))


def length_buttons(turn: Turn) -> tuple[Button, ...]:
    """Make the buttons of how long a pause may be."""
    return tuple(turn.button(f"button-pause-{days}", f"pause:{days}") for days in DAYS)


def pressed_pause(turn: Turn, length: str) -> None:
    """Pause for the days of the button, today the first of them."""
    end = None if length == "open" else turn.local + timedelta(days=int(length))
    pause(turn, end=end)


def pause(turn: Turn, *, end: datetime | None, since: datetime | None = None, reason: str = "") -> None:
    """Send nothing from the day of `since` (None: today) until the day of `end`, on which the runner is back."""
    first = turn.today if since is None else max(turn.today, since.date())
    if end is not None and end.date() <= first:
        turn.tell("pause-past")
        return
    turn.asked = None
    until = None if end is None else end.date() - timedelta(days=1)
    turn.logbook = deeds.pause(turn.logbook, first, until=until, reason=reason, at=turn.now)
    buttons = (undo_button(turn), turn.button("button-resume", "resume"))
    if end is None:
        turn.tell("paused-open", buttons)
    elif first == turn.today:
        turn.tell("paused", buttons, day=day_words(turn, end.date()))
    else:
        turn.tell("paused-from", (undo_button(turn),), first=day_words(turn, first), day=day_words(turn, end.date()))


def resume(turn: Turn) -> None:
    """End the pause and go on with today's exercise."""
    changed = deeds.resume(turn.logbook, turn.today, at=turn.now)
    if changed is None:
        turn.tell("resume-not")
    else:
        turn.logbook = changed
        turn.tell("resumed", (undo_button(turn),))
    today(turn)
