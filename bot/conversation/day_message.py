"""The daily message: one exercise, its dose, one cue, and why."""

from dataclasses import replace

from bot.chat import Button, Reply
from bot.conversation.phrases import dose_words, last_time, reason_words, rest_words, sets_words, variation_words
from bot.conversation.turn import Scene
from core.domain.calf_test import is_offered
from core.domain.prescription import Effort, Prescription, Reason

SAID_REASONS = 2


def day_message(scene: Scene, prescription: Prescription, *, first: bool = False) -> Reply:
    """Word a prescription, with the buttons that answer it."""
    exercise = scene.catalogue[prescription.exercise]
    dose = prescription.dose
    rest = rest_words(scene.texts, dose.rest_seconds)
    lines = [
        heading(scene, prescription),
        scene.texts("today-dose", name=exercise.name, dose=dose_words(scene, dose, exercise=exercise), rest=rest),
        scene.texts("today-cue", cue=exercise.cues[prescription.cue]),
    ]
    why = [] if first else why_words(scene, prescription)
    buttons = first_buttons(scene, prescription) if first else day_buttons(scene, prescription)
    if not first and is_offered(scene.logbook, prescription.day, catalogue=scene.catalogue):
        why = [*why, scene.texts("test-offer")]
        buttons = (*buttons, (scene.button("button-test", "test"),))
    return Reply(text="\n".join(lines + why), buttons=buttons, accent=prescription.variation)


def open_message(scene: Scene, prescription: Prescription) -> Reply:
    """Word a prescription where others read too: the exercise alone, and nothing of what was done before."""
    whole = day_message(scene, prescription, first=True)
    return replace(whole, buttons=day_buttons(scene, prescription))


def heading(scene: Scene, prescription: Prescription) -> str:
    """Say the day and its variation: "Thu, bent-knee day."."""
    day = scene.texts("weekday-short", day=prescription.day.weekday())
    variation = variation_words(scene.texts, prescription.variation)
    key = "today-heading-easy" if prescription.dose.effort is Effort.EASY else "today-heading"
    return scene.texts(key, day=day, variation=variation)


def why_words(scene: Scene, prescription: Prescription) -> list[str]:
    """Say what was done last time, and the reasons that matter most for today."""
    lines = []
    before = last_time(scene, prescription)
    if before is not None:
        exercise = scene.catalogue[before.exercise]
        lines.append(scene.texts("today-last-time", sets=sets_words(scene, before.sets, exercise=exercise)))
    worth = [one for one in prescription.reasons if scene.texts.has(f"brief-{one.code}")]
    briefs = dict.fromkeys(_brief(scene, one) for one in worth)  # two locks may have one reason
    said = " ".join(list(briefs)[:SAID_REASONS])
    return [*lines, said] if said else lines


def _brief(scene: Scene, reason: Reason) -> str:
    return reason_words(scene, reason, form="brief")


def day_buttons(scene: Scene, prescription: Prescription) -> tuple[tuple[Button, ...], ...]:
    """Make the six buttons of a daily message."""
    fact = prescription.id
    return (
        (scene.button("button-done", f"done:{fact}"), scene.button("button-other", f"other:{fact}")),
        (
            scene.button("button-swap", f"swap:{fact}"),
            scene.button("button-later", f"later:{fact}"),
            scene.button("button-skip", f"skip:{fact}"),
        ),
        (scene.button("button-show", f"show:{prescription.exercise}"),),
    )


def first_buttons(scene: Scene, prescription: Prescription) -> tuple[tuple[Button, ...], ...]:
    """Make the four buttons of the very first message."""
    fact = prescription.id
    return (
        (scene.button("button-done-first", f"done:{fact}"), scene.button("button-other-first", f"other:{fact}")),
        (scene.button("button-swap", f"swap:{fact}"), scene.button("button-setup", "setup")),
    )
