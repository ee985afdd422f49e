"""The HTTP layer, through the library's own `Bot` and real connections."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from io import BytesIO
from urllib.parse import parse_qsl

import pytest
from aiohttp import web
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from telegram import Bot, InputMediaPhoto
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter, TimedOut

from bot.telegram.request import AiohttpRequest, NotSentError, ProxyUnsupportedError, environment_proxy, keep_quiet
from tests.support.botapi.faults import Fault, Kind
from tests.support.botapi.server import TOKEN, BotApiServer

# The library warns of its own future whenever it is asked to wait.
pytestmark = pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


@pytest.fixture
async def server() -> AsyncIterator[BotApiServer]:
    """Start a stand-in with one person."""
    async with BotApiServer() as server:
        server.world.person(7)
        yield server


def bot_for(server: BotApiServer, *, token: str = TOKEN, request: AiohttpRequest | None = None) -> Bot:
    """Give the library's bot on our HTTP layer."""
    return Bot(
        token,
        base_url=f"{server.url}/bot",
        base_file_url=f"{server.url}/file/bot",
        request=request or AiohttpRequest(),
        get_updates_request=AiohttpRequest(),
    )


@pytest.fixture
async def bot(server: BotApiServer) -> AsyncIterator[Bot]:
    """Open the library's bot."""
    async with bot_for(server) as bot:
        yield bot


async def test_a_message_arrives_as_it_was_written(server: BotApiServer, bot: Bot) -> None:
    """Text with everything that a form has to escape comes out whole."""
    text = "3×12 & 50% = a+b; ü 🦵\nline two"
    message = await bot.send_message(7, text)
    assert message.text == text
    assert server.sent()[0].given["text"] == text


async def test_files_are_uploaded_with_their_names(server: BotApiServer, bot: Bot) -> None:
    """A document, a picture and a stream arrive by multipart, whatever their names."""
    await bot.send_document(7, b"a,b\n", filename='Übersicht "März".csv', caption="both & more")
    await bot.send_photo(7, BytesIO(PNG))
    document, photo = server.sent("sendDocument", "sendPhoto")
    assert document.files["document"].startswith('Übersicht "März".csv')
    assert document.given["caption"] == "both & more"
    assert "photo" in photo.files


async def test_a_file_is_read_back(server: BotApiServer, bot: Bot) -> None:
    """What a runner sent can be fetched."""
    message_id = server.world.send(7, "document", content="sets")
    sent = server.world.chats[7].messages[message_id]["document"]
    assert isinstance(sent, dict)
    file = await bot.get_file(sent["file_id"])
    assert bytes(await file.download_as_bytearray()) == b"sets"


async def test_media_that_is_attached_by_name_is_uploaded(server: BotApiServer, bot: Bot) -> None:
    """The library names a file inside a JSON value and sends it beside."""
    with pytest.raises((BadRequest, InvalidToken)):
        await bot.edit_message_media(InputMediaPhoto(PNG), chat_id=7, message_id=1)
    assert any(call.files for call in server.journal)


@pytest.mark.parametrize(
    ("prepare", "error"),
    [
        (lambda server: server.world.close_chat(7, "blocked"), Forbidden),
        (lambda server: server.faults.append(Fault(kinds=(Kind.TOO_MANY,))), RetryAfter),
        (lambda server: server.faults.append(Fault(kinds=(Kind.BAD_GATEWAY,))), NetworkError),
        (lambda server: server.faults.append(Fault(kinds=(Kind.SERVER_ERROR,))), NetworkError),
        (lambda server: server.faults.append(Fault(kinds=(Kind.RESET_BEFORE,))), NetworkError),
        (lambda server: server.faults.append(Fault(kinds=(Kind.TRUNCATED_AFTER,))), NetworkError),
        (lambda server: server.faults.append(Fault(kinds=(Kind.GARBAGE_AFTER,))), NetworkError),
    ],
)
async def test_every_failure_is_an_error_of_the_library(
    server: BotApiServer, bot: Bot, prepare: Callable[[BotApiServer], None], error: type[Exception]
) -> None:
    """No error of aiohttp comes through."""
    prepare(server)
    with pytest.raises(error):
        await bot.send_message(7, "hello")


async def test_an_answer_that_does_not_come_is_a_time_out(server: BotApiServer) -> None:
    """Waiting ends after the read time-out, the request's own before the default."""
    server.faults.append(Fault(kinds=(Kind.HANG_AFTER,), hang=5, methods=frozenset({"sendMessage"})))
    async with bot_for(server, request=AiohttpRequest(read_timeout=0.05)) as bot:
        with pytest.raises(TimedOut):
            await bot.send_message(7, "hello")
    request = AiohttpRequest()
    async with bot_for(server, request=request) as bot:
        with pytest.raises(TimedOut):
            await bot.send_message(7, "hello", read_timeout=0.05)
    assert len(server.sent()) == 2


async def refused_connection(request: AiohttpRequest) -> None:
    """Ask a port where nobody listens."""
    await request.post_form(f"http://127.0.0.1:9/bot{TOKEN}/sendMessage", {})


async def no_free_connection(request: AiohttpRequest) -> None:
    """Ask a name that does not exist."""
    await request.post_form(f"http://coach.invalid/bot{TOKEN}/sendMessage", {})


@pytest.mark.parametrize("deed", [refused_connection, no_free_connection])
async def test_without_a_connection_nothing_was_sent(deed: Callable[[AiohttpRequest], Awaitable[None]]) -> None:
    """A request that did not leave is told apart from one that may have arrived."""
    async with AiohttpRequest(connect_timeout=2) as request:
        with pytest.raises(NotSentError):
            await deed(request)


