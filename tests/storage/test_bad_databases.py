"""What is wrong with a database is said in one sentence, and the database stays as it is."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from core.storage.engine import Database
from core.storage.errors import (
    BadDatabaseAddressError,
    DatabaseDamagedError,
    DatabaseFullError,
    DatabaseIncompleteError,
    DatabaseLockedError,
    DatabaseNewerError,
    DatabaseNotOpenedError,
    DatabaseReadOnlyError,
    NotADatabaseError,
    StorageError,
)
from core.storage.store import Store
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


@contextmanager
def locked(path: Path, how: str) -> Iterator[None]:
    """Hold a lock on a database as another program would."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(how)
        yield
        connection.execute("ROLLBACK")


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


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("postgresql://ann:hunter2@host:abc/coach", "is not the address"),
        ("postgresql://ann:hunter2@host:99999/coach", "is not the address"),
        ("postgresql://ann:hunter2@host/coach?sslmode=maybe", "verify-full"),
        ("postgresql://ann:hunter2@host/coach?frobnicate=hunter2", "takes no option frobnicate"),
        ("postgresql://ann:geheim@hunter2@host/coach", "write it as %40"),
    ],
)
def test_an_address_is_refused_in_words_that_give_nothing_away(address: str, said: str) -> None:
    """What is wrong with an address is said, and no part of the password."""
    with pytest.raises(StorageError, match=said) as refused:
        Database.at(address)
    assert "hunter2" not in str(refused.value)
    assert "geheim" not in str(refused.value)


def test_a_password_among_the_options_is_never_said() -> None:
    """An address may hold the password behind the question mark, too."""
    database = Database.at("postgresql://host/coach?user=ann&password=hunter2")
    assert database.place == "postgresql://host/coach"
    assert database.url.query["password"] == "hunter2"  # noqa: S105 - no secret


@pytest.mark.parametrize("option", ["ssl", "sslmode"])
def test_encryption_is_asked_for_as_providers_write_it(option: str) -> None:
    """Addresses of providers say `sslmode`, which the driver calls `ssl`."""
    assert Database.at(f"postgresql://ann@host/coach?{option}=verify-full").url.query == {"ssl": "verify-full"}


@pytest.mark.parametrize("lost", ["DROP TABLE outbox", "DELETE FROM alembic_version"])
async def test_a_database_that_lacks_tables_is_refused(path: Path, lost: str) -> None:
    """A table that is gone, and a version that is gone, are said before anything is changed."""
    await make(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute(lost)
        connection.commit()
    await refuse(path, DatabaseIncompleteError)


async def test_a_table_that_goes_in_the_middle_is_said(database_url: str) -> None:
    """A table that is dropped under a running process is a sentence, and no use to try again."""
    async with Store.open(database_url) as store:
        async with store.transaction() as transaction:
            await transaction.connection.exec_driver_sql("DROP TABLE outbox")
        with pytest.raises(DatabaseIncompleteError) as refused:
            async with store.reading() as transaction:
                await transaction.backlog(now=NOW)
    assert not refused.value.retry


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


async def test_a_damaged_database_is_said(path: Path) -> None:
    """A file whose pages were overwritten is called damaged, not a bug."""
    await make(path)
    damage(path)
    with pytest.raises((DatabaseDamagedError, NotADatabaseError)):
        async with Store.open(f"sqlite:///{path}"):
            pass
