"""What the exercises of a catalogue have to agree on: their ladders and their names."""

import re
from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter

from core.domain.catalogue.table import Table
from core.domain.exercise import Catalogue, Exercise, ExerciseKey


def check_neighbours(catalogue: Catalogue, tables: Mapping[str, Table]) -> None:
    """Refuse neighbours that do not exist, are of another variation or go in a circle, and ladders without a foot."""
    for exercise in catalogue.exercises.values():
        table = tables[exercise.key]
        footed = exercise.easier is not None or not exercise.equipment
        table.require(footed, "needs an easier neighbour: only what needs no equipment may be the easiest")
        for neighbour in (exercise.easier, exercise.harder):
            if neighbour is not None:
                _check_neighbour(table, catalogue.exercises.get(neighbour), of=exercise, name=neighbour)
    _check_no_circle(catalogue, tables)


def check_names(catalogue: Catalogue, tables: Mapping[str, Table]) -> None:
    """Refuse a name or alias that two exercises claim; case, hyphens and spaces make no difference."""
    owners: dict[str, ExerciseKey] = {}
    for exercise in catalogue.exercises.values():
        for name in (exercise.key, exercise.name, *exercise.aliases):
            owner = owners.setdefault(_heard(name), exercise.key)
            tables[exercise.key].require(owner == exercise.key, f"the name {name!r} belongs to {owner} already")


def _check_neighbour(table: Table, neighbour: Exercise | None, *, of: Exercise, name: str) -> None:
    if neighbour is None:
        table.refuse(f"the neighbour {name!r} does not exist")
    table.require(neighbour.variation is of.variation, f"the neighbour {name!r} is of another variation")


def _check_no_circle(catalogue: Catalogue, tables: Mapping[str, Table]) -> None:
    rungs: TopologicalSorter[ExerciseKey] = TopologicalSorter()
    for exercise in catalogue.exercises.values():
        if exercise.easier is not None:
            rungs.add(exercise.key, exercise.easier)
        if exercise.harder is not None:
            rungs.add(exercise.harder, exercise.key)
    try:
        rungs.prepare()
    except CycleError as error:
        circle: list[ExerciseKey] = error.args[1]
        way = " < ".join(circle)
        tables[circle[0]].refuse(f"easier and harder go round in a circle: {way}", cause=error)


def _heard(name: str) -> str:
    return " ".join(re.findall(r"\w+", name.casefold()))
