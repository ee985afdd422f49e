"""What can be wrong with the bot itself, each in one sentence for its operator."""

from core.errors import CoachError


class BadTokenError(CoachError):
    """Telegram does not know the bot's token: ask @BotFather for it (/token) and set it anew."""


class TokenMalformedError(CoachError):
    """The Telegram token has to look like 123456:ABC-DEF, as @BotFather gave it, without quotes or spaces."""


class AnotherPollerError(CoachError):
    """Another process receives this bot's messages: stop it, or give it a token of its own."""


class SecretMalformedError(CoachError):
    """The webhook's secret has to be 1 to 256 letters, digits, hyphens and underscores."""


class WebhookRefusedError(CoachError):
    """Telegram does not take the webhook's address: {words}."""

    def __init__(self, *, words: str) -> None:
        self.words = words
