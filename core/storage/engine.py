"""Connections to a database: addresses, settings of the connections, and how transactions begin."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Self

from sqlalchemy import URL, Connection, NullPool, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from core.storage.addresses import read_address, shown
from core.storage.one_trip import connector

# How long a SQLite writer waits for another before it says so.
PATIENCE = timedelta(seconds=5)
# In WAL with `synchronous=NORMAL`, what is committed survives the end of the process, SIGKILL too; a power cut may
# take the last commits, and never damages the file. `secure_delete` overwrites what is deleted.
_PRAGMAS = ("synchronous = NORMAL", "foreign_keys = ON", "secure_delete = ON")
# A migration rebuilds tables, and must not delete what refers to them.
_MIGRATION_PRAGMAS = ("foreign_keys = OFF", "secure_delete = ON")
_SERVER_SETTINGS = {
    "application_name": "calfcoach",
    "timezone": "UTC",
    "statement_timeout": "30s",
    "lock_timeout": "10s",
    "idle_in_transaction_session_timeout": "60s",
    "jit": "off",
}
_MIGRATION_SETTINGS = _SERVER_SETTINGS | {"statement_timeout": "0", "lock_timeout": "0"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Database:
    """Where a database is, and how long a lock on its file is waited for."""

    url: URL
    patience: timedelta = PATIENCE

    @classmethod
    def at(cls, address: str, *, patience: timedelta = PATIENCE) -> Self:
        """Read an address; BadDatabaseAddressError if it is none."""
        return cls(url=read_address(address), patience=patience)

    @property
    def path(self) -> Path | None:
        """The file of a SQLite database."""
        return Path(self.url.database or "") if self.url.get_backend_name() == "sqlite" else None

    @property
    def place(self) -> str:
        """What to call it in a sentence: never with a password."""
        return str(self.path or shown(self.url))


def open_writer(database: Database, *, connections: int) -> AsyncEngine:
    """Make the engine of transactions that write: on SQLite one connection, which takes the write lock at once."""
    if database.path is None:
        return _server(database, pool_size=connections, max_overflow=0, pool_timeout=30, command_timeout=60)
    return _file(database, begin="BEGIN IMMEDIATE", pragmas=_PRAGMAS, pool_size=1, max_overflow=0, pool_timeout=60)


def open_reader(database: Database) -> AsyncEngine:
    """Make the engine of transactions that only read, from one moment's state of the database."""
    if database.path is None:
        sizes: dict[str, Any] = {"pool_size": 1, "max_overflow": 1, "pool_timeout": 30}
        return _server(database, command_timeout=60, isolation_level="REPEATABLE READ", **sizes)
    return _file(database, begin="BEGIN", pragmas=(*_PRAGMAS, "query_only = ON"), pool_size=1, max_overflow=1)


def open_for_migration(database: Database) -> AsyncEngine:
    """Make an engine whose only transaction upgrades the database."""
    if database.path is None:
        return _server(database, poolclass=NullPool, server_settings=_MIGRATION_SETTINGS)
    return _file(database, begin="BEGIN IMMEDIATE", pragmas=_MIGRATION_PRAGMAS, poolclass=NullPool)


def _server(
    database: Database,
    *,
    command_timeout: float | None = None,
    server_settings: Mapping[str, str] = _SERVER_SETTINGS,
    **options: Any,  # noqa: ANN401 - SQLAlchemy's own
) -> AsyncEngine:
    # The server stops a statement that takes too long; `command_timeout` is for a server that is no longer there.
    connect = {"timeout": 10, "command_timeout": command_timeout, "server_settings": dict(server_settings)}
    return create_async_engine(database.url, connect_args=connect, hide_parameters=True, **options)


def _file(database: Database, *, begin: str, pragmas: tuple[str, ...], **options: Any) -> AsyncEngine:  # noqa: ANN401 - SQLAlchemy's own
    connect = connector(database.url, patience=database.patience.total_seconds())
    engine = create_async_engine(database.url, async_creator=connect, hide_parameters=True, **options)

    @event.listens_for(engine.sync_engine, "connect")
    def prepare(connection: DBAPIConnection, _record: object) -> None:
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begin_transaction(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine
