"""Workers that are killed while they send, and what the runners get to see of it."""

import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from datetime import time as wall_time
from random import Random
from typing import Any

from core.domain.runner import Settings
from tests.support.remote import ROOT
from tests.support.telegram_process import Remote

#: What is in every daily message, and in no other.
DAILY = "Cue: "
#: So many seconds may lie between a message that is taken and its outcome being written.
UNWRITTEN = 1.0


@dataclass(slots=True, kw_only=True)
class Workers:
    """Processes that sweep and send; `database` is what they open, `remote` whom they send to."""

    database: str
    remote: Remote
    lease: float
    rate: float
    running: list["subprocess.Popen[bytes]"] = field(default_factory=list)
    killed_at: list[float] = field(default_factory=list)

    @property
    def kills(self) -> int:
        """How many were killed."""
        return len(self.killed_at)

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
        self.killed_at.append(self.remote.now())
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """One message that the platform took, by its own clock; `cut_off` says that the sender did not hear of it."""

    chat: int
    text: str
    at: float
    cut_off: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeats:
    """Messages that were taken once more: because the first was cut off, in flight at a kill, or for no good reason."""

    cut_off: int
    in_flight: int
    unexplained: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.cut_off + self.in_flight + self.unexplained


def explain(taken: Iterable[Taken], *, killed_at: Sequence[float]) -> Repeats:
    """Say of everything that was taken twice or more why the one before was repeated."""
    found = Counter[str]()
    last: dict[tuple[int, str], Taken] = {}
    for one in sorted(taken, key=lambda one: one.at):
        before = last.get((one.chat, one.text))
        last[one.chat, one.text] = one
        if before is None:
            continue
        in_flight = any(before.at - UNWRITTEN <= kill <= before.at + UNWRITTEN for kill in killed_at)
        found["cut off" if before.cut_off else "in flight" if in_flight else "unexplained"] += 1
    return Repeats(cut_off=found["cut off"], in_flight=found["in flight"], unexplained=found["unexplained"])


def run_riot(
    team: Workers,
    *,
    expected: Iterable[int],
    chance: Random,
    every: float,
    riots: Iterable[Callable[[], None]],
    seconds: float,
) -> list[Taken]:
    """Kill a worker every so often, with `riots` between, until every chat has its exercise.

    Return every message that was taken. `seconds` is how long it may last.
    """
    missing, taken = set(expected), list[Taken]()
    end, seen, riot = time.monotonic() + seconds, 0, iter(riots)
    while missing and time.monotonic() < end:
        time.sleep(every)  # noqa: TID251 - the processes are others
        if missing:
            team.kill_one(chance)
        next(riot, lambda: None)()
        calls = team.remote.ask("journal", since=seen)
        assert isinstance(calls, list)
        seen += len(calls)
        fresh = list(_taken(calls))
        taken += fresh
        missing -= {one.chat for one in fresh if DAILY in one.text}
    return taken


def _taken(calls: list[dict[str, Any]]) -> Iterator[Taken]:
    for one in calls:
        if one["method"] == "sendMessage" and one["accepted"]:
            given, fault = one["given"], str(one["fault"])
            yield Taken(chat=int(given["chat_id"]), text=given["text"], at=one["at"], cut_off=bool(fault))


def due_in_the_afternoon(now: datetime) -> Settings:
    """Return settings whose reminder time was a minute ago, in a zone where that is early in the afternoon."""
    west = now.hour - 13
    local = now - timedelta(hours=west, minutes=1)
    return Settings(zone=f"Etc/GMT{west:+d}", reminder_time=wall_time(local.hour, local.minute))
