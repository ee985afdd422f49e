"""Find out what a file is that a runner gave: one's own export, or an app's log; whatever else it is, in one word."""

import zlib
from enum import StrEnum
from io import BytesIO
from pathlib import PurePosixPath
from typing import TypeAlias
from zipfile import BadZipFile, ZipFile, ZipInfo

from core.domain.exercise import Catalogue
from core.errors import CoachError
from core.services.foreign.columns import columns_of
from core.services.foreign.decoding import encoding_of, open_text
from core.services.foreign.rows import AmbiguousDatesError, ForeignLog, Reader
from core.services.foreign.tables import TooManyRowsError, TornRowError, header_of, rows_of
from core.services.foreign.wger_json import HEADER, rows_of_json
from core.services.own_export import (
    CutShortError,
    EditedError,
    NewerVersionError,
    NotOursError,
    OwnExport,
    read_export,
)

#: What a file may have, as it comes and unpacked, in bytes.
MOST_BYTES = 20 * 1024 * 1024
MOST_UNPACKED = 48 * 1024 * 1024
_MOST_MEMBERS = 100
_ZIP = b"PK\x03\x04"
_END = b"PK\x05\x06"
_END_OF_LARGE = b"PK\x06\x07"
_LONGEST_END = 22 + 65_535
_MOST_DIRECTORY = 65_536
_CHUNK = 1 << 20

Given: TypeAlias = OwnExport | ForeignLog


class Refusal(StrEnum):
    """Why nothing can be taken from a file; the value is the end of its message in the catalogue."""

    EMPTY = "empty"
    TOO_LARGE = "too-large"
    TOO_LONG = "too-long"
    NO_TEXT = "no-text"
    UNKNOWN = "unknown"
    CUT_SHORT = "cut-short"
    LOCKED = "locked"
    NEWER = "newer"
    EDITED = "edited"
    DATES = "dates"
    GONE = "gone"


class FileRefusedError(CoachError):
    """Nothing can be taken from the file ({reason} {place})."""

    def __init__(self, reason: Refusal, *, place: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.place = place


def open_file(content: bytes, *, catalogue: Catalogue) -> Given:
    """Read a ZIP, a JSON document or a table; FileRefusedError where it is none that is known, or too much."""
    if len(content) > MOST_BYTES:
        raise FileRefusedError(Refusal.TOO_LARGE)
    if content.startswith(_ZIP):
        content = _unpacked(content)
    if not content.strip() or content.startswith(_END):
        raise FileRefusedError(Refusal.EMPTY)
    try:
        return _document(content, catalogue=catalogue) if _is_json(content) else _table(content, catalogue=catalogue)
    except TooManyRowsError as error:
        raise FileRefusedError(Refusal.TOO_LONG) from error
    except (TornRowError, CutShortError) as error:
        raise FileRefusedError(Refusal.CUT_SHORT) from error
    except AmbiguousDatesError as error:
        raise FileRefusedError(Refusal.DATES) from error
    except NewerVersionError as error:
        raise FileRefusedError(Refusal.NEWER) from error
    except EditedError as error:
        raise FileRefusedError(Refusal.EDITED, place=error.place) from error


def _is_json(content: bytes) -> bool:
    return content[:64].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in {b"{", b"["}


def _document(content: bytes, *, catalogue: Catalogue) -> Given:
    content = content.removeprefix(b"\xef\xbb\xbf")
    try:
        return read_export(content)
    except NotOursError as error:
        rows, columns = rows_of_json(content), columns_of(HEADER)
        if rows is None or columns is None:
            raise FileRefusedError(Refusal.UNKNOWN) from error
        return Reader(columns=columns, catalogue=catalogue).read(rows)


def _table(content: bytes, *, catalogue: Catalogue) -> ForeignLog:
    encoding = encoding_of(content)
    if encoding is None:
        raise FileRefusedError(Refusal.NO_TEXT)
    with open_text(content, encoding) as text:
        found = header_of(text)
        if found is None:
            raise FileRefusedError(Refusal.UNKNOWN)
        columns, delimiter = found
        return Reader(columns=columns, catalogue=catalogue).read(rows_of(text, delimiter))


def _unpacked(content: bytes) -> bytes:
    """Return the part of a ZIP that holds the log; no more is unpacked than a log can have."""
    if _has_large_directory(content):
        raise FileRefusedError(Refusal.UNKNOWN)
    try:
        with ZipFile(BytesIO(content)) as archive:
            member = _log_in(archive.infolist())
            if member.flag_bits & 1:
                raise FileRefusedError(Refusal.LOCKED)
            return _read(archive, member)
    except (BadZipFile, EOFError, zlib.error, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise FileRefusedError(Refusal.CUT_SHORT) from error


def _has_large_directory(content: bytes) -> bool:
    """Tell whether the directory of a ZIP is too large to be read at all, or says its size where only large ones do."""
    end = content.rfind(_END, max(0, len(content) - _LONGEST_END))
    if end < 0:
        return False
    size = int.from_bytes(content[end + 12 : end + 16], "little")
    return size > _MOST_DIRECTORY or content[max(0, end - 20) : end].startswith(_END_OF_LARGE)


def _log_in(members: list[ZipInfo]) -> ZipInfo:
    """Return `runner.json`, else the only table or document; FileRefusedError where there is none to choose."""
    if not members:
        raise FileRefusedError(Refusal.EMPTY)
    if len(members) > _MOST_MEMBERS:
        raise FileRefusedError(Refusal.UNKNOWN)
    own = [one for one in members if PurePosixPath(one.filename).name == "runner.json"]
    others = [one for one in members if PurePosixPath(one.filename).suffix.casefold() in {".csv", ".json", ".txt"}]
    wanted = own or others
    if len(wanted) != 1:
        raise FileRefusedError(Refusal.UNKNOWN)
    return wanted[0]


def _read(archive: ZipFile, member: ZipInfo) -> bytes:
    """Unpack a member, bounded whatever its own head says of its size."""
    content = bytearray()
    with archive.open(member) as packed:
        while chunk := packed.read(_CHUNK):
            content += chunk
            if len(content) > MOST_UNPACKED:
                raise FileRefusedError(Refusal.TOO_LARGE)
    return bytes(content)
