"""The tables come by migrations, once, whoever starts first; a database of another age is told apart and left alone."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from core.storage import migrations
from core.storage.engine import Database, open_for_migration
from core.storage.errors import DatabaseNewerError, DatabaseOlderError, NotADatabaseError
from core.storage.schema import Age, revisions, upgrade, version_of
from core.storage.store import Store
from core.storage.tables import metadata
from tests.support.stored import begin


async def execute(url: str, statement: str) -> None:
    """Change a database behind the store's back."""
    engine = open_for_migration(Database.at(url))
    async with engine.begin() as connection:
        await connection.execute(text(statement))
    await engine.dispose()


async def test_migrations_make_the_tables_that_the_code_knows(store: Store) -> None:
    """What the migrations made and what `tables` says do not differ in anything."""

    def differences(connection: Connection) -> list[object]:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, metadata))

    async with store.transaction() as transaction:
        assert await transaction.connection.run_sync(differences) == []


def test_revisions_are_those_that_alembic_sees() -> None:
    """The file names tell the same order of revisions as Alembic finds in the files, with one newest."""
    config = Config()

    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    script = ScriptDirectory.from_config(config)
    assert [one.revision for one in script.walk_revisions()][::-1] == list(revisions())
    assert script.get_heads() == [revisions()[-1]]


async def test_a_new_database_is_empty_and_then_current(database_url: str) -> None:
    """A database without tables is empty; opening a store makes it current, and opening it again changes nothing."""
    database = Database.at(database_url)
    assert (await version_of(database)).age is Age.EMPTY
    for _ in range(2):
        assert (await upgrade(database)).age is Age.CURRENT
        assert (await version_of(database)).age is Age.CURRENT
    async with Store.open(database_url) as store:
        await begin(store, "ann")
    async with Store.open(database_url, upgrade=False) as store:
        await begin(store, "bob")


async def test_without_leave_to_upgrade_an_older_database_is_refused(database_url: str) -> None:
    """Told not to upgrade, the store says that it would have to."""
    with pytest.raises(DatabaseOlderError):
        async with Store.open(database_url, upgrade=False):
            pass
    assert (await version_of(Database.at(database_url))).age is Age.EMPTY


async def test_a_newer_database_is_refused(database_url: str) -> None:
    """A revision that this version does not know means that the database is from a newer one."""
    await upgrade(Database.at(database_url))
    await execute(database_url, "UPDATE alembic_version SET version_num = '9999'")
    for leave in (True, False):
        with pytest.raises(DatabaseNewerError, match="9999"):
            async with Store.open(database_url, upgrade=leave):
                pass


async def test_a_database_of_somebody_else_is_refused(database_url: str) -> None:
    """A database that has a table of our name and none of our revisions is not touched."""
    await execute(database_url, "CREATE TABLE runner (name TEXT)")
    with pytest.raises(NotADatabaseError):
        async with Store.open(database_url):
            pass


async def test_many_stores_may_open_a_new_database_at_once(database_url: str) -> None:
    """Stores that open together in one process make the tables once."""

    async def open_and_begin(user: str) -> None:
        async with Store.open(database_url) as store:
            await begin(store, user)

    await asyncio.gather(*(open_and_begin(f"p{n}") for n in range(5)))
    async with Store.open(database_url) as store:
        assert [one.runner for one in await begin(store, *(f"p{n}" for n in range(5)))]


OPENS = """
import asyncio, sys
from core.storage.store import Store

async def main():
    async with Store.open(sys.argv[1]):
        print("open", flush=True)

asyncio.run(main())
"""


async def test_many_processes_may_open_a_new_database_at_once(database_url: str) -> None:
    """Processes that start together make the tables once, and all of them work."""
    command = [sys.executable, "-W", "error", "-c", OPENS, database_url]
    started = [
        await asyncio.create_subprocess_exec(*command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(4)
    ]
    ended = [await one.communicate() for one in started]
    assert ended == [(b"open\n", b"")] * 4
    assert (await version_of(Database.at(database_url))).age is Age.CURRENT
