"""How fast a typical log is read, beside a naive reader and, for days, dateparser: `python benchmarks/reading.py`.

The naive reader is one regular expression for "3x12 @ 20 kg"; it does nearly nothing: the floor, not a goal.
The goal: a median under 150 microseconds on one core. dateparser is the library that a reader of days would use.
"""

import argparse
import json
import platform
import re
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from core.domain.catalogue import load_catalogue
from core.domain.notation import read
from core.domain.reading import ReadingContext

TODAY = date(2026, 3, 3)
GOAL_MICROSECONDS = 150.0
LOGS = (
    "3x12 20kg",
    "12, 12, 10 at 40",
    "3x12 each leg bw",
    "seated calf raises 3x12 at 22.5 kg rpe 8",
    "15/15/12 left, 15/14/12 right 16kg",
    "yesterday 2x20 bunny hops",
    "20 lb dumbbells, 3 sets of 12, rpe 8, felt easy",
    "3x45s hold",
    "4x8 @ 45kg",
    "3 Sätze à 12 Wdh. mit 20 kg",
    "actually 11",
)
DAYS = ("yesterday", "on Tuesday", "2026-02-27", "two days ago", "1 March")
_NAIVE = re.compile(r"(?P<sets>\d+)\s*x\s*(?P<reps>\d+)(?:\s*@?\s*(?P<load>\d+(?:\.\d+)?)\s*(?P<unit>kg|lb)?)?")


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    rounds = 15 if parser.parse_args().quick else 60
    catalogue, context = load_catalogue(), ReadingContext(today=TODAY)

    def ours(text: str) -> object:
        return read(text, context, catalogue)

    ours_log = median_of(ours, LOGS, rounds=rounds)
    naive = median_of(_NAIVE.search, LOGS, rounds=rounds)
    print(f"{platform.python_implementation()} {platform.python_version()} on {platform.machine()}, {rounds} rounds")
    print(f"a typical log     ours {ours_log:8.1f} µs   naive regular expression {naive:8.1f} µs")
    facts = [
        {
            "benchmark": "reading",
            "ours": round(ours_log, 1),
            "peer": round(naive, 1),
            "unit": "µs/log",
            "ratio": round(ours_log / naive, 1),
            "goal": GOAL_MICROSECONDS,
            "holds": ours_log < GOAL_MICROSECONDS,
        }
    ]
    days = _beside_dateparser(ours, rounds=rounds)
    if days is not None:
        facts.append(days)
    print(json.dumps(facts))
    return 0 if all(one["holds"] for one in facts) else 1


def _beside_dateparser(ours: Callable[[str], object], *, rounds: int) -> dict[str, object] | None:
    """Measure days beside dateparser; None where it is not installed."""
    try:
        import dateparser  # noqa: PLC0415 - a peer, which need not be there
    except ImportError:
        print("dateparser is not installed: days are not compared")
        return None
    logs = tuple(f"{day} 3x12" for day in DAYS)
    ours_day = median_of(ours, logs, rounds=rounds)
    peer = median_of(lambda text: dateparser.parse(text, languages=["en"]), DAYS, rounds=max(3, rounds // 10))
    print(f"a log with a day  ours {ours_day:8.1f} µs   dateparser, the day alone {peer:8.1f} µs")
    return {
        "benchmark": "reading days",
        "ours": round(ours_day, 1),
        "peer": round(peer, 1),
        "unit": "µs/text",
        "ratio": round(peer / ours_day, 1),
        "goal": 1.0,
        "holds": ours_day < peer,
    }


def median_of(reader: Callable[[str], object], texts: tuple[str, ...], *, rounds: int) -> float:
    """Return the median time of one text in microseconds, each text read in turn."""
    for text in texts:
        reader(text)
    times = []
    for _ in range(rounds):
        for text in texts:
            started = time.perf_counter()
            reader(text)
            times.append(time.perf_counter() - started)
    return statistics.median(times) * 1e6


if __name__ == "__main__":
    sys.exit(main())
