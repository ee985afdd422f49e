"""The word tables of all languages: what they must hold, and how phrases are found."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import core.domain
from core.domain.languages import languages
from core.domain.languages.lexicon import Lexicon, load_tables
from core.domain.languages.tokens import words
from core.domain.red_flags import Urgency, red_flag

ROOM = Path(core.domain.__file__).parent
RULES = ROOM.parents[1] / "bot" / "conversation" / "understanding" / "rules.toml"
SHORTEST_STEM = 3


def needed(path: Path) -> set[str]:
    """Return every concept that a file of rules names."""
    lines = [line for rules in tomllib.loads(path.read_text(encoding="utf-8")).values() for line in rules]
    parts = [part.lstrip("-") for line in lines for part in line.split() if part[0] not in "=~#"]
    return {one for part in parts for one in part.split("|") if not one.startswith("#")}


def concepts(kind: str, sections: list[str]) -> set[str]:
    """Return the concepts of the English tables, "e" beside "e.bench"."""
    table = load_tables(kind, sections)["en"]
    return set(table) | {name.split(".")[0] for name in table}


@pytest.mark.parametrize("kind", ["intents", "red_flags"])
def test_every_language_of_the_reader_has_its_table(kind: str) -> None:
    """No language can be read for sets and be deaf to red flags or wishes."""
    assert set(load_tables(kind, ["intents", "symptoms"])) == set(languages())


def test_every_concept_of_a_rule_has_words() -> None:
    """A rule that names a concept without words would never hold."""
    assert needed(ROOM / "red_flags.toml") - concepts("red_flags", ["symptoms"]) == set()
    assert needed(RULES) - concepts("intents", ["intents", "body", "times"]) == set()


@pytest.mark.parametrize("kind", ["intents", "red_flags"])
def test_stems_are_long_enough_to_mean_something(kind: str) -> None:
    """A stem of two letters would match half a language, and is never found."""
    tables = load_tables(kind, ["intents", "body", "times", "symptoms"])
    stems = [
        piece for table in tables.values() for phrases in table.values() for one in phrases for piece in one.split()
    ]
    assert [stem for stem in stems if stem.endswith("*") and len(stem.rstrip("*")) < SHORTEST_STEM] == []


def test_the_longest_phrase_counts() -> None:
    """A phrase hides what stands inside it, and nothing else."""
    lexicon = Lexicon({"en": {"pop": ["pop", "popp*"], "music": ["pop song*"]}})
    assert [(hit.concept, hit.start, hit.end) for hit in lexicon.find(words("Pop songs popped, pop!"))] == [
        ("music", 0, 2),
        ("pop", 2, 3),
        ("pop", 4, 5),
    ]


def test_a_denial_counts_in_its_own_clause_alone() -> None:
    """What is denied is no sign; what follows the clause is."""
    assert red_flag(words("no swelling in my calf")) is None
    assert red_flag(words("no idea, my calf is swollen")) is Urgency.SAME_DAY
    assert red_flag(words("not tired, calf swollen")) is Urgency.SAME_DAY


def test_a_word_that_languages_share_counts_where_its_own_is_spoken() -> None:
    """A Dutch leg is called "been", and a foot in Spanish "pie"; in English they are neither."""
    assert red_flag(words("it has been hot, I had cold pie")) is None
    assert red_flag(words("mijn been is gezwollen en heet")) is Urgency.SAME_DAY
    assert red_flag(words("tengo el pie frío y pálido")) is Urgency.EMERGENCY


def test_the_most_urgent_flag_is_told() -> None:
    """Of two red flags in one text the more urgent one decides."""
    assert red_flag(words("my calf is swollen and I am short of breath")) is Urgency.EMERGENCY


@given(st.text())
def test_any_text_is_looked_through(text: str) -> None:
    """No text makes the search for red flags fail."""
    assert red_flag(words(text)) in {None, *Urgency}
