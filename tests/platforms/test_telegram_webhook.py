"""The webhook answers Telegram when an update is committed, and nobody else at all."""

import asyncio
import json
import random
from collections.abc import AsyncIterator
from io import BytesIO

import aiohttp
import pytest

from bot.telegram.errors import BadTokenError, SecretMalformedError, WebhookRefusedError
from bot.telegram.webhook import BODY_LIMIT, Webhook
from tests.support.botapi.chats import Json
from tests.support.botapi.faults import Fault, Kind
from tests.support.botapi.server import TOKEN, BotApiServer
from tests.support.telegram_platform import Ledger, platform_at
from tests.support.telegram_site import Site

ANA, BOB = 7, 8
CHANCE = random.Random(1)  # noqa: S311 - how long to wait is no secret
SECRET = "a-secret_of-this-test"  # noqa: S105 - it opens nothing
HEADER = "X-Telegram-Bot-Api-Secret-Token"
WORDS: Json = {
    "message_id": 1,
    "date": 1,
    "chat": {"id": ANA, "type": "private"},
    "from": {"id": ANA},
    "text": "3x12",
}
MESSAGE: Json = {
    "update_id": 1,
    "message": WORDS,
}


@pytest.fixture
def ledger() -> Ledger:
    """Give a ledger that lets everything through."""
    return Ledger()


@pytest.fixture
async def server() -> AsyncIterator[BotApiServer]:
    """Start a stand-in with two people."""
    async with BotApiServer() as server:
        server.world.person(ANA)
        server.world.person(BOB)
        yield server


@pytest.fixture
async def site(server: BotApiServer, ledger: Ledger) -> AsyncIterator[Site]:
    """Serve the webhook."""
    platform = platform_at(server.url)
    async with platform, Site(Webhook(platform=platform, handle=ledger.take, secret=SECRET)) as site:
        yield site


async def status(
    site: Site, *, method: str = "POST", secret: str | None = SECRET, update: object = None, data: BytesIO | None = None
) -> int:
    """Return how a request is answered."""
    headers = {} if secret is None else {HEADER: secret}
    async with aiohttp.ClientSession() as session:
        request = session.request(method, site.url, headers=headers, json=update, data=data)
        async with request as response:
            assert await response.read() == b""
            return response.status


async def test_telegram_pushes_what_is_said(server: BotApiServer, site: Site, ledger: Ledger) -> None:
    """In order within a chat, and off the queue once it is committed."""
    await site.webhook.register(site.url)
    for number in range(30):
        server.world.say(ANA, f"a{number}")
        server.world.say(BOB, f"b{number}")
    texts = await ledger.until(60)
    assert [text for text in texts if text.startswith("a")] == [f"a{number}" for number in range(30)]
    assert [text for text in texts if text.startswith("b")] == [f"b{number}" for number in range(30)]
    (call,) = server.sent("setWebhook")
    assert TOKEN not in call.given["url"]
    await site.webhook.platform.bot.delete_webhook()
    assert len(server.world.queue.waiting) <= 2


async def test_an_update_that_is_not_committed_comes_again(server: BotApiServer, site: Site, ledger: Ledger) -> None:
    """A failing database is answered 503."""
    ledger.failures = 2
    await site.webhook.register(site.url)
    server.world.say(ANA, "3x12")
    assert await ledger.until(1) == ["3x12"]
    await site.webhook.platform.bot.delete_webhook()


async def test_the_answer_waits_for_the_commit(site: Site, ledger: Ledger) -> None:
    """What comes meanwhile is the next batch."""
    ledger.free.clear()
    requests = [asyncio.create_task(status(site, update={**MESSAGE, "update_id": number})) for number in range(1, 6)]
    done, _ = await asyncio.wait(requests, timeout=0.2)
    assert not done
    ledger.free.set()
    assert await asyncio.gather(*requests) == [200] * 5
    assert len(ledger.batches) < 5
    assert len(ledger.texts) == 5


