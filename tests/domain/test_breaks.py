"""What a break takes away, and how the way back begins."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from core.domain.exercise import Variation
from core.domain.logbook import Logbook
from core.domain.prescription import Effort
from core.domain.progression.breaks import trail
from core.domain.progression.dose_reasons import DoseWhy
from tests.support.lifted import (
    BARBELL_RAISE,
    BARE_RAISE,
    CATALOGUE,
    LATER,
    MONDAY,
    POGO,
    codes,
    did,
    dose_of,
    facts,
    kg,
    owner,
    prescribed,
    steady,
    took_test,
)


def back_after(days: int, *, load: str = "40") -> tuple[Logbook, date]:
    """Return a steady runner who lifted last on LATER, and the day so long after."""
    return did(steady(owner()), LATER, BARBELL_RAISE, reps=(7, 7, 7), load=load), LATER + timedelta(days=days)


@pytest.mark.parametrize(
    ("days", "code", "share", "sets"),
    [
        (7, "break-7-13", "0.05", 2),
        (13, "break-7-13", "0.05", 2),
        (14, "break-2-3-weeks", "0.10", 3),
        (27, "break-2-3-weeks", "0.10", 3),
        (28, "break-4-5-weeks", "0.20", 2),
        (41, "break-4-5-weeks", "0.20", 2),
        (42, "break-6-8-weeks", "0.30", 2),
        (56, "break-6-8-weeks", "0.30", 2),
    ],
)
def test_a_break_takes_its_share_of_the_load_and_its_sets(days: int, code: str, share: str, sets: int) -> None:
    """7-13 days: -5 % and one set fewer; 2-3 weeks: -10 %; 4-5 weeks: -20 %, two sets; 6-8 weeks: -30 %."""
    logbook, day = back_after(days)
    dose, reasons = dose_of(logbook, BARBELL_RAISE, day=day)
    assert code in codes(reasons)
    wanted = 40 - 110 * float(share)
    assert abs(kg(dose) - wanted) <= 1.25
    assert dose.sets == sets


def test_six_days_are_no_break() -> None:
    """A week without the exercise is a week of training like any other until it is over."""
    logbook, day = back_after(6)
    dose, reasons = dose_of(logbook, BARBELL_RAISE, day=day)
    assert codes(reasons) == ["add-reps"]
    assert kg(dose) == 40


def test_a_break_counts_for_the_variation() -> None:
    """Whoever trained another straight-leg exercise in between has had no break from it."""
    logbook, day = back_after(10)
    logbook = did(logbook, day - timedelta(days=2), BARE_RAISE, reps=(14, 14))
    assert codes(dose_of(logbook, BARBELL_RAISE, day=day)[1]) == ["add-reps"]


@pytest.mark.parametrize("days", [7, 9, 13, 20, 27])
def test_the_turn_that_others_took_is_no_break(days: int) -> None:
    """On three days a week a variation comes back after seven days: nothing comes off, and it goes on growing."""
    logbook, day = back_after(days)
    for ago in range(days - 2, 0, -2):
        logbook = did(logbook, day - timedelta(days=ago), POGO, reps=(10, 10))
    dose, reasons = dose_of(logbook, BARBELL_RAISE, day=day)
    assert codes(reasons) == ["add-reps"]
    assert (dose.sets, kg(dose)) == (3, 40)


def test_four_weeks_without_a_variation_are_a_break_whatever_else_was_trained() -> None:
    """Jumps every other day keep no raise: from four weeks on the variation has had a break of its own."""
    logbook, day = back_after(28)
    for ago in range(26, 0, -2):
        logbook = did(logbook, day - timedelta(days=ago), POGO, reps=(10, 10))
    assert "break-4-5-weeks" in codes(dose_of(logbook, BARBELL_RAISE, day=day)[1])


@pytest.mark.parametrize("days", [14, 21, 27])
def test_hops_that_others_took_the_turn_of_stay_as_they_were(days: int) -> None:
    """Raises every other day and no hops for up to four weeks: as many landings as before, and no more."""
    logbook = did(owner(), LATER, POGO, reps=(20, 20, 20, 20))
    for ago in range(days - 2, 0, -2):
        logbook = did(logbook, LATER + timedelta(days=days - ago), BARE_RAISE, reps=(12, 12))
    dose, reasons = dose_of(logbook, POGO, day=LATER + timedelta(days=days))
    assert codes(reasons) == ["hold-contacts"]
    assert dose.sets * dose.reps == 80


def test_the_first_of_each_variation_after_a_break_is_cut() -> None:
    """Ten days away: also the raise that has its turn two days after the first hops."""
    logbook, day = back_after(12)
    logbook = did(logbook, day - timedelta(days=2), POGO, reps=(10, 10))
    assert facts(dose_of(logbook, BARBELL_RAISE, day=day)[1], DoseWhy.BREAK_7_13) == {"days": "10"}


@pytest.mark.parametrize(("training_days", "cut"), [(frozenset({0}), False), (frozenset({0, 3}), True)])
def test_whoever_trains_once_a_week_has_no_break_every_week(training_days: frozenset[int], *, cut: bool) -> None:
    """Seven days from Monday to Monday are a break only where a training day passed between them."""
    monday = LATER + timedelta(days=7 - LATER.weekday())
    lifter = replace(owner(), settings=replace(owner().settings, training_days=training_days))
    logbook = did(steady(lifter, until=monday), monday, BARBELL_RAISE, reps=(7, 7, 7), load="40")
    reasons = dose_of(logbook, BARBELL_RAISE, day=monday + timedelta(days=7))[1]
    assert ("break-7-13" in codes(reasons)) is cut


def test_a_gap_as_long_as_the_one_before_is_no_break_again() -> None:
    """Every nine days: the first time a little comes off, then it is the runner's rhythm, and the load may grow."""
    logbook, day = back_after(9)
    for times in range(4):
        logbook, given = prescribed(logbook, BARBELL_RAISE, day=day)
        assert ("break-7-13" in codes(given.reasons)) is (times == 0)
        load = given.dose.load.text if given.dose.load else ""
        logbook = did(logbook, day, BARBELL_RAISE, reps=(given.dose.reps,) * 3, load=load, answers=given)
        day += timedelta(days=9)


