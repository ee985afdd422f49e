"""Pain in words: told along with sets, by a number, on the morning after, out of range; nothing of it is lost."""

import pytest

from core.domain.facts import PainWhen
from tests.support.talking import Talk

LANGUAGES = (
    "fertig, Wade schmerzt 4/10",
    "fait, mollet douloureux 4/10",
    "hecho, pero me duele el gemelo 4/10",
    "fatto, polpaccio fa male 4/10",
    "gedaan, maar kuit doet pijn 4/10",
    "zrobione, łydka boli 4/10",
    "feito, panturrilha dói 4/10",
    "готово, икра болит 4/10",
)


def begun() -> Talk:
    """Return a talk in which today's exercise was given."""
    talk = Talk()
    talk.say("hi")
    return talk


@pytest.mark.parametrize(
    ("text", "reps", "level", "place"),
    [
        ("12, 12, 10, achilles 3/10", [12, 12, 10], 3, "achilles"),
        ("done but shin hurts 4", [12, 12], 4, "shin"),
        ("3x12 20kg, calf a bit sore 2/10", [12, 12, 12], 2, "calf"),
        ("3x12, heel 7/10", [12, 12, 12], 7, "heel"),
        ("12 12 12 left calf pain 3", [12, 12, 12], 3, "calf"),
        ("hurts 3 on the left calf, did 12 12 10", [12, 12, 10], 3, "calf"),
        ("3x12 @ 20 rpe 8, shin 4 out of 10", [12, 12, 12], 4, "shin"),
        ("did 3x10 with pain 7", [10, 10, 10], 7, ""),
        ("8, 8, 8, calf pain 3", [8, 8, 8], 3, "calf"),
    ],
)
def test_pain_told_with_sets_is_kept_beside_them(text: str, reps: list[int], level: int, place: str) -> None:
    """The sets are logged, the pain is reported, and both are said."""
    talk = begun()
    said = talk.say(text)
    (entry,) = talk.logbook.entries
    (report,) = talk.logbook.pains
    assert [one.reps for one in entry.sets] == reps
    assert (report.level, report.place) == (level, place)
    assert f"{level} of 10" in said
    assert "Single-leg calf raise" in said


@pytest.mark.parametrize("text", LANGUAGES)
def test_pain_beside_done_is_heard_in_every_language(text: str) -> None:
    """Done is done and 4 of 10 is kept, whatever the language."""
    talk = begun()
    talk.say(text)
    assert len(talk.logbook.entries) == 1
    assert [(one.level, one.place) for one in talk.logbook.pains] == [(4, "calf")]


@pytest.mark.parametrize("text", ["12/12/10 left, 12/12/11 right", "3x12 calf raises", "heel raises 3x10"])
def test_sets_without_pain_stay_sets(text: str) -> None:
    """A part of the body in the name of an exercise is no pain."""
    talk = begun()
    talk.say(text)
    assert talk.logbook.entries
    assert not talk.logbook.pains


def test_pain_without_a_number_is_asked_about_after_the_sets_are_logged() -> None:
    """The sets stand, the level is asked, and the number that follows is the pain and no set."""
    talk = begun()
    assert "How strong" in talk.say("3x12 but my calf hurts")
    talk.say("4")
    assert [len(one.sets) for one in talk.logbook.entries] == [3]
    assert [(one.level, one.place) for one in talk.logbook.pains] == [(4, "calf")]


@pytest.mark.parametrize("text", ["pain 11", "pain -3", "done, pain 11"])
def test_a_level_that_cannot_be_is_asked_for_again(text: str) -> None:
    """Eleven and minus three are no pain: one sentence, nothing locked, and the next number is taken."""
    talk = begun()
    assert "from 0 (none) to 10" in talk.say(text)
    assert not talk.logbook.pains
    talk.say("3")
    assert [one.level for one in talk.logbook.pains] == [3]


def test_a_side_told_by_the_button_stays_with_its_report() -> None:
    """A place told without its side offers the sides, and the tap completes the same report."""
    talk = begun()
    talk.say("achilles 4/10")
    assert "on the right" in talk.press("Right")
    assert [(one.level, one.side) for one in talk.logbook.pains] == [(4, "right")]


