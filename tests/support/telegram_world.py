"""A Telegram with people in it, whose updates are read as the coach reads them."""

from datetime import UTC, datetime

import msgspec

from bot.chat import Event
from bot.telegram.inbound import Identity, read
from bot.telegram.wire import read_updates
from tests.support.botapi.world import World

ANA, BOB, CLUB = 7, 8, -100
ME = Identity(id=4242, username="calfcoach_bot")
NOW = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)


def a_world() -> World:
    """Give a Telegram with a person and a group, its clock an hour before ours."""
    world = World(bot_id=ME.id, username=ME.username, clock=lambda: NOW.timestamp() - 3600)
    world.person(ANA, language="de")
    world.group(CLUB, kind="supergroup")
    return world


def events(world: World, *, me: Identity = ME) -> list[Event]:
    """Read all that waits, through its JSON."""
    updates = read_updates(msgspec.json.encode(list(world.queue.waiting.values())))
    world.queue.waiting.clear()
    return [event for event in (read(one, me=me, now=NOW) for one in updates) if event is not None]


def only(world: World, *, me: Identity = ME) -> Event:
    """Read the one event that waits."""
    (event,) = events(world, me=me)
    return event
