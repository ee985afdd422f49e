"""One plain spelling for every text: lower case, no accents, ASCII digits and signs; and the way back."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_REMEMBERED = 4096
_SIGNS = {
    **dict.fromkeys("×✕✖╳⨯⨉∗＊", "*"),
    **dict.fromkeys("‐‑‒–—―−﹣－⁃", "-"),
    **dict.fromkeys("’‘ʼ`´′", "'"),
    **dict.fromkeys("→➔➜➝⟶⇒", ">"),
    **dict.fromkeys("•‣▪●◦·∙", "•"),
    **dict.fromkeys("，、،", ","),
    **dict.fromkeys("：", ":"),
    **dict.fromkeys("；", ";"),
    **dict.fromkeys("\r\u2028\u2029\v\f\x85", "\n"),
    "½": ".5",
    "¼": ".25",
    "¾": ".75",
    "ł": "l",
    "Ł": "l",
    "ø": "o",
    "Ø": "o",
    "đ": "d",
    "ё": "е",
    "χ": "x",
}
_INVISIBLE = frozenset({"Mn", "Me", "Cf"})
#: Letters whose marks are taken off: Latin, Greek and Cyrillic with their full-width forms.
_WITH_MARKS = ((0x00C0, 0x0530), (0x1E00, 0x2000), (0x2070, 0x20A0), (0xFF00, 0xFFEF))
_seen: dict[str, str] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Folded:
    """A text in plain spelling; `places` says where each of its characters stood, None where nothing moved."""

    typed: str
    plain: str
    places: Sequence[int] | None = None

    def source(self, start: int, end: int) -> str:
        """Return what was typed between two places of the plain text."""
        if self.places is None:
            return self.typed[start:end]
        return self.typed[self.places[start] : self.places[end - 1] + 1] if end > start else ""


def fold(text: str) -> Folded:
    """Bring a text into plain spelling."""
    if text.isascii():
        return Folded(typed=text, plain=text.lower().replace("\r", "\n"))
    parts = [_seen.get(char) or fold_character(char) for char in text]
    plain = "".join(parts)
    if len(plain) == len(text) and "" not in parts:
        return Folded(typed=text, plain=plain)
    places = [at for at, part in enumerate(parts) for _ in part]
    return Folded(typed=text, plain=plain, places=places)


def fold_word(text: str) -> str:
    """Return the plain spelling of a word or phrase of a table."""
    return "".join(map(fold_character, text))


def fold_character(char: str) -> str:
    """Return the plain spelling of one character; empty for what cannot be seen."""
    known = _seen.get(char)
    if known is not None:
        return known
    plain = _plain(char)
    if len(_seen) < _REMEMBERED:
        _seen[char] = plain
    return plain


def _plain(char: str) -> str:
    sign = _SIGNS.get(char)
    if sign is not None:
        return sign
    digit = unicodedata.decimal(char, None)
    if digit is not None:
        return str(digit)
    category = unicodedata.category(char)
    if category in _INVISIBLE:
        return ""
    if category == "Zs":
        return " "
    return _unmarked(char) if _loses_marks(ord(char)) else char.lower()


def _loses_marks(code: int) -> bool:
    return any(first <= code < after for first, after in _WITH_MARKS)


def _unmarked(char: str) -> str:
    letters = unicodedata.normalize("NFKD", char.casefold())
    return "".join(letter for letter in letters if unicodedata.category(letter) not in _INVISIBLE)
