"""Bare numbers that may answer a question of yesterday, or be what was done: the coach asks which."""

import re
from datetime import timedelta

import msgspec

from bot.chat import Button
from bot.conversation.topics import calf_test, pain, races
from bot.conversation.turn import Turn
from core.domain.pain import WORST
from core.domain.reading import Option
from core.services.show_today import current_prescription

#: How long after a question its answer is still recognised.
_KNOWN = timedelta(days=3)
_PAIR = re.compile(r"\s*\d{2,3}\s*/\s*\d{2,3}[\s.!]*")
_USUAL, _MORE_THAN_SETS = 15, 1.4


def answer(turn: Turn, text: str) -> bool:
    """Take what can only be the answer to a question that is no longer fresh, and ask about what can be both."""
    asked = turn.asked
    if asked is None or asked.fresh(turn.now) or turn.now - asked.at > _KNOWN:
        return False
    match asked.topic:
        case "race":
            return races.answer_day(turn, text)
        case "run":
            return races.answer_run_day(turn, text)
        case "pain":
            return _ask_pain(turn, text, when="")
        case "test":
            return _ask_test(turn)
        case _:
            return False


def ask_morning(turn: Turn, text: str) -> bool:
    """Ask whether a bare number on the day after pain is how it was, or raises; False where it can only be raises."""
    return pain.was_before_today(turn) and _ask_pain(turn, text, when=":morning")


def ask_pair(turn: Turn, text: str) -> bool:
    """Ask whether "22/25" is a calf-raise test or two sets, where both are more than today's sets have."""
    current = turn.about or current_prescription(turn.logbook, turn.today)
    most = current.dose.reps if current else _USUAL
    raises = calf_test.both_legs(turn) if _PAIR.fullmatch(text) else None
    if raises is None or turn.asked is not None or min(raises) <= most * _MORE_THAN_SETS:
        return False
    return _ask_test(turn, question="test-or-sets")


def _ask_pain(turn: Turn, text: str, *, when: str) -> bool:
    bare = text.strip(" .!")
    if not bare.isdecimal() or len(bare) > len(str(WORST)) or int(bare) > WORST:
        return False
    level = turn.button("button-as-pain", f"hurt:{int(bare)}{when}", level=int(bare))
    return _ask(turn, level, sets=turn.texts("button-as-raises", count=int(bare)))


def _ask_test(turn: Turn, *, question: str = "late-or-sets") -> bool:
    raises = calf_test.both_legs(turn)
    if raises is None:
        return False
    left, right = raises
    result = turn.button("button-as-test", f"test-late:{left}:{right}", left=left, right=right)
    sets = turn.texts("button-as-sets", left=left, right=right)
    return _ask(turn, result, sets=sets, question=question)


def _ask(turn: Turn, answer_button: Button, *, sets: str, question: str = "late-or-sets") -> bool:
    """Ask which it is; the sets wait for the answer."""
    reading = turn.meaning.reading if turn.meaning else None
    works = reading.works or (reading.options[0].works if reading.options else ()) if reading else ()
    if not works:
        return False
    told = str(turn.message)
    held = msgspec.json.encode((Option(works=works),)).decode()
    turn.ask("reading", options=held, left_over="", told=told)
    turn.tell(question, (answer_button, Button(label=sets, action=f"opt:{told}:0")))
    return True
