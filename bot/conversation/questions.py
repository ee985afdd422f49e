"""Questions by meaning: which words together ask which of the questions that have an answer.

The words and the rules that join them are data (`questions.toml`). Where no rule holds, or what is spoken of belongs to
another trade, the coach does not know: a wrong answer costs more trust than none.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from core.domain.languages.lexicon import Lexicon
from core.domain.languages.tokens import MARKS, words

_LONGEST: Final = 80
_SENTENCE: Final = MARKS - {","}
_NONE: Final = "none"
#: Letters from which one slip of the finger is mended, and two.
_ONE_SLIP: Final = 6
_TWO_SLIPS: Final = 9
_AGES: Final = range(50, 96)
_BEFORE_AGE: Final = frozenset(words("at im am over age aged past turned turning me being of are is be"))
_AFTER_AGE: Final = frozenset(words("year years yo yr yrs"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question that is answered: its key in the message catalogue, and how sure its answer is."""

    key: str
    sure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    """The words that ask a question; each need is a choice of concepts."""

    key: str
    needs: tuple[frozenset[str], ...]
    never: frozenset[str]

    def holds(self, said: frozenset[str]) -> bool:
        """Tell whether what is said asks the question."""
        return said.isdisjoint(self.never) and not any(said.isdisjoint(need) for need in self.needs)


def answered(text: str) -> Question | None:
    """Return the question that a text asks, None where it is not one of ours.

    A text that tells a story around its question is heard by its last sentence that asks, too.
    """
    typed = words(text)[:_LONGEST]
    asking = [one for one in _sentences(typed) if one[-1] == "?"]
    return next((found for part in (typed, *reversed(asking)) if (found := _asked(part))), None)


@cache
def known() -> Mapping[str, Question]:
    """Return every question by its key."""
    return {key: Question(key=key, sure=sure) for key, sure in _data()["questions"].items()}


def _asked(typed: Sequence[str]) -> Question | None:
    said = _said([_spelled(word) for word in typed])
    key = next((rule.key for rule in _rules() if rule.holds(said)), _NONE)
    return known().get(key)


def _sentences(typed: Sequence[str]) -> Iterator[Sequence[str]]:
    start = 0
    for end, word in enumerate(typed, 1):
        if word in _SENTENCE:
            yield typed[start:end]
            start = end


def _said(typed: Sequence[str]) -> frozenset[str]:
    """Return the concepts of a text; the words inside a phrase that hides them are not heard on their own."""
    hits = _lexicon().every(typed)
    hiding = [hit for hit in hits if hit.concept in _data()["hiding"]]
    heard = {
        hit.concept
        for hit in hits
        if not any(
            one.start <= hit.start and hit.end <= one.end and one.end - one.start > hit.end - hit.start
            for one in hiding
        )
    }
    return frozenset(heard.union(_numbers(typed)))


def _numbers(typed: Sequence[str]) -> Iterator[str]:
    """Say of each number whether it is somebody's age."""
    for before, word, after in zip(("", *typed), typed, (*typed[1:], ""), strict=False):
        if word[0].isdecimal():
            may_be = word.isdecimal() and len(word) == len("50") and int(word) in _AGES
            yield "#age" if may_be and (before in _BEFORE_AGE or after in _AFTER_AGE) else "#number"


def _spelled(word: str) -> str:
    """Return a word as the table spells it, where it is a slip of the finger away from one."""
    if not word.isalpha() or len(word) < _ONE_SLIP or _lexicon().knows(word):
        return word
    slips = 2 if len(word) >= _TWO_SLIPS else 1
    found = process.extractOne(word, _by_letter().get(word[0], ()), scorer=OSA.distance, score_cutoff=slips)
    return found[0] if found else word


@cache
def _lexicon() -> Lexicon:
    return Lexicon({"en": _data()["words"]})


@cache
def _by_letter() -> Mapping[str, Sequence[str]]:
    """Return the words of the table by their first letter; too short ones are near to too much."""
    letters: dict[str, list[str]] = {}
    for word in sorted(_lexicon().spelled):
        if len(word) >= _ONE_SLIP - 1:
            letters.setdefault(word[0], []).append(word)
    return letters


@cache
def _rules() -> Sequence[_Rule]:
    return [_rule(line) for line in _data()["rules"]]


def _rule(line: str) -> _Rule:
    """Read one line of the rules."""
    key, _, rest = line.partition(":")
    parts = rest.split()
    needs = tuple(frozenset(part.split("|")) for part in parts if not part.startswith("-"))
    return _Rule(key=key, needs=needs, never=frozenset(part[1:] for part in parts if part.startswith("-")))


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("bot.conversation").joinpath("questions.toml").read_text("utf-8"))
