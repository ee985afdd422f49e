"""What one platform still has to send: answers first, then in the order of their claim, one at a time to a chat."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from heapq import heapify, heappop, heappush

from bot.chat import Reply
from core.domain.account import Address
from core.domain.messages import Lease, Leased, Outgoing

#: The words of a reminder hold for this part of its lease; what waits longer is looked at again before it is sent.
_FRESH = 1 / 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A leased message in words; `claimed` is when, on the clock that never jumps, and `claimed_at` on the wall's."""

    leased: Leased
    reply: Reply
    claimed: float
    claimed_at: datetime

    @property
    def outgoing(self) -> Outgoing:
        """The message as storage keeps it."""
        return self.leased.outgoing

    def is_cold(self, moment: float, *, lease: Lease) -> bool:
        """Tell whether a reminder waited so long that it may make no sense any more."""
        return self.outgoing.body is None and moment - self.claimed > _FRESH * lease.length.total_seconds()

    @property
    def chat(self) -> Address:
        """Where it goes."""
        return self.leased.outgoing.address


@dataclass(slots=True)
class Lane:
    """The letters that wait in this process; a chat that is busy gets nothing until it is free."""

    _ready: list[tuple[int, int, Letter]] = field(default_factory=list)
    _behind: defaultdict[Address, list[tuple[int, int, Letter]]] = field(default_factory=lambda: defaultdict(list))
    _busy: set[Address] = field(default_factory=set)
    _count: int = 0
    _front: int = 0
    _waiting: int = 0

    def __len__(self) -> int:
        """Count the letters that wait."""
        return self._waiting

    def add(self, letter: Letter) -> None:
        """Put a letter in line."""
        self._count += 1
        self._waiting += 1
        heappush(self._ready, (letter.outgoing.priority, self._count, letter))

    def pop(self) -> Letter | None:
        """Take the first letter whose chat is free, and make that chat busy; None where there is none."""
        while self._ready:
            place = heappop(self._ready)
            letter = place[2]
            if letter.chat in self._busy:
                self._behind[letter.chat].append(place)
                continue
            self._busy.add(letter.chat)
            self._waiting -= 1
            return letter
        return None

    def put_back(self, letter: Letter) -> None:
        """Put a letter that was not sent at the head of its chat, which stays busy."""
        self._waiting += 1
        self._front -= 1
        self._behind[letter.chat].append((letter.outgoing.priority, self._front, letter))

    def free(self, chat: Address) -> bool:
        """Let the next letter of a chat come, and tell whether there is one."""
        self._busy.discard(chat)
        behind = self._behind.pop(chat, ())
        for place in behind:
            heappush(self._ready, place)
        return bool(behind)

    def take_all(self, chat: Address) -> list[Letter]:
        """Take out every letter of a chat."""
        self.free(chat)
        mine = [place for place in self._ready if place[2].chat == chat]
        self._ready = [place for place in self._ready if place[2].chat != chat]
        heapify(self._ready)
        self._waiting -= len(mine)
        return [letter for _, _, letter in sorted(mine, key=lambda place: place[:2])]
