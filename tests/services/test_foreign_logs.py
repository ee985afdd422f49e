"""What other apps export: read whatever its dialect, matched by name, and never twice."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from core.domain.exercise import ExerciseKey
from core.domain.load import Load, Unit
from core.domain.runner import Settings
from core.domain.training import Entry, FactId, Side, TrainingSet
from core.services.export_tables import sets_csv
from core.services.foreign.columns import App
from core.services.open_file import FileRefusedError, Refusal
from core.services.take_back import undo
from tests.support.foreign_files import (
    HEVY,
    MACHINE,
    ROPE,
    STRONG,
    STRONG_OF_ANDROID,
    WGER,
    WGER_JSON,
    WORK,
    imported,
    opened,
    planned,
    work,
)
from tests.support.logbooks import BENT_KNEE, CATALOGUE, MONDAY, a_runner
from tests.support.stored import added


@pytest.mark.parametrize(
    ("text", "app"),
    [(STRONG, App.STRONG), (STRONG_OF_ANDROID, App.STRONG), (HEVY, App.HEVY), (WGER, App.WGER)],
)
def test_the_same_work_reads_the_same_from_every_app(text: str, app: App) -> None:
    """Sets, loads and efforts of calf work are what was logged; warm-ups, rests and squats are not among them."""
    assert opened(text).app is app
    assert work(imported(text)) == WORK


def test_the_log_of_wger_s_interface_reads_likewise() -> None:
    """Exercises are named by text, by object or by number, and instants are told in the runner's own time."""
    logbook = imported(WGER_JSON)
    assert work(logbook) == {**WORK, (date(2026, 2, 4), ExerciseKey("two-leg-raise")): [(15, None, None, None)]}
    assert logbook.entries[0].at == datetime(2026, 2, 2, 6, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "content",
    [
        STRONG.encode("utf-8-sig"),
        STRONG.encode("utf-16"),
        STRONG.encode("utf-16-le"),
        STRONG.encode("utf-16-be"),
        STRONG.replace("Home", "Zu Hause, müde").encode("latin-1"),
        STRONG.replace("\n", "\r\n").encode(),
        ("sep=,\n" + STRONG).encode(),
        STRONG.replace(",", "\t").replace("Legs\t heavy", "Legs").encode(),
        ("\n\n" + STRONG).encode(),
        STRONG.upper().replace("2026-02", "2026-02").encode(),
    ],
    ids=["bom", "utf-16", "utf-16-le", "utf-16-be", "latin-1", "crlf", "sep", "tabs", "blank lines", "upper case"],
)
def test_a_table_is_read_in_whatever_encoding_it_was_saved(content: bytes) -> None:
    """Spreadsheets save in many ways; the numbers are the same."""
    assert work(imported(content)) == WORK


@pytest.mark.parametrize(
    "text",
    [
        "2 Feb 2026, 07:01",
        "2 Feb. 2026, 07:01",
        "2 Februar 2026, 07:01",
        "2 févr. 2026, 07:01",
        "2 de feb de 2026, 07:01",
        "2 fev 2026, 07:01",
        "2 февр. 2026, 07:01",
        "Feb 2, 2026, 7:01 AM",
        "2026-02-02 7:01:00\u202fAM",
        "2026-02-02T07:01:00+01:00",
        "2026-02-02T06:01:00Z",
        "02.02.2026 07:01",
        "2026-02-02 07:01:00",
    ],
)
def test_dates_are_read_as_apps_write_them(text: str) -> None:
    """In many languages, with twelve or twenty-four hours, with an offset or without."""
    logbook = imported(HEVY.replace("2 Feb 2026, 07:01", text))
    assert logbook.entries[0].day == date(2026, 2, 2)
    assert logbook.entries[0].at == datetime(2026, 2, 2, 6, 1, tzinfo=UTC)


def test_dates_with_slashes_are_told_by_the_ones_that_can_be_only_one() -> None:
    """One date after the twelfth decides for all; where none does, nothing is guessed."""
    assert imported(HEVY.replace("2 Feb 2026", "2/2/2026").replace("4 Feb 2026", "14/2/2026")).entries
    us = imported(HEVY.replace("2 Feb 2026", "1/2/2026").replace("4 Feb 2026", "1/14/2026"))
    assert us.entries[0].day == date(2026, 1, 2)
    with pytest.raises(FileRefusedError) as refused:
        opened(HEVY.replace("2 Feb 2026", "1/2/2026").replace("4 Feb 2026", "3/2/2026"))
    assert refused.value.reason is Refusal.DATES


def test_pounds_stay_pounds() -> None:
    """The unit of the heading, of its own column, or else the runner's own."""
    (heading, *_) = imported(HEVY.replace("weight_kg", "weight_lbs")).entries
    assert heading.sets[0].load == Load(text="82.5", unit=Unit.LB)
    (column, *_) = imported(STRONG_OF_ANDROID.replace(";kg;", ";lbs;")).entries
    assert column.sets[0].load == Load(text="82.5", unit=Unit.LB)
    plan = planned(STRONG, a_runner(Settings(unit=Unit.LB)))
    assert plan.unitless
    (own, *_) = imported(STRONG, a_runner(Settings(unit=Unit.LB))).entries
    assert own.sets[0].load == Load(text="82.5", unit=Unit.LB)


def test_several_files_bring_nothing_twice() -> None:
    """The same file, the same work from another app, and a later export with more of it."""
    once = imported(STRONG)
    for text in (STRONG, STRONG_OF_ANDROID, HEVY, WGER):
        assert imported(text, once) is once
    more = imported(STRONG + '2026-02-04 19:30:00,"Home",20m,"Jump Rope",2,0,0,0,90,"","",\n', once)
    assert [one.seconds for entry in more.entries if entry.exercise == ROPE for one in entry.sets] == [60, 90]


