"""What was exported comes back: the same into an empty logbook, nothing twice into another one."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.exercise import ExerciseKey
from core.domain.facts import Fact, FaultSeen, PainReport, Pause, Skip
from core.domain.logbook import Logbook
from core.domain.prescription import Prescription
from core.domain.runner import Settings
from core.domain.training import Entry, FactId
from core.services.export_data import runner_json
from core.services.export_tables import sets_csv, weeks_csv
from core.services.import_data import import_data, pack_given, plan_import, unpack_given
from core.services.open_file import FileRefusedError, Refusal, open_file
from core.services.take_back import undo
from core.storage.facts import SHELVES
from tests.support.logbooks import BENT_KNEE, CATALOGUE, MONDAY, a_runner, did, kept, planned
from tests.support.stored import NOW, added, facts, settings

KEYS = tuple(CATALOGUE.exercises)
# What the logbook and the export may differ in: where and when, who, and what can be undone.
_OF_THE_MOMENT = ("exported", "heard", "accounts", "reminders", "cursor", "changes", "messages")


def possible(fact: Fact, key: ExerciseKey) -> Fact:
    """Return a fact with an exercise, a cue and a fault that the catalogue has."""
    exercise = CATALOGUE[key]
    match fact:
        case Entry() | PainReport():
            return replace(fact, exercise=key)
        case Prescription():
            return replace(fact, exercise=key, cue=fact.cue % len(exercise.cues))
        case FaultSeen():
            return replace(fact, exercise=key, fault=fact.fault % len(exercise.faults))
    return fact


histories = st.lists(st.builds(possible, facts, st.sampled_from(KEYS)), max_size=6).map(
    lambda some: added(a_runner(), *some)
)


def exported(logbook: Logbook) -> bytes:
    """Export a logbook."""
    return runner_json(logbook, (), at=NOW)


def imported(logbook: Logbook, content: bytes) -> Logbook:
    """Import a file as a runner does: what is kept while they are asked is what is imported."""
    given_ = unpack_given(pack_given(open_file(content, catalogue=CATALOGUE)))
    plan = plan_import(logbook, given_, now=NOW, catalogue=CATALOGUE)
    return import_data(logbook, plan, at=NOW) if not plan.empty else logbook


def state(document: bytes) -> dict[str, Any]:
    """Return what an export says of the runner and their training."""
    return {name: part for name, part in json.loads(document).items() if name not in _OF_THE_MOMENT}


def tables(logbook: Logbook) -> tuple[bytes, bytes]:
    """Return the tables of an export."""
    return sets_csv(logbook, catalogue=CATALOGUE), weeks_csv(logbook, catalogue=CATALOGUE)


@given(histories, settings)
def test_an_empty_logbook_becomes_the_same(logbook: Logbook, chosen: Settings) -> None:
    """Exported, imported and exported again, the documents and both tables say the same."""
    logbook = replace(logbook, settings=chosen)
    empty = a_runner(joined=MONDAY + timedelta(days=40))
    again = imported(empty, exported(logbook))
    assert state(exported(again)) == state(exported(logbook))
    assert tables(again) == tables(logbook)


@given(histories)
def test_the_same_file_twice_brings_nothing_twice(logbook: Logbook) -> None:
    """The second time nothing is new, and so it is for the runner who exported."""
    once = imported(a_runner(), exported(logbook))
    assert imported(once, exported(logbook)) is once
    assert imported(logbook, exported(logbook)) is logbook


@given(histories, histories)
def test_an_import_is_taken_back_whole(mine: Logbook, theirs: Logbook) -> None:
    """Undone, the logbook has the facts and the settings that it had."""
    both = imported(mine, exported(theirs))
    if both is mine:
        return
    done = undo(both)
    assert isinstance(done, tuple)
    before, change = done
    assert change.deed == "import"
    for shelf in SHELVES:
        assert getattr(before, shelf.name) == getattr(mine, shelf.name)
    assert before.settings == mine.settings


@given(histories, histories)
def test_nothing_of_one_s_own_is_lost_or_overwritten(mine: Logbook, theirs: Logbook) -> None:
    """Whatever is imported, the runner's own facts stay, under numbers that nothing else has."""
    both = imported(mine, exported(theirs))
    if not mine.cursor:
        return
    for shelf in SHELVES:
        assert set(getattr(mine, shelf.name)) <= set(getattr(both, shelf.name))
    numbers = [one.id for shelf in SHELVES for one in getattr(both, shelf.name)]
    assert len(numbers) == len(set(numbers))
    assert both.next_id > max(numbers, default=0)
    assert both.settings == mine.settings


def test_an_entry_keeps_what_it_answered() -> None:
    """The prescription that an entry answers comes with it, under its new number."""
    theirs = kept(a_runner(), planned(a_runner(), MONDAY))
    both = imported(did(a_runner(), MONDAY + timedelta(days=1), BENT_KNEE), exported(theirs))
    entry = both.entries[0]
    assert entry.day == MONDAY
    assert [one.id for one in both.prescriptions] == [entry.prescription]


