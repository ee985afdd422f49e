import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RECORDED = ROOT / "tests" / "recordings" / "calf_notations.tsv"
SPECIFICATION = importlib.util.spec_from_file_location("reading_corpus", ROOT / "benchmarks" / "reading_corpus.py")
assert SPECIFICATION is not None
assert SPECIFICATION.loader is not None
corpus = importlib.util.module_from_spec(SPECIFICATION)
SPECIFICATION.loader.exec_module(corpus)
JUDGED = [corpus.judge(row) for row in corpus.rows_of(RECORDED)]


def share(verdict: str, *, several: bool) -> float:
    """Return the share of the recorded rows, of one exercise or of several, with a verdict."""
    verdicts = [one.verdict for one in JUDGED if one.several is several]
    return verdicts.count(verdict) / len(verdicts)


def test_the_recording_is_large_enough() -> None:
    """At least three hundred cases, in all nine languages."""
    assert len(JUDGED) >= 300
    assert {one.row["locale"] for one in JUDGED} >= {"en", "de", "es", "fr", "pt", "it", "nl", "pl", "ru"}


def test_single_exercises_are_read_as_intended() -> None:
    """At least 96 % are read as meant, or asked about where they are ambiguous."""
    assert share("good", several=False) >= 0.96


def test_misreadings_are_rare() -> None:
    """At most 1 % are read as something else without a question."""
    assert share("wrong", several=False) <= 0.01


def test_several_exercises_are_split_and_read() -> None:
    """At least 85 % of the messages with several exercises are read as meant."""
    assert share("good", several=True) >= 0.85


@pytest.mark.parametrize("language", ["de", "es", "fr", "it", "nl", "pl", "pt", "ru"])
def test_every_language_is_read_without_knowing_it(language: str) -> None:
    """With the runner's language set to English, nine of ten rows of another language are still read as meant."""
    rows = [{**one.row, "locale": "en"} for one in JUDGED if one.row["locale"] == language]
    good = sum(corpus.judge(row).verdict == "good" for row in rows)
    assert good / len(rows) >= 0.9