def test_the_body_alone_after_a_break_has_its_own_range() -> None:
    """A fifth less than 70 kg and 8 is the body alone: not six raises of it, but twelve."""
    logbook = did(steady(owner()), LATER, BARBELL_RAISE, reps=(8, 8, 8), load="8")
    dose, _ = dose_of(logbook, BARBELL_RAISE, day=LATER + timedelta(days=30))
    assert dose.load is None
    assert dose.reps == 12


def test_six_to_eight_weeks_ask_for_a_new_test_and_begin_with_the_first_weeks() -> None:
    """After 6-8 weeks: test again, and 12-15 reps with three or more in reserve for two weeks."""
    logbook, day = back_after(50, load="60")
    dose, reasons = dose_of(logbook, BARBELL_RAISE, day=day)
    assert {"test-again", "intro"} <= set(codes(reasons))
    assert dose.reps == 12
    assert dose.reserve >= 3


def test_longer_than_eight_weeks_starts_over() -> None:
    """What was lifted 57 days ago is not built on."""
    logbook, day = back_after(57)
    dose, reasons = dose_of(logbook, BARBELL_RAISE, day=day)
    assert {"start-over", "test-again", "ask-weight"} <= set(codes(reasons))
    assert dose.load is None
    assert not dose.bodyweight


def test_the_day_after_the_way_back_began_is_an_ordinary_one() -> None:
    """Only the first session after a break is cut."""
    logbook, day = back_after(20)
    first, _ = dose_of(logbook, BARBELL_RAISE, day=day)
    logbook = did(logbook, day, BARBELL_RAISE, reps=(7, 7, 7), load=first.load.text if first.load else "")
    dose, reasons = dose_of(logbook, BARBELL_RAISE, day=day + timedelta(days=3))
    assert codes(reasons) == ["add-reps"]
    assert (dose.sets, kg(dose)) == (3, kg(first))


def test_reps_come_off_where_there_is_no_weight() -> None:
    """Three weeks without raises: a tenth of the reps."""
    logbook = did(steady(owner()), LATER, BARE_RAISE, reps=(20, 20, 20))
    dose, _ = dose_of(logbook, BARE_RAISE, day=LATER + timedelta(days=20))
    assert dose.reps == 18


@pytest.mark.parametrize(
    ("days", "most"),
    [(7, 60), (13, 60), (14, 40), (27, 40), (28, 40), (42, 40), (56, 40)],
)
def test_a_break_takes_its_share_of_the_contacts(days: int, most: int) -> None:
    """7-13 days: three quarters of 80; from two weeks on half; that is a level down after four weeks."""
    logbook = did(owner(), LATER, POGO, reps=(20, 20, 20, 20))
    dose, _ = dose_of(logbook, POGO, day=LATER + timedelta(days=days))
    assert most - 3 <= dose.sets * dose.reps <= most


