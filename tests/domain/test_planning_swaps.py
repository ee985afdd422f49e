from datetime import timedelta

from core.domain.exercise import Equipment, Impact, Variation
from core.domain.logbook import Logbook
from core.domain.planning.reasons import Why
from core.domain.planning.today import Refusal, plan_day, prescribe_exercise, swap
from core.domain.prescription import Effort, Prescription
from core.domain.runner import Settings
from tests.support.logbooks import (
    BENT_KNEE,
    CATALOGUE,
    LOW_HOPS,
    MONDAY,
    STRAIGHT_LEG,
    a_runner,
    did,
    planned,
    told,
    took_test,
    written,
)

DAY = timedelta(days=1)
GYM = a_runner(Settings(equipment=frozenset(Equipment)))
NO_GYM = frozenset(Equipment) - {Equipment.STEP}


def swapped(logbook: Logbook, *, reason: str = "", without: frozenset[Equipment] = frozenset()) -> Prescription:
    """Swap Monday's exercise for another."""
    given = swap(logbook, MONDAY, catalogue=CATALOGUE, reason=reason, without=without)
    assert isinstance(given, Prescription), given
    return given


def all_swaps(logbook: Logbook) -> list[Prescription]:
    """Swap until there is nothing left."""
    given: list[Prescription] = []
    while isinstance(one := swap(logbook, MONDAY, catalogue=CATALOGUE), Prescription):
        given.append(one)
        logbook = written(logbook, one)
    assert one == Refusal(reasons=(Why.NOTHING_ELSE.because(),))
    return given


def test_a_swap_stays_in_the_variation_as_long_as_it_can() -> None:
    """Every exercise of the day's variation comes before any of another, and none comes twice."""
    first = planned(a_runner(), MONDAY)
    given = [first, *all_swaps(written(a_runner(), first))]
    variations = [one.variation for one in given]
    assert len({one.exercise for one in given}) == len(given)
    assert sorted(variations, key=variations.index) == variations
    assert set(variations) == set(Variation)
    assert [one.number for one in given] == list(range(1, len(given) + 1))


def test_a_swap_says_which_variation_it_leaves_uncovered() -> None:
    """Within the variation nothing is left; beyond it the runner is told, unless it is covered already."""
    first = planned(a_runner(), MONDAY)
    given = all_swaps(written(a_runner(), first))
    for one in given:
        left = told(one.reasons, Why.SWAP_LEAVES_UNCOVERED)
        assert left == (None if one.variation is first.variation else {"variation": "straight-leg", "days_left": "6"})
    covered = did(did(did(a_runner(), MONDAY - DAY, STRAIGHT_LEG), MONDAY - DAY, BENT_KNEE), MONDAY - DAY, LOW_HOPS)
    saturday = Settings(week_starts=5)
    runner = a_runner(saturday).write(*(edit for edit in covered.unsaved))
    assert {told(one.reasons, Why.SWAP_LEAVES_UNCOVERED) is None for one in all_swaps(runner)} == {True}


def test_a_swap_says_what_it_replaces() -> None:
    """The exercise that was left and the runner's reason stand with the new one, which is the day's from then on."""
    logbook = written(GYM, planned(GYM, MONDAY))
    other = swapped(logbook, reason="dislike")
    assert told(other.reasons, Why.SWAPPED) == {"exercise": planned(GYM, MONDAY).exercise, "because": "dislike"}
    assert plan_day(written(logbook, other), MONDAY, catalogue=CATALOGUE) == other


def test_a_swap_needs_no_earlier_prescription() -> None:
    """What would have come is what is swapped."""
    assert swapped(a_runner()).exercise != planned(a_runner(), MONDAY).exercise


def test_equipment_that_is_not_at_hand_stays_away_all_day() -> None:
    """No gym today: neither this swap nor the next one asks for it, and tomorrow it is back."""
    logbook = written(GYM, planned(GYM, MONDAY))
    for without in (NO_GYM, frozenset[Equipment]()):
        other = swapped(logbook, reason="equipment", without=without)
        assert CATALOGUE[other.exercise].equipment <= {Equipment.STEP}
        assert told(other.reasons, Why.WITHOUT_TODAY) == {"missing": ",".join(sorted(NO_GYM))}
        logbook = written(logbook, other)
    first = planned(GYM, MONDAY).exercise
    tomorrow = prescribe_exercise(logbook, MONDAY + DAY, exercise=first, catalogue=CATALOGUE)
    assert isinstance(tomorrow, Prescription)


def test_a_swap_because_of_pain_is_easy_all_day() -> None:
    """Sore or hurting, the day goes on with easy doses and low impact."""
    strong = took_test(a_runner(), MONDAY - DAY, left=22, right=22)
    logbook = written(strong, planned(strong, MONDAY))
    for reason in ("sore", "", ""):
        other = swapped(logbook, reason=reason)
        assert other.dose.effort is Effort.EASY
        assert other.impact in {None, Impact.LOW}
        assert told(other.reasons, Why.ONLY_EASY_ON_REQUEST) == {"because": "sore"}
        logbook = written(logbook, other)
