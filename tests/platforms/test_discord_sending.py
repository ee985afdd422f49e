"""What the coach says arrives on Discord as it should."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.chat import PRIVATE_CHAT, Button, ChatPlatform, File, Picture, Reply
from bot.discord.outbound import Carried, read_custom_id
from bot.discord.places import channel_address, person_address
from core.domain.exercise import Variation
from tests.support.discord_platform import (
    ANA,
    answering,
    asked,
    discord_with_ana,
    home,
    platform_for,
    posting,
    shown,
)
from tests.support.discordapi.server import BOT, DiscordServer

SEND = "POST /channels/{channel}/messages"
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


@pytest.fixture
async def server() -> AsyncIterator[DiscordServer]:
    """Start a stand-in with one person."""
    async with discord_with_ana() as server:
        yield server


@pytest.fixture
async def platform(server: DiscordServer) -> AsyncIterator[ChatPlatform]:
    """Open the platform, seen as any platform is."""
    async with platform_for(server) as platform:
        yield platform


async def test_a_message_stands_as_it_was_written(server: DiscordServer, platform: ChatPlatform) -> None:
    """What looks like markup is text, nobody is pinged, links are not unfolded, and the id comes back."""
    text = "*not* _italic_ `code` ~~x~~ ||y|| # no\n# heading\n> quote\n- item <@1> @everyone <t:1> [a](http://b.c)"
    sent = await platform.send(posting(text, to=home(server)))
    (message,) = shown(server)
    assert message["id"] == sent
    assert re.sub(r"\\(\W|_)", r"\1", message["content"]) == text
    assert not re.search(r"(?<!\\)[*_`~|]|(?<!\\)<[@t]|^[#>-] ", message["content"], re.MULTILINE)
    (call,) = server.calls(SEND)
    assert call.body["allowed_mentions"] == {"parse": [], "replied_user": False}
    assert call.body["flags"] & 4


async def test_the_exercise_of_a_day_is_coloured(server: DiscordServer, platform: ChatPlatform) -> None:
    """Each variation has its own colour, and the words stand in the embed."""
    for variation in Variation:
        await platform.send(posting(Reply(text="Today", accent=variation), to=home(server), key=variation))
    embeds = [message["embeds"][0] for message in shown(server)]
    assert {one["description"] for one in embeds} == {"Today"}
    assert len({one["color"] for one in embeds}) == 3


async def test_buttons_carry_their_meaning_and_whose_they_are(server: DiscordServer, platform: ChatPlatform) -> None:
    """Each has an id of its own, also where two do the same, and 64 bytes of meaning fit beside the owner."""
    meaning = "x" * 64
    row = (
        Button(label="Done", action="done:1"),
        Button(label="Also", action="done:1"),
        Button(label="L" * 99, action=meaning),
    )
    channel = server.world.guild_channel()
    await platform.send(posting(Reply(text="Today", buttons=(row,)), to=channel_address(channel.id, owner="2" * 19)))
    (message,) = channel.messages.values()
    done, also, long = message["components"][0]["components"]
    assert done["custom_id"] != also["custom_id"]
    assert read_custom_id(long["custom_id"]) == Carried(action=meaning, owner="2" * 19)


async def test_many_buttons_become_rows_of_five_and_more_become_lists(
    server: DiscordServer, platform: ChatPlatform
) -> None:
    """Nothing that can be pressed is left out."""
    for count in (7, 25, 40):
        rows = tuple((Button(label=f"{count}-{number}", action=f"do:{number}"),) for number in range(count))
        await platform.send(posting(Reply(text="Choose", buttons=rows), to=home(server), key=str(count)))
    seven, full, lists = (message["components"] for message in shown(server))
    assert [len(row["components"]) for row in seven] == [5, 2]
    assert [len(row["components"]) for row in full] == [5] * 5
    assert [len(row["components"][0]["options"]) for row in lists] == [25, 15]


async def test_a_long_text_comes_in_parts_with_the_buttons_last(server: DiscordServer, platform: ChatPlatform) -> None:
    """Sentences stay whole, escapes stay whole, and nothing is lost."""
    text = ("Let the *heels* sink & stay there. " * 200).strip()
    last = await platform.send(
        posting(Reply(text=text, buttons=((Button(label="Undo", action="undo"),),)), to=home(server))
    )
    messages = shown(server)
    assert messages[-1]["id"] == last
    assert len(messages) > 3
    assert " ".join(message["content"] for message in messages).replace("\\", "") == text
    assert [bool(message["components"]) for message in messages] == [False] * (len(messages) - 1) + [True]


async def test_a_picture_has_its_words_beside_it(server: DiscordServer, platform: ChatPlatform) -> None:
    """Pictures and files are attachments; the alternative text goes with the picture."""
    picture = Picture(name="week", alt="Two of three variations", png=PNG)
    await platform.send(posting(Reply(text="Your week", picture=picture), to=home(server), key="1:0"))
    await platform.send(
        posting(Reply(text="Yours", file=File(name="log.json", content=b"{}")), to=home(server), key="2:0")
    )
    week, log = (message["attachments"][0] for message in shown(server))
    assert (week["filename"], week["description"]) == ("week.png", "Two of three variations")
    assert log["filename"] == "log.json"


async def test_sent_twice_it_arrives_once(server: DiscordServer, platform: ChatPlatform) -> None:
    """A process that was killed before it noted a message sends it again, and Discord takes it as the same."""
    for _ in range(2):
        await platform.send(posting("hello", to=home(server), key="answer:discord:5:0"))
    await platform.send(posting("hello", to=home(server), key="answer:discord:6:0"))
    assert len(shown(server)) == 2


async def test_a_message_is_replaced_where_it_stands(server: DiscordServer, platform: ChatPlatform) -> None:
    """Its text and buttons change and its id does not; one that is gone is said anew."""
    buttons = ((Button(label="Done", action="done"),),)
    first = await platform.send(
        posting(Reply(text="Today", buttons=buttons, accent=Variation.BENT_KNEE), to=home(server))
    )
    assert await platform.send(posting("Logged", to=home(server), replaces=first, key="2:0")) == first
    (only,) = shown(server)
    assert (only["content"], only["embeds"], only["components"]) == ("Logged", [], [])
    del server.world.direct(ANA).messages[first]
    assert await platform.send(posting("Taken back", to=home(server), replaces=first, key="3:0")) != first


async def test_a_server_is_led_to_the_private_chat(server: DiscordServer, platform: ChatPlatform) -> None:
    """The button leads to the bot, whose profile opens the direct messages."""
    channel = server.world.guild_channel()
    reply = Reply(text="In private, please", buttons=((Button(label="Open", action=PRIVATE_CHAT),),))
    await platform.send(posting(reply, to=channel_address(channel.id)))
    (message,) = channel.messages.values()
    assert message["components"][0]["components"][0]["url"] == f"https://discord.com/users/{BOT}"


async def test_an_answer_takes_the_place_of_thinking_and_the_next_follow(
    server: DiscordServer, platform: ChatPlatform
) -> None:
    """In a server all of it is for one pair of eyes, and the buttons belong to whoever asked."""
    channel = server.world.guild_channel()
    to = answering(server, asked(server, channel=channel.id), ephemeral=True)
    buttons = ((Button(label="Undo", action="undo:1"),),)
    await platform.send(posting(Reply(text="First", buttons=buttons), to=to, key="answer:discord:9:0"))
    await platform.send(posting("Second", to=to, key="answer:discord:9:1"))
    first, second = channel.messages.values()
    assert (first["content"], second["content"]) == ("First", "Second")
    assert first["components"][0]["components"][0]["custom_id"] == f"coach/{ANA}/0/undo:1"
    assert second["flags"] & 64
    assert not shown(server)


@pytest.mark.parametrize("over", ["expired", "unknown"])
async def test_an_answer_that_comes_too_late_goes_to_the_direct_messages(
    server: DiscordServer, platform: ChatPlatform, over: str
) -> None:
    """After a quarter of an hour, or where Discord no longer knows the interaction."""
    to = answering(server, "gone", expires=timedelta(minutes=-1 if over == "expired" else 5))
    await platform.send(posting("Logged", to=to))
    assert [message["content"] for message in shown(server)] == ["Logged"]


async def test_a_person_is_reached_without_knowing_their_channel(server: DiscordServer, platform: ChatPlatform) -> None:
    """Their direct messages are opened once."""
    for number in range(2):
        await platform.send(posting("hello", to=person_address(ANA), key=f"{number}:0"))
    assert len(shown(server)) == 2
    assert len(server.calls("POST /users/@me/channels")) == 1
