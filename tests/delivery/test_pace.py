from bisect import bisect_left
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.pace import ChatPaces, Pace


def sent_by(pace: Pace, *, seconds: float, late: list[float] | None = None) -> list[float]:
    """Send as fast as the pace lets, each time `late` by what a busy loop takes, and return the moments."""
    now, delays = 100.0, list(late or [0.0])
    moments: list[float] = []
    while now < 100.0 + seconds:
        if wait := pace.wait(now):
            now += wait + delays[len(moments) % len(delays)]
            continue
        pace.take(now)
        moments.append(now)
    return moments


def most_in_a_second(moments: list[float]) -> int:
    """Return the largest number of messages in any second."""
    return max(bisect_left(moments, one + 1) - at for at, one in enumerate(moments))


@given(rate=st.sampled_from([1.0, 5.0, 30.0, 50.0]), late=st.lists(st.floats(0, 0.002), min_size=1, max_size=7))
def test_the_rate_is_held_and_never_exceeded(rate: float, late: list[float]) -> None:
    """However late the loop is each time, no second has more than allowed, and nearly all of it is used."""
    moments = sent_by(Pace(rate=rate), seconds=12, late=late)
    assert most_in_a_second(moments) <= rate
    assert len(moments) >= 0.97 * rate * 11


def test_a_thousand_a_second() -> None:
    """With paid broadcast the rate is held too."""
    moments = sent_by(Pace(rate=1000), seconds=4, late=[0.0, 0.001, 0.004])
    assert most_in_a_second(moments) <= 1000
    assert len(moments) >= 0.97 * 4000


@given(late=st.lists(st.floats(0, 0.3), min_size=1, max_size=7))
def test_what_went_late_counts_from_when_it_went(late: list[float]) -> None:
    """A process that is too busy to send what it gave leave to does not send too much a moment later."""
    pace, now, moments = Pace(rate=30), 100.0, [0.0]
    while now < 110.0:
        if wait := pace.wait(now):
            now += wait
            continue
        start = pace.take(now)
        now = start.at = max(now + late[len(moments) % len(late)], moments[-1])
        moments.append(start.at)
    assert most_in_a_second(moments) <= 30


def test_messages_are_spread_over_the_second() -> None:
    """A second's messages do not go out in its first moment."""
    moments = sent_by(Pace(rate=30), seconds=0.5)
    assert len(moments) <= 20


def test_without_a_limit_there_is_no_wait() -> None:
    """The terminal takes everything at once."""
    pace = Pace(rate=None)
    for _ in range(100):
        assert pace.wait(5.0) == 0
        pace.take(5.0)


def test_asked_to_wait_it_waits_then_goes_slower_and_recovers() -> None:
    """After 429: nothing for as long as asked, then less than before, and in the end the full rate again."""
    pace = Pace(rate=30)
    pace.wait(0.0)
    pace.hold(0.0, after=3)
    assert pace.wait(1.0) == 2
    first = _moments(pace, 3.0, 4.0)
    assert 15 <= len(first) < 27
    assert len(_moments(pace, 4.0, 20.0)) > 400
    assert len(_moments(pace, 20.0, 22.0)) >= 58


def test_a_chat_takes_a_few_at_once_then_one_a_second() -> None:
    """Two or three answers go together; a flood is spread."""
    paces = ChatPaces(rate=1.0, burst=3)
    waits = []
    for _ in range(5):
        waits.append(paces.wait("anna", now=10.0))
        paces.take("anna", now=10.0)
    assert waits == [0, 0, 0, 1, 2]
    assert paces.wait("ben", now=10.0) == 0


def test_chats_at_rest_are_forgotten() -> None:
    """Memory does not grow with the number of chats that were ever written to."""
    paces = ChatPaces(rate=1.0, burst=1)
    for number in range(50_000):
        paces.take(str(number), now=number / 30)
    assert len(paces._next) < 2_000  # noqa: SLF001 - memory is what is tested


def _moments(pace: Pace, start: float, end: float) -> list[float]:
    now = start
    moments: list[float] = []
    while now < end:
        if wait := pace.wait(now):
            now += wait
            continue
        pace.take(now)
        moments.append(now)
    assert all(earlier <= later for earlier, later in pairwise(moments))
    return moments
