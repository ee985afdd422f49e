"""How well the reader reads a corpus of notations: `python benchmarks/reading_corpus.py [PATH…] [--show]`.

Without a path it is the one of the tests. A file is tab-separated with the columns text, intended_sets, weight, unit,
per_side, rpe, source, ambiguity_note and, where there are several languages, locale. A row counts as good when it is
read as intended or, where a note marks it as ambiguous, asked about; a row that is read as something else is a silent
misreading.
"""

import argparse
import csv
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, TypeAlias

sys.path.insert(0, str(Path(__file__).parents[1]))

from core.domain.catalogue import load_catalogue
from core.domain.load import Unit
from core.domain.notation import read
from core.domain.reading import Reading, ReadingContext, Status, Work
from core.domain.training import Side, TrainingSet

RECORDED = Path(__file__).parents[1] / "tests" / "recordings" / "calf_notations.tsv"
TODAY = date(2026, 11, 22)
GOALS = {"single": 0.96, "silent": 0.01, "several": 0.85}
#: What a row tells of one set: its count, its load as (body weight, amount, unit), its side, its effort.
Told: TypeAlias = tuple[str, str | None, str, str]
Row: TypeAlias = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One row and what became of it: `good`, `asked`, `none` or `wrong`."""

    row: Row
    several: bool
    verdict: str
    reading: Reading


def main() -> int:
    """Judge the files and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="*", type=Path, default=[RECORDED])
    parser.add_argument("--show", action="store_true", help="print the rows that are not good")
    parser.add_argument("--quick", action="store_true", help="accepted for symmetry; it is always quick")
    arguments = parser.parse_args()
    figures = [_report(path, show=arguments.show) for path in arguments.paths]
    print(json.dumps(figures if len(figures) > 1 else figures[0]))
    return 0 if all(one["holds"] for one in figures) else 1


def _report(path: Path, *, show: bool) -> dict[str, Any]:
    judged = [judge(row) for row in rows_of(path)]
    if show:
        for one in judged:
            if one.verdict != "good":
                print(f"{one.verdict:6} {one.row['text']!r} wanted {one.row['intended_sets']} {one.row['weight']}")
                print(f"       got {describe(one.reading)}   ({one.row['ambiguity_note']})")
    single, several = ([one for one in judged if one.several is kind] for kind in (False, True))
    good, silent = _share(single, "good"), _share(single, "wrong")
    parts = _share(several, "good")
    print(f"{path.name}: {len(single)} single-exercise rows, {len(several)} of several exercises")
    print(f"  single: good {good:.1%}, silent misreadings {silent:.1%}  {dict(Counter(one.verdict for one in single))}")
    print(f"  several: good {parts:.1%}  {dict(Counter(one.verdict for one in several))}")
    holds = good >= GOALS["single"] and silent <= GOALS["silent"] and parts >= GOALS["several"]
    facts = {"single": round(good, 4), "silent": round(silent, 4), "several": round(parts, 4)}
    return {"benchmark": "reading_corpus", "file": path.name, **facts, "goal": GOALS, "holds": holds}


def _share(judged: Sequence[Judged], verdict: str) -> float:
    if not judged:
        return 1.0 if verdict == "good" else 0.0
    return sum(one.verdict == verdict for one in judged) / len(judged)


