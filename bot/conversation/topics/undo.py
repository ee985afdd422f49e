"""Taking back the last change of any kind, and bringing it back."""

from bot.chat import Button
from bot.conversation.phrases import entry_words
from bot.conversation.settings_words import changed_words
from bot.conversation.turn import Turn
from core.domain.logbook import Change, Edit, Logbook
from core.domain.runner import Settings
from core.domain.training import Entry
from core.services import take_back
from core.services.take_back import Refusal

_REFUSALS = {
    Refusal.NOTHING: "undo-nothing",
    Refusal.ALREADY: "undo-already",
    Refusal.BUILT_ON: "undo-built-on",
}


def undo(turn: Turn) -> None:
    """Take back the last change."""
    _answer_undo(turn, take_back.undo(turn.logbook))


def redo(turn: Turn) -> None:
    """Bring back what was taken back last."""
    _answer_redo(turn, take_back.redo(turn.logbook))


def pressed_undo(turn: Turn, seq: str) -> None:
    """Take back the change that the button stands under."""
    _answer_undo(turn, take_back.undo_one(turn.logbook, int(seq), at=turn.now))


def pressed_redo(turn: Turn, seq: str) -> None:
    """Bring back the change that the button stands under."""
    _answer_redo(turn, take_back.redo_one(turn.logbook, int(seq)))


def undo_button(turn: Turn) -> Button:
    """Make the button that takes back the newest change."""
    return turn.button("button-undo", f"undo:{turn.logbook.cursor}")


def _answer_undo(turn: Turn, done: tuple[Logbook, Change] | Refusal) -> None:
    if isinstance(done, Refusal):
        turn.tell(_REFUSALS[done])
        return
    turn.logbook, change = done
    alone = turn.logbook.cursor > change.seq
    again = undo_button(turn) if alone else turn.button("button-redo", f"redo:{change.seq}")
    turn.tell("undone", (again,), what=_change_words(turn, change))


def _answer_redo(turn: Turn, done: tuple[Logbook, Change] | Refusal) -> None:
    if isinstance(done, Refusal):
        turn.tell("redo-nothing")
        return
    turn.logbook, change = done
    turn.tell("redone", (undo_button(turn),), what=_change_words(turn, change))


def _change_words(turn: Turn, change: Change) -> str:
    """Name what a change was about: the entries, the settings, or the deed alone."""
    entries = [_entry_of(edit) for edit in change.edits]
    named = [entry_words(turn, entry) for entry in entries if entry is not None]
    if named:
        return turn.texts.several(named)
    for edit in change.edits:
        if isinstance(edit.before, Settings) and isinstance(edit.after, Settings):
            return changed_words(turn.texts, before=edit.before, after=edit.after)
    return turn.texts(f"deed-{change.deed}")


def _entry_of(edit: Edit) -> Entry | None:
    fact = edit.after or edit.before
    return fact if isinstance(fact, Entry) else None
