"""The calf-raise test: how it is done, the metronome, the result in words and what it says."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.chat import Button
from bot.conversation.meaning import Intent
from bot.conversation.metronome import metronome
from bot.conversation.phrases import reason_words, when_words
from bot.conversation.topics.undo import undo_button
from bot.conversation.turn import Turn
from bot.conversation.understanding.evidence import hear, read_sides
from bot.conversation.understanding.judged import Judged
from bot.conversation.understanding.oneself import read_person
from core.domain.calf_test import MOST_RAISES, NOISE, Result, refusal, result_of, unfit
from core.domain.languages.tokens import words
from core.domain.prescription import Reason
from core.domain.progression.gates import RAISES_FOR_BOUNCE, RAISES_FOR_BOUNDS, RAISES_FOR_HOPS
from core.domain.runner import Sex
from core.domain.training import Side
from core.services.change_settings import change_settings
from core.services.record_test import UnlikelyRaisesError, record_test, turn_round

_SIDES = {"l": "left", "r": "right", "side.left": "left", "side.right": "right"}
_MANY = frozenset({"raises", "filler"})
_OPENS = (RAISES_FOR_BOUNDS, RAISES_FOR_BOUNCE, RAISES_FOR_HOPS, 0)
_LONGEST = 12  # words of a result
_MAY_BE_RESULT = frozenset({None, Intent.UNKNOWN, Intent.LOG, Intent.CORRECT, Intent.TEST, Intent.MISSING})


def test(turn: Turn) -> None:
    """Take a result that was told, else say how the test is done."""
    raises = turn.meaning.raises if turn.meaning else None
    told = {"left": raises[0], "right": raises[1]} if raises else _read(turn, {})
    if {"left", "right"} <= told.keys():
        _take(turn, told["left"], right=told["right"])
        return
    reason = refusal(turn.logbook, turn.today, catalogue=turn.catalogue)
    if reason is not None:
        turn.tell("test-refused", reason=_why_not(turn, reason))
        return
    turn.tell("test-how", (turn.button("button-test-start", "test-start"),))


def _why_not(turn: Turn, reason: Reason) -> str:
    """Say why there is no test, in words of its own where a plan would say what is done instead."""
    form = "test-reason" if turn.texts.has(f"test-reason-{reason.code}") else "reason"
    return reason_words(turn, reason, form=form)


def is_slip(turn: Turn, text: str) -> bool:
    """Tell whether a text is a result that nobody has: 400 raises, or none with either leg."""
    judged = Judged.of(text)
    numbers = [int(word) for word in judged.words if word.isdecimal()]
    if len(numbers) == 1 and judged.said("raises"):
        return numbers[0] > MOST_RAISES and not judged.strange(*_MANY)
    return numbers == [0, 0] and _read(turn, {}) == {"left": 0, "right": 0}


def hears_turned(turn: Turn, text: str) -> bool:
    """Take "left and right are swapped" on the day of a test as the button that says so."""
    tests = [one for one in turn.logbook.tests if one.day == turn.today]
    if not tests or len(text.split()) > _LONGEST or not Judged.of(text).said("turned"):
        return False
    pressed_turn(turn, str(tests[-1].id))
    return True


def slipped(turn: Turn) -> None:
    """Say what a result can be, and take the next words as one."""
    turn.ask("test")
    turn.tell("test-unlikely", most=MOST_RAISES)


def pressed_start(turn: Turn, _: str) -> None:
    """Send the metronome, and take the next words as the result."""
    reason = refusal(turn.logbook, turn.today, catalogue=turn.catalogue)
    if reason is not None:
        turn.tell("test-refused", reason=_why_not(turn, reason))
        return
    turn.ask("test")
    turn.say(turn.texts("test-go"), file=metronome(), beside=True)


def answer(turn: Turn, text: str) -> bool:
    """Take raises as the result: of both legs, or of one after the other."""
    earlier = {side: int(count) for side, count in (turn.asked.facts if turn.asked else {}).items()}
    meant = turn.meaning.intent if turn.meaning else None
    if meant not in _MAY_BE_RESULT or len(text.split()) > _LONGEST:
        return False
    told = _read(turn, earlier)
    if not told:
        return False
    if not all(0 <= count <= MOST_RAISES for count in told.values()):
        turn.ask("test", **{side: str(count) for side, count in earlier.items()})
        turn.tell("test-unlikely", most=MOST_RAISES)
        return True
    known = {**earlier, **told}
    if {"left", "right"} <= known.keys():
        _take(turn, known["left"], right=known["right"])
        return True
    turn.ask("test", **{side: str(count) for side, count in known.items()})
    turn.tell("test-other-left" if "right" in known else "test-other-right")
    return True


def both_legs(turn: Turn) -> tuple[int, int] | None:
    """Return the raises of both legs where the message of a turn tells them."""
    told = _read(turn, {})
    return (told["left"], told["right"]) if {"left", "right"} <= told.keys() else None


def pressed_late(turn: Turn, arg: str) -> None:
    """Take the numbers of the button as a result."""
    left, _, right = arg.partition(":")
    if not (left.isdecimal() and right.isdecimal()):
        turn.tell("button-old")
        return
    _take(turn, int(left), right=int(right))


def pressed_turn(turn: Turn, fact: str) -> None:
    """Give each leg the raises of the other."""
    found = next((one for one in turn.logbook.tests if str(one.id) == fact), None)
    if found is None:
        turn.tell("button-old")
        return
    turn.logbook, turned = turn_round(turn.logbook, found, at=turn.now)
    _say_result(turn, result_of(turn.logbook, turned))


def pressed_compare(turn: Turn, _: str = "") -> None:
    """Ask for the age and sex that the medians are told apart by, as far as they are not known."""
    settings = turn.logbook.settings
    if settings.born is None:
        turn.ask("test-age")
        turn.tell("test-age-ask" if settings.sex is None else "test-born-ask")
    elif settings.sex is None:
        turn.ask("test-age")
        turn.tell("test-sex-ask", tuple(turn.button(f"sex-{one}", f"test-sex:{one}") for one in Sex))
    elif turn.logbook.tests:
        _say_result(turn, result_of(turn.logbook, turn.logbook.tests[-1]))


def pressed_sex(turn: Turn, name: str) -> None:
    """Take the sex of the button, and compare."""
    if name not in set(Sex):
        turn.tell("button-old")
        return
    _tell_person(turn, {"sex": Sex(name)})


def answer_age(turn: Turn, text: str) -> bool:
    """Take "45 m", "45" or "woman" as age and sex."""
    told = read_person(Judged.of(text), turn.today)
    if not told or len(text.split()) > _LONGEST:
        return False
    _tell_person(turn, told)
    return True


def _tell_person(turn: Turn, told: Mapping[str, Any]) -> None:
    turn.asked = None
    turn.logbook = change_settings(turn.logbook, replace(turn.logbook.settings, **told), at=turn.now)
    pressed_compare(turn)


def _read(turn: Turn, earlier: Mapping[str, int]) -> dict[str, int]:
    """Return the raises of each side that a text tells; without a side the left one comes first."""
    text = getattr(turn.event, "text", "")
    heard = hear(text, words(text), locale=turn.texts.locale)
    if both := read_sides(heard.words, heard.hits):
        return {"left": both[0], "right": both[1]}
    numbers = [int(one) for word in heard.words for one in word.replace("-", "/").split("/") if one.isdecimal()]
    sides = {_SIDES[hit.concept] for hit in heard.hits if hit.concept in _SIDES}
    if len(numbers) == 2 and not sides:  # noqa: PLR2004 - a number for each leg
        return {"left": numbers[0], "right": numbers[1]}
    if len(numbers) != 1:
        return {}
    if heard.said("side.both"):
        return {"left": numbers[0], "right": numbers[0]}
    if len(sides) == 1:
        return {sides.pop(): numbers[0]}
    return {"right" if "left" in earlier else "left": numbers[0]} if turn.asked or earlier else {}


def _take(turn: Turn, left: int, *, right: int) -> None:
    reason = unfit(turn.logbook, turn.today, catalogue=turn.catalogue)
    if reason is not None:
        turn.asked = None
        turn.tell("test-spoiled", reason=_why_not(turn, reason))
        return
    try:
        turn.logbook, test = record_test(turn.logbook, turn.today, left=left, right=right, at=turn.now)
    except UnlikelyRaisesError:
        slipped(turn)
        return
    turn.asked = None
    _say_result(turn, result_of(turn.logbook, test))


def _say_result(turn: Turn, result: Result) -> None:
    test = result.test
    lines = [turn.texts("test-result", left=test.left, right=test.right, percent=result.percent)]
    lines += _median_lines(turn, result) + _change_lines(turn, result)
    if result.judged:
        lines.append(turn.texts("test-judged-left" if result.weaker is Side.LEFT else "test-judged-right"))
    elif result.weaker is not None:
        lines.append(turn.texts("test-not-judged"))
    lines.append(turn.texts(f"test-opens-{next(one for one in _OPENS if test.weaker >= one)}"))
    buttons = [undo_button(turn), turn.button("button-test-turn", f"test-turn:{test.id}")]
    if result.median is None:
        buttons.append(Button(label=turn.texts("button-test-compare"), action="test-compare"))
    turn.say("\n".join(lines), tuple(buttons))


def _median_lines(turn: Turn, result: Result) -> list[str]:
    return [] if result.median is None else [turn.texts("test-median", median=result.median)]


def _change_lines(turn: Turn, result: Result) -> list[str]:
    left, right = result.change(Side.LEFT), result.change(Side.RIGHT)
    if result.before is None or left is None or right is None:
        return []
    key = "test-changed" if result.changed else "test-same"
    day = when_words(turn, result.before.day)
    return [turn.texts(key, left=f"{left:+d}", right=f"{right:+d}", noise=NOISE, day=day)]
