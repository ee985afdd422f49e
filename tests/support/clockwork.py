"""The hands of the coach's clock, for drivers: moved as a transcript at the terminal moves them."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.chat import Origin
from bot.clock import MovableClock
from bot.console.adapter import ConsolePlatform, Keyboard
from bot.console.session import Session
from bot.console.transcript import Transcript
from bot.conversation.newcomer import first_settings
from bot.conversation.texts import texts_for
from bot.terminal import Coach
from core.domain.runner import Settings


@dataclass(slots=True, kw_only=True)
class Clockwork:
    """A clock and what falls due as it goes; nothing else of the terminal takes part."""

    clock: MovableClock
    transcript: Transcript | None = field(default=None, init=False)

    def drive(self, coach: Coach) -> None:
        """Let the coach send what falls due."""
        screen = ConsolePlatform(session="unused", show=lambda _: None)
        session = Session(
            clock=self.clock,
            platform=screen,
            keyboard=Keyboard(session="unused", platform=screen),
            receive=coach.receive,
            deliver=coach.deliver,
        )
        self.transcript = Transcript(
            session=session, clock=self.clock, zone="UTC", next_due=coach.next_due, words=texts_for("en")
        )

    def newcomer(self, origin: Origin) -> Settings:
        """Let a newcomer live in the zone that was named last."""
        return first_settings(origin.language, zone=self.transcript.zone if self.transcript else "UTC")

    async def move_to(self, wall: datetime, *, zone: str) -> None:
        """Move to a wall time, in `zone` or the one named last."""
        await self._take(f"at {wall:%Y-%m-%d %H:%M} {zone}".strip())

    async def move_on(self, length: timedelta) -> None:
        """Move on by `length`."""
        await self._take(f"wait {length // timedelta(seconds=1)} seconds")

    async def _take(self, line: str) -> None:
        assert self.transcript is not None
        await self.transcript.take(line)
