"""Files that runners send: first Telegram is asked where one lies, then it is fetched from there."""

from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Final
from urllib.parse import quote

import msgspec
from telegram.error import NetworkError

from bot.chat import FILE_LIMIT
from bot.delivery.errors import DeliveryError, FileTooLargeError, RefusedError, RetryLaterError, UnreachableError
from bot.telegram.api import ApiRefusedError, BotApi, Call
from bot.telegram.request import TooLongError
from bot.telegram.trouble import TOKEN_REFUSED

_TOO_LARGE: Final = "file is too big"


class _Place(msgspec.Struct, frozen=True):
    file_path: str
    file_size: int = 0


_PLACE: Final = msgspec.json.Decoder(_Place)


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """What runners sent to one bot; `address` has the token in it and is shown nowhere."""

    api: BotApi
    address: str = field(repr=False)
    limit: int = FILE_LIMIT

    async def fetch(self, file_id: str) -> bytes:
        """Return what is in a file.

        Raises:
            FileTooLargeError: it has more bytes than the limit.
            RefusedError: Telegram does not have it any more.
            RetryLaterError: Telegram asks to wait.
            UnreachableError: it could not be asked, or gave no answer that can be read.

        """
        place = await self._place(file_id)
        if place.file_size > self.limit:
            raise FileTooLargeError(limit=self.limit)
        try:
            url = f"{self.address}/{quote(place.file_path)}"
            status, content = await self.api.request.get(url, limit=self.limit)
        except TooLongError as error:
            raise FileTooLargeError(limit=self.limit) from error
        except NetworkError as error:
            raise UnreachableError(reason=error.message, maybe_sent=False) from error
        if status == HTTPStatus.OK:
            return content
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.TOO_MANY_REQUESTS:
            raise UnreachableError(reason=f"status {status}", maybe_sent=False)
        raise RefusedError(reason=f"status {status}")

    async def _place(self, file_id: str) -> _Place:
        """Ask where a file lies; the answer holds for an hour."""
        try:
            return _PLACE.decode(await self.api.call(Call(method="getFile", fields={"file_id": file_id})))
        except ApiRefusedError as refusal:
            raise self._error(refusal) from refusal
        except msgspec.DecodeError as error:
            raise UnreachableError(reason="a place that cannot be read", maybe_sent=False) from error

    def _error(self, refusal: ApiRefusedError) -> DeliveryError:
        if refusal.wait:
            return RetryLaterError(after=refusal.wait)
        if refusal.status in TOKEN_REFUSED:
            return UnreachableError(reason="the token is not accepted", maybe_sent=False)
        if _TOO_LARGE in refusal.words.casefold():
            return FileTooLargeError(limit=self.limit)
        return RefusedError(reason=refusal.words)
