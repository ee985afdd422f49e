"""What of a text was not read: notes that are kept, and what is quoted back."""

from collections.abc import Sequence

from core.domain.notation.cursor import Cursor, Fate
from core.domain.notation.folding import Folded
from core.domain.notation.lexemes import Kind, Lexeme

#: Signs are not worth quoting where no word stands beside them.
_SILENT = frozenset(
    {
        Kind.SIGN,
        Kind.LINE,
        Kind.COMMA,
        Kind.DOT,
        Kind.SEMICOLON,
        Kind.COLON,
        Kind.SLASH,
        Kind.DASH,
        Kind.OPEN,
        Kind.CLOSE,
        Kind.BULLET,
        Kind.UNKNOWN,
        Kind.HASH,
        Kind.FILLER,
        Kind.ARROW,
        Kind.AND,
        Kind.THEN,
    }
)


def left_over(folded: Folded, cursor: Cursor) -> str:
    """Return what was not understood, as typed; pieces that stood apart are joined with a space."""
    return " ".join(_spans(folded, cursor, fate=Fate.LEFT))


def note(folded: Folded, cursor: Cursor) -> str:
    """Return the remarks on the sets, as typed."""
    return " ".join(_spans(folded, cursor, fate=Fate.NOTED))


def name_of(folded: Folded, lexemes: Sequence[Lexeme]) -> str:
    """Return the unknown words of some lexemes as typed, small words at their ends left out."""
    words = [one for one in lexemes if one.kind is Kind.WORD]
    return folded.source(words[0].start, words[-1].end) if words else ""


def _spans(folded: Folded, cursor: Cursor, *, fate: Fate) -> list[str]:
    """Return the runs of lexemes of one fate that say anything."""
    spans: list[str] = []
    start = end = -1
    telling = False
    for lexeme, found in zip(cursor.lexemes, cursor.fates, strict=True):
        if found is fate:
            start = lexeme.start if start < 0 else start
            end = lexeme.end
            telling = telling or lexeme.kind not in _SILENT
            continue
        if start >= 0 and telling:
            spans.append(folded.source(start, end))
        start, telling = -1, False
    if start >= 0 and telling:
        spans.append(folded.source(start, end))
    return spans
