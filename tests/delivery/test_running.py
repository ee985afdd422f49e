"""A serving process begins, is refused and ends the way that a process manager and an operator expect."""

import asyncio
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path

import asyncpg
import pytest
from httpx import ASGITransport, AsyncClient
from sqlalchemy import select, text

from bot.clock import WallClock
from bot.leaving import NOT_NOW, REFUSED, parted_by_time, status_of
from bot.metrics import Metrics
from bot.running import Part, once_reached, serve
from bot.web import make_app
from core.errors import CoachError
from core.storage import tables
from core.storage.errors import (
    DatabaseDamagedError,
    DatabaseFullError,
    DatabaseIncompleteError,
    DatabaseOlderError,
    DiskFailedError,
    StorageError,
    StorageUnavailableError,
)
from core.storage.failures import stated
from core.storage.store import Store
from tests.support.botapi.server import TOKEN
from tests.support.office import Office
from tests.support.postgres import Postgres
from tests.support.remote import ROOT
from tests.support.telegram_process import Remote, stand_in

AT_ONCE = timedelta(0)
#: What the issue allows a process between SIGTERM and its end.
ALLOWED = 10.0


def begin(database: str, *parts: str, **more: str) -> "subprocess.Popen[str]":
    """Start `calfcoach run` with these parts on a database."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CALFCOACH_")}
    return subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", "bot", "run", *parts],
        cwd=ROOT,
        env={**kept, "CALFCOACH_DATABASE__URL": database, **more},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def refusal(process: "subprocess.Popen[str]", *, status: int = REFUSED) -> str:
    """Return the one sentence that a process ends with, having checked that beside logs there is no more than that."""
    said, trouble = process.communicate(timeout=40)
    assert (process.returncode, said) == (status, "")
    *logged, line = trouble.splitlines()
    assert all(json.loads(one)["event"] for one in logged)
    assert line.startswith("calfcoach: ")
    return line


async def test_a_database_from_a_newer_version_ends_a_worker(database_url: str) -> None:
    """One sentence, exit status 1, and the database is left as it is."""
    async with Store.open(database_url) as store, store.transaction() as transaction:
        await transaction.connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert "from a newer version of calfcoach" in refusal(begin(database_url, "worker"))


def test_wrong_credentials_end_a_worker(postgres: Postgres) -> None:
    """A user that the server does not know is said at once, without the password."""
    url = postgres.url("postgres").replace("postgres@", "nobody_such:hunter2@")
    line = refusal(begin(url, "worker"))
    assert "refused the connection" in line
    assert "hunter2" not in line


async def test_a_user_without_rights_ends_a_worker(postgres: Postgres, postgres_url: str) -> None:
    """A user that may connect, and may not read the tables, is told so: no password is wrong there."""
    async with Store.open(postgres_url):
        pass
    await postgres.execute("CREATE ROLE onlooker LOGIN")
    try:
        line = await asyncio.to_thread(lambda: refusal(begin(postgres_url.replace("postgres@", "onlooker@"), "worker")))
    finally:
        await postgres.execute("DROP ROLE onlooker")
    assert "grant it the rights" in line


@pytest.mark.parametrize(
    ("error", "status"),
    [(StorageUnavailableError, NOT_NOW), (DatabaseFullError, NOT_NOW), (DatabaseDamagedError, REFUSED)],
)
def test_what_passes_by_itself_has_an_exit_status_of_its_own(error: type[StorageError], status: int) -> None:
    """A process manager begins anew what is out of reach, with status 75, and not what somebody has to mend."""
    with pytest.raises(CoachError) as ended, parted_by_time():
        raise error("coach.db")
    assert status_of(ended.value) == status
    assert str(ended.value) == str(error("coach.db"))


@pytest.mark.skipif(not os.environ.get("FULL_SIZE"), reason="waits for as long as a start does")
def test_a_process_that_waited_in_vain_may_be_begun_again() -> None:
    """The exit status says so, and the sentence what is in the way, without the password."""
    line = refusal(begin("postgresql://ann:hunter2@127.0.0.1:1/coach", "worker"), status=NOT_NOW)
    assert "cannot be reached" in line
    assert "hunter2" not in line


def test_a_start_that_waits_ends_when_it_is_asked_to() -> None:
    """Whoever waits for a database has nothing in flight, and ends at once, with status 0."""
    wishes = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
    waiting = [begin("postgresql://ann@127.0.0.1:1/coach", "worker") for _ in wishes]
    for process, wish in zip(waiting, wishes, strict=True):
        assert process.stderr is not None
        assert "the start waits for the database" in process.stderr.readline()
        process.send_signal(wish)
    for process in waiting:
        process.communicate(timeout=10)
    assert [process.returncode for process in waiting] == [0, 0, 0]


def test_an_address_that_is_taken_is_said(tmp_path: Path) -> None:
    """Two processes cannot listen on one port: the second says so, and ends."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        line = refusal(begin(f"sqlite:///{tmp_path / 'coach.db'}", "web", CALFCOACH_WEB__PORT=str(port)))
    assert f"Nothing can listen on 127.0.0.1, port {port}" in line


