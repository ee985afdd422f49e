"""docs/security.md is true: each threat names what would fail without its defence, and that exists."""

import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text("utf-8")
_ROW = re.compile(r"^\| (?!threat|---)(.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)
_NAMED = re.compile(r"`([\w/.]+)`")
_TEST = re.compile(r"^ *(?:async )?def (test_\w+)", re.MULTILINE)


@cache
def known() -> frozenset[str]:
    """Return the names of all tests, and the paths of their files."""
    files = list((ROOT / "tests").rglob("test_*.py"))
    names = {name for file in files for name in _TEST.findall(file.read_text("utf-8"))}
    return frozenset(names | {file.relative_to(ROOT).as_posix() for file in files})


def test_every_threat_names_a_test() -> None:
    """What nothing holds is only hoped for."""
    rows = _ROW.findall(PAGE)
    assert len(rows) > 20
    assert [threat for threat, _, held in rows if not _NAMED.findall(held)] == []


def test_every_named_test_exists() -> None:
    """A test that is renamed or gone takes its threat's line with it."""
    named = {name for _, _, held in _ROW.findall(PAGE) for name in _NAMED.findall(held)}
    assert sorted(named - known()) == []
