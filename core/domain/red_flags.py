"""Red flags in free text: what a person has to look at, and how soon.

Section 5 of the coaching rules says which they are. The words are data, one file a language (`languages/red_flags`),
and so are the rules that join them (`red_flags.toml`). A miss is not acceptable, a false alarm costs one message: in
doubt this errs towards the alarm.
"""

import tomllib
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from core.domain.languages.lexicon import Hit, Lexicon, load_tables
from core.domain.languages.tokens import MARKS

_WITHIN = 9  # words between two signs that belong together
_NEGATED_FROM = 3  # words before a sign in which a "no" takes it away
_LISTED = 2  # words from one sign to the next under one "no": "no swelling or redness"
_SHORTEST = 3  # letters up to which a word is taken as typed
_MOST_MENDED = 120  # words of one text
_EVERYWHERE = "en"  # its words are borrowed by all others, so that they tell of no language
_FEVER = (375, 425)  # tenths of a degree Celsius
_FEVER_FAHRENHEIT = (996, 1090)


class Urgency(StrEnum):
    """How soon a person must look at a red flag, the most urgent first."""

    EMERGENCY = "emergency"
    SAME_DAY = "same_day"
    SOON = "soon"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    """Signs that together are a red flag; each need is a choice of concepts."""

    urgency: Urgency
    needs: tuple[tuple[str, ...], ...]
    never: frozenset[str]
    within: int


def red_flag(text: Sequence[str], *, respell: Callable[[str], str] | None = None) -> Urgency | None:
    """Return how urgent what the words of a text say is, None where nothing in it is a red flag.

    `respell` mends a word that no table knows.
    """
    places = _places(text if respell is None else _mended(text, respell))
    if not places:
        return None
    order, rules = _rules()
    fitting = {rule for sign in places for rule in rules.get(sign, ()) if _holds(order[rule], places)}
    return order[min(fitting)].urgency if fitting else None


def _mended(text: Sequence[str], respell: Callable[[str], str]) -> Sequence[str]:
    """Return the words as the tables spell them; of a long text the first strange ones."""
    knows = _lexicon().knows
    strange = [at for at, word in enumerate(text) if word.isalpha() and len(word) > _SHORTEST and not knows(word)]
    if not strange:
        return text
    mended = list(text)
    for at in strange[:_MOST_MENDED]:
        mended[at] = respell(mended[at])
    return mended


def _places(text: Sequence[str]) -> Mapping[str, Sequence[int]]:
    """Return where each concept is said and not denied."""
    hits = _in_their_language(_lexicon().find(text))
    denied = _denied(hits, text)
    places: dict[str, list[int]] = {}
    for hit in hits:
        if hit not in denied:
            places.setdefault(hit.concept, []).append(hit.start)
    if "temperature" in places:
        places["#fever"] = [at for at, word in enumerate(text) if _is_fever(word)]
    return places


def _in_their_language(hits: Sequence[Hit]) -> Sequence[Hit]:
    """Leave out words that another language shares ("been" is a Dutch leg) where their own is not spoken."""
    shared = {(hit.start, language) for hit in hits if hit.concept == "shared" for language in hit.languages}
    if not shared:
        return hits
    spoken = {
        language
        for hit in hits
        if _EVERYWHERE not in hit.languages or hit.languages == {_EVERYWHERE}
        for language in hit.languages
        if hit.concept != "shared" and (hit.start, language) not in shared
    }
    return [
        hit
        for hit in hits
        if any(language in spoken or (hit.start, language) not in shared for language in hit.languages)
    ]


def _denied(hits: Sequence[Hit], text: Sequence[str]) -> set[Hit]:
    """Return the signs that a "no" of their own language takes away."""
    denials = {(hit.end, language) for hit in hits if hit.concept == "no" for language in hit.languages}
    if not denials:
        return set()
    joints = {hit.start for hit in hits if hit.concept == "or"}
    denied: set[Hit] = set()
    last = -_LISTED
    for hit in hits:
        if hit.concept in _UNDENIABLE:
            continue
        listed = hit.start - last <= _LISTED and not joints.isdisjoint(range(last, hit.start))
        if listed or _reaches(denials, hit, text=text):
            denied.add(hit)
            last = hit.end
    return denied


_UNDENIABLE = frozenset(  # parts of the body are not denied, what they show is
    {
        "shared",
        "speaks",
        "no",
        "or",
        "cannot",
        "lift_off",
        "leg",
        "foot",
        "toe",
        "side",
        "other",
        "tiptoe",
        "achilles",
        "bone",
        "chest",
        "urine",
        "vein",
    }
)


def _reaches(denials: set[tuple[int, str]], hit: Hit, *, text: Sequence[str]) -> bool:
    """Tell whether a "no" ends shortly before a sign, in the same clause."""
    for at in range(hit.start, max(-1, hit.start - _NEGATED_FROM), -1):
        if any((at, language) in denials for language in hit.languages):
            return True
        if at and text[at - 1] in MARKS:
            return False
    return False


def _is_fever(word: str) -> bool:
    """Tell whether a number is a body temperature of fever."""
    digits = word.replace(",", ".")
    if not digits[0].isdecimal() or len(digits) > len("100.4"):
        return False
    try:
        tenths = round(float(digits) * 10)
    except ValueError:
        return False
    return any(low <= tenths <= high for low, high in (_FEVER, _FEVER_FAHRENHEIT))


def _holds(rule: _Rule, places: Mapping[str, Sequence[int]]) -> bool:
    """Tell whether all signs of a rule stand near to one of its first."""
    if any(one in places for one in rule.never):
        return False
    if not all(any(places.get(one) for one in choice) for choice in rule.needs):
        return False
    first, *others = [sorted(_all_places(choice, places)) for choice in rule.needs]
    return any(all(_is_near(at, other, within=rule.within) for other in others) for at in first)


def _all_places(choice: Sequence[str], places: Mapping[str, Sequence[int]]) -> Iterator[int]:
    """Yield every place of any of the concepts."""
    for one in choice:
        yield from places.get(one, ())


def _is_near(at: int, others: Sequence[int], *, within: int) -> bool:
    """Tell whether one of the sorted places is near."""
    found = bisect_left(others, at - within)
    return found < len(others) and others[found] <= at + within


@cache
def _lexicon() -> Lexicon:
    return Lexicon(load_tables("red_flags", ["symptoms"]))


@cache
def _rules() -> tuple[Sequence[_Rule], Mapping[str, Sequence[int]]]:
    """Return all rules, the most urgent first, and their places in that order by the signs they start with."""
    data = tomllib.loads(files("core.domain").joinpath("red_flags.toml").read_text(encoding="utf-8"))
    order = [_rule(urgency, line) for urgency in Urgency for line in data[urgency.value]]
    index: dict[str, list[int]] = {}
    for place, rule in enumerate(order):
        for sign in rule.needs[0]:
            index.setdefault(sign, []).append(place)
    return order, index


def _rule(urgency: Urgency, line: str) -> _Rule:
    """Read one line of the rules."""
    parts = line.split()
    within = next((int(part[1:]) for part in parts if part.startswith("~")), _WITHIN)
    needs = tuple(tuple(part.split("|")) for part in parts if part[0] not in "-~")
    never = frozenset(part[1:] for part in parts if part.startswith("-"))
    return _Rule(urgency=urgency, needs=needs, never=never, within=within)
