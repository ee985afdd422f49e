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


def read(pieces: list[bytes], *, reader: AnswerReader | None = None) -> HttpAnswer | None:
    """Feed the pieces, none after the answer is whole."""
    reader = reader or AnswerReader()
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


@given(st.lists(in_pieces(), min_size=2, max_size=4))
def test_a_connection_carries_one_answer_after_another(drawn: list[tuple[int, bytes, list[bytes]]]) -> None:
    """What one answer was leaves no trace in the next one of its connection, and nothing is left at the end."""
    reader = AnswerReader()
    for code, body, pieces in drawn:
        assert read(pieces, reader=reader) == HttpAnswer(status=code, body=body, reusable=True)
    assert reader.end() is None


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
        (plain(b"{}", headers="Connection: x-note, Close\r\n"), False),
        (plain(b"{}") + b"HTTP/1.1 200 OK", False),
        (plain(b"{}") + plain(b"[]"), False),
        (plain(b"{}") + b"220 mail.example ready", False),
        (plain(b"{}", headers="Connection: close\r\n") + plain(b"[]"), False),
        (b"HTTP/1.1 204 No Content\r\n\r\n", True),
        (b"HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n", True),
    ],
)
def test_a_connection_is_used_again_only_where_the_server_says_so(written: bytes, *, reusable: bool) -> None:
    """A server that closes, or that says more than it was asked, gets a new connection."""
    answer = read([written])
    assert answer is not None
    assert answer.body in {b"", b"{}"}
    assert answer.reusable is reusable


def test_an_answer_may_end_with_its_connection() -> None:
    """A server that gives no length is done when it hangs up."""
    body = json.dumps({"ok": True}).encode()
    for line in (b"Server: old", b"Transfer-Encoding: identity"):
        pieces = [b"HTTP/1.0 200 OK\r\n" + line + b"\r\n\r\n", body[:5], body[5:]]
        assert read(pieces) == HttpAnswer(status=200, body=body, reusable=False)


@pytest.mark.parametrize(
    "notice", [b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 103 Early Hints\r\nContent-Length: 2\r\n\r\n"]
)
def test_a_notice_is_no_answer(notice: bytes) -> None:
    """What announces an answer is passed over, and nothing where the connection ends after it."""
    assert read([notice]) is None
    assert read([notice, notice + b"HTTP/1.0 200 OK\r\n\r\n{}"]) == HttpAnswer(status=200, body=b"{}", reusable=False)


@pytest.mark.parametrize(
    "written",
    [
        b"SSH-2.0-OpenSSH_9.6\r\n\r\n",
        b"HTTP/2 200 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfive\r\nhello\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello, world\r\n",
        b"x" * 100_000,
    ],
)
def test_what_is_no_answer_is_broken(written: bytes) -> None:
    """Anything else that may come over a connection is told from an answer."""
    with pytest.raises(BrokenAnswerError):
        AnswerReader().feed(written)


NOTICE = b"HTTP/1.1 100 Continue\r\nX-Note: " + b"x" * 989 + b"\r\n\r\n"


@pytest.mark.parametrize(
    ("start", "piece", "most"),
    [
        (b"HTTP/1.1 200 OK\r\nX-Note: ", b"x" * 1024, 64),
        (NOTICE[:-2], b"\r\n" + NOTICE[:-2], 64),
        (b"HTTP/1.0 200 OK\r\n\r\n", b"x" * 1024 * 1024, 32),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99000000\r\n\r\n", b"x" * 1024 * 1024, 32),
    ],
)
def test_an_answer_without_an_end_is_given_up(start: bytes, piece: bytes, most: int) -> None:
    """A head is read for 64 KiB, notices before it included, and all of an answer for 32 MiB."""
    reader = AnswerReader()
    assert not any(map(reader.feed, (start, *(piece,) * (most - 1))))
    with pytest.raises(BrokenAnswerError):
        reader.feed(piece)


def test_a_trailer_does_not_say_how_an_answer_ends() -> None:
    """An answer in chunks that breaks off in the lines behind them is none, whatever those say."""
    whole = chunked([b"{}"], trailer="Transfer-Encoding: gzip\r\nServer: odd\r\n")
    assert read([whole[:-2]]) is None


def test_a_long_body_is_not_taken_for_a_long_head() -> None:
    """The limit of a head does not bind what comes behind it, though both come in one piece."""
    body = b"x" * 200_000
    assert read([plain(body)]) == HttpAnswer(status=200, body=body, reusable=True)


def test_the_limit_is_one_answers() -> None:
    """A connection may carry more than 32 MiB, one answer after another."""
    reader, body = AnswerReader(), b"x" * 12 * 1024 * 1024
    for _ in range(3):
        assert read([plain(body)], reader=reader) == HttpAnswer(status=200, body=body, reusable=True)
