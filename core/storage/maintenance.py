"""What an operator does with a database: look whether it is sound, copy it while it is in use, bring a copy back."""

import glob
import os
import sqlite3
from asyncio import to_thread
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from core.storage.engine import Database
from core.storage.errors import (
    BackupIsOlderError,
    DatabaseDamagedError,
    DatabaseInUseError,
    DatabaseNewerError,
    NotADatabaseError,
    NotAFileError,
)
from core.storage.failures import stated
from core.storage.schema import Age, Version, check_writable, open_file, version_of

_OK = [("ok",)]
_PART = ".part"
_WAIT_MILLISECONDS = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What a look at a database found: the version of its tables, and what is damaged, in the database's own words."""

    version: Version
    damages: tuple[str, ...] = ()


async def check(url: str) -> Check:
    """Look at a database without changing it. PostgreSQL checks its own pages; there only the version is looked at."""
    database = Database.at(url)
    version = await version_of(database)
    if database.path is None or version.age is Age.EMPTY:
        return Check(version=version)
    with stated(database.place, server=False):
        return Check(version=version, damages=await to_thread(_damages, database.path))


async def backup(url: str, target: Path) -> None:
    """Copy a SQLite database, in use or not, to `target`, which then is whole and checked, or as it was before.

    NotAFileError for PostgreSQL, which has its own tool; DatabaseDamagedError if the copy is not sound.
    """
    database = Database.at(url)
    path = _file_of(database)
    if (await version_of(database)).age is Age.EMPTY:
        raise NotADatabaseError(str(path))
    with stated(str(target), server=False):
        check_writable(target)
        await to_thread(_copy_to_file, path, target)


async def restore(url: str, source: Path, *, force: bool = False) -> None:
    """Put a backup in the place of a SQLite database, all of it or nothing.

    Unless with `force`: DatabaseInUseError while a process has the database open, BackupIsOlderError if the database
    knows of a later instant than the backup. DatabaseNewerError for a backup from a newer version of calfcoach.
    A process that has it open goes on with what is restored.
    """
    path = _file_of(Database.at(url))
    found = await check(f"sqlite:///{source}")
    if found.version.age is Age.EMPTY:
        raise NotADatabaseError(str(source))
    if found.version.age is Age.NEWER:
        raise DatabaseNewerError(str(source), found=found.version.found, known=found.version.known)
    if found.damages:
        raise DatabaseDamagedError(str(source))
    with stated(str(path), server=False):
        check_writable(path)
        await to_thread(_copy_over, source, path, force=force)


def _file_of(database: Database) -> Path:
    if database.path is None:
        raise NotAFileError(database.place)
    return database.path


def _damages(path: Path) -> tuple[str, ...]:
    with closing(open_file(path)) as connection:
        found = connection.execute("PRAGMA integrity_check(20)").fetchall()
        loose = connection.execute("PRAGMA foreign_key_check").fetchall()
    damages = [] if found == _OK else [str(text) for (text,) in found]
    return (*damages, *(f"{table}: row {row} refers to no {parent}" for table, row, parent, _ in loose))


def _copy_to_file(path: Path, target: Path) -> None:
    _clear_away(target)
    half_done = target.with_name(f"{target.name}.{os.getpid()}{_PART}")
    try:
        with closing(open_file(path)) as source, closing(sqlite3.connect(half_done)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, with nothing beside it
        if _damages(half_done):
            raise DatabaseDamagedError(str(path))
        half_done.replace(target)
        _make_lasting(target.absolute().parent)
    finally:
        _remove(half_done)


def _clear_away(target: Path) -> None:
    """Remove what backups that were killed have left; one that still runs keeps its own."""
    for left in target.parent.glob(f"{glob.escape(target.name)}.*{_PART}"):
        owner = left.name.removesuffix(_PART).rpartition(".")[2]
        if owner.isdecimal() and not _runs(int(owner)):
            _remove(left)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:  # it runs, and is somebody else's
        return True
    return process != os.getpid()


def _remove(database: Path) -> None:
    """Remove a database with its journal: left alone, that would be played back into the next one of its name."""
    for suffix in ("", "-journal", "-wal", "-shm"):
        database.with_name(database.name + suffix).unlink(missing_ok=True)


def _make_lasting(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _copy_over(source: Path, path: Path, *, force: bool) -> None:
    with closing(open_file(source)) as copy, closing(sqlite3.connect(path, timeout=0)) as target:
        if not _is_alone(target):
            if not force:
                raise DatabaseInUseError(str(path))
            target.execute(f"PRAGMA busy_timeout = {_WAIT_MILLISECONDS}")
        if not force and _last_heard(target) > _last_heard(copy):
            raise BackupIsOlderError(str(path))
        copy.backup(target)


def _is_alone(target: sqlite3.Connection) -> bool:
    """Leave WAL mode, which only the last connection to a database can, and tell whether that was so."""
    try:
        target.execute("PRAGMA journal_mode = DELETE")
        target.execute("PRAGMA locking_mode = EXCLUSIVE")
        target.execute("BEGIN EXCLUSIVE").close()
        target.execute("COMMIT")
    except sqlite3.OperationalError:
        return False
    return True


def _last_heard(connection: sqlite3.Connection) -> int:
    """Return the latest instant that a database knows of, in microseconds since 1970; 0 for an empty one."""
    try:
        ((latest,),) = connection.execute("SELECT max(heard) FROM runner")
    except sqlite3.OperationalError:
        return 0
    return latest or 0
