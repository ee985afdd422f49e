"""The coach's side of Discord as tests open it, on a stand-in with one person."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from discord.http import Route

from bot.chat import Posting, Reply
from bot.discord.adapter import DiscordPlatform
from bot.discord.places import Interaction, channel_address, interaction_address
from core.domain.account import Address, Platform
from tests.support.discordapi.server import BOT, TOKEN, DiscordServer
from tests.support.discordapi.world import Json

NOW = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
ANA = "7001"


@asynccontextmanager
async def discord_with_ana() -> AsyncIterator[DiscordServer]:
    """Start a stand-in with one person; the library's one address for all clients is put back afterwards."""
    before = Route.BASE
    async with DiscordServer() as server:
        server.world.direct(ANA)
        yield server
    Route.BASE = before


@asynccontextmanager
async def platform_for(
    server: DiscordServer, *, token: str = TOKEN, patience: float = 30
) -> AsyncIterator[DiscordPlatform]:
    """Open the platform on a stand-in."""
    platform = DiscordPlatform(token=token, clock=lambda: NOW, api_base_url=server.url, patience=patience)
    async with platform:
        yield platform


def posting(reply: Reply | str, *, to: Address, replaces: str = "", key: str = "answer:discord:1:0") -> Posting:
    """Address a reply."""
    said = Reply(text=reply) if isinstance(reply, str) else reply
    return Posting(platform=Platform.DISCORD, address=to, reply=said, replaces=replaces, key=key)


def home(server: DiscordServer) -> Address:
    """Return the address of the person's direct messages."""
    return channel_address(server.world.direct(ANA).id)


def shown(server: DiscordServer) -> list[Json]:
    """Return the messages of the bot's that stand in the direct messages."""
    return [one for one in server.world.direct(ANA).messages.values() if one["author"]["id"] == BOT]


def answering(
    server: DiscordServer, token: str, *, expires: timedelta = timedelta(minutes=5), **facts: bool
) -> Address:
    """Write the address of an interaction of the person's."""
    flags = {"placeholder": True, "ephemeral": False} | facts
    one = Interaction(token=token, user=ANA, home=home(server), expires=int((NOW + expires).timestamp()), **flags)
    return interaction_address(one)


def asked(server: DiscordServer, *, kind: int = 5, channel: str = "") -> str:
    """Let the person use a command that was acknowledged, and return its token."""
    server.world.commands = [{"name": "today", "id": "1"}]
    server.world.command(ANA, "today", channel=channel)
    token, one = next(reversed(server.world.interactions.items()))
    one.acknowledged = kind
    one.original = server.world.message(one.channel, {"flags": 128}, author=server.world.me())["id"]
    return token
