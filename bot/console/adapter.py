"""The terminal as a chat platform: what was sent stays on the screen, and its buttons can be pressed by label."""

import asyncio
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bot.chat import FILE_LIMIT, Button, Edited, FileGiven, Origin, Posting, Pressed, Reply, Said
from bot.console.outbound import all_buttons
from bot.delivery.errors import FileTooLargeError, RefusedError
from core.domain.account import AccountKey, Address, Platform

LOCAL = AccountKey(platform=Platform.CONSOLE, user="local")
SCREEN = Address("local")
_FILE = re.compile(r"/?import +(\S.*)", re.IGNORECASE)


@dataclass(slots=True, kw_only=True)
class ConsolePlatform:
    """Print what is sent, and remember it as the screen of one chat; `session` makes its ids unique for ever."""

    session: str
    show: Callable[[Reply], None]
    screen: dict[str, Reply] = field(default_factory=dict)

    async def send(self, posting: Posting) -> str:
        """Print one message and return its id; one that replaces another takes its buttons away."""
        self.screen.pop(posting.replaces, None)
        message = posting.replaces or f"{self.session}-coach-{len(self.screen)}"
        self.screen[message] = posting.reply
        self.show(posting.reply)
        return message

    async def fetch_file(self, handle: str) -> bytes:
        """Read a file of the computer that the terminal is on.

        Raises:
            FileTooLargeError: it has more than `FILE_LIMIT` bytes.
            RefusedError: it cannot be read.

        """
        try:
            content = await asyncio.to_thread(_start_of, Path(handle))
        except OSError as error:
            raise RefusedError(reason=error.strerror or "cannot be read") from error
        if len(content) > FILE_LIMIT:
            raise FileTooLargeError(limit=FILE_LIMIT)
        return content

    def buttons(self) -> Iterator[tuple[str, Button]]:
        """Yield every button on the screen with the id of its message, newest message first."""
        for message, reply in reversed(self.screen.items()):
            for button in all_buttons(reply):
                yield message, button


@dataclass(slots=True, kw_only=True)
class Keyboard:
    """The runner at the terminal: what they type, edit and press, as events."""

    session: str
    platform: ConsolePlatform
    language: str = "en"
    happened: int = 0
    said: list[str] = field(default_factory=list)

    def say(self, text: str, *, at: datetime) -> Said | FileGiven:
        """Say something; "/import log.csv" gives that file."""
        if (named := _FILE.fullmatch(text.strip())) and (path := Path(named[1].strip("\"'")).expanduser()).is_file():
            return self._give(path, at=at)
        message = f"{self.session}-{len(self.said) + 1}"
        self.said.append(message)
        return Said(origin=self._origin(message, at=at), text=text)

    def _give(self, path: Path, *, at: datetime) -> FileGiven:
        message = f"{self.session}-{len(self.said) + 1}"
        self.said.append(message)
        origin = self._origin(message, at=at)
        return FileGiven(origin=origin, name=path.name, size=0, media_type="", handle=str(path))

    def rewrite(self, number: int, text: str, *, at: datetime) -> Edited | None:
        """Edit the message of that number, counted from 1; None where there is none."""
        if not 1 <= number <= len(self.said):
            return None
        return Edited(origin=self._origin(self.said[number - 1], at=at), text=text)

    def press(self, label: str, *, at: datetime) -> Pressed | None:
        """Press the newest button with that label; None where there is none."""
        found = next((pair for pair in self.platform.buttons() if pair[1].label == label), None)
        return self._pressed(*found, at=at) if found else None

    def press_number(self, number: int, *, at: datetime) -> Pressed | None:
        """Press a button of the newest message by its number, counted from 1; None where there is none."""
        message, reply = next(reversed(self.platform.screen.items()), ("", None))
        buttons = all_buttons(reply) if reply else ()
        return self._pressed(message, buttons[number - 1], at=at) if 1 <= number <= len(buttons) else None

    def _pressed(self, message: str, button: Button, *, at: datetime) -> Pressed:
        return Pressed(origin=self._origin(message, at=at), action=button.action)

    def _origin(self, message: str, *, at: datetime) -> Origin:
        self.happened += 1
        return Origin(
            account=LOCAL,
            event=f"{self.session}:{self.happened}",
            chat=SCREEN,
            private=True,
            at=at,
            message=message,
            language=self.language,
        )


def _start_of(path: Path) -> bytes:
    """Read as much of a file as tells whether it is too large."""
    with path.open("rb") as file:
        return file.read(FILE_LIMIT + 1)
