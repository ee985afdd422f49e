"""The databases that the tests stand on are real, empty and separate."""

import asyncpg
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from tests.support.postgres import Postgres


async def test_the_server_is_a_real_postgresql(postgres: Postgres) -> None:
    """A PostgreSQL server answers asyncpg over its socket."""
    connection = await asyncpg.connect(host=str(postgres.socket), user="postgres", database="postgres")
    try:
        assert "PostgreSQL" in await connection.fetchval("SELECT version()")
    finally:
        await connection.close()


async def test_each_database_is_its_own(postgres: Postgres, postgres_url: str) -> None:
    """What one test writes, another does not see."""
    other = await postgres.create_database()
    for url in (postgres_url, postgres.url(other)):
        engine = create_async_engine(url)
        async with engine.begin() as connection:
            await connection.execute(text("CREATE TABLE run (id INTEGER PRIMARY KEY)"))
        await engine.dispose()
    await postgres.drop_database(other)


async def test_a_database_can_be_dropped_while_in_use(postgres: Postgres) -> None:
    """A connection that a failed test left open does not keep the database alive."""
    name = await postgres.create_database()
    engine = create_async_engine(postgres.url(name))
    async with engine.connect():
        await postgres.drop_database(name)
    await engine.dispose()


async def test_both_databases_keep_what_they_are_given(database_url: str) -> None:
    """SQLite and PostgreSQL both take a row and give it back."""
    engine = create_async_engine(database_url)
    async with engine.begin() as connection:
        await connection.execute(text("CREATE TABLE log (id INTEGER PRIMARY KEY, load TEXT)"))
        await connection.execute(text("INSERT INTO log VALUES (1, '22.5')"))
    async with engine.connect() as connection:
        assert (await connection.scalar(text("SELECT load FROM log"))) == "22.5"
    await engine.dispose()
