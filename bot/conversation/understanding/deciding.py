"""The decision: a red flag, a log, one intent, or a question which of several is meant."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.conversation.meaning import Intent, Meaning
from bot.conversation.understanding.aside import level_alone, pain_aside
from bot.conversation.understanding.commands import read_command
from bot.conversation.understanding.context import UnderstandingContext
from bot.conversation.understanding.details import fill
from bot.conversation.understanding.evidence import Heard, hear, read_sides, weigh
from bot.conversation.understanding.judged import Judged
from bot.conversation.understanding.known import read_known
from bot.conversation.understanding.oneself import is_long_past, read_oneself
from bot.conversation.understanding.quiet_hours import read_quiet_hours, tells_of_quiet_hours
from bot.conversation.understanding.scoring import Score, score
from bot.conversation.understanding.slots import pain_level, pain_place, pain_side
from bot.conversation.understanding.spelling import respell
from core.domain.languages.tokens import words
from core.domain.reading import Reading, Reference, Status
from core.domain.red_flags import Urgency, red_flag

SURE = 0.64  # an intent that scores as high is acted on
CERTAIN = 0.82  # what cannot be taken back, or ends the conversation, needs as much
LIKELY = 0.42  # an intent that scores as high is offered as a button
MARGIN = 0.03  # and two that are no further apart are both offered
_OVER_SETS = 0.72  # an intent that takes numbers of its own beats loose numbers from here on
_OFFERED = 3
_MORE_THAN_USUAL = 1.4  # so many times the prescribed reps is no set of today any more
_LONGEST_SET = 15
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
_NO_RIVALS = _ABOUT_SETS | {  # "change it to 12", "that was left only": near to a correction, and weaker than one
    Intent.SWAP,
    Intent.MISSING,
    Intent.HISTORY,
    Intent.SET_EQUIPMENT,
    Intent.SET_UNITS,
    Intent.HOW_HEAVY,
}
_BESIDE_PAIN = frozenset({Intent.LOG, Intent.DONE, Intent.CORRECT, Intent.PAIN, Intent.SKIP})
_OF_EQUIPMENT = {Intent.SWAP, Intent.SET_EQUIPMENT}  # which of the two it is, the equipment itself says
_OF_PAIN = ("hurt", "sore", "b", "painless")
_VERDICTS = frozenset({Intent.TOO_EASY, Intent.TOO_HARD})
_IN_SETS = frozenset({"filler", "u", "side", "l", "r", "too", "b", "give", "use", "plan", "v", "e", "history", "last"})
_ASKING = frozenset({Intent.QUESTION, Intent.WHY, Intent.HOW_HEAVY, Intent.SHOW, Intent.HELP})
#: "It's a 4" is no time of day, and nothing at all where nobody asked.
_ON_A_SCALE = re.compile(r"\s*(?:it'?s |about |maybe |like )*an? (?:\d|10)\W*", re.IGNORECASE)
_PLAIN_SETS = re.compile(r"\d\s*[x*×х✕✖]\s*\d|\d\s*[,/]\s*\d+\s*[,/]\s*\d|\d\s*(?:sets?|reps?)\b", re.IGNORECASE)


def decide(text: str, typed: Sequence[str], *, context: UnderstandingContext) -> Meaning:
    """Return what a text without red flags means."""
    command = read_command(text)
    body = text if command is None else command.rest
    heard = hear(body, typed if command is None else words(body), locale=context.locale)
    beside = _beside_pain(heard, context=context)
    if beside is not None:
        return beside
    reading = read_known(body, context.reading, catalogue=context.catalogue)
    if command is not None and command.intent is not Intent.LOG:
        return fill(
            Meaning(intent=command.intent, score=1.0, reading=_worth(reading, command.intent)), heard, context=context
        )
    if command is None and (_ON_A_SCALE.fullmatch(text) or _is_of_another(reading, heard)):
        return Meaning(intent=Intent.UNKNOWN, score=0.0, reading=None)
    if _tells_only_sets(reading, heard):
        return Meaning(intent=Intent.LOG, score=1.0, reading=reading)
    scores = score(weigh(heard))
    logged = _logged(reading, scores, heard=heard, context=context)
    if logged is not None or command is not None:
        return fill(Meaning(intent=logged or Intent.LOG, score=1.0, reading=reading), heard, context=context)
    return fill(_chosen(scores, reading, context=context), heard, context=context)


def _beside_pain(heard: Heard, *, context: UnderstandingContext) -> Meaning | None:
    """Return pain that is told in a part of a text, with the work told in the rest of it: "12, 12, 10, achilles 3/10".

    None where the rest is something else, and where a text of nothing but pain names no level.
    """
    aside = pain_aside(heard) if any(heard.said(one) for one in _OF_PAIN) else None
    if aside is None:
        return None
    level = 0 if aside.none else pain_level(aside.pain)
    rest = aside.rest
    if level is None and (alone := level_alone(rest)) is not None:
        level, rest = alone, ""
    if not rest and level is None:
        return None
    beside = decide(rest, words(rest), context=context) if rest else Meaning(intent=Intent.PAIN)
    if beside.intent not in _BESIDE_PAIN and level is not None:
        beside = Meaning(intent=Intent.PAIN)
    if beside.intent not in _BESIDE_PAIN or (beside.intent is Intent.SKIP and level is None):
        return None
    place, side = pain_place(aside.pain), pain_side(aside.pain)
    unreadable = "level" if level is None else ""
    return replace(beside, score=1.0, reason="pain", level=level, place=place, side=side, unreadable=unreadable)


def _tells_only_sets(reading: Reading, heard: Heard) -> bool:
    """Tell whether a text is sets from end to end: most are, and need no weighing."""
    if not reading.works or reading.left_over or not _PLAIN_SETS.search(heard.text):
        return False
    told = {hit.start for hit in heard.hits if hit.concept.partition(".")[0] in _IN_SETS}
    return all(hit.start in told for hit in heard.hits)


def _is_of_another(reading: Reading, heard: Heard) -> bool:
    """Tell whether a loose number is of somebody else, of whom the text begins to speak: "my son is 14"."""
    if not reading.works or _PLAIN_SETS.search(heard.text):
        return False
    return any(hit.concept == "others" and hit.start <= 1 for hit in Judged.of(heard.words).hits)


def _logged(reading: Reading, scores: Sequence[Score], *, heard: Heard, context: UnderstandingContext) -> Intent | None:
    """Return the intent of a text that tells of sets; None where it does not, or where something else is meant more."""
    if reading.status is Status.NONE:
        return None
    if reading.reference is not None and "?" in heard.words:
        return None
    best = scores[0] if scores else None
    sure = best.intent if best is not None and best.value >= _OVER_SETS else None
    if reading.correction is not None and not (sure is Intent.SWAP and heard.said("today")):
        return _corrected(sure)
    if (
        sure is not None
        and _outweighs(sure, heard, reading=reading)
        and not (sure is Intent.TEST and _is_usual(heard, context))
    ):
        return None
    return Intent.DONE if reading.reference is Reference.AS_PLANNED else Intent.LOG


def _is_usual(heard: Heard, context: UnderstandingContext) -> bool:
    """Tell whether one number a side ("12 left, 10 right") is rather a set of today's dose than a test to fatigue."""
    raises = read_sides(heard.words, heard.hits)
    if raises is None or heard.said("test"):
        return False
    dose = context.reading.dose
    return max(raises) <= (dose.reps * _MORE_THAN_USUAL if dose else _LONGEST_SET)


