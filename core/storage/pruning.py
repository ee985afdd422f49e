"""Delete what is too old to be of use, a little at a time, so that nobody waits for it."""

from datetime import datetime
from typing import Any

from sqlalchemy import Delete, Integer, Table, bindparam, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from core.storage import tables

_before = bindparam("before", type_=tables.event.c.at.type)
_limit = bindparam("limit", type_=Integer)


def _delete(table: Table, *old: Any) -> Delete:  # noqa: ANN401 - conditions of any column
    key = tuple(table.primary_key)
    return table.delete().where(tuple_(*key).in_(select(*key).where(*old).limit(_limit)))


_EVENTS = _delete(tables.event, tables.event.c.at < _before)
_SPENT = _delete(tables.spent_event, tables.spent_event.c.at < _before)
_MESSAGES = _delete(tables.message, tables.message.c.at < _before)
_GIVEN = _delete(tables.given_file, tables.given_file.c.at < _before)
_OUTBOX = _delete(tables.outbox, tables.outbox.c.next_try.is_(None), tables.outbox.c.queued < _before)


async def prune(
    connection: AsyncConnection,
    *,
    events: datetime,
    messages: datetime,
    outbox: datetime,
    given: datetime | None = None,
    limit: int,
) -> int:
    """Delete the oldest rows that are older than these instants, at most `limit` of each table; return how many."""
    deleted = 0
    old = ((_EVENTS, events), (_SPENT, events), (_MESSAGES, messages), (_OUTBOX, outbox), (_GIVEN, given))
    for statement, before in old:
        if before is not None:
            deleted += (await connection.execute(statement, {"before": before, "limit": limit})).rowcount
    return deleted