@pytest.mark.parametrize(
    "text",
    ["worse this morning 5", "heute morgen schlimmer 5", "pire ce matin 5", "peor esta mañana 5", "gorzej dziś rano 5"],
)
def test_a_worse_morning_is_heard_on_the_day_after(text: str) -> None:
    """The morning after pain, worse is worse in every language, and it is about the same place."""
    talk = begun()
    talk.say("heel 4/10")
    talk.wait(hours=16)
    assert "worse than before" in talk.say(text)
    newest = talk.logbook.pains[-1]
    assert (newest.when, newest.level, newest.place) == (PainWhen.MORNING, 5, "heel")


@pytest.mark.parametrize(("label", "pains", "entries"), [("Pain 3 of 10", 2, 0), ("3 raises", 1, 1)])
def test_a_bare_number_on_the_morning_after_is_asked_about(label: str, pains: int, entries: int) -> None:
    """Three may be pain or raises: the coach asks, and does what was chosen."""
    talk = begun()
    talk.say("my left achilles hurts 4")
    talk.wait(hours=24)
    talk.say("3")
    assert (len(talk.logbook.pains), len(talk.logbook.entries)) == (1, 0)
    talk.press(label)
    assert (len(talk.logbook.pains), len(talk.logbook.entries)) == (pains, entries)


@pytest.mark.parametrize("text", ["it's a 4", "about a 4", "about 4", "a 4"])
def test_a_number_on_a_scale_on_the_morning_after_is_the_pain_of_it(text: str) -> None:
    """It tells of no raises and of no time of day."""
    talk = begun()
    talk.say("my left achilles hurts 5")
    before = talk.logbook.settings
    talk.wait(hours=24)
    talk.say(text)
    assert [(one.level, one.place) for one in talk.logbook.pains] == [(5, "achilles"), (4, "achilles")]
    assert (talk.logbook.settings, talk.logbook.entries) == (before, ())


@pytest.mark.parametrize(
    "text", ["sudden pain in my left calf 3/10", "plötzlicher Schmerz in der Wade 3/10", "heel 7/10"]
)
def test_sudden_or_strong_pain_brings_the_list_of_signs(text: str) -> None:
    """Above five or sudden, the plain list is offered, and "none of these" leaves everything as it is."""
    talk = begun()
    talk.say(text)
    assert "One of A" in [one.label for one in talk.buttons()]
    talk.press("None of these")
    assert not talk.logbook.red_flags


@pytest.mark.parametrize(
    ("text", "level", "place"),
    [
        ("left calf 6/10 after run", 6, "calf"),
        ("Achillessehne zwickt, 3 von 10", 3, "achilles"),
        ("pain level 3", 3, ""),
        ("pain 4.5", 5, ""),
        ("pain 3-4", 4, ""),
        ("pain in both calves 3/10", 3, "calf"),
        ("pain is gone", 0, ""),
        ("achilles 3/10 but I still want to train", 3, "achilles"),
    ],
)
def test_a_level_is_read_as_it_is_said(text: str, level: int, place: str) -> None:
    """Ranges, halves, other words beside it: the level is the worst that was said, and no set."""
    talk = begun()
    talk.say(text)
    assert [(one.level, one.place) for one in talk.logbook.pains] == [(level, place)]
    assert not talk.logbook.entries


@pytest.mark.parametrize("text", ["it's a 4", "about 4", "4", "4/10", "4 von 10"])
def test_the_answer_to_how_strong_is_a_number_in_few_words(text: str) -> None:
    """Asked how strong it is, a short answer is the level."""
    talk = begun()
    talk.say("my calf hurts")
    talk.say(text)
    assert [(one.level, one.place) for one in talk.logbook.pains] == [(4, "calf")]


def test_a_skip_with_pain_is_both() -> None:
    """Skipped because of the shin: the day is passed over, and the pain is kept."""
    talk = begun()
    talk.say("skip today, shin 3/10")
    assert [one.reason for one in talk.logbook.skips] == ["pain"]
    assert [one.level for one in talk.logbook.pains] == [3]
