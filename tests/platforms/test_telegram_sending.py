"""What the coach says arrives on Telegram as it should, or the sender is told what to do."""

import re
from dataclasses import replace
from html import unescape

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat import PRIVATE_CHAT, Button, ChatPlatform, File, Picture, Reply
from bot.splitting import split
from bot.telegram.adapter import ProcessMemory
from bot.telegram.errors import TokenMalformedError
from bot.telegram.outbound import Take, calls
from core.domain.account import Address
from tests.support.botapi.server import BotApiServer
from tests.support.telegram_platform import ANA, BOB, CLUB, NOWHERE, platform_at, posting, shown

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


async def test_a_message_stands_as_it_was_written(server: BotApiServer, platform: ChatPlatform) -> None:
    """What looks like markup is text, links are not unfolded, and the id comes back."""
    text = "3 < 4 & 5 > 2 <b>not bold</b>\nhttps://example.org &amp; more"
    assert await platform.send(posting(text)) == "1"
    (message,) = shown(server)
    assert message["text"] == text
    assert "entities" not in message
    assert server.sent()[0].given["link_preview_options"] == '{"is_disabled":true}'


async def test_buttons_stand_in_rows(server: BotApiServer, platform: ChatPlatform) -> None:
    """Labels and actions are those of the reply."""
    buttons = ((Button(label="Done", action="done:1"), Button(label="Swap", action="swap:1")),)
    await platform.send(posting(Reply(text="Today", buttons=buttons)))
    assert shown(server)[0]["reply_markup"] == {
        "inline_keyboard": [
            [{"text": "Done", "callback_data": "done:1"}, {"text": "Swap", "callback_data": "swap:1"}],
        ]
    }


async def test_a_silent_message_makes_no_sound(server: BotApiServer, platform: ChatPlatform) -> None:
    """Quiet hours are kept on Telegram's side too."""
    await platform.send(posting(Reply(text="late", silent=True)))
    await platform.send(posting("day"))
    late, day = server.sent()
    assert late.given["disable_notification"] == "true"
    assert "disable_notification" not in day.given


async def test_a_group_is_led_to_the_private_chat(server: BotApiServer, platform: ChatPlatform) -> None:
    """The button is a link to the bot, with a payload where there is one."""
    buttons = ((Button(label="Open", action=PRIVATE_CHAT), Button(label="Join", action=f"{PRIVATE_CHAT}:abc")),)
    await platform.send(posting(Reply(text="In private, please", buttons=buttons), to=str(CLUB)))
    assert shown(server, chat=CLUB)[0]["reply_markup"] == {
        "inline_keyboard": [
            [
                {"text": "Open", "url": "https://t.me/calfcoach_bot"},
                {"text": "Join", "url": "https://t.me/calfcoach_bot?start=abc"},
            ]
        ]
    }


async def test_a_long_text_comes_in_parts_with_the_buttons_last(server: BotApiServer, platform: ChatPlatform) -> None:
    """Sentences stay whole, and nothing is lost."""
    sentence = "Let the heels sink & stay there for a second. "
    text = (sentence * 200).strip()
    last = await platform.send(posting(Reply(text=text, buttons=((Button(label="Undo", action="undo"),),))))
    messages = shown(server)
    assert len(messages) == 3
    assert last == "3"
    assert all(str(message["text"]).endswith("second.") for message in messages)
    assert " ".join(str(message["text"]) for message in messages) == text
    assert ["reply_markup" in message for message in messages] == [False, False, True]


async def test_a_topic_gets_its_answer_and_a_closed_one_is_answered_in_the_forum(
    server: BotApiServer, platform: ChatPlatform
) -> None:
    """A message for a topic that is gone is not lost."""
    await platform.send(posting("here", to=f"{CLUB}/55"))
    await platform.send(posting("there", to=f"{CLUB}/66"))
    here, there = shown(server, chat=CLUB)
    assert here["message_thread_id"] == 55
    assert "message_thread_id" not in there


async def test_a_message_is_replaced_where_it_stands(server: BotApiServer, platform: ChatPlatform) -> None:
    """Its text and buttons change, its id does not, and saying the same again is fine."""
    buttons = ((Button(label="Done", action="done"),),)
    message = await platform.send(posting(Reply(text="Today", buttons=buttons)))
    for _ in range(2):
        assert await platform.send(posting(Reply(text="Logged", replace=True), replaces=message)) == message
    (only,) = shown(server)
    assert only["text"] == "Logged"
    assert "reply_markup" not in only


@pytest.mark.parametrize("lost", ["gone", "theirs"])
async def test_what_cannot_be_replaced_is_said_anew(server: BotApiServer, platform: ChatPlatform, lost: str) -> None:
    """A message that was deleted, or is not the coach's, leaves the answer standing by itself."""
    theirs = server.world.say(ANA, "mine")
    replaces = "99" if lost == "gone" else str(theirs)
    assert await platform.send(posting(Reply(text="Logged", replace=True), replaces=replaces)) == "2"
    assert shown(server)[-1]["text"] == "Logged"


async def test_under_a_picture_the_caption_is_replaced(server: BotApiServer, platform: ChatPlatform) -> None:
    """The picture stays, and a text too long for a caption goes on below it."""
    picture = Picture(name="week", alt="Your week", png=PNG)
    message = await platform.send(posting(Reply(text="Week 9", picture=picture)))
    assert await platform.send(posting(Reply(text="Details", replace=True), replaces=message)) == message
    assert shown(server)[0]["caption"] == "Details"
    long = "Word. " * 300
    await platform.send(posting(Reply(text=long, replace=True), replaces=message))
    caption, text = str(shown(server)[0]["caption"]), str(shown(server)[1]["text"])
    assert f"{caption} {text}" == long.strip()


