"""The queue of updates that a bot has not confirmed, and how long polling reads it."""

import asyncio
from collections.abc import Callable, Sequence
from itertools import islice

from tests.support.botapi.refusals import Refusal, Words, conflict

Json = dict[str, object]

# All but `chat_member`, `message_reaction` and `message_reaction_count`, which a bot has to ask for.
DEFAULT_KINDS = ("message", "edited_message", "channel_post", "callback_query", "my_chat_member")


class Queue:
    """Unconfirmed updates, oldest first; an update leaves only by being confirmed.

    `polled` is set while a poll waits.
    """

    def __init__(self) -> None:
        self.kinds: tuple[str, ...] = DEFAULT_KINDS
        self.waiting: dict[int, Json] = {}
        self.received = 0
        self.listener: Callable[[Json], None] | None = None
        self.polled = asyncio.Event()
        self._last_id = 1000
        self._poll: asyncio.Future[Refusal | None] | None = None
        self._shorter = asyncio.Event()

    def add(self, update: Json) -> int:
        """Queue an update (its one key names its kind) and return its id; a kind that was not asked for is dropped."""
        self._last_id += 1
        if next(iter(update)) not in self.kinds:
            return self._last_id
        self.received += 1
        numbered: Json = {"update_id": self._last_id, **update}
        self.waiting[self._last_id] = numbered
        self.end_poll(None)
        if self.listener is not None:
            self.listener(numbered)
        return self._last_id

    async def poll(self, *, offset: int, limit: int, seconds: float) -> Sequence[Json]:
        """Confirm what is below `offset` and return up to `limit` of the rest, waiting `seconds` for the first.

        A negative offset counts from the newest update. A second poll ends the first with a 409.
        """
        self.end_poll(conflict(Words.OTHER_POLL))
        self._confirm(offset)
        if not self.waiting and seconds > 0:
            await self._wait(seconds)
        return list(islice(self.waiting.values(), limit))

    def confirm(self, update_id: int) -> None:
        """Take one update off the queue."""
        self.waiting.pop(update_id, None)
        self._shorter.set()

    async def confirmed(self) -> None:
        """Wait until every update is confirmed."""
        while self.waiting:
            self._shorter.clear()
            await self._shorter.wait()

    def end_poll(self, refusal: Refusal | None) -> None:
        """End a poll that waits: with `refusal`, or with what is there."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(refusal)

    def _confirm(self, offset: int) -> None:
        kept = -offset if offset < 0 else len(self.waiting)
        old = list(islice(self.waiting, len(self.waiting) - kept)) if offset < 0 else self._below(offset)
        for update_id in old:
            self.confirm(update_id)

    def _below(self, offset: int) -> list[int]:
        below = []
        for update_id in self.waiting:
            if update_id >= offset:
                break
            below.append(update_id)
        return below

    async def _wait(self, seconds: float) -> None:
        poll = self._poll = asyncio.get_running_loop().create_future()
        self.polled.set()
        done, _ = await asyncio.wait((poll,), timeout=seconds)
        if self._poll is poll:
            self._poll = None
            self.polled.clear()
        refusal = poll.result() if done else None
        if refusal is not None:
            raise refusal
