"""What is wrong with a database is said in one sentence, and the database stays as it is."""

import asyncio
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from core.storage.engine import Database
from core.storage.errors import (
    BadDatabaseAddressError,
    DatabaseDamagedError,
    DatabaseFullError,
    DatabaseLockedError,
    DatabaseNewerError,
    DatabaseNotOpenedError,
    DatabaseReadOnlyError,
    DatabaseRefusedError,
    NotADatabaseError,
    StorageConflictError,
    StorageError,
    StorageUnavailableError,
)
from core.storage.schema import Age, version_of
from core.storage.store import Store
from tests.support.postgres import Postgres
from tests.support.stored import NOW, begin, load, runner_arrives


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give the test a folder for its database alone."""
    folder = tmp_path / "kept"
    folder.mkdir()
    return folder / "coach.db"


async def refuse(path: Path, error: type[StorageError]) -> str:
    """Open the database, expect to be refused, with every file as it was, and return the sentence."""
    before = contents(path.parent)
    with pytest.raises(error) as refused:
        async with Store.open(f"sqlite:///{path}"):
            pass
    assert contents(path.parent) == before
    sentence = str(refused.value)
    assert str(path) in sentence
    assert "\n" not in sentence
    return sentence


def contents(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file in a folder."""
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}


def write(path: Path, content: bytes) -> None:
    """Write a file."""
    path.write_bytes(content)


def damage(path: Path) -> None:
    """Overwrite every page but the first."""
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\x55" * (len(content) - 4096))


async def make(path: Path) -> None:
    """Make a sound database with a runner."""
    async with Store.open(f"sqlite:///{path}") as store:
        await begin(store, "ann")


@pytest.mark.parametrize("content", [b"not a database", b"x" * 10_000, b"SQLite format 3\0" + b"\xff" * 5000])
async def test_a_file_that_is_no_database_is_refused(path: Path, content: bytes) -> None:
    """Words, noise, and noise that begins like a database are refused and left as they are."""
    write(path, content)
    await refuse(path, NotADatabaseError)


async def test_a_database_of_another_program_is_refused(path: Path) -> None:
    """A SQLite file with somebody else's tables is left to them."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE recipe (name TEXT)")
    await refuse(path, NotADatabaseError)


async def test_a_newer_database_is_refused(path: Path) -> None:
    """A database from a newer version is refused, and no file is laid beside it."""
    await make(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    assert "9999" in await refuse(path, DatabaseNewerError)


@pytest.mark.parametrize("read_only", ["file", "folder"])
async def test_a_read_only_database_is_refused(path: Path, read_only: str) -> None:
    """A file, or a folder, that is marked read-only is refused, even to somebody who could write to it anyway."""
    await make(path)
    target, mode = (path, 0o444) if read_only == "file" else (path.parent, 0o555)
    target.chmod(mode)
    await refuse(path, DatabaseReadOnlyError)
    target.chmod(0o755)


async def test_a_folder_is_no_database(path: Path) -> None:
    """The name of a folder is refused."""
    await refuse(path.parent, DatabaseNotOpenedError)


async def test_a_folder_that_is_missing_is_said(path: Path) -> None:
    """A database in a folder that does not exist is refused, and the folder is not made."""
    await_path = path.parent / "nowhere" / "coach.db"
    with pytest.raises(DatabaseNotOpenedError):
        async with Store.open(f"sqlite:///{await_path}"):
            pass
    assert not await_path.parent.exists()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for locks for a moment only."""
    monkeypatch.setattr("core.storage.engine.PATIENCE_SECONDS", 0.05)
    monkeypatch.setattr("core.storage.schema.PATIENCE_SECONDS", 0.05)
    monkeypatch.setattr("core.storage.schema._TRIES", 1)


@contextmanager
def locked(path: Path, how: str) -> Iterator[None]:
    """Hold a lock on a database as another program would."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(how)
        yield
        connection.execute("ROLLBACK")


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("how", ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"])
@pytest.mark.parametrize("new", [True, False])
async def test_a_locked_database_is_refused(path: Path, how: str, *, new: bool) -> None:
    """A database that another program writes to is refused at the start, a new one too, and is open after."""
    if not new:
        await make(path)
    with locked(path, how), pytest.raises(DatabaseLockedError):
        async with Store.open(f"sqlite:///{path}"):
            pass
    async with Store.open(f"sqlite:///{path}") as store:
        await begin(store, "bob")


@pytest.mark.parametrize(
    "address",
    ["", "coach.db", "mysql://localhost/coach", "sqlite://", "sqlite:///", "postgresql+psycopg2://h/d", "://"],
)
async def test_what_is_no_address_is_refused(address: str) -> None:
    """An address of no database that we know is refused."""
    with pytest.raises(BadDatabaseAddressError):
        async with Store.open(address):
            pass


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+asyncpg"])
def test_a_password_is_never_said(scheme: str) -> None:
    """The name of a server in a sentence has no password."""
    assert Database.at(f"{scheme}://ann:hunter2@host/coach").place == "postgresql://ann:***@host/coach"


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


async def test_a_full_disk_is_said_and_loses_nothing(path: Path) -> None:
    """When there is no room for a transaction, it says so, and everything before it is there."""

    async def fill(store: Store) -> None:
        async with store.transaction() as transaction:
            await transaction.connection.exec_driver_sql("PRAGMA max_page_count = 1")
            await transaction.admit([runner_arrives(str(number)) for number in range(500)], now=NOW)

    async with Store.open(f"sqlite:///{path}") as store:
        (ann,) = await begin(store, "ann")
        with pytest.raises(DatabaseFullError):
            await fill(store)
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


DIES_MIGRATING = """
import os, signal, sqlite3, sys

connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size = 1")
connection.execute("BEGIN IMMEDIATE")
for number in range(500):
    connection.execute(f"CREATE TABLE table_{number} (x TEXT)")
os.kill(os.getpid(), signal.SIGKILL)
"""


async def test_a_kill_in_a_migration_leaves_a_database_that_opens(path: Path) -> None:
    """After SIGKILL while the tables are made, the next start makes them."""
    dying = await asyncio.create_subprocess_exec(sys.executable, "-c", DIES_MIGRATING, str(path))
    assert await dying.wait() == -signal.SIGKILL
    assert set(contents(path.parent)) == {"coach.db", "coach.db-journal"}
    await make(path)
    assert (await version_of(Database.at(f"sqlite:///{path}"))).age is Age.CURRENT


async def test_a_damaged_database_is_said(path: Path) -> None:
    """A file whose pages were overwritten is called damaged, not a bug."""
    await make(path)
    damage(path)
    with pytest.raises((DatabaseDamagedError, NotADatabaseError)):
        async with Store.open(f"sqlite:///{path}"):
            pass
