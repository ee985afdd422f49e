"""Taking back the last change of any kind, and bringing it back."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.chat import Button
from bot.conversation.day_message import day_message
from bot.conversation.link_errands import UndoLink
from bot.conversation.phrases import entry_words
from bot.conversation.settings_words import changed_words
from bot.conversation.turn import Turn
from core.domain.logbook import Change, Edit, Logbook
from core.domain.runner import Settings
from core.domain.training import Entry
from core.services import take_back
from core.services.import_data import DEED as IMPORT
from core.services.show_today import current_prescription
from core.services.take_back import Refusal

_REFUSALS = {
    Refusal.NOTHING: "undo-nothing",
    Refusal.ALREADY: "undo-already",
    Refusal.BUILT_ON: "undo-built-on",
    Refusal.PARTED: "unlink-before",
}


class _Keys(NamedTuple):
    """The messages for entries as they are now, entries that are gone, settings, and any other deed."""

    now: str
    gone: str
    setting: str
    deed: str


_UNDONE = _Keys(now="undone-now", gone="undone", setting="undone-setting", deed="undone")
_REDONE = _Keys(now="redone", gone="redone-gone", setting="redone-setting", deed="redone")


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
    if done is Refusal.LINKED:
        turn.errand = UndoLink()
        return
    if isinstance(done, Refusal):
        turn.tell(_REFUSALS[done])
        return
    turn.logbook, change = done
    alone = turn.logbook.cursor > change.seq
    again = undo_button(turn) if alone else turn.button("button-redo", f"redo:{change.seq}")
    inverse = [edit.inverse for edit in reversed(change.edits)]
    _say(turn, _words(turn, inverse, deed=change.deed, keys=_UNDONE), change=change, button=again)


def _answer_redo(turn: Turn, done: tuple[Logbook, Change] | Refusal) -> None:
    if isinstance(done, Refusal):
        turn.tell("redo-nothing")
        return
    turn.logbook, change = done
    _say(turn, _words(turn, change.edits, deed=change.deed, keys=_REDONE), change=change, button=undo_button(turn))


def _say(turn: Turn, words: str, *, change: Change, button: Button) -> None:
    """Say what came of it; where that is another exercise for today, with that exercise."""
    prescription = current_prescription(turn.logbook, turn.today)
    if change.deed != "swap" or prescription is None:
        turn.say(words, (button,))
        return
    reply = day_message(turn, prescription)
    *rows, last = reply.buttons
    turn.say(f"{words}\n{reply.text}", *rows, (*last, button), accent=reply.accent)


def _words(turn: Turn, edits: Sequence[Edit], *, deed: str, keys: _Keys) -> str:
    """Say what edits came to: how entries and settings are now, what is gone, or the deed alone."""
    if deed == IMPORT:
        return turn.texts(keys.deed, what=turn.texts(f"deed-{deed}"))
    now = [entry_words(turn, edit.after) for edit in edits if isinstance(edit.after, Entry)]
    if now:
        return turn.texts(keys.now, what=turn.texts.several(now))
    gone = [entry_words(turn, edit.before) for edit in edits if isinstance(edit.before, Entry)]
    if gone:
        return turn.texts(keys.gone, what=turn.texts.several(gone))
    for edit in edits:
        if isinstance(edit.before, Settings) and isinstance(edit.after, Settings):
            return turn.texts(keys.setting, what=changed_words(turn.texts, before=edit.before, after=edit.after))
    return turn.texts(keys.deed, what=turn.texts(f"deed-{deed}"))
