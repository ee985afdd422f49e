"""Word tables of many languages at once: which words of a text stand for which concept.

A table maps a concept to its words and phrases. A word that ends in an asterisk is a stem ("swoll*"). Where phrases
overlap the longest counts: "pop song" hides the "pop" in it.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from typing import Any, NamedTuple, TypeAlias

from core.domain.languages.tokens import spellings, words

Tables: TypeAlias = Mapping[str, Mapping[str, Sequence[str]]]  # language -> concept -> phrases
_Parts: TypeAlias = tuple[tuple[str, bool], ...]  # words, each with whether it is a stem

_SHORTEST_STEM = 3
_ANY = ""  # stands for a second word that is a stem, and for none


class Hit(NamedTuple):
    """The words from `start` up to `end` stand for `concept` in `languages`."""

    concept: str
    start: int
    end: int
    languages: frozenset[str]


class _Phrase(NamedTuple):
    """One phrase of the tables: its words after the first, each with whether it is a stem."""

    concept: str
    rest: tuple[tuple[str, bool], ...]
    languages: frozenset[str]

    def end(self, text: Sequence[str], start: int) -> int | None:
        """Return where the phrase ends in `text` if it starts at `start`."""
        end = start + 1 + len(self.rest)
        if end > len(text):
            return None
        for (wanted, stem), word in zip(self.rest, text[start + 1 : end], strict=True):
            if word != wanted and not (stem and word.startswith(wanted)):
                return None
        return end


_Index: TypeAlias = dict[str, tuple[_Phrase, ...]]


class Lexicon:
    """Words and phrases of all languages, each standing for one or more concepts."""

    def __init__(self, tables: Tables) -> None:
        self._words: _Index = {}  # phrases of one word
        self._longer: dict[tuple[str, str], tuple[_Phrase, ...]] = {}  # longer ones, by their first two words
        self._stems: _Index = {}  # those that start with a stem
        self._lengths: dict[str, tuple[int, ...]] = {}
        self._parts: set[str] = set()
        for (concept, parts), languages in _phrases(tables).items():
            self._add(concept, parts, languages=frozenset(languages))
        for stem in self._stems:
            start = stem[:_SHORTEST_STEM]
            self._lengths[start] = tuple(sorted({*self._lengths.get(start, ()), len(stem)}))

    def _add(self, concept: str, parts: _Parts, *, languages: frozenset[str]) -> None:
        """Enter one phrase."""
        (first, is_stem), rest = parts[0], parts[1:]
        phrase = _Phrase(concept, rest, languages)
        self._parts.update(part for part, _ in parts)
        if is_stem:
            self._stems[first] = (*self._stems.get(first, ()), phrase)
        elif not rest:
            self._words[first] = (*self._words.get(first, ()), phrase)
        else:
            second = _ANY if rest[0][1] else rest[0][0]
            self._longer[first, second] = (*self._longer.get((first, second), ()), phrase)

    def knows(self, word: str) -> bool:
        """Tell whether `word` is part of any phrase."""
        return word in self._parts or any(True for _ in self._stemmed(word))

    @property
    def spelled(self) -> frozenset[str]:
        """Every word and stem of the tables, for mending misspellings."""
        return frozenset(self._parts)

    def find(self, text: Sequence[str]) -> list[Hit]:
        """Return what the words of a text stand for, in order; a hit inside a longer one is left out."""
        hits = self.every(text)
        return _longest(hits) if len(hits) > 1 else hits

    def every(self, text: Sequence[str]) -> list[Hit]:
        """Return what the words of a text stand for, in order, and the words within a phrase too."""
        hits: list[Hit] = []
        for start, word in enumerate(text):
            for phrase in self._words.get(word, ()):
                hits.append(Hit(phrase.concept, start, start + 1, phrase.languages))  # noqa: PERF401 - three sources
            for phrase in self._starting(text, start):
                end = phrase.end(text, start)
                if end is not None:
                    hits.append(Hit(phrase.concept, start, end, phrase.languages))
        return hits

    def _starting(self, text: Sequence[str], start: int) -> Iterable[_Phrase]:
        """Return the longer phrases and the stems that may start at a place."""
        word = text[start]
        second = text[start + 1] if start + 1 < len(text) else _ANY
        longer = self._longer.get((word, second), ())
        if second != _ANY:
            longer = (*longer, *self._longer.get((word, _ANY), ()))
        return (*longer, *self._stemmed(word)) if word[:_SHORTEST_STEM] in self._lengths else longer

    def _stemmed(self, word: str) -> Iterator[_Phrase]:
        """Yield the phrases whose first word is a stem of `word`."""
        for length in self._lengths.get(word[:_SHORTEST_STEM], ()):
            yield from self._stems.get(word[:length], ())


def load_tables(kind: str, sections: Iterable[str]) -> Tables:
    """Read the sections of every language's file of one kind into one table a language."""
    tables: dict[str, dict[str, list[str]]] = {}
    folder = files("core.domain.languages").joinpath(kind)
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        language = path.name.removesuffix(".toml")
        data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        table = tables.setdefault(language, {})
        for section in sections:
            for concept, phrases in data.get(section, {}).items():
                table.setdefault(concept, []).extend(phrases)
    return tables


def _phrases(tables: Tables) -> Mapping[tuple[str, _Parts], set[str]]:
    """Return concept and words of each spelling of each phrase, with the languages that have it."""
    found: dict[tuple[str, _Parts], set[str]] = {}
    for language, table in tables.items():
        for concept, phrases in table.items():
            for phrase in phrases:
                for spelling in spellings(phrase, language):
                    parts = tuple(part for piece in spelling.split() for part in _split(piece))
                    if parts:
                        found.setdefault((concept, parts), set()).add(language)
    return found


def _split(piece: str) -> Iterator[tuple[str, bool]]:
    """Yield the folded words of one piece of a phrase, the last a stem where an asterisk stands behind it."""
    found = words(piece.removesuffix("*"))
    for at, word in enumerate(found):
        yield word, piece.endswith("*") and at == len(found) - 1


def _longest(hits: list[Hit]) -> list[Hit]:
    """Leave out every hit that lies inside a longer one."""
    widest: dict[int, Hit] = {}
    for hit in hits:
        for at in range(hit.start, hit.end):
            if at not in widest or hit.end - hit.start > widest[at].end - widest[at].start:
                widest[at] = hit
    return [hit for hit in hits if not _inside(hit, widest[hit.start])]


def _inside(hit: Hit, other: Hit) -> bool:
    """Tell whether `hit` is a smaller part of `other`."""
    return other.start <= hit.start and hit.end <= other.end and other.end - other.start > hit.end - hit.start
