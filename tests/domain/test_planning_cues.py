from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from core.domain.exercise import ExerciseKey
from core.domain.logbook import Logbook
from core.domain.planning.cues import mending_cue, next_cue
from core.domain.planning.reasons import Why
from tests.support.logbooks import CATALOGUE, MONDAY, STRAIGHT_LEG, a_runner, kept, planned, told, told_fault, written

RAISE = CATALOGUE[STRAIGHT_LEG]
FIRST = planned(a_runner(), MONDAY)


def given_cue(logbook: Logbook, day: date, cue: int) -> Logbook:
    """Prescribe the raise with a cue."""
    return written(logbook, replace(FIRST, id=logbook.next_id, day=day, cue=cue))


@given(st.lists(st.integers(1, 14), min_size=1, max_size=40))
def test_no_cue_comes_back_before_the_others_were_given(gaps: list[int]) -> None:
    """However rarely the exercise comes, any as many cues in a row as there are differ from one another."""
    logbook, day, cues = a_runner(), MONDAY, list[int]()
    for gap in gaps:
        cue = next_cue(logbook, RAISE, day=day)
        cues.append(cue)
        logbook = given_cue(logbook, day, cue)
        day += timedelta(days=gap)
    count = len(RAISE.cues)
    assert all(len(set(cues[at : at + count])) == len(cues[at : at + count]) for at in range(len(cues)))


def test_cues_go_on_where_they_were_after_a_long_time() -> None:
    """Of cues that nobody remembers the one after the newest comes, not the first again."""
    logbook = given_cue(a_runner(), MONDAY, 2)
    assert next_cue(logbook, RAISE, day=MONDAY + timedelta(days=100)) == 3
    assert next_cue(logbook, RAISE, day=MONDAY + timedelta(days=300)) == 0


def test_a_cue_that_was_taken_out_of_the_catalogue_is_forgotten() -> None:
    """A catalogue with fewer cues goes on with those that it has."""
    logbook = given_cue(a_runner(), MONDAY, 17)
    assert next_cue(logbook, RAISE, day=MONDAY) == 0


def test_another_exercise_has_its_own_cues() -> None:
    """What was given with one exercise says nothing of another."""
    logbook = given_cue(a_runner(), MONDAY, 0)
    assert next_cue(logbook, CATALOGUE[ExerciseKey("bunny-hops")], day=MONDAY) == 0


def test_a_reported_fault_brings_its_cue_first() -> None:
    """It comes next time, once, and then the cues go on in turn; of two faults the newer comes first."""
    logbook = kept(a_runner(), planned(a_runner(), MONDAY))
    faults = [fault for fault in range(len(RAISE.faults)) if RAISE.faults[fault].cue != 0]
    for fault in faults[:2]:
        logbook = told_fault(logbook, MONDAY, STRAIGHT_LEG, fault=fault)
    wanted = list(dict.fromkeys(RAISE.faults[fault].cue for fault in reversed(faults[:2])))
    for week, cue in enumerate(wanted, start=1):
        day = MONDAY + timedelta(days=14 * week)
        assert mending_cue(logbook, RAISE, day=day) == cue
        logbook = given_cue(logbook, day, cue)
    assert mending_cue(logbook, RAISE, day=MONDAY + timedelta(days=60)) is None
    assert next_cue(logbook, RAISE, day=MONDAY + timedelta(days=60)) not in {0, *wanted}


def test_the_plan_says_that_its_cue_mends_a_fault() -> None:
    """The fault told of today is answered the next time, not by changing what stands for today."""
    today = planned(a_runner(), MONDAY)
    fault = next(number for number, one in enumerate(RAISE.faults) if one.cue != today.cue)
    logbook = told_fault(written(a_runner(), today), MONDAY, STRAIGHT_LEG, fault=fault)
    assert planned(logbook, MONDAY) == today
    tomorrow = planned(logbook, MONDAY + timedelta(days=1))
    assert (tomorrow.exercise, tomorrow.cue) == (STRAIGHT_LEG, RAISE.faults[fault].cue)
    assert told(tomorrow.reasons, Why.REPORTED_FAULT) == {"exercise": STRAIGHT_LEG}


def test_a_fault_that_the_catalogue_does_not_know_is_passed_over() -> None:
    """A number too high brings nothing."""
    assert mending_cue(told_fault(a_runner(), MONDAY, STRAIGHT_LEG, fault=99), RAISE, day=MONDAY) is None
