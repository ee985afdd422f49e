"""The tendon pain rule of coaching.md section 5: what each level, each morning and each trend does to the plan."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from core.domain.exercise import Equipment, ExerciseKey, Variation
from core.domain.facts import Condition, PainWhen
from core.domain.load import Load, Unit
from core.domain.logbook import Edit, Logbook
from core.domain.pain import pain_rule, trend
from core.domain.planning.plan import Refusal, Rest
from core.domain.planning.today import plan_day, prescribe_exercise, prescribe_variation, swap
from core.domain.prescription import Effort, Prescription
from core.domain.progression.dose import prescribe
from core.domain.runner import Settings
from core.domain.training import Entry, TrainingSet
from core.services.report_pain import report_pain
from tests.support.judged import conditioned, flagged, hurt, locks_on, written
from tests.support.logbooks import BENT_KNEE, CATALOGUE, LOW_HOPS, STRAIGHT_LEG, TODAY, a_runner, did, noon

DAY = timedelta(days=1)
SEATED = ExerciseKey("seated-machine-raise")


def lifter() -> Logbook:
    """Return a runner who lifted 40 kg at the top of the range five days ago, after weeks of training."""
    logbook = a_runner(Settings(equipment=frozenset(Equipment), body_weight=Load(text="70", unit=Unit.KG)))
    for ago in (40, 33, 26, 19, 12, 5):
        done = Entry(
            id=logbook.next_id,
            day=TODAY - ago * DAY,
            exercise=SEATED,
            sets=(TrainingSet(reps=12, load=Load(text="40", unit=Unit.KG), rpe=Decimal(7)),) * 3,
            at=noon(TODAY - ago * DAY),
        )
        logbook = logbook.write(Edit(before=None, after=done))
    return logbook


def dose_of(logbook: Logbook, day: date = TODAY) -> tuple[Decimal, int, int, set[str]]:
    """Return load in kg, sets and reps of the seated raise, and the codes of its reasons."""
    dose, why = prescribe(logbook, CATALOGUE[SEATED], effort=Effort.HARD, day=day, catalogue=CATALOGUE)
    return dose.load.kg if dose.load else Decimal(0), dose.sets, dose.reps, {one.code for one in why}


@pytest.mark.parametrize("level", [0, 1, 2])
def test_up_to_two_goes_on(level: int) -> None:
    """Pain of 0 to 2 changes neither the dose nor what may be prescribed."""
    logbook = hurt(lifter(), TODAY, level)
    assert dose_of(logbook) == dose_of(lifter())
    assert locks_on(logbook, TODAY) == locks_on(lifter(), TODAY)


@pytest.mark.parametrize("level", [3, 4, 5])
def test_three_to_five_holds_the_load(level: int) -> None:
    """Pain of 3 to 5: the same load and reps as the last time, where a step up was due."""
    assert dose_of(lifter())[0] > 40
    load, sets, reps, why = dose_of(hurt(lifter(), TODAY, level))
    assert load == Decimal(40)
    assert (sets, reps) == (3, 12)
    assert "pain-hold" in why
    assert "add-load" not in why


def test_three_to_five_holds_the_next_days_too() -> None:
    """The hold lasts a week where nothing else is told, and ends with a report of 2 or less."""
    logbook = hurt(lifter(), TODAY, 4)
    assert dose_of(logbook, TODAY + DAY)[0] == Decimal(40)
    assert pain_rule(logbook.pains, TODAY + 6 * DAY).hold is not None
    assert "pain-hold" not in dose_of(logbook, TODAY + 7 * DAY)[3]
    eased = hurt(logbook, TODAY + DAY, 1)
    assert "pain-hold" not in dose_of(eased, TODAY + 2 * DAY)[3]


def test_three_to_five_brings_nothing_new() -> None:
    """With pain of 3 to 5 an exercise that was not done for weeks is locked, one that was done is not."""
    logbook = hurt(did(a_runner(), TODAY - 3 * DAY, STRAIGHT_LEG), TODAY, 4)
    asked = prescribe_exercise(logbook, TODAY, exercise=ExerciseKey("single-leg-hold"), catalogue=CATALOGUE)
    assert isinstance(asked, Refusal)
    assert asked.reasons[0].code == "pain-nothing-new"
    assert isinstance(prescribe_exercise(logbook, TODAY, exercise=STRAIGHT_LEG, catalogue=CATALOGUE), Prescription)


@pytest.mark.parametrize(
    ("level", "limp", "sharp"), [(6, False, False), (10, False, False), (2, True, False), (1, False, True)]
)
def test_above_five_limping_or_sharp_stops_the_exercise_today(level: int, *, limp: bool, sharp: bool) -> None:
    """What hurt is over for the day, jumps and hard work with it; something easy takes its place."""
    logbook, plan = written(a_runner(), TODAY)
    after, _ = written(hurt(logbook, TODAY, level, exercise=plan.exercise, limp=limp, sharp=sharp), TODAY)
    changed = after.prescriptions[-1]
    assert changed.exercise != plan.exercise
    assert changed.impact is None
    assert changed.dose.effort is Effort.EASY
    assert ("everything", "red-flag-lock") not in locks_on(after, TODAY)
    assert ("exercises", "pain-stopped") not in locks_on(after, TODAY + DAY)


def test_twice_in_a_row_is_for_a_physio() -> None:
    """Two sessions in a row above 5: a physio, and easy raises alone until a report is better."""
    once = hurt(a_runner(), TODAY - 3 * DAY, 7)
    assert not pain_rule(once.pains, TODAY).see_physio
    twice = hurt(once, TODAY - DAY, 6)
    assert pain_rule(twice.pains, TODAY).see_physio
    assert {("hard", "pain-twice"), ("plyometrics", "pain-twice")} <= locks_on(twice, TODAY)
    better = hurt(twice, TODAY, 2)
    assert pain_rule(better.pains, TODAY).twice is None


def test_two_reports_of_one_session_are_not_twice_in_a_row() -> None:
    """The same session told of twice is one session."""
    logbook = hurt(hurt(a_runner(), TODAY, 7), TODAY, 8)
    assert pain_rule(logbook.pains, TODAY).twice is None


def test_a_worse_morning_takes_a_fifth_and_the_jumps_for_a_week() -> None:
    """4 with the exercise, 5 the morning after: 20 % of the system load off, no plyometrics for seven days."""
    logbook = hurt(hurt(lifter(), TODAY, 4), TODAY + DAY, 5, when=PainWhen.MORNING)
    load, _, _, why = dose_of(logbook, TODAY + DAY)
    assert (70 + load) / (70 + Decimal(40)) == pytest.approx(Decimal("0.8"), abs=Decimal("0.03"))
    assert "pain-less" in why
    for ahead in range(1, 8):
        assert ("plyometrics", "pain-worse") in locks_on(logbook, TODAY + ahead * DAY), ahead
    assert ("plyometrics", "pain-worse") not in locks_on(logbook, TODAY + 8 * DAY)


def test_a_fifth_is_taken_once_however_often_that_week() -> None:
    """A dose done within the week does not become the base of another fifth."""
    logbook = hurt(hurt(lifter(), TODAY, 4), TODAY + DAY, 5, when=PainWhen.MORNING)
    load, *_ = dose_of(logbook, TODAY + DAY)
    weight = Load.of(load, Unit.KG)
    sets = (TrainingSet(reps=12, load=weight, rpe=Decimal(7)),) * 3
    done = Entry(id=logbook.next_id, day=TODAY + DAY, exercise=SEATED, sets=sets, at=noon(TODAY + DAY))
    assert dose_of(logbook.write(Edit(before=None, after=done)), TODAY + 4 * DAY)[0] == load


def test_a_morning_as_before_changes_nothing_more() -> None:
    """4 with the exercise and 4 the morning after is not worse."""
    logbook = hurt(hurt(lifter(), TODAY, 4), TODAY + DAY, 4, when=PainWhen.MORNING)
    assert pain_rule(logbook.pains, TODAY + DAY).worse is None


def test_pain_that_rises_over_two_weeks_leaves_easy_raises() -> None:
    """2, 3 in the first week, 4, 5 in the second: no plyometrics, nothing hard, a physio."""
    logbook = a_runner()
    for ago, level in ((12, 2), (9, 3), (5, 4), (1, 5)):
        logbook = hurt(logbook, TODAY - ago * DAY, level)
    assert pain_rule(logbook.pains, TODAY).rising
    assert {("hard", "pain-rising"), ("plyometrics", "pain-rising")} <= locks_on(logbook, TODAY)
    assert [level for _, level in trend(logbook.pains, TODAY)] == [2, 3, 4, 5]


def test_pain_that_falls_or_stays_is_no_rise() -> None:
    """5, 4, 3, 2 falls; 3, 3, 3, 3 stays."""
    for levels in ((5, 4, 3, 2), (3, 3, 3, 3)):
        logbook = a_runner()
        for ago, level in zip((12, 9, 5, 1), levels, strict=True):
            logbook = hurt(logbook, TODAY - ago * DAY, level)
        assert not pain_rule(logbook.pains, TODAY).rising


def test_a_red_flag_locks_everything_until_cleared() -> None:
    """No exercise by plan, on demand, by swap, by variation or by name; all of it again once cleared."""
    logbook, _ = written(a_runner(), TODAY)
    logbook = flagged(logbook, TODAY)
    plans = [
        plan_day(logbook, TODAY, catalogue=CATALOGUE),
        plan_day(logbook, TODAY + DAY, catalogue=CATALOGUE, on_demand=True),
        swap(logbook, TODAY, catalogue=CATALOGUE),
        prescribe_variation(logbook, TODAY, variation=Variation.BENT_KNEE, catalogue=CATALOGUE),
        prescribe_exercise(logbook, TODAY, exercise=BENT_KNEE, catalogue=CATALOGUE),
    ]
    for plan in plans:
        assert isinstance(plan, Rest | Refusal)
        assert plan.reasons[0].code == "red-flag-lock"
    cleared = flagged(a_runner(), TODAY, cleared=TODAY + DAY)
    assert isinstance(plan_day(cleared, TODAY, catalogue=CATALOGUE), Rest)
    assert isinstance(plan_day(cleared, TODAY + DAY, catalogue=CATALOGUE), Prescription)


@pytest.mark.parametrize("condition", list(Condition))
def test_a_contra_indication_stops_hard_and_plyometric_work(condition: Condition) -> None:
    """Easy raises stay; hard and plyometric work waits for clearance."""
    logbook = conditioned(a_runner(), TODAY, condition)
    _, plan = written(logbook, TODAY)
    assert plan.dose.effort is Effort.EASY
    assert plan.impact is None
    asked = prescribe_exercise(logbook, TODAY, exercise=LOW_HOPS, catalogue=CATALOGUE)
    assert isinstance(asked, Refusal)
    assert asked.reasons[0].code == "clearance-waits"
    cleared = conditioned(a_runner(), TODAY, condition, cleared=TODAY)
    assert locks_on(cleared, TODAY) == set()


def test_a_report_changes_todays_dose_and_can_be_undone() -> None:
    """Pain of 4 after today's message: another dose of the same exercise, as one change."""
    logbook, _ = written(lifter(), TODAY)
    told = hurt(logbook, TODAY, 4).pains[-1]
    after, reported = report_pain(logbook, told, at=noon(TODAY), catalogue=CATALOGUE)
    assert reported.ruling.hold is not None
    undone = after.undo()
    assert undone is not None
    assert undone[0].pains == ()
    assert undone[0].prescriptions == logbook.prescriptions
