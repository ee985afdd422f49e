"""The stand-in Bot API server is held to what the Bot API documents, over plain HTTP and without any library."""

import asyncio
import json
from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web

from tests.support.botapi.caller import Caller
from tests.support.botapi.faults import Fault, Kind
from tests.support.botapi.server import TOKEN, BotApiServer

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40
ANA = 7


@pytest.fixture
async def server() -> AsyncIterator[BotApiServer]:
    """Start a stand-in with one person."""
    async with BotApiServer() as server:
        server.world.person(ANA)
        yield server


@pytest.fixture
async def call(server: BotApiServer) -> AsyncIterator[Caller]:
    """Give a bare caller."""
    async with aiohttp.ClientSession() as session:
        yield Caller(session, server)


async def test_an_unconfirmed_update_comes_again_and_a_confirmed_one_never(server: BotApiServer, call: Caller) -> None:
    """Updates stay until a poll asks for a higher offset."""
    for text in ("one", "two", "three"):
        server.world.say(ANA, text)
    first = await call.updates()
    assert await call.updates() == first
    assert await call.updates(limit=1) == first[:1]
    assert await call.updates(offset=first[1]) == first[1:]
    assert await call.updates() == first[1:]
    assert await call.updates(offset=first[-1] + 1) == []
    assert await call.updates() == []


async def test_a_negative_offset_forgets_all_but_the_newest(server: BotApiServer, call: Caller) -> None:
    """An offset of -1 leaves one update."""
    server.world.say(ANA, "one")
    server.world.say(ANA, "two")
    newest = await call.updates(offset=-1)
    assert len(newest) == 1
    assert await call.updates() == newest


async def test_a_long_poll_waits_for_the_first_update(server: BotApiServer, call: Caller) -> None:
    """A poll with a timeout answers once somebody writes."""
    poll = asyncio.create_task(call.updates(timeout=20))
    await server.world.queue.polled.wait()
    server.world.say(ANA, "hello")
    assert len(await poll) == 1


async def test_a_second_poll_ends_the_first_with_409(server: BotApiServer, call: Caller) -> None:
    """Only one poll may wait."""
    first = asyncio.create_task(call("getUpdates", timeout=20))
    await server.world.queue.polled.wait()
    assert await call.updates() == []
    answer = await first
    assert answer["error_code"] == 409
    assert "terminated by other getUpdates request" in str(answer["description"])


async def test_only_the_kinds_that_were_asked_for_come(server: BotApiServer, call: Caller) -> None:
    """`allowed_updates` holds for what happens after it was said."""
    assert await call.updates(allowed_updates=["message"]) == []
    server.world.block(ANA)
    server.world.say(ANA, "still here")
    assert len(await call.updates()) == 1


async def test_polling_is_refused_while_a_webhook_is_set(call: Caller) -> None:
    """A webhook and a poll exclude each other."""
    assert (await call("setWebhook", url="http://127.0.0.1:9/hook", secret_token="s3cret"))["ok"]  # noqa: S106
    assert "webhook is active" in await call.refused("getUpdates")
    await call("deleteWebhook")
    assert await call.updates() == []


async def test_a_webhook_gets_the_secret_and_each_update_until_it_accepts(server: BotApiServer, call: Caller) -> None:
    """An answer other than 2xx brings the update again, and the next of that chat has to wait for it."""
    seen: list[tuple[str, str]] = []
    done = asyncio.Event()

    async def hook(request: web.BaseRequest) -> web.Response:
        text = (await request.json())["message"]["text"]
        seen.append((text, request.headers["X-Telegram-Bot-Api-Secret-Token"]))
        if len(seen) == 3:
            done.set()
        return web.Response(status=503 if len(seen) == 1 else 200)

    runner = web.ServerRunner(web.Server(hook))
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    server.world.say(ANA, "one")
    server.world.say(ANA, "two")
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    await call("setWebhook", url=url, secret_token="s3cret")  # noqa: S106 - a test's own
    await asyncio.wait_for(done.wait(), 5)
    assert seen == [("one", "s3cret"), ("one", "s3cret"), ("two", "s3cret")]
    await call("deleteWebhook")
    await runner.cleanup()


@pytest.mark.parametrize(
    ("token", "code"),
    [("4242:another", 401), ("nonsense", 404)],
)
async def test_a_wrong_token_is_refused(call: Caller, token: str, code: int) -> None:
    """A token of the right form is unauthorized, any other is not found."""
    async with call.session.get(f"{call.server.url}/bot{token}/getMe") as response:
        assert response.status == code


