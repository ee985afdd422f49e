"""docs/exercises.md is true: its tables are what the catalogue says."""

from pathlib import Path

import pytest

from core.domain.catalogue import load_catalogue
from core.domain.exercise import Exercise, Measure, Variation

PAGE = Path(__file__).parents[2] / "docs" / "exercises.md"
HEAD = "| exercise | needs | legs | a set | easier | harder |\n| --- | --- | --- | --- | --- | --- |\n"
CATALOGUE = load_catalogue()


def row(exercise: Exercise) -> str:
    """Return the line of the page for an exercise."""
    cells = (
        exercise.name,
        ", ".join(sorted(exercise.equipment)) or "nothing",
        "each in turn" if exercise.one_leg else "both",
        one_set(exercise),
        *(CATALOGUE[key].name if key else "" for key in (exercise.easier, exercise.harder)),
    )
    return f"| {' | '.join(cells)} |\n"


def one_set(exercise: Exercise) -> str:
    """Return how much one set of an exercise is, in words."""
    if exercise.impact is not None:
        return f"{exercise.low}-{exercise.high} contacts, {exercise.impact} impact"
    low, high = exercise.bodyweight_range or (exercise.low, exercise.high)
    return f"{low}-{high} {'s' if exercise.measure is Measure.SECONDS else 'reps'}"


@pytest.mark.parametrize("variation", Variation)
def test_the_page_shows_the_catalogue(variation: Variation) -> None:
    """Each variation has one table with all its exercises in order; a failure prints the table to paste."""
    table = HEAD + "".join(row(one) for one in CATALOGUE.of(variation))
    sections = PAGE.read_text(encoding="utf-8").split("\n## ")
    section = next(one for one in sections if one.casefold().startswith(variation.value))
    assert section[section.index("|") :].strip() == table.strip(), f"docs/exercises.md needs\n{table}"
