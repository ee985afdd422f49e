"""Questions found by meaning: the words and word parts of a text against the ways in which each question is asked."""

import math
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rapidfuzz import fuzz, process

from core.domain.languages.tokens import MARKS, words

#: From this likeness on an answer is given (chosen on tests/recordings/questions_build.tsv).
SURE = 0.34
_FOREIGN = 1.7  # how much more a word weighs that no question has: it is likely about something else
_ALIKE = 86  # of 100: a word so near to one of ours is a misspelling of it
_LONGEST = 60
# Words that say nothing of what is asked.
_SILENT = frozenset(
    words("""
    a an the i my me mine you your it its is are am be to of for at in on and or do does did can could should would will
    this that these those there with so if as have has get please just really tell about we one coach hey hi any some
    what which how why when start begin him her them their our us no not than then now still again also very much more
    many me was were been able possible improve skip anyway manage all ever actually cause happen happens seem
    feel feels need needs isnt dont doesnt okay ok good fine best better right allowed way thing something anything
""")
)
# Words that questions about anything have: they alone make no question of ours.
_ANYWHERE = frozenset(
    words("""
    two three one time day days week month year sunday saturday monday yesterday today tomorrow night morning fix leave
    present open close reset number difference mean bad help get make use used need find know learn long short small old
    new first last next high low age level point reason people plus weather result speed normal often minute number
    break light right left together
""")
)
#: Different words for one thing in this room.
_SAME: Mapping[str, str] = {
    "calves": "calf", "calfs": "calf", "legs": "leg", "lift": "train", "lifting": "train", "training": "train",
    "exercise": "train", "workout": "train", "work": "train", "strength": "train", "strengthen": "train",
    "weights": "weight", "load": "weight", "kilos": "weight", "kg": "weight", "heavier": "heavy", "frequently": "often",
    "frequent": "often", "times": "often", "sessions": "often", "weekly": "week", "repetitions": "rep", "reps": "rep",
    "runs": "run", "running": "run", "runner": "run", "runners": "run", "jog": "run", "bigger": "bulky", "big": "bulky",
    "thick": "bulky", "thicker": "bulky", "huge": "bulky", "bulk": "bulky", "results": "result", "progress": "result",
    "injured": "injury", "injuries": "injury", "hurt": "injury", "cramping": "cramp", "cramps": "cramp",
    "tendon": "achilles", "tendinopathy": "achilles", "tendinitis": "achilles", "tendonitis": "achilles",
    "stretching": "stretch", "stretches": "stretch", "shoe": "shoes", "trainers": "shoes", "sneakers": "shoes",
    "plyos": "plyometric", "plyometrics": "plyometric", "plyo": "plyometric", "jumps": "plyometric",
    "jump": "plyometric", "jumping": "plyometric", "hops": "plyometric", "hop": "plyometric", "hopping": "plyometric",
    "bounds": "plyometric", "bounding": "plyometric", "bounce": "plyometric", "old": "age", "older": "age",
    "elderly": "age", "years": "age", "races": "race", "racing": "race", "stiff": "tight", "stiffness": "tight",
    "tightness": "tight", "aching": "sore", "ache": "sore", "aches": "sore", "soreness": "sore", "doms": "sore",
    "slower": "slow", "slowly": "slow", "massaging": "massage", "rolling": "roller", "roll": "roller",
    "gear": "equipment", "gym": "equipment", "dumbbells": "equipment", "seated": "bent", "bending": "bent",
    "bend": "bent", "bends": "bent", "knees": "knee", "warmup": "warm", "asymmetry": "uneven", "imbalance": "uneven",
    "weaker": "uneven", "stronger": "strong", "holiday": "break", "vacation": "break", "pause": "break",
    "missed": "break", "off": "break", "average": "normal", "typical": "normal", "tempo": "speed", "pace": "speed",
    "fast": "speed", "quickly": "speed", "minutes": "minute", "single": "oneleg", "unilateral": "oneleg",
    "both": "twoleg", "two-leg": "twoleg", "bilateral": "twoleg", "taper": "raceweek", "muscles": "muscle",
}  # fmt: skip
_SUFFIX = re.compile(r"(ing|ed|es|s)$")
_SHORTEST_STEM = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question that is answered: its key in the message catalogue, and how sure its answer is."""

    key: str
    sure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """The question that a text is nearest to, and how near: 0 has nothing in common, 1 is word for word."""

    question: Question
    likeness: float


def nearest(text: str) -> Match | None:
    """Return the question nearest to a text, None where it has no word in common with any."""
    asked = _weighed(_ours(_features(text)), _index().rarity)
    if not any(word in _index().rarity and word not in _ANYWHERE for word in asked):
        return None
    best: dict[str, float] = {}
    for key, vector in _index().vectors:
        likeness = sum(weight * vector.get(feature, 0.0) for feature, weight in asked.items())
        best[key] = max(best.get(key, 0.0), likeness)
    key = max(best, key=lambda one: best[one])
    return Match(question=known()[key], likeness=best[key]) if best[key] else None


def answered(text: str) -> Question | None:
    """Return the question that a text asks, None where it is not near enough to any."""
    match = nearest(text)
    return match.question if match is not None and match.likeness >= SURE else None


@cache
def known() -> Mapping[str, Question]:
    """Return every question by its key."""
    return {key: Question(key=key, sure=str(one["sure"])) for key, one in _data().items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Index:
    vectors: tuple[tuple[str, Mapping[str, float]], ...]
    rarity: Mapping[str, float]


@cache
def _index() -> _Index:
    told = [(key, _features(text)) for key, one in _data().items() for text in one["asked"]]
    seen = Counter(feature for _, features in told for feature in features)
    rarity = {feature: math.log((1 + len(told)) / (1 + count)) + 1 for feature, count in seen.items()}
    return _Index(vectors=tuple((key, _weighed(features, rarity)) for key, features in told), rarity=rarity)


@cache
def _data() -> Mapping[str, Mapping[str, list[str] | str]]:
    return tomllib.loads(files("bot.conversation").joinpath("questions.toml").read_text("utf-8"))


def _features(text: str) -> Counter[str]:
    """Return the words of a text by their stems."""
    return Counter(_stems(words(text)[:_LONGEST]))


def _stems(typed: Iterable[str]) -> Iterator[str]:
    for word in typed:
        if word in MARKS or word in _SILENT:
            continue
        same = _SAME.get(word, word)
        yield same if same != word or len(word) <= _SHORTEST_STEM else _SUFFIX.sub("", word)


def _ours(features: Counter[str]) -> Counter[str]:
    """Return features with misspellings mended."""
    mended: Counter[str] = Counter()
    for word, count in features.items():
        mended[_spelled(word)] += count
    return mended


def _spelled(word: str) -> str:
    if word in _index().rarity or len(word) <= _SHORTEST_STEM:
        return word
    found = process.extractOne(word, list(_index().rarity), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return found[0] if found else word


def _weighed(features: Mapping[str, int], rarity: Mapping[str, float]) -> Mapping[str, float]:
    """Weigh features by how rare they are, to a vector of length 1; what no question has weighs the most."""
    foreign = max(rarity.values(), default=1.0) * _FOREIGN
    weights = {feature: min(count, 2) * rarity.get(feature, foreign) for feature, count in features.items()}
    length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {feature: weight / length for feature, weight in weights.items()}
