"""What Discord answers where it does not do as it is asked: status, its own code, and the words."""

from dataclasses import dataclass

Json = dict[str, object]


@dataclass(slots=True)
class Refusal(Exception):
    """A refusal, to be raised; `after` is how many seconds a 429 asks to wait."""

    status: int
    code: int
    message: str
    after: float = 0.0
    everywhere: bool = False

    def json(self) -> Json:
        """Return the body."""
        if self.status == 429:
            return {"message": self.message, "retry_after": self.after, "global": self.everywhere}
        return {"code": self.code, "message": self.message}


def unauthorized() -> Refusal:
    """Say: the token is wrong."""
    return Refusal(401, 0, "401: Unauthorized")


def unknown_channel() -> Refusal:
    """Say: there is no such channel."""
    return Refusal(404, 10003, "Unknown Channel")


def unknown_message() -> Refusal:
    """Say: there is no such message."""
    return Refusal(404, 10008, "Unknown Message")


def unknown_user() -> Refusal:
    """Say: there is no such person."""
    return Refusal(400, 50033, "Invalid Recipient(s)")


def unknown_webhook() -> Refusal:
    """Say: the interaction was not acknowledged, or its 15 minutes are over."""
    return Refusal(404, 10015, "Unknown Webhook")


def unknown_interaction() -> Refusal:
    """Say: the three seconds are over."""
    return Refusal(404, 10062, "Unknown interaction")


def already_acknowledged() -> Refusal:
    """Say: an interaction is acknowledged once."""
    return Refusal(400, 40060, "Interaction has already been acknowledged.")


def not_yours() -> Refusal:
    """Say: only one's own messages can be changed."""
    return Refusal(403, 50005, "Cannot edit a message authored by another user")


def closed() -> Refusal:
    """Say: the person takes no direct messages."""
    return Refusal(403, 50007, "Cannot send messages to this user")


def missing_permissions() -> Refusal:
    """Say: the bot may not write there."""
    return Refusal(403, 50013, "Missing Permissions")


def missing_access() -> Refusal:
    """Say: the bot may not even look there."""
    return Refusal(403, 50001, "Missing Access")


def empty() -> Refusal:
    """Say: a message has to have something in it."""
    return Refusal(400, 50006, "Cannot send an empty message")


def invalid(what: str) -> Refusal:
    """Say: a field is not as it has to be."""
    return Refusal(400, 50035, f"Invalid Form Body: {what}")


def too_many_requests(after: float, *, everywhere: bool = False) -> Refusal:
    """Say: the bot is too fast."""
    return Refusal(429, 0, "You are being rate limited.", after=after, everywhere=everywhere)
