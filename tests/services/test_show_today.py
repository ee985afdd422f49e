"""The exercise of a day: kept once shown, swapped as one change, and given when asked for."""

from core.domain.exercise import Variation
from core.domain.planning.today import Done, Refusal
from core.domain.prescription import Prescription
from core.services.log_sets import Logging, log_as_planned
from core.services.show_today import current_prescription, give_variation, show_today, swap_exercise
from tests.support.training import CATALOGUE, MONDAY, MORNING, empty_logbook


def test_what_is_shown_is_kept_and_stays_the_same() -> None:
    """Asked again on the same day it is the same prescription, written once, and nothing to undo."""
    logbook, plan = show_today(empty_logbook(), MONDAY, catalogue=CATALOGUE)
    assert isinstance(plan, Prescription)
    again, same = show_today(logbook, MONDAY, catalogue=CATALOGUE)
    assert same == plan
    assert again == logbook
    assert logbook.prescriptions == (plan,)
    assert logbook.undo() is None


def test_a_swap_is_one_change_that_undo_takes_back() -> None:
    """After a swap the new exercise counts, after undo the old one again."""
    logbook, plan = show_today(empty_logbook(), MONDAY, catalogue=CATALOGUE)
    swapped, given = swap_exercise(logbook, MONDAY, catalogue=CATALOGUE, at=MORNING)
    assert isinstance(given, Prescription)
    assert current_prescription(swapped, MONDAY) == given
    undone = swapped.undo()
    assert undone is not None
    assert current_prescription(undone[0], MONDAY) == plan


def test_what_is_given_already_is_no_change() -> None:
    """Asking for the variation that is prescribed anyway writes nothing that undo would take away."""
    logbook, plan = show_today(empty_logbook(), MONDAY, catalogue=CATALOGUE)
    assert isinstance(plan, Prescription)
    same, given = give_variation(logbook, MONDAY, variation=plan.variation, catalogue=CATALOGUE, at=MORNING)
    assert isinstance(given, Prescription)
    assert (same.cursor == logbook.cursor) is (given.id == plan.id)


def test_after_the_work_the_day_is_done() -> None:
    """A trained day is done, and a missing variation can still be had."""
    logbook, plan = show_today(empty_logbook(), MONDAY, catalogue=CATALOGUE)
    assert isinstance(plan, Prescription)
    logging = Logging(day=MONDAY, at=MORNING)
    logbook, _ = log_as_planned(logbook, plan, logging=logging, catalogue=CATALOGUE)
    _, after = show_today(logbook, MONDAY, catalogue=CATALOGUE)
    assert isinstance(after, Done)
    logbook, given = give_variation(logbook, MONDAY, variation=Variation.PLYOMETRIC, catalogue=CATALOGUE, at=MORNING)
    assert not isinstance(given, Refusal)
    assert given.variation is Variation.PLYOMETRIC
