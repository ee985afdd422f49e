"""The catalogue that is shipped: the article's seven exercises, and something for everyone down to bare feet."""

import re
import subprocess
import sys
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.catalogue import load_catalogue
from core.domain.exercise import Equipment, Exercise, ExerciseKey, Impact, LoadKind, Measure, Variation

CATALOGUE = load_catalogue()
EXERCISES = tuple(CATALOGUE.exercises.values())
ARTICLE = {
    Variation.STRAIGHT_LEG: ["barbell-single-leg-raise", "plate-single-leg-raise"],
    Variation.BENT_KNEE: ["smith-seated-raise", "dumbbell-lunge-raise"],
    Variation.PLYOMETRIC: ["bench-bounce", "bunny-hops", "bounds"],
}
IMPACTS = list(Impact)
# coaching.md section 3; a hold and a set without a weight have ranges of their own.
RANGES = {Variation.STRAIGHT_LEG: (6, 8), Variation.BENT_KNEE: (8, 12)}
UNWANTED = re.compile(
    r"\b(?:prevent|cur(?:e|es|ing)\b|heal(?:s|ing)?\b|injur|isolat|no pain|lazy|wrong|bad\b|should\b)"
)

each_exercise = pytest.mark.parametrize("exercise", EXERCISES, ids=lambda one: one.key)
equipment_sets = st.frozensets(st.sampled_from(Equipment))


@pytest.mark.parametrize("variation", Variation)
def test_the_articles_exercises_come_first(variation: Variation) -> None:
    """Who owns everything is given the article's exercises before any other."""
    keys = [one.key for one in CATALOGUE.of(variation)]
    assert keys[: len(ARTICLE[variation])] == ARTICLE[variation]


@pytest.mark.parametrize("variation", Variation)
@given(equipment=equipment_sets)
def test_every_runner_can_train_every_variation(variation: Variation, equipment: frozenset[Equipment]) -> None:
    """Whatever a runner owns, two exercises of each variation are left, so that they can alternate."""
    own = [one for one in CATALOGUE.performable(equipment) if one.variation is variation]
    assert len(own) >= 2
    assert all(one.equipment <= equipment for one in own)


@given(equipment=equipment_sets, more=equipment_sets)
def test_more_equipment_never_takes_an_exercise_away(
    equipment: frozenset[Equipment], more: frozenset[Equipment]
) -> None:
    """What could be done before a purchase can be done after it."""
    assert set(CATALOGUE.performable(equipment)) <= set(CATALOGUE.performable(equipment | more))


def test_who_owns_everything_can_do_everything() -> None:
    """No exercise needs what a runner cannot name, and the order is the catalogue's."""
    assert CATALOGUE.performable(frozenset(Equipment)) == EXERCISES


@given(equipment=equipment_sets)
def test_whoever_may_not_jump_hard_still_jumps(equipment: frozenset[Equipment]) -> None:
    """Two low-impact plyometrics and one of medium impact need nothing."""
    impacts = Counter(one.impact for one in CATALOGUE.performable(equipment))
    assert impacts[Impact.LOW] >= 2
    assert impacts[Impact.MEDIUM] >= 1


@pytest.mark.parametrize("thing", Equipment)
def test_everything_that_a_runner_can_own_is_good_for_something(thing: Equipment) -> None:
    """A setting that changes nothing would only be asked for nothing."""
    assert any(thing in one.equipment for one in EXERCISES)


@pytest.mark.parametrize("variation", [Variation.STRAIGHT_LEG, Variation.BENT_KNEE])
@pytest.mark.parametrize("thing", [Equipment.DUMBBELLS, Equipment.KETTLEBELL, Equipment.BACKPACK])
def test_a_single_weight_is_enough_to_load_both_strength_variations(variation: Variation, thing: Equipment) -> None:
    """The article asks for weight in the first two variations: any one thing to hold does."""
    own = CATALOGUE.performable({thing})
    assert any(one.weighted for one in own if one.variation is variation)


@pytest.mark.parametrize("variation", [Variation.STRAIGHT_LEG, Variation.BENT_KNEE])
def test_there_is_a_hold_for_a_hotel_room(variation: Variation) -> None:
    """Each strength variation has a quiet hold that needs nothing."""
    holds = [one for one in CATALOGUE.of(variation) if one.measure is Measure.SECONDS]
    assert any(not one.equipment for one in holds)


