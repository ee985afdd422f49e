"""Word tables of many languages at once: which words of a text stand for which concept.

A table maps a concept to its words and phrases. A word that ends in an asterisk is a stem ("swoll*"). Where phrases
overlap the longest counts: "pop song" hides the "pop" in it.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, NamedTuple

from core.domain.tokens import spellings, words

Tables = Mapping[str, Mapping[str, Sequence[str]]]  # language -> concept -> phrases

_SHORTEST_STEM = 3


class Hit(NamedTuple):
    """The words from `start` up to `end` stand for `concept` in `language`."""

    concept: str
    start: int
    end: int
    language: str


@dataclass(frozen=True, slots=True)
class _Phrase:
    """One phrase of a table: its words after the first, each with whether it is a stem."""

    concept: str
    language: str
    rest: tuple[tuple[str, bool], ...]

    def end(self, text: Sequence[str], start: int) -> int | None:
        """Return where the phrase ends in `text` if it starts at `start`."""
        end = start + 1 + len(self.rest)
        if end > len(text):
            return None
        for (wanted, stem), word in zip(self.rest, text[start + 1 : end], strict=True):
            if word != wanted and not (stem and word.startswith(wanted)):
                return None
        return end


class Lexicon:
    """Words and phrases of all languages, each standing for one or more concepts."""

    def __init__(self, tables: Tables) -> None:
        self._exact: dict[str, tuple[_Phrase, ...]] = {}
        self._stems: dict[str, tuple[_Phrase, ...]] = {}
        self._lengths: dict[str, tuple[int, ...]] = {}
        self._inner: set[str] = set()
        for language, concept, phrase in _phrases(tables):
            self._add(phrase, concept, language=language)
        for stem in self._stems:
            start = stem[:_SHORTEST_STEM]
            self._lengths[start] = tuple(sorted({*self._lengths.get(start, ()), len(stem)}))

    def _add(self, phrase: str, concept: str, *, language: str) -> None:
        """Enter one phrase under its first word."""
        parts = [(part, stem) for piece in phrase.split() for part, stem in _parts(piece)]
        if not parts:
            return
        (first, is_stem), rest = parts[0], tuple(parts[1:])
        index = self._stems if is_stem else self._exact
        self._inner.update(part for part, _ in rest)
        index[first] = (*index.get(first, ()), _Phrase(concept, language, rest))

    def knows(self, word: str) -> bool:
        """Tell whether `word` is part of any phrase."""
        return word in self._exact or word in self._inner or any(True for _ in self._stemmed(word))

    @property
    def spelled(self) -> frozenset[str]:
        """Every word of the tables, for mending misspellings."""
        return frozenset(self._exact) | frozenset(self._stems) | frozenset(self._inner)

    def find(self, text: Sequence[str]) -> list[Hit]:
        """Return what the words of a text stand for, in order; a hit inside a longer one is left out."""
        exact, lengths = self._exact, self._lengths
        hits: list[Hit] = []
        for start, word in enumerate(text):
            found = exact.get(word, ())
            if word[:_SHORTEST_STEM] in lengths:
                found = (*found, *self._stemmed(word))
            for phrase in found:
                end = phrase.end(text, start) if phrase.rest else start + 1
                if end is not None:
                    hits.append(Hit(phrase.concept, start, end, phrase.language))
        return _longest(hits) if len(hits) > 1 else hits

    def _stemmed(self, word: str) -> Iterator[_Phrase]:
        """Yield the phrases whose first word is a stem of `word`."""
        for length in self._lengths.get(word[:_SHORTEST_STEM], ()):
            yield from self._stems.get(word[:length], ())


def load_tables(kind: str, sections: Iterable[str]) -> Tables:
    """Read the sections of every language's file of one kind into one table a language."""
    tables: dict[str, dict[str, list[str]]] = {}
    folder = files("core.domain").joinpath("languages", kind)
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        language = path.name.removesuffix(".toml")
        data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        table = tables.setdefault(language, {})
        for section in sections:
            for concept, phrases in data.get(section, {}).items():
                table.setdefault(concept, []).extend(phrases)
    return tables


def _phrases(tables: Tables) -> Iterator[tuple[str, str, str]]:
    """Yield language, concept and each spelling of each phrase once."""
    seen: set[tuple[str, str, str]] = set()
    for language, table in tables.items():
        for concept, phrases in table.items():
            for phrase in phrases:
                for spelling in spellings(phrase, language):
                    one = (language, concept, spelling)
                    if one not in seen:
                        seen.add(one)
                        yield one


def _parts(piece: str) -> Iterator[tuple[str, bool]]:
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
