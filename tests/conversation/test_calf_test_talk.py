"""The calf-raise test in conversation: results as runners write them, age and sex, slips, and when it has to wait."""

import pytest

from bot.conversation.menu import COMMANDS
from core.domain.runner import Sex
from tests.support.talking import Talk

MEDIANS = {Sex.MALE: "28", Sex.FEMALE: "24"}


def started() -> Talk:
    """Return a talk in which the metronome was just started."""
    talk = Talk()
    talk.say("hi")
    talk.say("/test")
    talk.press("Start")
    return talk


def results(talk: Talk) -> list[tuple[int, int]]:
    """Return the raises of each test."""
    return [(one.left, one.right) for one in talk.logbook.tests]


def test_it_stands_in_the_menu() -> None:
    """The test is a command like any other."""
    assert "test" in COMMANDS


def test_the_metronome_is_a_sound_of_sixty_beats() -> None:
    """The start button sends a sound file and takes the next words as the result."""
    sound = started().replies[-1].file
    assert sound is not None
    assert (sound.name, sound.media_type, sound.content[:4]) == ("metronome-60.wav", "audio/wav", b"RIFF")


@pytest.mark.parametrize(
    "text",
    [
        "L 22 R 25", "22 left 25 right", "22/25", "22 25", "22, 25", "R 25 L 22", "L22 R25", "left: 22, right: 25",
        "I did 22 left and 25 right", "links 22 rechts 25", "gauche 22, droite 25", "izquierda 22 derecha 25",
        "sinistra 22 destra 25", "lewa 22 prawa 25", "esquerda 22 direita 25", "левая 22 правая 25", "test 22/25",
    ],
)  # fmt: skip
def test_a_result_is_read_as_it_is_written(text: str) -> None:
    """Letters, words of nine languages or two bare numbers: left 22, right 25."""
    talk = started()
    assert "Left 22, right 25" in talk.say(text)
    assert results(talk) == [(22, 25)]


@pytest.mark.parametrize("words", [("22", "25"), ("right 25", "left 22"), ("L 22", "25"), ("rechts 25", "22")])
def test_a_result_comes_one_leg_at_a_time(words: tuple[str, str]) -> None:
    """The first leg is noted, the other asked for."""
    talk = started()
    assert "leg?" in talk.say(words[0])
    talk.say(words[1])
    assert results(talk) == [(22, 25)]


@pytest.mark.parametrize("text", ["400 raises", "L 0 R 0", "400 Wadenheben"])
def test_a_slip_is_one_sentence_and_the_next_words_are_the_result(text: str) -> None:
    """Nobody does 400 raises or none: nothing is kept, and the mended result is."""
    talk = Talk()
    talk.say("hi")
    assert "1 to 150" in talk.say(text)
    assert not talk.logbook.tests
    talk.say("22 25")
    assert results(talk) == [(22, 25)]


def test_a_slip_in_the_second_leg_keeps_the_first() -> None:
    """The left leg is not lost because the right one was mistyped."""
    talk = started()
    talk.say("left 22")
    talk.say("right 2500")
    talk.say("25")
    assert results(talk) == [(22, 25)]


@pytest.mark.parametrize("text", ["other way round", "left and right are swapped", "andersrum", "al revés", "наоборот"])
def test_swapped_legs_are_turned_round_in_words(text: str) -> None:
    """Told in words what the button does, the same test has each leg's raises."""
    talk = started()
    talk.say("22 25")
    talk.say(text)
    assert results(talk) == [(25, 22)]


@pytest.mark.parametrize("sex", Sex)
def test_age_and_sex_bring_the_median(sex: Sex) -> None:
    """Asked for one after the other, they are compared with people of that age."""
    talk = started()
    talk.say("22 25")
    talk.press("Compare with my age")
    talk.say("43")
    assert f"The median for your age and sex is {MEDIANS[sex]}" in talk.press(sex.value)


@pytest.mark.parametrize(("text", "born", "sex"), [
    ("I'm 43", 1983, None), ("born 1981", 1981, None), ("male", None, Sex.MALE), ("I'm a woman", None, Sex.FEMALE),
    ("I'm a 43 year old man", 1983, Sex.MALE), ("ich bin 43", 1983, None), ("j'ai 43 ans", 1983, None),
    ("tengo 43 años", 1983, None), ("ho 43 anni", 1983, None), ("ik ben 43", 1983, None), ("mam 43 lata", 1983, None),
    ("tenho 43 anos", 1983, None), ("мне 43 года", 1983, None), ("femme", None, Sex.FEMALE),
])  # fmt: skip
def test_age_and_sex_are_told_in_words(text: str, born: int | None, sex: Sex | None) -> None:
    """Said at any time they are settings, and no sets."""
    talk = Talk()
    talk.say("hi")
    talk.say(text)
    assert (talk.logbook.settings.born, talk.logbook.settings.sex) == (born, sex)
    assert not talk.logbook.entries


def test_who_is_under_sixteen_is_coached_gently() -> None:
    """Fifteen is an age and a reason to wait with hard work and jumps, until somebody cleared it."""
    talk = Talk()
    talk.say("hi")
    assert "easy dose" in talk.say("I'm 15")
    assert [str(one.condition) for one in talk.logbook.conditions] == ["under-16"]
    talk.say("my physio cleared me")
    assert all(one.cleared for one in talk.logbook.conditions)


def test_pain_and_tired_calves_put_the_test_off() -> None:
    """Above 2 of 10 and within two days of hard work it waits, with the reason, and a result told then is left out."""
    hurting = Talk()
    hurting.say("hi")
    hurting.say("achilles 4/10")
    assert "It hurt 4 of 10" in hurting.say("/test")
    tired = Talk()
    tired.say("3x8 40kg")
    tired.wait(days=1)
    assert "tired calves" in tired.say("L 22 R 25")
    assert not tired.logbook.tests


def test_a_change_is_told_with_its_noise() -> None:
    """Six raises more are day-to-day noise, eight are a change, and the date of the test before is said."""
    talk = started()
    talk.say("22 25")
    talk.wait(days=29)
    assert "noise of ±6" in talk.say("L 26 R 29")
    talk.wait(days=29)
    assert "real change" in talk.say("L 34 R 35")
