"""Undo and redo, over every kind of change."""

from dataclasses import replace
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.logbook import Change, Edit, Logbook
from core.domain.reading import Work
from core.domain.training import FactId
from core.services.change_settings import change_settings
from core.services.log_sets import Logging, log_works
from core.services.pause import pause, resume
from core.services.skip import skip_day, snooze
from core.services.take_back import Refusal, redo, redo_one, undo, undo_one
from tests.support.training import CATALOGUE, MONDAY, MORNING, empty_logbook, prescribed, reps

DEEDS = ("log", "skip", "snooze", "pause", "settings")


def deed(logbook: Logbook, name: str, *, number: int) -> Logbook:
    """Do a deed that differs with its number."""
    if name == "log":
        _, given = prescribed(empty_logbook())
        logging = Logging(day=MONDAY, at=MORNING, prescription=given, message=FactId(900 + number))
        return log_works(logbook, [Work(sets=reps(number + 1))], logging=logging, catalogue=CATALOGUE)[0]
    if name == "skip":
        return skip_day(logbook, MONDAY, reason=str(number), at=MORNING)
    if name == "snooze":
        return snooze(logbook, MONDAY, until=MORNING.replace(minute=number % 60), at=MORNING)
    if name == "pause":
        return pause(logbook, MONDAY, until=None, reason=str(number), at=MORNING)
    settings = replace(logbook.settings, reminder_time=time(number % 24, number % 60))
    return change_settings(logbook, settings, at=MORNING)


def state(logbook: Logbook) -> tuple[object, ...]:
    """Return what a runner can see of a logbook."""
    return logbook.settings, logbook.entries, logbook.skips, logbook.snoozes, logbook.pauses


def done(answer: tuple[Logbook, Change] | Refusal) -> Logbook:
    """Return the logbook of a deed that was not refused."""
    assert not isinstance(answer, Refusal)
    return answer[0]


@given(st.lists(st.sampled_from(DEEDS), max_size=12), st.data())
def test_undo_and_redo_walk_the_history(names: list[str], data: st.DataObject) -> None:
    """Undone n times the logbook is as it was n changes ago, and redone it is as it was before."""
    logbook = empty_logbook()
    states = [state(logbook)]
    for number, name in enumerate(names):
        following = deed(logbook, name, number=number)
        if following.cursor != logbook.cursor:
            states.append(state(following))
        logbook = following
    last = len(states) - 1
    back = data.draw(st.integers(0, last))
    for _ in range(back):
        logbook = done(undo(logbook))
    assert state(logbook) == states[last - back]
    for _ in range(back):
        logbook = done(redo(logbook))
    assert state(logbook) == states[last]
    assert redo(logbook) is Refusal.NOTHING


def test_a_new_change_forgets_what_could_be_redone() -> None:
    """After a new change there is nothing to bring back."""
    logbook = deed(deed(empty_logbook(), "skip", number=1), "pause", number=2)
    logbook = deed(done(undo(logbook)), "settings", number=3)
    assert redo(logbook) is Refusal.NOTHING
    assert undo(empty_logbook()) is Refusal.NOTHING


def test_an_older_change_can_be_taken_back_alone() -> None:
    """An old Undo button takes back its own change; what came later stays, and the undo can be undone."""
    first = deed(empty_logbook(), "skip", number=1)
    both = deed(first, "settings", number=3)
    alone = done(undo_one(both, first.cursor, at=MORNING))
    assert alone.skips == ()
    assert alone.settings == both.settings
    assert state(done(undo(alone))) == state(both)


def test_what_later_changes_build_on_is_not_taken_back_alone() -> None:
    """A change that a later one goes on from is refused until the later one is taken back."""
    first = deed(empty_logbook(), "skip", number=1)
    both = deed(first, "skip", number=2)
    assert undo_one(both, first.cursor, at=MORNING) is Refusal.BUILT_ON


def test_an_undo_button_works_once() -> None:
    """Pressed twice, an Undo button takes back once, and a Redo button brings back once."""
    logbook = deed(empty_logbook(), "skip", number=1)
    seq = logbook.cursor
    undone = done(undo_one(logbook, seq, at=MORNING))
    assert undo_one(undone, seq, at=MORNING) is Refusal.ALREADY
    redone = done(redo_one(undone, seq))
    assert redo_one(redone, seq) is Refusal.ALREADY
    assert state(redone) == state(logbook)


@pytest.mark.parametrize("days", [0, 3])
def test_a_pause_ends_when_the_runner_is_back(days: int) -> None:
    """Back on the first day a pause has never been; later it ends the day before."""
    paused = pause(empty_logbook(), MONDAY, until=None, reason="", at=MORNING)
    day = MONDAY.replace(day=MONDAY.day + days)
    back = resume(paused, day, at=MORNING)
    assert back is not None
    assert not any(one.covers(day) for one in back.pauses)
    assert any(one.covers(MONDAY) for one in back.pauses) is (days > 0)
    assert resume(back, day, at=MORNING) is None


def test_undo_of_a_setting_leaves_what_was_set_since_beside_it() -> None:
    """A reminder time taken back keeps the answer on a notation and the marks of the set-up that came later."""
    logbook = change_settings(empty_logbook(), replace(empty_logbook().settings, reminder_time=time(6, 30)), at=MORNING)
    before = logbook.settings
    marked = replace(before, set_up=frozenset({"zone"}), notation=(("3x12", "sets"),))
    logbook = logbook.write(Edit(before=before, after=marked))
    undone = done(undo(logbook))
    assert undone.settings == replace(marked, reminder_time=empty_logbook().settings.reminder_time)
    assert done(redo(undone)).settings == marked


def test_an_older_setting_is_taken_back_alone() -> None:
    """The button under an older change takes back that setting alone; changed again since, it stays."""
    first = change_settings(empty_logbook(), replace(empty_logbook().settings, reminder_time=time(6, 30)), at=MORNING)
    second = change_settings(first, replace(first.settings, zone="Europe/Berlin"), at=MORNING)
    alone = done(undo_one(second, 1, at=MORNING))
    assert (alone.settings.reminder_time, alone.settings.zone) == (time(18, 0), "Europe/Berlin")
    again = change_settings(second, replace(second.settings, reminder_time=time(7, 0)), at=MORNING)
    assert undo_one(again, 1, at=MORNING) is Refusal.BUILT_ON
