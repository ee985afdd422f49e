"""What a refusal of Discord's means for a message: say it elsewhere, later, or never."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http import HTTPStatus
from typing import Final

import aiohttp
import discord

from bot.delivery.errors import ChatGoneError, DeliveryError, RefusedError, RetryLaterError, UnreachableError
from bot.discord.errors import BadTokenError
from bot.discord.outbound import Take

_UNKNOWN_CHANNEL: Final = 10003
_UNKNOWN_MESSAGE: Final = 10008
_UNKNOWN_USER: Final = 10013
_UNKNOWN_WEBHOOK: Final = 10015
_UNKNOWN_INTERACTION: Final = 10062
_MISSING_ACCESS: Final = 50001
_NOT_IN_DIRECT_MESSAGES: Final = 50003
_NOT_OURS: Final = 50005
_CLOSED: Final = 50007
_MISSING_PERMISSIONS: Final = 50013
_BAD_WEBHOOK_TOKEN: Final = 50027
_NO_SHARED_SERVER: Final = 50278
_ARCHIVED: Final = 50083

#: What has become of a chat, by Discord's own code.
_GONE: Final = {
    _UNKNOWN_CHANNEL: "not_found",
    _UNKNOWN_USER: "not_found",
    _CLOSED: "blocked",
    _NO_SHARED_SERVER: "blocked",
    _NOT_IN_DIRECT_MESSAGES: "blocked",
    _MISSING_ACCESS: "no_rights",
    _MISSING_PERMISSIONS: "no_rights",
    _ARCHIVED: "no_rights",
}
_TOKEN_OVER: Final = frozenset({_UNKNOWN_WEBHOOK, _UNKNOWN_INTERACTION, _BAD_WEBHOOK_TOKEN})
_EDIT_LOST: Final = frozenset({_UNKNOWN_MESSAGE, _NOT_OURS})
_USUAL_WAIT: Final = 1.0


def retake(take: Take, refusal: discord.HTTPException) -> Take | None:
    """Return how the same can be said so that it is taken, or None where it cannot."""
    if take.token and (refusal.code in _TOKEN_OVER or refusal.status == HTTPStatus.NOT_FOUND):
        if take.original and refusal.code == _UNKNOWN_MESSAGE:
            return replace(take, original=False)
        return replace(take, token="", original=False, ephemeral=False, replaces="")
    if take.replaces and refusal.code in _EDIT_LOST:
        return replace(take, replaces="")
    return None


@contextmanager
def our_words() -> Iterator[None]:
    """Turn the library's errors into ours.

    Raises:
        BadTokenError: Discord does not know the token.
        DeliveryError: it said no, or could not be asked.

    """
    try:
        yield
    except discord.LoginFailure as error:
        raise BadTokenError from error
    except (discord.HTTPException, discord.RateLimited) as error:
        raise delivery_error(error) from error
    except NO_ANSWER as error:
        raise UnreachableError(reason=type(error).__name__, maybe_sent=not isinstance(error, NOT_SENT)) from error


@contextmanager
def our_words_but_refusals() -> Iterator[None]:
    """Turn the library's errors into ours, but for refusals that the same message may still get round."""
    try:
        yield
    except discord.RateLimited as error:
        raise delivery_error(error) from error
    except NO_ANSWER as error:
        raise UnreachableError(reason=type(error).__name__, maybe_sent=not isinstance(error, NOT_SENT)) from error


#: What is raised where no answer came that could be read; the second where nothing was sent.
NO_ANSWER: Final = (aiohttp.ClientError, asyncio.TimeoutError, OSError, ValueError)
NOT_SENT: Final = (aiohttp.ClientConnectorError, ConnectionRefusedError)


def delivery_error(refusal: discord.HTTPException | discord.RateLimited) -> DeliveryError:
    """Return what a refusal means to the sender."""
    if isinstance(refusal, discord.RateLimited):
        return RetryLaterError(after=refusal.retry_after)
    if refusal.status == HTTPStatus.TOO_MANY_REQUESTS:
        return _asked_to_wait(refusal)
    if refusal.status == HTTPStatus.UNAUTHORIZED:
        # The message is as good as it was: it goes once the bot has a token again.
        return UnreachableError(reason="the token is not accepted", maybe_sent=False)
    if refusal.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return UnreachableError(reason=f"status {refusal.status}", maybe_sent=True)
    gone = _GONE.get(refusal.code, "")
    if gone or refusal.status == HTTPStatus.FORBIDDEN:
        return ChatGoneError(reason=gone or "no_rights")
    return RefusedError(reason=f"{refusal.status} {refusal.code} {refusal.text}")


def _asked_to_wait(refusal: discord.HTTPException) -> RetryLaterError:
    headers = refusal.response.headers
    after = _seconds(headers.get("X-RateLimit-Reset-After")) or _seconds(headers.get("Retry-After")) or _USUAL_WAIT
    everywhere = headers.get("X-RateLimit-Scope") == "global" or "X-RateLimit-Global" in headers
    # Without this header it was not the API that answered but what stands before it, and that means every call.
    return RetryLaterError(after=after, whole_platform=everywhere or "Via" not in headers)


def _seconds(text: str | None) -> float:
    try:
        return max(0.0, float(text or 0))
    except ValueError:
        return 0.0
