"""`calfcoach doctor`: look at everything that the coach needs, and say how to mend what is wrong."""

import asyncio
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from shutil import disk_usage

import aiohttp

from bot.clock import WallClock
from bot.delivery.errors import UnreachableError
from bot.discord.adapter import DiscordPlatform
from bot.discord.checkup import Line, look_at_line
from bot.settings import (
    BotSection,
    ConfigurationError,
    DiscordSection,
    Settings,
    TelegramSection,
    load_settings,
)
from bot.telegram.adapter import ProcessMemory, TelegramPlatform
from core.errors import CoachError
from core.storage.engine import Database
from core.storage.maintenance import check
from core.storage.schema import Age, check_writable
from core.storage.store import Store

LATE = timedelta(minutes=5)
SKEW = timedelta(seconds=5)
MEBIBYTE = 1024 * 1024
#: A day of a thousand runners takes less; and SQLite wants room for its log beside the file.
LITTLE_ROOM = 64 * MEBIBYTE
#: What may be done where messages were given up, by the reason that is kept with them.
REPORT = "The log's line `send failed` or `rendering failed` says more of each; please report it."
TRIED_IN_VAIN = (
    "Tried for a day in vain: the findings below say whether the token and the way to the platform are sound."
)
CURES = {"refused": REPORT, "fault": REPORT, "unreadable": REPORT}
PATIENCE = aiohttp.ClientTimeout(total=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at; `cure` is what mends it, empty where nothing is wrong."""

    thing: str
    state: str
    cure: str = ""


class UnwellError(CoachError):
    """{count} of the things above need mending."""

    def __init__(self, *, count: int) -> None:
        """Keep how many there are."""
        super().__init__()
        self.count = count


def doctor(*, config: Path | None) -> None:
    """Print every finding; UnwellError where one needs mending."""
    settings = load_settings(config)
    sick = asyncio.run(_examine(settings))
    if sick:
        raise UnwellError(count=sick)


async def _examine(settings: Settings) -> int:
    sick = 0
    async for one in _findings(settings):
        sick += bool(one.cure)
        sys.stdout.write(f"{'!!' if one.cure else 'ok'}  {one.thing}: {one.state}\n")
        if one.cure:
            sys.stdout.write(f"      {one.cure}\n")
    return sick


async def _findings(settings: Settings) -> AsyncIterator[Finding]:
    yield Finding(thing="configuration", state="every key is known, every value fits")
    database = await _database(settings.database.url)
    yield database
    if not database.cure:
        async for one in _outbox(settings):
            yield one
    telegram, discord = settings.telegram, settings.discord
    yield _token(telegram, "telegram") or await _telegram(telegram)
    if found := _token(discord, "discord"):
        yield found
    else:
        async for one in _discord(discord):
            yield one
    asked: dict[str, TelegramSection | DiscordSection] = {"Telegram": telegram, "Discord": discord}
    for name, section in asked.items():
        if _token(section, name) is None:
            yield await _clock(section.api_base_url, name=name)
            break


def _token(section: BotSection, name: str) -> Finding | None:
    """Return what is to be said of a platform without a token, or with one that cannot be read."""
    try:
        return None if section.secret else Finding(thing=name, state="off, there is no token")
    except ConfigurationError as error:
        return Finding(thing=name, state="has no token that can be read", cure=str(error))


async def _database(url: str) -> Finding:
    """Look whether the database is there, sound, and of this version."""
    try:
        place = Database.at(url).place
        found = await check(url)
    except CoachError as error:
        return Finding(thing="database", state="cannot be used", cure=str(error))
    if found.version.age is Age.NEWER:
        cure = "Upgrade calfcoach, or restore the backup from before: calfcoach db restore PATH"
        return Finding(thing="database", state=f"{place} is from a newer version", cure=cure)
    if found.damages:
        return Finding(thing="database", state=f"{place} is damaged", cure="Restore it: calfcoach db restore PATH")
    if found.version.age is not Age.CURRENT:
        return Finding(thing="database", state=f"{place} is {found.version.age}", cure="Run: calfcoach db upgrade")
    return _file(url) or Finding(thing="database", state=f"{place} is sound, version {found.version.found}")


def _file(url: str) -> Finding | None:
    """Return what stands in the way of writing to a database that is a file."""
    path = Database.at(url).path
    if path is None:
        return None
    try:
        check_writable(path)
    except CoachError as error:
        return Finding(thing="database", state="cannot be written to", cure=str(error))
    free = disk_usage(path.absolute().parent).free
    if free < LITTLE_ROOM:
        state = f"{free // MEBIBYTE} MiB are left on the disk of {path}"
        return Finding(thing="database", state=state, cure="Make room there: without it nothing is received or sent.")
    return None


async def _outbox(settings: Settings) -> AsyncIterator[Finding]:
    """Look at what waits to be sent, and at what was given up."""
    now = WallClock().now()
    async with Store.open(settings.database.url, upgrade=False) as store, store.reading() as transaction:
        waiting = await transaction.backlog(now=now)
        given_up = await transaction.given_up()
    if given_up:
        yield _given_up(given_up)
    late = now - waiting.oldest if waiting.oldest else timedelta()
    if late > LATE:
        minutes = late // timedelta(minutes=1)
        state = f"the oldest has waited for {minutes} minutes"
        yield Finding(thing="delivery", state=state, cure="Is a worker running? Start one: calfcoach run worker")
        return
    yield Finding(thing="delivery", state=f"{waiting.queued} messages and {waiting.due} reminders wait")


def _given_up(counts: Mapping[str, int]) -> Finding:
    """Say why messages were given up, and what may be done about each kind."""
    total, reasons = sum(counts.values()), ", ".join(f"{reason} {count}" for reason, count in counts.items())
    cures = list(dict.fromkeys(CURES.get(reason, TRIED_IN_VAIN) for reason in counts))
    return Finding(thing="messages", state=f"{total} could not be delivered ({reasons})", cure=" ".join(cures))


def _in_reach(error: CoachError, name: str) -> str:
    """Say what is in the way, and where to look where it is the way itself."""
    if isinstance(error, UnreachableError):
        return f"{error} Check the machine's network, {name}.api_base_url and {name}.proxy."
    return str(error)


async def _telegram(section: TelegramSection) -> Finding:
    """Ask Telegram who the bot is, and whether it could call the webhook."""
    async with AsyncExitStack() as stack:
        try:
            platform = await stack.enter_async_context(
                TelegramPlatform(
                    token=section.secret,
                    clock=WallClock().now,
                    memory=ProcessMemory(),
                    api_base_url=section.api_base_url,
                    proxy=section.proxy,
                )
            )
            me = await platform.me()
        except CoachError as error:
            return Finding(thing="telegram", state="cannot be worked with", cure=_in_reach(error, "telegram"))
    if section.mode == "webhook" and not (section.webhook_url and section.webhook_password):
        cure = 'Set telegram.webhook_url and telegram.webhook_secret, or mode = "polling".'
        return Finding(thing="telegram", state="the webhook is not set up", cure=cure)
    return Finding(thing="telegram", state=f"the bot is @{me.username}, by {section.mode}")


async def _discord(section: DiscordSection) -> AsyncIterator[Finding]:
    """Ask Discord who the bot is, whether it may connect, and whether the gateway answers."""
    async with AsyncExitStack() as stack:
        try:
            platform = await stack.enter_async_context(
                DiscordPlatform(
                    token=section.secret, clock=WallClock().now, api_base_url=section.api_base_url, proxy=section.proxy
                )
            )
            me = await platform.me()
            line = await look_at_line(platform, proxy=section.proxy)
        except CoachError as error:
            yield Finding(thing="discord", state="cannot be worked with", cure=_in_reach(error, "discord"))
            return
    yield Finding(
        thing="discord", state=f"the bot is {me.name}, application {me.application}; no privileged intent is asked for"
    )
    yield _gateway(line)


def _gateway(line: Line) -> Finding:
    """Word what is known of the way to Discord's gateway."""
    thing = "discord gateway"
    if not line.answers:
        cure = "Let the machine connect to it by websocket (port 443), or name a proxy: discord.proxy."
        return Finding(thing=thing, state=f"{line.url} does not answer", cure=cure)
    if not line.left:
        minutes = -(-line.fresh_in // timedelta(minutes=1))
        cure = f"Something starts it again and again. Discord takes new sessions in {minutes} minutes."
        return Finding(thing=thing, state=f"all {line.total} sessions of the day are used", cure=cure)
    if line.shards > 1:
        cure = f"This version holds one connection, and Discord wants {line.shards}: let it leave servers."
        return Finding(thing=thing, state="the bot is in too many servers", cure=cure)
    return Finding(thing=thing, state=f"{line.url} answers, {line.left} of {line.total} sessions are left")


async def _clock(url: str, *, name: str) -> Finding:
    """Compare the machine's clock with the platform's: reminders come by it."""
    try:
        async with aiohttp.ClientSession(timeout=PATIENCE) as session, session.get(url) as response:
            theirs = parsedate_to_datetime(response.headers["Date"]).astimezone(UTC)
    except (aiohttp.ClientError, TimeoutError, KeyError, ValueError):
        return Finding(thing="clock", state="could not be compared")
    skew = abs(WallClock().now() - theirs)
    if skew > SKEW:
        state = f"{round(skew.total_seconds())} seconds from {name}'s"
        return Finding(thing="clock", state=state, cure="Set it by NTP: reminders come by this clock.")
    return Finding(thing="clock", state="right")
