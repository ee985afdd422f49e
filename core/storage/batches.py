"""How a whole batch of rows is asked for, written and deleted in one statement."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import ClauseElement, ColumnElement, Delete, Insert, Table, and_, bindparam
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from core.storage.facts import Values
from core.storage.prepared import prepared

_INSERTS: dict[str, Callable[[Table], Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def is_row(table: Table, *names: str) -> ColumnElement[bool]:
    """Compare the named columns with parameters of the same names that begin with `is_`."""
    return and_(*(table.c[name] == bindparam(f"is_{name}", type_=table.c[name].type) for name in names))


@cache
def insert_rows(table: Table) -> Insert:
    """Insert rows, none of which is there."""
    return table.insert()


@cache
def insert_new(table: Table, dialect: str) -> Any:  # noqa: ANN401 - each dialect has its own class of insert
    """Insert rows, and pass over those whose key is there already."""
    return _INSERTS[dialect](table).on_conflict_do_nothing()


@cache
def insert_or_replace(table: Table, dialect: str) -> Any:  # noqa: ANN401 - each dialect has its own class of insert
    """Insert rows, and replace those whose key is there already."""
    insert = _INSERTS[dialect](table)
    key = tuple(table.primary_key)
    values = {column.name: insert.excluded[column.name] for column in table.c if column not in set(key)}
    return insert.on_conflict_do_update(index_elements=key, set_=values)


@cache
def delete_rows(table: Table, *names: str) -> Delete:
    """Delete the rows whose named columns are those of the parameters."""
    return table.delete().where(is_row(table, *names))


async def write(connection: AsyncConnection, statement: ClauseElement, *, rows: Sequence[Values]) -> None:
    """Execute the statement for every row at once; nothing where there are none.

    The rows name the same columns; the statement is made once and used again, since it is kept for its next rows.
    """
    if rows:
        ready = prepared(statement, names=tuple(rows[0]), dialect=connection.dialect)
        await connection.exec_driver_sql(ready.text, [ready.parameters(row) for row in rows])
