"""What words come to as the answer to the question that is open."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from bot.conversation import judging
from bot.conversation.meaning import Intent
from bot.conversation.topics import data, effort, importing, log, pain, pause, setup, today
from bot.conversation.turn import Turn
from bot.conversation.understanding.evidence import hear
from bot.conversation.understanding.slots import exercise, reason
from bot.conversation.understanding.time_words import TimeWords
from bot.conversation.understanding.times import read_moment, read_span
from core.domain.languages.tokens import words
from core.domain.notation.names import names_of

Answer = Callable[[Turn, str], bool]

_OPEN = frozenset({None, Intent.UNKNOWN})  # words that mean nothing alone may still be an answer
_OF_SKIPPING = _OPEN | {Intent.SKIP, Intent.PAIN, Intent.ILL, Intent.TRAVEL}
_OF_NAMES = _OPEN | {Intent.TODAY, Intent.SHOW, Intent.SWAP}
_OF_TIME = _OPEN | {Intent.LATER, Intent.SET_TIME, Intent.SET_DAYS, Intent.PAUSE}


def _later(turn: Turn, text: str) -> bool:
    """Take a moment as the answer to when the exercise is to come again."""
    if _intent(turn) not in _OF_TIME:
        return False
    when = read_moment(TimeWords.of(text, turn.texts.locale), turn.local, usual=turn.logbook.settings.reminder_time)
    if when is None and not (turn.meaning and turn.meaning.unreadable):
        return False
    if when is None:
        turn.tell("time-unknown")
        return True
    today.later_at(turn, when)
    return True


def _pause(turn: Turn, text: str) -> bool:
    """Take a day or a length as the answer to how long the coach is to be quiet."""
    if _intent(turn) not in _OF_TIME:
        return False
    span = read_span(TimeWords.of(text, turn.texts.locale), turn.local)
    if span is None:
        return False
    pause.pause(turn, since=span.since, end=span.end)
    return True


def _skip_reason(turn: Turn, text: str) -> bool:
    """Take a reason for the day that was just skipped."""
    if _intent(turn) not in _OF_SKIPPING:
        return False
    code = (turn.meaning.reason if turn.meaning else "") or reason(hear(text, words(text), locale=turn.texts.locale))
    if not code:
        return False
    turn.asked = None
    today.skip(turn, reason=code)
    return True


def _which_exercise(turn: Turn, text: str) -> bool:
    """Take a name for the sets that wait for one."""
    if _intent(turn) not in _OF_NAMES:
        return False
    named = exercise(hear(text, words(text), locale=turn.texts.locale), turn.catalogue)
    names = names_of(turn.catalogue)
    stems = [stem for stem in map(names.stem_of, words(text)) if stem is not None]
    key = named or (names.find(stems) if stems else None)
    if key is None:
        return False
    log.answer_exercise(turn, key)
    return True


def _intent(turn: Turn) -> Intent | None:
    return turn.meaning.intent if turn.meaning else None


ANSWERS: Mapping[str, Answer] = MappingProxyType(
    {
        "setup": setup.answer,
        "setting": setup.answer,
        "later": _later,
        "pause": _pause,
        "skip-reason": _skip_reason,
        "rating": effort.answer_rating,
        "pain": pain.answer_level,
        "delete": data.answer_delete,
        importing.TOPIC: importing.answer,
        "which-exercise": _which_exercise,
        **judging.ANSWERS,
    }
)
