"""What an intent carries: pain and where, equipment, units, weekdays, reasons."""

import re
from decimal import Decimal

from bot.conversation.understanding.evidence import Heard
from core.domain.exercise import Catalogue, Equipment, ExerciseKey, Variation
from core.domain.languages.lexicon import Hit
from core.domain.languages.tokens import MARKS
from core.domain.load import Load, Unit
from core.domain.notation.names import names_of, stem_word

GYM = frozenset(Equipment) - {Equipment.BACKPACK, Equipment.BAND, Equipment.ROPE}

_OUT_OF_TEN = re.compile(r"(?:(\d{1,3})-)?(\d{1,3})([.,]\d+)?/10\Z")
_ABOUT = re.compile(r"(?:\d{1,2}-)?(\d{1,3})([.,]\d+)?\Z")  # "3", "3-4", "4.5"
_SCALE = "10"
_NEAR = 3
_SMALL = frozenset({"filler", "am", "hurt", "sore", "side.left", "side.right", "worse"})
_TO_FRIDAY = frozenset(range(5))
_WEEKEND = frozenset({5, 6})
_ALL_WEEK = frozenset(range(7))
_AMOUNT = re.compile(r"\d{2,3}(?:[.,]\d{1,2})?\Z")
_REASONS = (
    ("pain", ("hurt",)),
    ("sore", ("sore",)),
    ("ill", ("ill",)),
    ("travelling", ("travel", "holiday")),
    ("no-time", ("notime",)),
    ("equipment", ("e", "g", "taken", "hotel")),
    ("noise", ("noise",)),
    ("dislike", ("dislike",)),
)


def pain_level(heard: Heard) -> int | None:
    """Return pain as said, also outside 0 to 10: "4/10", "3 out of 10", "pain 11", "pain -3"."""
    for at, word in enumerate(heard.words):
        if found := _OUT_OF_TEN.match(word):
            return int(found[2]) + bool(found[3])
        if word == _SCALE and at >= 1 and heard.words[max(0, at - _NEAR)].isdecimal():
            return int(heard.words[max(0, at - _NEAR)])
        if word == _SCALE and at >= 2 and heard.words[at - 2].isdecimal():  # noqa: PLR2004
            return int(heard.words[at - 2])
    return _level_beside(heard)


def _level_beside(heard: Heard) -> int | None:
    """Return the bare number that stands beside a word of pain."""
    spoken = [hit for hit in heard.hits if hit.concept in {"hurt", "sore"} or hit.concept.startswith("b.")]
    for at, word in enumerate(heard.words):
        number = _ABOUT.match(word)
        if number is None or _is_unit(heard, at + 1):
            continue
        behind = any(hit.end == at or (hit.end == at - 1 and _is_small(heard, at - 1)) for hit in spoken)
        if behind or any(at == hit.start - 1 for hit in spoken):
            negative = f"-{word}" in heard.text and not re.search(rf"\d\s*-{word}", heard.text)
            return -int(number[1]) if negative else int(number[1]) + bool(number[2])
    return None


def _is_small(heard: Heard, at: int) -> bool:
    """Tell whether a mark or a word without weight stands at a place: "pain: 3", "calf is 3", not "after 5"."""
    return heard.words[at] in MARKS or any(hit.start <= at < hit.end for hit in heard.hits if hit.concept in _SMALL)


def _is_unit(heard: Heard, at: int) -> bool:
    """Tell whether a unit of time or weight stands at a place."""
    weights = {place for hit in heard.kinds("u") for place in range(hit.start, hit.end)}
    return at in weights or heard.times.is_unit(at)


def pain_place(heard: Heard) -> str:
    """Return the code of the part of the body that was named; the most particular one."""
    named = [hit.concept[2:] for hit in heard.kinds("b")]
    ranked = ("achilles", "heel", "shin", "calf", "foot", "knee", "elsewhere")
    return next((place for place in ranked if place in named), "elsewhere" if heard.said("all_over") else "")


def pain_side(heard: Heard) -> str:
    """Return `left`, `right`, `both` or nothing."""
    sides = {hit.concept[5:] for hit in heard.kinds("side")}
    if "both" in sides or {"left", "right"} <= sides:
        return "both"
    return next(iter(sides), "")


