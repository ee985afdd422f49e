"""The chats in which something was heard that is not carried out yet: what a kill would otherwise make forgotten."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Final

import msgspec

from bot.chat import Event
from bot.discord.adapter import Memory

_MOST: Final = 20_000


@dataclass(slots=True, kw_only=True)
class Backlog:
    """Keeps, for each such chat, the id before the first message that waits; so its history can be fetched anew.

    It is written where more waits than is carried out at once, and emptied once nothing does.
    """

    memory: Memory
    key: str
    noted: dict[str, int] = field(default_factory=dict)
    _later: set[str] = field(default_factory=set)

    async def load(self) -> None:
        """Take over what the process before this one noted."""
        text = await self.memory.recall(self.key)
        try:
            self.noted = msgspec.json.decode(text, type=dict[str, int]) if text else {}
        except msgspec.MsgspecError:
            self.noted = {}

    async def note(self, events: Iterable[Event]) -> None:
        """Note the private chats of events that have to wait."""
        before = len(self.noted)
        for event in events:
            origin = event.origin
            channel = str(origin.chat)
            if origin.private and channel.isdecimal() and origin.message.isdecimal() and len(self.noted) < _MOST:
                self.noted.setdefault(channel, int(origin.message) - 1)
        if len(self.noted) > before:
            await self._write()

    async def keep_for_later(self, channel: str, *, after: int) -> None:
        """Note a chat whose history could not be fetched, until the next time that the coach returns."""
        self.noted[channel] = min(after, self.noted.get(channel, after))
        self._later.add(channel)
        await self._write()

    async def clear(self, *, behind: Collection[str]) -> None:
        """Forget every chat of which everything is carried out: all but those that are behind."""
        left = {one: after for one, after in self.noted.items() if one in behind or one in self._later}
        if left != self.noted:
            self.noted = left
            await self._write()

    async def _write(self) -> None:
        await self.memory.remember(self.key, msgspec.json.encode(self.noted).decode())
