"""When a message cannot go to Discord, the sender is told what to do, and nothing is lost or doubled."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest

from bot.chat import Button, ChatPlatform, Reply
from bot.delivery.errors import ChatGoneError, RefusedError, RetryLaterError, UnreachableError
from bot.discord.adapter import DiscordPlatform
from bot.discord.errors import TokenMalformedError
from tests.support.botapi.faults import Fault, Kind
from tests.support.discord_platform import ANA, NOW, discord_with_ana, home, platform_for, posting, shown
from tests.support.discordapi.server import APPLICATION, BOT, DiscordServer

SEND = "POST /channels/{channel}/messages"


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
