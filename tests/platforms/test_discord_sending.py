"""What the coach says arrives on Discord as it should, or the sender is told what to do."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import discord.http
import pytest

from bot.chat import PRIVATE_CHAT, Button, ChatPlatform, File, Picture, Posting, Reply
from bot.delivery_errors import ChatGoneError, RefusedError, RetryLaterError, UnreachableError
from bot.discord.adapter import DiscordPlatform
from bot.discord.errors import TokenMalformedError
from bot.discord.outbound import Carried, read_custom_id
from bot.discord.places import Interaction, channel_address, interaction_address, person_address
from core.domain.account import Address, Platform
from core.domain.exercise import Variation
from tests.support.botapi.faults import Fault, Kind
from tests.support.discordapi.server import APPLICATION, BOT, TOKEN, DiscordServer
from tests.support.discordapi.world import Json

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40
NOW = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
SEND = "POST /channels/{channel}/messages"
EDIT = "PATCH /channels/{channel}/messages/{message}"
ORIGINAL = "PATCH /webhooks/{application}/{token}/messages/@original"
FOLLOW_UP = "POST /webhooks/{application}/{token}"
ANA = "7001"


@pytest.fixture
async def server() -> AsyncIterator[DiscordServer]:
    """Start a stand-in with one person; the library's one address for all clients is put back afterwards."""
    before = discord.http.Route.BASE
    async with DiscordServer() as server:
        server.world.direct(ANA)
        yield server
    discord.http.Route.BASE = before


@asynccontextmanager
async def platform_for(
    server: DiscordServer, *, token: str = TOKEN, patience: float = 30
) -> AsyncIterator[DiscordPlatform]:
    """Open the platform on a stand-in."""
    platform = DiscordPlatform(token=token, clock=lambda: NOW, api_base_url=server.url, patience=patience)
    async with platform:
        yield platform


@pytest.fixture
async def platform(server: DiscordServer) -> AsyncIterator[ChatPlatform]:
    """Open the platform, seen as any platform is."""
    async with platform_for(server) as platform:
        yield platform


def posting(reply: Reply | str, *, to: Address, replaces: str = "", key: str = "answer:discord:1:0") -> Posting:
    """Address a reply."""
    said = Reply(text=reply) if isinstance(reply, str) else reply
    return Posting(platform=Platform.DISCORD, address=to, reply=said, replaces=replaces, key=key)


def home(server: DiscordServer) -> Address:
    """Return the address of the person's direct messages."""
    return channel_address(server.world.direct(ANA).id)


def shown(server: DiscordServer) -> list[Json]:
    """Return the messages of the bot's that stand in the direct messages."""
    return [one for one in server.world.direct(ANA).messages.values() if one["author"]["id"] == BOT]


def answering(
    server: DiscordServer, token: str, *, expires: timedelta = timedelta(minutes=5), **facts: bool
) -> Address:
    """Write the address of an interaction of the person's."""
    flags = {"placeholder": True, "ephemeral": False} | facts
    one = Interaction(token=token, user=ANA, home=home(server), expires=int((NOW + expires).timestamp()), **flags)
    return interaction_address(one)


def asked(server: DiscordServer, *, kind: int = 5, channel: str = "") -> str:
    """Let the person use a command that was acknowledged, and return its token."""
    server.world.commands = [{"name": "today", "id": "1"}]
    server.world.command(ANA, "today", channel=channel)
    token, one = next(reversed(server.world.interactions.items()))
    one.acknowledged = kind
    one.original = server.world.message(one.channel, {"flags": 128}, author=server.world.me())["id"]
    return token


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


@pytest.mark.parametrize(
    ("gone", "reason"), [("closed", "blocked"), ("permissions", "no_rights"), ("unknown", "not_found")]
)
async def test_a_chat_that_is_gone_is_known_as_gone(
    server: DiscordServer, platform: ChatPlatform, gone: str, reason: str
) -> None:
    """Closed direct messages, missing permissions, and a channel that is no more."""
    server.world.direct(ANA).gone = gone
    with pytest.raises(ChatGoneError) as failure:
        await platform.send(posting("hello", to=home(server)))
    assert failure.value.reason == reason


async def test_a_limit_is_waited_for_where_discord_says_how_long(server: DiscordServer, platform: ChatPlatform) -> None:
    """The library waits for a short while itself, and the message arrives once."""
    server.faults.append(Fault(kinds=(Kind.TOO_MANY,), methods=frozenset({SEND}), times=1))
    await platform.send(posting("hello", to=home(server)))
    assert len(shown(server)) == 1


@dataclass(frozen=True, kw_only=True)
class Limit:
    """A 429: with `via`, as the API answers, else as what stands before it."""

    after: float
    via: bool
    everywhere: bool
    whole: bool = field(default=False)


@pytest.mark.parametrize(
    "limit",
    [
        Limit(after=2.5, via=False, everywhere=False, whole=True),
        Limit(after=90.0, via=True, everywhere=False),
    ],
)
async def test_a_long_limit_is_handed_back(server: DiscordServer, platform: ChatPlatform, limit: Limit) -> None:
    """The message waits in the outbox instead of in the process."""
    server.via, server.retry_after, server.everywhere = limit.via, limit.after, limit.everywhere
    server.faults.append(Fault(kinds=(Kind.TOO_MANY,), methods=frozenset({SEND}), times=1))
    with pytest.raises(RetryLaterError) as failure:
        await platform.send(posting("hello", to=home(server)))
    assert (failure.value.after, failure.value.whole_platform) == (limit.after, limit.whole)


@pytest.mark.parametrize("kind", [Kind.RESET_BEFORE, Kind.RESET_AFTER, Kind.HANG_BEFORE, Kind.GARBAGE_AFTER])
async def test_no_answer_is_tried_again_and_arrives_once(server: DiscordServer, kind: Kind) -> None:
    """Whether the message arrived or not, the next try leaves exactly one."""
    async with platform_for(server, patience=1.0) as platform:
        await platform.me()
        server.faults.append(Fault(kinds=(kind,), methods=frozenset({SEND}), times=1, hang=3))
        with pytest.raises(UnreachableError):
            await platform.send(posting("hello", to=home(server)))
        await platform.send(posting("hello", to=home(server)))
    assert len(shown(server)) == 1


async def test_a_wrong_token_costs_no_message(server: DiscordServer) -> None:
    """The message waits for a token that is accepted."""
    async with platform_for(server, token="another.token") as platform:  # noqa: S106 - it opens nothing
        with pytest.raises(UnreachableError) as failure:
            await platform.send(posting("hello", to=home(server)))
    assert not failure.value.maybe_sent


async def test_what_discord_will_never_take_is_refused_for_good(server: DiscordServer, platform: ChatPlatform) -> None:
    """The reason is Discord's own, for the operator."""
    with pytest.raises(RefusedError, match="50035"):
        await platform.send(posting(Reply(text="x", buttons=((Button(label="x", action="x" * 99),),)), to=home(server)))


@pytest.mark.parametrize("token", ["", " ", "a b", "a\n", '"a"', "Bot a", "ü"])
def test_a_token_that_cannot_be_one_is_refused_without_being_shown(token: str) -> None:
    """Quotes and line ends come from files and shells."""
    with pytest.raises(TokenMalformedError) as refusal:
        DiscordPlatform(token=token, clock=lambda: NOW)
    assert "developer portal" in str(refusal.value)


def test_the_application_is_not_the_bot() -> None:
    """The stand-in tells the two apart, so that a mix-up is seen."""
    assert APPLICATION != BOT
