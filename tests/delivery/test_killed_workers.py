from datetime import UTC, datetime, timedelta
from random import Random

from bot.clock import MovableClock
from core.storage.store import Store
from tests.support.chaos import DAILY, due_in_the_afternoon, explain, run_riot, workers
from tests.support.office import Office
from tests.support.telegram_process import stand_in

FAULTS = [{"kinds": ["429", "502", "reset_after"], "share": 0.05, "methods": ["sendMessage"]}]


async def test_killed_workers_lose_nothing(postgres_url: str) -> None:
    """Workers are killed while they send, connections cut and sends fail: everybody is reminded, nearly all once."""
    chance = Random(7)  # noqa: S311 - not a secret
    now = datetime.now(UTC)  # noqa: TID251 - the workers are processes, and live in real time
    people = [str(number) for number in range(1000, 1150)]
    with stand_in() as telegram:
        for person in people:
            telegram.ask("person", person_id=int(person))
        telegram.ask("faults", faults=FAULTS)
        async with Store.open(postgres_url) as store:
            office = Office(store=store, clock=MovableClock(now - timedelta(days=1)))
            await office.join(*people, settings=due_in_the_afternoon(now))
        with workers(postgres_url, telegram, count=2, lease=3, rate=60) as team:
            taken = run_riot(team, expected=map(int, people), chance=chance, every=4.0, riots=(), seconds=240)
            killed_at = team.killed_at
        async with Store.open(postgres_url) as store, store.reading() as transaction:
            backlog = await transaction.backlog(now=now + timedelta(hours=1))
    daily = {(one.chat, one.text) for one in taken if DAILY in one.text}
    assert sorted(chat for chat, _ in daily) == sorted(map(int, people))
    assert killed_at
    # In flight at a kill, or cut off after it was taken: nothing else may come twice.
    assert explain(taken, killed_at=killed_at).unexplained == 0
    assert (backlog.due, backlog.dead) == (0, 0)
