"""docs/coaching.md names every rule of coaching, and for each a function and a test that exist."""

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROW = re.compile(r"^\| (?P<number>\d\.\d+) \| (?P<rule>[^|]+) \| `(?P<function>[\w.]+)` \| `(?P<test>[^`]+)` \|$")
#: How many rules each section of the coaching rules has. Whoever adds or drops one says so here.
RULES = {1: 6, 2: 28, 3: 33, 4: 10, 5: 18, 6: 9, 7: 7}


def lines() -> list[str]:
    """Return the lines of the page's tables."""
    told = (ROOT / "docs" / "coaching.md").read_text("utf-8").splitlines()
    return [line for line in told if line.startswith("| ") and "---" not in line]


def rows() -> Iterator[tuple[str, str, str, str]]:
    """Give number, rule, function and test of every row of the page."""
    for line in lines():
        if found := ROW.match(line):
            yield found["number"], found["rule"], found["function"], found["test"]


def test_every_rule_of_every_section_stands_on_the_page_once_and_in_order() -> None:
    """No row is passed over, none is missing, none stands twice."""
    wanted = [f"{section}.{place}" for section, count in RULES.items() for place in range(1, count + 1)]
    assert [number for number, *_ in rows()] == wanted
    assert len(lines()) - len(wanted) == len(RULES)  # the headings
    assert len({rule for _, rule, *_ in rows()}) == len(wanted)


@pytest.mark.parametrize(("number", "rule", "function", "test"), list(rows()))
def test_every_rule_names_a_function_and_a_test_that_exist(number: str, rule: str, function: str, test: str) -> None:
    """A rule whose function or test was renamed is found."""
    module, _, name = function.rpartition(".")
    assert callable(getattr(import_module(module), name)), (number, rule)
    path, _, case = test.partition("::")
    source = (ROOT / path).read_text("utf-8")
    assert case or path.startswith("tests/transcripts/"), (number, rule)
    assert not case or f"def {case}(" in source, (number, rule)


def test_every_test_of_the_judgement_is_on_the_page() -> None:
    """Each test of pain, of races and of the calf test that names a rule is on the page or sharpens one that is."""
    named = {test.partition("::")[0] for *_, test in rows()}
    assert {f"tests/domain/test_{room}.py" for room in ("pain", "races", "calf_test", "coaching_rules")} <= named
