"""Backups under load: whoever is killed, and whenever, there is no half copy, and what is restored is sound."""

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from core.storage.maintenance import backup, check, restore
from core.storage.store import Store
from tests.support.stored import begin

ROOT = Path(__file__).parents[2]
ROUNDS = 20 if os.environ.get("FULL_SIZE") else 3
#: Large enough that a copy of it is never done before it is noticed: about 25 MB.
LARGE = 25

WRITES = """
import asyncio, sys
from itertools import count
from core.storage.store import Store
from tests.support.stored import NOW, runner_arrives

async def main():
    async with Store.open(sys.argv[1]) as store:
        for number in count():
            async with store.transaction() as transaction:
                await transaction.admit([runner_arrives(f"runner-{number}")], now=NOW)
            print(number, flush=True)

asyncio.run(main())
"""
FORCED = "import asyncio, sys; from core.storage.maintenance import {0}; asyncio.run({0}({1}))"
COPIES = FORCED.format("backup", "sys.argv[1], __import__('pathlib').Path(sys.argv[2])")
RESTORES = FORCED.format("restore", "sys.argv[1], __import__('pathlib').Path(sys.argv[2]), force=True")


async def started(script: str, *words: object) -> asyncio.subprocess.Process:
    """Start a script of our own."""
    command = [sys.executable, "-c", script, *map(str, words)]
    return await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=subprocess.PIPE)


async def killed_once(process: asyncio.subprocess.Process, folder: Path, pattern: str) -> int:
    """Kill a process as soon as a file of that pattern is in the folder, and return its exit status."""
    while process.returncode is None and not has_begun(folder, pattern):
        await asyncio.wait([asyncio.ensure_future(process.wait())], timeout=0.001)
    if process.returncode is None:
        process.send_signal(signal.SIGKILL)
    return await process.wait()


def has_begun(folder: Path, pattern: str) -> bool:
    """Tell whether something was written to a file of that pattern."""
    return any(one.stat().st_size for one in folder.glob(pattern))


def names(folder: Path) -> set[str]:
    """Return the names of the files in a folder."""
    return {one.name for one in folder.iterdir()}


def runners_in(path: Path) -> int:
    """Count the runners of a database."""
    with closing(sqlite3.connect(path)) as connection:
        ((count,),) = connection.execute("SELECT count(*) FROM runner")
    return int(count)


def grow(path: Path) -> None:
    """Fill a database with so many megabytes that belong to nobody's training."""
    with closing(sqlite3.connect(path)) as connection:
        rows = [(f"filling {number}", os.urandom(500_000).hex()) for number in range(LARGE)]
        connection.executemany("INSERT INTO memory VALUES (?, ?)", rows)
        connection.commit()


async def test_the_bot_is_killed_while_it_is_copied(sqlite_url: str, tmp_path: Path) -> None:
    """A copy made while runners are written is sound, has all that was committed before it, and can be restored."""
    for number in range(ROUNDS):
        writer = await started(WRITES, sqlite_url)
        assert writer.stdout is not None
        committed = int(await writer.stdout.readline())
        target = tmp_path / f"copy-{number}.db"
        copying = asyncio.create_task(backup(sqlite_url, target))
        await writer.stdout.readline()
        writer.send_signal(signal.SIGKILL)
        await writer.wait()
        await copying
        assert (await check(f"sqlite:///{target}")).damages == ()
        assert runners_in(target) > committed
        await restore(sqlite_url, target, force=True)
        assert runners_in(tmp_path / "coach.db") == runners_in(target)
        (tmp_path / "coach.db").unlink()


async def test_a_backup_that_is_killed_leaves_no_half_copy(sqlite_url: str, tmp_path: Path) -> None:
    """Under the final name is the last whole copy; the next backup clears away what was left, and is whole."""
    async with Store.open(sqlite_url) as store:
        await begin(store, "ann")
    folder = tmp_path / "copies"
    folder.mkdir()
    target = folder / "copy.db"
    await backup(sqlite_url, target)
    grow(tmp_path / "coach.db")
    whole = target.read_bytes()
    for _ in range(ROUNDS):
        process = await started(COPIES, sqlite_url, target)
        assert await killed_once(process, folder, "copy.db.*.part") == -signal.SIGKILL
        assert target.read_bytes() == whole
    await backup(sqlite_url, target)
    assert names(folder) == {"copy.db"}
    assert target.stat().st_size > LARGE * 1_000_000


async def test_two_backups_at_once_are_both_whole(sqlite_url: str, tmp_path: Path) -> None:
    """Neither takes the half-done copy of the other for its own."""
    async with Store.open(sqlite_url) as store:
        await begin(store, "ann")
    grow(tmp_path / "coach.db")
    target = tmp_path / "copy.db"
    both = [await started(COPIES, sqlite_url, target) for _ in range(2)]
    assert [await one.wait() for one in both] == [0, 0]
    assert (await check(f"sqlite:///{target}")).damages == ()
    assert names(tmp_path) == {"coach.db", "copy.db"}


async def test_a_restore_that_is_killed_leaves_the_database_as_it_was(sqlite_url: str, tmp_path: Path) -> None:
    """All of the backup is there, or nothing of it; either way the next start finds a sound database."""
    async with Store.open(sqlite_url) as store:
        await begin(store, "ann")
    target = tmp_path / "copy.db"
    await backup(sqlite_url, target)
    async with Store.open(sqlite_url) as store:
        await begin(store, "bob")
    grow(tmp_path / "coach.db")
    for _ in range(ROUNDS):
        process = await started(RESTORES, sqlite_url, target)
        await killed_once(process, tmp_path, "coach.db-journal")
        assert (await check(sqlite_url)).damages == ()
        assert runners_in(tmp_path / "coach.db") in {1, 2}
    await restore(sqlite_url, target, force=True)
    assert runners_in(tmp_path / "coach.db") == 1


@pytest.mark.parametrize("left", ["", "-journal", "-wal"])
async def test_what_a_killed_backup_left_does_no_harm(sqlite_url: str, tmp_path: Path, left: str) -> None:
    """A journal of a copy that nobody finished is not played back into the next copy."""
    async with Store.open(sqlite_url) as store:
        await begin(store, "ann")
    target = tmp_path / "copy.db"
    (tmp_path / f"copy.db.999999999.part{left}").write_bytes(b"half of a copy")
    (tmp_path / "copy.db.999999999.part").write_bytes(b"half of a copy")
    await backup(sqlite_url, target)
    assert names(tmp_path) == {"coach.db", "copy.db"}
    assert runners_in(target) == 1
