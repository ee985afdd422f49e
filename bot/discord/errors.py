"""What can be wrong with the bot itself, each in one sentence for its operator."""

from core.errors import CoachError


class BadTokenError(CoachError):
    """Discord does not know the bot's token: reset it in the developer portal (Bot, Reset Token) and set it anew."""


class TokenMalformedError(CoachError):
    """The Discord token has to be as the developer portal gave it, without quotes, spaces or "Bot" before it."""


class IntentsRefusedError(CoachError):
    """Discord refuses the intents {names}: allow them in the developer portal (Bot, Privileged Gateway Intents)."""

    def __init__(self, *, names: str) -> None:
        self.names = names


class GatewayRefusedError(CoachError):
    """Discord's gateway refuses the bot for good (close code {code}): {trouble}."""

    def __init__(self, *, code: int, trouble: str) -> None:
        self.code = code
        self.trouble = trouble
