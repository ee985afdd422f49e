"""The chats in which something was heard that is not carried out yet: what a kill would otherwise make forgotten."""

from collections import OrderedDict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from itertools import chain
from typing import Final

import msgspec

from bot.chat import Event
from bot.discord.adapter import Memory

_MOST: Final = 20_000


@dataclass(slots=True, kw_only=True)
class Backlog:
    """Keeps, for each such chat, the id before the first message that waits; so its history can be fetched anew.

    It is written where more waits than is carried out at once, or somebody new does, and emptied once nothing waits.
    """

    memory: Memory
    key: str
    noted: dict[str, int] = field(default_factory=dict)
    _later: set[str] = field(default_factory=set)
    _known: OrderedDict[str, None] = field(default_factory=OrderedDict)

    async def load(self) -> None:
        """Take over what the process before this one noted."""
        text = await self.memory.recall(self.key)
        try:
            self.noted = msgspec.json.decode(text, type=dict[str, int]) if text else {}
        except msgspec.MsgspecError:
            self.noted = {}

    async def note(self, events: Iterable[Event], *, waiting: Iterable[Event] = ()) -> None:
        """Note the private chats of events that are carried out now, where they are new, and of all that have to wait.

        A chat that is known is found again by what was carried out of it before.
        """
        before = len(self.noted)
        strange = (one for one in events if str(one.origin.chat) not in self._known)
        for event in chain(strange, waiting):
            origin = event.origin
            channel = str(origin.chat)
            if origin.private and channel.isdecimal() and origin.message.isdecimal() and len(self.noted) < _MOST:
                self.noted.setdefault(channel, int(origin.message) - 1)
        if len(self.noted) > before:
            await self._write()

    def know(self, events: Iterable[Event]) -> None:
        """Keep that something of these chats is carried out."""
        for event in events:
            self._known[str(event.origin.chat)] = None
            self._known.move_to_end(str(event.origin.chat))
        while len(self._known) > _MOST:
            self._known.popitem(last=False)

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
