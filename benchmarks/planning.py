"""What planning one runner's day costs, from 28 days of history: in memory, and for a batch of 500 read from SQLite.

The peer in memory is a fixed rotation, which looks at nothing: what it costs to make a prescription at all. The peer of
the batch does the same work one runner at a time, as a bot does that has one job a runner.
"""

import argparse
import asyncio
import json
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import cycle, islice, product
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from core.domain.account import AccountKey, Address, Platform
from core.domain.catalogue import load_catalogue
from core.domain.exercise import Equipment, Variation
from core.domain.logbook import Edit, Logbook
from core.domain.messages import Arrival
from core.domain.planning.today import plan_day
from core.domain.prescription import Effort, Prescription
from core.domain.progression.dose import prescribe
from core.domain.runner import RunnerId, Settings
from core.domain.training import CalfTest, FactId
from core.services.log_sets import Logging, log_as_planned
from core.storage.store import Store

GOAL = 200.0
BATCH = 500
HISTORY = 28
TODAY = date(2026, 3, 30)
LOADED = timedelta(days=120)
CATALOGUE = load_catalogue()
KITS = (frozenset[Equipment](), frozenset({Equipment.BACKPACK, Equipment.STEP}), frozenset(Equipment))
SHARES = (1.0, 0.8, 0.5)
ROWS = {
    "planning": "planning, in memory",
    "rotation": "peer: a fixed rotation",
    "planning_read": f"planning, of {BATCH} read from SQLite",
    "batch": f"reading and planning, {BATCH} in a batch",
    "one by one": "peer: reading and planning one by one",
}


