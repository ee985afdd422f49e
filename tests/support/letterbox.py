"""A chat platform for tests of delivery: a real one, whose every message can be looked at, and that fails on demand."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.chat import Posting
from core.domain.account import Address


@dataclass(slots=True)
class Letterbox:
    """Takes messages; `fails` gives the error for a posting, None where it is taken."""

    taken: list[Posting] = field(default_factory=list)
    fails: Callable[[Posting], Exception | None] = lambda _: None
    troubles: defaultdict[Address, deque[Exception]] = field(default_factory=lambda: defaultdict(deque))
    holds: asyncio.Event | None = None
    busy: int = 0
    most_at_once: int = 0
    arrived: asyncio.Event = field(default_factory=asyncio.Event)

    async def send(self, posting: Posting) -> str:
        """Take a message, or fail as told."""
        self.busy += 1
        self.most_at_once = max(self.most_at_once, self.busy)
        self.arrived.set()
        try:
            await asyncio.sleep(0)
            if self.holds is not None:
                await self.holds.wait()
            if trouble := self.troubles[posting.address]:
                raise trouble.popleft()
            if error := self.fails(posting):
                raise error
        finally:
            self.busy -= 1
        self.taken.append(posting)
        return str(len(self.taken))

    def texts(self, chat: str | None = None) -> list[str]:
        """Return the texts that were taken, of one chat or of all."""
        return [one.reply.text for one in self.taken if chat in {None, one.address}]

    def chats(self) -> list[str]:
        """Return where the messages went, in their order."""
        return [one.address for one in self.taken]

    def will_fail(self, chat: str, *errors: Exception) -> None:
        """Have the next messages to a chat fail, one error each."""
        self.troubles[Address(chat)].extend(errors)
