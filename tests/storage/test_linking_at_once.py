"""Two processes link at the same moment: on both databases the runners become one, once, and nothing is lost."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.chat import Pressed, Said
from core.domain.runner import RunnerId
from core.storage.errors import StorageConflictError
from core.storage.store import Store
from tests.support.crowd import CONSOLE, DISCORD, TELEGRAM, Chat, Crowd


@pytest.fixture
async def two(database_url: str) -> AsyncIterator[tuple[Crowd, Crowd]]:
    """Open two processes on one database."""
    async with Store.open(database_url) as one, Store.open(database_url) as other:
        first, second = Crowd(store=one), Crowd(store=other)
        second.events = 100_000
        await first.say(TELEGRAM, "3x12 20kg")
        await first.say(DISCORD, "yesterday 2x20 bunny hops")
        yield first, second


async def again(people: Crowd, event: Pressed | Said) -> None:
    """Hand an event over until it is carried out, as platforms do after a conflict."""
    for _ in range(5):
        try:
            await people.inbox.receive([event])
        except StorageConflictError:
            continue
        return
    raise AssertionError


async def counted(people: Crowd, *chats: Chat) -> list[int]:
    """Count the entries behind each chat."""
    return [len(await people.logged(chat)) for chat in chats]


async def owner(people: Crowd, chat: Chat) -> RunnerId | None:
    """Return whose chat it is."""
    async with people.store.reading() as transaction:
        return await transaction.runner_of(chat.key)


async def test_a_yes_from_both_sides_links_once(two: tuple[Crowd, Crowd]) -> None:
    """Crossing codes, both confirmed at once in two processes, with a log beside each: one runner, every log once."""
    first, second = two
    shown, crossing = await first.code(TELEGRAM), await first.code(DISCORD)
    await first.say(DISCORD, shown)
    await first.say(TELEGRAM, crossing)
    await asyncio.gather(
        again(first, Pressed(origin=first.origin(DISCORD), action="link-yes")),
        again(second, Pressed(origin=second.origin(TELEGRAM), action="link-yes")),
        again(first, Said(origin=first.origin(TELEGRAM), text="2 days ago 1x20 pogo hops")),
        again(second, Said(origin=second.origin(DISCORD), text="3 days ago 1x20 pogo hops")),
    )
    assert await owner(first, TELEGRAM) == await owner(first, DISCORD)
    assert await counted(first, TELEGRAM, DISCORD) == [4, 4]


async def test_one_code_typed_in_two_places_leads_one(two: tuple[Crowd, Crowd]) -> None:
    """Two chats type the same code at once: one is asked, the other hears that it was used."""
    first, second = two
    code = await first.code(TELEGRAM)
    await asyncio.gather(
        again(first, Said(origin=first.origin(DISCORD), text=code)),
        again(second, Said(origin=second.origin(CONSOLE), text=code)),
    )
    words = [one.reply.text for one in await first.deliver() if one.address != TELEGRAM.address]
    assert sorted("one history of two" in one for one in words) == [False, True]
    assert sum("used already" in one for one in words) == 1


async def test_logs_beside_an_undo_are_not_lost(two: tuple[Crowd, Crowd]) -> None:
    """The link is undone in one process while the other logs in both chats: each log is where it was told, once."""
    first, second = two
    await first.link(TELEGRAM, DISCORD)
    await asyncio.gather(
        again(first, Pressed(origin=first.origin(DISCORD), action="1~link-undo")),
        again(second, Said(origin=second.origin(TELEGRAM), text="2 days ago 1x20 pogo hops")),
        again(second, Said(origin=second.origin(DISCORD), text="3 days ago 1x20 pogo hops")),
    )
    assert await owner(first, TELEGRAM) != await owner(first, DISCORD)
    assert await counted(first, TELEGRAM, DISCORD) == [2, 2]
