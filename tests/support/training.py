"""Short hands for tests that log and prescribe: a logbook, sets, a prescription."""

from datetime import UTC, date, datetime
from decimal import Decimal

from core.domain.catalogue import load_catalogue
from core.domain.exercise import ExerciseKey, Measure
from core.domain.load import Load, Unit
from core.domain.logbook import Edit, Logbook
from core.domain.prescription import Dose, Effort, Prescription
from core.domain.runner import RunnerId, Settings
from core.domain.training import FactId, Side, TrainingSet

MONDAY = date(2026, 3, 2)
MORNING = datetime(2026, 3, 2, 9, tzinfo=UTC)
CATALOGUE = load_catalogue()


def empty_logbook(settings: Settings | None = None) -> Logbook:
    """Return the logbook of a runner who has just begun."""
    return Logbook(runner=RunnerId(1), settings=settings or Settings(), joined=MORNING, heard=MORNING)


def reps(*counts: int, load: str = "", side: Side = Side.BOTH, message: int | None = None) -> tuple[TrainingSet, ...]:
    """Return sets of so many reps, with a load in kg where one is given."""
    weight = Load(text=load, unit=Unit.KG) if load else None
    told = FactId(message) if message is not None else None
    return tuple(TrainingSet(reps=one, load=weight, side=side, message=told) for one in counts)


def prescribed(
    logbook: Logbook, exercise: str = "seated-machine-raise", *, day: date = MONDAY, sets: int = 3, load: str = "40"
) -> tuple[Logbook, Prescription]:
    """Return the logbook with a dose of 10 reps prescribed, and the prescription."""
    dose = Dose(
        effort=Effort.HARD,
        sets=sets,
        reps=10,
        measure=Measure.REPS,
        load=Load(text=load, unit=Unit.KG) if load else None,
        bodyweight=not load,
        rpe=Decimal(8),
        reserve=2,
        rest_seconds=120,
    )
    key = ExerciseKey(exercise)
    one = CATALOGUE[key]
    given = Prescription(
        id=logbook.next_id,
        day=day,
        number=sum(other.day == day for other in logbook.prescriptions),
        exercise=key,
        variation=one.variation,
        impact=one.impact,
        dose=dose,
        cue=0,
        reasons=(),
    )
    return logbook.write(Edit(before=None, after=given)), given
