"""Take out everything that is kept of a runner: one document with all of it, and two tables for a spreadsheet."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from types import GenericAlias
from typing import Any, TypeAlias

import msgspec

from core.domain.account import Account
from core.domain.logbook import Change, Logbook
from core.domain.messages import Message
from core.domain.reading import Reading
from core.domain.reminder import Reminder
from core.domain.runner import Settings
from core.domain.training import FactId
from core.storage.encoding import encode_edits
from core.storage.facts import SHELVES

FORMAT = "calfcoach-runner"
VERSION = 1
_ENCODER = msgspec.json.Encoder(order="deterministic")
_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class PresenceRecord:
    """The runner on one platform: their id there, and whether reminders go there."""

    platform: str
    user: str
    joined: datetime
    home: bool
    reachable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRecord:
    """What the runner wrote, word for word, and what was read from it."""

    id: FactId
    platform: str
    at: datetime
    text: str
    reading: Reading | None = None


class EditRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One fact, or the settings (`kind`), before and after a change; null before is new, null after is gone."""

    kind: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRecord:
    """A change that can be undone or redone."""

    seq: int
    at: datetime
    deed: str
    edits: list[EditRecord]


# One list for every kind of fact that storage keeps, named as in the logbook.
_FACTS: list[tuple[str, Any]] = [(shelf.name, GenericAlias(tuple, (shelf.kind, ...))) for shelf in SHELVES]


def document_of(name: str, *, reminders: object, changes: object, messages: object) -> Any:  # noqa: ANN401 - made of the shelves
    """Make the type of a runner's document, with these types for what a reader may leave unread."""
    return msgspec.defstruct(
        name,
        [
            ("format", str),
            ("version", int),
            ("exported", datetime),
            ("joined", datetime),
            ("heard", datetime),
            ("settings", Settings),
            ("accounts", tuple[PresenceRecord, ...]),
            ("reminders", reminders),
            *_FACTS,
            ("next_id", FactId),
            ("cursor", int),
            ("changes", changes),
            ("messages", messages),
        ],
        frozen=True,
        kw_only=True,
        forbid_unknown_fields=True,
        module=__name__,
    )


#: Everything of one runner. `cursor` is the number of the last change in force.
RunnerDocument = document_of(
    "RunnerDocument",
    reminders=tuple[Reminder, ...],
    changes=tuple[ChangeRecord, ...],
    messages=tuple[MessageRecord, ...],
)
Document: TypeAlias = Any  # a RunnerDocument: a struct that is made of the shelves has no static type


def runner_json(logbook: Logbook, messages: Iterable[Message], *, at: datetime) -> bytes:
    """Return everything of a runner as one JSON document; OlderHistoryNeededError where not all of it is loaded."""
    return b"".join(runner_json_parts(logbook, messages, at=at))


def runner_json_parts(logbook: Logbook, messages: Iterable[Message], *, at: datetime) -> Iterator[bytes]:
    """Yield the document a piece at a time, so that a long history is never in memory twice."""
    logbook.whole()
    document = {
        "format": FORMAT,
        "version": VERSION,
        "exported": at,
        "joined": logbook.joined,
        "heard": logbook.heard,
        "settings": logbook.settings,
        "accounts": map(_presence, logbook.accounts),
        "reminders": iter(logbook.reminders),
        **{shelf.name: iter(getattr(logbook, shelf.name)) for shelf in SHELVES},
        "next_id": logbook.next_id,
        "cursor": logbook.cursor,
        "changes": map(_change, logbook.changes),
        "messages": map(_message, messages),
    }
    before = "{"
    for name, part in document.items():
        yield f'{before}"{name}":'.encode()
        yield from _listed(part) if isinstance(part, Iterator) else (_ENCODER.encode(part),)
        before = ","
    yield b"}"


def _listed(values: Iterator[object]) -> Iterator[bytes]:
    before = b"["
    while some := tuple(islice(values, _AT_ONCE)):
        yield before + _ENCODER.encode(some)[1:-1]
        before = b","
    yield b"[]" if before == b"[" else b"]"


def runner_schema() -> dict[str, Any]:
    """Return the JSON Schema of the document."""
    schema = msgspec.json.schema(RunnerDocument)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"{FORMAT} {VERSION}", **schema}


def _presence(account: Account) -> PresenceRecord:
    return PresenceRecord(
        platform=account.key.platform.value,
        user=account.key.user,
        joined=account.joined,
        home=account.home,
        reachable=account.reachable,
    )


def _change(change: Change) -> Any:  # noqa: ANN401 - written as it is kept, without reading it
    edits = msgspec.Raw(encode_edits(change.edits).encode())
    return {"seq": change.seq, "at": change.at, "deed": change.deed, "edits": edits}


def _message(message: Message) -> MessageRecord:
    return MessageRecord(
        id=message.id,
        platform=message.ref.platform.value,
        at=message.at,
        text=message.text,
        reading=message.reading,
    )
