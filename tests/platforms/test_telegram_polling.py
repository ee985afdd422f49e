"""Long polling loses nothing: an update is confirmed when what came of it is committed, and never before."""

import asyncio
import logging
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.backoff import Backoff
from bot.chat import Posting, Pressed, Reply
from bot.telegram.errors import AnotherPollerError, BadTokenError
from bot.telegram.polling import Poller
from core.domain.account import Address, Platform
from tests.support.botapi.faults import Fault, Kind
from tests.support.botapi.server import BotApiServer
from tests.support.telegram_platform import NOWHERE, Ledger, platform_at

ANA, BOB = 7, 8
CHANCE = random.Random(1)  # noqa: S311 - how long to wait is no secret


@pytest.fixture
async def server() -> AsyncIterator[BotApiServer]:
    """Start a stand-in with two people."""
    async with BotApiServer() as server:
        server.world.person(ANA)
        server.world.person(BOB)
        yield server


@asynccontextmanager
async def polling(server: BotApiServer, ledger: Ledger) -> AsyncIterator[Poller]:
    """Run a poller, and stop it at the end."""
    async with platform_at(server.url) as platform:
        poller = Poller(platform=platform, handle=ledger.take, chance=CHANCE, longest_pause=0.01)
        run = asyncio.create_task(poller.run())
        try:
            yield poller
        finally:
            poller.stop()
            await asyncio.wait_for(run, 5)


async def test_what_is_said_comes_in_its_order(server: BotApiServer) -> None:
    """A burst of one runner arrives as it was typed, and is confirmed at the end."""
    ledger = Ledger()
    async with polling(server, ledger):
        for number in range(50):
            server.world.say(ANA, str(number))
        await ledger.until(50)
    assert ledger.texts == [str(number) for number in range(50)]
    assert not server.world.queue.waiting


async def test_a_batch_that_is_not_committed_comes_again(server: BotApiServer) -> None:
    """A failing database delays the answer and loses nothing."""
    ledger = Ledger(failures=3)
    server.world.say(ANA, "12, 12, 10")
    async with polling(server, ledger):
        await ledger.until(1)
    assert ledger.texts == ["12, 12, 10"]


async def test_a_message_that_cannot_be_carried_out_costs_no_other_an_answer(server: BotApiServer) -> None:
    """What others wrote is committed beside it, once; it is not confirmed, and tried ever less often."""
    server.world.person(BOB)
    ledger = Ledger(poison="poison")
    server.world.say(ANA, "poison")
    server.world.say(BOB, "hello")
    async with polling(server, ledger):
        assert await ledger.until(1) == ["hello"]
        server.world.say(BOB, "again")
        assert await ledger.until(2) == ["hello", "again"]
        assert len(server.world.queue.waiting) == 3
        ledger.poison = ""
        assert sorted(await ledger.until(3)) == ["again", "hello", "poison"]
        await server.world.queue.confirmed()


async def test_a_button_is_let_go_once_however_often_it_comes(server: BotApiServer) -> None:
    """A batch that is not committed brings it again, and Telegram was told already."""
    ledger = Ledger(failures=3)
    server.world.post(server.world.chats[ANA], {"text": "Seated calf raise"})
    server.world.press(ANA, 1, "done")
    async with polling(server, ledger):
        await server.world.queue.confirmed()
    assert len(server.sent("answerCallbackQuery")) == 1


async def test_nothing_is_confirmed_before_it_is_committed(server: BotApiServer) -> None:
    """While a batch is in hand no poll goes out, and its updates are still on the server."""
    held = Ledger()
    held.free.clear()
    async with platform_at(server.url) as platform:
        poller = Poller(platform=platform, handle=held.take, chance=CHANCE)
        run = asyncio.create_task(poller.run())
        server.world.say(ANA, "one")
        await held.reached.wait()
        server.world.say(ANA, "two")
        assert len(server.world.queue.waiting) == 2
        run.cancel()
        await asyncio.gather(run, return_exceptions=True)
    # Killed in the middle: both come to the next process.
    ledger = Ledger()
    async with polling(server, ledger):
        await ledger.until(2)
    assert ledger.texts == ["one", "two"]


