"""Correcting what was logged: in words, by editing or deleting the message, by moving it to another day."""

from datetime import timedelta

from bot.conversation.phrases import day_words, entry_words, sets_words
from bot.conversation.topics.logged import coverage_words
from bot.conversation.topics.undo import undo_button
from bot.conversation.turn import Turn
from core.domain.exercise import ExerciseKey
from core.domain.reading import Correction, Reading
from core.domain.training import Entry, FactId
from core.services.correct_log import correct_newest, move_entry, name_exercise, remove_told, retell, told_by


def correct(turn: Turn, correction: Correction) -> None:
    """Change the newest entry as told."""
    done = correct_newest(turn.logbook, correction, at=turn.now, message=turn.message, catalogue=turn.catalogue)
    if done is None:
        turn.tell("correct-nothing")
        return
    turn.logbook, entry = done
    _say_corrected(turn, entry)


def correct_message(turn: Turn, reading: Reading) -> bool:
    """Change the log as an edited message now says; False where that message had told no sets."""
    if turn.edited is None or not reading.works:
        return False
    done = retell(turn.logbook, turn.edited, work=reading.works[0], at=turn.now, catalogue=turn.catalogue)
    if done is None:
        return False
    turn.logbook, entry = done
    _say_corrected(turn, entry)
    return True


def ask_remove(turn: Turn) -> None:
    """Ask whether what a deleted message told is to go from the log too."""
    told = told_by(turn.logbook, turn.edited) if turn.edited is not None else ()
    if not told:
        return
    buttons = (turn.button("button-remove", f"remove:{turn.edited}"), turn.button("button-keep", "keep"))
    turn.tell("remove-ask", buttons, what=turn.texts.several([entry_words(turn, one) for one in told]))


def pressed_remove(turn: Turn, message: str) -> None:
    """Take what a deleted message told out of the log."""
    changed = remove_told(turn.logbook, FactId(int(message)), at=turn.now)
    if changed is None:
        turn.tell("button-old")
        return
    turn.logbook = changed
    turn.tell("removed", (undo_button(turn),))


def pressed_keep(turn: Turn, _: str) -> None:
    """Keep what a deleted message told."""
    turn.tell("kept")


def pressed_move(turn: Turn, fact: str) -> None:
    """Move an entry of the night from the evening before to the new day."""
    entry = next((one for one in turn.logbook.entries if str(one.id) == fact), None)
    if entry is None or entry.day != turn.today - timedelta(days=1):
        turn.tell("button-old")
        return
    turn.logbook, after = move_entry(turn.logbook, entry, day=turn.today, at=turn.now)
    turn.tell("moved", (undo_button(turn),), what=entry_words(turn, after), day=day_words(turn, after.day))


def pressed_exercise(turn: Turn, arg: str) -> None:
    """Count an entry for the exercise that it was in truth."""
    fact, _, name = arg.partition(":")
    entry = next((one for one in turn.logbook.entries if str(one.id) == fact), None)
    exercise = turn.catalogue.exercises.get(ExerciseKey(name))
    if entry is None or exercise is None:
        turn.tell("button-old")
        return
    turn.logbook, after = name_exercise(turn.logbook, entry, exercise=exercise, at=turn.now)
    _say_corrected(turn, after)


def _say_corrected(turn: Turn, entry: Entry) -> None:
    if not entry.sets:
        turn.tell("removed", (undo_button(turn),))
        return
    exercise = turn.catalogue[entry.exercise]
    key = "corrected" if entry.day == turn.today else "corrected-on"
    sets = sets_words(turn, entry.sets, exercise=exercise)
    line = turn.texts(key, name=exercise.name, sets=sets, day=day_words(turn, entry.day))
    turn.say(f"{line}\n{coverage_words(turn, entry)}", (undo_button(turn),))
