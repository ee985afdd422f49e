"""Time zones as runners name them; it is 18:00 UTC on 2 March 2026."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.understanding.places import read_zone, zone_at

NOW = datetime(2026, 3, 2, 18, 0, tzinfo=ZoneInfo("UTC"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("america/argentina/buenos_aires", "America/Argentina/Buenos_Aires"),
        ("my zone is europe/berlin", "Europe/Berlin"),
        ("Lisbon", "Europe/Lisbon"),
        ("i live in Lisbon", "Europe/Lisbon"),
        ("Tokyo", "Asia/Tokyo"),
        ("München", "Europe/Berlin"),
        ("Muenchen", "Europe/Berlin"),
        ("New York tomorrow", "America/New_York"),
        ("Москва", "Europe/Moscow"),
        ("w Krakowie", "Europe/Warsaw"),
        ("в Москве", "Europe/Moscow"),
        ("Portland, Maine", "America/New_York"),
        ("Paris, Texas", "America/Chicago"),
        ("Paris", "Europe/Paris"),
        ("San José Costa Rica", "America/Costa_Rica"),
        ("Japan", "Asia/Tokyo"),
        ("Deutschland", "Europe/Berlin"),
        ("Польша", "Europe/Warsaw"),
        ("California", "America/Los_Angeles"),
        ("UTC+2", "Etc/GMT-2"),
        ("gmt -3", "Etc/GMT+3"),
        ("UTC", "UTC"),
        ("PST", "America/Los_Angeles"),
        ("it's 6:00 pm here", "UTC"),
    ],
)
def test_a_zone_is_found(text: str, expected: str) -> None:
    """A zone is found by IANA name, city, country with one zone, state, offset and clock."""
    zone = read_zone(text, NOW)
    assert zone is not None
    assert (zone.name, zone.options) == (expected, ())


@pytest.mark.parametrize(
    ("text", "among"),
    [
        ("Portland", {"America/Los_Angeles", "America/New_York"}),
        ("Birmingham", {"Europe/London", "America/Chicago"}),
        ("San Jose", {"America/Los_Angeles", "America/Costa_Rica"}),
        ("USA", {"America/New_York", "America/Los_Angeles"}),
        ("Brasil", {"America/Sao_Paulo"}),
        ("UTC+5:30", {"Asia/Kolkata"}),
        ("it's 7 pm here", {"Africa/Lagos"}),
    ],
)
def test_an_ambiguous_place_is_asked(text: str, among: set[str]) -> None:
    """Where several zones are as likely, at most four are offered and none is taken."""
    zone = read_zone(text, NOW)
    assert zone is not None
    assert zone.name is None
    assert among <= set(zone.options)
    assert len(zone.options) <= 4


@pytest.mark.parametrize("text", ["", "banana bread", "UTC+25", "Europe/Atlantis", "25:00 here", "my bed", "?!"])
def test_no_zone_is_none(text: str) -> None:
    """What names no zone gives none."""
    assert read_zone(text, NOW) is None


def test_the_clock_of_the_runners_own_country_needs_no_question() -> None:
    """A German runner whose clock shows an hour after UTC is at home."""
    zone = read_zone("es ist 19:00 hier", NOW, locale="de")
    assert zone is not None
    assert zone.name == "Europe/Berlin"


@pytest.mark.parametrize(
    ("latitude", "longitude", "expected"),
    [(52.52, 13.4, "Europe/Berlin"), (-33.87, 151.2, "Australia/Sydney"), (91, 0, None), (0, 181, None)],
)
def test_a_shared_place_has_a_zone(latitude: float, longitude: float, expected: str | None) -> None:
    """Coordinates give the zone of that place, impossible ones none."""
    assert zone_at(latitude, longitude) == expected


def test_coordinates_that_are_no_number_have_no_zone() -> None:
    """NaN is nowhere."""
    assert zone_at(float("nan"), 0) is None


@given(st.integers(min_value=0, max_value=23), st.sampled_from([0, 30]))
def test_the_clock_shows_the_time_in_every_zone_that_is_offered(hour: int, minute: int) -> None:
    """Every zone that is found by "it's 7:30 here" shows that time now."""
    zone = read_zone(f"it's {hour:02}:{minute:02} here", NOW)
    for name in (zone.options or (zone.name,)) if zone else ():
        assert name is not None
        local = NOW.astimezone(ZoneInfo(name))
        shown = local.replace(hour=hour, minute=minute)
        half_day = timedelta(hours=12)
        assert (local - shown) % half_day == timedelta(0) or abs(local - shown) < timedelta(minutes=21)
