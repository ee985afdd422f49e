"""Erase runners, and keep of them only that somebody was erased, and which events did it.

An event that comes again after its runner was forgotten must not begin a new one. What is kept of it is a digest,
pruned with the events of everybody.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.domain.messages import Arrival
from core.domain.runner import RunnerId
from core.storage import tables
from core.storage.among import among
from core.storage.batches import insert_new, insert_or_replace, write

_COUNT = "forgotten runners"
_FORGET = tables.runner.delete().where(among(tables.runner.c.id, "runners"))
_PARTS = select(tables.part.c.runner_id).where(among(tables.part.c.whole, "wholes"))
_SPENT = select(tables.spent_event.c.digest).where(among(tables.spent_event.c.digest, "digests"))
_COUNTED = select(tables.memory.c.value).where(tables.memory.c.key == _COUNT)


async def forget_runners(connection: AsyncConnection, runners: Iterable[RunnerId]) -> None:
    """Delete the runners; the database deletes with them whatever refers to them, and they are counted."""
    wanted = sorted(runners)
    if parts := await nested(connection, wanted):
        await connection.execute(_FORGET, {"runners": parts})
    gone = await connection.execute(_FORGET, {"runners": wanted})
    if not gone.rowcount:
        return
    count = await forgotten(connection) + gone.rowcount
    row = {"key": _COUNT, "value": str(count)}
    await write(connection, insert_or_replace(tables.memory, connection.dialect.name), rows=[row])


async def nested(connection: AsyncConnection, runners: Iterable[RunnerId]) -> list[RunnerId]:
    """Return the runners who became parts of these, and those who had become parts of them."""
    found: list[RunnerId] = []
    wholes = sorted(runners)
    while wholes:
        wholes = sorted((await connection.execute(_PARTS, {"wholes": wholes})).scalars())
        found += wholes
    return found


async def forgotten(connection: AsyncConnection) -> int:
    """Return how many runners were ever forgotten."""
    return int(await connection.scalar(_COUNTED) or 0)


async def spend(connection: AsyncConnection, arrivals: Collection[Arrival], *, now: datetime) -> None:
    """Keep that these events were carried out, after the rows of their runners are gone."""
    rows = [{"digest": digest, "at": now} for digest in sorted({digest_of(one) for one in arrivals})]
    await write(connection, insert_new(tables.spent_event, connection.dialect.name), rows=rows)


async def spent(connection: AsyncConnection, arrivals: Collection[Arrival]) -> frozenset[str]:
    """Return the digests of those events that were carried out for runners who are forgotten."""
    wanted = sorted({digest_of(one) for one in arrivals})
    return frozenset((await connection.execute(_SPENT, {"digests": wanted})).scalars())


def digest_of(arrival: Arrival) -> str:
    """Return what is kept of an event whose runner is forgotten; nobody is named in it."""
    return sha256(f"{arrival.account.platform.value} {arrival.event}".encode()).hexdigest()
