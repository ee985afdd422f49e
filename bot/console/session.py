"""One chat in the terminal: an event is carried out, and its answers are on the screen before the next."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.chat import Event
from bot.clock import Clock
from bot.console.adapter import ConsolePlatform, Keyboard

MOST_DIGITS = 2


@dataclass(slots=True, kw_only=True)
class Session:
    """What the runner at the terminal does; `receive` carries an event out, `deliver` sends what is due by now."""

    clock: Clock
    platform: ConsolePlatform
    keyboard: Keyboard
    receive: Callable[[Event], Awaitable[None]]
    deliver: Callable[[], Awaitable[None]]

    async def happen(self, event: Event) -> None:
        """Carry out an event."""
        await self.receive(event)
        await self.deliver()

    async def type(self, text: str) -> None:
        """Carry out what somebody typed: the number of a button on the newest message presses it, all else is said."""
        number = int(text) if text.strip().isdecimal() and len(text.strip()) <= MOST_DIGITS else 0
        pressed = self.keyboard.press_number(number, at=self.clock.now())
        await self.happen(pressed or self.keyboard.say(text, at=self.clock.now()))
