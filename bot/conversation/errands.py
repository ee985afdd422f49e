"""What a turn asks for that a logbook alone cannot do: the shell does it, in the transaction of the turn."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Forget:
    """Erase the runner; what was answered so far is their goodbye."""


@dataclass(frozen=True, slots=True)
class Export:
    """Send the runner everything that is kept of them."""


Errand: TypeAlias = Forget | Export
