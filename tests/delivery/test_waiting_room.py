"""Events that wait are carried out together, each once, and one that cannot be harms no other."""

import asyncio
from collections.abc import Sequence

import pytest

from bot.chat import Event, Origin, Said
from bot.waiting_room import WaitingRoom
from core.domain.account import AccountKey, Address, Platform
from core.domain.messages import Outgoing
from tests.support.stored import NOW


class Counter:
    """An inbox that takes its time, and cannot stand some words."""

    def __init__(self, *, hated: str = "") -> None:
        self.batches: list[list[str]] = []
        self.hated = hated
        self.open = asyncio.Event()

    async def receive(self, events: Sequence[Event]) -> tuple[Outgoing, ...]:
        """Note what came, once the door is open."""
        texts = [one.text for one in events if isinstance(one, Said)]
        await self.open.wait()
        if self.hated in texts:
            raise ValueError(self.hated)
        self.batches.append(texts)
        return ()


def said(text: str) -> Said:
    """Return a message."""
    account = AccountKey(platform=Platform.CONSOLE, user=text)
    origin = Origin(account=account, event=text, chat=Address(text), private=True, at=NOW, message=text)
    return Said(origin=origin, text=text)


async def brought(room: WaitingRoom, *texts: str) -> list["asyncio.Task[tuple[Outgoing, ...]]"]:
    """Bring messages one by one, each before the one before it is over."""
    calls = [asyncio.create_task(room.receive([said(text)])) for text in texts]
    for _ in range(3):
        await asyncio.sleep(0)
    return calls


async def test_those_who_wait_go_together_in_their_order() -> None:
    """The first goes at once; what comes meanwhile goes in one batch after it, at most so much."""
    counter = Counter()
    calls = await brought(WaitingRoom(counter.receive, at_once=1, most=3), *"abcdef")
    counter.open.set()
    await asyncio.gather(*calls)
    assert counter.batches == [["a"], ["b", "c", "d"], ["e", "f"]]


async def test_one_that_fails_fails_alone() -> None:
    """Its caller hears of it, the others are carried out."""
    counter = Counter(hated="c")
    calls = await brought(WaitingRoom(counter.receive, at_once=1), *"abcd")
    counter.open.set()
    results = await asyncio.gather(*calls, return_exceptions=True)
    assert [type(one) for one in results] == [tuple, tuple, ValueError, tuple]
    assert sorted(text for batch in counter.batches for text in batch) == ["a", "b", "d"]


async def test_one_that_hangs_holds_up_nobody_in_another_batch() -> None:
    """There is room for more than one batch."""
    hanging, quick = Counter(), Counter()
    quick.open.set()

    async def receive(events: Sequence[Event]) -> tuple[Outgoing, ...]:
        return await (hanging if events[0].origin.event == "a" else quick).receive(events)

    room = WaitingRoom(receive, at_once=2)
    (stuck,) = await brought(room, "a")
    await asyncio.gather(*await brought(room, "b", "c"))
    assert not stuck.done()
    hanging.open.set()
    await stuck
    assert (hanging.batches, [text for batch in quick.batches for text in batch]) == ([["a"]], ["b", "c"])


@pytest.mark.parametrize("leaver", [0, 1, 2])
async def test_who_gives_up_leaves_the_others(leaver: int) -> None:
    """A caller that is cancelled, carrying out or waiting, takes nobody with it."""
    counter = Counter()
    calls = await brought(WaitingRoom(counter.receive, at_once=1), *"abcd")
    calls[leaver].cancel()
    counter.open.set()
    results = await asyncio.gather(*calls, return_exceptions=True)
    assert [isinstance(one, asyncio.CancelledError) for one in results] == [place == leaver for place in range(4)]
    assert [text for batch in counter.batches for text in batch] == [one for one in "abcd" if one != "abcd"[leaver]]


async def test_nothing_is_carried_out_twice() -> None:
    """However calls come and go."""
    counter = Counter()
    counter.open.set()
    room = WaitingRoom(counter.receive, at_once=2, most=4)
    names = [f"{number}" for number in range(100)]
    for first in range(0, 100, 10):
        await brought(room, *names[first : first + 10])
    await room.receive([])
    assert sorted(text for batch in counter.batches for text in batch) == sorted(names)
