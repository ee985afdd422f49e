"""What a server refuses, loses or gives up is said in one sentence, and what can be done again is."""

import asyncio

import pytest

from core.storage.errors import DatabaseRefusedError, ServerCrowdedError, StorageConflictError, StorageUnavailableError
from core.storage.store import Store
from tests.support.postgres import Postgres
from tests.support.stored import NOW, begin, load


async def test_a_server_that_does_not_answer_is_said() -> None:
    """No server at the address is a sentence, and may be tried again."""
    with pytest.raises(StorageUnavailableError) as refused:
        async with Store.open("postgresql://ann:hunter2@127.0.0.1:1/coach"):
            pass
    assert refused.value.retry
    assert "hunter2" not in str(refused.value)


async def test_a_host_without_a_route_is_said() -> None:
    """A name that does not resolve is a sentence too."""
    with pytest.raises(StorageUnavailableError):
        async with Store.open("postgresql://ann@host.invalid/coach"):
            pass


@pytest.mark.parametrize(("user", "name"), [("postgres", "no_such_database"), ("no_such_user", "postgres")])
async def test_a_server_that_refuses_is_said(postgres: Postgres, user: str, name: str) -> None:
    """A user or database that the server does not know is a sentence, and trying again is of no use."""
    with pytest.raises(DatabaseRefusedError) as refused:
        async with Store.open(postgres.url(name).replace("postgres@", f"{user}@")):
            pass
    assert not refused.value.retry


async def test_a_lost_connection_is_said_and_the_next_one_works(postgres: Postgres, postgres_url: str) -> None:
    """When the server ends our connections, the transaction says so, and the next one is carried out."""

    async def lose_connection(store: Store) -> None:
        async with store.transaction() as transaction:
            await postgres.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname LIKE 'calfcoach%'"
            )
            await transaction.backlog(now=NOW)

    async with Store.open(postgres_url) as store:
        (ann,) = await begin(store, "ann")
        with pytest.raises(StorageUnavailableError):
            await lose_connection(store)
        assert await load(store, ann.runner) == ann


async def test_a_deadlock_may_be_tried_again(postgres_url: str) -> None:
    """Two transactions that wait for each other: one is given up, and says that it may be done again."""
    async with Store.open(postgres_url) as store:
        ann, bob = await begin(store, "ann", "bob")
        met = asyncio.Barrier(2)

        async def cross(first: int, second: int) -> bool:
            try:
                async with store.transaction() as transaction:
                    await transaction.logbooks([type(ann.runner)(first)], since=None)
                    await met.wait()
                    await transaction.logbooks([type(ann.runner)(second)], since=None)
            except StorageConflictError as error:
                return error.retry
            return False

        given_up = await asyncio.gather(cross(ann.runner, bob.runner), cross(bob.runner, ann.runner))
    assert sorted(given_up) == [False, True]


async def test_a_server_without_a_free_connection_is_said(postgres: Postgres, postgres_url: str) -> None:
    """Where others hold every connection, that is what is said, and it may be tried again."""
    async with Store.open(postgres_url):
        pass
    await postgres.execute("CREATE ROLE crowd LOGIN CONNECTION LIMIT 0")
    try:
        with pytest.raises(ServerCrowdedError) as refused:
            async with Store.open(postgres_url.replace("postgres@", "crowd@")):
                pass
    finally:
        await postgres.execute("DROP ROLE crowd")
    assert refused.value.retry
