"""What Discord says of the bot before it connects: whether it may, how often, and whether the gateway answers."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

import aiohttp
import yarl
from discord.http import Route

from bot.discord.adapter import DiscordPlatform
from bot.discord.trouble import NO_ANSWER, our_words

_PATIENCE: Final = aiohttp.ClientTimeout(total=10)
_WORDS_OF_WELCOME: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The way to the gateway: how many of the day's sessions are `left` of `total` until `fresh_in` is over.

    `answers` says that the gateway greets, `shards` into how many connections Discord wants the bot to be parted.
    """

    url: str
    left: int
    total: int
    fresh_in: timedelta
    shards: int
    answers: bool


async def look_at_line(platform: DiscordPlatform, *, proxy: str = "") -> Line:
    """Ask where the gateway is, and whether it answers there; no session is begun.

    Raises:
        BadTokenError: Discord does not know the token.
        DeliveryError: Discord could not be asked.

    """
    await platform.me()
    with our_words():
        found: dict[str, Any] = await platform.client.http.request(Route("GET", "/gateway/bot"))
    limit = found.get("session_start_limit") or {}
    return Line(
        url=str(found["url"]),
        left=int(limit.get("remaining", 1)),
        total=int(limit.get("total", 1)),
        fresh_in=timedelta(milliseconds=int(limit.get("reset_after", 0))),
        shards=int(found.get("shards", 1)),
        answers=await _answers(str(found["url"]), proxy=proxy),
    )


async def _answers(url: str, *, proxy: str) -> bool:
    address = yarl.URL(url).update_query(v="10", encoding="json")
    try:
        async with (
            aiohttp.ClientSession(timeout=_PATIENCE) as session,
            session.ws_connect(address, proxy=proxy or None) as socket,
        ):
            hello = await socket.receive_json(timeout=_PATIENCE.total)
    except (*NO_ANSWER, TypeError):
        return False
    return isinstance(hello, dict) and hello.get("op") == _WORDS_OF_WELCOME
