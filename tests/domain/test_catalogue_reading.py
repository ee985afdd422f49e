"""Whatever is wrong in a catalogue file is told with the file, the exercise and what is wrong."""

import pytest

from core.domain.catalogue import CatalogueError, Source, read_catalogue
from core.domain.exercise import Catalogue, Equipment, ExerciseKey, Fault, Impact, LoadKind, Measure, Variation
from core.errors import CoachError

STRUCTURE = """
[raise]
variation = "straight-leg"
equipment = []
one_leg = false
measure = "reps"
load_kind = "bodyweight-plus"
range = [6, 8]
bodyweight_range = [12, 20]
harder = "bar-raise"

[bar-raise]
variation = "straight-leg"
equipment = ["barbell"]
one_leg = true
measure = "reps"
load_kind = "bar"
range = [6, 8]
easier = "raise"

[hops]
variation = "plyometric"
equipment = []
one_leg = false
impact = "low"
measure = "contacts"
load_kind = "none"
range = [10, 20]
"""

WORDS = """
[raise]
name = "Calf raise"
aliases = ["heel raise"]
set_up = ["Stand up.", "Hold the wall."]
cues = { tall = "Grow.", slow = "Slowly.", top = "Stop on top.", toes = "Big toes." }
faults = { "It gets fast." = "slow", "You roll out." = "toes" }

[bar-raise]
name = "Bar raise"
aliases = ["bb raise"]
set_up = ["Take the bar.", "Stand on one leg."]
cues = { still = "Still.", up = "Straight up.", quiet = "Quietly.", knee = "Long knee." }
faults = { "The bar tips." = "still", "The knee bends." = "knee" }

[hops]
name = "Hops"
aliases = []
set_up = ["Stand tall.", "Hop."]
cues = { hot = "Hot floor.", small = "Small.", quick = "Quick.", both = "Both feet." }
faults = { "It is loud." = "small", "It is slow." = "quick" }
"""


def read(structure: str = STRUCTURE, *words: str) -> Catalogue:
    """Read a catalogue from the text of its files."""
    sources = (Source(name=f"words.{number}", text=text) for number, text in enumerate(words or (WORDS,)))
    return read_catalogue(Source(name="structure", text=structure), *sources)


def replaced(text: str, *, old: str, new: str) -> str:
    """Return the text with its first `old` replaced, which has to be there."""
    assert old in text
    return text.replace(old, new, 1)


def test_an_exercise_is_what_its_files_say() -> None:
    """Facts and words of one exercise come together in one value."""
    one = read()[ExerciseKey("bar-raise")]
    assert (one.variation, one.equipment, one.one_leg) == (
        Variation.STRAIGHT_LEG,
        frozenset({Equipment.BARBELL}),
        True,
    )
    assert (one.impact, one.measure, one.load_kind, one.low, one.high) == (None, Measure.REPS, LoadKind.BAR, 6, 8)
    assert (one.easier, one.harder, one.bodyweight_range) == ("raise", None, None)
    assert (one.name, one.aliases, one.set_up) == ("Bar raise", ("bb raise",), ("Take the bar.", "Stand on one leg."))
    assert one.cues == ("Still.", "Straight up.", "Quietly.", "Long knee.")
    assert one.faults == (Fault(text="The bar tips.", cue=0), Fault(text="The knee bends.", cue=3))


def test_the_order_of_the_file_is_the_order_of_preference() -> None:
    """What stands first is preferred."""
    assert [one.key for one in read().of(Variation.STRAIGHT_LEG)] == ["raise", "bar-raise"]


def test_impact_and_body_weight_range_are_read_where_they_belong() -> None:
    """Hops land, raises without a weight have a range of their own."""
    catalogue = read()
    assert catalogue[ExerciseKey("hops")].impact is Impact.LOW
    assert catalogue[ExerciseKey("raise")].bodyweight_range == (12, 20)


def test_a_language_may_grow() -> None:
    """What one language does not word yet is taken from the next."""
    german = """
[hops]
name = "Hüpfer"
aliases = []
set_up = ["Steh aufrecht.", "Hüpf."]
cues = { a = "Klein.", b = "Schnell.", c = "Leise.", d = "Beide Füße." }
faults = { "Es ist laut." = "c", "Es ist langsam." = "b" }
"""
    catalogue = read(STRUCTURE, german, WORDS)
    assert [one.name for one in catalogue.exercises.values()] == ["Calf raise", "Bar raise", "Hüpfer"]


