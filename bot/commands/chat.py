"""`calfcoach chat`: the coach in the terminal, typed to or piped into."""

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.chat import Reply
from bot.clock import MovableClock, ShiftedClock, WallClock
from bot.commands.places import data_folder, database_url, zone_named
from bot.console.interactive import show, talk
from bot.console.outbound import plain_lines
from bot.console.transcript import Transcript
from bot.conversation.texts import texts_for
from bot.logs import set_up_logs
from bot.terminal import open_console


def chat(*, config: Path | None, database: str | None, at: datetime | None, zone: str | None) -> None:
    """Open the coach in the terminal, or replay what is piped in."""
    url = database_url(config, database)
    home = zone_named(zone)
    start = at.replace(tzinfo=ZoneInfo(home)).astimezone(UTC) if at else WallClock().now()
    if sys.stdin.isatty() and sys.stdout.isatty():
        with (data_folder() / "chat.log").open("a", encoding="utf-8") as log:
            set_up_logs(level="warning", form="text", stream=log)
            asyncio.run(_talk(url, start=start, zone=home))
    else:
        set_up_logs(level="error", form="text")
        asyncio.run(_replay(url, start=start, zone=home))


async def _talk(url: str, *, start: datetime, zone: str) -> None:
    """Talk to somebody at a terminal; their own clock goes on from `start`."""
    wall = WallClock()
    clock = ShiftedClock(clock=wall, shift=start - wall.now())
    texts = texts_for("en")
    async with open_console(url, clock=clock, zone=lambda: zone, show=show) as (coach, session):
        await talk(
            session,
            history=data_folder() / "history",
            hello=texts("console-hello"),
            bye=texts("console-bye"),
            tick=coach.deliver,
        )


async def _replay(url: str, *, start: datetime, zone: str) -> None:
    """Carry out the lines of standard input as a transcript."""
    clock = MovableClock(start)
    transcript: Transcript | None = None

    def home() -> str:
        return transcript.zone if transcript else zone

    async with open_console(url, clock=clock, zone=home, show=_print) as (coach, session):
        transcript = Transcript(session=session, clock=clock, zone=zone, next_due=coach.next_due, words=texts_for("en"))
        for line in sys.stdin:
            await transcript.take(line)


def _print(reply: Reply) -> None:
    sys.stdout.write(f"{plain_lines(reply)}\n")
