"""One exercise from its two tables, checked for itself."""

from collections.abc import Sequence

from core.domain.catalogue.table import Table
from core.domain.exercise import Equipment, Exercise, ExerciseKey, Fault, Impact, LoadKind, Measure, Variation

_STRUCTURE = frozenset(
    {
        "variation",
        "equipment",
        "one_leg",
        "impact",
        "measure",
        "load_kind",
        "range",
        "bodyweight_range",
        "easier",
        "harder",
    }
)
_WORDS = frozenset({"name", "aliases", "set_up", "cues", "faults"})
_FEWEST_STEPS, _MOST_STEPS = 2, 6
_FEWEST_CUES = 4
_FEWEST_FAULTS = 2

#: The most that one set may ask for.
_MOST = {Measure.REPS: 30, Measure.SECONDS: 60, Measure.CONTACTS: 30}

#: A load that is counted like this needs one of these.
_CARRIERS = {
    LoadKind.PER_HAND: frozenset({Equipment.DUMBBELLS}),
    LoadKind.BAR: frozenset({Equipment.BARBELL, Equipment.SMITH_MACHINE}),
    LoadKind.MACHINE: frozenset({Equipment.CALF_MACHINE, Equipment.LEG_PRESS}),
}


def exercise_from(structure: Table, words: Table) -> Exercise:
    """Make an exercise of what the two files say about it; CatalogueError where they say something wrong."""
    structure.allow(_STRUCTURE)
    words.allow(_WORDS)
    measure = structure.code("measure", Measure)
    low, high = structure.bounds("range", most=_MOST[measure])
    cues = words.named_texts("cues")
    exercise = Exercise(
        key=structure.key,
        variation=structure.code("variation", Variation),
        equipment=structure.codes("equipment", Equipment),
        one_leg=structure.flag("one_leg"),
        impact=structure.code("impact", Impact) if "impact" in structure.fields else None,
        measure=measure,
        load_kind=structure.code("load_kind", LoadKind),
        low=low,
        high=high,
        bodyweight_range=_bodyweight_range(structure, measure),
        easier=_neighbour(structure, "easier"),
        harder=_neighbour(structure, "harder"),
        name=words.text("name"),
        aliases=words.texts("aliases"),
        set_up=words.texts("set_up"),
        cues=tuple(cues.values()),
        faults=_faults(words, tuple(cues)),
    )
    _check_kind(exercise, structure)
    _check_load(exercise, structure)
    _check_words(exercise, words)
    return exercise


def _neighbour(structure: Table, name: str) -> ExerciseKey | None:
    return ExerciseKey(structure.text(name)) if name in structure.fields else None


def _bodyweight_range(structure: Table, measure: Measure) -> tuple[int, int] | None:
    if "bodyweight_range" not in structure.fields:
        return None
    return structure.bounds("bodyweight_range", most=_MOST[measure])


def _faults(words: Table, cues: Sequence[str]) -> tuple[Fault, ...]:
    faults = words.names_by_text("faults")
    for text, cue in faults.items():
        words.require(cue in cues, f"the fault {text!r} points to the cue {cue!r}, which does not exist")
    return tuple(Fault(text=text, cue=cues.index(cue)) for text, cue in faults.items())


def _check_kind(exercise: Exercise, structure: Table) -> None:
    plyometric = exercise.variation is Variation.PLYOMETRIC
    in_contacts = exercise.measure is Measure.CONTACTS
    without_load = exercise.load_kind is LoadKind.NONE
    structure.require(
        plyometric is (exercise.impact is not None), "a plyometric exercise, and no other, has its 'impact'"
    )
    structure.require(plyometric is in_contacts, "a plyometric exercise, and no other, is measured in contacts")
    structure.require(plyometric is without_load, "a plyometric exercise, and no other, has the load kind 'none'")


def _check_load(exercise: Exercise, structure: Table) -> None:
    carriers = _CARRIERS.get(exercise.load_kind, frozenset())
    structure.require(
        not carriers or not carriers.isdisjoint(exercise.equipment),
        f"the load kind {exercise.load_kind.value!r} needs {' or '.join(sorted(carriers))}",
    )
    bare = exercise.measure is Measure.REPS and not exercise.weighted
    structure.require(
        bare is (exercise.bodyweight_range is not None),
        "an exercise of reps without a weight, and no other, needs a 'bodyweight_range'",
    )


def _check_words(exercise: Exercise, words: Table) -> None:
    steps, cues, faults = len(exercise.set_up), len(exercise.cues), len(exercise.faults)
    words.require(
        _FEWEST_STEPS <= steps <= _MOST_STEPS,
        f"needs {_FEWEST_STEPS} to {_MOST_STEPS} steps of set-up, has {steps}",
    )
    words.require(cues >= _FEWEST_CUES, f"needs at least {_FEWEST_CUES} cues, has {cues}")
    words.require(faults >= _FEWEST_FAULTS, f"needs at least {_FEWEST_FAULTS} faults, has {faults}")