def reason(heard: Heard) -> str:
    """Return the code of why something is not to be done."""
    for code, concepts in _REASONS:
        if any(heard.said(concept) for concept in concepts):
            return code
    return ""


def equipment(heard: Heard) -> tuple[frozenset[Equipment], frozenset[Equipment], bool]:
    """Return what was gained, what was lost, and whether the gained is all there is."""
    gained: set[Equipment] = set()
    lost: set[Equipment] = set()
    named = heard.kinds("e") if heard.said("only") and heard.kinds("e") else (*heard.kinds("e"), *heard.kinds("g"))
    for hit in named:
        (lost if _is_lost(hit, heard) else gained).update(_things(hit))
    without_all = any(hit.concept == "g.gear" and _is_lost(hit, heard) for hit in heard.hits)
    if without_all:
        return frozenset(gained), frozenset(), True
    return frozenset(gained), frozenset(lost - gained), heard.said("only") and bool(gained)


def _things(hit: Hit) -> frozenset[Equipment]:
    """Return the equipment that a word stands for."""
    if hit.concept.startswith("e."):
        return frozenset({Equipment(hit.concept[2:])})
    return GYM if hit.concept == "g.gym" else frozenset()


def _is_lost(thing: Hit, heard: Heard) -> bool:
    """Tell whether the word that governs a thing takes it away."""
    signs = [hit for hit in heard.hits if hit.concept in {"not", "lost", "got", "only", "taken"}]
    before = [hit for hit in signs if hit.start < thing.start]
    if before:
        nearest = max(hit.start for hit in before)
        names = {
            hit.concept
            for hit in before
            if hit.start == nearest or (hit.concept in {"not", "lost"} and hit.start >= nearest - 2)
        }
        return bool(names & {"not", "lost", "taken"})
    return any(hit.concept in {"lost", "taken"} for hit in signs)


def unit(heard: Heard) -> Unit | None:
    """Return the unit that was asked for, the first that was not refused."""
    refused = {hit.end for hit in heard.hits if hit.concept == "not"}
    named = [Unit(hit.concept[2:]) for hit in heard.kinds("u") if hit.start not in refused]
    return named[0] if named else None


def body_weight(heard: Heard, default: Unit) -> Load | None:
    """Return a body weight with its unit as written, else `default`."""
    for word in heard.words:
        if _AMOUNT.match(word) and Decimal(word.replace(",", ".")) > 0:
            return Load(text=word, unit=unit(heard) or default)
    return None


def training_days(heard: Heard, *, now: frozenset[int] = _ALL_WEEK) -> frozenset[int]:
    """Return the weekdays that were named, ranges filled; behind a "not" the days of `now` without them."""
    named = heard.times.numbered("d")
    days = frozenset(day for _, day in named)
    if heard.said("weekdays"):
        days |= _TO_FRIDAY
    if heard.said("weekend"):
        days |= _WEEKEND
    if len(named) == 2:  # noqa: PLR2004
        (start, first), (end, last) = named
        if any(heard.times.has("until", at) for at in range(start + 1, end)):
            days = frozenset((first + ahead) % 7 for ahead in range((last - first) % 7 + 1))
    if not days:
        return _ALL_WEEK if heard.said("daily") else frozenset()
    if heard.said("but"):
        return _ALL_WEEK - days
    return (_ALL_WEEK if heard.said("daily") else now) - days if heard.said("not") or heard.said("lost") else days


def variation(heard: Heard) -> Variation | None:
    """Return the variation that was named."""
    return next((Variation(hit.concept[2:]) for hit in heard.kinds("v")), None)


def exercise(heard: Heard, catalogue: Catalogue) -> ExerciseKey | None:
    """Return the exercise that was named, its words in a row or in any order."""
    names = names_of(catalogue)
    stems = tuple(stem_word(word) for word in heard.words if word not in MARKS)
    for at, stem in enumerate(stems):
        for name, key in names.exact.get(stem, ()):
            if len(name) > 1 and stems[at : at + len(name)] == name:
                return key
    told = [stem for stem in stems if stem in names.weights]
    return names.find(told) if len(told) > 1 else None
