"""Logs as apps export them, all with the same work in them, and what a runner gets from them."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from core.domain.exercise import ExerciseKey
from core.domain.logbook import Logbook
from core.domain.runner import Settings
from core.services.foreign.rows import ForeignLog
from core.services.import_data import import_data, plan_import
from core.services.import_plan import ImportPlan
from core.services.open_file import open_file
from tests.support.logbooks import CATALOGUE, a_runner
from tests.support.stored import NOW

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


def zipped(**parts: bytes) -> bytes:
    """Return a ZIP with these parts."""
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name.replace("_", "."), part)
    return content.getvalue()
