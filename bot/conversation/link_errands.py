"""What linking asks of the shell: codes, and logbooks that become one or two."""

from dataclasses import dataclass
from typing import TypeAlias

from core.domain.linking.separating import Share


@dataclass(frozen=True, slots=True)
class OfferCode:
    """Show a new code."""


@dataclass(frozen=True, slots=True)
class UseCode:
    """Look for the chat that was shown this code; empty where what was typed can be none."""

    code: str


@dataclass(frozen=True, slots=True)
class CancelLink:
    """Let nothing come of the code that was typed."""


@dataclass(frozen=True, slots=True)
class Link:
    """Make one of the runner and the one whose code they typed."""


@dataclass(frozen=True, slots=True)
class UndoLink:
    """Make two of the runner again, as they were before the link."""


@dataclass(frozen=True, slots=True)
class Unlink:
    """Let the chat go its own way."""

    share: Share


Parting: TypeAlias = Link | UndoLink | Unlink
LinkErrand: TypeAlias = OfferCode | UseCode | CancelLink | Parting
