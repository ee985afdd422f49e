"""Whether a database has the tables that this version knows, and how it gets them."""

import os
import sqlite3
from asyncio import sleep, to_thread
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncConnection

from core.storage import tables
from core.storage.engine import PATIENCE, Database, open_for_migration
from core.storage.errors import (
    DatabaseIncompleteError,
    DatabaseNewerError,
    DatabaseNotOpenedError,
    DatabaseReadOnlyError,
    NotADatabaseError,
)
from core.storage.failures import stated

_MIGRATIONS = Path(__file__).parent / "migrations"
_MAGIC = b"SQLite format 3\0"
_HEADER_BYTES = 19  # the last of them: how the file is read
_WAL = 2
_PAUSE = timedelta(milliseconds=50)
_ANY_WRITE = 0o222
# Any number: it is what our processes agree on, to migrate one after another.
_UPGRADE_ALONE = text("SELECT pg_advisory_xact_lock(734188113)")
_REVISION = "SELECT version_num FROM alembic_version"


class Age(StrEnum):
    """How the tables of a database stand to this version of the code."""

    EMPTY = "empty"  # no database yet, or one without any table of ours
    OLDER = "older"
    CURRENT = "current"
    NEWER = "newer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """The revision of a database's tables, empty where it has none, and the newest that this version knows."""

    found: str
    known: str

    @property
    def age(self) -> Age:
        """How old the database is."""
        if not self.found:
            return Age.EMPTY
        if self.found == self.known:
            return Age.CURRENT
        return Age.OLDER if self.found in revisions() else Age.NEWER


@cache
def revisions() -> tuple[str, ...]:
    """Return the revisions that this version knows, oldest first, by the names of their files."""
    return tuple(sorted(path.name.partition("_")[0] for path in (_MIGRATIONS / "versions").glob("[0-9]*.py")))


async def version_of(database: Database) -> Version:
    """Look at a database without changing it; NotADatabaseError for one that is somebody else's."""
    with stated(database.place, server=database.path is None):
        if database.path is not None:
            found = await to_thread(_revision_of_file, database.path, database.patience)
        else:
            found = await _revision_of_server(database)
    return Version(found=found, known=revisions()[-1])


async def upgrade(database: Database) -> Version:
    """Bring the tables to the newest revision and return it; one process at a time, all or nothing.

    Errors: DatabaseNewerError for a database from a newer version, DatabaseReadOnlyError, and others of
    `core.storage.errors`; the database is then as it was.
    """
    before = await version_of(database)
    if before.age is Age.NEWER:
        raise DatabaseNewerError(database.place, found=before.found, known=before.known)
    if database.path is not None:
        check_writable(database.path)
    if before.age is not Age.CURRENT:
        await _migrate(database)
    if database.path is not None:
        with stated(database.place, server=database.path is None):
            await _write_ahead(database.path, database.patience)
    return replace(before, found=before.known)


def check_writable(path: Path) -> None:
    """Raise DatabaseReadOnlyError or DatabaseNotOpenedError where the file or its folder may not be written to.

    A file that is marked read-only counts as such for every user, the superuser too.
    """
    folder = path.absolute().parent
    if not folder.is_dir():
        raise DatabaseNotOpenedError(str(path))
    for one in (path, folder):
        if one.exists() and not (one.stat().st_mode & _ANY_WRITE and os.access(one, os.W_OK)):
            raise DatabaseReadOnlyError(str(path))


async def _write_ahead(path: Path, patience: timedelta) -> None:
    """Let SQLite write to a log first, so that readers and the writer never wait for each other; the file keeps it."""
    for again in range(patience // _PAUSE, -1, -1):
        try:
            if _header(path)[-1] != _WAL:
                await to_thread(_enter_wal, path)
        except sqlite3.OperationalError:
            # SQLite does not wait here for another process that does the same, or is just migrating.
            if not again:
                raise
            await sleep(_PAUSE.total_seconds())
        else:
            return


def _enter_wal(path: Path) -> None:
    with closing(sqlite3.connect(path, timeout=0)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")


async def _migrate(database: Database) -> None:
    engine = open_for_migration(database)
    try:
        with stated(database.place, server=database.path is None):
            async with engine.begin() as connection:
                if database.path is None:
                    await connection.execute(_UPGRADE_ALONE)
                await connection.run_sync(_run_migrations)
    finally:
        await engine.dispose()


def _run_migrations(connection: Connection) -> None:
    # Most starts find the newest tables: Alembic is not imported then.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _revision_of_file(path: Path, patience: timedelta) -> str:
    if path.is_dir():
        raise DatabaseNotOpenedError(str(path))
    if not path.exists() or not path.stat().st_size:
        return ""
    with closing(open_file(path, patience)) as connection:
        names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if "alembic_version" in names:
            return _known("".join(revision for (revision,) in connection.execute(_REVISION)), names, place=str(path))
    if names:
        raise NotADatabaseError(str(path))
    return ""


def open_file(path: Path, patience: timedelta = PATIENCE) -> sqlite3.Connection:
    """Open a SQLite file to read it and leave everything as it is; NotADatabaseError where it is none."""
    return sqlite3.connect(_careful_address(path), uri=True, timeout=patience.total_seconds())


def _careful_address(path: Path) -> str:
    mode = "mode=ro"
    if Path(f"{path}-journal").exists():
        mode = "mode=rw"  # a process died while it wrote: SQLite takes its half-done work back as it opens the file
    elif _header(path)[-1] == _WAL and not Path(f"{path}-wal").exists():
        mode = "mode=ro&immutable=1"  # nobody has it open; otherwise SQLite would lay files beside it
    return f"{path.absolute().as_uri()}?{mode}"


async def _revision_of_server(database: Database) -> str:
    engine = open_for_migration(database)
    try:
        async with engine.connect() as connection:
            return await _revision_of(connection, database.place)
    finally:
        await engine.dispose()


async def _revision_of(connection: AsyncConnection, place: str) -> str:
    names = await connection.run_sync(lambda sync: set(inspect(sync).get_table_names()))
    if "alembic_version" in names:
        return _known("".join((await connection.execute(text(_REVISION))).scalars()), names, place=place)
    if names & set(tables.metadata.tables):
        raise NotADatabaseError(place)
    return ""


def _known(revision: str, names: set[str], *, place: str) -> str:
    """Return the revision of the tables; DatabaseIncompleteError where some of them lack, or it does."""
    wanted = set(tables.metadata.tables)
    lacking = wanted - names if revision == revisions()[-1] else set()
    if lacking or bool(revision) != bool(wanted & names):
        raise DatabaseIncompleteError(place)
    return revision


def _header(path: Path) -> bytes:
    with path.open("rb") as file:
        header = file.read(_HEADER_BYTES)
    if not header.startswith(_MAGIC):
        raise NotADatabaseError(str(path))
    return header
