"""Questions by meaning: recorded paraphrases and unrelated questions.

The rules were made on the build half; what the check half showed was mended in general; nobody looks at the held one.
"""

import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from bot.conversation.questions import answered, known
from bot.conversation.texts import texts_for
from tests.support.talking import Talk
from tests.support.wording import messages

RECORDINGS = Path(__file__).parents[1] / "recordings"


def recorded(name: str) -> list[tuple[str, str]]:
    """Return the labelled texts of a recording."""
    rows = (RECORDINGS / f"questions_{name}.tsv").read_text("utf-8").splitlines()[1:]
    return [(key, text) for key, _, text in (row.partition("\t") for row in rows)]


@pytest.mark.parametrize("name", ["build", "check", "held"])
def test_paraphrases_find_their_answer(name: str) -> None:
    """At least 90 % of the paraphrases have the right answer."""
    told = [(key, text) for key, text in recorded(name) if key != "unknown"]
    right = [key for key, text in told if (found := answered(text)) is not None and found.key == key]
    assert len(told) >= 90
    assert len(right) >= 0.9 * len(told)


@pytest.mark.parametrize("name", ["build", "check", "held"])
def test_unrelated_questions_are_not_answered(name: str) -> None:
    """At least 95 % of what has nothing to do with calves gets "I don't know"."""
    told = [text for key, text in recorded(name) if key == "unknown"]
    assert len(told) >= 30
    assert sum(answered(text) is None for text in told) >= 0.95 * len(told)


@pytest.mark.parametrize(("name", "share"), [("check", 0.9), ("held", 0.85)])
def test_questions_are_answered_in_a_conversation(name: str, share: float) -> None:
    """Whatever else its words could mean, a question is answered as one: it is no log, no setting, no pain."""
    words = texts_for("en")
    told = [(key, text) for key, text in recorded(name) if key != "unknown"]
    right = 0
    for key, text in told:
        talk = Talk()
        talk.say("/start")
        right += words(f"answer-{key}").partition(".")[0] in talk.say(text)
        assert not talk.logbook.entries, text
    assert right >= share * len(told)


def test_every_question_has_an_answer_and_says_how_sure_it_is() -> None:
    """About 30 questions, each worded and each with its evidence."""
    assert len(known()) >= 30
    for key, question in known().items():
        assert f"answer-{key}" in messages()
        assert f"sure-{question.sure}" in messages()


@pytest.mark.parametrize("text", ["", "?", "🏃", "how", "why why why", "x" * 5_000])
def test_what_asks_nothing_has_no_answer(text: str) -> None:
    """Empty, short and senseless texts are near to nothing."""
    assert answered(text) is None


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("My wife and my kids laugh at me. How often should I train my calves?", "how-often"),
        ("I live on the coast and it is always windy. What warm-up do I need before the first set?", "warm-up"),
        ("how do I avoid crmaps in my calves?", "cramps"),
        ("I'm 72, can I do this?", "age"),
    ],
)
def test_a_story_around_a_question_and_slips_of_the_finger_do_not_hide_it(text: str, key: str) -> None:
    """The last sentence that asks is heard on its own where the whole says nothing."""
    found = answered(text)
    assert found is not None
    assert found.key == key


def test_every_rule_names_a_question_and_words_that_there_are() -> None:
    """A rule that misspells a question or a concept would never hold."""
    data = tomllib.loads(files("bot.conversation").joinpath("questions.toml").read_text("utf-8"))
    concepts = {*data["words"], "#age", "#number"}
    for line in data["rules"]:
        key, _, needs = line.partition(": ")
        assert key in {*known(), "none"}, line
        assert {part for need in needs.split() for part in need.removeprefix("-").split("|")} <= concepts, line
    assert set(data["hiding"]) <= concepts
    assert {line.partition(":")[0] for line in data["rules"]} >= set(known())
