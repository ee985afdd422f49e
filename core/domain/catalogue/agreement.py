"""What the exercises of a catalogue have to agree on: their ladders and their names."""

import re
from graphlib import CycleError, TopologicalSorter

from core.domain.catalogue.table import Source
from core.domain.exercise import Catalogue, Exercise, ExerciseKey


def check_neighbours(catalogue: Catalogue, source: Source) -> None:
    """Refuse neighbours that do not exist, are of another variation or go in a circle, and ladders without a foot."""
    rungs: TopologicalSorter[ExerciseKey] = TopologicalSorter()
    for exercise in catalogue.exercises.values():
        _check_foot(exercise, source)
        for neighbour in (exercise.easier, exercise.harder):
            _check_neighbour(exercise, neighbour, catalogue=catalogue, source=source)
        if exercise.easier is not None:
            rungs.add(exercise.key, exercise.easier)
        if exercise.harder is not None:
            rungs.add(exercise.harder, exercise.key)
    _check_no_circle(rungs, source)


def check_names(catalogue: Catalogue, source: Source) -> None:
    """Refuse a name or alias that two exercises claim; case, hyphens and spaces make no difference."""
    owners: dict[str, ExerciseKey] = {}
    for exercise in catalogue.exercises.values():
        for name in (exercise.key, exercise.name, *exercise.aliases):
            owner = owners.setdefault(_heard(name), exercise.key)
            if owner != exercise.key:
                source.refuse(exercise.key, f"the name {name!r} belongs to {owner} already")


def _check_foot(exercise: Exercise, source: Source) -> None:
    if exercise.easier is None and exercise.equipment:
        source.refuse(
            exercise.key, "has no easier neighbour, and only an exercise that needs nothing may be the easiest"
        )


def _check_neighbour(
    exercise: Exercise, neighbour: ExerciseKey | None, *, catalogue: Catalogue, source: Source
) -> None:
    if neighbour is None:
        return
    if neighbour not in catalogue.exercises:
        source.refuse(exercise.key, f"the neighbour {neighbour!r} does not exist")
    if catalogue[neighbour].variation is not exercise.variation:
        source.refuse(exercise.key, f"the neighbour {neighbour!r} is of another variation")


def _check_no_circle(rungs: TopologicalSorter[ExerciseKey], source: Source) -> None:
    try:
        rungs.prepare()
    except CycleError as error:
        circle: list[ExerciseKey] = error.args[1]
        source.refuse(circle[0], f"easier and harder go round in a circle: {' < '.join(circle)}", cause=error)


def _heard(name: str) -> str:
    return " ".join(re.findall(r"\w+", name.casefold()))
