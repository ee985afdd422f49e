"""Import what a runner gave: worked out, asked about, and written as one change that can be taken back."""

import zlib
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from types import GenericAlias
from typing import Any

import msgspec

from core.domain.exercise import Catalogue
from core.domain.logbook import Logbook
from core.domain.runner import Settings
from core.domain.training import FactId
from core.services.foreign.rows import ForeignLog
from core.services.import_log import plan_log
from core.services.import_plan import ImportPlan
from core.services.open_file import Given
from core.services.own_export import OwnExport
from core.services.restore_export import plan_restore
from core.storage.facts import SHELVES

#: The name of the change.
DEED = "import"


# `OwnExport` with a type for every shelf.
_Export: Any = msgspec.defstruct(
    "_Export",
    [
        ("settings", Settings),
        ("joined", datetime),
        ("next_id", FactId),
        *((shelf.name, GenericAlias(tuple, (shelf.kind, ...))) for shelf in SHELVES),
    ],
)
_EXPORT = msgspec.json.Decoder(_Export)
_LOG = msgspec.json.Decoder(ForeignLog)
_OWN, _FOREIGN = b"own:", b"log:"
_KEY = 16


def pack_given(given: Given) -> bytes:
    """Return what is kept of a file while the question about it is open: what would be imported, and no more."""
    if isinstance(given, OwnExport):
        kept = _Export(settings=given.settings, joined=given.joined, next_id=given.next_id, **given.facts)
        return _OWN + zlib.compress(msgspec.json.encode(kept), 1)
    return _FOREIGN + zlib.compress(msgspec.json.encode(given), 1)


def unpack_given(kept: bytes) -> Given:
    """Return what was kept of a file."""
    content = zlib.decompress(kept[len(_OWN) :])
    if kept.startswith(_FOREIGN):
        return _LOG.decode(content)
    export = _EXPORT.decode(content)
    facts = {shelf.name: getattr(export, shelf.name) for shelf in SHELVES}
    return OwnExport(settings=export.settings, joined=export.joined, next_id=export.next_id, facts=facts)


def plan_import(logbook: Logbook, given: Given, *, now: datetime, catalogue: Catalogue) -> ImportPlan:
    """Work out what would come; OlderHistoryNeededError where not all of the runner's history is loaded."""
    if isinstance(given, OwnExport):
        return plan_restore(logbook, given, now=now, catalogue=catalogue)
    return plan_log(logbook, given, now=now, catalogue=catalogue)


def import_data(logbook: Logbook, plan: ImportPlan, *, at: datetime) -> Logbook:
    """Write what was worked out as one change; one who was coached before has been since then."""
    changed = logbook.change(DEED, plan.edits, at=at)
    return replace(
        changed, next_id=max(changed.next_id, plan.next_id), joined=min(plan.joined or logbook.joined, logbook.joined)
    )


def key_of(kept: bytes) -> str:
    """Return a short name for what is kept of a file, the same for the same."""
    return sha256(kept).hexdigest()[:_KEY]
