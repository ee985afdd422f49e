"""docs/coaching.md names functions and tests that exist, and a reason for every lock that there is."""

import re
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROW = re.compile(r"^\| (?P<rule>[^|]+) \| `(?P<function>[\w.]+)` \| `(?P<test>[^`]+)` \|$")


def rows() -> list[tuple[str, str, str]]:
    """Return rule, function and test of every row of the page."""
    lines = (ROOT / "docs" / "coaching.md").read_text("utf-8").splitlines()
    found = [ROW.match(line) for line in lines if line.startswith("| ") and "---" not in line]
    return [(one["rule"], one["function"], one["test"]) for one in found if one]


def test_every_row_can_be_read() -> None:
    """No row of a table is passed over but the four headings."""
    lines = (ROOT / "docs" / "coaching.md").read_text("utf-8").splitlines()
    tables = [line for line in lines if line.startswith("| ") and "---" not in line]
    assert len(tables) - len(rows()) == sum(line.startswith("| rule ") for line in tables) == 4


@pytest.mark.parametrize(("rule", "function", "test"), rows())
def test_every_rule_names_a_function_and_a_test_that_exist(rule: str, function: str, test: str) -> None:
    """A rule whose function or test was renamed is found."""
    module, _, name = function.rpartition(".")
    assert callable(getattr(import_module(module), name)), rule
    path, _, case = test.partition("::")
    source = (ROOT / path).read_text("utf-8")
    assert not case or f"def {case}(" in source, rule


def test_every_test_of_the_judgement_is_on_the_page() -> None:
    """The tests of pain, races and the calf test that a rule rests on cannot be dropped from the page unseen."""
    named = {test.partition("::")[0] for _, _, test in rows()}
    assert {f"tests/domain/test_{room}.py" for room in ("pain", "races", "calf_test")} <= named