async def test_a_process_is_ready_while_it_can_work(database_url: str) -> None:
    """Without tables, or with those of an older version, it is not; with newer ones it goes on."""
    async with Store.open(database_url) as store:
        await store.check_ready()
        await execute(store, "UPDATE alembic_version SET version_num = '9999'")
        await store.check_ready()
        await execute(store, "UPDATE alembic_version SET version_num = '0001'")
        with pytest.raises(DatabaseOlderError):
            await store.check_ready()
        await execute(store, "DROP TABLE alembic_version")
        with pytest.raises(DatabaseIncompleteError):
            await store.check_ready()


async def execute(store: Store, statement: str) -> None:
    """Execute one statement."""
    async with store.transaction() as transaction:
        await transaction.connection.execute(text(statement))


async def test_who_asks_whether_it_is_ready_hears_soon(postgres: Postgres, postgres_url: str) -> None:
    """A database that is there and does not answer counts as away, and whoever asks is told before they give up."""
    async with Store.open(postgres_url) as store, AsyncExitStack() as stack:
        app = make_app(store=store, metrics=Metrics(), clock=WallClock().now, patience=timedelta(seconds=1))
        client = await stack.enter_async_context(AsyncClient(transport=ASGITransport(app=app), base_url="http://coach"))
        assert (await client.get("/readyz")).status_code == 200
        other = await asyncpg.connect(
            host=str(postgres.socket), user="postgres", database=postgres_url.rpartition("/")[2].partition("?")[0]
        )
        await other.execute("BEGIN; LOCK TABLE alembic_version, outbox, memory IN ACCESS EXCLUSIVE MODE")
        async with asyncio.timeout(5):
            assert (await client.get("/readyz")).status_code == 503
            assert (await client.get("/healthz")).status_code == 200
            assert "calfcoach_database_up 0.0" in (await client.get("/metrics")).text
        await other.close()
        assert (await client.get("/readyz")).status_code == 200


def failing(times: int, error: StorageError) -> tuple[Callable[[], Awaitable[int]], list[int]]:
    """Return an attempt that fails so many times, and what counts how often it was made."""
    made = [0]

    async def attempt() -> int:
        made[0] += 1
        if made[0] <= times:
            raise error
        return made[0]

    return attempt, made


@pytest.mark.parametrize("error", [StorageUnavailableError, DatabaseFullError, DiskFailedError])
async def test_a_start_waits_for_the_database(error: type[StorageError]) -> None:
    """A server that restarts, and a disk on which room is made, are waited for."""
    attempt, _ = failing(3, error("coach"))
    assert await once_reached(attempt, pause=AT_ONCE) == 4


async def test_a_start_does_not_wait_for_ever() -> None:
    """After a while it is the process manager's turn; the pauses double, so it is no busy loop."""
    attempt, made = failing(1000, StorageUnavailableError("coach"))
    with pytest.raises(StorageUnavailableError):
        await once_reached(attempt, patience=timedelta(seconds=0.1), pause=timedelta(seconds=0.01))
    assert 2 <= made[0] <= 5


