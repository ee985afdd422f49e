"""Names of exercises in other apps as exercises of the catalogue: by name, else by what the name says of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from core.domain.exercise import WEIGHTS, Catalogue, Equipment, Exercise, ExerciseKey, Measure, Variation
from core.domain.languages.tokens import words
from core.domain.notation.folding import fold
from core.domain.notation.names import stem_word

#: From this likeness on (of 100) a name is taken for the exercise's own, slips of the finger forgiven.
_SAME = 92
_LONGEST_SHORT_WORD = 4
# How names of calf work begin their words, in the languages in which apps write them.
_CALF = ("calf", "calve", "soleus", "gastroc", "wade", "mollet", "gemelo", "pantorrilla", "polpacc", "panturrilha")
_CALF_TOO = ("gemeo", "kuit", "lydk", "икры", "икроно", "vadpress", "taahaev", "baldir")
_HEEL = ("heel", "talon", "fersen", "hiel")
_RAISE = ("raise", "rise", "lift", "drop", "heben", "eleva")
_SEATED = ("seat", "sit", "sitt", "sitz", "assis", "sentad", "sedut", "zitt", "siedz", "сидя", "istuen", "siddende")
_BENT = ("soleus", "bent", "bend", "knee")
_ONE_LEG = ("single", "one", "unilateral", "einbein", "unipod", "una", "uma", "une", "eenben", "jednonoz", "одной")
_HOPS = ("pogo", "hop", "bound", "skipping", "springseil", "seilspring", "seilhupfen", "скакал")
_SURE_HOPS = ("pogo", "skipping", "springseil", "seilspring", "seilhupfen", "скакал")
_NO_WORK = (
    "stretch",
    "dehn",
    "etire",
    "estira",
    "allung",
    "roll",
    "massag",
    "smash",
    "tibialis",
    "mobility",
    "release",
)
# What a name says it is done with. A lever, a sled or plates make a machine.
_EQUIPMENT: Mapping[str, Equipment] = {
    "smith": Equipment.SMITH_MACHINE,
    "multipress": Equipment.SMITH_MACHINE,
    "barbell": Equipment.BARBELL,
    "langhantel": Equipment.BARBELL,
    "barra": Equipment.BARBELL,
    "barre": Equipment.BARBELL,
    "bilanciere": Equipment.BARBELL,
    "dumbbell": Equipment.DUMBBELLS,
    "kurzhantel": Equipment.DUMBBELLS,
    "mancuern": Equipment.DUMBBELLS,
    "halter": Equipment.DUMBBELLS,
    "manubri": Equipment.DUMBBELLS,
    "kettlebell": Equipment.KETTLEBELL,
    "band": Equipment.BAND,
    "backpack": Equipment.BACKPACK,
    "rucksack": Equipment.BACKPACK,
    "press": Equipment.LEG_PRESS,
    "beinpress": Equipment.LEG_PRESS,
    "prensa": Equipment.LEG_PRESS,
    "machine": Equipment.CALF_MACHINE,
    "maschine": Equipment.CALF_MACHINE,
    "maquina": Equipment.CALF_MACHINE,
    "macchina": Equipment.CALF_MACHINE,
    "lever": Equipment.CALF_MACHINE,
    "hack": Equipment.CALF_MACHINE,
    "plate": Equipment.CALF_MACHINE,
    "donkey": Equipment.CALF_MACHINE,
    "cable": Equipment.CALF_MACHINE,
    "skipping": Equipment.ROPE,
}
_TOLD = WEIGHTS | {Equipment.BAND, Equipment.ROPE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """The exercise that a name stands for; not `exact`, it is the nearest that the catalogue has."""

    exercise: ExerciseKey
    exact: bool


def match(name: str, catalogue: Catalogue) -> Match | None:
    """Return the exercise that an app's name stands for; None where it is no calf work."""
    said = tuple(_words(name))
    if not said or _says(said, _NO_WORK):
        return None
    calf_work = _is_calf_work(said)
    same = _same_name(" ".join(said), catalogue)
    if same is not None and (same.own or calf_work or catalogue[same.exercise].variation is Variation.PLYOMETRIC):
        return Match(exercise=same.exercise, exact=True)
    return _nearest(said, catalogue) if calf_work or _says(said, _SURE_HOPS) else None


