"""Answers of an HTTP/1.1 server as they come in, piece by piece."""

import re
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Final

_STATUS: Final = re.compile(rb"HTTP/1\.([01]) ([1-5]\d\d)(?: |\Z)")
_LENGTH: Final = re.compile(rb"\d{1,15}")
_CHUNK: Final = re.compile(rb"([0-9A-Fa-f]{1,12})[ \t]*(?:;[^\r\n]*)?\r\n")
_END_OF_HEAD: Final = b"\r\n\r\n"
_BODILESS: Final = (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED)
#: More than any answer has.
_LONGEST_HEAD: Final = 64 * 1024
_LONGEST_BODY: Final = 32 * 1024 * 1024


class BrokenAnswerError(ConnectionError):
    """What came is no whole answer of an HTTP/1.1 server."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpAnswer:
    """An answer; `reusable` tells whether its connection takes another request."""

    status: int
    body: bytes
    reusable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """What the head says of the body: its `length`, None for one that ends otherwise."""

    status: int
    length: int | None
    chunked: bool
    reusable: bool


@dataclass(slots=True)
class AnswerReader:
    """Reads one answer."""

    _pending: bytes = b""
    _head: _Head | None = None
    _chunks: list[bytes] = field(default_factory=list)
    _seen: int = 0

    def feed(self, data: bytes) -> HttpAnswer | None:
        """Take what came; return the answer once it is whole.

        Raises:
            BrokenAnswerError: it is none, or longer than any that is wanted.

        """
        self._pending = self._pending + data if self._pending else data
        self._seen += len(data)
        if self._seen > _LONGEST_BODY:
            raise BrokenAnswerError
        if self._head is None and not self._read_head():
            return None
        return self._read_body()

    def end(self) -> HttpAnswer | None:
        """Take that nothing more comes; return the answer where this is how it ends."""
        head = self._head
        if head is None or head.chunked or head.length is not None:
            return None
        return HttpAnswer(status=head.status, body=self._pending, reusable=False)

    def _read_head(self) -> bool:
        """Read the head, if all of it is here; what only announces an answer (1xx) is passed over."""
        while (end := self._pending.find(_END_OF_HEAD)) >= 0:
            head = _head_of(self._pending[:end])
            self._pending = self._pending[end + len(_END_OF_HEAD) :]
            if head.status >= HTTPStatus.OK:
                self._head = head
                return True
        if len(self._pending) > _LONGEST_HEAD:
            raise BrokenAnswerError
        return False

    def _read_body(self) -> HttpAnswer | None:
        head = self._head
        if head is None:
            return None
        if head.chunked:
            return self._answer(head, b"".join(self._chunks)) if self._read_chunks() else None
        if head.length is None or len(self._pending) < head.length:
            return None
        body, self._pending = self._pending[: head.length], self._pending[head.length :]
        return self._answer(head, body)

    def _answer(self, head: _Head, body: bytes) -> HttpAnswer:
        reusable = head.reusable and not self._pending  # what comes unasked belongs to no request of ours
        return HttpAnswer(status=head.status, body=body, reusable=reusable)

    def _read_chunks(self) -> bool:
        """Read the chunks that are here whole; tell whether the last one is."""
        while (size := _CHUNK.match(self._pending)) is not None:
            length, start = int(size[1], 16), size.end()
            if not length:
                return self._read_trailer(start)
            if len(self._pending) < start + length + 2:
                return False
            if self._pending[start + length : start + length + 2] != b"\r\n":
                raise BrokenAnswerError
            self._chunks.append(self._pending[start : start + length])
            self._pending = self._pending[start + length + 2 :]
        if b"\n" in self._pending or len(self._pending) > _LONGEST_HEAD:
            raise BrokenAnswerError
        return False

    def _read_trailer(self, start: int) -> bool:
        """Pass over the lines behind the last chunk; tell whether all of them are here."""
        # The line break of the last chunk may be the first half of the end.
        end = self._pending.find(_END_OF_HEAD, start - 2)
        if end < 0:
            return False
        self._pending = self._pending[end + len(_END_OF_HEAD) :]
        return True


def _head_of(head: bytes) -> _Head:
    first, *lines = head.split(b"\r\n")
    status = _STATUS.match(first)
    if status is None:
        raise BrokenAnswerError
    told: dict[bytes, bytes] = {}
    for line in lines:
        name, _, value = line.partition(b":")
        told[name.lower()] = value.strip().lower()
    code, said = int(status[2]), told.get(b"connection", b"")
    chunked = told.get(b"transfer-encoding", b"").endswith(b"chunked")
    length = 0 if code in _BODILESS else _length_of(told.get(b"content-length"))
    ends_itself = chunked or length is not None
    stays = said != b"close" if status[1] == b"1" else said == b"keep-alive"
    return _Head(status=code, length=length, chunked=chunked and code not in _BODILESS, reusable=stays and ends_itself)


def _length_of(told: bytes | None) -> int | None:
    if told is None:
        return None
    if not _LENGTH.fullmatch(told):
        raise BrokenAnswerError
    return int(told)