async def test_a_start_does_not_wait_where_that_is_no_use() -> None:
    """A damaged database is damaged the second time too."""
    attempt, made = failing(1, DatabaseDamagedError("coach.db"))
    with pytest.raises(DatabaseDamagedError):
        await once_reached(attempt, pause=AT_ONCE)
    assert made == [1]


async def test_a_part_that_does_not_end_is_broken_off() -> None:
    """A part that was asked to end, and does not, holds nobody up for ever."""
    ended = asyncio.Event()

    async def end() -> None:
        ended.set()

    deaf = Part(name="deaf", run=asyncio.Event().wait, stop=lambda: None)  # type: ignore[arg-type]  # returns True
    async with asyncio.timeout(5):
        await serve([Part(name="short", run=end), deaf], asked=asyncio.Event(), grace=timedelta(milliseconds=20))
    assert ended.is_set()


async def test_leases_are_given_back_within_the_time_there_is(postgres: Postgres, postgres_url: str) -> None:
    """Where the database does not answer at the end, the end comes all the same."""
    async with Store.open(postgres_url) as store:
        office = Office(store=store)
        (anna,) = await office.join("1")
        await office.answer(anna, "1", "hello")
        running = asyncio.create_task(office.delivery().run())
        async with asyncio.timeout(10):
            await office.box.arrived.wait()
        other = await asyncpg.connect(
            host=str(postgres.socket), user="postgres", database=postgres_url.rpartition("/")[2].partition("?")[0]
        )
        await other.execute("BEGIN; LOCK TABLE outbox")
        running.cancel()
        async with asyncio.timeout(5):
            await asyncio.gather(running, return_exceptions=True)
        await other.close()
    assert running.cancelled()


@pytest.mark.parametrize(
    ("database_url", "hang", "reason"),
    [("sqlite_url", 1.0, "no-answer"), ("postgres_url", 1.0, "no-answer"), ("postgres_url", 30.0, "")],
    indirect=["database_url"],
    ids=["sqlite-ends", "postgresql-ends", "postgresql-hangs"],
)
async def test_a_worker_ends_when_it_is_asked_to(database_url: str, hang: float, reason: str) -> None:
    """SIGTERM with messages in flight: what becomes of them in time is written down, and no lease is left."""
    async with Store.open(database_url) as store:
        office = Office(store=store)
        for chat in ("1", "2", "3"):
            (runner,) = await office.join(chat)
            await office.answer(runner, chat, "hello")
    seconds, status = await asyncio.to_thread(end_in_flight, database_url, hang=hang)
    assert status == 0
    assert seconds < ALLOWED
    async with Store.open(database_url) as store, store.reading() as transaction:
        rows = (await transaction.connection.execute(select(tables.outbox.c.owner, tables.outbox.c.reason))).all()
    assert [tuple(row) for row in rows] == [("", reason)] * 3


def end_in_flight(database: str, *, hang: float) -> tuple[float, int]:
    """Ask a worker to end while its sends hang, and return how long that took, and its exit status."""
    with stand_in() as telegram:
        for person in (1, 2, 3):
            telegram.ask("person", person_id=person)
        telegram.ask("faults", faults=[{"kinds": ["hang_after"], "hang": hang, "methods": ["sendMessage"]}])
        worker = begin(
            database, "worker", CALFCOACH_TELEGRAM__TOKEN=TOKEN, CALFCOACH_TELEGRAM__API_BASE_URL=telegram.url
        )
        telegram.wait_for(3)
        return _seconds_to_end(worker, telegram)


def _seconds_to_end(worker: "subprocess.Popen[str]", telegram: Remote) -> tuple[float, int]:
    asked = telegram.now()
    worker.terminate()
    worker.communicate(timeout=30)
    return telegram.now() - asked, worker.returncode


@pytest.mark.parametrize("code", [sqlite3.SQLITE_IOERR_SHMSIZE, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_FSYNC])
def test_a_disk_that_fails_is_no_server_that_is_away(code: int) -> None:
    """A full disk shows as an input error of SQLite too: the sentence speaks of the disk, and it is tried again."""
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = code
    with pytest.raises(DiskFailedError, match="full or failed") as said, stated("coach.db", server=False):
        raise error
    assert said.value.retry
