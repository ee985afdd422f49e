"""Answers to a question of yesterday: nothing is lost, and nothing is taken for what it may not be."""

from datetime import date

import pytest

from tests.support.talking import Talk


def asked(*texts: str) -> Talk:
    """Return a talk in which these words were said more than a day ago."""
    talk = Talk()
    talk.say("hi")
    for text in texts:
        if text.startswith("* "):
            talk.press(text[2:])
        else:
            talk.say(text)
    talk.wait(hours=26)
    return talk


@pytest.mark.parametrize(("label", "tests", "entries"), [("Test: left 22, right 25", 1, 0), ("Sets: 22 and 25", 0, 1)])
def test_a_result_of_yesterdays_test_is_asked_about(label: str, tests: int, entries: int) -> None:
    """Two bare numbers a day after the metronome may be the result or sets: the coach asks, and does what was meant."""
    talk = asked("/test", "* Start")
    talk.say("22 25")
    assert (len(talk.logbook.tests), len(talk.logbook.entries)) == (0, 0)
    talk.press(label)
    assert (len(talk.logbook.tests), len(talk.logbook.entries)) == (tests, entries)


@pytest.mark.parametrize(("label", "pains", "entries"), [("Pain 4 of 10", 1, 0), ("4 raises", 0, 1)])
def test_a_number_after_yesterdays_question_of_pain_is_asked_about(label: str, pains: int, entries: int) -> None:
    """Four may be how strong it was or what was done; nothing is locked before that is clear."""
    talk = asked("pain")
    talk.say("4")
    assert not talk.logbook.pains
    talk.press(label)
    assert (len(talk.logbook.pains), len(talk.logbook.entries)) == (pains, entries)


def test_a_date_still_answers_yesterdays_question_for_it() -> None:
    """A date can be nothing but the day of the marathon that was asked about."""
    talk = asked("marathon")
    talk.say("26 april")
    assert [one.day for one in talk.logbook.races] == [date(2026, 4, 26)]


def test_an_old_question_does_not_hold_back_sets() -> None:
    """Three sets are three sets, whatever was asked yesterday."""
    talk = asked("pain")
    talk.say("3x12 20kg")
    assert len(talk.logbook.entries) == 1


@pytest.mark.parametrize(("label", "tests"), [("Test: left 22, right 25", 1), ("Sets: 22 and 25", 0)])
def test_a_pair_that_is_more_than_todays_sets_may_be_a_test(label: str, tests: int) -> None:
    """Unasked, 22/25 is a test or sets: both are offered; 12/12 is sets."""
    talk = Talk()
    talk.say("hi")
    talk.say("22/25")
    talk.press(label)
    assert len(talk.logbook.tests) == tests
    talk.say("12/12")
    assert "Test:" not in " ".join(one.label for row in talk.replies[-1].buttons for one in row)
