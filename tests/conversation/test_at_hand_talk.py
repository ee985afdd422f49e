"""What is at hand today, in words: the exercise changes at once, the settings only where they were meant."""

from collections.abc import Set as AbstractSet
from dataclasses import replace

import pytest

from core.domain.exercise import Equipment, Variation
from core.services.show_today import current_prescription
from tests.support.talking import Talk
from tests.support.training import CATALOGUE

EVERYTHING = frozenset(Equipment)
AT_HOME = {Equipment.BACKPACK, Equipment.BAND, Equipment.ROPE}
TODAY: tuple[tuple[str, AbstractSet[Equipment]], ...] = (
    ("only a backpack", {Equipment.BACKPACK}),
    ("only a backpack today", {Equipment.BACKPACK}),
    ("hotel", set()),
    ("hotel room", set()),
    ("no gym today", AT_HOME),
    ("gym is closed", AT_HOME),
    ("only have dumbbells", {Equipment.DUMBBELLS}),
    ("hotel gym, only dumbbells", {Equipment.DUMBBELLS}),
    ("no weights today", set()),
    ("travelling, nothing with me", set()),
    ("just a wall", set()),
    ("forgot my dumbbells", EVERYTHING - {Equipment.DUMBBELLS}),
    ("no bench here", EVERYTHING - {Equipment.BENCH}),
    ("no dumbbells today but I have a kettlebell", EVERYTHING - {Equipment.DUMBBELLS}),
    ("heute nur ein Rucksack", {Equipment.BACKPACK}),
    ("nichts dabei", set()),
    ("kein Fitnessstudio heute", AT_HOME),
    ("hôtel, rien avec moi", set()),
    ("solo tengo una mochila hoy", {Equipment.BACKPACK}),
    ("niente con me", set()),
    ("alleen een rugzak vandaag", {Equipment.BACKPACK}),
    ("dziś tylko plecak", {Equipment.BACKPACK}),
    ("só uma mochila hoje", {Equipment.BACKPACK}),
    ("только рюкзак сегодня", {Equipment.BACKPACK}),
)


def equipped(*, asked: bool = True) -> Talk:
    """Return a talk with a runner who owns everything, before or after today's exercise was asked for."""
    talk = Talk()
    talk.say("hi" if asked else "help")
    talk.logbook = replace(
        talk.logbook, settings=replace(talk.logbook.settings, equipment=EVERYTHING, set_up=frozenset({"equipment"}))
    )
    if asked:
        talk.say("swap")
    return talk


def needed_today(talk: Talk) -> frozenset[Equipment]:
    """Return what today's exercise needs."""
    current = current_prescription(talk.logbook, talk.now.date())
    assert current is not None
    return CATALOGUE[current.exercise].equipment


@pytest.mark.parametrize(("text", "here"), TODAY)
def test_todays_exercise_fits_what_is_there(text: str, here: AbstractSet[Equipment]) -> None:
    """Told once, it holds over swaps for the whole day; the settings stay, and tomorrow everything is back."""
    talk = equipped()
    talk.say(text)
    for _ in range(3):
        assert needed_today(talk) <= here
        talk.say("swap")
    assert talk.logbook.settings.equipment == EVERYTHING
    talk.wait(days=1)
    talk.say("today")
    assert needed_today(talk) - AT_HOME - {Equipment.DUMBBELLS}


def test_what_is_there_is_told_before_the_exercise() -> None:
    """Told before the exercise was asked for, the first one of the day fits already."""
    talk = equipped(asked=False)
    talk.say("hotel room")
    talk.say("today")
    assert not needed_today(talk)


@pytest.mark.parametrize(
    "text", ["no jumping, neighbours", "baby is asleep, must be quiet", "no hops today", "Nachbarn, nicht springen"]
)
def test_a_quiet_day_has_no_jumps(text: str) -> None:
    """Neighbours or a sleeping child: no swap of the day is a jump."""
    talk = equipped()
    talk.say(text)
    for _ in range(30):
        current = current_prescription(talk.logbook, talk.now.date())
        assert current is not None
        assert current.variation is not Variation.PLYOMETRIC
        talk.say("swap")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("I sold my dumbbells", EVERYTHING - {Equipment.DUMBBELLS}),
        ("no Smith machine any more", EVERYTHING - {Equipment.SMITH_MACHINE}),
        ("all I own is a backpack", {Equipment.BACKPACK}),
        ("Ich habe keine Hanteln mehr", EVERYTHING - {Equipment.DUMBBELLS}),
    ],
)
def test_the_settings_change_where_that_was_said(text: str, left: set[Equipment]) -> None:
    """Sold, any more, own: that is for good."""
    talk = equipped()
    talk.say(text)
    assert talk.logbook.settings.equipment == left


def test_what_is_unclear_is_for_today_and_one_tap_makes_it_last() -> None:
    """Only a backpack: today's exercise changes, and "From now on" changes the settings, too."""
    talk = equipped()
    talk.say("only a backpack")
    assert talk.logbook.settings.equipment == EVERYTHING
    talk.press("From now on")
    assert talk.logbook.settings.equipment == {Equipment.BACKPACK}


def test_the_first_word_on_equipment_is_kept_and_one_tap_makes_it_todays() -> None:
    """Who never told of equipment and says what they have tells it for good; "Only today" takes that back."""
    talk = Talk()
    talk.say("hi")
    talk.say("I only have dumbbells")
    assert talk.logbook.settings.equipment == {Equipment.DUMBBELLS}
    talk.press("Only today")
    assert not talk.logbook.settings.equipment
    assert needed_today(talk) == {Equipment.DUMBBELLS}


def test_undo_takes_back_what_was_told_of_today() -> None:
    """After an undo the exercise is the one before, and what is at hand is as ever."""
    talk = equipped()
    before = needed_today(talk)
    talk.say("hotel")
    talk.say("undo")
    assert needed_today(talk) == before
