"""What slash commands are made of: who takes them, what they offer, their words, and where they may be used."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from discord.app_commands import AppCommandContext, AppInstallationType, Choice, Command, locale_str

from bot.discord.choices import Choices
from bot.discord.interactions import Interactions, Words

EVERYWHERE: Final = AppCommandContext(guild=True, dm_channel=True, private_channel=True)
ANYHOW: Final = AppInstallationType(guild=True, user=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Makings:
    """What commands are made of: who takes them, what they offer, and the words."""

    interactions: Interactions
    choices: Choices
    words: Words

    def described(self, key: str) -> locale_str:
        """Return a description that the translator finds again by its key."""
        return locale_str(self.words(key, "en"), key=key)

    def options(self, **keys: str) -> dict[str, locale_str]:
        """Return the descriptions of options, by their names."""
        return {name: self.described(f"discord-option-{key}") for name, key in keys.items()}

    def fixed(self, family: str, codes: Sequence[str]) -> list[Choice[str]]:
        """Return a few choices, each a word that the coach reads."""
        keys = [f"{family}-{code}" for code in codes]
        return [Choice(name=self.described(key), value=self.words(key, "en")) for key in keys]


def make_command(name: str, makings: Makings, *, callback: Callable[..., Any]) -> Command[Any, ..., None]:
    """Make a command that can be used anywhere, installed for a person or for a server."""
    return Command(
        name=name,
        description=makings.described(f"command-{name}"),
        callback=callback,
        allowed_contexts=EVERYWHERE,
        allowed_installs=ANYHOW,
    )
