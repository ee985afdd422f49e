"""What the tests of platforms share: stand-ins with people in them."""

from collections.abc import AsyncIterator

import pytest

from bot.chat import ChatPlatform
from tests.support.botapi.server import BotApiServer
from tests.support.botapi.world import World
from tests.support.telegram_platform import ANA, BOB, CLUB, platform_at
from tests.support.telegram_world import a_world


@pytest.fixture
async def server() -> AsyncIterator[BotApiServer]:
    """Start a stand-in with two people and a forum."""
    async with BotApiServer() as server:
        server.world.person(ANA)
        server.world.person(BOB)
        server.world.group(CLUB, kind="supergroup").topics.add(55)
        yield server


@pytest.fixture
async def platform(server: BotApiServer) -> AsyncIterator[ChatPlatform]:
    """Open the platform, seen as any platform is."""
    async with platform_at(server.url) as platform:
        yield platform


@pytest.fixture
def world() -> World:
    """Give a Telegram with a person and a group."""
    return a_world()
