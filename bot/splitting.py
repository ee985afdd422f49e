"""Long texts in parts that a platform takes, cut at the best places."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

# Where a text may be split, best first: between paragraphs, lines, sentences, words.
_BREAKS: Final = (re.compile(r"\n{2,}"), re.compile(r"\n"), re.compile(r"(?<=[.!?…:])\s+"), re.compile(r"\s+"))


def utf16_length(text: str) -> int:
    """Count UTF-16 code units, which are never fewer than characters."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "replace")) // 2


def split(text: str, limit: int, *, then: int = 0, measure: Callable[[str], int] = utf16_length) -> Sequence[str]:
    """Split a text into parts that `measure` finds to be at most `limit` (after the first: `then`), at least one.

    What is longer must not measure less.
    """
    return list(_parts(text.strip(), limit, then=then or limit, measure=measure)) or [""]


def _parts(text: str, limit: int, *, then: int, measure: Callable[[str], int]) -> Iterator[str]:
    while measure(text) > limit:
        end, start = _place(text, _fitting(text, limit, measure=measure))
        yield text[:end].rstrip()
        text = text[start:].lstrip()
        limit = then
    if text:
        yield text


def _place(text: str, longest: int) -> tuple[int, int]:
    """Return where the first part of a text ends and where the next begins."""
    for pattern in _BREAKS:
        # A part shorter than half of what fits would only make more of them.
        places = [match.span() for match in pattern.finditer(text[: longest + 1]) if match.start() * 2 >= longest]
        if places:
            return places[-1]
    return longest, longest


def _fitting(text: str, limit: int, *, measure: Callable[[str], int]) -> int:
    """Return how many characters fit, at least one."""
    least, most = 1, min(len(text), limit)
    while least < most:
        middle = (least + most + 1) // 2
        if measure(text[:middle]) <= limit:
            least = middle
        else:
            most = middle - 1
    return least
