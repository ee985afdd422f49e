"""`calfcoach run`: the named parts in one process, or everything that is configured."""

import asyncio
import gc
from collections.abc import Sequence
from contextlib import AsyncExitStack
from pathlib import Path

import structlog

from bot.leaving import parted_by_time
from bot.logs import set_up_logs
from bot.running import listen, serve, unless_asked
from bot.settings import Settings, TelegramSection, load_settings
from bot.wiring import open_parts
from core.errors import CoachError

_LOG = structlog.get_logger(__name__)
PARTS = ("telegram", "discord", "worker", "web")
#: A batch makes many values that live as long as it does: the collector would look through them again and again.
COLLECT_AFTER = (50_000, 20, 100)


class UnknownPartError(CoachError):
    """{part} is no part of the coach; name some of telegram, discord, worker, web."""

    def __init__(self, part: str) -> None:
        """Keep what was named."""
        super().__init__(part)
        self.part = part


class NotConfiguredError(CoachError):
    """{part} has no token; set CALFCOACH_{upper}__TOKEN, or token_file in the section [{part}] of the configuration."""

    def __init__(self, part: str) -> None:
        """Keep the part that cannot run."""
        super().__init__(part)
        self.part = part
        self.upper = part.upper()


class WebhookNotSetUpError(CoachError):
    """telegram.mode is "webhook", and telegram.{key} is not set; set it, or the mode to "polling"."""

    def __init__(self, key: str) -> None:
        """Keep what is missing."""
        super().__init__(key)
        self.key = key


def run(parts: Sequence[str], *, config: Path | None) -> None:
    """Run until SIGTERM, Ctrl-C, or the end of the terminal; NotNowError where the database is away for too long."""
    settings = load_settings(config)
    set_up_logs(level=settings.log.level, form=settings.log.form)
    chosen = _chosen(parts, settings)
    gc.set_threshold(*COLLECT_AFTER)
    with parted_by_time():
        asyncio.run(_run(settings, chosen))


async def _run(settings: Settings, chosen: frozenset[str]) -> None:
    asked = listen()
    async with AsyncExitStack() as stack:
        parts = await unless_asked(open_parts(settings, chosen, stack=stack), asked)
        if parts is None:
            return
        gc.freeze()
        await serve(parts, asked=asked)


def _chosen(named: Sequence[str], settings: Settings) -> frozenset[str]:
    """Return the parts to run: those named, or all that are configured."""
    for part in named:
        if part not in PARTS:
            raise UnknownPartError(part)
    tokens = {"telegram": settings.telegram.secret, "discord": settings.discord.secret}
    without = [part for part, token in tokens.items() if part in named and not token]
    if without and not any(tokens.values()):
        raise NotConfiguredError(without[0])
    for part in without:
        # One Procfile serves who has one platform and who has both: the other's line must not end them all.
        _LOG.warning("passed over, there is no token", part=part)
    if tokens["telegram"] and settings.telegram.mode == "webhook":
        _check_webhook(settings.telegram)
    everything = ("worker", "web", *(part for part, token in tokens.items() if token))
    return frozenset(named or everything).difference(without)


def _check_webhook(section: TelegramSection) -> None:
    for key, value in (("webhook_url", section.webhook_url), ("webhook_secret", section.webhook_password)):
        if not value:
            raise WebhookNotSetUpError(key)