def test_what_was_only_asked_of_a_newcomer_gives_way() -> None:
    """After the welcome an import still makes the same logbook, and undoing it brings the welcome's exercise back."""
    theirs = kept(a_runner(), planned(a_runner(), MONDAY))
    greeted = a_runner()
    first = planned(greeted, MONDAY + timedelta(days=3))
    greeted = added(greeted, first)
    greeted = replace(greeted, cursor=0, changes=())
    both = imported(greeted, exported(theirs))
    assert {one.id for one in both.prescriptions}.isdisjoint({first.id})  # its button must not mean another day's
    assert [one.day for one in both.prescriptions] == [one.day for one in theirs.prescriptions]
    assert [one.prescription for one in both.entries] == [one.id for one in both.prescriptions]
    assert tables(both) == tables(theirs)
    done = undo(both)
    assert isinstance(done, tuple)
    assert done[0].prescriptions == greeted.prescriptions


def test_a_pause_that_goes_on_elsewhere_does_not_silence_the_coach_here() -> None:
    """Of another logbook's pauses only those that are over come to one that is in use."""
    theirs = added(a_runner(), Pause(id=FactId(0), day=MONDAY), Skip(id=FactId(0), day=MONDAY))
    both = imported(did_something(), exported(theirs))
    assert both.pauses == ()
    assert len(both.skips) == 1


def did_something() -> Logbook:
    """Return the logbook of a runner who has logged once, as a change of theirs."""
    return added(a_runner(), did(a_runner(), MONDAY, BENT_KNEE).entries[0])


def test_days_to_come_stay_out_of_a_logbook_in_use() -> None:
    """An export whose clock went ahead brings no work of tomorrow."""
    theirs = did(a_runner(), NOW.date() + timedelta(days=2), BENT_KNEE)
    given_ = open_file(exported(theirs), catalogue=CATALOGUE)
    plan = plan_import(did_something(), given_, now=NOW, catalogue=CATALOGUE)
    assert (plan.empty, plan.future) == (True, 1)


@given(histories, st.data())
def test_an_export_cut_short_is_refused(logbook: Logbook, data: st.DataObject) -> None:
    """However much is missing at its end, nothing is taken from it."""
    whole = exported(logbook)
    part = whole[: data.draw(st.integers(min_value=1, max_value=len(whole) - 1))]
    with pytest.raises(FileRefusedError) as refused:
        open_file(part, catalogue=CATALOGUE)
    assert refused.value.reason in {Refusal.CUT_SHORT, Refusal.UNKNOWN}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("settings", "zone"), "Mars/Olympus"),
        (("settings", "training_days"), [9]),
        (("settings", "week_starts"), 7),
        (("settings", "unit"), "stone"),
        (("entries", 0, "id"), -1),
        (("entries", 0, "id"), 2**63),
        (("entries", 0, "day"), "2026-02-30"),
        (("entries", 0, "day"), "9999-12-31"),
        (("entries", 0, "at"), "2026-03-02T17:00:00"),
        (("entries", 0, "sets", 0, "load"), {"text": "1; DROP TABLE entry", "unit": "kg"}),
        (("entries", 0, "sets", 0, "rpe"), "NaN"),
        (("entries", 0, "sets", 0, "rpe"), "11"),
        (("entries", 0, "sets", 0, "reps"), "many"),
        (("entries", 0, "note"), "\0"),
        (("entries", 0, "note"), "x" * 100_000),
        (("entries",), None),
        (("next_id",), "1"),
        (("surprise",), 1),
        (("changes",), [{"seq": 1}]),
        (("messages",), [{"id": 1}]),
    ],
)
def test_an_edited_export_is_refused(path: tuple[str | int, ...], value: object) -> None:
    """What the coach would never write, or could not keep, is refused whole."""
    document = json.loads(exported(added(a_runner(), did(a_runner(), MONDAY, BENT_KNEE).entries[0])))
    place = document
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    with pytest.raises(FileRefusedError) as refused:
        open_file(json.dumps(document).encode(), catalogue=CATALOGUE)
    assert refused.value.reason is Refusal.EDITED


def test_an_export_from_a_newer_version_is_refused() -> None:
    """Its fields may mean what this version does not know."""
    document = json.loads(exported(a_runner())) | {"version": 2, "unheard_of": {}}
    with pytest.raises(FileRefusedError) as refused:
        open_file(json.dumps(document).encode(), catalogue=CATALOGUE)
    assert refused.value.reason is Refusal.NEWER


def test_an_exercise_that_is_not_known_here_is_left_out_by_name() -> None:
    """The rest of the export comes."""
    document = json.loads(exported(did(did_something(), MONDAY + timedelta(days=1), BENT_KNEE)))
    document["entries"][0]["exercise"] = "moon-hops"
    given_ = open_file(json.dumps(document).encode(), catalogue=CATALOGUE)
    plan = plan_import(a_runner(), given_, now=NOW, catalogue=CATALOGUE)
    assert [(one.name, one.sets) for one in plan.others] == [("moon-hops", 3)]
    assert plan.work.entries == 1
