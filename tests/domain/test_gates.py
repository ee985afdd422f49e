from dataclasses import replace
from datetime import timedelta

import pytest

from core.domain.exercise import Equipment, ExerciseKey, Variation
from core.domain.planning.reasons import Why
from core.domain.planning.recent import look_back
from core.domain.planning.today import prescribe_variation
from core.domain.prescription import Prescription, Reason
from core.domain.progression.gates import gates_on
from core.domain.runner import Settings
from tests.support.logbooks import (
    BOUNDS,
    CATALOGUE,
    LOW_HOPS,
    MEDIUM_HOPS,
    STRAIGHT_LEG,
    TODAY,
    a_runner,
    a_tested_runner,
    did,
    locked,
    took_test,
)

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("raises", "exercise", "reason"),
    [
        (None, "pogo-hops", None),
        (None, "bunny-hops", Why.GATE_TEST.because(15)),
        (None, "wall-bounce", Why.GATE_TEST.because(20)),
        (None, "bounds", Why.GATE_TEST.because(25)),
        (14, "calf-pulses", None),
        (14, "pogo-hops", Why.GATE_RAISES.because(15, 14)),
        (15, "pogo-hops", None),
        (14, "bunny-hops", Why.GATE_RAISES.because(15, 14)),
        (15, "bunny-hops", None),
        (19, "wall-bounce", Why.GATE_RAISES.because(20, 19)),
        (20, "wall-bounce", None),
        (24, "bounds", Why.GATE_RAISES.because(25, 24)),
        (25, "bounds", Why.GATE_MEDIUM_WEEKS.because(4, 0)),
    ],
)
def test_plyometric_gates_open_by_the_calf_test(raises: int | None, exercise: str, reason: Reason | None) -> None:
    """Two-leg hops from 15 clean raises, one-leg bounces from 20, bounds from 25; untested runners hop lightly."""
    logbook = a_runner() if raises is None else a_tested_runner(raises)
    assert locked(logbook, ExerciseKey(exercise)) == reason


def test_the_weaker_leg_opens_the_gate() -> None:
    """Thirty on one side do not help the fourteen of the other."""
    assert locked(a_tested_runner(30, other=14), MEDIUM_HOPS) == Why.GATE_RAISES.because(15, 14)


def test_bounds_need_symmetry_and_four_weeks_of_medium_hops() -> None:
    """Each of the last four weeks with medium impact, and the legs within a tenth of each other."""
    logbook = a_tested_runner(30)
    for week in range(4):
        assert locked(logbook, BOUNDS) == Why.GATE_MEDIUM_WEEKS.because(4, week)
        logbook = did(logbook, TODAY - (7 * week + 3) * DAY, MEDIUM_HOPS)
    assert locked(logbook, BOUNDS) is None
    uneven = logbook.write(*(took_test(logbook, TODAY, left=26, right=30).unsaved[-1:]))
    assert locked(uneven, BOUNDS) == Why.GATE_SYMMETRY.because(90, 86)


@pytest.mark.parametrize(("raises", "is_locked"), [(None, False), (14, True), (15, False)])
def test_no_weight_before_fifteen_clean_raises(*, raises: int | None, is_locked: bool) -> None:
    """What is done with a weight waits; who was never tested finds the weight by feel."""
    logbook = a_runner() if raises is None else a_tested_runner(raises)
    owns = replace(logbook, settings=Settings(equipment=frozenset({Equipment.BACKPACK})))
    expected = Why.NO_WEIGHT_YET.because(15, raises) if is_locked else None
    assert locked(owns, ExerciseKey("backpack-single-leg-raise")) == expected
    assert locked(owns, STRAIGHT_LEG) is None


def test_who_cannot_do_ten_raises_on_one_leg_begins_on_two() -> None:
    """Raises on two legs come first below ten clean ones."""
    given = prescribe_variation(a_tested_runner(9), TODAY, variation=Variation.STRAIGHT_LEG, catalogue=CATALOGUE)
    assert isinstance(given, Prescription)
    assert not CATALOGUE[given.exercise].one_leg


@pytest.mark.parametrize(("ago", "speaks"), [(0, True), (41, True), (112, True), (113, False), (-1, False)])
def test_a_test_speaks_for_sixteen_weeks(*, ago: int, speaks: bool) -> None:
    """After that it has to be done again; training went on all the while."""
    logbook = took_test(a_runner(), TODAY - ago * DAY, left=22, right=22)
    for days in range(5, 150, 30):
        logbook = did(logbook, TODAY - days * DAY, LOW_HOPS)
    gates = gates_on(logbook, look_back(logbook, TODAY, catalogue=CATALOGUE))
    assert (gates.test is not None) is speaks


def test_a_test_opens_nothing_beyond_a_long_break() -> None:
    """Six weeks off, and what it opened has to be opened again; what it closed stays closed."""
    logbook = did(took_test(a_runner(), TODAY - 44 * DAY, left=22, right=22), TODAY - 43 * DAY, LOW_HOPS)
    assert locked(logbook, MEDIUM_HOPS) == Why.GATE_TEST.because(15)
    assert locked(logbook, LOW_HOPS) is None
    assert locked(did(logbook, TODAY - 20 * DAY, LOW_HOPS), MEDIUM_HOPS) is None
    weak = took_test(a_runner(), TODAY - 44 * DAY, left=12, right=22)
    assert locked(weak, LOW_HOPS) == Why.GATE_RAISES.because(15, 12)


def test_impact_does_not_rise_in_a_week_in_which_contacts_rose() -> None:
    """Never both in the same week: low hops grew on Monday, so medium ones wait for the next week."""
    hopped = did(did(a_tested_runner(), TODAY - 5 * DAY, LOW_HOPS, reps=10), TODAY - 0 * DAY, LOW_HOPS, reps=11)
    assert TODAY.weekday() == 1
    assert locked(hopped, MEDIUM_HOPS) == Why.ONE_STEP_A_WEEK.because()
    assert locked(did(hopped, TODAY - 20 * DAY, MEDIUM_HOPS, reps=5), MEDIUM_HOPS) is None
    same = did(did(a_tested_runner(), TODAY - 5 * DAY, LOW_HOPS, reps=10), TODAY, LOW_HOPS, reps=10)
    assert locked(same, MEDIUM_HOPS) is None
