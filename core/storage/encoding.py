"""Values as JSON text and back; what many rows have in common is decoded once."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, TypeVar

import msgspec

from core.domain.facts import (
    ContraIndication,
    Fact,
    FaultSeen,
    PainReport,
    Pause,
    Race,
    RedFlag,
    RunDay,
    Skip,
    Snooze,
)
from core.domain.logbook import Edit
from core.domain.prescription import Dose, Prescription, Reason
from core.domain.runner import Settings
from core.domain.training import CalfTest, Entry, TrainingSet

T = TypeVar("T")

_encoder = msgspec.json.Encoder(order="deterministic")
_decoders: dict[Any, msgspec.json.Decoder[Any]] = {}  # made once for each type
_NOTHING = msgspec.Raw(b"null")
_KINDS: dict[str, type[Fact | Settings]] = {
    "entry": Entry,
    "prescription": Prescription,
    "skip": Skip,
    "pause": Pause,
    "snooze": Snooze,
    "calf-test": CalfTest,
    "fault": FaultSeen,
    "pain": PainReport,
    "red-flag": RedFlag,
    "contra-indication": ContraIndication,
    "run-day": RunDay,
    "race": Race,
    "settings": Settings,
}
_NAMES = {kind: name for name, kind in _KINDS.items()}


class _EditRow(msgspec.Struct):
    kind: str
    before: msgspec.Raw
    after: msgspec.Raw


def encode(value: object) -> str:
    """Return the value as JSON, the same text for the same value."""
    return _encoder.encode(value).decode()


def decode(kind: type[T], text: str) -> T:
    """Return the value that `text` holds."""
    value: T = _decoder(kind).decode(text)
    return value


def _decoder(kind: Any) -> msgspec.json.Decoder[Any]:  # noqa: ANN401 - any type that msgspec knows
    if kind not in _decoders:
        _decoders[kind] = msgspec.json.Decoder(kind)
    return _decoders[kind]


@lru_cache(maxsize=16_384)
def decode_sets(text: str) -> tuple[TrainingSet, ...]:
    """Return the sets that `text` holds; many entries have the same."""
    return decode(tuple[TrainingSet, ...], text)


@lru_cache(maxsize=16_384)
def decode_dose(text: str) -> Dose:
    """Return the dose that `text` holds; many prescriptions ask for the same."""
    return decode(Dose, text)


@lru_cache(maxsize=16_384)
def decode_reasons(text: str) -> tuple[Reason, ...]:
    """Return the reasons that `text` holds; many prescriptions have the same."""
    return decode(tuple[Reason, ...], text)


def encode_edits(edits: Iterable[Edit]) -> str:
    """Return the images before and after of each edit as JSON."""
    return encode([_EditRow(kind=_kind(edit), before=_raw(edit.before), after=_raw(edit.after)) for edit in edits])


def decode_edits(text: str) -> tuple[Edit, ...]:
    """Return the edits that `text` holds."""
    return tuple(
        Edit(before=_image(row.kind, row.before), after=_image(row.kind, row.after))
        for row in decode(list[_EditRow], text)
    )


def _kind(edit: Edit) -> str:
    image = edit.after if edit.before is None else edit.before
    return "" if image is None else _NAMES[type(image)]


def _raw(image: object) -> msgspec.Raw:
    return _NOTHING if image is None else msgspec.Raw(_encoder.encode(image))


def _image(kind: str, raw: msgspec.Raw) -> Any:  # noqa: ANN401 - one of `Edit`'s images, by its kind
    return None if raw == _NOTHING else _decoder(_KINDS[kind]).decode(raw)
