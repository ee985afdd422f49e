"""A bare discord.py bot that acknowledges whatever comes: `python -m tests.support.discord_bare API GATEWAY TOKEN`."""

import sys

import discord
import yarl
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = sys.argv[1], yarl.URL(sys.argv[2])


class Bare(discord.Client):
    """It has four commands and no other thought."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents.none() | discord.Intents(guilds=True))
        self.tree = app_commands.CommandTree(self)

    async def setup_hook(self) -> None:
        """Tell Discord the commands."""
        for name in ("week", "today", "history"):
            self.tree.command(name=name, description=name)(acknowledge)
        self.tree.command(name="log", description="log")(acknowledge_text)
        await self.tree.sync()


async def acknowledge(interaction: discord.Interaction) -> None:
    """Say that an answer comes."""
    await interaction.client.http.request(_callback(interaction), json={"type": 5})


async def acknowledge_text(interaction: discord.Interaction, text: str) -> None:
    """Say that an answer comes."""
    del text
    await acknowledge(interaction)


def _callback(interaction: discord.Interaction) -> Route:
    return Route(
        "POST",
        "/interactions/{webhook_id}/{webhook_token}/callback",
        webhook_id=interaction.id,
        webhook_token=interaction.token,
    )


Bare().run(sys.argv[3], log_handler=None)
