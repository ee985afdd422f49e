"""A text as words, numbers and marks, in plain spelling."""

import re
from collections.abc import Sequence

from core.domain.notation.folding import fold

MARKS = frozenset(".,;!?\n")

_TOKEN = re.compile(r"\d+(?:[.,:/-]\d+)*|[^\W\d_]+|[.,;!?\n]")
_CONTRACTION = re.compile(r"'(?:(ll\b)|s\b|(?=(?:t|re|m|ve|d)\b))")
_DOTTED = re.compile(r"\b([ap])\.\s?m\b\.?")
_JOINED = {"whats": "what", "hows": "how", "thats": "that", "lets": "let", "theres": "there", "wheres": "where"}
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


def words(text: str) -> list[str]:
    """Split a text into folded words, numbers as written, and marks; "what's" is "what", "don't" is "dont"."""
    plain = fold(text).plain
    if "'" in plain:
        plain = _CONTRACTION.sub(lambda found: " will" if found[1] else "", plain)
    if "." in plain:
        plain = _DOTTED.sub(r"\1m", plain)
    return [_JOINED.get(word, word) for word in _TOKEN.findall(plain)]


def spellings(phrase: str, language: str) -> Sequence[str]:
    """Return the ways in which a phrase of a word table is typed: German umlauts are also written with an e."""
    if language == "de" and phrase != (plain := phrase.translate(_UMLAUTS)):
        return (phrase, plain)
    return (phrase,)
