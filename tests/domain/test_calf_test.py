"""The calf-raise test of coaching.md section 6: medians, symmetry, noise, when it is refused and when it is offered."""

from datetime import timedelta

import pytest

from core.domain.calf_test import NOISE, is_offered, median_for, refusal, result_of, unfit
from core.domain.logbook import Logbook
from core.domain.runner import Settings, Sex
from core.domain.training import Side
from core.services.record_test import UnlikelyRaisesError, record_test, turn_round
from tests.support.judged import flagged, hurt, races_on
from tests.support.logbooks import CATALOGUE, MEDIUM_HOPS, STRAIGHT_LEG, TODAY, a_runner, did, noon, took_test

DAY = timedelta(days=1)
MEN = {20: 37, 29: 37, 30: 32, 45: 28, 59: 23, 60: 19, 79: 14, 80: 10, 97: 10}
WOMEN = {20: 30, 35: 27, 49: 24, 50: 21, 69: 19, 70: 16, 88: 13}


def code_of(logbook: Logbook) -> str:
    """Return the code of why the test is refused today, empty where it is not."""
    reason = refusal(logbook, TODAY, catalogue=CATALOGUE)
    return reason.code if reason else ""


@pytest.mark.parametrize(("sex", "table"), [(Sex.MALE, MEN), (Sex.FEMALE, WOMEN)])
def test_medians_by_age_and_sex(sex: Sex, table: dict[int, int]) -> None:
    """The medians of the table, up to 80 and over; none below 20."""
    told = {age: median_for(Settings(born=TODAY.year - age, sex=sex), TODAY) for age in table}
    assert told == table
    assert median_for(Settings(born=TODAY.year - 19, sex=sex), TODAY) is None


def test_no_median_where_age_or_sex_is_not_known() -> None:
    """Neither is guessed."""
    assert median_for(Settings(born=1980), TODAY) is None
    assert median_for(Settings(sex=Sex.MALE), TODAY) is None


def test_symmetry_is_the_weaker_side_of_the_stronger() -> None:
    """18 of 24 is 75 %, and the left is weaker; equal legs have no weaker side."""
    logbook = took_test(a_runner(), TODAY, left=18, right=24)
    result = result_of(logbook, logbook.tests[-1])
    assert (result.percent, result.weaker) == (75, Side.LEFT)
    even = took_test(a_runner(), TODAY, left=20, right=20)
    assert result_of(even, even.tests[-1]).weaker is None


def test_symmetry_is_never_judged_from_one_test() -> None:
    """Two tests in a row with the same weaker side are needed."""
    once = took_test(a_runner(), TODAY - 30 * DAY, left=18, right=24)
    assert not result_of(once, once.tests[-1]).judged
    twice = took_test(once, TODAY, left=17, right=24)
    assert result_of(twice, twice.tests[-1]).judged
    other = took_test(once, TODAY, left=24, right=17)
    assert not result_of(other, other.tests[-1]).judged


@pytest.mark.parametrize(("more", "changed"), [(0, False), (NOISE, False), (NOISE + 1, True), (-7, True), (-6, False)])
def test_a_change_is_real_from_seven_raises(more: int, *, changed: bool) -> None:
    """Six raises are noise, seven are a change."""
    logbook = took_test(took_test(a_runner(), TODAY - 30 * DAY, left=20, right=20), TODAY, left=20 + more, right=20)
    result = result_of(logbook, logbook.tests[-1])
    assert result.change(Side.LEFT) == more
    assert result.changed is changed


def test_refused_above_a_pain_of_two() -> None:
    """Pain of 3 refuses, pain of 2 does not, nor pain that is over."""
    assert code_of(hurt(a_runner(), TODAY - DAY, 3)) == "test-hurts"
    assert code_of(hurt(a_runner(), TODAY - DAY, 2)) == ""
    assert code_of(hurt(hurt(a_runner(), TODAY - 2 * DAY, 4), TODAY, 1)) == ""


@pytest.mark.parametrize(("ago", "code"), [(0, "only-easy-48h"), (1, "only-easy-48h"), (2, "")])
def test_refused_less_than_48_hours_after_hard_strength(ago: int, code: str) -> None:
    """Hard strength today or yesterday refuses, two days ago does not, and an easy dose never does."""
    assert code_of(did(a_runner(), TODAY - ago * DAY, STRAIGHT_LEG)) == code
    assert code_of(did(a_runner(), TODAY - ago * DAY, STRAIGHT_LEG, easy=True)) == ""


def test_refused_after_hard_landings_before_a_race_and_under_a_lock() -> None:
    """Medium jumps yesterday, a race in three days and a red flag refuse as well."""
    assert code_of(did(a_runner(), TODAY - DAY, MEDIUM_HOPS)) == "low-impact-48h"
    assert code_of(races_on(a_runner(), TODAY + 3 * DAY)) == "race-soon"
    assert code_of(flagged(a_runner(), TODAY)) == "red-flag-lock"
    assert unfit(races_on(a_runner(), TODAY + 3 * DAY), TODAY, catalogue=CATALOGUE) is None


def test_offered_after_two_weeks_then_every_four_to_six() -> None:
    """Not before two weeks, then once a week until it is done, then from four weeks on; never while it is refused."""
    joined = TODAY - 60 * DAY
    new = a_runner(joined=joined)
    days = [day for day in range(60) if is_offered(new, joined + day * DAY, catalogue=CATALOGUE)]
    assert days == [14, 21, 28]
    tested = took_test(new, joined + 14 * DAY, left=20, right=20)
    again = [day for day in range(15, 60) if is_offered(tested, joined + day * DAY, catalogue=CATALOGUE)]
    assert again == [42, 49, 56]
    assert not is_offered(hurt(new, joined + 13 * DAY, 4), joined + 14 * DAY, catalogue=CATALOGUE)


@pytest.mark.parametrize(("left", "right"), [(0, 0), (400, 20), (20, 151), (-3, 10)])
def test_what_nobody_does_is_not_recorded(left: int, right: int) -> None:
    """No raise on either leg, or more than anybody does: refused, and nothing changes."""
    with pytest.raises(UnlikelyRaisesError):
        record_test(a_runner(), TODAY, left=left, right=right, at=noon(TODAY))


def test_a_second_result_of_a_day_takes_the_place_of_the_first() -> None:
    """A result told again corrects it, the other way round too, and undo brings the first back."""
    logbook, first = record_test(a_runner(), TODAY, left=22, right=25, at=noon(TODAY))
    logbook, _ = record_test(logbook, TODAY, left=23, right=25, at=noon(TODAY))
    assert [(one.left, one.right) for one in logbook.tests] == [(23, 25)]
    logbook, turned = turn_round(logbook, logbook.tests[0], at=noon(TODAY))
    assert (turned.left, turned.right) == (25, 23)
    undone = logbook.undo()
    assert undone is not None
    assert first.id == undone[0].tests[0].id
    assert (undone[0].tests[0].left, undone[0].tests[0].right) == (23, 25)
