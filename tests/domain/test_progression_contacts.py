"""How many landings: levels, a fifth a week, never more and harder in the same week."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from core.domain.exercise import Exercise
from core.domain.logbook import Logbook
from core.domain.prescription import Dose, Effort
from core.domain.progression.dose_reasons import DoseWhy
from core.domain.training import Side
from tests.support.lifted import (
    BENCH_BOUNCE,
    BOUNDS,
    BUNNY,
    LATER,
    MONDAY,
    POGO,
    codes,
    did,
    dose_of,
    facts,
    owner,
    prescribed,
)


def contacts(dose: Dose, exercise: Exercise) -> int:
    """Count the landings of a dose, both legs together."""
    return dose.sets * dose.reps * (2 if exercise.one_leg else 1)


def hopped(*days: tuple[int, int], exercise: Exercise = POGO, rpe: str | None = None) -> Logbook:
    """Return a runner who hopped so many times so many days before LATER."""
    book = owner()
    for back, count in sorted(days, reverse=True):
        book = did(book, LATER - timedelta(days=back), exercise, reps=tens(count), rpe=rpe)
    return book


def tens(count: int) -> Sequence[int]:
    """Split contacts into sets of ten and a rest."""
    return [10] * (count // 10) + ([count % 10] if count % 10 else [])


@pytest.mark.parametrize("exercise", [POGO, BUNNY, BENCH_BOUNCE])
def test_the_first_session_is_of_level_one(exercise: Exercise) -> None:
    """25 to 50 contacts, a landing of each leg counted."""
    dose, reasons = dose_of(owner(), exercise)
    assert 25 <= contacts(dose, exercise) <= 50
    assert codes(reasons) == ["start-contacts"]


def test_an_easy_first_session_is_of_level_one_too() -> None:
    """Easy is less than hard, and still 25 at least."""
    dose, _ = dose_of(owner(), POGO, effort=Effort.EASY)
    assert 25 <= contacts(dose, POGO) < contacts(dose_of(owner(), POGO)[0], POGO)


def test_contacts_grow_by_a_fifth_a_week_at_most() -> None:
    """A week after 40 contacts there are 48."""
    dose, reasons = dose_of(hopped((7, 40), (3, 40)), POGO)
    assert contacts(dose, POGO) == 48
    assert facts(reasons, DoseWhy.ADD_CONTACTS) == {"last": "40", "next": "48"}


def test_contacts_stay_within_the_week_in_which_they_grew() -> None:
    """48 four days ago after 40 the week before are 48 today."""
    dose, reasons = dose_of(hopped((9, 40), (4, 48)), POGO)
    assert contacts(dose, POGO) == 48
    assert codes(reasons) == ["hold-contacts"]


def test_contacts_stay_in_the_first_week() -> None:
    """Without a week before there is nothing to grow from."""
    dose, _ = dose_of(hopped((2, 40)), POGO)
    assert contacts(dose, POGO) == 40


def test_contacts_stay_while_landings_get_harder() -> None:
    """From pogo hops to bunny hops this week: 40 stay 40."""
    dose, reasons = dose_of(hopped((7, 40), (3, 40)), BUNNY)
    assert contacts(dose, BUNNY) == 40
    assert codes(reasons) == ["impact-up"]


def test_landings_that_got_harder_after_contacts_grew_take_the_growth_back() -> None:
    """48 pogo hops three days ago, bunny hops today: the 40 of the week before."""
    dose, _ = dose_of(hopped((8, 40), (3, 48)), BUNNY)
    assert contacts(dose, BUNNY) == 40


def test_contacts_stay_after_landings_got_harder_this_week() -> None:
    """Bunny hops four days ago were harder; pogo hops today are not more."""
    book = did(hopped((8, 40)), LATER - timedelta(days=4), BUNNY, reps=(10,) * 4)
    dose, reasons = dose_of(book, POGO)
    assert contacts(dose, POGO) == 40
    assert codes(reasons) == ["impact-up"]


def test_an_effort_above_eight_adds_no_contacts() -> None:
    """Hops at RPE 9 are repeated."""
    assert contacts(dose_of(hopped((7, 40), (3, 40), rpe="9"), POGO)[0], POGO) == 40


def test_hops_that_fell_short_add_no_contacts() -> None:
    """Asked for 40, done 30: no more than before."""
    book, given = prescribed(hopped((7, 40)), POGO, day=LATER - timedelta(days=2))
    book = did(book, given.day, POGO, reps=(10, 10, 10), answers=given)
    assert contacts(dose_of(book, POGO)[0], POGO) <= 36


def test_an_easy_day_does_not_shrink_the_next_hard_one() -> None:
    """24 easy hops between 40 and 48 change nothing."""
    book = did(hopped((8, 40)), LATER - timedelta(days=3), POGO, reps=(12, 12), easy=True)
    assert contacts(dose_of(book, POGO)[0], POGO) == 48


def test_growth_ends_at_a_hundred() -> None:
    """Level 3 is 80 to 100 contacts."""
    dose, _ = dose_of(hopped((8, 95), (3, 95)), POGO)
    assert contacts(dose, POGO) == 100
    assert contacts(dose_of(hopped((8, 100), (3, 100)), POGO)[0], POGO) == 100


def test_never_above_a_hundred_and_twenty() -> None:
    """Whatever the runner did."""
    dose, reasons = dose_of(hopped((8, 300), (3, 300)), POGO)
    assert contacts(dose, POGO) == 120
    assert facts(reasons, DoseWhy.CAPPED_SESSION) == {"contacts": "120"}


def test_a_week_holds_a_fifth_more_than_the_week_before() -> None:
    """Two sessions of 40 last week leave 96 for this week: 80 are done, so 16."""
    book = hopped((9, 40), (8, 40), (2, 40), (1, 40))
    assert LATER.weekday() == MONDAY.weekday()
    thursday = LATER + timedelta(days=3)
    book = did(did(book, LATER, POGO, reps=(20, 20)), LATER + timedelta(days=1), POGO, reps=(20, 20))
    dose, reasons = dose_of(book, POGO, day=thursday)
    assert contacts(dose, POGO) <= 16
    assert facts(reasons, DoseWhy.CAPPED_WEEK) == {"contacts": str(contacts(dose, POGO)), "done": "80"}


def test_a_missed_session_last_week_does_not_halve_this_one() -> None:
    """One session last week still leaves room for the two that a week aims at."""
    book = did(hopped((6, 40)), LATER, POGO, reps=(20, 20))
    dose, _ = dose_of(book, POGO, day=LATER + timedelta(days=3))
    assert contacts(dose, POGO) == 48


def test_each_leg_lands() -> None:
    """Two sets of ten on each leg are forty landings."""
    book = hopped((8, 40), (3, 40))
    each = did(owner(), LATER - timedelta(days=8), BENCH_BOUNCE, reps=(10, 10), sides=(Side.EACH,) * 2)
    each = did(each, LATER - timedelta(days=3), BENCH_BOUNCE, reps=(10,) * 4, sides=(Side.LEFT, Side.RIGHT) * 2)
    assert contacts(dose_of(each, POGO)[0], POGO) == contacts(dose_of(book, POGO)[0], POGO)


def test_a_few_hops_are_a_try_and_no_session() -> None:
    """Whoever tried four hops begins with level 1."""
    assert codes(dose_of(hopped((2, 4)), POGO)[1]) == ["start-contacts"]


def test_high_impact_keeps_to_few_sets() -> None:
    """Bounds are four sets of ten at most, whatever hops have grown to."""
    dose, _ = dose_of(hopped((8, 100), (3, 100), exercise=BUNNY), BOUNDS)
    assert dose.sets <= 4
    assert dose.reps <= 10
