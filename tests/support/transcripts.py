"""Conversations as text files, replayed on any platform through a driver that plays the runner.

A file says what the runner does and, behind each line of theirs, what the coach answers ("< " and two spaces before
further lines). REWRITE_TRANSCRIPTS=1 keeps what is said now; every line of the difference is to be read.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from bot.chat import Reply
from bot.console.inbound import Line, MoveTo, Nothing, Press, Rewrite, Say, Wait, read_line
from bot.console.outbound import plain_lines

FOLDER = Path(__file__).parents[1] / "transcripts"
_ANSWERS = ("< ", "  ")


class Driver(Protocol):
    """A runner on a platform; each verb returns once the coach is done with it."""

    async def say(self, text: str) -> None:
        """Say something."""
        ...

    async def press(self, label: str) -> None:
        """Press the newest button with that label."""
        ...

    async def edit(self, number: int, text: str) -> None:
        """Change the message of that number, counted from 1."""
        ...

    async def at(self, wall: datetime, *, zone: str) -> None:
        """Move the clock to a wall time, in `zone` or the one named last; what falls due on the way is sent."""
        ...

    async def wait(self, length: timedelta) -> None:
        """Move the clock on; what falls due on the way is sent."""
        ...

    def heard(self) -> Sequence[Reply]:
        """Return what the coach said since this was last asked, in the order of sending."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of a transcript as written, and what it means."""

    written: str
    line: Line


def transcripts() -> list[Path]:
    """Return all transcripts, by name."""
    return sorted(FOLDER.glob("*.txt"))


def written(path: Path) -> str:
    """Return a transcript as it is kept."""
    return path.read_text("utf-8")


def steps(text: str) -> Iterator[Step]:
    """Give the runner's part of a transcript: all lines but the coach's."""
    for line in text.split("\n"):
        if not line.startswith(_ANSWERS):
            yield Step(written=line, line=read_line(line))


async def play(text: str, driver: Driver) -> str:
    """Replay a transcript, and return it with the answers that it has now."""
    played = []
    for step in steps(text):
        played.append(step.written)
        await take(step.line, driver)
        played += [plain_lines(reply) for reply in driver.heard()]
    return "\n".join(played)


async def take(line: Line, driver: Driver) -> None:
    """Do what one line says."""
    match line:
        case Say(text=text):
            await driver.say(text)
        case Press(label=label):
            await driver.press(label)
        case Rewrite(number=number, text=text):
            await driver.edit(number, text)
        case MoveTo(wall=wall, zone=zone):
            await driver.at(wall, zone=zone)
        case Wait(length=length):
            await driver.wait(length)
        case Nothing():
            return


def expected(path: Path, *, played: str) -> list[str]:
    """Return the lines of a transcript as it was read and kept; where asked for, keep what is said now instead."""
    if os.environ.get("REWRITE_TRANSCRIPTS"):
        path.write_text(played, "utf-8")
    return written(path).split("\n")
