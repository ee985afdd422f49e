"""Telegram as one of the coach's platforms."""

import asyncio
import hashlib
import re
from collections import OrderedDict
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import TracebackType
from typing import Final, Protocol, Self

import msgspec
import structlog
from telegram import Bot

from bot.chat import Event, Posting
from bot.delivery.errors import DeliveryError, UnreachableError
from bot.telegram.api import ApiRefusedError, BotApi, Call
from bot.telegram.errors import TokenMalformedError
from bot.telegram.files import Files
from bot.telegram.inbound import Identity, read
from bot.telegram.outbound import Attachment, Take, attachment, calls, leads_to_private_chat
from bot.telegram.queries import Queries
from bot.telegram.request import AiohttpRequest, environment_proxy, keep_quiet
from bot.telegram.trouble import Floods, delivery_error, our_words, retake, unchanged
from bot.telegram.wire import ALLOWED_UPDATES, Update, read_updates

DEFAULT_URL: Final = "https://api.telegram.org"

# An edit that is refused may become a caption, then a new message, in the forum instead of its topic, uploaded anew.
_RETAKES: Final = 4
_PARTLY_SAID: Final = 1000
_TOKEN: Final = re.compile(r"[0-9A-Za-z_-]+(:[0-9A-Za-z_-]+)?")
_LOG = structlog.get_logger(__name__)


class Memory(Protocol):
    """What a platform remembers over restarts: file ids of pictures, and what the bot's profile says."""

    async def recall(self, key: str) -> str | None:
        """Return what is kept under a key, or None."""
        ...

    async def remember(self, key: str, value: str) -> None:
        """Keep a value under a key, in place of what was there."""
        ...


@dataclass(slots=True, kw_only=True)
class ProcessMemory:
    """A memory that ends with the process and keeps the `limit` values that were used last."""

    limit: int = 1000
    _kept: OrderedDict[str, str] = field(default_factory=OrderedDict)

    async def recall(self, key: str) -> str | None:
        """Return what is kept under a key, or None."""
        if key in self._kept:
            self._kept.move_to_end(key)
        return self._kept.get(key)

    async def remember(self, key: str, value: str) -> None:
        """Keep a value under a key, in place of what was there."""
        self._kept[key] = value
        self._kept.move_to_end(key)
        if len(self._kept) > self.limit:
            self._kept.popitem(last=False)


class _File(msgspec.Struct, frozen=True):
    file_id: str


class _Sent(msgspec.Struct, frozen=True):
    """What is wanted of a message that was sent."""

    message_id: int
    photo: tuple[_File, ...] = ()
    animation: _File | None = None
    document: _File | None = None

    def file_id(self) -> str:
        """Return the id by which the attachment can be sent again, or an empty string."""
        # Telegram gives an animation as a document too.
        file = self.photo[-1] if self.photo else self.animation or self.document
        return file.file_id if file else ""


_SENT: Final = msgspec.json.Decoder(_Sent)


