"""A conversation from a file: lines are said, buttons pressed, and the clock is moved."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.chat import Event, Reply
from bot.clock import MovableClock
from bot.console.inbound import MoveTo, Nothing, Press, Rewrite, Say, Wait, read_line
from bot.console.session import Session
from core.domain.week import is_zone


@dataclass(slots=True, kw_only=True)
class Transcript:
    """What the lines of a transcript do.

    `next_due` is the instant at which something falls due next (None: nothing). `zone` is the one that wall times are
    in where they name none; a runner who has not spoken yet lives in it. `words` is the message catalogue.
    """

    session: Session
    clock: MovableClock
    zone: str
    next_due: Callable[[], Awaitable[datetime | None]]
    words: Callable[..., str]

    async def take(self, line: str) -> None:
        """Carry out one line."""
        keyboard, now = self.session.keyboard, self.clock.now()
        match read_line(line):
            case Nothing():
                return
            case Say(text=text):
                await self.session.happen(keyboard.say(text, at=now))
            case Press(label=label):
                await self._happen(keyboard.press(label, at=now), otherwise="console-no-button", what=label)
            case Rewrite(number=number, text=text):
                edited = keyboard.rewrite(number, text, at=now)
                await self._happen(edited, otherwise="console-no-message", what=str(number))
            case MoveTo(wall=wall, zone=zone):
                await self._move_to(wall, zone=zone)
            case Wait(length=length):
                await self._pass_until(now + length)

    async def _move_to(self, wall: datetime, *, zone: str) -> None:
        if zone and not is_zone(zone):
            self._note("zone-unknown")
            return
        self.zone = zone or self.zone
        instant = wall.replace(tzinfo=ZoneInfo(self.zone)).astimezone(UTC)
        if instant < self.clock.now():
            self.clock.move_to(instant)
            return
        await self._pass_until(instant)

    async def _pass_until(self, instant: datetime) -> None:
        """Move the clock on, and print every reminder that falls due on the way at its own moment."""
        done: datetime | None = None
        while (due := await self.next_due()) is not None and due <= instant and due != done:
            self.clock.move_to(max(due, self.clock.now()))
            await self.session.deliver()
            done = due
        self.clock.move_to(instant)
        await self.session.deliver()

    async def _happen(self, event: Event | None, *, otherwise: str, what: str) -> None:
        if event is None:
            self._note(otherwise, what=what)
            return
        await self.session.happen(event)

    def _note(self, key: str, **facts: str) -> None:
        """Say what is wrong with a line of the transcript."""
        self.session.platform.show(Reply(text=self.words(key, **facts)))
