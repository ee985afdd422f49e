"""The library's client, set up for the coach: no privileged intent, no cache of messages, nobody pinged."""

import logging
from collections.abc import Callable
from typing import Any, Final

import discord
from discord.http import Route

DEFAULT_URL: Final = "https://discord.com/api/v10"
#: Longer waits are handed back, and the message waits in the outbox.
_LONGEST_WAIT: Final = 30.0
_TALKATIVE: Final = ("discord", "discord.http", "discord.webhook.async_")
#: Tells nothing but tracebacks, of choices that came too late for Discord.
_TRACEBACKS: Final = "discord.app_commands.tree"


class CoachClient(discord.Client):
    """A connection to Discord; `taken` gets each event at once, in the gateway's own order."""

    def __init__(self, *, proxy: str = "") -> None:
        intents = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
        super().__init__(
            intents=intents,
            proxy=proxy or None,
            max_messages=None,
            chunk_guilds_at_startup=False,
            member_cache_flags=discord.MemberCacheFlags.none(),
            allowed_mentions=discord.AllowedMentions.none(),
            max_ratelimit_timeout=_LONGEST_WAIT,
            enable_debug_events=True,
        )
        self.taken: Callable[[str, tuple[object, ...]], None] = _leave

    def dispatch(self, event: str, /, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - the library's signature
        """Hand an event over while the gateway's sequence is still its own, then to the library."""
        self.taken(event, args)
        super().dispatch(event, *args, **kwargs)


def use_api(url: str) -> None:
    """Send every call to another address than Discord's own; the library has one for all clients."""
    address = url.rstrip("/")
    if address and address != DEFAULT_URL:
        Route.BASE = address


def keep_quiet() -> None:
    """Keep tokens and runners' words out of the logs: the library writes whole calls at its lower levels."""
    for name in _TALKATIVE:
        logger = logging.getLogger(name)
        logger.setLevel(max(logger.level, logging.INFO if name == "discord" else logging.ERROR))
    logging.getLogger(_TRACEBACKS).setLevel(logging.CRITICAL)


def _leave(_event: str, _args: tuple[object, ...]) -> None:
    """Leave an event to the library alone."""
