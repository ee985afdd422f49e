"""Finding an exercise by its name: in any order, shortened, with slips of the finger."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log
from typing import TypeAlias

from core.domain.exercise import Catalogue, ExerciseKey
from core.domain.notation.spelling import nearest
from core.domain.notation.vocabulary import split_phrase

Stems: TypeAlias = tuple[str, ...]

_SHORT = {
    "db": "dumbbell",
    "dumbell": "dumbbell",
    "kb": "kettlebell",
    "bb": "barbell",
    "bw": "bodyweight",
    "sl": "single",
    "one": "single",
    "legged": "leg",
    "calve": "calf",
    "calves": "calf",
    "double": "two",
}
_LONGEST_PLURAL = 3
#: How well a name must be hit, and by how much better than the next exercise.
_GOOD = 0.78
_CLEAR = 0.04
_REMEMBERED = 2048


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One name of one exercise as a bag of stems; `head` is the word that must not be missing."""

    exercise: ExerciseKey
    stems: frozenset[str]
    head: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """All names of a catalogue: exact ones by their first stem, and all of them by any stem."""

    exact: Mapping[str, tuple[tuple[Stems, ExerciseKey], ...]]
    by_stem: Mapping[str, tuple[Name, ...]]
    weights: Mapping[str, float]
    own_words: Mapping[ExerciseKey, frozenset[str]]
    found: dict[frozenset[str], ExerciseKey | None]

    def stem_of(self, word: str) -> str | None:
        """Return the stem of a catalogue word that `word` spells, slips allowed; None where it spells none."""
        stem = stem_word(word)
        if stem in self.weights:
            return stem
        return nearest(stem, tuple(self.weights)) if len(stem) > _LONGEST_PLURAL else None

    def find(self, stems: Sequence[str], *, today: ExerciseKey | None = None) -> ExerciseKey | None:
        """Return the exercise that a bag of stems names, today's where it fits as well; None where none is sure."""
        said = frozenset(stems)
        if today is not None and len(said) > 1 and said <= self.own_words.get(today, frozenset()):
            return today
        if said not in self.found:
            if len(self.found) >= _REMEMBERED:
                self.found.clear()
            self.found[said] = self._search(said)
        return self.found[said]

    def _search(self, said: frozenset[str]) -> ExerciseKey | None:
        scores: dict[ExerciseKey, float] = {}
        for name in {name for stem in said for name in self.by_stem.get(stem, ())}:
            if name.head in said:
                scores[name.exercise] = max(scores.get(name.exercise, 0), self._score(name, said))
        return _clear_winner(scores)

    def find_loosely(self, stems: Sequence[str]) -> ExerciseKey | None:
        """Return the exercise that a word or two point at ("the lunge one"), the shortest name first; None if none."""
        said = frozenset(stems)
        fitting = [name for stem in said for name in self.by_stem.get(stem, ()) if said <= name.stems]
        best = max(fitting, key=lambda name: (self._score(name, said), name.exercise), default=None)
        return best.exercise if best is not None else None

    def _score(self, name: Name, said: frozenset[str]) -> float:
        both = self._weight(name.stems & said)
        return 2 * both / (self._weight(name.stems) + self._weight(said))

    def _weight(self, stems: frozenset[str]) -> float:
        return sum(self.weights[stem] for stem in stems)


def names_of(catalogue: Catalogue) -> Names:
    """Return the index of the names of a catalogue; it is made once."""
    known = _made.get(id(catalogue))
    if known is not None and known[0] is catalogue:
        return known[1]
    made = _index(catalogue)
    if len(_made) >= _KEPT:
        _made.clear()
    _made[id(catalogue)] = (catalogue, made)
    return made


@lru_cache(maxsize=4096)
def stem_word(word: str) -> str:
    """Return the singular of a word, with short forms written out."""
    word = _SHORT.get(word, word)
    if len(word) > _LONGEST_PLURAL and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    return _SHORT.get(word, word)


_KEPT = 32
_made: dict[int, tuple[Catalogue, Names]] = {}


def _index(catalogue: Catalogue) -> Names:
    spelt = [
        (tuple(stem_word(word) for word in split_phrase(name)), exercise.key)
        for exercise in catalogue.exercises.values()
        for name in (exercise.name, *exercise.aliases, exercise.key.replace("-", " "))
    ]
    exact: dict[str, list[tuple[Stems, ExerciseKey]]] = {}
    by_stem: dict[str, set[Name]] = {}
    own: dict[ExerciseKey, frozenset[str]] = {}
    for stems, key in spelt:
        exact.setdefault(stems[0], []).append((stems, key))
        own[key] = own.get(key, frozenset()) | set(stems)
        name = Name(exercise=key, stems=frozenset(stems), head=stems[-1])
        for stem in stems:
            by_stem.setdefault(stem, set()).add(name)
    uses = Counter(stem for stems, _ in spelt for stem in set(stems))
    return Names(
        exact={first: tuple(sorted(found, key=lambda one: -len(one[0]))) for first, found in exact.items()},
        by_stem={stem: tuple(found) for stem, found in by_stem.items()},
        weights={stem: 1 + log(len(spelt) / used) / 4 for stem, used in uses.items()},
        own_words=own,
        found={},
    )


def _clear_winner(scores: Mapping[ExerciseKey, float]) -> ExerciseKey | None:
    ranked = sorted(scores.items(), key=lambda one: (-one[1], one[0]))
    if not ranked or ranked[0][1] < _GOOD:
        return None
    if len(ranked) > 1 and ranked[0][1] - ranked[1][1] < _CLEAR:
        return None
    return ranked[0][0]
