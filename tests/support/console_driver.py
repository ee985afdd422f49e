"""A runner at the terminal, for transcripts: the real coach on SQLite, with the real inbox, sweep and delivery."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import SystemRandom

from bot.chat import Reply
from bot.clock import MovableClock
from bot.console.adapter import ConsolePlatform, Keyboard
from bot.console.session import Session
from bot.console.transcript import Transcript
from bot.conversation.newcomer import first_settings
from bot.conversation.texts import Tongue, texts_for
from bot.delivery.dispatch import Delivery
from bot.inbox import Inbox
from bot.terminal import Coach
from core.domain.account import Platform
from core.domain.catalogue import load_catalogue
from core.domain.exercise import Catalogue
from core.storage.store import Store

START = datetime(2026, 3, 2, 17, tzinfo=UTC)


def as_written(label: str) -> str:
    """Return the label of a button as it stands in a transcript."""
    return label


@dataclass(slots=True, kw_only=True)
class ConsoleDriver:
    """Plays the runner of a transcript at the terminal; `label` says how a label of the transcript reads there."""

    transcript: Transcript
    shown: list[Reply]
    label: Callable[[str], str] = as_written

    async def say(self, text: str) -> None:
        """Say something."""
        await self.transcript.take(f"> {text}")

    async def press(self, label: str) -> None:
        """Press the newest button with that label."""
        there = [button.label for _, button in self.transcript.session.platform.buttons()]
        meant = next((one for one in there if self.label(one) == self.label(label)), label)
        await self.transcript.take(f"* {meant}")

    async def edit(self, number: int, text: str) -> None:
        """Change the message of that number."""
        await self.transcript.take(f"~ {number} {text}")

    async def at(self, wall: datetime, *, zone: str) -> None:
        """Move the clock to a wall time."""
        await self.transcript.take(f"at {wall:%Y-%m-%d %H:%M} {zone}".strip())

    async def wait(self, length: timedelta) -> None:
        """Move the clock on."""
        await self.transcript.take(f"wait {length // timedelta(seconds=1)} seconds")

    def heard(self) -> Sequence[Reply]:
        """Return what was printed since this was last asked."""
        heard = tuple(self.shown)
        self.shown.clear()
        return heard


@asynccontextmanager
async def console_driver(
    database: Path,
    *,
    tongue: Tongue = texts_for,
    catalogue: Catalogue | None = None,
    label: Callable[[str], str] = as_written,
) -> AsyncIterator[ConsoleDriver]:
    """Open the coach on a SQLite file, with the words of `tongue` and `catalogue`."""
    words = catalogue or load_catalogue()
    shown: list[Reply] = []
    clock = MovableClock(START)
    platform = ConsolePlatform(session="transcript", show=shown.append)
    home = Home()
    async with Store.open(f"sqlite:///{database}") as store:
        coach = Coach(
            store=store,
            clock=clock,
            inbox=Inbox(
                store=store,
                clock=clock.now,
                catalogue=words,
                newcomer=lambda origin: first_settings(origin.language, zone=home.zone),
                tongue=tongue,
            ),
            delivery=Delivery(
                store=store,
                platforms={Platform.CONSOLE: platform},
                clock=clock.now,
                catalogue=words,
                chance=SystemRandom(),
                owner="transcript",
                tongue=tongue,
            ),
        )
        session = Session(
            clock=clock,
            platform=platform,
            keyboard=Keyboard(session="transcript", platform=platform),
            receive=coach.receive,
            deliver=coach.deliver,
        )
        home.transcript = Transcript(
            session=session, clock=clock, zone="UTC", next_due=coach.next_due, words=texts_for("en")
        )
        yield ConsoleDriver(transcript=home.transcript, shown=shown, label=label)


@dataclass(slots=True)
class Home:
    """Where a newcomer lives: the zone that the transcript named last."""

    transcript: Transcript | None = None

    @property
    def zone(self) -> str:
        """The zone."""
        return self.transcript.zone if self.transcript else "UTC"
