"""The word tables of all languages as one table, in which the runner's own language decides conflicts."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

from core.domain.languages import languages, load_words
from core.domain.notation.folding import fold_word
from core.domain.notation.lexemes import Kind

#: What a key of a language's table means; within one language the first key wins a word.
KINDS: Mapping[str, Kind] = {
    "but_last": Kind.BUT_LAST,
    "same_as_last": Kind.SAME,
    "as_planned": Kind.PLANNED,
    "wrong_exercise": Kind.WRONG,
    "seconds": Kind.SECONDS,
    "sets": Kind.SETS,
    "reps": Kind.REPS,
    "contacts": Kind.CONTACTS,
    "kg": Kind.KG,
    "lb": Kind.LB,
    "stone": Kind.STONE,
    "plates": Kind.PLATES,
    "minutes": Kind.MINUTES,
    "metres": Kind.METRES,
    "left": Kind.LEFT,
    "right": Kind.RIGHT,
    "each": Kind.EACH,
    "each_one": Kind.EACH,
    "leg": Kind.LEG,
    "both": Kind.BOTH,
    "hand": Kind.HAND,
    "bodyweight": Kind.BODYWEIGHT,
    "minus": Kind.DASH,
    "assisted": Kind.ASSISTED,
    "failure": Kind.FAILURE,
    "failed": Kind.FAILED,
    "rpe": Kind.RPE,
    "reserve": Kind.RESERVE,
    "set_kind": Kind.SET_KIND,
    "rest": Kind.REST,
    "tempo": Kind.TEMPO,
    "hold": Kind.HOLD,
    "then": Kind.THEN,
    "up_to": Kind.UP_TO,
    "between": Kind.REST,
    "day_word": Kind.LABEL,
    "frequency": Kind.FREQUENCY,
    "running": Kind.RUN,
    "last": Kind.LAST,
    "all_sets": Kind.ALL_SETS,
    "only": Kind.ONLY,
    "actually": Kind.ACTUALLY,
    "not": Kind.NOT,
    "remove": Kind.REMOVE,
    "done": Kind.DONE,
    "yesterday": Kind.YESTERDAY,
    "before_yesterday": Kind.BEFORE_YESTERDAY,
    "today": Kind.TODAY,
    "at": Kind.AT,
    "of": Kind.OF,
    "and": Kind.AND,
    "bodyweight_plus": Kind.ADDED,
    "was": Kind.WAS,
    "ago": Kind.AGO,
    "days": Kind.DAYS,
    "degrees": Kind.AMOUNT,
    "on_day": Kind.ON_DAY,
    "mood": Kind.MOOD,
    "filler": Kind.FILLER,
}

_PIECE = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+|[^\s\w-]")
Phrase: TypeAlias = tuple[str, ...]
_ONE_WORD = "one"
#: Marks words that count reps behind a number and multiply between two: "keer", "razy".
TIMES_WORD = "times"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What a phrase means: its kind, and the number or place that it stands for."""

    kind: Kind
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """All phrases by their first word, longest first."""

    phrases: Mapping[str, tuple[tuple[Phrase, Meaning], ...]]
    decimal: str

    def knows(self, word: str) -> bool:
        """Tell whether `word` means something on its own."""
        return any(len(phrase) == 1 for phrase, _ in self.phrases.get(word, ()))


@cache
def load_vocabulary(language: str) -> Vocabulary:
    """Return the words of all languages for a runner who writes `language`."""
    meanings: dict[Phrase, Meaning] = {("x",): Meaning(kind=Kind.TIMES), ("х",): Meaning(kind=Kind.TIMES)}
    for one in dict.fromkeys((language, *languages())):
        for phrase, meaning in _phrases(load_words(one, "notation")):
            meanings.setdefault(phrase, meaning)
    return Vocabulary(phrases=_by_first_word(meanings), decimal=load_words(language, "notation")["decimal"])


@cache
def load_written(language: str) -> Mapping[str, str]:
    """Return the words with which sets are printed in `language`."""
    words: Mapping[str, str] = load_words(language, "notation")["write"]
    return words


def split_phrase(phrase: str) -> Phrase:
    """Return the pieces of a phrase in plain spelling; hyphens between words do not count."""
    return tuple(_PIECE.findall(fold_word(phrase)))


def _phrases(table: Mapping[str, Any]) -> Iterator[tuple[Phrase, Meaning]]:
    for word, number in table["numbers"].items():
        yield split_phrase(word), Meaning(kind=Kind.NUMBER, value=str(number))
    for word, number in table["ordinals"].items():
        yield split_phrase(word), Meaning(kind=Kind.ORDINAL, value=str(number))
    for key, kind in KINDS.items():
        for phrase in table[key]:
            yield split_phrase(phrase), Meaning(kind=kind, value=_value(table, key=key, phrase=phrase))
    for key, kind in (("weekdays", Kind.WEEKDAY), ("months", Kind.MONTH)):
        for at, names in enumerate(table[key]):
            yield from ((split_phrase(name), Meaning(kind=kind, value=str(at))) for name in names)


def _value(table: Mapping[str, Any], *, key: str, phrase: str) -> str:
    """Return what tells a word from others of its kind: a single letter, or an `each` that may mean a hand."""
    if key == "each_one" or (key == "each" and " " not in phrase and "/" not in phrase):
        return _ONE_WORD
    if key == "reps" and phrase in table["of"]:
        return TIMES_WORD
    return phrase if len(phrase) == 1 else ""


def _by_first_word(meanings: Mapping[Phrase, Meaning]) -> dict[str, tuple[tuple[Phrase, Meaning], ...]]:
    phrases: dict[str, list[tuple[Phrase, Meaning]]] = {}
    for phrase, meaning in meanings.items():
        if phrase and phrase[0][0].isalnum():
            phrases.setdefault(phrase[0], []).append((phrase, meaning))
    return {word: tuple(sorted(found, key=lambda one: -len(one[0]))) for word, found in phrases.items()}
