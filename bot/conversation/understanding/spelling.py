"""Misspelled words, mended towards the words that the tables know."""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from core.domain.languages.lexicon import Lexicon, load_tables

_ONE_SLIP = 5  # letters from which one slip is forgiven
_TWO_SLIPS = 8  # and two
_REMEMBERED = 4096


@lru_cache(maxsize=_REMEMBERED)
def respell(word: str) -> str:
    """Return the known word that `word` is a slip of (same first letter), else `word` itself."""
    slips = 2 if len(word) >= _TWO_SLIPS else 1 if len(word) >= _ONE_SLIP else 0
    if not slips:
        return word
    near = [
        one
        for length in range(len(word) - slips, len(word) + slips + 1)
        for one in _by_shape().get((word[0], length), ())
    ]
    found = process.extractOne(word, near, scorer=OSA.distance, score_cutoff=slips)
    return found[0] if found else word


@cache
def _by_shape() -> Mapping[tuple[str, int], Sequence[str]]:
    """Return all known words by first letter and length."""
    shapes: dict[tuple[str, int], list[str]] = {}
    sections = [("intents", ["intents", "body", "times"]), ("red_flags", ["symptoms"])]
    for kind, names in sections:
        for word in sorted(Lexicon(load_tables(kind, names)).spelled):
            if len(word) >= _ONE_SLIP - 1:
                shapes.setdefault((word[0], len(word)), []).append(word)
    return shapes
