"""Commands: the word behind the slash, and what follows it; some are no less clear without one."""

import re
from dataclasses import dataclass

from bot.conversation.meaning import Intent

_COMMAND = re.compile(r"\s*/([A-Za-z_]{1,32})(?:@\w{1,64})?(?:\s+|\Z)")
_BARE = re.compile(r"\s*(log|resume)\s*\Z", re.IGNORECASE)  # alone, these mean other things to the rules
_SPECIAL = {"start": Intent.GREETING, "unlink": Intent.LINK, "race": Intent.RACE}
_COMMANDS = {
    **{
        one.value: one
        for one in (
            Intent.TODAY,
            Intent.DONE,
            Intent.LOG,
            Intent.WEEK,
            Intent.HISTORY,
            Intent.UNDO,
            Intent.REDO,
            Intent.SWAP,
            Intent.SKIP,
            Intent.LATER,
            Intent.PAUSE,
            Intent.RESUME,
            Intent.SHOW,
            Intent.PAIN,
            Intent.TEST,
            Intent.SETTINGS,
            Intent.WHY,
            Intent.LINK,
            Intent.EXPORT,
            Intent.IMPORT,
            Intent.DELETE,
            Intent.HELP,
            Intent.PRIVACY,
            Intent.STOP,
        )
    },
    **_SPECIAL,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A known command and the text behind it."""

    intent: Intent
    rest: str


def read_command(text: str) -> Command | None:
    """Return the command that a text starts with, None where it starts with none that is known."""
    found = _COMMAND.match(text) or _BARE.match(text)
    if found is None:
        return None
    intent = _COMMANDS.get(found[1].casefold())
    return Command(intent=intent, rest=text[found.end() :]) if intent else None