def test_contacts_start_over_after_eight_weeks() -> None:
    """A hundred hops two months ago are forty hops today."""
    logbook = did(owner(), LATER, POGO, reps=(20,) * 5)
    dose, reasons = dose_of(logbook, POGO, day=LATER + timedelta(days=60))
    assert codes(reasons) == ["start-over", "test-again", "start-contacts"]
    assert dose.sets * dose.reps == 40


def test_a_break_is_told_in_days() -> None:
    """The reason carries how long it was."""
    logbook, day = back_after(9)
    assert facts(dose_of(logbook, BARBELL_RAISE, day=day)[1], DoseWhy.BREAK_7_13) == {"days": "9"}


def test_an_easy_dose_after_a_break_is_cut_as_well() -> None:
    """Easy never means heavier than hard."""
    logbook, day = back_after(9)
    easy, _ = dose_of(logbook, BARBELL_RAISE, day=day, effort=Effort.EASY)
    hard, _ = dose_of(logbook, BARBELL_RAISE, day=day)
    assert kg(easy) == kg(hard)
    assert easy.sets < hard.sets


def test_the_first_two_weeks_begin_with_the_first_training() -> None:
    """They last fourteen days from the first entry, whatever it was."""
    logbook = did(owner(), MONDAY, POGO, reps=(10, 10))
    seen = [
        trail(logbook, Variation.STRAIGHT_LEG, day=MONDAY + timedelta(days=day), catalogue=CATALOGUE).intro is not None
        for day in (1, 13, 14)
    ]
    assert seen == [True, True, False]


def test_history_that_was_not_loaded_changes_nothing() -> None:
    """A dose looks back sixteen weeks, less than what is loaded, so that more history gives the same dose."""
    logbook, day = back_after(3)
    older = did(logbook, day - timedelta(days=118), BARBELL_RAISE, reps=(12, 12), load="80")
    assert dose_of(older, BARBELL_RAISE, day=day) == dose_of(logbook, BARBELL_RAISE, day=day)


def test_a_test_from_before_a_long_break_opens_no_weight() -> None:
    """Twenty-five raises in spring are no first weight in summer; a new test is."""
    logbook, day = back_after(70)
    logbook = took_test(logbook, LATER, left=25, right=25)
    assert "ask-weight" in codes(dose_of(logbook, BARBELL_RAISE, day=day)[1])
    logbook = took_test(logbook, day, left=25, right=25)
    assert "start-load" in codes(dose_of(logbook, BARBELL_RAISE, day=day)[1])


def test_an_easy_dose_after_a_break_is_what_the_next_hard_one_builds_on() -> None:
    """The way back may begin easy, and the load that came off does not come back in one step."""
    logbook, day = back_after(10)
    logbook, easy = prescribed(logbook, BARBELL_RAISE, day=day, effort=Effort.EASY)
    text = easy.dose.load.text if easy.dose.load else ""
    done = did(logbook, day, BARBELL_RAISE, reps=(easy.dose.reps,) * 2, load=text, easy=True, answers=easy)
    dose, _ = dose_of(done, BARBELL_RAISE, day=day + timedelta(days=2))
    assert kg(dose) == kg(easy.dose) < 40


def test_an_attempt_that_failed_does_not_end_a_break() -> None:
    """Not a single raise today is no training to count the days from."""
    logbook, day = back_after(9)
    logbook = did(logbook, day - timedelta(days=1), BARE_RAISE, reps=(0, 0))
    assert "break-7-13" in codes(dose_of(logbook, BARBELL_RAISE, day=day)[1])


def test_an_easy_dose_that_was_asked_for_bounds_the_week() -> None:
    """Back with less on an easy day and 50 kg of the runner's own two days later: 10 % counts from the easy day."""
    logbook, day = back_after(10)
    logbook, easy = prescribed(logbook, BARBELL_RAISE, day=day, effort=Effort.EASY)
    assert easy.dose.load is not None
    text = easy.dose.load.text
    logbook = did(logbook, day, BARBELL_RAISE, reps=(6, 6), load=text, easy=True, answers=easy)
    logbook = did(logbook, day + timedelta(days=2), BARBELL_RAISE, load="50")
    dose, _ = dose_of(logbook, BARBELL_RAISE, day=day + timedelta(days=4))
    assert 70 + kg(dose) <= (70 + float(text)) * 1.1
