"""A process that is killed leaves a database that is sound."""

import asyncio
import signal
import subprocess
import sys
from pathlib import Path

from core.storage.engine import Database
from core.storage.schema import Age, version_of
from core.storage.store import Store
from tests.support.stored import NOW, runner_arrives

WRITES = """
import asyncio, sys
from core.storage.store import Store
from tests.support.stored import NOW, runner_arrives

async def main():
    async with Store.open(sys.argv[1]) as store:
        async with store.transaction() as transaction:
            await transaction.admit([runner_arrives("committed")], now=NOW)
        async with store.transaction() as transaction:
            await transaction.admit([runner_arrives("half-done")], now=NOW)
            print("writing", flush=True)
            await asyncio.Event().wait()

asyncio.run(main())
"""


async def test_a_kill_in_a_transaction_leaves_a_sound_database(database_url: str) -> None:
    """After SIGKILL in the middle of a transaction, what was committed is there, and nothing of the rest."""
    writer = await asyncio.create_subprocess_exec(sys.executable, "-c", WRITES, database_url, stdout=subprocess.PIPE)
    assert writer.stdout is not None
    assert await writer.stdout.readline() == b"writing\n"
    writer.send_signal(signal.SIGKILL)
    await writer.wait()
    async with Store.open(database_url) as store, store.transaction() as transaction:
        again = await transaction.admit([runner_arrives("committed"), runner_arrives("half-done")], now=NOW)
    assert [(one.first, one.created) for one in again] == [(False, False), (True, True)]


def names(folder: Path) -> set[str]:
    """Return the names of the files in a folder."""
    return {file.name for file in folder.iterdir()}


DIES_MIGRATING = """
import os, signal, sqlite3, sys

connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size = 1")
connection.execute("BEGIN IMMEDIATE")
for number in range(500):
    connection.execute(f"CREATE TABLE table_{number} (x TEXT)")
os.kill(os.getpid(), signal.SIGKILL)
"""


async def test_a_kill_in_a_migration_leaves_a_database_that_opens(sqlite_url: str, tmp_path: Path) -> None:
    """After SIGKILL while the tables are made, the next start makes them."""
    dying = await asyncio.create_subprocess_exec(sys.executable, "-c", DIES_MIGRATING, str(tmp_path / "coach.db"))
    assert await dying.wait() == -signal.SIGKILL
    assert names(tmp_path) == {"coach.db", "coach.db-journal"}
    async with Store.open(sqlite_url):
        pass
    assert (await version_of(Database.at(sqlite_url))).age is Age.CURRENT
