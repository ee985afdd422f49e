"""Say in the coach's own errors what a database driver reports."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from core.storage.errors import (
    DatabaseDamagedError,
    DatabaseFullError,
    DatabaseIncompleteError,
    DatabaseLockedError,
    DatabaseNotOpenedError,
    DatabaseReadOnlyError,
    DatabaseRefusedError,
    DatabaseRightsError,
    DiskFailedError,
    NotADatabaseError,
    ServerCrowdedError,
    ServerReadOnlyError,
    StorageConflictError,
    StorageError,
    StorageUnavailableError,
)

_SQLITE: dict[int, type[StorageError]] = {
    sqlite3.SQLITE_BUSY: DatabaseLockedError,
    sqlite3.SQLITE_LOCKED: DatabaseLockedError,
    sqlite3.SQLITE_READONLY: DatabaseReadOnlyError,
    sqlite3.SQLITE_IOERR: DiskFailedError,
    sqlite3.SQLITE_CORRUPT: DatabaseDamagedError,
    sqlite3.SQLITE_FULL: DatabaseFullError,
    sqlite3.SQLITE_CANTOPEN: DatabaseNotOpenedError,
    sqlite3.SQLITE_NOTADB: NotADatabaseError,
}
# SQLite has no code of its own for these.
_LACKS_TABLES = ("no such table", "no such column")
# By SQLSTATE, the longest beginning first.
_POSTGRESQL: dict[str, type[StorageError]] = {
    "40": StorageConflictError,  # serialization failure, deadlock
    "55P03": StorageConflictError,  # lock not available in time
    "57014": StorageConflictError,  # statement timeout
    "25P03": StorageConflictError,  # idle in transaction timeout
    "08": StorageUnavailableError,  # connection
    "57P": StorageUnavailableError,  # shutting down, starting up
    "53300": ServerCrowdedError,  # too many connections
    "53100": DatabaseFullError,
    "25006": ServerReadOnlyError,
    "28": DatabaseRefusedError,  # user or password
    "3D": DatabaseRefusedError,  # no such database
    "42501": DatabaseRightsError,  # not allowed
    "42P01": DatabaseIncompleteError,  # no such table
    "42703": DatabaseIncompleteError,  # no such column
    "XX001": DatabaseDamagedError,
    "XX002": DatabaseDamagedError,
}


@contextmanager
def stated(place: str, *, server: bool) -> Iterator[None]:
    """Turn what a driver raises within into an error of `core.storage.errors`; what is not known is left as it is."""
    try:
        yield
    except (DBAPIError, sqlite3.Error, PoolTimeoutError, OSError, EOFError) as error:
        found = _kind_of(error, server=server)
        if found is None:
            raise
        raise found(place) from error
    except Exception as error:
        # asyncpg raises its own errors while it connects.
        found = _kind_by_state(getattr(error, "sqlstate", None))
        if found is None:
            raise
        raise found(place) from error


def _kind_of(error: Exception, *, server: bool) -> type[StorageError] | None:
    if isinstance(error, OSError | EOFError):
        return StorageUnavailableError if server else DatabaseNotOpenedError
    if isinstance(error, PoolTimeoutError):
        return StorageUnavailableError if server else DatabaseLockedError
    if isinstance(error, IntegrityError):
        return StorageConflictError  # another process was faster: a runner was deleted, or a key taken
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return StorageUnavailableError
    driver = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(driver, sqlite3.Error):
        return _kind_by_code(driver)
    return _kind_by_state(getattr(driver, "sqlstate", None))


def _kind_by_code(error: sqlite3.Error) -> type[StorageError] | None:
    if str(error).startswith(_LACKS_TABLES):
        return DatabaseIncompleteError
    return _SQLITE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)


def _kind_by_state(state: str | None) -> type[StorageError] | None:
    matching = (kind for prefix, kind in _POSTGRESQL.items() if (state or "").startswith(prefix))
    return next(matching, None)
