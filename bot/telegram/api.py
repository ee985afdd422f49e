"""Calls of the Bot API on the path that every message takes.

python-telegram-bot's `Bot` does the rest (`bot/telegram/profile.py`). Here it would make objects of a request and an
answer of which only the message's id is wanted, for half of the time that a message takes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Final

import msgspec
from telegram.error import NetworkError, TimedOut

from bot.delivery.errors import UnreachableError
from bot.telegram.request import AiohttpRequest, FilePart, NotSentError


class _Parameters(msgspec.Struct, frozen=True):
    retry_after: float = 0.0
    migrate_to_chat_id: int = 0


class _Answer(msgspec.Struct, frozen=True):
    ok: bool = False
    result: msgspec.Raw = msgspec.Raw(b"null")
    description: str = ""
    parameters: _Parameters = _Parameters()


_ANSWER: Final = msgspec.json.Decoder(_Answer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call of a method: its parameters as they are sent, and the files that go with them."""

    method: str
    fields: Mapping[str, str]
    files: Mapping[str, FilePart] = field(default_factory=dict)


class ApiRefusedError(Exception):
    """The Bot API refused a call.

    `wait` is how many seconds it asks to wait, `moved_to` the chat that a group has become; 0 where it says neither.
    """

    def __init__(self, *, status: int, words: str, wait: float = 0.0, moved_to: int = 0) -> None:
        super().__init__(f"{status} {words}")
        self.status = status
        self.words = words
        self.wait = wait
        self.moved_to = moved_to


@dataclass(frozen=True, slots=True, kw_only=True)
class BotApi:
    """The Bot API at `address`, which has the token in it and is shown nowhere."""

    request: AiohttpRequest
    address: str = field(repr=False)

    async def call(self, call: Call, *, patience: float = 0.0) -> msgspec.Raw:
        """Call a method and return the JSON of its result; it may take `patience` seconds longer than usual.

        Raises:
            ApiRefusedError: the API said no.
            UnreachableError: it could not be asked, or gave no answer that can be read.

        """
        url = f"{self.address}/{call.method}"
        try:
            status, body = await self.request.post_form(url, call.fields, files=call.files, patience=patience)
        except NotSentError as error:
            raise UnreachableError(reason=error.message, maybe_sent=False) from error
        except TimedOut as error:
            raise UnreachableError(reason="no answer in time", maybe_sent=True) from error
        except NetworkError as error:
            raise UnreachableError(reason=error.message, maybe_sent=True) from error
        return _result(status, body)


def _result(status: int, body: bytes) -> msgspec.Raw:
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise UnreachableError(reason=f"status {status}", maybe_sent=False)
    answer = _read(body)
    if answer is None and status == HTTPStatus.OK:
        raise UnreachableError(reason="an answer that cannot be read", maybe_sent=True)
    if answer is None:
        raise ApiRefusedError(status=status, words=f"status {status}", wait=_wait(status, _Parameters()))
    if answer.ok:
        return answer.result
    asked = answer.parameters
    raise ApiRefusedError(
        status=status, words=answer.description, wait=_wait(status, asked), moved_to=asked.migrate_to_chat_id
    )


def _read(body: bytes) -> _Answer | None:
    try:
        return _ANSWER.decode(body)
    except msgspec.DecodeError:
        return None


def _wait(status: int, asked: _Parameters) -> float:
    return max(asked.retry_after, 1.0) if status == HTTPStatus.TOO_MANY_REQUESTS else 0.0
