"""A failure on the way to Telegram is told so that the sender knows what to do next."""

import pytest

from bot.chat import Button, ChatPlatform, Reply
from bot.delivery.errors import (
    ChatGoneError,
    ChatMovedError,
    DeliveryError,
    RefusedError,
    RetryLaterError,
    UnreachableError,
)
from tests.support.botapi.faults import Fault, Kind
from tests.support.botapi.server import BotApiServer
from tests.support.telegram_platform import ANA, BOB, NOWHERE, platform_at, posting, shown

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        ("blocked", "blocked"),
        ("deactivated", "deactivated"),
        ("kicked", "kicked"),
        ("never_started", "never_started"),
        ("no_rights", "no_rights"),
    ],
)
async def test_a_chat_that_is_gone_is_said_to_be_gone(
    server: BotApiServer, platform: ChatPlatform, reason: str, code: str
) -> None:
    """The reason is a code that storage and metrics can use."""
    server.world.close_chat(ANA, reason)
    with pytest.raises(ChatGoneError) as gone:
        await platform.send(posting("hello"))
    assert gone.value.reason == code


async def test_an_unknown_chat_is_gone(platform: ChatPlatform) -> None:
    """It is not found and never will be."""
    with pytest.raises(ChatGoneError) as gone:
        await platform.send(posting("hello", to="12345"))
    assert gone.value.reason == "not_found"


async def test_a_group_that_moved_says_where(server: BotApiServer, platform: ChatPlatform) -> None:
    """The sender can send the same there."""
    server.world.group(-5)
    server.world.migrate(-5, -1005)
    with pytest.raises(ChatMovedError) as moved:
        await platform.send(posting("hello", to="-5"))
    assert moved.value.address == "-1005"


async def test_one_chat_too_fast_is_told_apart_from_all(server: BotApiServer, platform: ChatPlatform) -> None:
    """Telegram does not say whose limit it was; two chats at the same time mean the bot's own."""
    server.limits.set(overall=0.5)
    await platform.send(posting("one"))
    with pytest.raises(RetryLaterError) as first:
        await platform.send(posting("two"))
    with pytest.raises(RetryLaterError) as second:
        await platform.send(posting("three", to=str(BOB)))
    assert (first.value.after, first.value.whole_platform) == (2.0, False)
    assert second.value.whole_platform


@pytest.mark.parametrize(
    ("kind", "error", "maybe_sent"),
    [
        (Kind.TOO_MANY, RetryLaterError, None),
        (Kind.SERVER_ERROR, UnreachableError, False),
        (Kind.BAD_GATEWAY, UnreachableError, False),
        (Kind.RESET_AFTER, UnreachableError, True),
        (Kind.TRUNCATED_AFTER, UnreachableError, True),
        (Kind.GARBAGE_AFTER, UnreachableError, True),
    ],
)
async def test_a_failure_says_whether_the_message_may_have_arrived(
    server: BotApiServer,
    platform: ChatPlatform,
    kind: Kind,
    error: type[DeliveryError],
    maybe_sent: bool | None,  # noqa: FBT001 - pytest's
) -> None:
    """The sender decides on it, and the next attempt goes through."""
    server.faults.append(Fault(kinds=(kind,), times=1))
    with pytest.raises(error) as failure:
        await platform.send(posting("hello"))
    assert getattr(failure.value, "maybe_sent", None) is maybe_sent
    assert len(shown(server)) == int(kind.carried_out)
    assert await platform.send(posting("hello"))


async def test_without_a_server_nothing_was_sent() -> None:
    """Connection refused is not the end of a message."""
    platform = platform_at(NOWHERE)
    async with platform:
        with pytest.raises(UnreachableError) as failure:
            await platform.send(posting("hello"))
    assert not failure.value.maybe_sent


async def test_a_token_that_is_not_accepted_loses_no_message(server: BotApiServer) -> None:
    """The message waits for a token that is."""
    platform = platform_at(server.url, token="4242:old")  # noqa: S106 - it opens nothing
    async with platform:
        with pytest.raises(UnreachableError) as failure:
            await platform.send(posting("hello"))
    assert not failure.value.maybe_sent


async def test_what_telegram_will_never_take_is_refused_for_good(platform: ChatPlatform) -> None:
    """The reason is Telegram's own, for the operator."""
    with pytest.raises(RefusedError, match="BUTTON_DATA_INVALID"):
        await platform.send(posting(Reply(text="x", buttons=((Button(label="x", action="x" * 65),),))))


async def test_parts_that_arrived_are_not_sent_again(server: BotApiServer, platform: ChatPlatform) -> None:
    """When a later part fails, the next attempt goes on from there."""
    text = "\n".join(f"Line {number} of a long story." for number in range(400))
    server.limits.set(per_chat=0.01, per_chat_burst=2)
    with pytest.raises(RetryLaterError):
        await platform.send(posting(text))
    assert len(shown(server)) == 2
    server.limits.set()
    await platform.send(posting(text))
    assert "\n".join(str(message["text"]) for message in shown(server)) == text