async def test_a_full_pool_is_no_sending() -> None:
    """Waiting for a free connection ends with the pool's time-out, and nothing was sent."""
    arrived, release = asyncio.Event(), asyncio.Event()

    async def hold(_request: web.BaseRequest) -> web.Response:
        arrived.set()
        await release.wait()
        return web.Response(text="{}")

    runner = web.ServerRunner(web.Server(hold))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/"
    async with AiohttpRequest(connections=1, pool_timeout=0.05, connect_timeout=0.05) as request:
        first = asyncio.create_task(request.post_form(url, {}))
        await arrived.wait()
        with pytest.raises(NotSentError):
            await request.post_form(url, {})
        release.set()
        assert await first == (200, b"{}")
    await runner.cleanup()


async def test_requests_go_through_the_proxy(server: BotApiServer) -> None:
    """The proxy sees the request with its credentials, and the server behind it answers."""
    seen: list[str] = []

    async def forward(request: web.BaseRequest) -> web.Response:
        seen.append(request.headers.get("Proxy-Authorization", ""))
        async with AiohttpRequest() as onward:
            given = dict(await request.post())
            status, body = await onward.post_form(str(request.url), {name: str(given[name]) for name in given})
        return web.Response(status=status, body=body, content_type="application/json")

    runner = web.ServerRunner(web.Server(forward))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    proxy = f"http://user:password@127.0.0.1:{runner.addresses[0][1]}"
    async with bot_for(server, request=AiohttpRequest(proxy=proxy)) as bot:
        await bot.send_message(7, "through")
    await runner.cleanup()
    assert server.sent()[0].given["text"] == "through"
    assert all(one.startswith("Basic ") for one in seen)


def test_another_kind_of_proxy_is_refused_in_one_sentence() -> None:
    """SOCKS needs a library that is not here: said at once, without the password."""
    with pytest.raises(ProxyUnsupportedError, match="socks5") as refusal:
        AiohttpRequest(proxy="socks5://user:password@127.0.0.1:1")
    assert "password" not in str(refusal.value)


def test_the_environment_names_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """HTTPS_PROXY and NO_PROXY are followed."""
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy:3128")
    monkeypatch.setenv("NO_PROXY", "localhost")
    assert environment_proxy("https://api.telegram.org") == "http://proxy:3128"
    assert environment_proxy("http://localhost:8081") is None


@pytest.mark.parametrize("kind", list(Kind))
async def test_the_token_is_in_no_log_and_no_error(
    server: BotApiServer, caplog: pytest.LogCaptureFixture, kind: Kind
) -> None:
    """Whatever fails, neither the error, nor its causes, nor the log has the token."""
    caplog.set_level(logging.DEBUG)
    keep_quiet()
    server.faults.append(Fault(kinds=(kind,), hang=0.3, methods=frozenset({"sendMessage"})))
    async with bot_for(server, request=AiohttpRequest(read_timeout=0.1)) as bot:
        with pytest.raises((NetworkError, RetryAfter, InvalidToken)) as failure:
            await bot.send_message(7, "hello")
    error: BaseException | None = failure.value
    while error is not None:
        assert TOKEN not in repr(error) + str(error)
        error = error.__cause__
    assert TOKEN not in caplog.text


async def test_the_token_is_not_in_the_error_of_a_wrong_address(caplog: pytest.LogCaptureFixture) -> None:
    """The URLs in the errors of aiohttp do not come through."""
    caplog.set_level(logging.DEBUG)
    async with AiohttpRequest() as request:
        for address in ("http://127.0.0.1:9", "http://coach.invalid", "nonsense", "http://[::1"):
            with pytest.raises(NetworkError) as failure:
                await request.post_form(f"{address}/bot{TOKEN}/getMe", {})
            assert TOKEN not in str(failure.value)
            assert failure.value.__cause__ is None
            assert failure.value.__suppress_context__
    assert TOKEN not in caplog.text


@pytest.mark.parametrize(("token", "error"), [("4242:another", InvalidToken), ("nonsense", InvalidToken)])
async def test_a_wrong_token_is_an_error_of_the_library(
    server: BotApiServer, token: str, error: type[Exception]
) -> None:
    """The library's own words for a bad token come through."""
    async with AiohttpRequest() as request:
        with pytest.raises(error):
            await bot_for(server, token=token, request=request).get_me()


async def test_a_second_poll_is_a_conflict(server: BotApiServer, bot: Bot) -> None:
    """The first poll is told that another one took its place."""
    first = asyncio.create_task(bot.get_updates(timeout=20))
    await server.world.queue.polled.wait()
    await bot.get_updates()
    with pytest.raises(Conflict):
        await first


async def test_after_shutdown_nothing_is_sent(server: BotApiServer) -> None:
    """A pool that is closed says so, and closing twice is fine."""
    request = AiohttpRequest()
    await request.initialize()
    await request.shutdown()
    await request.shutdown()
    with pytest.raises(NotSentError):
        await request.post_form(f"{server.url}/bot{TOKEN}/getMe", {})


@given(text=st.text(min_size=1, max_size=200))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_form_reads_back_as_it_was_given(text: str) -> None:
    """Whatever a text is made of, the form that is sent has it and nothing else."""
    sent: list[bytes] = []

    class Kept(AiohttpRequest):
        """Our HTTP layer with the last step, the connection, cut off."""

        async def _request(self, *_: object, data: object = None, **__: object) -> tuple[int, bytes]:
            assert isinstance(data, bytes)
            sent.append(data)
            return 200, b"{}"

    asyncio.run(Kept().post_form("http://localhost/", {"text": text, "chat_id": "7"}))
    assert dict(parse_qsl(sent[0].decode(), keep_blank_values=True)) == {"text": text, "chat_id": "7"}