def rows_of(path: Path) -> Iterator[Row]:
    """Yield the rows of a corpus file."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def judge(row: Row) -> Judged:
    """Read one row and say what became of it."""
    unit = Unit.LB if row["unit"] == "lb" else Unit.KG
    context = ReadingContext(today=TODAY, unit=unit, locale=row.get("locale") or "en")
    reading = read(row["text"].replace("\\n", "\n"), context, load_catalogue())
    intended = json.loads(row["intended_sets"]) if row["intended_sets"] else []
    several = bool(intended) and isinstance(intended[0], list) and not row["per_side"].startswith("separate")
    return Judged(
        row=row, several=several, verdict=_verdict(row, reading, intended=intended, several=several), reading=reading
    )


def _verdict(row: Row, reading: Reading, *, intended: list[Any], several: bool) -> str:
    marked = bool(row["ambiguity_note"])
    if not intended:
        return "good" if reading.status is not Status.READ or _silent_on_counts(reading) else "wrong"
    if reading.status is Status.ASK:
        return "good" if marked else "asked"
    if reading.status is Status.NONE:
        return "none"
    got = [[_told(one) for one in work.sets] for work in reading.works]
    wanted = _wanted(row, intended, several=several)
    if not several:
        got = [[one for work in got for one in work]]
    return "good" if _same(got, wanted) else "wrong"


def _silent_on_counts(reading: Reading) -> bool:
    return all(one.reps is None and one.seconds is None for work in reading.works for one in work.sets)


def _told(one: TrainingSet) -> Told:
    count = "null" if one.reps is None and one.seconds is None else str(one.reps)
    if one.reps_to is not None:
        count += f"-{one.reps_to}"
    if one.seconds is not None:
        count = f"{one.seconds}s"
    side = "one" if one.side is Side.BOTH else one.side.value
    return count, _load_told(one), side, "" if one.rpe is None else _plain(str(one.rpe))


def _load_told(one: TrainingSet) -> str | None:
    if one.load is None:
        return "BW" if one.bodyweight else None
    sign = "BW" + ("" if one.load.amount < 0 else "+") if one.bodyweight else ""
    return f"{sign}{_plain(str(one.load.amount))} {one.load.unit}"


def _plain(text: str) -> str:
    try:
        return f"{Decimal(text).normalize():f}"
    except InvalidOperation:
        return text


def _wanted(row: Row, intended: list[Any], *, several: bool) -> list[list[Told]]:
    """Return what a row wants told, exercise by exercise."""
    groups = intended if isinstance(intended[0], list) else [intended]
    weights = _structure(row["weight"])
    rpes = _structure(row["rpe"])
    wanted = []
    for at, counts in enumerate(groups):
        group_weight = weights[at] if several and isinstance(weights, list) else weights
        side = _side(row["per_side"], at)
        loads = _per_set(group_weight, len(counts))
        efforts = _per_set(rpes, len(counts))
        unit = _unit(row, several_index=at if several else None)
        wanted.append(
            [
                (
                    str(count) if count is not None else "null",
                    _load_wanted(load, unit),
                    side,
                    "" if effort in {None, ""} else _plain(str(effort)),
                )
                for count, load, effort in zip(counts, loads, efforts, strict=True)
            ]
        )
    if not several:
        wanted = [[one for group in wanted for one in group]]
    return wanted


def _unit(row: Row, *, several_index: int | None) -> str:
    if row["unit"] == "mixed" and several_index is not None:
        return ("kg", "lb")[several_index]
    return "lb" if row["unit"] == "lb" else "kg"


def _structure(text: str) -> Any:  # noqa: ANN401 - a cell holds a number, a word or a list of either
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return text


def _per_set(value: Any, many: int) -> list[Any]:  # noqa: ANN401 - see `_structure`
    if isinstance(value, list):
        return value if len(value) == many else [value[min(at, len(value) - 1)] for at in range(many)]
    return [value] * many


def _load_wanted(load: Any, unit: str) -> str | None:  # noqa: ANN401 - see `_structure`
    if load in {None, ""} or str(load).endswith(("%", "plates")):
        return None
    text = str(load)
    if text.startswith("BW") and len(text) > 2:
        number = text[2:]
        return f"BW{number} {unit}"
    return text if text == "BW" else f"{_plain(text)} {unit}"


def _side(per_side: str, at: int) -> str:
    if per_side == "yes":
        return "each"
    if per_side.startswith("separate"):
        return ("left", "right")[at]
    return "any" if per_side == "ambiguous" else "one"


def _same(got: Sequence[Sequence[Told]], wanted: Sequence[Sequence[Told]]) -> bool:
    if [len(one) for one in got] != [len(one) for one in wanted]:
        return False
    pairs = [
        (one, other) for left, right in zip(got, wanted, strict=True) for one, other in zip(left, right, strict=True)
    ]
    return all(_same_set(one, other) for one, other in pairs)


def _same_set(one: Told, other: Told) -> bool:
    """Compare two sets; a body weight or a side that only the exercise's name tells may stay unsaid."""
    loads = one[1] == other[1] or (other[1] == "BW" and one[1] is None)
    sides = other[2] == "any" or one[2] == other[2] or (other[2] == "each" and one[2] == "one")
    return one[0] == other[0] and loads and sides and one[3] == other[3]


def describe(reading: Reading) -> str:
    """Write a reading down in short."""
    works = " & ".join(_work(one) for one in reading.works)
    options = " | ".join(f"{one.choice}: {' & '.join(_work(work) for work in one.works)}" for one in reading.options)
    return f"{reading.status} {works}{reading.question} {options} left {reading.left_over!r}"


def _work(work: Work) -> str:
    return f"{work.exercise or '-'} {[' '.join(part for part in _told(one) if part) for one in work.sets]}"


if __name__ == "__main__":
    sys.exit(main())
