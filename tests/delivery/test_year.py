"""A year of reminders, judged by somebody who knows nothing of how the coach decides."""

import os
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from bot.clock import MovableClock
from core.storage.store import Store
from tests.support.judge import DAY
from tests.support.living import Runner, make_runner
from tests.support.office import Office
from tests.support.sides import PureSide, StoredSide
from tests.support.years import World

#: `FULL_SIZE=1` lets 500 runners live for a year in the pure half; `benchmarks/year.py` does over a database.
FULL_SIZE = bool(os.environ.get("FULL_SIZE"))
DOWN_EVERY = timedelta(days=12)


def people(count: int, *, joined: datetime) -> list[Runner]:
    """Return so many runners, who all begin at one moment."""
    return [make_runner(number, joined=joined) for number in range(count)]


def counts(runners: Iterable[Runner]) -> Counter[str]:
    """Count what everybody was sent, by its kind."""
    return sum((Counter(one.judge.counts) for one in runners), Counter())


async def test_a_year_of_many_runners_in_sixty_zones() -> None:
    """Through moves, clock changes, pauses, snoozes, blocks, silence and outages: what is welcome, once, no more."""
    began = datetime(2026, 1, 5, tzinfo=UTC)
    runners = people(500 if FULL_SIZE else 60, joined=began)
    days = 366 if FULL_SIZE else 150
    side = PureSide.of(runners)
    world = World(side=side, runners=runners, now=began, chance=Random(1), down_every=DOWN_EVERY)  # noqa: S311 - not a secret
    await world.live(began + days * DAY)
    assert [wrong for one in runners for wrong in one.judge.wrong] == []
    assert counts(runners)["daily"] > days * len(runners) // 4


@pytest.mark.parametrize("began", [datetime(2026, 3, 23, tzinfo=UTC), datetime(2026, 10, 26, tzinfo=UTC)])
async def test_weeks_over_a_real_database(store: Store, began: datetime) -> None:
    """The same through the sweep and the delivery, as clocks change: nothing is lost or doubled on the way."""
    runners = people(60 if FULL_SIZE else 6, joined=began)
    days = 60 if FULL_SIZE else 14
    side = StoredSide(office=Office(store=store, clock=MovableClock(began)), runners=runners)
    await side.begin()
    world = World(side=side, runners=runners, now=began, chance=Random(1), down_every=DOWN_EVERY)  # noqa: S311 - not a secret
    await world.live(began + days * DAY)
    assert [wrong for one in runners for wrong in one.judge.wrong] == []
    assert counts(runners)["daily"] > days * len(runners) // 4


def test_the_judge_sees_what_is_wrong() -> None:
    """An exercise twice, on a day off, in the night, or not at all: each is told."""
    began = datetime(2026, 3, 2, 12, tzinfo=UTC)
    judge = make_runner(22, joined=began).judge
    judge.zone, judge.days = "UTC", frozenset({1, 2})
    judge.at = began.replace(hour=18).time()
    tuesday, thursday = began.date() + DAY, began.date() + 3 * DAY
    evening = began.replace(hour=18) + DAY
    judge.looks(evening, [("daily", tuesday)])
    assert judge.wrong == []
    judge.looks(evening, [("daily", tuesday)])
    judge.looks(evening + 5 * timedelta(hours=1), [("daily", tuesday)])
    judge.looks(evening + DAY, [])
    judge.looks(evening + 2 * DAY, [("daily", thursday)])
    found = [one.partition("): ")[2] for one in judge.wrong]
    assert found == [
        f"daily of {tuesday} twice",
        f"unwelcome daily of {tuesday}",
        f"daily of {tuesday} twice",
        f"unwelcome daily of {tuesday}",
        f"no daily of {tuesday + DAY}",
        f"unwelcome daily of {thursday}",
    ]
