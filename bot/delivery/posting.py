"""Replies as bytes, for the time between their being written and their being sent."""

import msgspec

from bot.chat import Reply

_DECODER = msgspec.json.Decoder(Reply)
_ENCODER = msgspec.json.Encoder()


def encode_reply(reply: Reply) -> bytes:
    """Write a reply for the outbox."""
    return _ENCODER.encode(reply)


def decode_reply(body: bytes) -> Reply:
    """Read a reply back from the outbox."""
    return _DECODER.decode(body)