async def test_stopping_finishes_and_confirms_the_batch_in_hand(server: BotApiServer) -> None:
    """What was committed does not come to the next process."""
    ledger = Ledger()
    async with polling(server, ledger) as poller:
        server.world.say(ANA, "one")
        await ledger.until(1)
        poller.stop()
    assert not server.world.queue.waiting


async def test_stopping_does_not_wait_for_a_poll(server: BotApiServer) -> None:
    """An idle bot ends at once."""
    async with polling(server, Ledger()):
        await server.world.queue.polled.wait()


async def test_a_pressed_button_is_let_go_at_once(server: BotApiServer) -> None:
    """The button does not wait for the database."""
    held = Ledger()
    held.free.clear()
    async with platform_at(server.url) as platform:
        await platform.send(Posting(platform=Platform.TELEGRAM, address=Address(str(ANA)), reply=Reply(text="Today")))
        poller = Poller(platform=platform, handle=held.take, chance=CHANCE)
        run = asyncio.create_task(poller.run())
        query = server.world.press(ANA, 1, "done")
        await held.reached.wait()
        while not server.sent("answerCallbackQuery"):
            await asyncio.wait((run,), timeout=0.01)
        assert server.world.queries[query]
        held.free.set()
        poller.stop()
        await run
    assert [event.action for event in held.events if isinstance(event, Pressed)] == ["done"]


async def test_a_button_that_was_pressed_long_ago_does_no_harm(server: BotApiServer) -> None:
    """Telegram refuses the answer to an old query; what was pressed is carried out all the same."""
    ledger = Ledger()
    message = {"message_id": 1, "date": 1, "chat": {"id": ANA, "type": "private"}}
    server.world.update({"callback_query": {"id": "old", "from": {"id": ANA}, "message": message, "data": "undo"}})
    async with polling(server, ledger):
        await ledger.until(1)
    assert isinstance(ledger.events[0], Pressed)


async def test_a_webhook_that_was_set_before_is_taken_away(server: BotApiServer) -> None:
    """What waited for the webhook comes to the poller."""
    ledger = Ledger()
    async with platform_at(server.url) as platform:
        await platform.bot.set_webhook("http://127.0.0.1:9/old")
    server.world.say(ANA, "hello")
    async with polling(server, ledger):
        await ledger.until(1)
    assert ledger.texts == ["hello"]


async def test_a_server_that_knows_no_webhooks_is_polled(server: BotApiServer) -> None:
    """A server of one's own may do without."""
    server.faults.append(Fault(kinds=(Kind.UNKNOWN_METHOD,), methods=frozenset({"deleteWebhook"})))
    ledger = Ledger()
    server.world.say(ANA, "hello")
    async with polling(server, ledger):
        assert await ledger.until(1) == ["hello"]


async def test_only_what_is_read_is_asked_for(server: BotApiServer) -> None:
    """Telegram keeps the rest to itself."""
    async with polling(server, Ledger()):
        await server.world.queue.polled.wait()
        assert set(server.world.queue.kinds) == {"message", "edited_message", "callback_query", "my_chat_member"}


@pytest.mark.parametrize(
    "kind", sorted(set(Kind) - {Kind.HANG_AFTER, Kind.HANG_BEFORE, Kind.TOO_MANY, Kind.UNKNOWN_METHOD})
)
async def test_a_poll_that_fails_is_made_again(server: BotApiServer, kind: Kind) -> None:
    """Whatever becomes of a poll, its updates come once and in order."""
    ledger = Ledger()
    server.faults.append(Fault(kinds=(kind,), times=4))
    for number in range(120):
        server.world.say(ANA, str(number))
    async with polling(server, ledger):
        await ledger.until(120)
    assert ledger.texts == [str(number) for number in range(120)]


