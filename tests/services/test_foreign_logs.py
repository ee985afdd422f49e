"""What other apps export: read whatever its dialect, matched by name, and never twice."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from core.domain.exercise import ExerciseKey
from core.domain.load import Load, Unit
from core.domain.logbook import Logbook
from core.domain.runner import Settings
from core.domain.training import Entry, FactId, Side, TrainingSet
from core.services.export_tables import sets_csv
from core.services.foreign.columns import App
from core.services.foreign.rows import ForeignLog
from core.services.foreign.tables import MOST_ROWS
from core.services.import_data import import_data, plan_import
from core.services.import_plan import ImportPlan
from core.services.open_file import MOST_BYTES, FileRefusedError, Refusal, open_file
from core.services.take_back import undo
from tests.support.logbooks import BENT_KNEE, CATALOGUE, MONDAY, a_runner
from tests.support.stored import NOW, added

STRONG = """Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE
2026-02-02 07:01:00,"Legs, heavy",55m,"Squat (Barbell)",1,80.0,5.0,0,0.0,"","",8
2026-02-02 07:01:00,"Legs, heavy",55m,"Standing Calf Raise (Machine)",W,40.0,12.0,0,0.0,"","",
2026-02-02 07:01:00,"Legs, heavy",55m,"Standing Calf Raise (Machine)",1,82.5,12.0,0,0.0,"deep","",8.5
2026-02-02 07:01:00,"Legs, heavy",55m,"Standing Calf Raise (Machine)",Rest Timer,0,0.0,0,180.0,,,
2026-02-02 07:01:00,"Legs, heavy",55m,"Standing Calf Raise (Machine)",2,82.5,10.0,0,0.0,"","",9
2026-02-04 19:30:00,"Home",20m,"Jump Rope",1,0,0,0,60,"","",
"""
STRONG_OF_ANDROID = """Date;Workout Name;Exercise Name;Set Order;Weight;Weight Unit;Reps;RPE;Distance;Distance Unit;Seconds;Notes;Workout Notes
2026-02-02 07:01:00;"Legs, heavy";"Standing Calf Raise (Machine)";1;82,5;kg;12;8,5;;;0;"deep";""
2026-02-02 07:01:00;"Legs, heavy";"Standing Calf Raise (Machine)";2;82,5;kg;10;9;;;0;;
2026-02-04 19:30:00;"Home";"Jump Rope";1;;kg;0;;;;60;;
"""  # noqa: E501 - as Strong writes it
HEVY = """"title","start_time","end_time","description","exercise_title","superset_id","exercise_notes","set_index","set_type","weight_kg","reps","distance_km","duration_seconds","rpe"
"Legs","2 Feb 2026, 07:01","2 Feb 2026, 08:00","","Standing Calf Raise (Machine)",,"",0,"warmup",40,12,,,
"Legs","2 Feb 2026, 07:01","2 Feb 2026, 08:00","","Standing Calf Raise (Machine)",,"deep",1,"normal",82.5,12,,,8.5
"Legs","2 Feb 2026, 07:01","2 Feb 2026, 08:00","","Standing Calf Raise (Machine)",,"deep",2,"failure",82.5,10,,,9
"Home","4 Feb 2026, 19:30","4 Feb 2026, 20:00","","Jump Rope",,"",0,"normal",,,,60,
"""  # noqa: E501 - as Hevy writes it
WGER = """id,date,exercise,repetitions,repetitions_unit,weight,weight_unit,rir
1,2026-02-02,Standing calf raise machine,12,Repetitions,82.50,kg,1.5
2,2026-02-02,Standing calf raise machine,10,Repetitions,82.50,kg,1
3,2026-02-04,Skipping - Standard,60,Seconds,,,
4,2026-02-04,Squats,5,Repetitions,100,kg,2
"""
WGER_JSON = """{"count": 3, "next": null, "results": [
 {"id": 1, "date": "2026-02-02T06:01:00Z", "exercise": {"id": 7, "name": "Standing Calf Raise (Machine)"},
  "repetitions": "12.00", "repetitions_unit": 1, "weight": "82.50", "weight_unit": 1, "rir": "1.5", "slot_entry": 3},
 {"id": 2, "date": "2026-02-02T06:01:00Z", "exercise_name": "Standing Calf Raise (Machine)",
  "repetitions": 10, "repetitions_unit": 1, "weight": 82.5, "weight_unit": 1, "rir": 1},
 {"id": 3, "date": "2026-02-04T18:30:00Z", "exercise": "Jump rope", "repetitions": 60, "repetitions_unit": 3},
 {"id": 4, "date": "2026-02-04T18:30:00Z", "exercise": 622, "repetitions": 15, "weight": "0.00", "weight_unit": 1}]}"""
MACHINE, ROPE = ExerciseKey("standing-machine-raise"), ExerciseKey("rope-skipping")
WORK = {
    (date(2026, 2, 2), MACHINE): [(12, None, "82.5", Decimal("8.5")), (10, None, "82.5", Decimal(9))],
    (date(2026, 2, 4), ROPE): [(None, 60, None, None)],
}


def opened(text: str | bytes) -> ForeignLog:
    """Open the log of an app."""
    log = open_file(text.encode() if isinstance(text, str) else text, catalogue=CATALOGUE)
    assert isinstance(log, ForeignLog)
    return log


def planned(text: str | bytes, logbook: Logbook | None = None) -> ImportPlan:
    """Work out what a file brings to a runner in Berlin."""
    logbook = logbook or a_runner(Settings(zone="Europe/Berlin"))
    return plan_import(logbook, opened(text), now=NOW, catalogue=CATALOGUE)


def imported(text: str | bytes, logbook: Logbook | None = None) -> Logbook:
    """Import a file."""
    logbook = logbook or a_runner(Settings(zone="Europe/Berlin"))
    plan = planned(text, logbook)
    return logbook if plan.empty else import_data(logbook, plan, at=NOW)


def work(logbook: Logbook) -> dict[tuple[date, ExerciseKey], list[tuple[object, ...]]]:
    """Return what is logged, without numbers."""
    return {
        (one.day, one.exercise): [
            (each.reps, each.seconds, each.load.text if each.load else None, each.rpe) for each in one.sets
        ]
        for one in logbook.entries
    }


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


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Refusal.EMPTY),
        (b" \n\n ", Refusal.EMPTY),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", Refusal.NO_TEXT),
        (bytes(range(256)) * 40, Refusal.NO_TEXT),
        (b"%PDF-1.7 and so on", Refusal.UNKNOWN),
        (b"name,age\nann,40\n", Refusal.UNKNOWN),
        (b"just a sentence", Refusal.UNKNOWN),
        (b"{}", Refusal.UNKNOWN),
        (b"[]", Refusal.UNKNOWN),
        (b'{"a": [1, 2', Refusal.UNKNOWN),
        (b'{"format":"calfcoach-runner","version":1,"entr', Refusal.CUT_SHORT),
        (b"[" * 100_000, Refusal.UNKNOWN),
        (STRONG.encode() + b'2026-02-04,"open', None),
        (STRONG.split("\n", 1)[1].encode(), Refusal.UNKNOWN),
        (b"x" * (MOST_BYTES + 1), Refusal.TOO_LARGE),
        (b"PK\x05\x06" + bytes(18), Refusal.EMPTY),
        (b"PK\x03\x04 and then nothing of a ZIP", Refusal.CUT_SHORT),
    ],
)
def test_what_is_no_log_is_refused_in_one_word(content: bytes, reason: Refusal | None) -> None:
    """Each for its own reason, and never with a fault of ours."""
    if reason is None:
        assert opened(content).sets
        return
    with pytest.raises(FileRefusedError) as refused:
        open_file(content, catalogue=CATALOGUE)
    assert refused.value.reason is reason


def test_ten_million_rows_are_not_read() -> None:
    """Reading stops early: by the size of the file, or by its rows where they are short."""
    header = "date,exercise,reps\n"
    with pytest.raises(FileRefusedError) as refused:
        open_file((header + "\n" * 10).encode() + b"1,a,1\n" * (MOST_ROWS + 1), catalogue=CATALOGUE)
    assert refused.value.reason is Refusal.TOO_LONG
    with pytest.raises(FileRefusedError) as refused:
        open_file(header.encode() + b"1,a,1\n" * 10_000_000, catalogue=CATALOGUE)
    assert refused.value.reason is Refusal.TOO_LARGE


def zipped(**parts: bytes) -> bytes:
    """Return a ZIP with these parts."""
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name.replace("_", "."), part)
    return content.getvalue()


def test_a_zip_with_one_table_is_that_table() -> None:
    """Phones like to zip what they share."""
    assert work(imported(zipped(strong_csv=STRONG.encode(), readme_md=b"hello"))) == WORK


def test_a_zip_bomb_is_not_unpacked() -> None:
    """However small it comes, no more is unpacked than a log can have."""
    bomb = zipped(runner_json=b"0" * 60_000_000)
    assert len(bomb) < 100_000
    with pytest.raises(FileRefusedError) as refused:
        open_file(bomb, catalogue=CATALOGUE)
    assert refused.value.reason is Refusal.TOO_LARGE


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({}, Refusal.EMPTY),
        ({"picture_png": b"x"}, Refusal.UNKNOWN),
        ({"one_csv": b"x", "two_csv": b"x"}, Refusal.UNKNOWN),
        ({f"file{number}_csv": b"" for number in range(200)}, Refusal.UNKNOWN),
        ({"runner_json": b""}, Refusal.EMPTY),
    ],
)
def test_a_zip_without_a_log_is_refused(parts: dict[str, bytes], reason: Refusal) -> None:
    """Nothing in it, nothing that is known, or more than one to choose from."""
    with pytest.raises(FileRefusedError) as refused:
        open_file(zipped(**parts), catalogue=CATALOGUE)
    assert refused.value.reason is reason


def test_a_zip_with_a_password_is_refused() -> None:
    """It is said so, so that it can be sent without."""
    content = bytearray(zipped(strong_csv=STRONG.encode()))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(FileRefusedError) as refused:
        open_file(bytes(content), catalogue=CATALOGUE)
    assert refused.value.reason is Refusal.LOCKED


@pytest.mark.parametrize("place", range(4, 400, 7))
def test_a_damaged_zip_never_costs_more_than_a_sentence(place: int) -> None:
    """One byte of it turned, it is read, or refused."""
    content = bytearray(zipped(strong_csv=STRONG.encode()))
    content[place % len(content)] ^= 0xFF
    with suppress(FileRefusedError):
        open_file(bytes(content), catalogue=CATALOGUE)


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
