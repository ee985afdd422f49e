"""Whether a year of reminders is right: 500 runners over 60 zones, through the sweep, the delivery and a SQLite file.

They move, change their times, days, weeks and quiet hours, pause, put off, pass over, block the coach and come back,
fall silent, and now and then nobody sweeps for up to a day. A judge who shares no code with the coach says of every
message whether it is welcome, and of every day whether one is missing. There is no peer: nothing may be wrong.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.report import Finding, conclude, print_machine
from bot.clock import MovableClock
from core.storage.store import Store
from tests.support.living import Runner, make_runner
from tests.support.office import Office
from tests.support.sides import StoredSide
from tests.support.years import World

BEGAN = datetime(2026, 1, 5, tzinfo=UTC)
#: Days between two lines of progress.
STEP = 5
DOWN_EVERY = timedelta(days=12)


@dataclass(slots=True)
class Progress:
    """How long the simulated days take."""

    runners: Sequence[Runner]
    begun: float = field(default_factory=time.perf_counter)

    def tell(self, day: datetime) -> None:
        """Say now and then how far it is."""
        if (day - BEGAN).days % STEP == 0:
            now = time.perf_counter()
            print(
                f"{day:%Y-%m-%d} {(now - self.begun) / STEP:6.2f} s a day, wrong: {len(wrong(self.runners))}",
                flush=True,
            )
            self.begun = now


async def live(url: str, runners: Sequence[Runner], *, days: int) -> None:
    """Let everybody live, over a new database."""
    async with Store.open(url) as store:
        side = StoredSide(office=Office(store=store, clock=MovableClock(BEGAN)), runners=runners)
        await side.begin()
        world = World(
            side=side,
            runners=runners,
            now=BEGAN,
            chance=Random(1),  # noqa: S311 - not a secret
            down_every=DOWN_EVERY,
            tell=Progress(runners).tell,
        )
        await world.live(BEGAN + timedelta(days=days))


def wrong(runners: Sequence[Runner]) -> list[str]:
    """Return what the judges found wrong."""
    return [one for runner in runners for one in runner.judge.wrong]


def main() -> int:
    """Let a year pass, and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a fortnight of sixty runners")
    options = parser.parse_args()
    count, days = (60, 14) if options.quick else (500, 366)
    runners = [make_runner(number, joined=BEGAN) for number in range(count)]
    with tempfile.TemporaryDirectory(prefix="calfcoach-") as folder:
        asyncio.run(live(f"sqlite:///{folder}/year.db", runners, days=days))
    sent = sum((Counter(one.judge.counts) for one in runners), Counter[str]())
    found = wrong(runners)
    print_machine()
    print(f"{count} runners, {days} days: " + ", ".join(f"{number} {kind}" for kind, number in sent.most_common()))
    for one in found:
        print(one)
    mine = float(len(found))
    return conclude(
        Finding(benchmark="year", ours=mine, peer=0.0, unit="wrong messages", ratio=mine, goal=0.0, holds=not found)
    )


if __name__ == "__main__":
    sys.exit(main())
