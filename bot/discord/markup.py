"""Plain text as Discord's markdown shows it unchanged, in parts that Discord takes."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

# What is markup anywhere, and what is at the beginning of a line; a backslash before it makes it plain.
_ANYWHERE: Final = re.compile(r"[\\*_~`|]|<(?=[@#:/a-z])|\[(?=[^\]\n]*\]\()")
_LINE_START: Final = re.compile(r"^(\s*)(#{1,3}(?=\s)|>(?:>>)?(?=\s)|-(?=[\s#]))", re.MULTILINE)

# Where a text may be split, best first: between paragraphs, lines, sentences, words.
_BREAKS: Final = (re.compile(r"\n{2,}"), re.compile(r"\n"), re.compile(r"(?<=[.!?…:])\s+"), re.compile(r"\s+"))


def escape(text: str) -> str:
    """Take the meaning from everything that Discord would read as markup, a mention or a time."""
    plain = _ANYWHERE.sub(lambda found: f"\\{found.group()}", text)
    return _LINE_START.sub(r"\1\\\2", plain)


def escaped_parts(text: str, limit: int) -> Sequence[str]:
    """Escape a text and split it into parts of at most `limit` UTF-16 code units, at the best places."""
    return [escape(part) for part in _parts(text.strip(), limit)] or [""]


def length(text: str) -> int:
    """Count UTF-16 code units, which are never fewer than the characters that Discord counts."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "replace")) // 2


def shortened(text: str, limit: int) -> str:
    """Cut what is too long for a label or a name, and show that it was cut."""
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def _parts(text: str, limit: int) -> Iterator[str]:
    while length(escape(text)) > limit:
        end, start = _place(text, limit)
        yield text[:end].rstrip()
        text = text[start:].lstrip()
    if text:
        yield text


def _place(text: str, limit: int) -> tuple[int, int]:
    """Return where the first part of a text ends and where the next begins."""
    longest = _fitting(text, limit)
    for pattern in _BREAKS:
        # A part shorter than half of what fits would only make more of them.
        places = [match.span() for match in pattern.finditer(text[: longest + 1]) if match.start() * 2 >= longest]
        if places:
            return places[-1]
    return longest, longest


def _fitting(text: str, limit: int) -> int:
    """Return how many characters fit into `limit` once they are escaped, at least one."""
    least, most = 1, min(len(text), limit)
    while least < most:
        middle = (least + most + 1) // 2
        if length(escape(text[:middle])) <= limit:
            least = middle
        else:
            most = middle - 1
    return least