@each_exercise
def test_the_range_is_the_one_of_its_kind(exercise: Exercise) -> None:
    """Reps follow coaching.md, holds last 30 to 45 seconds, and a set of contacts stays small."""
    bounds = (exercise.low, exercise.high)
    match exercise.measure:
        case Measure.REPS:
            assert bounds == RANGES[exercise.variation]
        case Measure.SECONDS:
            assert bounds == (30, 45)
        case Measure.CONTACTS:
            assert bounds[0] >= 6
            assert bounds[1] <= 30


@each_exercise
def test_body_weight_alone_takes_more_reps(exercise: Exercise) -> None:
    """A range for body weight lies above the one with a weight."""
    if exercise.bodyweight_range is not None:
        assert exercise.bodyweight_range[0] >= exercise.high
        assert not exercise.weighted


@each_exercise
def test_the_ladder_leads_down_to_the_bare_floor(exercise: Exercise) -> None:
    """Going easier, and easier again, ends at an exercise of the variation that needs nothing."""
    way = (exercise, *CATALOGUE.easier_than(exercise.key))
    assert not way[-1].equipment
    assert {one.variation for one in way} == {exercise.variation}


@each_exercise
def test_an_exercise_alone_at_neither_end(exercise: Exercise) -> None:
    """Every exercise has at least one neighbour to move to."""
    assert exercise.easier or exercise.harder


@each_exercise
def test_landings_get_no_softer_on_the_way_up(exercise: Exercise) -> None:
    """Along a ladder of plyometrics the impact never falls, and never jumps from low to high."""
    way = (exercise, *CATALOGUE.harder_than(exercise.key))
    levels = [IMPACTS.index(one.impact) for one in way if one.impact]
    assert all(0 <= after - before <= 1 for before, after in pairwise(levels))


def test_single_legs_land_harder_than_two() -> None:
    """No exercise on one leg is of low impact: it asks for a calf test first (coaching.md section 3)."""
    assert [one.key for one in EXERCISES if one.one_leg and one.impact is Impact.LOW] == []


def test_plyometrics_are_counted_without_weight() -> None:
    """The article loads the first two variations only."""
    assert {one.load_kind for one in CATALOGUE.of(Variation.PLYOMETRIC)} == {LoadKind.NONE}


def test_no_sentence_is_said_twice() -> None:
    """No two exercises share a cue or a fault, so that none of them sounds like a form letter."""
    said = Counter(line.casefold() for one in EXERCISES for line in (*one.cues, *(fault.text for fault in one.faults)))
    assert [line for line, times in said.items() if times > 1] == []


@each_exercise
def test_the_words_are_short_and_calm(exercise: Exercise) -> None:
    """Sentences end with a full stop and fit a phone; a name can stand before figures."""
    lines = (*exercise.set_up, *exercise.cues, *(fault.text for fault in exercise.faults))
    assert [line for line in lines if not line[0].isupper() or not line.endswith(".")] == []
    assert [line for line in exercise.cues if len(line) > 75] == []
    assert [line for line in exercise.set_up if len(line) > 125] == []
    assert len(exercise.name) <= 32
    assert not set(exercise.name) & set(",:;@/+0123456789")


@each_exercise
def test_the_words_promise_and_scold_nothing(exercise: Exercise) -> None:
    """Neither a medical promise nor a reproach stands in any line (evidence.md, what must not be claimed)."""
    text = " ".join((*exercise.set_up, *exercise.cues, *(fault.text for fault in exercise.faults))).casefold()
    assert UNWANTED.findall(text) == []


@pytest.mark.parametrize(
    ("alias", "key"),
    [
        ("soleus raise", "bent-knee-raise"),
        ("seated raises", "seated-machine-raise"),
        ("pogos", "pogo-hops"),
        ("bunnyhops", "bunny-hops"),
        ("sl calf raise", "single-leg-raise"),
        ("jump rope", "rope-skipping"),
        ("calf raises", "two-leg-raise"),
    ],
)
def test_runners_own_names_are_known(alias: str, key: str) -> None:
    """What runners type is among the aliases, in small letters."""
    assert alias in CATALOGUE[ExerciseKey(key)].aliases


def test_a_language_without_words_is_told_in_english() -> None:
    """Any locale gives a catalogue, and the same one each time."""
    assert load_catalogue("de-AT") is load_catalogue("EN_gb") is load_catalogue("../en") is CATALOGUE


def test_loading_imports_no_library() -> None:
    """The catalogue costs a start-up no more than the standard library."""
    script = "import sys, core.domain.catalogue as c; c.load_catalogue(); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)  # noqa: S603 - our own script
    top = {name.partition(".")[0] for name in loaded.stdout.split()}
    assert not top & {"sqlalchemy", "pydantic", "discord", "telegram", "rapidfuzz", "bot"}
