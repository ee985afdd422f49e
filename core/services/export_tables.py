"""A runner's log as tables for a spreadsheet: one row a set, one row a week."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from io import StringIO
from itertools import chain, islice

from core.domain.exercise import Catalogue, Variation
from core.domain.logbook import Logbook
from core.domain.planning.coverage import Coverage, week_coverage
from core.domain.training import Entry, TrainingSet
from core.domain.week import week_of

SET_COLUMNS = (
    "date", "exercise", "name", "variation", "set", "reps", "seconds", "side", "load", "unit", "load_kg", "bodyweight",
    "rpe", "easy", "note", "logged_at",
)  # fmt: skip
_AT_ONCE = 500
_COUNTS = ("sets", "doses", "hard_doses")
WEEK_COLUMNS = (
    "week_begins", "days_trained", "fully_covered",
    *(f"{variation.value.replace('-', '_')}_{count}" for variation in Variation for count in _COUNTS),
    "contacts", "load_kg",
)  # fmt: skip
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")
# What a spreadsheet takes for the beginning of a formula; apostrophes before it are kept apart from ours.
_FORMULA = re.compile(r"'*\s*[=+\-@|%\t\r\n＝＋－＠]")


def sets_csv(logbook: Logbook, *, catalogue: Catalogue) -> bytes:
    """Return the log as CSV, one row a set; OlderHistoryNeededError where not all of it is loaded."""
    return b"".join(sets_csv_parts(logbook, catalogue=catalogue))


def sets_csv_parts(logbook: Logbook, *, catalogue: Catalogue) -> Iterator[bytes]:
    """Yield the same, a few hundred entries at a time."""
    entries = iter(logbook.whole().entries)
    yield _csv([SET_COLUMNS])
    while some := tuple(islice(entries, _AT_ONCE)):
        yield _csv(_set_row(entry, number, catalogue=catalogue) for entry in some for number in _numbers(entry))


def weeks_csv(logbook: Logbook, *, catalogue: Catalogue) -> bytes:
    """Return the weeks in which something was logged as CSV; OlderHistoryNeededError where not all is loaded."""
    logbook.whole()
    starts = logbook.settings.week_starts
    weeks: defaultdict[date, list[Entry]] = defaultdict(list)
    for entry in logbook.entries:
        weeks[week_of(entry.day, starts=starts).first].append(entry)
    rows = (
        _week_row(week_coverage(replace(logbook, entries=tuple(entries)), entries[-1].day, catalogue=catalogue))
        for _, entries in sorted(weeks.items())
    )
    return _csv(chain([WEEK_COLUMNS], rows))


def harmless(cell: str) -> str:
    """Return a cell as a spreadsheet shows it and never computes it; numbers stay what they are."""
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


def as_typed(cell: str) -> str:
    """Return a cell without the apostrophe that made it harmless."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell


def _numbers(entry: Entry) -> range:
    return range(len(entry.sets))


def _set_row(entry: Entry, number: int, *, catalogue: Catalogue) -> Iterator[str]:
    exercise = catalogue.exercises.get(entry.exercise)
    yield from (entry.day.isoformat(), entry.exercise)
    yield from (exercise.name, exercise.variation.value) if exercise else ("", "")
    yield str(number + 1)
    yield from _measured(entry.sets[number])
    yield from (_said(entry.easy), entry.note, entry.at.isoformat())


def _measured(one: TrainingSet) -> tuple[str, ...]:
    load = one.load
    return (
        _known(one.reps),
        _known(one.seconds),
        one.side.value,
        load.text if load else "",
        load.unit.value if load else "",
        f"{load.kg:f}" if load else "",
        _said(one.bodyweight),
        _known(one.rpe),
    )


def _week_row(coverage: Coverage) -> Iterator[str]:
    yield from (coverage.week.first.isoformat(), str(coverage.days_kept), _said(coverage.full))
    for variation in Variation:
        work = coverage.of(variation)
        yield from (str(getattr(work, count)) for count in _COUNTS)
    yield str(sum(work.contacts for work in coverage.work))
    yield f"{sum(work.load_kg for work in coverage.work):f}"


def _known(value: object) -> str:
    return "" if value is None else str(value)


def _said(value: bool) -> str:  # noqa: FBT001 - a cell
    return "yes" if value else "no"


def _csv(rows: Iterable[Iterable[str]]) -> bytes:
    sheet = StringIO()
    writer = csv.writer(sheet, lineterminator="\r\n")
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return sheet.getvalue().encode("utf-8")
