"""Whether a runner can be written to: their own words show that they are there."""

from dataclasses import replace

from bot.chat import Edited, Pressed, Said
from bot.conversation.turn import Turn


def hear_again(turn: Turn) -> None:
    """Take a runner who writes as one who can be written to, and tell one whose messages did not arrive.

    An account that began where others read too gets its private chat as soon as that is known.
    """
    origin = turn.event.origin
    account = next((one for one in turn.logbook.accounts if one.key == origin.account), None)
    if account is None or not origin.private or not isinstance(turn.event, Said | Edited | Pressed):
        return
    if not account.reachable:
        _tell(turn)
    changed = replace(account, reachable=True, address=account.address or origin.chat)
    turn.logbook = replace(
        turn.logbook, accounts=tuple(changed if one is account else one for one in turn.logbook.accounts)
    )


def _tell(turn: Turn) -> None:
    """Say under the newest answer that messages did not arrive, where the platform lets a runner mend that."""
    key = f"unreachable-{turn.event.origin.account.platform}"
    if turn.replies and turn.texts.has(key):
        turn.add_line(turn.texts(key))
