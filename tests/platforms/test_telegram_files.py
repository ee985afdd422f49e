"""Files that runners send: fetched whole, never more than is wanted, and what fails says what it is."""

import logging
from collections.abc import AsyncIterator, Callable

import pytest

from bot.chat import FILE_LIMIT
from bot.delivery.errors import DeliveryError, FileTooLargeError, RefusedError, RetryLaterError, UnreachableError
from bot.telegram.adapter import TelegramPlatform
from bot.telegram.api import BotApi
from bot.telegram.files import Files
from bot.telegram.request import AiohttpRequest
from tests.support.botapi.faults import Fault, Kind
from tests.support.botapi.server import TOKEN, BotApiServer
from tests.support.telegram_platform import ANA, NOWHERE, platform_at

ZIP = b"PK\x03\x04" + bytes(range(256)) * 40


@pytest.fixture
async def server() -> AsyncIterator[BotApiServer]:
    """Start a stand-in with one person."""
    async with BotApiServer() as server:
        server.world.person(ANA)
        yield server


@pytest.fixture
async def platform(server: BotApiServer) -> AsyncIterator[TelegramPlatform]:
    """Open the platform."""
    async with platform_at(server.url) as platform:
        yield platform


def given(server: BotApiServer, content: bytes) -> str:
    """Let a runner send a file, and return its handle."""
    return server.world.store("document", content)


@pytest.mark.parametrize("content", [b"day,reps\n", ZIP, b""])
async def test_a_file_is_fetched_as_it_was_sent(
    server: BotApiServer, platform: TelegramPlatform, content: bytes
) -> None:
    """Byte by byte, as often as it is asked for."""
    handle = given(server, content)
    assert await platform.fetch_file(handle) == content
    assert await platform.fetch_file(handle) == content


async def test_a_file_over_the_limit_is_not_fetched(server: BotApiServer, platform: TelegramPlatform) -> None:
    """Telegram says so itself, and the platform too where Telegram's own server would hand more over."""
    with pytest.raises(FileTooLargeError):
        await platform.fetch_file(given(server, b"0" * (FILE_LIMIT + 1)))


async def test_no_more_is_read_than_is_wanted(server: BotApiServer) -> None:
    """Whatever the server says of a file's size, its bytes are counted as they come."""
    async with AiohttpRequest() as request:
        url = f"{server.url}/file/bot{TOKEN}/files/{given(server, ZIP)}"
        status, content = await request.get(url, limit=len(ZIP))
        assert (status, content) == (200, ZIP)
        files = Files(
            api=BotApi(request=request, address=f"{server.url}/bot{TOKEN}"),
            address=f"{server.url}/file/bot{TOKEN}",
            limit=len(ZIP) - 1,
        )
        with pytest.raises(FileTooLargeError):
            await files.fetch(given(server, ZIP))


async def test_a_file_that_is_not_there_is_refused(platform: TelegramPlatform) -> None:
    """Trying again would not help."""
    with pytest.raises(RefusedError):
        await platform.fetch_file("nothing")


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        (Kind.TOO_MANY, RetryLaterError),
        (Kind.BAD_GATEWAY, UnreachableError),
        (Kind.RESET_BEFORE, UnreachableError),
        (Kind.GARBAGE_AFTER, UnreachableError),
        (Kind.TRUNCATED_AFTER, UnreachableError),
    ],
)
async def test_trouble_on_the_way_can_be_tried_again(
    server: BotApiServer, platform: TelegramPlatform, kind: Kind, error: type[DeliveryError]
) -> None:
    """None of it says that the file is gone."""
    server.faults.append(Fault(kinds=(kind,), times=1))
    handle = given(server, ZIP)
    with pytest.raises(error):
        await platform.fetch_file(handle)
    assert await platform.fetch_file(handle) == ZIP


@pytest.mark.parametrize("url", [lambda server: server.url, lambda _: NOWHERE])
async def test_no_trouble_shows_the_token(
    server: BotApiServer, caplog: pytest.LogCaptureFixture, url: Callable[[BotApiServer], str]
) -> None:
    """The address of a file has the token in it."""
    caplog.set_level(logging.DEBUG)
    async with platform_at(url(server)) as platform:
        with pytest.raises(DeliveryError) as caught:
            await platform.fetch_file("nothing")
    assert TOKEN not in str(caught.getrepr(chain=True))
    assert TOKEN not in caplog.text


async def test_a_token_that_is_refused_says_nothing_of_the_file(server: BotApiServer) -> None:
    """It is there once the bot has a token again."""
    async with platform_at(server.url, token="1:another") as platform:  # noqa: S106 - it opens nothing
        with pytest.raises(UnreachableError):
            await platform.fetch_file(given(server, ZIP))