def noon(day: date) -> datetime:
    """Return the middle of a day."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def trained(logbook: Logbook, *, share: float, chance: Random) -> Logbook:
    """Live through 28 days: a prescription a day, of which a share was done as planned."""
    test = CalfTest(id=logbook.next_id, day=TODAY - timedelta(days=HISTORY), left=24, right=22)
    logbook = logbook.write(Edit(before=None, after=test))
    for ago in range(HISTORY, 0, -1):
        day = TODAY - timedelta(days=ago)
        plan = plan_day(logbook, day, catalogue=CATALOGUE)
        assert isinstance(plan, Prescription)
        logbook = logbook.write(Edit(before=None, after=plan))
        if chance.random() < share:
            logging = Logging(day=day, at=noon(day), prescription=plan)
            logbook, _ = log_as_planned(logbook, plan, logging=logging, catalogue=CATALOGUE)
    return logbook


def ours(logbook: Logbook) -> object:
    """Plan today."""
    return plan_day(logbook, TODAY, catalogue=CATALOGUE)


def rotation(logbook: Logbook) -> object:
    """Prescribe by the number of the day alone: the first exercise of the variation whose turn it is."""
    variation = tuple(Variation)[TODAY.toordinal() % len(Variation)]
    owned = logbook.settings.equipment
    exercise = next(one for one in CATALOGUE.of(variation) if one.needs_only(owned))
    empty = replace(logbook, entries=(), prescriptions=(), tests=())
    dose, reasons = prescribe(empty, exercise, effort=Effort.HARD, day=TODAY, catalogue=CATALOGUE)
    return Prescription(
        id=FactId(1),
        day=TODAY,
        number=1,
        exercise=exercise.key,
        variation=variation,
        impact=exercise.impact,
        dose=dose,
        cue=TODAY.toordinal() % len(exercise.cues),
        reasons=reasons,
    )


def cost(plan: Callable[[Logbook], object], logbooks: Sequence[Logbook]) -> float:
    """Return what one plan costs on one core, in microseconds."""
    start = time.process_time()
    for logbook in logbooks:
        plan(logbook)
    return (time.process_time() - start) / len(logbooks) * 1e6


async def lived(store: Store) -> list[Logbook]:
    """Begin a batch of runners with different equipment and adherence, and keep 28 days of theirs."""
    chance = Random(1)  # noqa: S311 - not a secret
    kinds = list(islice(cycle(product(KITS, SHARES)), BATCH))
    arrivals = [arrival(str(number), Settings(equipment=kit)) for number, (kit, _) in enumerate(kinds)]
    async with store.transaction() as transaction:
        admitted = await transaction.admit(arrivals, now=noon(TODAY - timedelta(days=HISTORY)))
        new = await transaction.logbooks([one.runner for one in admitted], since=None)
        logbooks = [
            trained(new[one.runner], share=share, chance=chance)
            for one, (_, share) in zip(admitted, kinds, strict=True)
        ]
        await transaction.save(logbooks, loaded=new)
    return logbooks


def arrival(user: str, settings: Settings) -> Arrival:
    """Return the arrival of somebody new."""
    account = AccountKey(platform=Platform.CONSOLE, user=user)
    return Arrival(account=account, event=user, address=Address(user), settings=settings)


async def batch(store: Store, keys: Sequence[RunnerId], *, size: int) -> float:
    """Load and plan the runners in batches and return what one costs, in microseconds."""
    start = time.perf_counter()
    for first in range(0, len(keys), size):
        async with store.reading() as transaction:
            logbooks = await transaction.logbooks(keys[first : first + size], since=TODAY - LOADED)
        for logbook in logbooks.values():
            assert isinstance(ours(logbook), Prescription)
    return (time.perf_counter() - start) / len(keys) * 1e6


async def measured(*, rounds: int) -> dict[str, list[float]]:
    """Measure planning in memory and from SQLite, each in turn with its peer, round by round."""
    found: dict[str, list[float]] = {name: [] for name in ROWS}
    with tempfile.TemporaryDirectory() as folder:
        async with Store.open(f"sqlite+aiosqlite:///{folder}/coach.db") as store:
            logbooks = await lived(store)
            keys = [one.runner for one in logbooks]
            async with store.reading() as transaction:
                read = list((await transaction.logbooks(keys, since=TODAY - LOADED)).values())
            assert sum(len(one.entries) for one in read) == sum(len(one.entries) for one in logbooks)
            for _ in range(rounds):
                found["planning"].append(cost(ours, logbooks))
                found["rotation"].append(cost(rotation, logbooks))
                found["planning_read"].append(cost(ours, read))
                found["batch"].append(await batch(store, keys, size=BATCH))
                found["one by one"].append(await batch(store, keys[: BATCH // 10], size=1))
    return found


def result(name: str, *, mine: Sequence[float], peer: Sequence[float]) -> dict[str, object]:
    """Return a measure per runner; it holds where the median of ours is within the goal."""
    found, other = (round(statistics.median(side), 1) for side in (mine, peer))
    ratio = round(statistics.median(theirs / own for own, theirs in zip(mine, peer, strict=True)), 2)
    facts = {"benchmark": name, "ours": found, "peer": other, "unit": "us/runner"}
    return {**facts, "ratio": ratio, "goal": GOAL, "holds": found <= GOAL}


def main() -> int:
    """Measure, print the table and the JSON, and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="end within 50 s")
    found = asyncio.run(measured(rounds=7 if parser.parse_args().quick else 31))
    print(
        f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} CPUs, {platform.machine()}"
    )
    print(f"{'':<42}{'median':>10}{'lowest':>10}{'highest':>10}   us/runner")
    for name, row in ROWS.items():
        times = found[name]
        print(f"{row:<42}{statistics.median(times):>10,.1f}{min(times):>10,.1f}{max(times):>10,.1f}")
    results = [
        result("planning", mine=found["planning"], peer=found["rotation"]),
        result("planning_in_batch", mine=found["planning_read"], peer=found["rotation"]),
    ]
    print(json.dumps(results))
    return 0 if all(one["holds"] for one in results) else 1


if __name__ == "__main__":
    sys.exit(main())