async def test_a_call_is_read_from_each_kind_of_body(server: BotApiServer, call: Caller) -> None:
    """Query string, form, JSON and multipart carry the same parameters."""
    url = f"{server.url}/bot{TOKEN}/sendMessage"
    form = aiohttp.FormData({"chat_id": "7", "text": "d"}, default_to_multipart=True)
    async with call.session.get(url, params={"chat_id": 7, "text": "a"}) as response:
        assert response.status == 200
    for given in ({"data": {"chat_id": "7", "text": "b"}}, {"json": {"chat_id": 7, "text": "c"}}, {"data": form}):
        async with call.session.post(url, **given) as response:
            assert response.status == 200
    assert [one.given["text"] for one in server.sent()] == ["a", "b", "c", "d"]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"chat_id": 99, "text": "a"}, "chat not found"),
        ({"chat_id": "x", "text": "a"}, "chat_id must be a number"),
        ({"chat_id": 7, "text": " \n"}, "message text is empty"),
        ({"chat_id": 7, "text": "a" * 4097}, "message is too long"),
        ({"chat_id": 7, "text": "🦵" * 2049}, "message is too long"),
        ({"chat_id": 7, "text": "a", "colour": "red"}, "unknown parameter colour"),
        ({"chat_id": 7, "text": "3 < 4", "parse_mode": "HTML"}, 'Unsupported start tag "" at byte offset 2'),
        ({"chat_id": 7, "text": "é<x>", "parse_mode": "HTML"}, 'Unsupported start tag "x" at byte offset 2'),
        ({"chat_id": 7, "text": "<b>a", "parse_mode": "HTML"}, "Can't find end tag"),
        ({"chat_id": 7, "text": "<b><i>a</b></i>", "parse_mode": "HTML"}, 'expected "</i>", found "</b>"'),
        ({"chat_id": 7, "text": "a</b>", "parse_mode": "HTML"}, "Unexpected end tag"),
        ({"chat_id": 7, "text": "a", "message_thread_id": 5}, "message thread not found"),
        ({"chat_id": 7, "text": "a", "reply_markup": "[]"}, "object expected as reply markup"),
    ],
)
async def test_a_wrong_message_is_refused_in_the_words_of_the_api(
    call: Caller, given: dict[str, object], words: str
) -> None:
    """Each mistake has its own description."""
    assert words in await call.refused("sendMessage", **given)


async def test_lengths_count_after_the_entities_are_read(server: BotApiServer, call: Caller) -> None:
    """Escapes and tags do not count, and a message of exactly the limit is taken."""
    text = f"<b>{'&lt;' * 4096}</b>"
    assert (await call("sendMessage", chat_id=7, text=text, parse_mode="HTML"))["ok"]
    message = server.world.chats[ANA].messages[1]
    assert message["text"] == "<" * 4096
    assert message["entities"] == [{"type": "bold", "offset": 0, "length": 4096}]


@pytest.mark.parametrize(
    ("button", "words"),
    [
        ({"text": "Done", "callback_data": "x" * 65}, "BUTTON_DATA_INVALID"),
        ({"text": "Done", "callback_data": "é" * 33}, "BUTTON_DATA_INVALID"),
        ({"text": "Done", "callback_data": ""}, "BUTTON_DATA_INVALID"),
        ({"text": "", "callback_data": "x"}, "can't parse inline keyboard button"),
        ({"text": "Done"}, "exactly one of"),
        ({"text": "Done", "url": "here"}, "Wrong HTTP URL"),
        ({"text": "Done", "callback_data": "x", "shape": "round"}, "object expected"),
    ],
)
async def test_a_wrong_button_is_refused(call: Caller, button: dict[str, str], words: str) -> None:
    """A button has a text and one deed, and its data is 1 to 64 bytes."""
    markup = json.dumps({"inline_keyboard": [[button]]})
    assert words in await call.refused("sendMessage", chat_id=7, text="a", reply_markup=markup)


async def test_editing_follows_the_documented_cases(server: BotApiServer, call: Caller) -> None:
    """A message is edited once; the same again, a stranger's and a missing one are refused."""
    theirs = server.world.say(ANA, "mine")
    await call("sendMessage", chat_id=7, text="a")
    given: dict[str, object] = {"chat_id": 7, "message_id": 2, "text": "b"}
    assert (await call("editMessageText", **given))["ok"]
    assert "message is not modified" in await call.refused("editMessageText", **given)
    assert "message can't be edited" in await call.refused("editMessageText", **{**given, "message_id": theirs})
    assert "message to edit not found" in await call.refused("editMessageText", **{**given, "message_id": 99})


