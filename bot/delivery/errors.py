"""Why a message could not be delivered: what the sender has to know to do the right thing next."""

from core.domain.account import Address
from core.errors import CoachError


class DeliveryError(CoachError):
    """The message could not be delivered."""


class RetryLaterError(DeliveryError):
    """The platform asks to wait for {after} seconds."""

    # Nothing was sent. `whole_platform`: it asks so for every chat, not for this one alone.

    def __init__(self, *, after: float, whole_platform: bool = False) -> None:
        self.after = after
        self.whole_platform = whole_platform


class ChatGoneError(DeliveryError):
    """The chat cannot be written to any more: {reason}."""

    # `reason` is a stable code: blocked, deactivated, kicked, not_found, never_started or no_rights.

    def __init__(self, *, reason: str) -> None:
        self.reason = reason


class ChatMovedError(DeliveryError):
    """The chat has moved to {address}: the message has to be sent there."""

    def __init__(self, *, address: Address) -> None:
        self.address = address


class RefusedError(DeliveryError):
    """The platform will never take this message: {reason}."""

    # `reason` is the platform's own words, for the operator.

    def __init__(self, *, reason: str) -> None:
        self.reason = reason


class FileTooLargeError(RefusedError):
    """The file has more than {limit} bytes."""

    def __init__(self, *, limit: int) -> None:
        super().__init__(reason="the file is too large")
        self.limit = limit


class UnreachableError(DeliveryError):
    """The platform could not be reached: {reason}."""

    # `maybe_sent`: the message may have arrived although no answer came back.

    def __init__(self, *, reason: str, maybe_sent: bool) -> None:
        self.reason = reason
        self.maybe_sent = maybe_sent