def _corrected(sure: Intent | None) -> Intent | None:
    """Return the intent of a text that could be a correction: "done, rpe 8" is not, nor is "scratch that"."""
    if sure is Intent.DONE:
        return Intent.DONE
    return Intent.CORRECT if sure is None or sure in _NO_RIVALS - _VERDICTS else None


def _outweighs(intent: Intent, heard: Heard, *, reading: Reading) -> bool:
    """Tell whether an intent that scored well is meant rather than the sets that could be read."""
    if intent in _ABOUT_SETS:
        return False
    if _PLAIN_SETS.search(heard.text) or (intent is not Intent.TEST and _is_whole(reading)):
        return intent in _ASKING and "?" in heard.words
    return True


def _is_whole(reading: Reading) -> bool:
    """Tell whether a text was read to its end as several sets or as the same again: "drei mal zwölf mit 15 kg"."""
    if reading.left_over:
        return False
    counted = reading.reference is Reference.SAME_AS_LAST or reading.reference_sets is not None
    return counted or sum(len(one.sets) for one in reading.works) > 1


def _chosen(scores: Sequence[Score], reading: Reading, *, context: UnderstandingContext) -> Meaning:
    """Return the best intent, or None with the candidates where it is not clear."""
    offered = [one for one in scores if one.value >= LIKELY][:_OFFERED]
    if not offered:
        return Meaning(intent=Intent.UNKNOWN, reading=_worth(reading, None))
    best = offered[0]
    if best.value >= _needed(best.intent, context) and not _is_tie(offered):
        return Meaning(intent=best.intent, score=best.value, reading=_worth(reading, best.intent))
    if context.question_open:
        return Meaning(intent=Intent.UNKNOWN, reading=_worth(reading, None))
    candidates = tuple(one.intent for one in offered)
    return Meaning(intent=None, score=best.value, candidates=candidates, reading=_worth(reading, None))


def _needed(intent: Intent, context: UnderstandingContext) -> float:
    """Return the score from which an intent is acted on."""
    return CERTAIN if intent in _DESTRUCTIVE or context.question_open else SURE


def _is_tie(offered: Sequence[Score]) -> bool:
    """Tell whether the two best are too close to choose."""
    if len(offered) > 1 and {one.intent for one in offered[:2]} == _OF_EQUIPMENT:
        return False
    return len(offered) > 1 and offered[0].value - offered[1].value < MARGIN


def _worth(reading: Reading, intent: Intent | None) -> Reading | None:
    """Return a reading that says something beside an intent; numbers of other intents are their own."""
    if reading.status is Status.NONE or (intent is not None and intent not in _ABOUT_SETS):
        return None
    return reading


def alarm_in(text: str) -> Urgency | None:
    """Return how soon a person must look at what a text says, None where nothing in it is a red flag."""
    return red_flag(words(text), respell=respell)


def understand(text: str, context: UnderstandingContext) -> Meaning:
    """Return what a runner means; a red flag is never read as anything else."""
    typed = words(text)
    today = context.now.date()
    flag = red_flag(typed, respell=respell)
    if flag is not None and not is_long_past(typed, today=today):
        return Meaning(intent=Intent.RED_FLAG, score=1.0, urgency=flag)
    if tells_of_quiet_hours(text):
        span = read_quiet_hours(text)
        return Meaning(intent=Intent.SETTINGS, score=1.0, quiet_hours=span, unreadable="" if span else "quiet")
    told = None if _PLAIN_SETS.search(text) else read_oneself(typed, today=today, locale=context.locale)
    return decide(text, typed, context=context) if told is None else told
