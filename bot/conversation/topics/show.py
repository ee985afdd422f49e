"""Showing an exercise: set-up, cues and what goes wrong."""

from bot.chat import Button
from bot.conversation.phrases import variation_words
from bot.conversation.topics.undo import undo_button
from bot.conversation.turn import Turn
from core.domain.exercise import Exercise, ExerciseKey
from core.domain.facts import FaultSeen
from core.domain.logbook import Edit
from core.services.show_today import current_prescription


def show(turn: Turn) -> None:
    """Show the exercise that the runner names, else today's."""
    named = turn.meaning.exercise if turn.meaning else None
    prescription = turn.about or current_prescription(turn.logbook, turn.today)
    key = named or (prescription.exercise if prescription else None)
    if key is None:
        turn.tell("show-which")
        return
    _say_exercise(turn, turn.catalogue[key])


def pressed_show(turn: Turn, key: str) -> None:
    """Show the exercise of the button."""
    if key not in turn.catalogue.exercises:
        turn.tell("button-old")
        return
    _say_exercise(turn, turn.catalogue[ExerciseKey(key)])


def pressed_fault(turn: Turn, arg: str) -> None:
    """Note a fault that the runner sees in themselves, so that its cue comes first next time."""
    key, _, number = arg.rpartition(":")
    if key not in turn.catalogue.exercises:
        turn.tell("button-old")
        return
    exercise = turn.catalogue[ExerciseKey(key)]
    fault = exercise.faults[int(number)]
    fact = FaultSeen(id=turn.logbook.next_id, day=turn.today, exercise=exercise.key, fault=int(number))
    turn.logbook = turn.logbook.change("fault", [Edit(before=None, after=fact)], at=turn.now)
    turn.say(turn.texts("fault-noted", cue=exercise.cues[fault.cue]), (undo_button(turn),), beside=True)


def _say_exercise(turn: Turn, exercise: Exercise) -> None:
    texts = turn.texts
    lines = [
        texts("show-title", name=exercise.name, variation=variation_words(texts, exercise.variation)),
        texts("show-set-up"),
        *(texts("show-step", number=number, text=one) for number, one in enumerate(exercise.set_up, 1)),
        texts("show-cues"),
        *(texts("show-point", text=one) for one in exercise.cues),
        texts("show-faults"),
        *(texts("show-step", number=number, text=one.text) for number, one in enumerate(exercise.faults, 1)),
        texts("show-fault-hint"),
    ]
    buttons = tuple(
        Button(label=str(number + 1), action=f"fault:{exercise.key}:{number}") for number in range(len(exercise.faults))
    )
    turn.say("\n".join(lines), buttons, beside=True)
