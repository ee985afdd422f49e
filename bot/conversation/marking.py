"""Which numbering a button was written in: when two logbooks become one, the numbers of one of them move."""

import re
from dataclasses import replace

from bot.chat import POST_TO, PRIVATE_CHAT, Button, Reply
from core.domain.account import Account

_MARK = re.compile(r"(\d{1,4})~(.*)", re.DOTALL)
#: Actions whose first fact is the number of a fact.
OF_FACTS = frozenset(
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
        "was",
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
OF_CHANGES = frozenset({"undo", "redo"})
#: Actions without a number: they mean the same in every numbering. An action of no kind means nothing in another.
OF_NEITHER = frozenset(
    {
        POST_TO,
        "anyway",
        "born",
        "cleared",
        "cleared-not",
        "condition",
        "conditions",
        "day",
        "delete-not",
        "exp",
        "export",
        "fault",
        "gear",
        "give",
        "history",
        "hurt",
        "import-no",
        "import-yes",
        "keep",
        "kit-always",
        "kit-today",
        "later-in",
        "link-home",
        "link-more",
        "link-no",
        "link-undo",
        "link-yes",
        "mean",
        "pause",
        "quiet",
        "races",
        "resume",
        "set",
        "settings",
        "setup",
        "setup-skip",
        "sex",
        "show",
        "starts",
        "stop-no",
        "stop-yes",
        "test",
        "test-compare",
        "test-late",
        "test-sex",
        "test-start",
        "time",
        "today",
        "unit",
        "unlink",
        "unlink-no",
        "week",
        "zone",
    }
)


def marked(reply: Reply, account: Account | None) -> Reply:
    """Return a reply whose buttons say in which numbering of the chat they are written, where it is not the first."""
    if account is None or not account.shifts or not reply.buttons:
        return reply
    return replace(
        reply, buttons=tuple(tuple(_marked(one, len(account.shifts)) for one in row) for row in reply.buttons)
    )


def meant(action: str, account: Account | None) -> str | None:
    """Return the action of a button in the numbering that holds now; None where it means nothing any more."""
    number, bare = unmarked(action)
    shifts = account.shifts if account is not None else ()
    if number == len(shifts):
        return bare
    verb, _, fact = bare.partition(":")
    first, colon, rest = fact.partition(":")
    if verb in OF_NEITHER or (verb in OF_FACTS and not first.isdecimal()):
        return bare
    if verb not in OF_FACTS:
        return None
    shift = shifts[number] if number < len(shifts) else None
    return None if shift is None else f"{verb}:{int(first) + shift}{colon}{rest}"


def unmarked(action: str) -> tuple[int, str]:
    """Return in which numbering of the chat a button was written, and its action as it was written."""
    found = _MARK.fullmatch(action)
    return (int(found[1]), found[2]) if found else (0, action)


def _marked(button: Button, numbering: int) -> Button:
    if button.action.partition(":")[0] == PRIVATE_CHAT:
        return button
    return replace(button, action=f"{numbering}~{button.action}")
