"""Bytes of a table as text, whatever program wrote them."""

import codecs
from collections.abc import Iterable
from io import BytesIO, TextIOWrapper

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LOOK = 4096
_CHUNK = 1 << 16
#: Bytes that no text has: what a picture or a programme is full of.
_CONTROL = frozenset(range(32)) - frozenset(b"\t\n\r\f\v\x1a")


def encoding_of(content: bytes) -> str | None:
    """Return the encoding of a text, None where the bytes are none."""
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return encoding
    start = content[:_LOOK]
    if wide := _wide(start):
        return wide
    if _CONTROL.intersection(start):
        return None
    return "utf-8" if _is_utf8(content) else "cp1252"


def open_text(content: bytes, encoding: str) -> TextIOWrapper:
    """Open the text for reading line by line; a byte that means nothing becomes a sign in its place."""
    return TextIOWrapper(BytesIO(content), encoding=encoding, errors="replace", newline="")


def _wide(start: bytes) -> str | None:
    """Recognise UTF-16 without a mark by the zeros beside its letters."""
    even, odd = start[0::2], start[1::2]
    if len(odd) < 4:  # noqa: PLR2004 - too little to tell
        return None
    if _mostly_zero(odd) and not _mostly_zero(even):
        return "utf-16-le"
    return "utf-16-be" if _mostly_zero(even) and not _mostly_zero(odd) else None


def _mostly_zero(some: bytes) -> bool:
    return some.count(0) * 2 > len(some)


def _is_utf8(content: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for chunk in _chunks(content):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _chunks(content: bytes) -> Iterable[bytes]:
    view = memoryview(content)
    return (bytes(view[at : at + _CHUNK]) for at in range(0, len(content), _CHUNK))