async def test_a_picture_is_uploaded_once_and_then_named(server: BotApiServer, call: Caller) -> None:
    """The answer to an upload has the file id by which the picture is sent again."""
    form = aiohttp.FormData({"chat_id": "7", "caption": "week"})
    form.add_field("photo", PNG, filename="week.png")
    async with call.session.post(f"{server.url}/bot{TOKEN}/sendPhoto", data=form) as response:
        file_id = (await response.json())["result"]["photo"][-1]["file_id"]
    assert (await call("sendPhoto", chat_id=7, photo=file_id))["ok"]
    assert "wrong file identifier" in await call.refused("sendPhoto", chat_id=7, photo="nothing")
    assert "can't use file of type Photo" in await call.refused("sendDocument", chat_id=7, document=file_id)
    assert "there is no text" in await call.refused("editMessageText", chat_id=7, message_id=1, text="x")
    assert (await call("editMessageCaption", chat_id=7, message_id=1, caption="x"))["ok"]


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("blocked", "Forbidden: bot was blocked by the user"),
        ("deactivated", "Forbidden: user is deactivated"),
        ("kicked", "Forbidden: bot was kicked"),
        ("never_started", "Forbidden: bot can't initiate conversation"),
        ("no_rights", "Bad Request: not enough rights"),
    ],
)
async def test_a_chat_that_is_gone_says_why(server: BotApiServer, call: Caller, reason: str, words: str) -> None:
    """Every way to lose a chat has its status and words."""
    server.world.close_chat(ANA, reason)
    assert words in await call.refused("sendMessage", chat_id=7, text="a")


async def test_a_group_that_became_a_supergroup_says_where_it_is(server: BotApiServer, call: Caller) -> None:
    """The refusal carries the new chat id."""
    server.world.group(-5)
    server.world.migrate(-5, -1005)
    answer = await call("sendMessage", chat_id=-5, text="a")
    assert answer["parameters"] == {"migrate_to_chat_id": -1005}


async def test_too_fast_is_answered_429_with_a_wait(server: BotApiServer, call: Caller) -> None:
    """The limits hold for one chat and for all, and a refused message is not in the chat."""
    server.world.person(8)
    server.limits.set(per_chat=0.1)
    assert (await call("sendMessage", chat_id=7, text="a"))["ok"]
    answer = await call("sendMessage", chat_id=7, text="b")
    assert answer["error_code"] == 429
    assert answer["parameters"] == {"retry_after": 10}
    assert (await call("sendMessage", chat_id=8, text="c"))["ok"]
    server.limits.set(overall=0.1, overall_burst=2)
    codes = [(await call("sendMessage", chat_id=chat, text="d")).get("error_code", 200) for chat in (7, 8, 8)]
    assert codes == [200, 200, 429]
    assert server.limits.refused == 2


async def test_a_button_query_is_answered_and_an_unknown_one_is_too_old(server: BotApiServer, call: Caller) -> None:
    """Pressing brings a callback query with the message and the data."""
    await call("sendMessage", chat_id=7, text="a")
    query = server.world.press(ANA, 1, "done")
    assert not server.world.queries[query]
    assert (await call("answerCallbackQuery", callback_query_id=query))["ok"]
    assert server.world.queries[query]
    assert "query is too old" in await call.refused("answerCallbackQuery", callback_query_id="nothing")


async def test_commands_and_texts_are_kept_by_scope_and_language(call: Caller) -> None:
    """What was set is read back, and only there."""
    commands = [{"command": "today", "description": "Today's exercise"}]
    scope = {"type": "all_private_chats"}
    assert (await call("setMyCommands", commands=commands, scope=scope, language_code="de"))["ok"]
    assert (await call("getMyCommands", scope=scope, language_code="de"))["result"] == commands
    assert (await call("getMyCommands"))["result"] == []
    assert await call.refused("setMyCommands", commands=[{"command": "To day", "description": "x"}])
    assert (await call("setMyDescription", description="hello"))["ok"]
    assert (await call("getMyDescription", language_code="de"))["result"] == {"description": "hello"}
    assert "too long" in await call.refused("setMyShortDescription", short_description="x" * 121)


@pytest.mark.parametrize("kind", list(Kind))
async def test_every_fault_fails_and_only_some_carry_the_call_out(
    server: BotApiServer, call: Caller, kind: Kind
) -> None:
    """A fault "after" leaves the message in the chat, any other does not, and once it is over all is well."""
    server.faults.append(Fault(kinds=(kind,), times=1, hang=0.01))
    with pytest.raises((aiohttp.ClientError, AssertionError, KeyError)):
        assert (await call("sendMessage", chat_id=7, text="a"))["ok"] == 1
    assert len(server.world.chats[ANA].messages) == int(kind.carried_out)
    assert (await call("sendMessage", chat_id=7, text="b"))["ok"]
