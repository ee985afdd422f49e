"""What an intent carries: pain and where, equipment, reasons, days, moments, places, values."""

import pytest

from bot.conversation.meaning import Intent
from core.domain.exercise import Variation
from core.domain.load import Load, Unit
from tests.support.understood import CATALOGUE, meaning


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pain 3", (3, "", "")),
        ("pain 11", (11, "", "")),
        ("pain -3", (-3, "", "")),
        ("achilles sore 4/10", (4, "achilles", "")),
        ("my left calf hurts", (None, "calf", "left")),
        ("shin pain 5 out of 10", (5, "shin", "")),
        ("schmerzen in der rechten wade 6/10", (6, "calf", "right")),
        ("dolor en ambos talones 2/10", (2, "heel", "both")),
        ("4-5/10 in my heel, hurts", (5, "heel", "")),
        ("/pain 7 knee", (7, "knee", "")),
        ("pain all over", (None, "elsewhere", "")),
        ("calf hurts since 3 days", (None, "calf", "")),
    ],
)
def test_pain_has_a_level_a_place_and_a_side(text: str, expected: tuple[int | None, str, str]) -> None:
    """Pain carries its number as said, also out of range, and where it is."""
    found = meaning(text)
    assert found.intent is Intent.PAIN
    assert (found.level, found.place, found.side) == expected


def test_pain_told_with_sets_is_kept() -> None:
    """A log that mentions pain is logged, and carries it."""
    found = meaning("3x12 at 40, calf sore 3/10")
    assert (found.intent, found.level, found.place) == (Intent.LOG, 3, "calf")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("only have dumbbells", ({"dumbbells"}, set(), True, False)),
        ("no smith machine any more", (set(), {"smith-machine"}, False, False)),
        ("sold my barbell but bought a kettlebell", ({"kettlebell"}, {"barbell"}, False, False)),
        ("no equipment at all", (set(), set(), True, False)),
        ("solo tengo mancuernas", ({"dumbbells"}, set(), True, False)),
        ("ich habe keine langhantel mehr", (set(), {"barbell"}, False, False)),
    ],
)
def test_equipment_is_gained_and_lost(text: str, expected: tuple[set[str], set[str], bool, bool]) -> None:
    """Equipment is added, taken away, or all there is."""
    found = meaning(text)
    assert found.intent is Intent.SET_EQUIPMENT
    assert (set(found.gained), set(found.lost), found.only, found.for_today) == expected


def test_what_is_missing_today_swaps_today_alone() -> None:
    """No gym today changes today's exercise and not the settings."""
    found = meaning("no gym today")
    assert (found.intent, found.reason, found.for_today) == (Intent.SWAP, "equipment", True)
    assert "barbell" in found.lost


@pytest.mark.parametrize(
    ("text", "intent", "reason"),
    [
        ("skip, no time", Intent.SKIP, "no-time"),
        ("skip, legs are sore", Intent.SKIP, "sore"),
        ("skip, I'm ill", Intent.SKIP, "ill"),
        ("swap it, my knee hurts", Intent.SWAP, "pain"),
        ("i hate this one", Intent.SWAP, "dislike"),
        ("no jumping, neighbours", Intent.SWAP, "noise"),
        ("hotel today", Intent.SWAP, "equipment"),
    ],
)
def test_skips_and_swaps_carry_their_reason(text: str, intent: Intent, reason: str) -> None:
    """Why something is not to be done is a stable code."""
    found = meaning(text)
    assert (found.intent, found.reason) == (intent, reason)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("only monday wednesday and friday", {0, 2, 4}),
        ("monday to friday", {0, 1, 2, 3, 4}),
        ("train from friday to monday", {0, 4, 5, 6}),
        ("change my days to mondays and fridays", {0, 4}),
        ("could we do tuesdays and saturdays?", {1, 5}),
        ("no training on sundays", {0, 1, 2, 3, 4, 5}),
        ("weekdays only", {0, 1, 2, 3, 4}),
        ("i want to train every day", {0, 1, 2, 3, 4, 5, 6}),
        ("nur dienstags und donnerstags", {1, 3}),
    ],
)
def test_training_days_are_read(text: str, days: set[int]) -> None:
    """Weekdays, ranges and what is taken out become training days."""
    found = meaning(text)
    assert (found.intent, set(found.days)) == (Intent.SET_DAYS, days)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("remind me at 6:30", "06:30:00"),
        ("write me at half six every day", "06:30:00"),
        ("erinner mich um halb sieben", "06:30:00"),
        ("change my reminder to 7pm", "19:00:00"),
    ],
)
def test_the_reminder_time_is_read(text: str, iso: str) -> None:
    """A reminder time is a wall time."""
    found = meaning(text)
    assert found.intent is Intent.SET_TIME
    assert found.at is not None
    assert found.at.isoformat() == iso


def test_a_time_that_no_clock_shows_is_said_to_be_unreadable() -> None:
    """25:00 is understood as a try."""
    found = meaning("remind me at 25:00")
    assert (found.intent, found.at, found.unreadable) == (Intent.SET_TIME, None, "time")


@pytest.mark.parametrize(
    ("text", "intent", "iso"),
    [
        ("pause for two weeks", Intent.PAUSE, "2026-03-16T00:00:00+01:00"),
        ("I'm ill until Friday", Intent.ILL, "2026-03-06T00:00:00+01:00"),
        ("in two hours", Intent.LATER, "2026-03-02T20:00:00+01:00"),
        ("holiday next week", Intent.TRAVEL, "2026-03-16T00:00:00+01:00"),
        ("marathon on 26 April", Intent.RACE, "2026-04-26T00:00:00+02:00"),
    ],
)
def test_spans_and_moments_are_carried(text: str, intent: Intent, iso: str) -> None:
    """What lasts or comes later has its instant."""
    found = meaning(text)
    assert found.intent is intent
    assert found.when is not None
    assert found.when.isoformat() == iso


def test_a_place_is_carried() -> None:
    """Where the runner is sets the zone, or asks which is meant."""
    assert meaning("I'm in Tokyo").zone == "Asia/Tokyo"
    asked = meaning("i moved to Portland")
    assert asked.zone is None
    assert set(asked.zone_options) == {"America/Los_Angeles", "America/New_York"}
    assert meaning("my timezone is Xyzzyville").unreadable == "zone"


def test_a_named_exercise_is_carried() -> None:
    """What is to be shown or swapped to is named in the catalogue's words."""
    hops = meaning("show me bunny hops").exercise
    assert hops is not None
    assert CATALOGUE[hops].variation is Variation.PLYOMETRIC
    assert meaning("show me").exercise is None


def test_units_body_weight_and_tests_are_carried() -> None:
    """Units, body weight and the raises of each side come as values."""
    assert meaning("use pounds").unit is Unit.LB
    assert meaning("kilograms not pounds").unit is Unit.KG
    assert meaning("I weigh 65,5 kg").body_weight == Load(text="65,5", unit=Unit.KG)
    assert meaning("L 22 R 25").raises == (22, 25)
    assert meaning("right 25 left 22").raises == (22, 25)
