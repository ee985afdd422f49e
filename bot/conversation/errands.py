"""What a turn asks for that a logbook alone cannot do: the shell does it, in the transaction of the turn."""

from dataclasses import dataclass
from typing import TypeAlias

from bot.conversation.link_errands import LinkErrand


@dataclass(frozen=True, slots=True)
class Forget:
    """Erase the runner; what was answered so far is their goodbye."""


@dataclass(frozen=True, slots=True)
class Export:
    """Send the runner everything that is kept of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keep:
    """Keep what a file would bring while its runner is asked; `key` is what the buttons of the question name."""

    key: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Drop:
    """Forget what was kept of a file: it is imported, or not wanted."""


Errand: TypeAlias = LinkErrand | Forget | Export | Keep | Drop
