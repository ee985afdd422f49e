"""Readings that the coach promises, one by one; the corpora are in tests/recordings."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from core.domain.catalogue import load_catalogue
from core.domain.exercise import ExerciseKey, Measure
from core.domain.load import Load, Unit
from core.domain.notation import read, write
from core.domain.prescription import Dose, Effort
from core.domain.reading import Reading, ReadingContext, Reference, Status
from core.domain.training import Side

A_TUESDAY = date(2026, 3, 3)
PLAIN = ReadingContext(today=A_TUESDAY)
SEATED = ExerciseKey("seated-machine-raise")
HOPS = ExerciseKey("bunny-hops")


def dose(*, sets: int, reps: int, kg: str | None = None) -> Dose:
    """Prescribe a dose."""
    return Dose(
        effort=Effort.HARD,
        sets=sets,
        reps=reps,
        measure=Measure.REPS,
        load=Load(text=kg, unit=Unit.KG) if kg is not None else None,
        bodyweight=kg is None,
        rpe=Decimal(8),
        reserve=2,
        rest_seconds=120,
    )


def told(text: str, context: ReadingContext = PLAIN) -> Reading:
    """Read a text for a runner."""
    return read(text, context, load_catalogue())


def sets_of(text: str, context: ReadingContext = PLAIN) -> str:
    """Return what was read, in the coach's own writing."""
    reading = told(text, context)
    assert reading.status is Status.READ, reading
    return " & ".join(write(work.sets) for work in reading.works)


@pytest.mark.parametrize("text", ["my pace was 5:30/km", "5:30/km", "easy, 6 min/km"])
def test_the_pace_of_a_run_is_no_set(text: str) -> None:
    """Five minutes and a half a kilometre are no hold."""
    assert told(text).status is Status.NONE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3x12 20kg", "3 × 12 at 20 kg"),
        ("12, 12, 10 at 40", "12, 12, 10 at 40 kg"),
        ("15/15/12 left, 15/14/12 right 16kg", "15, 15, 12 left; 15, 14, 12 right at 16 kg"),
        ("3x12 each leg bw", "3 × 12 each leg, body weight"),
        ("20 lb dumbbells, 3 sets of 12, rpe 8, felt easy", "3 × 12 at 20 lb, RPE 8"),
        ("3x45s hold", "3 × 45 s"),
        ("ran at 5:30/km, then 3x12", "3 × 12"),
        ("1m hold x 3", "3 × 60 s"),
        ("2 x 1'30", "2 × 90 s"),
        ("2x1m30s hold", "2 × 90 s"),
        ("3x12 20kg rest 1'30", "3 × 12 at 20 kg"),
        ("3x12 20kg ran 400m", "3 × 12 at 20 kg"),
        ("4x400m run, 3x12 20kg", "3 × 12 at 20 kg"),
        ("1,025 lb x 5", "5 at 1025 lb"),
        ("3x12 22,5 kg", "3 × 12 at 22,5 kg"),
        ("3x12 20kg, last one 10", "12, 12, 10 at 20 kg"),
        ("squat 405 2,1,x", "2, 1, 0 at 405 kg"),
        ("3 sets; 15, 15, 12, 12", "15, 15, 12, 12"),
        ("3x5 tempo 31x1", "3 × 5"),
        ("3x12, two left in the tank", "3 × 12, RPE 8"),
        ("bw+10 3x8, bw 1x12", "3 × 8, body weight + 10 kg; 1 × 12, body weight"),
        ("assisted 15 kg 3x8", "3 × 8, body weight − 15 kg"),
        ("3x8-10 40kg", "3 × 8–10 at 40 kg"),
        ("3x12 to failure", "3 × 12, RPE 10"),
        ("３×１２ ２０kg", "3 × 12 at 20 kg"),
        ("٣×١٢", "3 × 12"),
        ("3\u200dx\u200d12 2\u03020kg", "3 × 12 at 20 kg"),
    ],
)
def test_notations_are_read(text: str, expected: str) -> None:
    """Each notation gives the sets that the runner meant."""
    assert sets_of(text) == expected


