"""What Telegram shows of the bot is told once, and again only where it changed."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.telegram.adapter import ProcessMemory, TelegramPlatform
from bot.telegram.profile import Menu, Place, Profile, introduce
from tests.support.botapi.faults import Fault, Kind
from tests.support.botapi.server import BotApiServer
from tests.support.telegram_platform import platform_at

PROFILE = Profile(
    menus=(
        Menu(place=Place.PRIVATE, language="", commands=(("today", "Today's exercise"), ("week", "Your week"))),
        Menu(place=Place.PRIVATE, language="de", commands=(("today", "Die Übung von heute"),)),
        Menu(place=Place.GROUPS, language="", commands=(("today", "Today's exercise"),)),
    ),
    description={"": "One exercise a day.", "de": "Jeden Tag eine Übung."},
    about={"": "A calf coach."},
)


@pytest.fixture
async def server() -> AsyncIterator[BotApiServer]:
    """Start a stand-in."""
    async with BotApiServer() as server:
        yield server


@pytest.fixture
async def platform(server: BotApiServer) -> AsyncIterator[TelegramPlatform]:
    """Open the platform."""
    platform = platform_at(server.url)
    async with platform:
        yield platform


async def test_menus_and_texts_are_told_by_place_and_language(server: BotApiServer, platform: TelegramPlatform) -> None:
    """Each has its own call."""
    assert await introduce(platform, PROFILE, memory=ProcessMemory()) == 6
    menus = {(scope.type, language): len(commands) for (scope, language), commands in server.setup.commands.items()}
    assert menus == {("all_private_chats", ""): 2, ("all_private_chats", "de"): 1, ("all_group_chats", ""): 1}
    assert server.setup.texts["MyDescription", "de"] == "Jeden Tag eine Übung."
    assert server.setup.texts["MyShortDescription", ""] == "A calf coach."


async def test_nothing_is_told_twice(platform: TelegramPlatform) -> None:
    """A restart with the same memory calls nothing, and one change is one call."""
    memory = ProcessMemory()
    await introduce(platform, PROFILE, memory=memory)
    assert await introduce(platform, PROFILE, memory=memory) == 0
    changed = replace(PROFILE, about={"": "A coach for calves."})
    assert await introduce(platform, changed, memory=memory) == 1


async def test_what_fails_is_told_at_the_next_start(server: BotApiServer, platform: TelegramPlatform) -> None:
    """The coach works without its menu."""
    memory = ProcessMemory()
    methods = frozenset({"setMyDescription", "setMyCommands"})
    server.faults.append(Fault(kinds=(Kind.TOO_MANY,), methods=methods))
    assert await introduce(platform, PROFILE, memory=memory) == 1
    server.faults.clear()
    assert await introduce(platform, PROFILE, memory=memory) == 5


async def test_a_command_that_telegram_refuses_stops_nothing(platform: TelegramPlatform) -> None:
    """The rest of the profile is told."""
    wrong = Menu(place=Place.EVERYWHERE, language="", commands=(("To Day", "x"),))
    assert await introduce(platform, replace(PROFILE, menus=(wrong,)), memory=ProcessMemory()) == 3


async def test_a_server_that_knows_no_profile_stops_nothing(server: BotApiServer, platform: TelegramPlatform) -> None:
    """It says of a method what Telegram says of a token; who the bot is, it knew."""
    server.faults.append(Fault(kinds=(Kind.UNKNOWN_METHOD,), methods=frozenset({"setMyDescription"})))
    assert await introduce(platform, PROFILE, memory=ProcessMemory()) == 4