def test_two_equal_sets_are_two() -> None:
    """What is there once does not hide what was done twice."""
    line = '2026-02-05 07:01:00,"Legs",5m,"Seated Calf Raise (Machine)",1,40,12,0,0,"","",\n'
    assert len(imported(STRONG + line + line).entries[-1].sets) == 2


def test_what_is_shown_is_what_is_imported() -> None:
    """Counts, days, names and what is left out."""
    plan = planned(STRONG)
    assert (plan.work.entries, plan.work.sets) == (2, 3)
    assert (plan.work.first, plan.work.last) == (date(2026, 2, 2), date(2026, 2, 4))
    assert {one.name: (one.exercise, one.sets, one.exact) for one in plan.mapped} == {
        "Standing Calf Raise (Machine)": (MACHINE, 2, True),
        "Jump Rope": (ROPE, 1, True),
    }
    assert [(one.name, one.sets) for one in plan.others] == [("Squat (Barbell)", 1)]
    assert (plan.warm_ups, plan.unreadable, plan.known, plan.future) == (1, 0, 0, 0)


def test_undo_takes_a_log_back() -> None:
    """The import is one change."""
    done = undo(imported(STRONG))
    assert isinstance(done, tuple)
    assert done[0].entries == ()


def test_days_to_come_are_left_out() -> None:
    """Nobody has trained tomorrow."""
    plan = planned(STRONG.replace("2026-02-04", "2026-04-04"))
    assert (plan.work.entries, plan.future) == (1, 1)


def test_numbers_are_written_without_needless_zeros() -> None:
    """As a runner would have typed them: 8 and not 8.0, in efforts and in loads."""
    (entry, *_) = imported(HEVY.replace("82.5,12,,,8.5", "80.00,12.0,,,8.0")).entries
    one = entry.sets[0]
    assert (one.reps, str(one.rpe), one.load) == (12, "8", Load(text="80", unit=Unit.KG))


def test_one_leg_is_each_leg() -> None:
    """A set of a one-legged exercise counts for each leg, as it does when it is told."""
    (entry,) = imported(HEVY.replace("Standing Calf Raise (Machine)", "Single Leg Standing Calf Raise")).entries[:1]
    assert (entry.exercise, entry.sets[0].side) == ("single-leg-raise", Side.EACH)


@pytest.mark.parametrize(
    "row",
    [
        "no date,Legs,5m,Calf Raise,1,10,10,0,0,,,",
        "2026-13-40 00:00:00,Legs,5m,Calf Raise,1,10,10,0,0,,,",
        "0001-01-01 00:00:00,Legs,5m,Calf Raise,1,10,10,0,0,,,",
        "2026-02-05 07:00:00,Legs,5m,Calf Raise,1,10,0,0,0,,,",
        "2026-02-05 07:00:00,Legs,5m,Calf Raise,1,10,many,0,0,,,",
        "2026-02-05 07:00:00,Legs,5m,Calf Raise,1,heavy,10,0,0,,,",
        "2026-02-05 07:00:00,Legs,5m,Calf Raise,1,99999999,10,0,0,,,",
        "2026-02-05 07:00:00,Legs,5m,Calf Raise,1,10,1e9,0,0,,,",
        "2026-02-05 07:00:00,Legs,5m,Calf Raise",
        "2026-02-05 07:00:00,Legs,5m,Calf Raise,1,72,5,8,0,0,,,,,9,9,9",
        "2026-02-05 07:00:00,Legs,5m,Calf Raise,1,72,5,8,0,0,,,",
    ],
)
def test_a_row_that_cannot_be_read_is_counted(row: str) -> None:
    """It is left out, and said so; all others come."""
    plan = planned(f"{STRONG}{row}\n")
    assert (plan.work.entries, plan.unreadable) == (2, 1)


def test_one_s_own_table_comes_back_as_it_was() -> None:
    """Its sets, loads, sides and notes, with the apostrophe of a harmless formula taken off again."""
    one = TrainingSet(reps=12, load=Load(text="-10", unit=Unit.KG), side=Side.LEFT, rpe=Decimal("7.5"))
    two = TrainingSet(reps=9, bodyweight=True, side=Side.RIGHT)
    at = datetime(2026, 2, 2, 18, tzinfo=UTC)
    entry = Entry(id=FactId(0), day=MONDAY, exercise=BENT_KNEE, sets=(one, two), at=at, note="=1+1", easy=True)
    theirs = added(a_runner(), entry)
    again = imported(sets_csv(theirs, catalogue=CATALOGUE), a_runner())
    assert [replace(one, id=FactId(0)) for one in again.entries] == [entry]
    assert imported(sets_csv(theirs, catalogue=CATALOGUE), theirs) is theirs


def test_ten_years_of_a_log_are_worked_out_in_a_moment() -> None:
    """Ten years of daily training with four sets of calf work and twelve others, every day told once."""
    rows = [STRONG.partition("\n")[0]]
    for number in range(0, 3650, 10):
        day = MONDAY - timedelta(days=number)
        rows += [f"{day} 07:00:00,Legs,55m,Squat (Barbell),{n},80,5,0,0,,,8" for n in range(12)]
        rows += [f"{day} 07:00:00,Legs,55m,Seated Calf Raise,{n},40,{n + 8},0,0,,,8" for n in range(4)]
    plan = planned("\n".join(rows))
    assert (plan.work.entries, plan.work.sets) == (365, 4 * 365)