async def test_a_malformed_update_does_not_stop_the_rest(server: BotApiServer) -> None:
    """It is confirmed with the batch that it came in."""
    ledger = Ledger()
    server.world.update({"message": {"message_id": [], "date": {}}})
    server.world.say(ANA, "hello")
    async with polling(server, ledger):
        await ledger.until(1)
    assert not server.world.queue.waiting


async def test_a_bad_token_is_said_in_one_sentence(server: BotApiServer, caplog: pytest.LogCaptureFixture) -> None:
    """It is not tried again, and it is not shown."""
    caplog.set_level(logging.DEBUG)
    async with platform_at(server.url, token="4242:wrong-token") as platform:  # noqa: S106 - it opens nothing
        poller = Poller(platform=platform, handle=Ledger().take, chance=CHANCE)
        with pytest.raises(BadTokenError, match="BotFather") as failure:
            await asyncio.wait_for(poller.run(), 5)
    assert "wrong-token" not in str(failure.value) + caplog.text


async def test_a_token_that_is_revoked_ends_the_polling(server: BotApiServer) -> None:
    """A bot that runs learns of it with the next poll."""
    async with platform_at(server.url) as platform:
        poller = Poller(platform=platform, handle=Ledger().take, chance=CHANCE)
        run = asyncio.create_task(poller.run())
        await server.world.queue.polled.wait()
        server.token = "4242:another"  # noqa: S105 - it opens nothing
        server.world.say(ANA, "hello")
        with pytest.raises(BadTokenError):
            await asyncio.wait_for(run, 5)


async def test_another_poller_is_put_up_with_for_a_while_and_then_said(server: BotApiServer) -> None:
    """The process before may take a moment to end; one that stays is an operator's mistake."""
    other = platform_at(server.url)
    async with platform_at(server.url) as platform, other:
        poller = Poller(platform=platform, handle=Ledger().take, chance=CHANCE, conflict_patience=0, longest_pause=0.01)
        run = asyncio.create_task(poller.run())
        await server.world.queue.polled.wait()
        with pytest.raises(AnotherPollerError, match="Another process"):
            await asyncio.gather(run, other.fetch(offset=0, patience=0))


async def test_a_server_that_is_not_there_yet_is_waited_for() -> None:
    """A bot that starts before its server begins when that is there."""
    async with BotApiServer() as gone:
        port = gone.port
    ledger = Ledger()
    platform = platform_at(f"http://127.0.0.1:{port}")
    async with platform:
        poller = Poller(platform=platform, handle=ledger.take, chance=CHANCE, longest_pause=0.01)
        run = asyncio.create_task(poller.run())
        async with BotApiServer(port=port) as server:
            server.world.person(ANA)
            server.world.say(ANA, "hello")
            await ledger.until(1)
            poller.stop()
            await run


async def test_a_bot_that_cannot_begin_can_be_stopped() -> None:
    """Waiting for a server does not hold a process."""
    platform = platform_at(NOWHERE)
    async with platform:
        poller = Poller(platform=platform, handle=Ledger().take, chance=CHANCE)
        run = asyncio.create_task(poller.run())
        await asyncio.wait((run,), timeout=0.05)
        poller.stop()
        await asyncio.wait_for(run, 5)


def test_waiting_grows_to_its_limit_and_begins_anew() -> None:
    """A server that is down is not asked in a busy loop."""
    backoff = Backoff(chance=CHANCE, first=1.0, longest=8.0)
    waits = [backoff.seconds() for _ in range(6)]
    assert all(0.5 * bound <= wait <= bound for wait, bound in zip(waits, (1, 2, 4, 8, 8, 8), strict=True))
    backoff.reset()
    assert backoff.seconds() <= 1.0
