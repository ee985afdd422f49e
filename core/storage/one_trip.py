"""SQLite statements in one trip each to the thread that holds the connection.

aiosqlite crosses over to its thread for every call of the driver: to make a cursor, to execute, to fetch, to close.
A trip costs more than most statements of ours take; here a statement and its rows are one.
"""

import sqlite3
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import closing
from functools import partial
from typing import Any, NamedTuple, Self

import aiosqlite
from sqlalchemy import URL
from sqlalchemy.dialects.sqlite.aiosqlite import SQLiteDialect_aiosqlite


def connector(url: URL, *, patience: float) -> Callable[[], Awaitable[aiosqlite.Connection]]:
    """Return what opens connections to a file that wait `patience` seconds for a lock; they begin no transactions."""
    (place,), options = SQLiteDialect_aiosqlite().create_connect_args(url)
    settings: dict[str, Any] = {**options, "timeout": patience, "isolation_level": None}

    def open_file() -> sqlite3.Connection:
        connection: sqlite3.Connection = sqlite3.connect(place, **settings)
        return connection

    async def connect() -> aiosqlite.Connection:
        return await _Connection(open_file, iter_chunk_size=64)

    return connect


class _Done(NamedTuple):
    """What a statement came to."""

    description: Any
    rowcount: int
    lastrowid: int | None
    rows: list[Any]


class _Connection(aiosqlite.Connection):
    def __init__(self, open_file: Callable[[], sqlite3.Connection], iter_chunk_size: int) -> None:
        super().__init__(open_file, iter_chunk_size)
        self._thread.daemon = True  # a connection that nobody closed does not hold up the end of the process
        self._idle = False

    def cursor(self) -> Any:  # noqa: ANN401 - what SQLAlchemy takes for a cursor
        return _Cursor(self)

    async def carry_out(self, sql: str, parameters: Any, *, many: bool) -> _Done:  # noqa: ANN401 - the driver's own
        """Execute a statement and fetch its rows."""
        self._idle = False
        work = partial(_carry_out, self._conn, sql, parameters, many=many)
        done: _Done = await self._execute(work)  # type: ignore[no-untyped-call]  # aiosqlite leaves it without types
        return done

    async def commit(self) -> None:
        """Commit; nothing is open then."""
        await super().commit()
        self._idle = True

    async def rollback(self) -> None:
        """Roll back, but not what is committed: a pool asks for it whenever it takes a connection back."""
        if not self._idle:
            await super().rollback()


def _carry_out(connection: sqlite3.Connection, sql: str, parameters: Any, *, many: bool) -> _Done:  # noqa: ANN401, PLR0917
    with closing(connection.cursor()) as cursor:
        (cursor.executemany if many else cursor.execute)(sql, parameters)
        rows = cursor.fetchall() if cursor.description else []
        return _Done(cursor.description, cursor.rowcount, cursor.lastrowid, rows)


class _Cursor:
    """The part of an aiosqlite cursor that SQLAlchemy uses."""

    arraysize = 1

    def __init__(self, connection: _Connection) -> None:
        self._connection = connection
        self._done = _Done(None, -1, None, [])

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, sql: str, parameters: Sequence[Any] = ()) -> Self:
        self._done = await self._connection.carry_out(sql, parameters, many=False)
        return self

    async def executemany(self, sql: str, parameters: Iterable[Sequence[Any]]) -> Self:
        self._done = await self._connection.carry_out(sql, parameters, many=True)
        return self

    async def fetchall(self) -> list[Any]:
        return self._done.rows

    async def close(self) -> None:
        """Do nothing: the statement is closed already."""

    @property
    def description(self) -> Any:  # noqa: ANN401 - the driver's own
        return self._done.description

    @property
    def rowcount(self) -> int:
        return self._done.rowcount

    @property
    def lastrowid(self) -> int | None:
        return self._done.lastrowid