@pytest.mark.parametrize(
    ("text", "shape", "choices"),
    [
        ("30x3", "order-2-0", {"RS", "WR"}),
        ("3x12 @8", "at", {"SR@rpe", "SR@load"}),
        ("10/10", "pair", {"sides", "sets"}),
        ("8-10", "range", {"range", "sets"}),
        ("3x10 two plates", "plates", {"bar", "sum"}),
    ],
)
def test_two_sensible_readings_are_asked_about(text: str, shape: str, choices: set[str]) -> None:
    """What could be read in two ways becomes a question, with what to remember of the answer."""
    reading = told(text)
    assert reading.status is Status.ASK
    assert {option.shape for option in reading.options} == {shape}
    assert {option.choice for option in reading.options} == choices
    assert all(option.works for option in reading.options)


@pytest.mark.parametrize("text", ["30x3", "3x12 @8", "10/10", "8-10", "3x10 two plates"])
def test_an_answer_is_remembered(text: str) -> None:
    """Once the runner has chosen, the same shape is read as chosen, for every one of the choices."""
    for option in told(text).options:
        again = told(text, replace(PLAIN, notation=((option.shape, option.choice),)))
        assert again.status is Status.READ
        assert again.works == option.works


def test_the_prescription_decides_between_sets_and_weight() -> None:
    """With three sets of thirty prescribed, 30x3 is three sets; with 30 kg for three, it is a weight."""
    light = replace(PLAIN, exercise=SEATED, dose=dose(sets=3, reps=30))
    heavy = replace(PLAIN, exercise=SEATED, dose=dose(sets=5, reps=3, kg="30"))
    assert sets_of("30x3", light) == "3 × 30"
    assert sets_of("30x3", heavy) == "3 at 30 kg"


def test_the_prescription_decides_between_effort_and_weight() -> None:
    """Where 8 kg is prescribed, @8 is the weight."""
    context = replace(PLAIN, exercise=SEATED, dose=dose(sets=3, reps=12, kg="8"))
    assert sets_of("3x12 @8", context) == "3 × 12 at 8 kg"


def test_an_exercise_without_weights_takes_no_weight() -> None:
    """Hops have no load, so 20x3 is three sets of twenty contacts."""
    assert sets_of("bunny hops 20x3") == "3 × 20"


@pytest.mark.parametrize("text", ["500 kg 3x12", "900 reps", "3x0", "-10 calf raises"])
def test_the_absurd_is_asked_about_once(text: str) -> None:
    """What can hardly be meant is a question, and one of its answers is what was written."""
    reading = told(text)
    assert reading.question == "absurd"
    assert reading.options[0].choice == "as-written"


def test_metres_are_no_landings() -> None:
    """A distance where landings are counted is asked about, and may be taken as it stands."""
    reading = told("3x20m bounds")
    assert reading.question == "metres"
    assert [len(option.works) for option in reading.options] == [1, 0]


def test_ten_times_the_usual_is_absurd() -> None:
    """A figure too many is noticed against the runner's own habit."""
    context = replace(PLAIN, usual_reps=12, usual_load=Load(text="20", unit=Unit.KG))
    reading = told("3x12 200kg", context)
    assert [option.choice for option in reading.options] == ["as-written", "slip", "nothing"]
    assert write(reading.options[1].works[0].sets) == "3 × 12 at 20 kg"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("yesterday 2x20 bunny hops", date(2026, 3, 2)),
        ("3x12 20kg on Monday", date(2026, 3, 2)),
        ("last Tuesday: 3x12", date(2026, 2, 24)),
        ("2026-02-28 3x12", date(2026, 2, 28)),
        ("6/22 calf raises 3x8", date(2025, 6, 22)),
        ("last night 3x12", date(2026, 3, 2)),
        ("vor 2 Tagen 3x12", date(2026, 3, 1)),
        ("3x12 am 1. März", date(2026, 3, 1)),
        ("on 15 January 3x12 20kg", date(2026, 1, 15)),
        ("3x12 20kg on 1 March", date(2026, 3, 1)),
        ("3x12", None),
    ],
)
def test_days_in_front_or_behind(text: str, day: date | None) -> None:
    """A day that is told, and is not in the future, is the day of the sets."""
    assert told(text).works[0].day == day


def test_a_day_in_the_future_is_quoted_back() -> None:
    """A date that has not come yet is no training day."""
    reading = told("2026-03-09 3x12")
    assert reading.works[0].day is None
    assert reading.left_over == "2026-03-09"


