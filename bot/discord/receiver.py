"""Events on their way from the gateway to the inbox: in order, in batches, heard only once they are committed."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from random import Random
from typing import Final, TypeAlias

import structlog

from bot.backoff import Backoff, trouble_of
from bot.chat import Event
from bot.discord.backlog import Backlog
from core.storage.errors import StorageError

Handle: TypeAlias = Callable[[Sequence[Event]], Awaitable[None]]

# Small, so that a batch is over before anybody notices.
_BATCH: Final = 20
_TRIES: Final = 5
_LOG = structlog.get_logger(__name__)


@dataclass(slots=True)
class Progress:
    """How far the gateway has been heard: up to the first event that is not carried out yet."""

    _open: dict[str, int] = field(default_factory=dict)

    def begin(self, what: str, *, sequence: int) -> None:
        """Note that an event came."""
        self._open.setdefault(what, sequence)

    def end(self, what: str) -> None:
        """Note that an event is carried out, or that nothing is to be done."""
        self._open.pop(what, None)

    @property
    def is_clear(self) -> bool:
        """Tell whether everything that came is carried out."""
        return not self._open

    def reached(self, sequence: int) -> int:
        """Return up to where everything is carried out, where `sequence` came last."""
        # An event of a session before this one may still wait: its number says nothing about this one.
        return min(sequence, *(one - 1 for one in self._open.values()), sequence)


@dataclass(frozen=True, slots=True)
class _Waiting:
    event: Event
    mark: str


@dataclass(slots=True, kw_only=True)
class Receiver:
    """Carries events out by `handle`, which returns when what came of them is committed.

    While the database is away they wait; the `backlog` notes whose they are, and `committed` is told after each batch.
    """

    handle: Handle
    chance: Random
    committed: Callable[[], Awaitable[None]]
    backlog: Backlog
    progress: Progress = field(default_factory=Progress)
    _waiting: deque[_Waiting] = field(default_factory=deque)
    _filled: asyncio.Event = field(default_factory=asyncio.Event)
    _idle: asyncio.Event = field(default_factory=asyncio.Event)
    _backoff: Backoff = field(init=False)

    def __post_init__(self) -> None:
        """Begin with nothing to do."""
        self._backoff = Backoff(chance=self.chance)
        self._idle.set()

    @property
    def is_idle(self) -> bool:
        """Tell whether everything that was heard is carried out."""
        return not self._waiting and self.progress.is_clear

    def put(self, event: Event, *, mark: str = "") -> None:
        """Queue an event; `mark` is what the gateway's progress knows it by."""
        self._waiting.append(_Waiting(event, mark))
        self._idle.clear()
        self._filled.set()

    async def rest(self) -> None:
        """Wait until everything is carried out."""
        await self._idle.wait()

    async def run(self) -> None:
        """Carry out what comes, batch after batch, until cancelled."""
        while True:
            await self._filled.wait()
            self._filled.clear()
            while self._waiting:
                batch = list(islice(self._waiting, _BATCH))
                now = [one.event for one in batch]
                later = [one.event for one in islice(self._waiting, _BATCH, None)]
                await self._tell(self.backlog.note(now, waiting=later))
                await self._carry_out(batch)
                self.backlog.know(now)
                for one in batch:
                    self._waiting.popleft()
                    self.progress.end(one.mark)
                await self._tell(self.committed())
            self._idle.set()

    async def _carry_out(self, batch: Sequence[_Waiting]) -> None:
        """Have a batch committed; what cannot be, alone and after several tries, is given up loudly."""
        for tries in range(_TRIES):
            if await self._handled([one.event for one in batch]):
                self._backoff.reset()
                return
            if len(batch) > 1 and tries:
                break
        if len(batch) == 1:
            _LOG.error("event given up", happening=batch[0].event.origin.event)
            return
        for one in batch:
            await self._carry_out([one])

    @staticmethod
    async def _tell(telling: Awaitable[None]) -> None:
        try:
            await telling
        except StorageError as error:
            # What was heard after the last time that this went well is told again, and passed over.
            _LOG.warning("progress not kept", kind=type(error).__name__)

    async def _handled(self, events: Sequence[Event]) -> bool:
        """Tell whether events are committed; a database that is away is waited for."""
        while True:
            try:
                await self.handle(events)
            except Exception as error:  # noqa: BLE001 - the outermost loop of receiving: a failure must not end it
                seconds = self._backoff.seconds()
                _LOG.warning("receiving interrupted", trouble=trouble_of(error), again_in=round(seconds, 1))
                await asyncio.sleep(seconds)
                if not isinstance(error, StorageError) or not error.retry:
                    return False
            else:
                return True
