"""Take changes back, one after the other or one of them alone, and bring them back."""

from datetime import datetime
from enum import Enum, auto

from core.domain.linking.merging import LINK
from core.domain.linking.separating import UNLINK
from core.domain.logbook import Change, Edit, Logbook, OlderHistoryNeededError
from core.domain.runner import Settings


class Refusal(Enum):
    """Why a change cannot be taken back or brought back."""

    NOTHING = auto()
    ALREADY = auto()
    BUILT_ON = auto()
    LINKED = auto()
    PARTED = auto()


#: Changes that nothing before is taken back past: before them there were two logbooks, or another one.
_BARRIERS = {LINK: Refusal.LINKED, UNLINK: Refusal.PARTED}


def undo(logbook: Logbook) -> tuple[Logbook, Change] | Refusal:
    """Take back the last change in force."""
    last = logbook.change_of(logbook.cursor)
    if last is not None and last.deed in _BARRIERS:
        return _BARRIERS[last.deed]
    return logbook.undo() or Refusal.NOTHING


def redo(logbook: Logbook) -> tuple[Logbook, Change] | Refusal:
    """Bring back the change that was taken back last."""
    return logbook.redo() or Refusal.NOTHING


def undo_one(logbook: Logbook, seq: int, *, at: datetime) -> tuple[Logbook, Change] | Refusal:
    """Take back the change `seq` alone: the last one as `undo` does, an older one where nothing later builds on it."""
    if seq == logbook.cursor:
        return undo(logbook)
    if not 0 < seq < logbook.cursor:
        return Refusal.ALREADY
    change = logbook.change_of(seq)
    if change is None:
        logbook.whole()
        return Refusal.ALREADY
    if not all(_stands(logbook, edit) for edit in change.edits):
        return Refusal.BUILT_ON
    inverse = [edit.inverse for edit in reversed(change.edits)]
    return logbook.change("take-back", inverse, at=at), change


def redo_one(logbook: Logbook, seq: int) -> tuple[Logbook, Change] | Refusal:
    """Bring back the change `seq` if it is the one that was taken back last."""
    return redo(logbook) if seq == logbook.cursor + 1 else Refusal.ALREADY


def _stands(logbook: Logbook, edit: Edit) -> bool:
    """Tell whether what an edit left behind is still just so."""
    if isinstance(edit.after, Settings):
        return edit.applied_to(logbook.settings) == logbook.settings
    if edit.after is None:
        return True
    if logbook.since is not None and edit.after.day < logbook.since:
        raise OlderHistoryNeededError
    return logbook.holds(edit.after)
