"""The calf-raise test: how it is done, the metronome, the result in words and what it says."""

import re
from dataclasses import replace

from bot.chat import Button
from bot.conversation.metronome import metronome
from bot.conversation.phrases import reason_words, when_words
from bot.conversation.topics.undo import undo_button
from bot.conversation.turn import Turn
from core.domain.calf_test import MOST_RAISES, NOISE, Result, refusal, result_of, unfit
from core.domain.runner import Sex
from core.domain.training import Side
from core.services.change_settings import change_settings
from core.services.record_test import UnlikelyRaisesError, record_test, turn_round

_SIDE = r"(l|left|r|right)"
_SIDED = (
    re.compile(rf"\b{_SIDE}\b\D{{0,12}}?(\d{{1,4}})\b", re.IGNORECASE),
    re.compile(rf"\b(\d{{1,4}})\b\D{{0,8}}?\b{_SIDE}\b", re.IGNORECASE),
)
_BARE = re.compile(r"\s*(\d{1,4})\s*(?:raises?|reps?)?[\s.!]*", re.IGNORECASE)
_PAIR = re.compile(r"\s*(\d{1,4})\s*(?:[,;/]|and|\s)\s*(\d{1,4})[\s.!]*", re.IGNORECASE)
_MANY = re.compile(r"\s*(\d{3,6})\s*raises?[\s.!]*", re.IGNORECASE)
_ONLY_SIDES = re.compile(rf"[\s,;]*(?:\b{_SIDE}\b|\d+|[\s,;:.])+", re.IGNORECASE)
_AGE = re.compile(r"\b(\d{2,3})\b")
_MALE = re.compile(r"\b(m|man|male|he|him)\b", re.IGNORECASE)
_FEMALE = re.compile(r"\b(f|w|woman|female|she|her)\b", re.IGNORECASE)
_YOUNGEST, _OLDEST = 16, 99


def test(turn: Turn) -> None:
    """Take a result that was told, else say how the test is done."""
    raises = turn.meaning.raises if turn.meaning else None
    if raises is not None:
        _take(turn, raises[0], right=raises[1])
        return
    reason = refusal(turn.logbook, turn.today, catalogue=turn.catalogue)
    if reason is not None:
        turn.tell("test-refused", reason=reason_words(turn, reason))
        return
    turn.tell("test-how", (turn.button("button-test-start", "test-start"),))


def is_slip(text: str) -> bool:
    """Tell whether a text is a result that nobody has: 400 raises, or none with either leg."""
    if told := _MANY.fullmatch(text):
        return int(told[1]) > MOST_RAISES
    both = _read(text, {})
    return bool(_ONLY_SIDES.fullmatch(text)) and [int(one) for one in both.values()] == [0, 0]


def slipped(turn: Turn) -> None:
    """Say what a result can be, and take the next words as one."""
    turn.ask("test")
    turn.tell("test-unlikely", most=MOST_RAISES)


def pressed_start(turn: Turn, _: str) -> None:
    """Send the metronome, and take the next words as the result."""
    reason = refusal(turn.logbook, turn.today, catalogue=turn.catalogue)
    if reason is not None:
        turn.tell("test-refused", reason=reason_words(turn, reason))
        return
    turn.ask("test")
    turn.say(turn.texts("test-go"), file=metronome(), beside=True)


def answer(turn: Turn, text: str) -> bool:
    """Take raises as the result: of both legs, or of one after the other."""
    told = _read(text, turn.asked.facts if turn.asked else {})
    if not told:
        return False
    known = {**(turn.asked.facts if turn.asked else {}), **told}
    if {"left", "right"} <= known.keys():
        _take(turn, int(known["left"]), right=int(known["right"]))
        return True
    if not 0 <= int(next(iter(told.values()))) <= MOST_RAISES:
        turn.tell("test-unlikely", most=MOST_RAISES)
        return True
    turn.ask("test", **known)
    turn.tell("test-other-left" if "right" in known else "test-other-right")
    return True


def pressed_turn(turn: Turn, fact: str) -> None:
    """Give each leg the raises of the other."""
    found = next((one for one in turn.logbook.tests if str(one.id) == fact), None)
    if found is None:
        turn.tell("button-old")
        return
    turn.logbook, turned = turn_round(turn.logbook, found, at=turn.now)
    _say_result(turn, result_of(turn.logbook, turned))


def pressed_compare(turn: Turn, _: str) -> None:
    """Ask for the age and sex that the medians are told apart by."""
    turn.ask("test-age")
    turn.tell("test-age-ask")


def answer_age(turn: Turn, text: str) -> bool:
    """Take "45 m" as age and sex."""
    age, male, female = _AGE.search(text), _MALE.search(text), _FEMALE.search(text)
    if age is None or bool(male) == bool(female) or not _YOUNGEST <= int(age[1]) <= _OLDEST:
        return False
    turn.asked = None
    sex = Sex.MALE if male else Sex.FEMALE
    settings = replace(turn.logbook.settings, born=turn.today.year - int(age[1]), sex=sex)
    turn.logbook = change_settings(turn.logbook, settings, at=turn.now)
    if turn.logbook.tests:
        _say_result(turn, result_of(turn.logbook, turn.logbook.tests[-1]))
    return True


def _read(text: str, facts: dict[str, str]) -> dict[str, str]:
    """Return the raises of each side that a text tells; a bare number is the side that is still missing."""
    for pattern in _SIDED:
        found = [sorted(one, key=str.isdecimal) for one in pattern.findall(text)]
        if found:
            return {"left" if side[0].lower() == "l" else "right": count for side, count in found}
    if pair := _PAIR.fullmatch(text):
        return {"left": pair[1], "right": pair[2]}
    if bare := _BARE.fullmatch(text):
        return {"right" if "left" in facts else "left": bare[1]}
    return {}


def _take(turn: Turn, left: int, *, right: int) -> None:
    reason = unfit(turn.logbook, turn.today, catalogue=turn.catalogue)
    if reason is not None:
        turn.asked = None
        turn.tell("test-spoiled", reason=reason_words(turn, reason))
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
