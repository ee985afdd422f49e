"""The one question that may be open between the coach and a runner, kept with their account."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import msgspec

ANSWER_WITHIN = timedelta(hours=20)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An open question: its `topic`, when it was asked, and what the answer needs."""

    topic: str
    at: datetime
    facts: dict[str, str] = field(default_factory=dict)

    def fresh(self, now: datetime) -> bool:
        """Tell whether an answer is still taken as one."""
        return now - self.at <= ANSWER_WITHIN


_DECODER = msgspec.json.Decoder(Asked)


def load_asked(text: str) -> Asked | None:
    """Read the open question; None where there is none, or it was asked by a version that is gone."""
    if not text:
        return None
    try:
        return _DECODER.decode(text)
    except msgspec.MsgspecError:
        return None


def dump_asked(asked: Asked | None) -> str:
    """Write the open question for storage."""
    return msgspec.json.encode(asked).decode() if asked else ""
