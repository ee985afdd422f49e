"""The stand-in Discord and the coach as processes, driven from outside, for what only a real process can show."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.discordapi.server import TOKEN
from tests.support.remote import ROOT, ask, run_module


@dataclass(frozen=True, slots=True)
class Remote:
    """The stand-in whose API is at `url`, through its control API."""

    url: str

    def ask(self, verb: str, **facts: object) -> object:
        """Carry out one verb and return its result."""
        return ask(self.url.removesuffix("/api/v10"), verb, **facts)

    def say_all(self, messages: Sequence[tuple[str, str]]) -> None:
        """Let people write, in this order."""
        self.ask("say_all", messages=messages)

    def connected(self) -> bool:
        """Wait until the coach listens."""
        return bool(self.ask("connected"))

    def wait_for(self, count: int, *, seconds: float = 60.0) -> int:
        """Wait until so many messages were taken or time is over, and return how many were."""
        return int(str(self.ask("wait_for", count=count, seconds=seconds)))

    def taken(self) -> list[dict[str, Any]]:
        """Return the messages that were taken, each with the person it went to."""
        taken = self.ask("taken")
        assert isinstance(taken, list)
        return taken

    def state(self) -> dict[str, int]:
        """Return how often the coach began a session and went on with one."""
        state = self.ask("state")
        assert isinstance(state, dict)
        return state


@contextmanager
def stand_in() -> Iterator[Remote]:
    """Run the stand-in."""
    with run_module("tests.support.discordapi") as url:
        yield Remote(url)


def environment_of(url: str, database: Path, *, token: str) -> dict[str, str]:
    """Return the environment of a coach whose Discord is at `url`."""
    return os.environ | {
        "PYTHONPATH": str(ROOT),
        "CALFCOACH_DATABASE__URL": f"sqlite:///{database}",
        "CALFCOACH_DISCORD__TOKEN": token,
        "CALFCOACH_DISCORD__API_BASE_URL": url,
        "CALFCOACH_DISCORD__REQUESTS_PER_SECOND": "1000",
    }


def coach(remote: Remote, database: Path, *parts: str, token: str = TOKEN) -> "subprocess.Popen[bytes]":
    """Start the coach as it is started anywhere; what it says is added to a log beside the database."""
    environment = environment_of(remote.url, database, token=token)
    command = [sys.executable, "-m", "bot", "run", *(parts or ("discord",))]
    with database.with_suffix(".log").open("ab") as log:
        return subprocess.Popen(  # noqa: S603 - our own module
            command, cwd=database.parent, env=environment, stdout=log, stderr=log
        )
