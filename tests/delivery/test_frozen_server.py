"""A server that is there and answers nothing holds up nobody who is asked to end."""

import asyncio
import os
import signal

import asyncpg

from core.storage.store import Store
from tests.support.postgres import Postgres
from tests.support.stored import NOW


async def serving(postgres: Postgres, database: str) -> list[int]:
    """Return the processes of the server that serve the coach, and the one that takes new connections."""
    connection = await asyncpg.connect(host=str(postgres.socket), user="postgres", database=database)
    ours = "SELECT pid FROM pg_stat_activity WHERE datname = $1 AND application_name = 'calfcoach'"
    try:
        found = [row["pid"] for row in await connection.fetch(ours, database)]
        first = str(await connection.fetchval("SELECT pg_read_file('postmaster.pid')"))
        return [*found, int(first.partition("\n")[0])]
    finally:
        await connection.close()


async def test_a_store_closes_though_its_server_answers_nothing(postgres: Postgres, postgres_url: str) -> None:
    """Its connections hang, as where the network is gone: whoever ends has a few seconds, and they are enough."""
    opened = Store.open(postgres_url)
    store = await opened.__aenter__()
    async with store.reading() as transaction:
        await transaction.backlog(now=NOW)
    frozen = await serving(postgres, postgres_url.rpartition("/")[2].partition("?")[0])
    assert len(frozen) > 1
    try:
        for one in frozen:
            os.kill(one, signal.SIGSTOP)
        async with asyncio.timeout(5):
            await opened.__aexit__(None, None, None)
    finally:
        for one in frozen:
            os.kill(one, signal.SIGCONT)