async def test_an_update_that_cannot_be_carried_out_costs_no_other_an_answer(site: Site, ledger: Ledger) -> None:
    """It alone is answered 503, although it came in one batch with others."""
    ledger.poison = "poison"
    ledger.free.clear()
    said = ["first", "poison", "second", "third"]
    updates = [{"update_id": number, "message": {**WORDS, "text": text}} for number, text in enumerate(said, 1)]
    requests = [asyncio.create_task(status(site, update=one)) for one in updates]
    await asyncio.wait(requests, timeout=0.2)
    ledger.free.set()
    assert await asyncio.gather(*requests) == [200, 503, 200, 200]
    assert sorted(ledger.texts) == ["first", "second", "third"]


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET[:-1], SECRET + "x", SECRET.upper(), "ü"])
async def test_a_wrong_secret_is_forbidden_and_nothing_is_processed(
    site: Site, ledger: Ledger, secret: str | None
) -> None:
    """Whoever is not Telegram is not heard."""
    assert await status(site, secret=secret, update=MESSAGE) == 403
    assert ledger.batches == []


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "OPTIONS"])
async def test_only_post_is_answered(site: Site, ledger: Ledger, method: str) -> None:
    """Any other method is not allowed, secret or not."""
    assert await status(site, method=method, update=MESSAGE) == 405
    assert ledger.batches == []


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", 400),
        (b"not json", 400),
        (b"[]", 400),
        (b'{"message": {}}', 400),
        (b'{"update_id": 1', 400),
        (b'{"update_id": 1, "message": "nonsense"}', 200),
        (b'{"update_id": 1, "new_kind": {}}', 200),
    ],
)
async def test_a_body_that_is_no_update_is_refused(site: Site, ledger: Ledger, body: bytes, code: int) -> None:
    """An update that is not understood is accepted, so that it does not come for ever."""
    assert await status(site, data=BytesIO(body)) == code
    assert ledger.batches == []


async def test_a_body_larger_than_an_update_can_be_is_refused(site: Site, ledger: Ledger) -> None:
    """It is not even read as JSON."""
    assert await status(site, data=BytesIO(b" " * BODY_LIMIT + json.dumps(MESSAGE).encode())) == 413
    assert ledger.batches == []


async def test_an_endless_body_is_cut_off(site: Site, ledger: Ledger) -> None:
    """A body without a length is bounded too."""

    async def endless() -> AsyncIterator[bytes]:
        for _ in range(1000):
            yield b" " * 65536

    async with aiohttp.ClientSession() as session:
        try:
            async with session.post(site.url, data=endless(), headers={HEADER: SECRET}) as response:
                assert response.status == 413
        except aiohttp.ClientError:
            # The server may close the connection while the body is still being written.
            pass
    assert ledger.batches == []
    assert await status(site, update=MESSAGE) == 200


@pytest.mark.parametrize("secret", ["", "with space", "ü", "x" * 257])
async def test_a_secret_that_telegram_would_not_take_is_refused(server: BotApiServer, secret: str) -> None:
    """Said before anything is served."""
    platform = platform_at(server.url)
    with pytest.raises(SecretMalformedError):
        Webhook(platform=platform, handle=Ledger().take, secret=secret)


async def test_an_address_that_telegram_does_not_take_is_said(site: Site) -> None:
    """In Telegram's own words."""
    with pytest.raises(WebhookRefusedError, match=r"(?i)https url"):
        await site.webhook.register("ftp://example.org/telegram")


async def test_a_registration_that_fails_is_made_again(server: BotApiServer, site: Site) -> None:
    """A web process may start before the network does."""
    server.faults.append(Fault(kinds=(Kind.BAD_GATEWAY,), times=1))
    await site.webhook.register_once_reached(site.url, chance=CHANCE)
    assert len(server.sent("setWebhook")) == 1


async def test_a_bad_token_is_said_when_the_webhook_is_registered(server: BotApiServer) -> None:
    """The same sentence as with polling."""
    platform = platform_at(server.url, token="4242:wrong")  # noqa: S106 - it opens nothing
    async with platform:
        with pytest.raises(BadTokenError):
            await Webhook(platform=platform, handle=Ledger().take, secret=SECRET).register("https://example.org/t")
