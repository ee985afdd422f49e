import csv
import json
import os
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.account import Address, Platform
from core.domain.load import Load, Unit
from core.domain.logbook import Logbook, OlderHistoryNeededError
from core.domain.messages import Message, MessageRef
from core.domain.runner import Settings
from core.domain.training import Entry, FactId, TrainingSet
from core.services.export_data import RunnerDocument, runner_json, runner_schema
from core.services.export_tables import SET_COLUMNS, WEEK_COLUMNS, as_typed, harmless, sets_csv, weeks_csv
from core.storage.facts import SHELVES
from tests.support.json_schema import faults
from tests.support.logbooks import BENT_KNEE, CATALOGUE, LOW_HOPS, MONDAY, STRAIGHT_LEG, a_runner, did, noon
from tests.support.stored import NOW, added, facts, settings, words

SCHEMA = Path(__file__).parents[2] / "docs" / "runner.schema.json"
histories = st.lists(facts, max_size=6).map(lambda some: added(a_runner(), *some))


def said(logbook: Logbook, text: str) -> Message:
    """Return a message of the runner."""
    ref = MessageRef(runner=logbook.runner, platform=Platform.CONSOLE, chat=Address("c"), external="1")
    return Message(id=FactId(99), ref=ref, at=NOW, text=text)


def rows(table: bytes) -> list[dict[str, str]]:
    """Read a table as a spreadsheet does."""
    return list(csv.DictReader(StringIO(table.decode("utf-8"), newline="")))


def written(logbook: Logbook, *messages: Message) -> dict[str, Any]:
    """Return the document of a runner as JSON."""
    document: dict[str, Any] = json.loads(runner_json(logbook, messages, at=NOW))
    return document


def test_the_published_schema_is_that_of_the_document() -> None:
    """docs/runner.schema.json is generated; REWRITE_SCHEMA=1 does so."""
    current = json.dumps(runner_schema(), indent=2, ensure_ascii=False) + "\n"
    if os.environ.get("REWRITE_SCHEMA"):
        SCHEMA.write_text(current, "utf-8")
    assert json.loads(SCHEMA.read_text("utf-8")) == json.loads(current)


@given(histories, settings, words)
def test_every_export_is_valid_and_complete(logbook: Logbook, chosen: Settings, text: str) -> None:
    """Any history is exported as the schema says, and read back each fact, setting and word is what it was."""
    logbook = replace(logbook, settings=chosen)
    document = runner_json(logbook, [said(logbook, text)], at=NOW)
    assert faults(json.loads(document), json.loads(SCHEMA.read_text("utf-8"))) == []
    read: Any = msgspec.json.decode(document, type=RunnerDocument)
    for shelf in SHELVES:
        assert getattr(read, shelf.name) == getattr(logbook, shelf.name)
    assert read.settings == chosen
    assert [one.text for one in read.messages] == [text]
    assert [one.deed for one in read.changes] == [one.deed for one in logbook.changes]


@pytest.mark.parametrize("broken", ["entries", "version", "settings"])
def test_the_schema_finds_what_is_wrong(broken: str) -> None:
    """A document without one of its parts, or with a foreign one, is not valid."""
    whole = written(a_runner())
    assert faults(whole, runner_schema()) == []
    assert faults({name: part for name, part in whole.items() if name != broken}, runner_schema())
    assert faults({**whole, broken: "nonsense"}, runner_schema())
    assert faults({**whole, "foreign": 1}, runner_schema())


def test_a_part_of_a_history_is_not_exported() -> None:
    """What was not loaded would be missing without a word."""
    part = replace(a_runner(), since=MONDAY)
    with pytest.raises(OlderHistoryNeededError):
        runner_json(part, (), at=NOW)
    with pytest.raises(OlderHistoryNeededError):
        sets_csv(part, catalogue=CATALOGUE)
    with pytest.raises(OlderHistoryNeededError):
        weeks_csv(part, catalogue=CATALOGUE)


def test_a_set_is_a_row() -> None:
    """Each set is told with its ISO date, its load as typed and in kilograms, and what it belongs to."""
    one = TrainingSet(reps=12, load=Load(text="22,5", unit=Unit.LB), rpe=Decimal("7.5"))
    entry = Entry(id=FactId(0), day=date(2026, 3, 2), exercise=BENT_KNEE, sets=(one, one), at=NOW, note="felt easy")
    first, second = rows(sets_csv(added(a_runner(), entry), catalogue=CATALOGUE))
    assert list(first) == list(SET_COLUMNS)
    assert (first["date"], first["set"], second["set"]) == ("2026-03-02", "1", "2")
    assert (first["load"], first["unit"], first["load_kg"][:6]) == ("22,5", "lb", "10.205")
    assert (first["variation"], first["rpe"], first["note"]) == ("bent-knee", "7.5", "felt easy")


def test_a_week_is_a_row() -> None:
    """Each trained week tells its days, its sets by variation, and whether all three were covered."""
    logbook = did(a_runner(), MONDAY, STRAIGHT_LEG)
    logbook = did(logbook, MONDAY + timedelta(days=1), BENT_KNEE, sets=2)
    logbook = did(logbook, MONDAY + timedelta(days=2), LOW_HOPS, reps=20)
    logbook = did(logbook, MONDAY + timedelta(days=14), STRAIGHT_LEG)
    full, partial = rows(weeks_csv(logbook, catalogue=CATALOGUE))
    assert list(full) == list(WEEK_COLUMNS)
    assert (full["week_begins"], full["days_trained"], full["fully_covered"]) == ("2026-03-02", "3", "yes")
    assert (full["bent_knee_sets"], full["contacts"]) == ("2", "60")
    assert (partial["week_begins"], partial["fully_covered"]) == ("2026-03-16", "no")


@pytest.mark.parametrize(
    "cell", ["=1+1", "'=1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3", "\t=1", " =1", "\r=1", "＝1"]
)
def test_a_formula_is_only_shown(cell: str) -> None:
    """What a runner typed is never computed by a spreadsheet."""
    entry = Entry(id=FactId(0), day=MONDAY, exercise=BENT_KNEE, sets=(TrainingSet(reps=1),), at=noon(MONDAY), note=cell)
    (row,) = rows(sets_csv(added(a_runner(), entry), catalogue=CATALOGUE))
    assert row["note"] == f"'{cell}"


@pytest.mark.parametrize("cell", ["-10", "+2.5", "-22,5", "12", "", "left a bit = tired", "2026-03-02"])
def test_numbers_and_plain_words_stay(cell: str) -> None:
    """An assisted load is a number, and no formula."""
    assert harmless(cell) == cell


@given(words)
def test_a_harmless_cell_is_undone(cell: str) -> None:
    """Whatever was typed, with an apostrophe or without, comes back as it was."""
    assert as_typed(harmless(cell)) == cell
