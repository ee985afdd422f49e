"""Questions by meaning: recorded paraphrases and unrelated questions, half of them not looked at while building."""

from pathlib import Path

import pytest

from bot.conversation.questions import answered, known, nearest
from tests.support.wording import messages

RECORDINGS = Path(__file__).parents[1] / "recordings"


def recorded(name: str) -> list[tuple[str, str]]:
    """Return the labelled texts of a recording."""
    rows = (RECORDINGS / f"questions_{name}.tsv").read_text("utf-8").splitlines()[1:]
    return [(key, text) for key, _, text in (row.partition("\t") for row in rows)]


@pytest.mark.parametrize("name", ["build", "check"])
def test_paraphrases_find_their_answer(name: str) -> None:
    """At least 90 % of the paraphrases have the right answer."""
    told = [(key, text) for key, text in recorded(name) if key != "unknown"]
    right = [key for key, text in told if (found := answered(text)) is not None and found.key == key]
    assert len(told) >= 100
    assert len(right) >= 0.9 * len(told)


@pytest.mark.parametrize("name", ["build", "check"])
def test_unrelated_questions_are_not_answered(name: str) -> None:
    """At least 95 % of what has nothing to do with calves gets "I don't know"."""
    told = [text for key, text in recorded(name) if key == "unknown"]
    assert len(told) >= 30
    assert sum(answered(text) is None for text in told) >= 0.95 * len(told)


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


def test_a_question_word_for_word_is_as_near_as_can_be() -> None:
    """The likeness of a question with itself is 1."""
    match = nearest("how heavy should I go")
    assert match is not None
    assert match.likeness == pytest.approx(1)
