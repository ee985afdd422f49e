"""Which numbering a button was written in: when two logbooks become one, the numbers of one of them move."""

import re
from dataclasses import replace

from bot.chat import PRIVATE_CHAT, Button, Reply
from core.domain.account import Account

_MARK = re.compile(r"(\d{1,4})~(.*)", re.DOTALL)
#: Actions whose first fact is the number of a fact.
_OF_FACTS = frozenset(
    {
        "done",
        "other",
        "swap",
        "later",
        "skip",
        "opt",
        "which",
        "rpe",
        "rate",
        "move",
        "remove",
        "hurt-at",
        "hurt-side",
        "race-remove",
        "race-kind",
        "run-once",
        "sign",
        "tired",
        "test-turn",
    }
)
#: Actions whose fact is the number of a change.
_OF_CHANGES = frozenset({"undo", "redo"})


def marked(reply: Reply, account: Account | None) -> Reply:
    """Return a reply whose buttons say in which numbering of the chat they are written, where it is not the first."""
    if account is None or not account.shifts or not reply.buttons:
        return reply
    return replace(
        reply, buttons=tuple(tuple(_marked(one, len(account.shifts)) for one in row) for row in reply.buttons)
    )


def meant(action: str, account: Account | None) -> str | None:
    """Return the action of a button in the numbering that holds now; None where it means nothing any more."""
    found = _MARK.fullmatch(action)
    number, bare = (int(found[1]), found[2]) if found else (0, action)
    shifts = account.shifts if account is not None else ()
    if number == len(shifts):
        return bare
    verb, _, fact = bare.partition(":")
    if verb in _OF_CHANGES:
        return None
    first, colon, rest = fact.partition(":")
    if verb not in _OF_FACTS or not first.isdecimal():
        return bare
    shift = shifts[number] if number < len(shifts) else None
    return None if shift is None else f"{verb}:{int(first) + shift}{colon}{rest}"


def _marked(button: Button, numbering: int) -> Button:
    if button.action.partition(":")[0] == PRIVATE_CHAT:
        return button
    return replace(button, action=f"{numbering}~{button.action}")
