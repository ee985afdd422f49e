"""The words of a text that speak of time: clocks, days, durations, found once and asked for by place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from core.domain.languages.lexicon import Hit, Lexicon, load_tables
from core.domain.languages.tokens import words

UNITS = ("minute", "hour", "day", "week", "month")
_LONGEST_NUMBER = 4


@dataclass(frozen=True)
class TimeWords:
    """A text in words, with what the time tables of all languages say of them."""

    words: Sequence[str]
    hits: Sequence[Hit]
    locale: str

    @classmethod
    def of(cls, text: str | Sequence[str], locale: str = "en") -> "TimeWords":
        """Find the words of time in a text."""
        found = words(text) if isinstance(text, str) else text
        return cls(words=found, hits=time_lexicon().find(found), locale=locale)

    @cached_property
    def said(self) -> frozenset[str]:
        """Every concept of time that was said."""
        return frozenset(hit.concept for hit in self.hits)

    @cached_property
    def covered(self) -> frozenset[int]:
        """The places of all words that may speak of time."""
        return frozenset(at for hit in self.hits for at in range(hit.start, hit.end))

    @cached_property
    def _starts(self) -> Mapping[int, Sequence[Hit]]:
        starts: dict[int, list[Hit]] = {}
        for hit in self.hits:
            starts.setdefault(hit.start, []).append(hit)
        return starts

    @cached_property
    def _over(self) -> Mapping[int, frozenset[str]]:
        over: dict[int, set[str]] = {}
        for hit in self.hits:
            for at in range(hit.start, hit.end):
                over.setdefault(at, set()).add(hit.concept)
        return {at: frozenset(names) for at, names in over.items()}

    def concepts(self, at: int) -> frozenset[str]:
        """Return what the words that start at a place stand for."""
        return frozenset(hit.concept for hit in self._starts.get(at, ()))

    def has(self, concept: str, at: int) -> bool:
        """Tell whether the word at a place belongs to `concept`."""
        return concept in self._over.get(at, frozenset())

    def end(self, concept: str, at: int) -> int:
        """Return where the words for `concept` that start at a place end."""
        return max((hit.end for hit in self._starts.get(at, ()) if hit.concept == concept), default=at + 1)

    def number(self, at: int) -> int | None:
        """Return the number at a place, in digits or as a word."""
        if not 0 <= at < len(self.words):
            return None
        word = self.words[at]
        if word.isdecimal():
            return int(word) if len(word) <= _LONGEST_NUMBER else None
        return next((int(hit.concept[2:]) for hit in self._starts.get(at, ()) if hit.concept[:2] == "n."), None)

    def is_digits(self, at: int) -> bool:
        """Tell whether the number at a place is written in digits."""
        return self.words[at].isdecimal()

    def is_unit(self, at: int) -> bool:
        """Tell whether a unit of time stands at a place."""
        return any(self.has(unit, at) for unit in UNITS)

    def numbered(self, kind: str) -> list[tuple[int, int]]:
        """Return place and number of every weekday ("d") or month ("m"), each place once."""
        found = {hit.start: int(hit.concept[2:]) for hit in self.hits if hit.concept[:2] == kind + "."}
        return sorted(found.items())

    def agrees(self, concept: str, at: int, *, number: int) -> bool:
        """Tell whether a word and the number behind it are of one language, the runner's where digits leave it open."""
        own = self._languages(at, concept)
        if not self.is_digits(number):
            return bool(own & self._languages(number, "n."))
        all_own = self._languages(at, "")
        home = self.locale[:2] if self.locale[:2] in all_own else "en"
        return home in own or len(all_own) == 1

    def _languages(self, at: int, concept: str) -> set[str]:
        """Return the languages of the words at a place whose concept starts so."""
        hits = self._starts.get(at, ())
        return {language for hit in hits if hit.concept.startswith(concept) for language in hit.languages}


@cache
def time_lexicon() -> Lexicon:
    """Return the words of time of all languages."""
    return Lexicon(load_tables("intents", ["times"]))
