"""A webhook that answers Telegram only when what came of an update is committed."""

import asyncio
import hmac
import random
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Final

import msgspec
import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from bot.backoff import Backoff, trouble_of
from bot.chat import Event
from bot.delivery.errors import DeliveryError, RefusedError
from bot.telegram.adapter import TelegramPlatform
from bot.telegram.errors import SecretMalformedError, WebhookRefusedError
from bot.telegram.trouble import our_words
from bot.telegram.wire import ALLOWED_UPDATES, Update, read_update
from core.errors import CoachError

SECRET_HEADER: Final = "x-telegram-bot-api-secret-token"  # noqa: S105 - its name, not its value
# The largest update is a message of 4,096 characters with an entity on each and the message that it answers.
BODY_LIMIT: Final = 1_048_576
_BATCH: Final = 100
_SECRET: Final = re.compile(r"[A-Za-z0-9_-]{1,256}")
_LOG = structlog.get_logger(__name__)


class _BodyTooLargeError(Exception):
    """The body is larger than an update can be."""


@dataclass(slots=True, kw_only=True)
class _Waiting:
    """An update whose request is still open; `done` is whether what came of it is committed."""

    update: Update
    done: "asyncio.Future[bool]"


@dataclass(slots=True, kw_only=True)
class Webhook:
    """An ASGI endpoint for Telegram's requests: mount it where the registered address points.

    What comes while a batch is being carried out is the next batch. `handle` returns when what came of the events is
    committed; where it fails, the whole batch is answered 503 and comes again.

    Raises:
        SecretMalformedError: Telegram would not take such a secret.

    """

    platform: TelegramPlatform
    handle: Callable[[Sequence[Event]], Awaitable[None]]
    secret: str = field(repr=False)
    _waiting: list[_Waiting] = field(default_factory=list)
    _worker: "asyncio.Task[None] | None" = None

    def __post_init__(self) -> None:
        """Refuse a secret that cannot be one."""
        if not _SECRET.fullmatch(self.secret):
            raise SecretMalformedError

    async def register(self, url: str) -> None:
        """Tell Telegram the address of this webhook.

        Raises:
            BadTokenError: Telegram does not know the token.
            WebhookRefusedError: Telegram does not take the address.
            DeliveryError: Telegram could not be asked.

        """
        try:
            with our_words():
                await self.platform.bot.set_webhook(url, allowed_updates=ALLOWED_UPDATES, secret_token=self.secret)
        except RefusedError as error:
            raise WebhookRefusedError(words=error.reason) from error

    async def register_once_reached(self, url: str, *, chance: random.Random) -> None:
        """Tell Telegram the address of this webhook, again and again until it can be told.

        Raises:
            BadTokenError: Telegram does not know the token.
            WebhookRefusedError: Telegram does not take the address.

        """
        backoff = Backoff(chance=chance)
        while True:
            try:
                return await self.register(url)
            except DeliveryError as error:
                seconds = backoff.after(error)
                _LOG.warning("webhook not registered", trouble=str(error), again_in=round(seconds, 1))
                await asyncio.sleep(seconds)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: PLR0917 - as ASGI has it
        """Answer one request."""
        status = await self._answer(Request(scope, receive))
        headers = {"Allow": "POST"} if status is HTTPStatus.METHOD_NOT_ALLOWED else None
        await Response(status_code=status, headers=headers)(scope, receive, send)

    async def _answer(self, request: Request) -> HTTPStatus:
        if request.method != "POST":
            return HTTPStatus.METHOD_NOT_ALLOWED
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), self.secret.encode()):
            return HTTPStatus.FORBIDDEN
        try:
            update = read_update(await _body(request))
        except _BodyTooLargeError:
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        except (msgspec.DecodeError, ClientDisconnect):
            return HTTPStatus.BAD_REQUEST
        return HTTPStatus.OK if await self._committed(update) else HTTPStatus.SERVICE_UNAVAILABLE

    async def _committed(self, update: Update) -> bool:
        loop = asyncio.get_running_loop()
        waiting = _Waiting(update=update, done=loop.create_future())
        self._waiting.append(waiting)
        if self._worker is None or self._worker.done():
            self._worker = loop.create_task(self._work())
        return await waiting.done

    async def _work(self) -> None:
        """Carry out what waits, batch after batch, until nothing does."""
        while self._waiting:
            batch, self._waiting = self._waiting[:_BATCH], self._waiting[_BATCH:]
            error = await self._failure(batch)
            # A fault in what one person wrote costs no other an answer.
            apart = error is not None and not isinstance(error, CoachError) and len(batch) > 1
            for one in batch:
                failed = await self._failure([one]) if apart else error
                if not one.done.done():
                    one.done.set_result(failed is None)

    async def _failure(self, batch: Sequence[_Waiting]) -> Exception | None:
        """Carry updates out, and return what was in the way."""
        try:
            events = self.platform.take_in([one.update for one in batch], me=await self.platform.me())
            if events:
                await self.handle(events)
        except Exception as error:  # noqa: BLE001 - the outermost loop of receiving: a failure must not end it
            _LOG.warning("webhook interrupted", trouble=trouble_of(error))
            return error
        return None


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > BODY_LIMIT:
            raise _BodyTooLargeError
    return bytes(body)