async def test_a_picture_in_the_place_of_a_text_takes_the_buttons_away(
    server: BotApiServer, platform: ChatPlatform
) -> None:
    """A stale button would be pressed again."""
    message = await platform.send(posting(Reply(text="Week?", buttons=((Button(label="Show", action="week"),),))))
    picture = Picture(name="week", alt="Your week", png=PNG)
    for _ in range(2):
        await platform.send(posting(Reply(text="Week 9", picture=picture, replace=True), replaces=message))
    assert "reply_markup" not in shown(server)[0]
    assert "photo" in shown(server)[1]


async def test_a_picture_is_uploaded_once(server: BotApiServer) -> None:
    """The memory outlives the platform, and a file id that Telegram does not know any more is replaced."""
    memory = ProcessMemory()
    reply = Reply(text="Seated calf raise", picture=Picture(name="seated", alt="", png=PNG))
    for to in (ANA, BOB):
        async with platform_at(server.url, memory=memory) as platform:
            await platform.send(posting(reply, to=str(to)))
    assert [bool(call.files) for call in server.sent("sendPhoto")] == [True, False]
    server.world.files.clear()
    async with platform_at(server.url, memory=memory) as platform:
        await platform.send(posting(reply))
        await platform.send(posting(reply))
    assert [bool(call.files) for call in server.sent("sendPhoto")] == [True, False, True, False]


async def test_a_picture_of_one_runner_is_not_kept(server: BotApiServer) -> None:
    """A week is drawn once and seen once."""
    memory = ProcessMemory()
    reply = Reply(text="Week 9", picture=Picture(name="week", alt="", png=PNG, lasting=False))
    async with platform_at(server.url, memory=memory) as platform:
        await platform.send(posting(reply))
        await platform.send(posting(reply))
    assert all(call.files for call in server.sent("sendPhoto"))


@pytest.mark.parametrize(
    ("media_type", "method"),
    [("text/csv", "sendDocument"), ("image/gif", "sendAnimation"), ("video/mp4", "sendAnimation")],
)
async def test_a_file_goes_as_what_it_is(
    server: BotApiServer, platform: ChatPlatform, media_type: str, method: str
) -> None:
    """What moves is shown moving, anything else is a document with its name."""
    file = File(name="calves.bin", content=b"content", media_type=media_type)
    await platform.send(posting(Reply(text="Here you are", file=file)))
    (call,) = server.sent(method)
    assert next(iter(call.files.values())).startswith("calves.bin ")
    assert call.given["caption"] == "Here you are"
    assert [call.given["action"] for call in server.sent("sendChatAction")] == ["upload_document"]


async def test_a_long_caption_goes_on_as_text(server: BotApiServer, platform: ChatPlatform) -> None:
    """Captions hold 1,024 characters, and the rest is not lost."""
    text = ("One more sentence. " * 100).strip()
    await platform.send(posting(Reply(text=text, picture=Picture(name="week", alt="", png=PNG))))
    photo, rest = shown(server)
    assert f"{photo['caption']} {rest['text']}" == text


@pytest.mark.parametrize("token", ["", " ", "1:a b", "1:a/b", "1:ü", "1:a\n", '"1:a"'])
def test_a_token_that_cannot_be_one_is_refused_without_being_shown(token: str) -> None:
    """Quotes and line ends come from files and shells."""
    with pytest.raises(TokenMalformedError) as refusal:
        platform_at(NOWHERE, token=token)
    assert "BotFather" in str(refusal.value)


async def test_the_memory_of_a_process_keeps_what_was_used_last() -> None:
    """It does not grow without end."""
    memory = ProcessMemory(limit=2)
    await memory.remember("a", "1")
    await memory.remember("b", "2")
    assert await memory.recall("a") == "1"
    await memory.remember("c", "3")
    assert [await memory.recall(key) for key in "abc"] == ["1", None, "3"]


words = st.text(alphabet=st.sampled_from("ab é🦵.!?\n <&>"), max_size=400)


@given(text=words, limit=st.integers(2, 60))
def test_split_loses_nothing_but_white_space(text: str, limit: int) -> None:
    """Every part fits, and together they are the text."""
    parts = split(text, limit)
    assert all(len(part.encode("utf-16-le")) // 2 <= limit for part in parts)
    assert re.sub(r"\s", "", "".join(parts)) == re.sub(r"\s", "", text)


@given(text=st.text(max_size=6000), topic=st.booleans(), replaces=st.sampled_from(["", "5"]))
def test_every_text_becomes_calls_within_the_limits(text: str, topic: bool, replaces: str) -> None:  # noqa: FBT001
    """Lengths count after the escapes are read, and no markup is left to chance."""
    take = Take(to=Address("-5/7" if topic else "5"), replaces=replaces)
    for call in calls(Reply(text=text, buttons=((Button(label="x", action="y"),),)), take):
        plain = unescape(call.fields["text"])
        assert len(plain.encode("utf-16-le", "replace")) // 2 <= 4096
        assert "<" not in call.fields["text"]
        if "reply_markup" in call.fields:
            assert msgspec.json.decode(call.fields["reply_markup"])
    assert calls(Reply(text=text), replace(take, to=Address("1")))[0].fields["chat_id"] == "1"
