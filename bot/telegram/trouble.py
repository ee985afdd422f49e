"""What a refusal of the Bot API means for a message: say it otherwise, later, elsewhere, or never."""

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from http import HTTPStatus
from typing import Final

from telegram.error import BadRequest, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.delivery.errors import (
    ChatGoneError,
    ChatMovedError,
    DeliveryError,
    RefusedError,
    RetryLaterError,
    UnreachableError,
)
from bot.telegram.api import ApiRefusedError
from bot.telegram.errors import BadTokenError
from bot.telegram.outbound import Take
from core.domain.account import Address

# What is in the words of a 403 or 400, and what has become of the chat; the first that fits.
_GONE: Final = (
    ("blocked by the user", "blocked"),
    ("deactivated", "deactivated"),
    ("kicked", "kicked"),
    ("not a member", "kicked"),
    ("initiate conversation", "never_started"),
    ("chat not found", "not_found"),
    ("user not found", "not_found"),
    ("peer_id_invalid", "not_found"),
    ("rights", "no_rights"),
    ("write_forbidden", "no_rights"),
    ("chat_restricted", "no_rights"),
    ("admin_required", "no_rights"),
)
_NOT_EDITABLE: Final = ("message to edit not found", "message can't be edited", "message_id_invalid")
_PICTURED: Final = "there is no text in the message"
_NO_TOPIC: Final = ("message thread not found", "topic_closed", "topic_deleted")
_WRONG_FILE: Final = ("wrong file", "wrong remote file", "file of type")
#: What the API says to a token that it does not know.
TOKEN_REFUSED: Final = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND})

# A limit that two chats meet within this time is the bot's own and not the chats'.
_TOGETHER_SECONDS: Final = 1.0


def retake(take: Take, refusal: ApiRefusedError) -> Take | None:
    """Return how the same can be said so that it is taken, or None where it cannot."""
    words = refusal.words.casefold()
    if take.replaces and any(one in words for one in _NOT_EDITABLE):
        return replace(take, replaces="")
    if take.replaces and not take.pictured and _PICTURED in words:
        return replace(take, pictured=True)
    if "/" in take.to and any(one in words for one in _NO_TOPIC):
        return replace(take, to=Address(take.to.partition("/")[0]))
    if take.file_id and any(one in words for one in _WRONG_FILE):
        return replace(take, file_id="")
    return None


@contextmanager
def our_words() -> Iterator[None]:
    """Turn the library's errors into ours, for the calls that set the bot up.

    Raises:
        BadTokenError: Telegram does not know the token.
        RetryLaterError: it asks to wait.
        RefusedError: it does not take what it was given.
        UnreachableError: it could not be asked.

    """
    try:
        yield
    except InvalidToken as error:
        raise BadTokenError from error
    except RetryAfter as error:
        wait = error.retry_after
        raise RetryLaterError(after=wait.total_seconds() if isinstance(wait, timedelta) else wait) from error
    except (BadRequest, Forbidden) as error:
        raise RefusedError(reason=error.message) from error
    except TelegramError as error:
        raise UnreachableError(reason=error.message, maybe_sent=True) from error


def unchanged(refusal: ApiRefusedError) -> bool:
    """Tell whether an edit was refused because there is nothing to change."""
    return "message is not modified" in refusal.words.casefold()


@dataclass(slots=True, kw_only=True)
class Floods:
    """Which chats were refused for speed of late; `clock` counts seconds."""

    clock: Callable[[], float]
    _seen: deque[tuple[float, str]] = field(default_factory=deque)

    def everywhere(self, chat: str) -> bool:
        """Note a refusal and tell whether it holds for every chat: Telegram does not say which of its limits it was."""
        now = self.clock()
        while self._seen and self._seen[0][0] < now - _TOGETHER_SECONDS:
            self._seen.popleft()
        self._seen.append((now, chat))
        return any(other != chat for _, other in self._seen)


def delivery_error(refusal: ApiRefusedError, *, to: Address, floods: Floods) -> DeliveryError:
    """Return what a refusal means to the sender."""
    if refusal.wait:
        chat = to.partition("/")[0]
        return RetryLaterError(after=refusal.wait, whole_platform=floods.everywhere(chat))
    if refusal.moved_to:
        return ChatMovedError(address=Address(str(refusal.moved_to)))
    if refusal.status in TOKEN_REFUSED:
        # The message is as good as it was: it goes once the bot has a token again.
        return UnreachableError(reason="the token is not accepted", maybe_sent=False)
    words = refusal.words.casefold()
    gone = next((reason for part, reason in _GONE if part in words), "")
    if gone or refusal.status == HTTPStatus.FORBIDDEN:
        return ChatGoneError(reason=gone or "no_rights")
    return RefusedError(reason=refusal.words)
