"""Sessions and doses for tests of progression, told as a runner would: sets, load, effort."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from core.domain.catalogue import load_catalogue
from core.domain.exercise import Equipment, Exercise, ExerciseKey, Measure
from core.domain.load import Load, Unit
from core.domain.logbook import Edit, Logbook
from core.domain.planning.reasons import Coded
from core.domain.prescription import Dose, Effort, Prescription, Reason
from core.domain.progression.dose import prescribe
from core.domain.runner import RunnerId, Settings
from core.domain.training import CalfTest, Entry, Side, TrainingSet

CATALOGUE = load_catalogue()
MONDAY = date(2026, 3, 2)
#: One exercise of each kind of weight.
DUMBBELL_RAISE = CATALOGUE[ExerciseKey("dumbbell-single-leg-raise")]
BACKPACK_RAISE = CATALOGUE[ExerciseKey("backpack-single-leg-raise")]
KETTLEBELL_RAISE = CATALOGUE[ExerciseKey("kettlebell-single-leg-raise")]
BARBELL_RAISE = CATALOGUE[ExerciseKey("barbell-single-leg-raise")]
SMITH_SEATED = CATALOGUE[ExerciseKey("smith-seated-raise")]
LUNGE = CATALOGUE[ExerciseKey("dumbbell-lunge-raise")]
LEG_PRESS = CATALOGUE[ExerciseKey("leg-press-raise")]
BARE_RAISE = CATALOGUE[ExerciseKey("single-leg-raise")]
HOLD = CATALOGUE[ExerciseKey("single-leg-hold")]
POGO = CATALOGUE[ExerciseKey("pogo-hops")]
BUNNY = CATALOGUE[ExerciseKey("bunny-hops")]
BOUNDS = CATALOGUE[ExerciseKey("bounds")]
BENCH_BOUNCE = CATALOGUE[ExerciseKey("bench-bounce")]

EVERYTHING = frozenset(Equipment)
#: A day long after the first two weeks of a runner who began on MONDAY.
LATER = MONDAY + timedelta(days=28)


def owner(*, weighs: str | None = "70", unit: Unit = Unit.KG, equipment: frozenset[Equipment] = EVERYTHING) -> Logbook:
    """Return the empty logbook of a runner who owns everything."""
    weight = None if weighs is None else Load(text=weighs, unit=unit)
    return begun(Settings(body_weight=weight, unit=unit, equipment=equipment))


def begun(settings: Settings) -> Logbook:
    """Return the empty logbook of a runner with these settings."""
    at = noon(MONDAY)
    return Logbook(runner=RunnerId(1), settings=settings, joined=at, heard=at)


def noon(day: date) -> datetime:
    """Return the middle of a day in UTC."""
    return datetime.combine(day, time(12, tzinfo=UTC))


def took_test(logbook: Logbook, day: date, *, left: int, right: int) -> Logbook:
    """Log a calf test."""
    return logbook.write(Edit(before=None, after=CalfTest(id=logbook.next_id, day=day, left=left, right=right)))


def steady(logbook: Logbook, *, until: date = LATER) -> Logbook:
    """Train both strength variations for four weeks with other exercises, so that no first weeks and no break count."""
    for back in range(28, 0, -2):
        for other in ("two-leg-raise", "bent-knee-raise"):
            logbook = did(logbook, until - timedelta(days=back), CATALOGUE[ExerciseKey(other)], reps=(15, 15))
    return logbook


def did(
    logbook: Logbook,
    day: date,
    exercise: Exercise,
    *,
    reps: Sequence[int] = (8, 8, 8),
    load: str = "",
    unit: Unit | None = None,
    rpe: str | None = None,
    sides: Sequence[Side] | None = None,
    easy: bool = False,
    answers: Prescription | None = None,
) -> Logbook:
    """Log sets, all at `load` ("" is the body alone), as an answer to a prescription where one is named."""
    weight = Load(text=load, unit=unit or logbook.settings.unit) if load else None
    told = sides or ((Side.EACH if exercise.one_leg else Side.BOTH),) * len(reps)
    held = exercise.measure is Measure.SECONDS
    sets = tuple(
        TrainingSet(
            reps=None if held else count,
            seconds=count if held else None,
            load=weight,
            bodyweight=weight is None,
            side=side,
            rpe=None if rpe is None else Decimal(rpe),
        )
        for count, side in zip(reps, told, strict=True)
    )
    return logged(logbook, day, exercise, sets=sets, easy=easy, answers=answers)


def lifted(
    *sessions: Sequence[int],
    exercise: Exercise = BARBELL_RAISE,
    load: str = "20",
    rpe: str | None = None,
    logbook: Logbook | None = None,
) -> Logbook:
    """Return a steady runner who did these sessions, three days apart, the last of them three days before LATER."""
    book = logbook or steady(owner())
    for number, reps in enumerate(sessions):
        day = LATER - timedelta(days=3 * (len(sessions) - number))
        book = did(book, day, exercise, reps=reps, load=load, rpe=rpe if number == len(sessions) - 1 else None)
    return book


def logged(
    logbook: Logbook,
    day: date,
    exercise: Exercise,
    *,
    sets: tuple[TrainingSet, ...],
    easy: bool = False,
    answers: Prescription | None = None,
) -> Logbook:
    """Log an entry of these sets."""
    entry = Entry(
        id=logbook.next_id,
        day=day,
        exercise=exercise.key,
        sets=sets,
        at=noon(day),
        easy=easy,
        prescription=None if answers is None else answers.id,
    )
    return logbook.write(Edit(before=None, after=entry))


def dose_of(
    logbook: Logbook, exercise: Exercise, *, day: date = LATER, effort: Effort = Effort.HARD
) -> tuple[Dose, tuple[Reason, ...]]:
    """Prescribe from the whole catalogue."""
    return prescribe(logbook, exercise, effort=effort, day=day, catalogue=CATALOGUE)


def prescribed(
    logbook: Logbook, exercise: Exercise, *, day: date, effort: Effort = Effort.HARD
) -> tuple[Logbook, Prescription]:
    """Prescribe and write the prescription down."""
    dose, reasons = dose_of(logbook, exercise, day=day, effort=effort)
    given = Prescription(
        id=logbook.next_id,
        day=day,
        number=1,
        exercise=exercise.key,
        variation=exercise.variation,
        impact=exercise.impact,
        dose=dose,
        cue=0,
        reasons=reasons,
    )
    return logbook.write(Edit(before=None, after=given)), given


def codes(reasons: tuple[Reason, ...]) -> list[str]:
    """Return the codes of reasons, in order."""
    return [one.code for one in reasons]


def facts(reasons: tuple[Reason, ...], why: Coded) -> dict[str, str]:
    """Return the facts of the reason that was given for `why`."""
    return next(dict(one.facts) for one in reasons if one.code == why.code)


def kg(dose: Dose) -> float:
    """Return the load of a dose in kg, nothing for the body alone."""
    return 0.0 if dose.load is None else float(dose.load.kg)
