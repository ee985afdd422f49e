"""What a text offers to the rules: the concepts of its words, and what its numbers and days amount to."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from bot.conversation.understanding.clock import read_clock
from bot.conversation.understanding.places import Zone, by_name, find_place, says_offset
from bot.conversation.understanding.scoring import Evidence
from bot.conversation.understanding.spelling import respell
from bot.conversation.understanding.time_words import TimeWords, time_lexicon
from bot.conversation.understanding.times import PARTS, read_duration
from bot.conversation.understanding.vocabulary import intent_lexicon
from core.domain.languages.lexicon import Hit
from core.domain.languages.tokens import MARKS

LONGEST = 60  # words; what is longer is a story or a log, and its first words say which
_SHORT = 3
_LETTERS = 3  # a shorter word is no misspelling that could be mended
_SEVERAL = 2
_TIMED = frozenset({"tomorrow", "after_tomorrow", "week", "month", "weekend", "day", "tonight", "further_notice"})
_SAME = 0.4  # words by which the languages of one text may differ
_LONGEST_PLACE = 6  # words behind "I am in" in which a place is looked for


@dataclass(frozen=True, kw_only=True)
class Heard:
    """A text in words, with every concept that was found in it."""

    text: str
    words: Sequence[str]
    hits: Sequence[Hit]
    locale: str
    respelled: frozenset[int]
    place: Zone | None

    @cached_property
    def times(self) -> TimeWords:
        """What the text says of time."""
        return TimeWords.of(self.words, self.locale)

    def said(self, concept: str) -> bool:
        """Tell whether a concept was said, "e" for any "e.…"."""
        return any(hit.concept == concept or hit.concept.startswith(concept + ".") for hit in self.hits)

    def kinds(self, prefix: str) -> list[Hit]:
        """Return the hits of one family of concepts, in order."""
        return [hit for hit in self.hits if hit.concept.startswith(prefix + ".")]


def hear(text: str, typed: Sequence[str], *, locale: str) -> Heard:
    """Find the concepts in the first words of a text, misspellings mended."""
    typed = list(typed[:LONGEST])
    mended = [_mended(word) for word in typed]
    hits: Sequence[Hit] = intent_lexicon().find(mended)
    located = next((hit for hit in hits if hit.concept == "located"), None)
    if located is not None and mended != typed:
        mended[located.end :] = typed[located.end :]  # a name is no misspelling
        hits = intent_lexicon().find(mended)
    hits = _without_false_friends(hits)
    return Heard(
        text=text,
        words=mended,
        hits=hits,
        place=_place(text, typed, hits=hits),
        locale=locale,
        respelled=frozenset(at for at, word in enumerate(mended) if word != typed[at]),
    )


def _without_false_friends(hits: Sequence[Hit]) -> Sequence[Hit]:
    """Leave out each "no" that is none in the language of the text: "dor no calcanhar"."""
    if not any(hit.concept == "not" for hit in hits):
        return hits
    votes: dict[str, float] = {}
    for hit in hits:
        for language in hit.languages:
            votes[language] = votes.get(language, 0) + 1 / len(hit.languages)
    most = max(votes.values())
    return [hit for hit in hits if hit.concept != "not" or max(votes[one] for one in hit.languages) > most - _SAME]


def _place(text: str, typed: Sequence[str], *, hits: Sequence[Hit]) -> Zone | None:
    """Return the zone that is named in a text; places are looked up only behind words that announce one."""
    if "/" in text and (zone := by_name(text)):
        return zone
    for hit in hits:
        if hit.concept == "located":
            return find_place(typed[hit.end : hit.end + _LONGEST_PLACE], among=True)
    if any(hit.concept == "zone" for hit in hits):
        return find_place(typed, among=True)
    return None


def _name_places(heard: Heard) -> set[int]:
    """Return where the words stand that may be the name behind "I am in"."""
    located = [hit.end for hit in heard.hits if hit.concept == "located"]
    known = {at for hit in heard.hits for at in range(hit.start, hit.end)}
    return {at for end in located[:1] for at in range(end, min(len(heard.words), end + 3)) if at not in known}


def weigh(heard: Heard) -> Evidence:
    """Turn what was heard into the evidence that rules are scored against."""
    places: dict[str, set[int]] = {}
    filler: set[int] = set()
    for hit in heard.hits:
        over = range(hit.start, hit.end)
        if hit.concept == "filler":
            filler.update(over)
        for concept in {hit.concept, hit.concept.split(".")[0]}:
            places.setdefault(concept, set()).update(over)
    for name in _signs(heard):
        places.setdefault(name, set())
    if heard.place is not None:
        places["#place"] = _name_places(heard)
    meant = {at for concept, over in places.items() if concept not in _FAINT for at in over}
    silent = heard.times.covered | (filler - meant)
    content = {
        at for at, word in enumerate(heard.words) if word not in MARKS and not word[0].isdecimal() and at not in silent
    }
    return Evidence(places=places, content=content, doubtful=heard.respelled)


_FAINT = frozenset(
    {
        "filler",
        "too",
        "choice",
        "ask",
        "give",
        "topic",
        "use",
        "not",
        "got",
        "account",
        "am",
        "like",
        "prefer",
        "l",
        "r",
    }
)


def _signs(heard: Heard) -> Iterator[str]:
    """Yield the names of what numbers, days and marks amount to."""
    for name, holds in _SIGNS.items():
        if holds(heard):
            yield name


def _has_clock(heard: Heard) -> bool:
    return read_clock(heard.times) is not None


def _counted(heard: Heard) -> int:
    return len(heard.times.numbered("d"))


def _has_end(heard: Heard) -> bool:
    said = heard.times.said
    timed = bool(_TIMED & said) or any(one[:2] in {"d.", "m."} for one in said)
    return "until" in said and (timed or any(word[0].isdecimal() for word in heard.words))


def _tells_sides(heard: Heard) -> bool:
    return read_sides(heard.words, heard.hits) is not None


def read_sides(text: Sequence[str], hits: Sequence[Hit]) -> tuple[int, int] | None:
    """Return the raises of the left and the right leg where a text tells one number of each ("L 22 R 25")."""
    sides = {hit.start: hit.concept for hit in hits if hit.concept in {"l", "r"}}
    numbers = [(at, int(word)) for at, word in enumerate(text) if word.isdecimal() and len(word) <= _LETTERS]
    if len(numbers) != len(sides) or sorted(sides.values()) != ["l", "r"]:
        return None
    ordered = [sides[at] for at in sorted(sides)]
    counts = dict(zip(ordered, (number for _, number in numbers), strict=True))
    return counts["l"], counts["r"]


_SIGNS: dict[str, Callable[[Heard], bool]] = {
    "#question": lambda heard: "?" in heard.words,
    "#short": lambda heard: len(heard.words) <= _SHORT,
    "#number": lambda heard: any(word[0].isdecimal() for word in heard.words),
    "#clock": _has_clock,
    "#duration": lambda heard: read_duration(heard.times) is not None,
    "#until": _has_end,
    "#day": lambda heard: bool(_counted(heard) or heard.times.numbered("m") or "tomorrow" in heard.times.said),
    "#several": lambda heard: _counted(heard) >= _SEVERAL,
    "#weekly": lambda heard: _counted(heard) > 0,
    "#place": lambda heard: heard.place is not None,
    "#offset": lambda heard: says_offset(heard.text),
    "#sides": _tells_sides,
    "#tomorrow": lambda heard: "tomorrow" in heard.times.said,
    "#tonight": lambda heard: "tonight" in heard.times.said,
    "#part": lambda heard: any(part in heard.times.said for part in PARTS),
}


@cache
def _known() -> Callable[[str], bool]:
    intents, times = intent_lexicon(), time_lexicon()
    return lambda word: intents.knows(word) or times.knows(word)


def _mended(word: str) -> str:
    """Return a word as the tables spell it."""
    if len(word) <= _LETTERS or not word[0].isalpha() or _known()(word):
        return word
    return respell(word)
