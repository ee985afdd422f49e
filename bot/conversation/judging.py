"""What a coach judges by, before and beside the other topics: locks, clearance, pain, the calf test, runs and races."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from bot.conversation.meaning import Intent
from bot.conversation.questions import answered
from bot.conversation.topics import calf_test, health, pain, questions, races
from bot.conversation.turn import Turn
from bot.conversation.understanding.evidence import hear
from bot.conversation.understanding.slots import pain_level, pain_place, pain_side
from core.domain.languages.tokens import words
from core.domain.reminders.pain_check import unanswered

#: Pain told as "heel 7/10" and nothing else.
_OUT_OF_TEN = re.compile(r"\D*\b\d{1,2}\s*(?:/|out of)\s*10\b\D*", re.IGNORECASE)
_MAY_BE_PAIN = frozenset({None, Intent.UNKNOWN, Intent.LOG, Intent.CORRECT})
_LONGEST_PAIN = 12
_ASKING = re.compile(
    r"^\s*(?:(?:hi|hey|coach|so|and|but|ok|okay|well)[\s,]+)*(?:why|how|what|which|when|is|are|am|do|does|did|can|could|should|"
    r"will|would|may|shall|isn'?t|don'?t)\b",
    re.IGNORECASE,
)
_ABOUT_TODAY = re.compile(
    r"\b(today|todays|today's|tonight|this one|again|this (?:exercise|week)|my week|am i missing|am i doing)\b|"
    r"^\s*why(?: this| that)?\s*\??\s*$|^\s*how heavy\s*\??\s*$|\d\s*/\s*10\b",
    re.IGNORECASE,
)
_NEVER_A_QUESTION = frozenset(
    {
        Intent.RED_FLAG,
        Intent.LOG,
        Intent.CORRECT,
        Intent.MISSING,
        Intent.WEEK,
        Intent.HISTORY,
        Intent.TODAY,
        Intent.HELP,
    }
)
_FEWEST_WORDS = 3


def heard_first(turn: Turn, text: str) -> bool:
    """Answer what comes before any other reading of a text: clearance, the lock, a slip, a question, pain by number."""
    return any(
        step(turn, text)
        for step in (health.hears_false_alarm, health.hears_clearance, _locked, _slip, _question, _pain)
    )


def _locked(turn: Turn, _: str) -> bool:
    """Say why there is no exercise, to whoever asks for one while the programme is locked."""
    if turn.meaning is None or turn.meaning.intent not in health.EXERCISING or not health.is_locked(turn):
        return False
    turn.asked = None
    health.say_locked(turn)
    return True


def _slip(turn: Turn, text: str) -> bool:
    """Take "400 raises" for the slip that it is."""
    if not calf_test.is_slip(text):
        return False
    calf_test.slipped(turn)
    return True


def _question(turn: Turn, text: str) -> bool:
    """Answer a question that is known, whatever else its words could mean, and own up to one that is not."""
    intent = turn.meaning.intent if turn.meaning else None
    if not _is_question(text) or intent in _NEVER_A_QUESTION or _ABOUT_TODAY.search(text):
        return False
    found = answered(text)
    if found is not None:
        questions.say(turn, found)
        return True
    if intent not in {None, Intent.UNKNOWN} or "?" not in text or turn.asked is not None or turn.first:
        return False
    turn.tell("question-unknown")
    return True


def held_back(turn: Turn, verb: str, *, arg: str) -> bool:
    """Answer a button that asks for an exercise while the programme is locked."""
    meant = verb == "mean" and arg in health.EXERCISING
    if not health.is_locked(turn) or not (meant or verb in health.EXERCISING_PRESSES):
        return False
    health.say_locked(turn)
    return True


def _is_question(text: str) -> bool:
    """Tell whether a text asks something, in more words than a command has."""
    asks = bool(_ASKING.match(text)) or text.rstrip().endswith("?")
    return asks and len(text.split()) >= _FEWEST_WORDS


def _pain(turn: Turn, text: str) -> bool:
    """Take "heel 7/10" as pain where a part of the body stands beside the number."""
    may_be = turn.meaning is not None and turn.meaning.intent in _MAY_BE_PAIN
    if not may_be or not _OUT_OF_TEN.fullmatch(text) or len(text.split()) > _LONGEST_PAIN:
        return False
    heard = hear(text, words(text), locale=turn.texts.locale)
    level, place = pain_level(heard), pain_place(heard)
    earlier = unanswered(turn.logbook)
    if level is None or not (place or earlier):
        return False
    if not place and earlier is not None:
        pain.tell_morning(turn, level)
        return True
    pain.tell(turn, level, place=place, side=pain_side(heard))
    return True


MEANINGS: Mapping[Intent, Callable[[Turn], None]] = MappingProxyType(
    {
        Intent.RED_FLAG: health.red_flag,
        Intent.RACE: races.race,
        Intent.TEST: calf_test.test,
        Intent.QUESTION: questions.ask,
    }
)

PRESSES: Mapping[str, Callable[[Turn, str], None]] = MappingProxyType(
    {
        "hurt": pain.pressed_level,
        "hurt-at": pain.pressed_place,
        "hurt-side": pain.pressed_side,
        "sign": health.pressed_sign,
        "tired": health.pressed_tired,
        "cleared": health.pressed_cleared,
        "cleared-not": health.pressed_not_cleared,
        "conditions": health.ask_conditions,
        "condition": health.pressed_condition,
        "test": lambda turn, _: calf_test.test(turn),
        "test-start": calf_test.pressed_start,
        "test-turn": calf_test.pressed_turn,
        "test-compare": calf_test.pressed_compare,
        "races": races.list_all,
        "race-kind": races.pressed_kind,
        "race-remove": races.pressed_remove,
        "run-once": races.pressed_once,
    }
)

ANSWERS: Mapping[str, Callable[[Turn, str], bool]] = MappingProxyType(
    {
        "race": races.answer_day,
        "test": calf_test.answer,
        "test-age": calf_test.answer_age,
    }
)