def _words(name: str) -> Iterator[str]:
    return (stem_word(word) for word in words(fold(name).plain.replace("(", " ").replace(")", " ")))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    """An exercise by one of its names: its `own`, or one that elsewhere may mean other work ("wall sit")."""

    exercise: ExerciseKey
    own: bool


def _same_name(said: str, catalogue: Catalogue) -> _Named | None:
    names = _names(tuple(catalogue.exercises.items()))
    found = process.extractOne(said, names.keys(), scorer=fuzz.token_sort_ratio, score_cutoff=_SAME)
    return names[found[0]] if found else None


@lru_cache(maxsize=4)
def _names(exercises: tuple[tuple[ExerciseKey, Exercise], ...]) -> Mapping[str, _Named]:
    return {
        " ".join(_words(name)): _Named(exercise=key, own=name not in exercise.aliases)
        for key, exercise in exercises
        for name in (*exercise.aliases, exercise.key.replace("-", " "), exercise.name)
    }


def _is_calf_work(said: tuple[str, ...]) -> bool:
    if any(_spells(word, "calf") or _spells(word, "calves") for word in said) or _says(said, _CALF + _CALF_TOO):
        return True
    return _says(said, _HEEL) and _says(said, _RAISE)


def _nearest(said: tuple[str, ...], catalogue: Catalogue) -> Match:
    wanted = _equipment(said)
    variation = _variation(said, wanted)
    seated = variation is Variation.BENT_KNEE and _says(said, _SEATED)
    if seated and not wanted:
        wanted = frozenset({Equipment.CALF_MACHINE})
    one_leg = _says(said, _ONE_LEG)
    text = " ".join(said)

    def fits(exercise: Exercise) -> tuple[int, int, int, float]:
        own = exercise.equipment & _TOLD
        with_it = 2 if own == wanted else int(bool(own & wanted))
        likeness = fuzz.token_sort_ratio(text, " ".join(_words(exercise.name)))
        return with_it, int(exercise.one_leg is one_leg), -len(exercise.equipment - wanted), likeness

    fitting = [one for one in catalogue.of(variation) if _counts_reps(one, said)]
    best = max([one for one in fitting if "seated" in one.key] if seated else fitting, key=fits)
    with_it, legs, *_ = fits(best)
    return Match(exercise=best.key, exact=with_it == 2 and legs == 1 and "cable" not in said)  # noqa: PLR2004 - as above


def _equipment(said: tuple[str, ...]) -> frozenset[Equipment]:
    """Return what a name says that the work is done with."""
    found = frozenset(thing for word, thing in _EQUIPMENT.items() if _says(said, (word,)))
    if Equipment.SMITH_MACHINE in found:
        return found - {Equipment.CALF_MACHINE, Equipment.LEG_PRESS}
    return found - {Equipment.CALF_MACHINE} if Equipment.LEG_PRESS in found else found


def _counts_reps(exercise: Exercise, said: tuple[str, ...]) -> bool:
    """Tell whether an exercise is counted as the name asks: a hold by its seconds alone."""
    return exercise.measure is not Measure.SECONDS or _says(said, ("hold", "iso"))


def _variation(said: tuple[str, ...], equipment: frozenset[Equipment]) -> Variation:
    """Tell straight legs from bent knees and hops; on a leg press the legs are straight, wherever one sits."""
    if _says(said, _HOPS):
        return Variation.PLYOMETRIC
    if Equipment.LEG_PRESS in equipment:
        return Variation.STRAIGHT_LEG
    return Variation.BENT_KNEE if _says(said, _SEATED + _BENT) else Variation.STRAIGHT_LEG


def _says(said: tuple[str, ...], beginnings: tuple[str, ...]) -> bool:
    """Tell whether one of the words begins so, or is spelt almost so; long words of German may hold it inside."""
    return any(_begins(word, beginning) for word in said for beginning in beginnings)


def _begins(word: str, beginning: str) -> bool:
    if len(beginning) < _LONGEST_SHORT_WORD:
        return word == beginning
    inside = len(word) > 2 * len(beginning) and beginning in word
    return word.startswith(beginning) or inside or _spells(word, beginning)


def _spells(word: str, meant: str) -> bool:
    """Tell whether a word is the one that was meant, one slip forgiven in a long one."""
    return word == meant or (len(meant) > _LONGEST_SHORT_WORD and OSA.distance(word, meant, score_cutoff=1) <= 1)
