"""Plain text as Discord's markdown shows it unchanged, in parts that Discord takes."""

import re
from collections.abc import Sequence
from typing import Final

from bot.splitting import split, utf16_length

# What is markup anywhere, and what is at the beginning of a line; a backslash before it makes it plain.
_ANYWHERE: Final = re.compile(r"[\\*_~`|]|<(?=[@#:/a-z])|\[(?=[^\]\n]*\]\()")
_LINE_START: Final = re.compile(r"^(\s*)(#{1,3}(?=\s)|>(?:>>)?(?=\s)|-(?=[\s#]))", re.MULTILINE)


def escape(text: str) -> str:
    """Take the meaning from everything that Discord would read as markup, a mention or a time."""
    plain = _ANYWHERE.sub(lambda found: f"\\{found.group()}", text)
    return _LINE_START.sub(r"\1\\\2", plain)


def escaped_parts(text: str, limit: int) -> Sequence[str]:
    """Escape a text and split it into parts of at most `limit` UTF-16 code units, at the best places."""
    return [escape(part) for part in split(text, limit, measure=_escaped_length)]


def shortened(text: str, limit: int) -> str:
    """Cut what is too long for a label or a name, and show that it was cut."""
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def _escaped_length(text: str) -> int:
    return utf16_length(escape(text))
