"""Pain that is told along with sets: the words of it are taken out, so that its number is none of the sets."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from bot.conversation.understanding.evidence import Heard, hear
from core.domain.languages.tokens import MARKS, words

_CHUNK = re.compile(r"[^\s,;!?]+|[,;!?]|\n")
_LEVEL = re.compile(r"(?:\d{1,2}-)?\d{1,2}(?:[.,]\d+)?/10\Z")
_HURTING = frozenset({"hurt", "sore", "painless"})
_NO_EXERCISE = frozenset({"b.achilles", "b.shin", "b.heel"})  # of a calf or a leg sets are told, too
_BESIDE = _HURTING | {"b", "side", "l", "r", "filler", "during", "worse", "morning_after", "too", "all_over", "today"}
_TEN = "10"
_LONGEST = 3  # digits of a level that was mistyped
_TIMES = frozenset({"x", "х", "×", "mal", "times", "fois", "por", "per", "keer", "razy"})
_OUT_OF_TEN = 3  # words of "3 out of 10"


_NOTHING: frozenset[str] = frozenset()
_Kinds: TypeAlias = Mapping[int, frozenset[str]]


class _Level(NamedTuple):
    """Where a level stands, and whether a part of the body beside it is enough to make it one."""

    places: frozenset[int]
    sure: bool


@dataclass(frozen=True)
class Aside:
    """A text in two: what it says of pain, whether that is that there is none, and the rest of it."""

    pain: Heard
    none: bool
    rest: str


@dataclass(frozen=True)
class _Stretch:
    """The places of words that tell of pain, or of none."""

    places: frozenset[int]
    none: bool = False


def pain_aside(heard: Heard) -> Aside | None:
    """Return what a text says of pain apart from the rest; None where it says nothing of it."""
    kinds = _kinds(heard)
    found = _found(heard, kinds)
    if found is None:
        return None
    stretch = _with_no(found, kinds)
    chunks = [(chunk[0], words(chunk[0])) for chunk in _CHUNK.finditer(heard.text)]
    if sum(len(inside) for _, inside in chunks) != len(heard.words):
        return None
    told: list[str] = []
    rest: list[str] = []
    at = 0
    for text, inside in chunks:
        mine = any(place in stretch.places for place in range(at, at + len(inside)))
        (told if mine else rest).append(text)
        at += len(inside)
    said = " ".join(told)
    pain = hear(said, words(said), locale=heard.locale)
    return Aside(pain=pain, none=stretch.none, rest=" ".join(rest).strip(" ,;.-"))


def _kinds(heard: Heard) -> _Kinds:
    """Return the families of concepts that each word belongs to; marks and numbers belong to none."""
    kinds: dict[int, set[str]] = {}
    for hit in heard.hits:
        for at in range(hit.start, hit.end):
            if heard.words[at].isalpha():
                kinds.setdefault(at, set()).add(hit.concept.partition(".")[0])
    return {at: frozenset(names) for at, names in kinds.items()}


def _found(heard: Heard, kinds: _Kinds) -> frozenset[int] | None:
    """Return the places of the words about pain: around its level, a part of the body that hurts, or "no pain"."""
    for level in _levels(heard, kinds):
        stretch = _around(kinds, level.places)
        told = {kind for at in stretch for kind in kinds.get(at, ())}
        if told & _HURTING or (level.sure and "b" in told):
            return stretch
    for at, kind in kinds.items():
        stretch = _around(kinds, frozenset({at})) if kind & {"b", "hurt", "painless"} else frozenset()
        told = {one for place in stretch for one in kinds.get(place, ())}
        if told & _HURTING and ("b" in told or _is_denied(stretch, kinds)):
            return stretch
    return None


def _is_denied(stretch: frozenset[int], kinds: _Kinds) -> bool:
    """Tell whether a "no" stands right before words about pain, or among them."""
    return any(kinds.get(at, _NOTHING) & {"not", "painless"} for at in (min(stretch) - 1, *stretch))


def _with_no(found: frozenset[int], kinds: _Kinds) -> _Stretch:
    """Return a stretch with the "no" before it."""
    if not _is_denied(found, kinds):
        return _Stretch(found)
    before = {min(found) - 1} if "not" in kinds.get(min(found) - 1, _NOTHING) else set()
    return _Stretch(found | before, none=True)


def _levels(heard: Heard, kinds: _Kinds) -> Iterator[_Level]:
    """Give where a level may stand: out of ten, behind a word of pain, or as the first word of a clause."""
    for at, word in enumerate(heard.words):
        if _LEVEL.match(word):
            yield _Level(frozenset({at}), sure=True)
        elif word == _TEN and (first := _out_of(heard, at)) is not None:
            yield _Level(frozenset(range(first, at + 1)), sure=True)
    tendons = {hit.end for hit in heard.hits if hit.concept in _NO_EXERCISE}
    for at, word in enumerate(heard.words):
        if word.isdecimal() and _stands_alone(heard, kinds, at=at):
            before = kinds.get(at - 1, _NOTHING)
            first = not at or heard.words[at - 1] in MARKS
            if int(word) <= int(_TEN) and (first or before & _BESIDE):
                yield _Level(frozenset({at}), sure=at in tendons)
            elif before & _HURTING:
                yield _Level(frozenset({at}), sure=False)  # "pain 11": no level, and no set either


def _stands_alone(heard: Heard, kinds: _Kinds, *, at: int) -> bool:
    """Tell whether a number is neither part of "3x10" nor followed by what it counts."""
    if len(heard.words[at]) > _LONGEST or heard.times.is_unit(at + 1):
        return False
    beside = {heard.words[place] for place in (at - 1, at + 1) if 0 <= place < len(heard.words)}
    following = heard.words[at + 1] if at + 1 < len(heard.words) else ""
    counted = following.isalpha() and not kinds.get(at + 1, _NOTHING) & _BESIDE
    return beside.isdisjoint(_TIMES) and not counted


def _out_of(heard: Heard, ten: int) -> int | None:
    """Return where the number of "3 out of 10" stands, before the ten; of "3x10" nowhere."""
    for at in range(ten - 2, max(-1, ten - _OUT_OF_TEN - 1), -1):
        if heard.words[at].isdecimal():
            between = heard.words[at + 1 : ten]
            return at if all(len(word) > 1 and word.isalpha() for word in between) else None
    return None


def _around(kinds: _Kinds, places: frozenset[int]) -> frozenset[int]:
    """Return the stretch of words about pain around some places, up to the next comma or number."""
    first, last = min(places), max(places)
    while kinds.get(first - 1, _NOTHING) & _BESIDE:
        first -= 1
    while kinds.get(last + 1, _NOTHING) & _BESIDE:
        last += 1
    return frozenset(range(first, last + 1))


def level_alone(text: str) -> int | None:
    """Return the level where a text is nothing but one: "3", "3/10", "3 von 10"."""
    told = words(text)
    if len(told) == 1 and _LEVEL.match(told[0]):
        return int(told[0].removesuffix(f"/{_TEN}").rpartition("-")[2].partition(".")[0])
    numbers = [word for word in told if word.isdecimal()]
    if numbers[1:] not in ([], [_TEN]) or not numbers or told[0] != numbers[0] or len(told) > _OUT_OF_TEN + 1:
        return None
    out_of_ten = len(numbers) > 1 and told[-1] == _TEN and all(word.isalpha() for word in told[1:-1]) and len(told) > 2  # noqa: PLR2004
    return int(numbers[0]) if int(numbers[0]) <= int(_TEN) and (out_of_ten or len(told) == 1) else None