class TelegramPlatform:
    """The bot: sends messages and fetches updates; an async context manager.

    `clock` gives the present instant, `memory` outlives the process. `proxy` is the URL of an HTTP proxy; where it is
    empty, the environment's is taken.

    Raises:
        TokenMalformedError: the token cannot be one.
        ProxyUnsupportedError: the proxy is not an HTTP proxy.

    """

    def __init__(
        self,
        *,
        token: str,
        clock: Callable[[], datetime],
        memory: Memory,
        api_base_url: str = DEFAULT_URL,
        proxy: str = "",
        connections: int = 256,
        paid_broadcast: bool = False,
    ) -> None:
        if not _TOKEN.fullmatch(token):
            raise TokenMalformedError
        keep_quiet()
        base = api_base_url.rstrip("/").removesuffix("/bot")
        route = proxy or environment_proxy(base)
        self._clock = clock
        self._memory = memory
        self._paid = paid_broadcast
        self._request = AiohttpRequest(connections=connections, proxy=route)
        # A long poll holds its connection, and no message has to wait for it.
        self._polling = AiohttpRequest(connections=1, proxy=route)
        self._api = BotApi(request=self._request, address=f"{base}/bot{token}")
        self._updates = BotApi(request=self._polling, address=f"{base}/bot{token}")
        self._files = Files(api=self._api, address=f"{base}/file/bot{token}")
        self._bot_id = token.partition(":")[0]
        self.bot = Bot(
            token,
            base_url=f"{base}/bot",
            base_file_url=f"{base}/file/bot",
            request=self._request,
            get_updates_request=self._polling,
        )
        self._opened = AsyncExitStack()
        self._me: Identity | None = None
        self._partly: OrderedDict[Posting, list[str]] = OrderedDict()
        self._queries = Queries(api=self._api)
        self._floods = Floods(clock=lambda: asyncio.get_running_loop().time())

    async def __aenter__(self) -> Self:
        await self._opened.enter_async_context(self._request)
        await self._opened.enter_async_context(self._polling)
        return self

    async def __aexit__(  # noqa: PLR0917 - the language's own signature
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._queries.finish(seconds=2)
        await self._opened.aclose()

    async def me(self) -> Identity:
        """Return who the bot is, as Telegram says.

        Raises:
            BadTokenError: Telegram does not know the token.
            DeliveryError: Telegram could not be asked.

        """
        if self._me is None:
            with our_words():
                user = await self.bot.get_me()
            sees_all = bool(user.can_read_all_group_messages)
            self._me = Identity(id=user.id, username=user.username or "", sees_all=sees_all)
        return self._me

    @property
    def username(self) -> str:
        """What the bot is called, empty while that was not asked."""
        return self._me.username if self._me else ""

    async def send(self, posting: Posting) -> str:
        """Send one message and return the id of its last part.

        Raises:
            DeliveryError: it did not go, or perhaps did; the class says what to do.

        """
        take = await self._first_take(posting)
        for _ in range(_RETAKES):
            try:
                return await self._say(posting, take)
            except ApiRefusedError as refusal:
                again = retake(take, refusal)
                if again is None:
                    raise delivery_error(refusal, to=take.to, floods=self._floods) from refusal
                take = again
        raise UnreachableError(reason="Telegram takes it in no form", maybe_sent=False)

    async def fetch(self, *, offset: int, patience: int) -> Sequence[Update]:
        """Confirm every update below `offset` and return those from there on, waiting `patience` seconds for the first.

        Raises:
            ApiRefusedError: the API said no.
            UnreachableError: it could not be asked, or gave no answer that can be read.

        """
        fields = {"offset": str(offset), "timeout": str(patience), "allowed_updates": _KINDS}
        result = await self._updates.call(Call(method="getUpdates", fields=fields), patience=patience)
        try:
            return read_updates(result)
        except msgspec.DecodeError as error:
            raise UnreachableError(reason="updates that cannot be read", maybe_sent=False) from error

    def take_in(self, updates: Sequence[Update], *, me: Identity) -> Sequence[Event]:
        """Return the events that updates are, in their order; buttons that were pressed are let go at once."""
        for update in updates:
            if update.callback_query is not None:
                self._queries.let_go(update.callback_query.id)
        now = self._clock()
        events = (read(update, me=me, now=now) for update in updates)
        return [event for event in events if event is not None]

    async def fetch_file(self, handle: str) -> bytes:
        """Return what is in a file that a runner sent.

        Raises:
            FileTooLargeError: it has more than `FILE_LIMIT` bytes.
            RefusedError: Telegram does not have it any more.
            DeliveryError: it cannot be had now.

        """
        return await self._files.fetch(handle)

    async def _first_take(self, posting: Posting) -> Take:
        take = Take(to=posting.address, replaces=posting.replaces, paid=self._paid)
        attached = attachment(posting.reply)
        if attached is not None and attached.lasting:
            take = replace(take, file_id=await self._memory.recall(self._file_key(attached)) or "")
        if leads_to_private_chat(posting.reply):
            take = replace(take, username=(await self.me()).username)
        return take

    async def _say(self, posting: Posting, take: Take) -> str:
        """Say what is not said yet: a part that arrived is not sent again when a later one failed."""
        plan = calls(posting.reply, take)
        done = self._partly.get(posting, []) if self._partly else []
        for call in plan[len(done) :]:
            done.append(await self._carry_out(call, take=take, posting=posting))
            if len(done) < len(plan):
                self._keep(posting, done)
        if self._partly:
            self._partly.pop(posting, None)
        return done[-1]

    def _keep(self, posting: Posting, done: list[str]) -> None:
        self._partly[posting] = done
        if len(self._partly) > _PARTLY_SAID:
            self._partly.popitem(last=False)

    async def _carry_out(self, call: Call, *, take: Take, posting: Posting) -> str:
        if call.files:
            await self._show_upload(call, to=take.to)
        try:
            result = await self._api.call(call)
        except ApiRefusedError as refusal:
            if unchanged(refusal) or (call.method == "editMessageReplyMarkup" and not refusal.wait):
                return take.replaces
            raise
        return await self._keep_file(result, call=call, posting=posting)

    async def _keep_file(self, result: msgspec.Raw, *, call: Call, posting: Posting) -> str:
        """Return the id of a sent message, and remember what was uploaded with it."""
        try:
            sent = _SENT.decode(result)
        except msgspec.DecodeError:
            # An edit may be answered by a plain "true".
            return call.fields.get("message_id", "")
        attached = attachment(posting.reply) if call.files else None
        if attached is not None and attached.lasting and sent.file_id():
            await self._memory.remember(self._file_key(attached), sent.file_id())
        return str(sent.message_id)

    def _file_key(self, attached: Attachment) -> str:
        digest = hashlib.sha256(attached.content).hexdigest()
        return f"telegram:{self._bot_id}:{attached.kind}:{digest}"

    async def _show_upload(self, call: Call, *, to: str) -> None:
        chat, _, topic = to.partition("/")
        action = "upload_photo" if call.method == "sendPhoto" else "upload_document"
        fields = {"chat_id": chat, "action": action} | ({"message_thread_id": topic} if topic else {})
        try:
            await self._api.call(Call(method="sendChatAction", fields=fields))
        except (ApiRefusedError, DeliveryError):
            _LOG.debug("no action shown", chat=chat)


_KINDS: Final = msgspec.json.encode(ALLOWED_UPDATES).decode()
