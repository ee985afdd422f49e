"""Files that runners send: each lies at an address of its own for a day, and is fetched when it is wanted."""

from http import HTTPStatus

import aiohttp

from bot.delivery.errors import FileTooLargeError, RefusedError, UnreachableError
from bot.discord.trouble import NO_ANSWER


async def fetch(url: str, *, limit: int, proxy: str = "") -> bytes:
    """Return what is in a file, never more than `limit` bytes.

    Raises:
        FileTooLargeError: it has more bytes than the limit.
        RefusedError: Discord does not have it any more.
        UnreachableError: it could not be asked.

    """
    try:
        async with aiohttp.ClientSession() as session, session.get(url, proxy=proxy or None) as answer:
            if answer.status == HTTPStatus.OK:
                return await _read(answer, limit=limit)
            status = answer.status
    except NO_ANSWER as error:
        raise UnreachableError(reason=type(error).__name__, maybe_sent=False) from error
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.TOO_MANY_REQUESTS:
        raise UnreachableError(reason=f"status {status}", maybe_sent=False)
    raise RefusedError(reason=f"status {status}")


async def _read(answer: aiohttp.ClientResponse, *, limit: int) -> bytes:
    content = bytearray()
    async for piece in answer.content.iter_any():
        content += piece
        if len(content) > limit:
            raise FileTooLargeError(limit=limit)
    return bytes(content)
