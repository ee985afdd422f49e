"""First contact, greetings, help and what the coach does with what it is told."""

from bot.chat import PRIVATE_CHAT
from bot.conversation.day_message import day_message
from bot.conversation.topics.today import plan_of_today, today
from bot.conversation.turn import Turn
from core.domain.prescription import Prescription


def welcome(turn: Turn) -> None:
    """Say who this is, and give the first exercise before any question."""
    plan = plan_of_today(turn, on_demand=True)
    if not isinstance(plan, Prescription):
        turn.tell("welcome")
        return
    reply = day_message(turn, plan, first=True)
    turn.say(f"{turn.texts('welcome')}\n{reply.text}", *reply.buttons, accent=reply.accent)


def introduce(turn: Turn) -> None:
    """Say who this is to someone whose first words were work already, and go on with it."""
    turn.tell("welcome", (turn.button("button-setup", "setup"),))


def greet(turn: Turn) -> None:
    """Greet a runner who is known, and show today's exercise."""
    today(turn)


def thank(turn: Turn) -> None:
    """Answer thanks in one line."""
    turn.tell("thanks")


def help_(turn: Turn) -> None:
    """Say what works, in a few lines."""
    turn.tell("help", (turn.button("button-today", "today"), turn.button("button-week", "week")))


def privacy(turn: Turn) -> None:
    """Say what is kept, why and for how long, and that it is theirs."""
    turn.tell("privacy", days=turn.kept_days)


def not_text(turn: Turn, kind: str) -> None:
    """Answer a photo, a voice message or a sticker with one line."""
    turn.tell("not-text-voice" if kind == "voice" else "not-text")


def private_only(turn: Turn) -> None:
    """Lead to the private chat from where others read along; a message with buttons stays as it is there."""
    turn.say(turn.texts("private-only"), (turn.button("button-private-chat", PRIVATE_CHAT),), beside=True)


def not_yet(turn: Turn) -> None:
    """Say that something cannot be done here yet."""
    turn.tell("not-yet")


def unknown(turn: Turn) -> None:
    """Answer words that mean nothing here with the things that work right now."""
    turn.tell("unknown", (turn.button("button-today", "today"), turn.button("button-week", "week")))