def test_several_exercises_in_one_message() -> None:
    """Each exercise has its own sets, whether its name stands before or behind them."""
    before = told("seated raises 3x12 40kg, bunny hops 2x20")
    behind = told("3x12 seated raises 40kg then 2x20 bunny hops")
    assert [work.exercise for work in before.works] == [SEATED, HOPS]
    assert before.works == behind.works


@pytest.mark.parametrize("text", ["seatd calf rasies 3x12", "raises, seated machine 3x12", "3x12 calf raise seated"])
def test_names_with_slips_and_in_free_order(text: str) -> None:
    """An exercise is found although its name is misspelt or turned round."""
    assert told(text).works[0].exercise == SEATED


def test_an_unknown_exercise_is_named() -> None:
    """Sets of an exercise outside the catalogue are read, and its name comes back as typed."""
    reading = told("Bulgarian split 3x5 at 60kg")
    assert reading.works[0].exercise is None
    assert reading.works[0].named == "Bulgarian split"
    assert reading.left_over == "Bulgarian split"


def test_remarks_are_notes() -> None:
    """Rest, tempo and how it felt are kept as a note."""
    assert told("3x12 20kg, 90s rest, felt easy").works[0].note == "90s rest felt easy"


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("actually 11", {"position": -1, "reps": 11}),
        ("the second was 10", {"position": 1, "reps": 10}),
        ("make it 22.5", {"load": Load(text="22.5", unit=Unit.KG)}),
        ("that was left only", {"side": Side.LEFT}),
        ("not 3 sets, 2", {"sets": 2}),
        ("actually 11, not 12", {"position": -1, "reps": 11}),
        ("wrong exercise, it was the lunge one", {"exercise": ExerciseKey("lunge-raise")}),
        ("remove the last set", {"position": -1, "remove": True}),
        ("zweiter Satz war 10", {"position": 1, "reps": 10}),
    ],
)
def test_corrections(text: str, facts: dict[str, object]) -> None:
    """A correction says what is to be changed, and leaves the rest."""
    correction = told(text).correction
    assert correction is not None
    changed = {
        name: getattr(correction, name)
        for name in ("position", "reps", "seconds", "load", "side", "rpe", "sets", "exercise")
        if getattr(correction, name) is not None
    }
    assert changed | ({"remove": True} if correction.remove else {}) == facts


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("22,5 kg", {"load": Load(text="22,5", unit=Unit.KG)}),
        ("last one 10", {"position": -1, "reps": 10}),
        ("each leg", {"side": Side.EACH}),
        ("rpe 8", {"rpe": "8"}),
    ],
)
def test_one_word_more_about_an_open_entry(text: str, facts: dict[str, object]) -> None:
    """While an entry is open, a weight, a side or an effort alone is of its sets."""
    correction = told(text, replace(PLAIN, logging=True)).correction
    assert correction is not None
    assert {name: getattr(correction, name) for name in facts} == facts


@pytest.mark.parametrize(
    ("text", "reference", "sets", "but_last"),
    [
        ("as planned", Reference.AS_PLANNED, None, 0),
        ("all of it but the last set", Reference.AS_PLANNED, None, 1),
        ("done but only 2 sets", Reference.AS_PLANNED, 2, 0),
        ("same as last time", Reference.SAME_AS_LAST, None, 0),
        ("wie beim letzten Mal", Reference.SAME_AS_LAST, None, 0),
        ("todo menos la última serie", Reference.AS_PLANNED, None, 1),
    ],
)
def test_work_told_by_pointing(text: str, reference: Reference, sets: int | None, but_last: int) -> None:
    """What points at other work is read as that."""
    reading = told(text, replace(PLAIN, locale="es" if "todo" in text else "en"))
    assert (reading.reference, reading.reference_sets, reading.but_last) == (reference, sets, but_last)


@pytest.mark.parametrize(
    "text", ["my calf hurts 4/10", "it's 7:40 pm here", "not today", "delete my data", "I ran 10 miles", "no gym today"]
)
def test_what_is_no_log_is_left_whole(text: str) -> None:
    """A text about something else gives no sets and comes back as typed."""
    reading = told(text)
    assert reading.status is Status.NONE
    assert reading.left_over == text
