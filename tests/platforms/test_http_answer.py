"""Answers of an HTTP server as they come in: whole whatever the pieces, and never taken for whole when they are not."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.http_answer import AnswerReader, BrokenAnswerError, HttpAnswer

BODIES = st.binary(max_size=300)
CODES = st.sampled_from((200, 400, 403, 429, 500, 502))


def plain(body: bytes, *, code: int = 200, version: str = "1.1", headers: str = "") -> bytes:
    """Write an answer that says how long it is."""
    return f"HTTP/{version} {code} Whatever\r\ncontent-LENGTH:  {len(body)}\r\n{headers}\r\n".encode() + body


def chunked(chunks: list[bytes], *, code: int = 200, trailer: str = "") -> bytes:
    """Write an answer in chunks."""
    parts = [f"{len(one):X};note=1\r\n".encode() + one + b"\r\n" for one in chunks if one]
    head = f"HTTP/1.1 {code} OK\r\nTransfer-Encoding: chunked\r\n\r\n".encode()
    return b"".join((head, *parts, b"0\r\n", trailer.encode(), b"\r\n"))


def read(pieces: list[bytes]) -> HttpAnswer | None:
    """Feed the pieces, none after the answer is whole."""
    reader = AnswerReader()
    answers = [answer for answer in map(reader.feed, pieces) if answer]
    assert len(answers) <= 1
    return answers[0] if answers else reader.end()


@st.composite
def in_pieces(draw: st.DrawFn) -> tuple[int, bytes, list[bytes]]:
    """Draw an answer that ends itself, torn anywhere, a notice (1xx) before it or not."""
    code, chunks = draw(CODES), draw(st.lists(BODIES, max_size=4))
    body = b"".join(chunks)
    trailer = draw(st.sampled_from(("", "Expires: never\r\n")))
    written = draw(st.sampled_from((plain(body, code=code), chunked(chunks, code=code, trailer=trailer))))
    written = draw(st.sampled_from((b"", b"HTTP/1.1 100 Continue\r\n\r\n"))) + written
    cuts = sorted(draw(st.sets(st.integers(1, len(written) - 1), max_size=8)))
    return code, body, [written[a:b] for a, b in zip([0, *cuts], [*cuts, len(written)], strict=True)]


@given(in_pieces())
def test_an_answer_is_the_same_in_any_pieces(drawn: tuple[int, bytes, list[bytes]]) -> None:
    """Wherever the network cuts it, status and body come out whole, and the connection can be used again."""
    code, body, pieces = drawn
    assert read(pieces) == HttpAnswer(status=code, body=body, reusable=True)


@given(in_pieces(), st.data())
def test_a_part_of_an_answer_is_none(drawn: tuple[int, bytes, list[bytes]], data: st.DataObject) -> None:
    """An answer that breaks off anywhere before its end is no answer, even when the connection ends."""
    whole = b"".join(drawn[2])
    assert read([whole[: data.draw(st.integers(0, len(whole) - 1))]]) is None


@pytest.mark.parametrize(
    ("written", "reusable"),
    [
        (plain(b"{}", headers="Connection: Close\r\n"), False),
        (plain(b"{}", version="1.0"), False),
        (plain(b"{}", version="1.0", headers="Connection: keep-alive\r\n"), True),
        (plain(b"{}") + b"HTTP/1.1 200 OK", False),
        (b"HTTP/1.1 204 No Content\r\n\r\n", True),
    ],
)
def test_a_connection_is_used_again_only_where_the_server_says_so(written: bytes, *, reusable: bool) -> None:
    """A server that closes, or that says more than it was asked, gets a new connection."""
    answer = read([written])
    assert answer is not None
    assert answer.reusable is reusable


def test_an_answer_may_end_with_its_connection() -> None:
    """A server that gives no length is done when it hangs up."""
    body = json.dumps({"ok": True}).encode()
    assert read([b"HTTP/1.0 200 OK\r\nServer: old\r\n\r\n", body]) == HttpAnswer(status=200, body=body, reusable=False)


@pytest.mark.parametrize(
    "written",
    [
        b"SSH-2.0-OpenSSH_9.6\r\n\r\n",
        b"HTTP/2 200 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfive\r\nhello\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello, world\r\n",
        b"x" * 100_000,
    ],
)
def test_what_is_no_answer_is_broken(written: bytes) -> None:
    """Anything else that may come over a connection is told from an answer."""
    with pytest.raises(BrokenAnswerError):
        AnswerReader().feed(written)
