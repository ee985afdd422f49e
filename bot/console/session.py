"""A conversation in the terminal: events in, due reminders on the way, answers on the screen."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.chat import Event, Reply
from bot.clock import MovableClock
from bot.console.adapter import ConsolePlatform, Keyboard
from bot.console.inbound import MoveTo, Nothing, Press, Rewrite, Say, Wait, read_line
from bot.conversation.texts import texts_for


@dataclass(slots=True, kw_only=True)
class Session:
    """What a line of a transcript does.

    `receive` carries an event out, `deliver` sends what is due by now, `next_due` is the instant at which something
    falls due next (None: nothing). `zone` is the one that wall times are in where they name none.
    """

    clock: MovableClock
    zone: ZoneInfo
    platform: ConsolePlatform
    keyboard: Keyboard
    receive: Callable[[Event], Awaitable[None]]
    deliver: Callable[[], Awaitable[None]]
    next_due: Callable[[], Awaitable[datetime | None]]

    async def take(self, line: str) -> None:
        """Carry out one line."""
        match read_line(line):
            case Nothing():
                return
            case Say(text=text):
                await self._happen(self.keyboard.say(text, at=self.clock.now()))
            case Press(label=label):
                pressed = self.keyboard.press(label, at=self.clock.now())
                await self._happen(pressed, otherwise="console-no-button", what=label)
            case Rewrite(number=number, text=text):
                edited = self.keyboard.rewrite(number, text, at=self.clock.now())
                await self._happen(edited, otherwise="console-no-message", what=str(number))
            case MoveTo(wall=wall, zone=zone):
                await self._move_to(wall, zone=zone)
            case Wait(length=length):
                await self.pass_until(self.clock.now() + length)

    async def pass_until(self, instant: datetime) -> None:
        """Move the clock on, and print every reminder that falls due on the way at its own moment."""
        while (due := await self.next_due()) is not None and due <= instant:
            before = self.clock.now()
            self.clock.move_to(max(due, before))
            await self.deliver()
            if await self.next_due() == due and due <= before:
                break
        self.clock.move_to(instant)
        await self.deliver()

    async def _move_to(self, wall: datetime, *, zone: str) -> None:
        try:
            self.zone = ZoneInfo(zone) if zone else self.zone
        except (ZoneInfoNotFoundError, ValueError, OSError):
            self._note("zone-unknown")
            return
        instant = wall.replace(tzinfo=self.zone).astimezone(UTC)
        if instant < self.clock.now():
            self.clock.move_to(instant)
            return
        await self.pass_until(instant)

    async def _happen(self, event: Event | None, *, otherwise: str = "", what: str = "") -> None:
        if event is None:
            self._note(otherwise, what=what)
            return
        await self.receive(event)
        await self.deliver()

    def _note(self, key: str, **facts: str) -> None:
        """Say what is wrong with a line of the transcript."""
        self.platform.show(Reply(text=texts_for(self.keyboard.language)(key, **facts)))
