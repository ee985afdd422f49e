"""Workers that are killed while they send, and what the runners get to see of it."""

import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from datetime import time as wall_time
from random import Random
from typing import Any

from core.domain.runner import Settings
from tests.support.telegram_process import ROOT, Remote

#: What is in every daily message, and in no other.
DAILY = "Cue: "


@dataclass(slots=True, kw_only=True)
class Workers:
    """Processes that sweep and send; `database` is what they open, `remote` whom they send to."""

    database: str
    remote: Remote
    lease: float
    rate: float
    running: list["subprocess.Popen[bytes]"] = field(default_factory=list)
    kills: int = 0

    def start(self, count: int = 1) -> None:
        """Start some more."""
        facts = (self.database, self.remote.url, str(self.lease), str(self.rate))
        for _ in range(count):
            command = [sys.executable, "-m", "tests.support.worker_process", *facts]
            self.running.append(subprocess.Popen(command, cwd=ROOT))  # noqa: S603 - our own module

    def kill_one(self, chance: Random) -> None:
        """Kill one without a word of warning, and start another."""
        victim = self.running.pop(chance.randrange(len(self.running)))
        victim.kill()
        victim.wait()
        self.kills += 1
        self.start()

    def end(self) -> None:
        """End all of them."""
        for one in self.running:
            one.kill()
        for one in self.running:
            one.wait()


@contextmanager
def workers(database: str, remote: Remote, *, count: int, lease: float, rate: float) -> Iterator[Workers]:
    """Run some workers."""
    found = Workers(database=database, remote=remote, lease=lease, rate=rate)
    found.start(count)
    try:
        yield found
    finally:
        found.end()


def run_riot(
    team: Workers,
    *,
    expected: Iterable[int],
    chance: Random,
    every: float,
    riots: Iterable[Callable[[], None]],
    seconds: float,
) -> Counter[tuple[int, str]]:
    """Kill a worker every so often, with `riots` between, until every chat has its exercise.

    Return how often each message was taken. `seconds` is how long it may last.
    """
    missing, taken = set(expected), Counter[tuple[int, str]]()
    end, seen, riot = time.monotonic() + seconds, 0, iter(riots)
    while missing and time.monotonic() < end:
        time.sleep(every)  # noqa: TID251 - the processes are others
        if missing:
            team.kill_one(chance)
        next(riot, lambda: None)()
        calls = team.remote.ask("journal", since=seen)
        assert isinstance(calls, list)
        seen += len(calls)
        taken.update(_taken(calls))
        missing -= {chat for chat, text in taken if DAILY in text}
    return taken


def _taken(calls: list[dict[str, Any]]) -> Iterator[tuple[int, str]]:
    for one in calls:
        if one["method"] == "sendMessage" and one["accepted"]:
            yield int(one["given"]["chat_id"]), one["given"]["text"]


def due_in_the_afternoon(now: datetime) -> Settings:
    """Return settings whose reminder time was a minute ago, in a zone where that is early in the afternoon."""
    west = now.hour - 13
    local = now - timedelta(hours=west, minutes=1)
    return Settings(zone=f"Etc/GMT{west:+d}", reminder_time=wall_time(local.hour, local.minute))
