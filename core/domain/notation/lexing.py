"""From a plain text to lexemes, in one pass."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from core.domain.exercise import ExerciseKey
from core.domain.notation.lexemes import Kind, Lexeme
from core.domain.notation.names import Names, stem_word
from core.domain.notation.vocabulary import Meaning, Vocabulary

_RAW = re.compile(
    r"""
    (?P<mark>\*\*(?!\d)|(?<!\d)\*\*|(?:^|(?<=\n))\*|(?<=\w)\*(?=\s*(?:\n|\Z)))
  | (?P<date>(?<![\d.,])(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\.\d{1,2}\.\d{4}|\d{1,2}/\d{1,2}/\d{4})(?![\d]))
  | (?P<clock>(?<![\d.,:'])\d{1,2}(?:'|m(?:in)?)[0-5]\d(?:(?:"|''|s|sec)?(?![\w'"])))
  | (?P<number>(?:(?<![\d.])\.)?\d+(?:[.,:]\d+)*)
  | (?P<word>[^\W\d_]+(?:'[^\W\d_]+)*)
  | (?P<line>\n)
  | (?P<sign>->|=>|[^\s\w]|_)
    """,
    re.VERBOSE,
)
_SIGNS = {
    "*": Kind.TIMES,
    "@": Kind.AT_SIGN,
    "+": Kind.PLUS,
    "-": Kind.DASH,
    ",": Kind.COMMA,
    ".": Kind.DOT,
    ";": Kind.SEMICOLON,
    ":": Kind.COLON,
    "/": Kind.SLASH,
    "|": Kind.BULLET,
    "(": Kind.OPEN,
    "[": Kind.OPEN,
    ")": Kind.CLOSE,
    "]": Kind.CLOSE,
    ">": Kind.ARROW,
    "->": Kind.ARROW,
    "=>": Kind.ARROW,
    "&": Kind.THEN,
    "%": Kind.PERCENT,
    "#": Kind.HASH,
    "•": Kind.BULLET,
    "?": Kind.UNKNOWN,
}
#: Marks a name that says the load as well: "bodyweight calf raise".
BODY = "body"
_LONGEST_NUMBER = 40
_MOST_DIGITS = 7
#: What may stand right behind a number without a space.
_GLUE = frozenset(
    {
        Kind.TIMES,
        Kind.SETS,
        Kind.REPS,
        Kind.CONTACTS,
        Kind.KG,
        Kind.LB,
        Kind.STONE,
        Kind.PLATES,
        Kind.SECONDS,
        Kind.MINUTES,
        Kind.METRES,
        Kind.LEFT,
        Kind.RIGHT,
        Kind.EACH,
        Kind.BODYWEIGHT,
        Kind.FAILED,
        Kind.FAILURE,
        Kind.RESERVE,
        Kind.AMOUNT,
        Kind.RPE,
        Kind.ORDINAL,
    }
)

_LABELLING = frozenset(
    {Kind.SECONDS, Kind.AND, Kind.OF, Kind.AT, Kind.KG, Kind.METRES, Kind.AMOUNT, Kind.FILLER, Kind.FAILED, Kind.ON_DAY}
)


class Raw(NamedTuple):
    """A piece of plain text that has no meaning yet."""

    form: str
    text: str
    start: int
    end: int


@dataclass(slots=True)
class Lexer:
    """Turns plain text into lexemes with one runner's words and one catalogue's names."""

    vocabulary: Vocabulary
    names: Names
    raw: list[Raw] = field(default_factory=list)
    found: list[Lexeme] = field(default_factory=list)
    stopped: int | None = None

    def read(self, plain: str, *, most: int) -> list[Lexeme]:
        """Return the lexemes of a text; behind `most` pieces it stops, and says where."""
        self.raw = _pieces(plain, most)
        if len(self.raw) > most:
            self.stopped = self.raw.pop().start
        at = 0
        while at < len(self.raw):
            at = self._step(at)
        self._tell_right()
        self._tell_minutes()
        return self.found

    def _tell_right(self) -> None:
        """Read r as right where l is left."""
        if not any(one.kind is Kind.LEFT and one.value == "l" for one in self.found):
            return
        for at, one in enumerate(self.found):
            if one.kind is Kind.REPS and one.value == "r":
                self.found[at] = one._replace(kind=Kind.RIGHT)

    def _tell_minutes(self) -> None:
        """Read m as minutes where something is held, and elsewhere as metres."""
        if not any(one.kind is Kind.HOLD for one in self.found):
            return
        for at, one in enumerate(self.found):
            if one.kind is Kind.METRES and one.value == "m":
                self.found[at] = one._replace(kind=Kind.MINUTES)

    def _step(self, at: int) -> int:
        piece = self.raw[at]
        if piece.form == "word":
            return self._word(at, piece)
        if piece.form == "number":
            if piece.text.isdigit() and at + 1 < len(self.raw) and self._ordinal(at, piece):
                return at + 2
            self._number(piece)
        elif piece.form == "sign":
            self._add(_SIGNS.get(piece.text, Kind.SIGN), piece)
        elif piece.form == "line":
            self._add(Kind.LINE, piece)
        else:
            self._add(Kind.DATE, piece, value=piece.text)
        return at + 1

    def _ordinal(self, at: int, piece: Raw) -> bool:
        """Read "2nd" and its like."""
        behind = self.raw[at + 1]
        meanings = self.vocabulary.phrases.get(piece.text)
        if meanings is None or behind.start != piece.end:
            return False
        for phrase, meaning in meanings:
            if phrase == (piece.text, behind.text):
                self._add(meaning.kind, piece, last=behind, value=meaning.value)
                return True
        return False

    def _number(self, piece: Raw) -> None:
        if len(piece.text) > _MOST_DIGITS and _too_long(piece.text):
            self._add(Kind.WORD, piece, value=piece.text)
            return
        if self.found and self.found[-1].kind is Kind.WORD and self.found[-1].end == piece.start:
            self._add(Kind.WORD, piece, value=piece.text)
            return
        if self.found and self._labels(self.found[-1], piece):
            self.found[-1] = self.found[-1]._replace(kind=Kind.WORD)
            self._add(Kind.WORD, piece, value=piece.text)
            return
        self._add(Kind.NUMBER, piece, value=piece.text)

    def _labels(self, before: Lexeme, piece: Raw) -> bool:
        """Tell whether a letter makes a label of the number that is glued to it: "A1", "S2"."""
        glued = before.end == piece.start and before.end - before.start == 1
        return glued and (before.kind in _LABELLING or before.spelt)

    def _word(self, at: int, piece: Raw) -> int:
        name = self._name(at)
        meaning = self._meaning(at)
        if name is not None and (meaning is None or name[0] >= meaning[0]):
            pieces = self.raw[at : at + name[0]]
            body = BODY if any(stem_word(one.text) == "bodyweight" for one in pieces) else ""
            self._add(Kind.EXERCISE, pieces[-1], exercise=name[1], value=body)
            return at + name[0]
        if meaning is not None:
            last = self.raw[at + meaning[0] - 1]
            if self._after_number(piece) and meaning[1].kind not in _GLUE:
                return self._unknown(at, piece)
            self._add(meaning[1].kind, piece, last=last, value=meaning[1].value, spelt=meaning[1].kind is Kind.NUMBER)
            return at + meaning[0]
        if piece.text[-1] in "xх" and len(piece.text) > 1 and self.vocabulary.knows(piece.text[:-1]):
            head = Raw("word", piece.text[:-1], piece.start, piece.end - 1)
            self.raw[at : at + 1] = [head, Raw("word", "x", piece.end - 1, piece.end)]
            return at
        if piece.text[0] in "xх" and len(piece.text) > 1 and self._after_number(piece):
            return self._split(at, piece)
        return self._unknown(at, piece)

    def _split(self, at: int, piece: Raw) -> int:
        """Read "3xfailure": a sign and a word."""
        if not self.vocabulary.knows(piece.text[1:]):
            return self._unknown(at, piece)
        sign = Raw("word", "x", piece.start, piece.start + 1)
        self._add(Kind.TIMES, sign)
        self.raw[at] = Raw("word", piece.text[1:], piece.start + 1, piece.end)
        return at

    def _unknown(self, at: int, piece: Raw) -> int:
        """Keep a word that nothing knows, and with it the number that it is glued to."""
        if self._after_number(piece):
            number = self.found.pop()
            self.found.append(number._replace(kind=Kind.WORD))
        self._add(Kind.WORD, piece, value=piece.text)
        return at + 1

    def _after_number(self, piece: Raw) -> bool:
        return bool(self.found) and self.found[-1].kind is Kind.NUMBER and self.found[-1].end == piece.start

    def _meaning(self, at: int) -> tuple[int, Meaning] | None:
        for phrase, meaning in self.vocabulary.phrases.get(self.raw[at].text, ()):
            if len(phrase) == 1 or self._matches(at, phrase):
                return len(phrase), meaning
        return None

    def _matches(self, at: int, phrase: tuple[str, ...]) -> bool:
        """Tell whether a phrase of several words stands at a place."""
        if at + len(phrase) > len(self.raw) or self.raw[at + 1].text != phrase[1]:
            return False
        return all(self.raw[at + step].text == word for step, word in enumerate(phrase))

    def _name(self, at: int) -> tuple[int, ExerciseKey] | None:
        for stems, key in self.names.exact.get(stem_word(self.raw[at].text), ()):
            if self._spells(at, stems):
                return len(stems), key
        return None

    def _spells(self, at: int, stems: tuple[str, ...]) -> bool:
        if at + len(stems) > len(self.raw):
            return False
        return all(stem_word(self.raw[at + step].text) == stem for step, stem in enumerate(stems))

    def _add(
        self,
        kind: Kind,
        first: Raw,
        *,
        last: Raw | None = None,
        value: str = "",
        exercise: ExerciseKey | None = None,
        spelt: bool = False,
    ) -> None:
        glued = bool(self.found) and self.found[-1].end == first.start
        self.found.append(Lexeme(kind, first.start, (last or first).end, value, glued, exercise, spelt))


def _pieces(plain: str, most: int) -> list[Raw]:
    """Cut a text into words, numbers and signs, at most one more than `most`; hyphens between words are left out."""
    pieces: list[Raw] = []
    for match in _RAW.finditer(plain):
        form = match.lastgroup or "sign"
        if form == "mark":  # **bold** and *italics*
            continue
        if form == "word" and len(pieces) > 1 and _hyphen(pieces, match.start()):
            pieces.pop()
        text = match.group()
        if form == "clock":  # 1'30", 1m30s
            form, text = "number", ":".join(re.findall(r"\d+", text))
        pieces.append(Raw(form, text, match.start(), match.end()))
        if len(pieces) > most:
            break
    return pieces


def _too_long(number: str) -> bool:
    """Tell whether a number has more digits than any number of training."""
    return len(number) > _LONGEST_NUMBER or max(map(len, re.split(r"[.,:]", number))) > _MOST_DIGITS


def _hyphen(pieces: list[Raw], start: int) -> bool:
    hyphen, before = pieces[-1], pieces[-2]
    return hyphen.text == "-" and hyphen.end == start and before.form == "word" and before.end == hyphen.start
