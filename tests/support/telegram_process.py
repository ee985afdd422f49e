"""The stand-in and the coach as processes, driven from outside, for what only a real process can show."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.botapi.server import TOKEN
from tests.support.remote import ROOT, ask, run_module


@dataclass(frozen=True, slots=True)
class Remote:
    """The stand-in at `url`, through its control API."""

    url: str

    def ask(self, verb: str, **facts: object) -> object:
        """Carry out one verb and return its result."""
        return ask(self.url, verb, **facts)

    def say_all(self, messages: Sequence[tuple[int, str]]) -> None:
        """Let people write, in this order."""
        self.ask("say_all", messages=messages)

    def now(self) -> float:
        """Return the time by the clock of the journal, in seconds."""
        return float(self._state()["now"])

    def pending(self) -> int:
        """Return how many updates are not confirmed."""
        return int(self._state()["pending"])

    def calls(self) -> int:
        """Return how many calls the journal has."""
        return int(self._state()["calls"])

    def wait_for(self, count: int, *, since: int = 0, seconds: float = 60.0) -> list[dict[str, Any]]:
        """Return the messages that were taken after the first `since` calls, once there are `count` or time is over."""
        found = self.ask("wait_for", count=count, since=since, seconds=seconds)
        assert isinstance(found, list)
        return found

    def journal(self, *, since: int = 0) -> list[dict[str, Any]]:
        """Return the calls after the first `since`."""
        found = self.ask("journal", since=since)
        assert isinstance(found, list)
        return found

    def _state(self) -> dict[str, float]:
        state = self.ask("pending")
        assert isinstance(state, dict)
        return state


@contextmanager
def stand_in() -> Iterator[Remote]:
    """Run the stand-in."""
    with run_module("tests.support.botapi") as url:
        yield Remote(url)


def coach(remote: Remote, database: Path) -> "subprocess.Popen[bytes]":
    """Start the coach on Telegram and return its process; what it says is added to a log beside the database.

    It sends as fast as it can be told to: what is looked at is the coach and not its patience.
    """
    settings = {
        "CALFCOACH_TELEGRAM__TOKEN": TOKEN,
        "CALFCOACH_TELEGRAM__API_BASE_URL": remote.url,
        "CALFCOACH_TELEGRAM__MESSAGES_PER_SECOND": "1000",
        "CALFCOACH_TELEGRAM__MESSAGES_PER_SECOND_IN_CHAT": "100",
        "CALFCOACH_DATABASE__URL": f"sqlite:///{database}",
    }
    command = [sys.executable, "-m", "bot", "run", "telegram", "worker"]
    with database.with_suffix(".log").open("ab") as log:
        return subprocess.Popen(command, cwd=ROOT, env={**os.environ, **settings}, stdout=log, stderr=log)  # noqa: S603
