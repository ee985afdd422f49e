"""Discord as one of the coach's platforms."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from types import TracebackType
from typing import Any, Final, Protocol, Self

import discord
import msgspec
from discord.http import Route

from bot.chat import FILE_LIMIT, Posting
from bot.delivery.errors import UnreachableError
from bot.discord.client import DEFAULT_URL, CoachClient, keep_quiet, use_api
from bot.discord.errors import BadTokenError, TokenMalformedError
from bot.discord.files import fetch
from bot.discord.inbound import Identity
from bot.discord.outbound import Attachment, Call, Take, calls
from bot.discord.places import Place, read_address
from bot.discord.trouble import delivery_error, our_words, our_words_but_refusals, retake

# An answer whose interaction is over goes to the direct messages, and an edit of what is gone becomes a new message.
_RETAKES: Final = 4
_PARTLY_SAID: Final = 1000
_KNOWN_CHANNELS: Final = 20_000
#: Seconds for one message, with the library's own repeats; shorter than the lease of a message.
_PATIENCE: Final = 40.0
_TOKEN: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-")


class Memory(Protocol):
    """What a platform remembers over restarts: which commands Discord knows, and how far the gateway has been heard."""

    async def recall(self, key: str) -> str | None:
        """Return what is kept under a key, or None."""
        ...

    async def remember(self, key: str, value: str) -> None:
        """Keep a value under a key, in place of what was there."""
        ...


@dataclass(slots=True, kw_only=True)
class Recent:
    """The newest facts of many, by key; what was not used for long is forgotten."""

    limit: int
    _kept: OrderedDict[str, str]

    def get(self, key: str) -> str:
        """Return a fact, empty where it is not known."""
        return self._kept.get(key, "")

    def put(self, key: str, value: str) -> None:
        """Keep a fact."""
        self._kept[key] = value
        self._kept.move_to_end(key)
        if len(self._kept) > self.limit:
            self._kept.popitem(last=False)


class DiscordPlatform:
    """The bot: sends messages by REST alone, with or without a gateway beside it; an async context manager.

    `clock` gives the present instant. `api_base_url` is used by every client of the process. `proxy` is the URL of an
    HTTP proxy.

    Raises:
        TokenMalformedError: the token cannot be one.

    """

    def __init__(
        self,
        *,
        token: str,
        clock: Callable[[], datetime],
        api_base_url: str = DEFAULT_URL,
        proxy: str = "",
        patience: float = _PATIENCE,
    ) -> None:
        if not token or not _TOKEN.issuperset(token):
            raise TokenMalformedError
        keep_quiet()
        use_api(api_base_url)
        self.client = CoachClient(proxy=proxy)
        self._token = token
        self._proxy = proxy
        self._clock = clock
        self._patience = patience
        self._me: Identity | None = None
        self._logging_in = asyncio.Lock()
        self._channels = Recent(limit=_KNOWN_CHANNELS, _kept=OrderedDict())
        self._people = Recent(limit=_KNOWN_CHANNELS, _kept=OrderedDict())
        self._partly: OrderedDict[Posting, list[str]] = OrderedDict()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(  # noqa: PLR0917 - the language's own signature
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._me is not None:
            await self.client.close()

    async def me(self) -> Identity:
        """Log in where that is not done yet, and return who the bot is.

        Raises:
            BadTokenError: Discord does not know the token.
            DeliveryError: Discord could not be asked.

        """
        async with self._logging_in:
            if self._me is None:
                self._me = await self._log_in()
        return self._me

    async def send(self, posting: Posting) -> str:
        """Send one message and return the id of its last part.

        Raises:
            DeliveryError: it did not go, or perhaps did; the class says what to do.

        """
        try:
            async with asyncio.timeout(self._patience):
                return await self._send(posting)
        except TimeoutError as error:
            raise UnreachableError(reason="no answer in time", maybe_sent=True) from error

    async def fetch_file(self, handle: str) -> bytes:
        """Return what is in a file that a runner sent.

        Raises:
            DeliveryError: it could not be had.

        """
        return await fetch(handle, limit=FILE_LIMIT, proxy=self._proxy)

    async def channel_of(self, user: str) -> str:
        """Return the channel of a person's direct messages, opening it where needed.

        Raises:
            DeliveryError: Discord does not open it, or could not be asked.

        """
        known = self._channels.get(user)
        if known:
            return known
        with our_words():
            opened = await self.client.http.request(Route("POST", "/users/@me/channels"), json={"recipient_id": user})
        self.know(user, channel=str(opened["id"]))
        return str(opened["id"])

    async def person_in(self, channel: str) -> str:
        """Return whose direct messages a channel is, empty where it is none.

        Raises:
            DeliveryError: Discord could not be asked.

        """
        if known := self._people.get(channel):
            return known
        with our_words():
            found = await self.client.http.request(Route("GET", "/channels/{channel_id}", channel_id=channel))
        people = [str(one["id"]) for one in found.get("recipients", ())]
        if len(people) != 1:
            return ""
        self.know(people[0], channel=channel)
        return people[0]

    def know(self, user: str, *, channel: str) -> None:
        """Keep whose direct messages a channel is."""
        self._channels.put(user, channel)
        self._people.put(channel, user)

    async def _log_in(self) -> Identity:
        try:
            with our_words():
                await self.client.login(self._token)
        except BaseException:
            await self.client.http.close()
            self.client.http.clear()
            raise
        user, application = self.client.user, self.client.application_id
        if user is None or application is None:
            raise UnreachableError(reason="Discord does not say who the bot is", maybe_sent=False)
        return Identity(id=user.id, application=application, name=user.name)

    async def _send(self, posting: Posting) -> str:
        try:
            take = await self._first_take(posting)
        except BadTokenError as error:
            raise UnreachableError(reason="the token is not accepted", maybe_sent=False) from error
        for _ in range(_RETAKES):
            try:
                with our_words_but_refusals():
                    return await self._say(posting, take)
            except discord.HTTPException as refusal:
                again = retake(take, refusal)
                if again is None:
                    raise delivery_error(refusal) from refusal
                take = await self._at_home(again, read_address(posting.address))
        raise UnreachableError(reason="Discord takes it in no form", maybe_sent=False)

    async def _first_take(self, posting: Posting) -> Take:
        place = read_address(posting.address)
        me = await self.me()
        take = Take(
            channel=place.channel,
            application=str(me.application),
            replaces=posting.replaces,
            owner=place.owner,
            key=posting.key,
            bot=str(me.id),
        )
        interaction = place.interaction
        if interaction is None or not interaction.open_at(self._clock()):
            plain = replace(take, replaces="" if interaction is not None and interaction.ephemeral else take.replaces)
            return await self._at_home(plain, place)
        first = posting.key.rpartition(":")[2] in {"0", ""}
        original = bool(posting.replaces) or (interaction.placeholder and first)
        return replace(take, token=interaction.token, original=original, ephemeral=interaction.ephemeral)

    async def _at_home(self, take: Take, place: Place) -> Take:
        """Find the channel of a person's direct messages, where a message goes to those."""
        if take.token or take.channel:
            return take
        return replace(take, channel=await self.channel_of(place.person))

    async def _say(self, posting: Posting, take: Take) -> str:
        """Say what is not said yet: a part that arrived is not sent again when a later one failed."""
        plan = calls(posting.reply, take)
        done = self._partly.get(posting, [])
        for call in plan[len(done) :]:
            done.append(await self._carry_out(call))
            if len(done) < len(plan):
                self._keep(posting, done)
        self._partly.pop(posting, None)
        return done[-1]

    def _keep(self, posting: Posting, done: list[str]) -> None:
        self._partly[posting] = done
        if len(self._partly) > _PARTLY_SAID:
            self._partly.popitem(last=False)

    async def _carry_out(self, call: Call) -> str:
        route = Route(call.method, call.path, **call.facts)
        sent = await self.client.http.request(route, **_content(call))
        if not isinstance(sent, dict) or "id" not in sent:
            raise UnreachableError(reason="an answer that cannot be read", maybe_sent=True)
        return str(sent["id"])


def _content(call: Call) -> dict[str, Any]:
    """Write the body of a call as the library's HTTP layer takes it: JSON, or a form where a file goes with it."""
    params = {"params": {"wait": "true"}} if call.method == "POST" and "webhook" in call.path else {}
    if call.attachment is None:
        return {"json": call.body, **params}
    file = _file(call.attachment)
    form = [
        {"name": "payload_json", "value": msgspec.json.encode(call.body).decode()},
        {
            "name": "files[0]",
            "value": file.fp,
            "filename": file.filename,
            "content_type": call.attachment.media_type,
        },
    ]
    return {"form": form, "files": [file], **params}


def _file(attached: Attachment) -> discord.File:
    return discord.File(BytesIO(attached.content), filename=attached.name, description=attached.alt or None)
