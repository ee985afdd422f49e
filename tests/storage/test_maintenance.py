"""A database is checked, copied while in use, and brought back."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from core.storage.errors import (
    BackupIsOlderError,
    DatabaseDamagedError,
    DatabaseInUseError,
    DatabaseReadOnlyError,
    NotADatabaseError,
    NotAFileError,
)
from core.storage.maintenance import backup, check, restore
from core.storage.schema import Age
from core.storage.store import Store
from tests.support.stored import NOW, added, begin, entry, keep, load, runner_arrives, saved


def names(folder: Path) -> set[str]:
    """Return the names of the files in a folder."""
    return {file.name for file in folder.iterdir()}


async def test_a_sound_database_has_no_damages(database_url: str) -> None:
    """A new database is empty, a used one is current and sound."""
    assert (await check(database_url)).version.age is Age.EMPTY
    async with Store.open(database_url) as store:
        await begin(store, "ann")
    found = await check(database_url)
    assert (found.version.age, found.damages) == (Age.CURRENT, ())


async def test_damages_are_named(sqlite_url: str, tmp_path: Path) -> None:
    """A row that refers to a runner who does not exist is found."""
    async with Store.open(sqlite_url):
        pass
    with closing(sqlite3.connect(tmp_path / "coach.db")) as connection:
        connection.execute("INSERT INTO reminder VALUES (77, 'daily', 0, '2026-01-01')")
        connection.commit()
    assert len((await check(sqlite_url)).damages) == 1


async def test_a_backup_of_a_database_in_use_holds_all_that_was_committed(sqlite_url: str, tmp_path: Path) -> None:
    """A copy made while a store is open, in the middle of a transaction, has everything committed and nothing else."""
    target = tmp_path / "copy.db"
    async with Store.open(sqlite_url) as store:
        (ann,) = await begin(store, "ann")
        logbook = added(ann, entry())
        await keep(store, logbook)
        async with store.transaction() as transaction:
            await transaction.admit([runner_arrives("bob")], now=NOW)
            await backup(sqlite_url, target)
    assert names(tmp_path) == {"coach.db", "copy.db"}
    async with Store.open(f"sqlite:///{target}") as copy:
        assert await load(copy, ann.runner) == saved(logbook)
        (bob,) = await begin(copy, "bob")
        assert bob.runner == ann.runner + 1


async def test_a_backup_that_fails_leaves_the_last_one(sqlite_url: str, tmp_path: Path) -> None:
    """Where a copy cannot be made, the older copy stays as it was."""
    target = tmp_path / "copy.db"
    target.write_bytes(b"the last copy")
    with pytest.raises(NotADatabaseError):
        await backup(sqlite_url, target)
    async with Store.open(sqlite_url):
        pass
    target.chmod(0o444)
    with pytest.raises(DatabaseReadOnlyError):
        await backup(sqlite_url, target)
    assert target.read_bytes() == b"the last copy"


async def test_a_backup_comes_back(sqlite_url: str, tmp_path: Path) -> None:
    """Restored over a lost database, the copy gives the same logbook."""
    target = tmp_path / "copy.db"
    async with Store.open(sqlite_url) as store:
        (ann,) = await begin(store, "ann")
    await backup(sqlite_url, target)
    (tmp_path / "coach.db").unlink()
    await restore(sqlite_url, target)
    async with Store.open(sqlite_url) as store:
        assert await load(store, ann.runner) == ann


async def test_newer_entries_are_not_overwritten_unless_told(sqlite_url: str, tmp_path: Path) -> None:
    """A database that heard from its runners after the backup is kept, unless the operator says to lose that."""
    target = tmp_path / "copy.db"
    async with Store.open(sqlite_url):
        pass
    await backup(sqlite_url, target)
    async with Store.open(sqlite_url) as store:
        (ann,) = await begin(store, "ann")
    with pytest.raises(BackupIsOlderError):
        await restore(sqlite_url, target)
    async with Store.open(sqlite_url) as store:
        assert await load(store, ann.runner) == ann
    await restore(sqlite_url, target, force=True)
    async with Store.open(sqlite_url) as store, store.reading() as transaction:
        assert await transaction.logbooks([ann.runner], since=None) == {}


async def test_a_database_in_use_is_not_overwritten(sqlite_url: str, tmp_path: Path) -> None:
    """While a process has the database open, a backup is not brought back, however old it is."""
    target = tmp_path / "copy.db"
    async with Store.open(sqlite_url) as store:
        (ann,) = await begin(store, "ann")
        await backup(sqlite_url, target)
        with pytest.raises(DatabaseInUseError):
            await restore(sqlite_url, target)
        assert await load(store, ann.runner) == ann


async def test_a_database_in_use_is_overwritten_where_that_is_told(sqlite_url: str, tmp_path: Path) -> None:
    """A process that has it open reads and writes what was restored, and the file is sound."""
    target = tmp_path / "copy.db"
    async with Store.open(sqlite_url) as store:
        (ann,) = await begin(store, "ann")
        await backup(sqlite_url, target)
        await keep(store, added(ann, entry()))
        (bob,) = await begin(store, "bob")
        await restore(sqlite_url, target, force=True)
        assert await load(store, ann.runner) == ann
        (carol,) = await begin(store, "carol")
        assert carol.runner == bob.runner  # Bob came after the backup, so nobody had his number
    assert (await check(sqlite_url)).damages == ()


@pytest.mark.parametrize("content", [b"", b"a photo"])
async def test_what_is_no_backup_is_not_brought_back(sqlite_url: str, tmp_path: Path, content: bytes) -> None:
    """A file that is no database of ours leaves the database as it is."""
    source = tmp_path / "photo.db"
    source.write_bytes(content)
    async with Store.open(sqlite_url) as store:
        (ann,) = await begin(store, "ann")
    with pytest.raises(NotADatabaseError):
        await restore(sqlite_url, source, force=True)
    async with Store.open(sqlite_url) as store:
        assert await load(store, ann.runner) == ann


async def test_a_damaged_backup_is_not_brought_back(sqlite_url: str, tmp_path: Path) -> None:
    """A copy that was cut in half is refused."""
    async with Store.open(sqlite_url) as store:
        await begin(store, "ann")
    target = tmp_path / "copy.db"
    await backup(sqlite_url, target)
    content = target.read_bytes()
    target.write_bytes(content[: len(content) // 2])
    with pytest.raises(DatabaseDamagedError):
        await restore(sqlite_url, target, force=True)


async def test_postgresql_has_its_own_tools(postgres_url: str, tmp_path: Path) -> None:
    """For PostgreSQL the sentence names the tool."""
    with pytest.raises(NotAFileError, match="pg_dump"):
        await backup(postgres_url, tmp_path / "copy.db")
    with pytest.raises(NotAFileError, match="pg_restore"):
        await restore(postgres_url, tmp_path / "copy.db")
