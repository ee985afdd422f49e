"""Where the exercise of the day goes: to the private chat, or to a channel that others read too."""

from dataclasses import replace

from bot.chat import NOT_THE_COACH, NOT_THE_RUNNER, POST_TO, Button
from bot.conversation.turn import Turn
from core.domain.account import Account, Address


def pressed_post_to(turn: Turn, where: str) -> None:
    """Send the exercise to a channel from now on, or to the private chat again where none is named."""
    if where in {NOT_THE_COACH, NOT_THE_RUNNER}:
        turn.tell(f"channel-{where}")
        return
    mine = turn.event.origin.account
    turn.logbook = replace(
        turn.logbook,
        accounts=tuple(
            replace(one, channel=Address(where if one.key == mine else ""), home=one.key == mine)
            for one in turn.logbook.accounts
        ),
    )
    if where:
        turn.tell("channel-chosen", (back_button(turn),))
    else:
        turn.tell("channel-private")


def back_button(turn: Turn) -> Button:
    """Make the button that lets the exercise come to the private chat again."""
    return turn.button("button-channel-private", POST_TO)


def chosen_channel(turn: Turn) -> Account | None:
    """Return the account that has a channel for the exercise, None where none has."""
    return next((one for one in turn.logbook.accounts if one.channel), None)
