"""What a coach judges by, before and beside the other topics: locks, clearance, pain, the calf test, runs and races."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from bot.conversation.meaning import Intent
from bot.conversation.questions import Question, answered
from bot.conversation.topics import calf_test, health, late, pain, questions, races
from bot.conversation.turn import Turn
from bot.conversation.understanding.judged import Judged
from core.domain.reminders.pain_check import unanswered
from core.services.log_sets import open_entry

_OUT_OF_TEN = re.compile(r"\s*(\d{1,2})\s*/\s*10\W*")
_BARE = re.compile(r"\s*(?:(?:it'?s|it was|about|around|maybe|like) )*(?:an? )?(\d|10)\W*", re.IGNORECASE)
_MAY_BE_PAIN = frozenset({None, Intent.UNKNOWN, Intent.LOG, Intent.CORRECT, Intent.SET_TIME})
_MAY_BE_MORNING = frozenset({None, Intent.UNKNOWN, Intent.TODAY, Intent.LATER, Intent.GREETING, Intent.THANKS})
_LONGEST_MORNING = 8
_UNCLEAR = frozenset({None, Intent.UNKNOWN, Intent.QUESTION})
#: Intents whose own answer is nearer than what is generally so; of some, what is asked at length is general.
_ANSWERED_BETTER = frozenset(
    {
        Intent.RED_FLAG,
        Intent.HOW_HEAVY,
        Intent.SETTINGS,
        Intent.SET_TIME,
        Intent.HISTORY,
        Intent.WEEK,
        Intent.IMPORT,
        Intent.EXPORT,
        Intent.DELETE,
        Intent.LINK,
        Intent.PRIVACY,
        Intent.UNDO,
        Intent.REDO,
    }
)
_GENERAL_AT_LENGTH = frozenset({Intent.WHY, Intent.MISSING, Intent.SWAP, Intent.SET_EQUIPMENT})
_AT_LENGTH = 5
_FEWEST_WORDS = 2
#: Intents that change something: "is it ok to skip today?" asks first, and skips nothing.
_CHANGING = frozenset(
    {
        Intent.LOG,
        Intent.DONE,
        Intent.CORRECT,
        Intent.SKIP,
        Intent.PAUSE,
        Intent.RESUME,
        Intent.LATER,
        Intent.TOO_EASY,
        Intent.TOO_HARD,
        Intent.TRAVEL,
        Intent.SET_TIME,
        Intent.SET_DAYS,
        Intent.SET_UNITS,
        Intent.SET_EQUIPMENT,
    }
)
#: Open questions whose answer is never a name with a question mark.
_NO_PLACE_NAMES = frozenset({"conditions", "pain", "race", "run", "test"})


def heard_first(turn: Turn, text: str) -> bool:
    """Answer what comes before any other reading of a text: clearance, the lock, a slip, a question, a morning."""
    return any(step(turn, text) for step in _FIRST)


def _locked(turn: Turn, _: str) -> bool:
    """Say why there is no exercise, to whoever asks for one while the programme is locked."""
    if turn.meaning is None or turn.meaning.intent not in health.EXERCISING or not health.is_locked(turn):
        return False
    turn.asked = None
    health.say_locked(turn)
    return True


def _slip(turn: Turn, text: str) -> bool:
    """Take "400 raises" for the slip that it is."""
    if not calf_test.is_slip(turn, text):
        return False
    calf_test.slipped(turn)
    return True


def _wondering(turn: Turn, text: str) -> bool:
    """Answer whoever wonders whether to do something, or ask whether it shall be done: it was not asked for."""
    intent = turn.meaning.intent if turn.meaning else None
    judged = Judged.of(text)
    if intent not in _CHANGING or "?" not in text or not _begins(judged, "wondering"):
        return False
    if found := answered(text) or _about_pain(turn, text, judged=judged):
        questions.say(turn, found)
    elif intent is Intent.SET_DAYS and turn.meaning and not turn.meaning.days:
        turn.tell("question-unknown")
    else:
        turn.say(turn.texts("ask-whether"), (turn.button(f"intent-{intent}", f"mean:{intent}"),))
    return True


def _about_pain(turn: Turn, text: str, *, judged: Judged) -> Question | None:
    """Find the question of whoever told of pain and asks about "that"."""
    asked = turn.asked is not None and turn.asked.topic == "pain"
    if not judged.said("about_that") or not (asked or pain.is_recent(turn)):
        return None
    told = turn.logbook.pains[-1].place if turn.logbook.pains else ""
    return answered(f"{text} my {told or 'calf'} is sore")


def _question(turn: Turn, text: str) -> bool:
    """Answer a question that is known, whatever else its words could mean, and own up to one that is not."""
    intent = turn.meaning.intent if turn.meaning else None
    judged = Judged.of(text)
    asks = "?" in text or judged.said("asking_midway") or _begins(judged, "asking")
    if _may_ask(turn, judged, asks=asks) and (found := answered(text) or _about_pain(turn, text, judged=judged)):
        questions.say(turn, found)
        return True
    waits = turn.asked is not None and turn.asked.topic not in _NO_PLACE_NAMES
    unclear = intent in _UNCLEAR and len(judged.words) > _FEWEST_WORDS and not judged.said("about_today")
    if not unclear or "?" not in text or waits or turn.first:
        return False
    turn.tell("question-unknown")
    return True


def _listed(turn: Turn, text: str) -> bool:
    """List the runs and races for words that ask for them and mean nothing else."""
    meant = turn.meaning.intent if turn.meaning else None
    if meant not in {None, Intent.UNKNOWN} or turn.first or not Judged.of(text).said("listed"):
        return False
    races.list_all(turn)
    return True


def held_back(turn: Turn, verb: str, *, arg: str) -> bool:
    """Answer a button that asks for an exercise while the programme is locked."""
    meant = verb == "mean" and arg in health.EXERCISING
    if not health.is_locked(turn) or not (meant or verb in health.EXERCISING_PRESSES):
        return False
    health.say_locked(turn)
    return True


def _may_ask(turn: Turn, judged: Judged, *, asks: bool) -> bool:
    """Tell whether a text may be a question that is known: what asks nothing only where it means nothing else."""
    meaning = turn.meaning
    if meaning is None or meaning.intent in _ANSWERED_BETTER or meaning.level is not None:
        return False
    if meaning.intent in _GENERAL_AT_LENGTH and len(judged.words) < _AT_LENGTH:
        return False
    if not asks:
        told = any(word.isdecimal() for word in judged.words)
        return meaning.intent in _UNCLEAR and turn.asked is None and not told
    if judged.said("listed") and meaning.intent is Intent.RACE:
        return False
    return not judged.said("about_today") or meaning.intent in _UNCLEAR


def _begins(judged: Judged, concept: str) -> bool:
    """Tell whether a clause begins with a concept (of asking), behind "hi coach" and the like."""
    silent = {at for hit in judged.hits if hit.concept == "opening" for at in range(hit.start, hit.end)}
    asking = {hit.start for hit in judged.hits if hit.concept == concept}
    begins = True
    for at, word in enumerate(judged.words):
        if begins and at in asking and judged.words[at - 1 : at] != ["i"]:  # "I did" tells
            return True
        begins = not word[0].isalnum() or (begins and at in silent)
    return False


def _pain(turn: Turn, text: str) -> bool:
    """Take a bare "4/10" and "it's a 4" as the pain of the morning after; ask about a bare number."""
    may_be = turn.meaning is not None and turn.meaning.intent in _MAY_BE_PAIN
    if not may_be or unanswered(turn.logbook) is None:
        return False
    if told := _OUT_OF_TEN.fullmatch(text):
        pain.tell_morning(turn, int(told[1]))
        return True
    bare = _BARE.fullmatch(text)
    if bare is None or turn.asked is not None or open_entry(turn.logbook, turn.now) is not None:
        return False
    if late.ask_morning(turn, bare[1]):
        return True
    if not pain.was_before_today(turn):
        return False
    pain.tell_morning(turn, int(bare[1]))  # "it's a 4" tells of no raises
    return True


def _morning(turn: Turn, text: str) -> bool:
    """Take "worse this morning" and "better" as the answer to how it is on the day after pain."""
    intent = turn.meaning.intent if turn.meaning else None
    if intent not in _MAY_BE_MORNING or not pain.is_recent(turn):
        return False
    judged = Judged.of(text)
    if len(judged.words) > _LONGEST_MORNING or not judged.said("worse", "better", "morning") or _is_greeting(judged):
        return False
    earlier = unanswered(turn.logbook)
    if earlier is None or earlier.day >= turn.today:
        return pain.hears_change(turn, text)
    pain.say_morning(turn, judged)
    return True


def _is_greeting(judged: Judged) -> bool:
    """Tell whether nothing but the morning itself was said, and no number."""
    return not judged.said("worse", "better") and not any(word.isdecimal() for word in judged.words)


_FIRST: tuple[Callable[[Turn, str], bool], ...] = (
    health.hears_false_alarm,
    health.hears_clearance,
    calf_test.hears_turned,
    _locked,
    _slip,
    late.answer,
    late.ask_pair,
    _listed,
    health.hears_none,
    _wondering,
    _question,
    _pain,
    _morning,
)

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
        "test-sex": calf_test.pressed_sex,
        "test-late": calf_test.pressed_late,
        "races": races.list_all,
        "race-kind": races.pressed_kind,
        "race-remove": races.pressed_remove,
        "run-once": races.pressed_once,
    }
)

ANSWERS: Mapping[str, Callable[[Turn, str], bool]] = MappingProxyType(
    {
        "conditions": health.answer_conditions,
        "race": races.answer_day,
        "run": races.answer_run_day,
        "test": calf_test.answer,
        "test-age": calf_test.answer_age,
    }
)
