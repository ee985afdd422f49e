"""Answers of an HTTP/1.1 server as they come in, piece by piece."""

from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Final

from httptools import HttpParserError, HttpParserUpgrade, HttpResponseParser

#: More than any answer has.
_LONGEST_HEAD: Final = 64 * 1024
_LONGEST_ANSWER: Final = 32 * 1024 * 1024


class BrokenAnswerError(ConnectionError):
    """What came is no whole answer of an HTTP/1.1 server."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpAnswer:
    """An answer; `reusable` tells whether its connection takes another request."""

    status: int
    body: bytes
    reusable: bool


class AnswerReader:
    """Reads the answers of one connection, one after another; the parser calls its `on_` methods."""

    _answer: HttpAnswer | None

    def __init__(self) -> None:
        """Begin where the connection does."""
        self._parser = HttpResponseParser(self)
        self._begin()

    def feed(self, data: bytes) -> HttpAnswer | None:
        """Take what came; return the answer once it is whole.

        Raises:
            BrokenAnswerError: it is none, or longer than any that is wanted.

        """
        self._seen += len(data)
        if self._seen > _LONGEST_ANSWER:
            raise BrokenAnswerError
        try:
            self._parser.feed_data(data)
        except (HttpParserError, HttpParserUpgrade) as error:
            if self._answer is None:  # else it is what stands behind the answer that broke
                raise BrokenAnswerError from error
        return self._take()

    def end(self) -> HttpAnswer | None:
        """Take that nothing more comes; return the answer where this is how it ends."""
        if self._in_head or self._ends_itself:
            return None
        return self._whole(reusable=False)

    def on_message_begin(self) -> None:
        """Expect the head of the answer, or of a notice (1xx); what stands behind an answer belongs to no request."""
        self._ends_itself = False
        if self._answer is not None:
            self._answer = replace(self._answer, reusable=False)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Learn whether the answer has an end of its own, which the parser does not tell."""
        match name.lower():
            case b"content-length":
                self._ends_itself = True
            case b"transfer-encoding":
                self._ends_itself |= value.rstrip().lower().endswith(b"chunked")

    def on_headers_complete(self) -> None:
        """Wait for the body, or for the answer that a notice only announces."""
        self._in_head = self._parser.get_status_code() < HTTPStatus.OK

    def on_body(self, body: bytes) -> None:
        """Keep a piece of the body."""
        self._pieces.append(body)

    def on_message_complete(self) -> None:
        """Have the answer, unless it was a notice or what nobody asked for."""
        if not self._in_head and self._answer is None:
            self._answer = self._whole(reusable=self._parser.should_keep_alive())

    def _begin(self) -> None:
        self._answer = None
        self._pieces: list[bytes] = []
        self._seen = 0
        self._in_head = True
        self._ends_itself = False

    def _whole(self, *, reusable: bool) -> HttpAnswer:
        return HttpAnswer(status=self._parser.get_status_code(), body=b"".join(self._pieces), reusable=reusable)

    def _take(self) -> HttpAnswer | None:
        answer = self._answer
        if answer is not None:
            self._begin()
        elif self._in_head and self._seen > _LONGEST_HEAD:
            raise BrokenAnswerError
        return answer
