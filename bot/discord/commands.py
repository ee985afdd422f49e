"""The slash commands, as one tree in all the languages that the coach speaks."""

from collections.abc import Collection, Sequence
from typing import Any

import discord
import structlog
from discord import app_commands
from discord.app_commands import locale_str

from bot.discord.client import CoachClient
from bot.discord.interactions import Interactions, Words
from bot.discord.making import ANYHOW, EVERYWHERE, Makings
from bot.discord.options import MAKERS, plain

_LOG = structlog.get_logger(__name__)


class Translated(app_commands.Translator):
    """Names and descriptions from the message catalogue, for the `languages` that it speaks."""

    def __init__(self, *, words: Words, languages: Collection[str]) -> None:
        super().__init__()
        self._words = words
        self._languages = languages

    async def translate(  # noqa: PLR0917 - the library's signature
        self,
        string: locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,  # noqa: ARG002
    ) -> str | None:
        """Return the words of a language; None where it is not spoken, or is English, which stands there already."""
        key = string.extras.get("key")
        spoken = {locale.value, locale.value.partition("-")[0]} & set(self._languages)
        if not key or not spoken or locale.value.startswith("en"):
            return None
        return self._words(key, locale.value)


class Tree(app_commands.CommandTree[CoachClient]):
    """The commands; one that cannot be carried out is answered all the same."""

    def __init__(self, client: CoachClient, *, interactions: Interactions) -> None:
        super().__init__(client, allowed_contexts=EVERYWHERE, allowed_installs=ANYHOW)
        self._interactions = interactions

    async def on_error(self, interaction: discord.Interaction[Any], error: app_commands.AppCommandError, /) -> None:
        """Say that a command does not work (any more)."""
        _LOG.warning("command failed", happening=str(interaction.id), kind=type(error).__name__)
        await self._interactions.failed(interaction)


def make_tree(client: CoachClient, makings: Makings, *, names: Sequence[str]) -> Tree:
    """Make the commands of these names."""
    tree = Tree(client, interactions=makings.interactions)
    for name in names:
        tree.add_command(MAKERS.get(name, plain(name))(makings))
    return tree