@pytest.mark.parametrize(
    ("old", "new", "exercise", "problem"),
    [
        ("[raise]", "[raise", "the whole file", "is not TOML"),
        ("[raise]", "fast = 1\n[raise]", "fast", "must be a table"),
        ("one_leg = false", "one_leg = false\ntempo = 3", "raise", "unknown key 'tempo'"),
        ('variation = "straight-leg"', "", "raise", "'variation' is missing"),
        ("straight-leg", "straight", "raise", "'variation' has 'straight', which is none of straight-leg, bent-knee"),
        ("equipment = []", 'equipment = ["pole"]', "raise", "'equipment' has 'pole', which is none of barbell"),
        ("equipment = []", 'equipment = "step"', "raise", "'equipment' must be a list"),
        ("equipment = []", 'equipment = ["step", "step"]', "raise", "'equipment' says 'step' twice"),
        ("one_leg = false", 'one_leg = "no"', "raise", "'one_leg' must be true or false"),
        ("range = [6, 8]", "range = [8, 6]", "raise", "'range' must go up from at least 1 to at most 30"),
        ("range = [6, 8]", "range = [0, 8]", "raise", "'range' must go up from at least 1"),
        ("range = [6, 8]", "range = [6, 31]", "raise", "'range' must go up from at least 1 to at most 30"),
        ("range = [6, 8]", "range = [6]", "raise", "'range' must be two whole numbers"),
        ("range = [6, 8]", "range = [6, 7.5]", "raise", "'range' must be two whole numbers"),
        ("range = [6, 8]", "range = [true, 8]", "raise", "'range' must be two whole numbers"),
        ("range = [6, 8]", "range = 6", "raise", "'range' must be two whole numbers"),
        ("[12, 20]", "[20, 12]", "raise", "'bodyweight_range' must go up"),
        ("bodyweight_range = [12, 20]", "", "raise", "no other, needs a 'bodyweight_range'"),
        ('easier = "raise"', 'easier = "raise"\nbodyweight_range = [1, 2]', "bar-raise", "needs a 'bodyweight_range'"),
        ('"barbell"', '"kettlebell"', "bar-raise", "the load kind 'bar' needs barbell or smith-machine"),
        ('"bar"', '"per-hand"', "bar-raise", "the load kind 'per-hand' needs dumbbells"),
        ('"bar"', '"machine"', "bar-raise", "the load kind 'machine' needs calf-machine or leg-press"),
        ('impact = "low"', "", "hops", "a plyometric exercise, and no other, has its 'impact'"),
        ("one_leg = false", 'one_leg = false\nimpact = "low"', "raise", "and no other, has its 'impact'"),
        ('"contacts"', '"reps"', "hops", "a plyometric exercise, and no other, is measured in contacts"),
        ('"none"', '"bodyweight-plus"', "hops", "a plyometric exercise, and no other, has the load kind 'none'"),
        ('"bodyweight-plus"', '"none"', "raise", "a plyometric exercise, and no other, has the load kind 'none'"),
        ('easier = "raise"', 'easier = "squat"', "bar-raise", "the neighbour 'squat' does not exist"),
        ('easier = "raise"', 'easier = "hops"', "bar-raise", "the neighbour 'hops' is of another variation"),
        ('harder = "bar-raise"', 'easier = "bar-raise"', "raise", "circle"),
        ('harder = "bar-raise"', 'harder = "raise"', "raise", "circle: raise < raise"),
        ('easier = "raise"', "", "bar-raise", "needs an easier neighbour"),
        ('"bar-raise"', '""', "raise", "'harder' must be one line of text"),
    ],
)
def test_wrong_facts_are_told(old: str, new: str, exercise: str, problem: str) -> None:
    """A fault in the structure stops the loading and says where it is."""
    with pytest.raises(CatalogueError) as caught:
        read(replaced(STRUCTURE, old=old, new=new))
    assert caught.value.file == "structure"
    assert caught.value.exercise in exercise or "circle" in problem
    assert problem in caught.value.problem


@pytest.mark.parametrize(
    ("old", "new", "exercise", "problem"),
    [
        ("[raise]", "[[raise]]", "raise", "must be a table"),
        ('name = "Calf raise"', 'name = "Calf raise"\nmuscle = "calf"', "raise", "unknown key 'muscle'"),
        ('name = "Calf raise"', "", "raise", "'name' is missing"),
        ('"Calf raise"', '" "', "raise", "'name' must be one line of text"),
        ('"Calf raise"', '"Calf\\nraise"', "raise", "'name' must be one line of text"),
        ('"Calf raise"', '"\\u001b[1mCalf"', "raise", "'name' must be one line of text"),
        ('"Calf raise"', "3", "raise", "'name' must be one line of text, not 3"),
        ('["heel raise"]', '["heel raise", "Heel raise"]', "raise", "'aliases' says 'Heel raise' twice"),
        ('"bb raise"', '"Heel-Raise"', "bar-raise", "the name 'Heel-Raise' belongs to raise already"),
        ('"bb raise"', '"calf raise"', "bar-raise", "the name 'calf raise' belongs to raise already"),
        ('"Bar raise"', '"Hops"', "hops", "belongs to bar-raise already"),
        (', "Hold the wall."', "", "raise", "needs 2 to 6 steps of set-up, has 1"),
        ('"Hold the wall."', ", ".join(f'"{n}"' for n in range(6)), "raise", "needs 2 to 6 steps of set-up, has 7"),
        ('"Hold the wall."', '"Stand up."', "raise", "'set_up' says 'Stand up.' twice"),
        (', top = "Stop on top."', "", "raise", "needs at least 4 cues, has 3"),
        ('"Stop on top."', '"grow."', "raise", "'cues' says 'grow.' twice"),
        ('{ tall = "Grow.", slow', '["Grow."] # ', "raise", "'cues' must be a table"),
        ('"slow",', '"slowly",', "raise", "the fault 'It gets fast.' points to the cue 'slowly', which does not exist"),
        (', "You roll out." = "toes"', "", "raise", "needs at least 2 faults, has 1"),
        ("[hops]", "[jumps]", "hops", "has no words"),
        ("[hops]", "[a]\n[hops]", "a", "has words, but is no exercise"),
    ],
)
def test_wrong_words_are_told(old: str, new: str, exercise: str, problem: str) -> None:
    """A fault in the words stops the loading and says where it is."""
    with pytest.raises(CatalogueError) as caught:
        read(STRUCTURE, replaced(WORDS, old=old, new=new))
    assert caught.value.exercise == exercise
    assert problem in caught.value.problem


def test_the_error_is_one_plain_sentence() -> None:
    """Who edits a file reads where to look."""
    with pytest.raises(CoachError) as caught:
        read(STRUCTURE, replaced(WORDS, old='name = "Hops"', new="name = true"))
    assert str(caught.value) == "The catalogue is wrong: words.0, hops: 'name' must be one line of text, not True."
