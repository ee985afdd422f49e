"""Read one's own export back: whole, of a known version, and with nothing in it that the coach could not keep."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from re import compile as pattern
from typing import Any, TypeAlias

import msgspec

from core.domain.account import AccountKey, Platform
from core.domain.facts import PainReport, RunDay
from core.domain.load import Load
from core.domain.runner import Settings
from core.domain.training import FactId, TrainingSet
from core.domain.week import is_zone
from core.services.export_data import FORMAT, VERSION, ChangeRecord, MessageRecord, PresenceRecord, document_of
from core.storage.facts import SHELVES

Fact: TypeAlias = Any  # one of `core.domain.facts.Fact`, whose shelf is known by name
_YEARS = range(1970, 2200)
_LARGEST = 2**31
_LONGEST = 4000
_MOST_ITEMS = 1000
_LOAD = pattern(r"[+-]?\d{1,6}([.,]\d{1,6})?")
_HARDEST = 10
_WEEKDAYS = frozenset(range(7))


class NotOursError(Exception):
    """The document is no export of the coach's."""


class CutShortError(Exception):
    """The document ends before its end."""


class NewerVersionError(Exception):
    """The document is from a newer version than this one."""


class EditedError(Exception):
    """The document was changed by hand: `place` is where it is no longer what the coach writes."""

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place


class _Head(msgspec.Struct):
    format: str = ""
    version: int = 0


_UNREAD = list[msgspec.Raw]
# Changes and messages are looked at one by one, and not kept.
_Document = document_of("_Document", reminders=_UNREAD, changes=_UNREAD, messages=_UNREAD)
_HEAD = msgspec.json.Decoder(_Head)
_DOCUMENT = msgspec.json.Decoder(_Document)
_CHANGE = msgspec.json.Decoder(ChangeRecord)
_MESSAGE = msgspec.json.Decoder(MessageRecord)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnExport:
    """What an export brings back: the facts by the names of their shelves, the settings, and since when.

    `accounts` are whose it was; they are compared, and never taken over.
    """

    settings: Settings
    joined: datetime
    next_id: FactId
    facts: Mapping[str, tuple[Fact, ...]]
    accounts: frozenset[AccountKey] = frozenset()


def read_export(content: bytes) -> OwnExport:
    """Read a `runner.json`.

    Raises:
        NotOursError: it is another document.
        CutShortError: it is no whole document.
        NewerVersionError: it is from a newer version.
        EditedError: it is not as the schema says, or has what no runner has.

    """
    _look_at_head(content)
    try:
        document = _DOCUMENT.decode(content)
        _look_through(document.changes, _CHANGE)
        _look_through(document.messages, _MESSAGE)
    except msgspec.ValidationError as error:
        raise EditedError(str(error).rpartition("`$.")[2].strip("`")) from error
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise CutShortError from error
    return _checked(document)


def _look_at_head(content: bytes) -> None:
    try:
        head = _HEAD.decode(content)
    except msgspec.ValidationError as error:
        raise NotOursError from error
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise CutShortError if FORMAT.encode() in content[:4096] else NotOursError from error
    if head.format != FORMAT:
        raise NotOursError
    if head.version > VERSION:
        raise NewerVersionError


def _look_through(parts: Iterable[msgspec.Raw], decoder: msgspec.json.Decoder[Any]) -> None:
    for part in parts:
        decoder.decode(part)


def _checked(document: Any) -> OwnExport:  # noqa: ANN401 - a struct that is made of the shelves has no static type
    facts = {shelf.name: getattr(document, shelf.name) for shelf in SHELVES}
    numbers = [one.id for some in facts.values() for one in some]
    _require(len(set(numbers)) == len(numbers), "id")
    for name, some in facts.items():
        for at, one in enumerate(some):
            _require(_sane(one) and one.id > 0, f"{name}[{at}]")
    settings = document.settings
    _require(_sane(settings) and _is_possible(settings), "settings")
    _require(_sane(document.joined), "joined")
    _require(0 < document.next_id < _LARGEST, "next_id")
    return OwnExport(
        settings=settings,
        joined=document.joined,
        next_id=_next_id(document.next_id, facts=facts),
        facts=facts,
        accounts=frozenset(filter(None, map(_key, document.accounts))),
    )


def _require(holds: bool, place: str) -> None:  # noqa: FBT001 - the condition is what is asserted, not a flag
    if not holds:
        raise EditedError(place)


def _next_id(told: FactId, *, facts: Mapping[str, tuple[Fact, ...]]) -> FactId:
    """Return a number after all that are taken, whatever the document says."""
    return max(told, FactId(max((one.id + 1 for some in facts.values() for one in some), default=0)))


def _key(presence: PresenceRecord) -> AccountKey | None:
    if presence.platform not in set(Platform):
        return None
    return AccountKey(platform=Platform(presence.platform), user=presence.user)


def _is_possible(settings: Settings) -> bool:
    weekdays = settings.training_days | {settings.week_starts}
    return is_zone(settings.zone) and weekdays <= _WEEKDAYS and len(settings.locale) <= len("zh-Hant-HK")


def _sane(value: object) -> bool:  # noqa: PLR0911 - one kind of value after another
    """Tell whether a value is one that the coach could have written and can calculate with."""
    match value:
        case None | bool():
            return True
        case str():
            return len(value) <= _LONGEST and "\0" not in value
        case int():
            return -_LARGEST < value < _LARGEST
        case Decimal():
            return value.is_finite() and abs(value) < _LARGEST
        case datetime():
            return value.tzinfo is not None and value.year in _YEARS
        case date():
            return value.year in _YEARS
        case Load():
            return _LOAD.fullmatch(value.text) is not None
        case tuple() | frozenset():
            return len(value) <= _MOST_ITEMS and all(map(_sane, value))
    names = _names(type(value))  # type: ignore[arg-type]  # a class is hashable, whatever its instances are
    return all(_sane(getattr(value, name)) for name in names) and _is_possible_fact(value)


def _is_possible_fact(value: object) -> bool:
    """Tell whether what a fact counts is within what it counts by."""
    match value:
        case TrainingSet():
            return value.rpe is None or 1 <= value.rpe <= _HARDEST
        case PainReport():
            return 0 <= value.level <= _HARDEST
        case RunDay():
            return value.weekday is None or value.weekday in _WEEKDAYS
    return True


@lru_cache
def _names(kind: Any) -> tuple[str, ...]:  # noqa: ANN401 - the class of any value
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()
