"""The decision: a red flag, a log, one intent, or a question which of several is meant."""

import re
from collections.abc import Sequence

from bot.conversation.meaning import Intent, Meaning
from bot.conversation.understanding.commands import read_command
from bot.conversation.understanding.context import UnderstandingContext
from bot.conversation.understanding.details import fill
from bot.conversation.understanding.evidence import Heard, hear, weigh
from bot.conversation.understanding.reading import read_sets
from bot.conversation.understanding.scoring import Score, score
from bot.conversation.understanding.spelling import respell
from core.domain.reading import Reading, Reference, Status
from core.domain.red_flags import red_flag
from core.domain.tokens import words

SURE = 0.64  # an intent that scores as high is acted on
CERTAIN = 0.86  # what cannot be taken back, or ends the conversation, needs as much
LIKELY = 0.42  # an intent that scores as high is offered as a button
MARGIN = 0.03  # and two that are no further apart are both offered
_OVER_SETS = 0.72  # an intent that takes numbers of its own beats loose numbers from here on
_OFFERED = 3
_DESTRUCTIVE = frozenset({Intent.DELETE, Intent.STOP, Intent.LINK})
_ABOUT_SETS = frozenset(
    {
        Intent.DONE,
        Intent.TOO_EASY,
        Intent.TOO_HARD,
        Intent.SKIP,
        Intent.GREETING,
        Intent.THANKS,
        Intent.TODAY,
        Intent.REDO,
    }
)
_ASKING = frozenset({Intent.QUESTION, Intent.WHY, Intent.HOW_HEAVY, Intent.SHOW, Intent.HELP})
_PLAIN_SETS = re.compile(r"\d\s*[x*×х✕✖]\s*\d|\d\s*,\s*\d+\s*,\s*\d|\d\s*(?:sets?|reps?)\b", re.IGNORECASE)


def decide(text: str, context: UnderstandingContext) -> Meaning:
    """Return what a text without red flags means."""
    command = read_command(text)
    body = text if command is None else command.rest
    heard = hear(body, locale=context.locale)
    reading = read_sets(body, context)
    if command is not None and command.intent is not Intent.LOG:
        return fill(Meaning(intent=command.intent, score=1.0, reading=_worth(reading)), heard, context)
    scores = score(weigh(heard))
    logged = _logged(reading, scores, heard=heard)
    if logged is not None or command is not None:
        return fill(Meaning(intent=logged or Intent.LOG, score=1.0, reading=reading), heard, context)
    return fill(_chosen(scores, reading, context=context), heard, context)


def _logged(reading: Reading, scores: Sequence[Score], *, heard: Heard) -> Intent | None:
    """Return the intent of a text that tells of sets; None where it does not, or where something else is meant more."""
    if reading.status is Status.NONE:
        return None
    if reading.correction is not None:
        return None if scores and scores[0].intent is Intent.UNDO and scores[0].value > _OVER_SETS else Intent.CORRECT
    best = scores[0] if scores else None
    if best is not None and best.value >= _OVER_SETS and _outweighs(best.intent, heard):
        return None
    return Intent.DONE if reading.reference is Reference.AS_PLANNED else Intent.LOG


def _outweighs(intent: Intent, heard: Heard) -> bool:
    """Tell whether an intent that scored well is meant rather than the sets that could be read."""
    if intent in _ABOUT_SETS:
        return False
    if _PLAIN_SETS.search(heard.text):
        return intent in _ASKING and "?" in heard.words
    return True


def _chosen(scores: Sequence[Score], reading: Reading, *, context: UnderstandingContext) -> Meaning:
    """Return the best intent, or None with the candidates where it is not clear."""
    reading_kept = _worth(reading)
    offered = [one for one in scores if one.value >= LIKELY][:_OFFERED]
    if not offered:
        return Meaning(intent=Intent.UNKNOWN, reading=reading_kept)
    best = offered[0]
    if best.value >= _needed(best.intent, context) and not _is_tie(offered):
        return Meaning(intent=best.intent, score=best.value, reading=reading_kept)
    if context.question_open:
        return Meaning(intent=Intent.UNKNOWN, reading=reading_kept)
    candidates = tuple(one.intent for one in offered)
    return Meaning(intent=None, score=best.value, candidates=candidates, reading=reading_kept)


def _needed(intent: Intent, context: UnderstandingContext) -> float:
    """Return the score from which an intent is acted on."""
    return CERTAIN if intent in _DESTRUCTIVE or context.question_open else SURE


def _is_tie(offered: Sequence[Score]) -> bool:
    """Tell whether the two best are too close to choose."""
    return len(offered) > 1 and offered[0].value - offered[1].value < MARGIN


def _worth(reading: Reading) -> Reading | None:
    """Return a reading that says something."""
    return None if reading.status is Status.NONE else reading


def understand(text: str, context: UnderstandingContext) -> Meaning:
    """Return what a runner means; a red flag is never read as anything else."""
    flag = red_flag(words(text), respell=respell)
    if flag is not None:
        return Meaning(intent=Intent.RED_FLAG, score=1.0, urgency=flag)
    return decide(text, context)
