"""A server that is there and answers nothing holds up nobody who is asked to end."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg

from core.storage.store import Store
from tests.support.postgres import Postgres

ROOT = Path(__file__).resolve().parents[2]
#: What the issue allows a process between SIGTERM and its end.
ALLOWED = 10.0


@contextmanager
def working(database: str) -> Iterator["subprocess.Popen[str]"]:
    """Run a worker that has begun."""
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "run", "worker"],
        cwd=ROOT,
        env={**os.environ, "CALFCOACH_DATABASE__URL": database, "CALFCOACH_WORKER__SWEEP_SECONDS": "0.2"},
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        while '"worker", "event": "begun"' not in process.stderr.readline():
            assert process.poll() is None
        try:
            yield process
        finally:
            process.kill()


async def serving(postgres: Postgres, database: str) -> list[int]:
    """Return the processes of the server that serve the coach."""
    connection = await asyncpg.connect(host=str(postgres.socket), user="postgres", database=database)
    ours = "SELECT pid FROM pg_stat_activity WHERE datname = $1 AND application_name = 'calfcoach'"
    try:
        return [row["pid"] for row in await connection.fetch(ours, database)]
    finally:
        await connection.close()


async def test_a_worker_ends_though_its_server_answers_nothing(postgres: Postgres, postgres_url: str) -> None:
    """Its connections hang, as where the network is gone: it ends within the time there is all the same."""
    async with Store.open(postgres_url):
        pass
    database = postgres_url.rpartition("/")[2].partition("?")[0]
    with working(postgres_url) as worker:
        frozen = await serving(postgres, database)
        assert frozen
        try:
            for one in frozen:
                os.kill(one, signal.SIGSTOP)
            asked = time.monotonic()
            worker.terminate()
            await asyncio.to_thread(worker.communicate, timeout=30)
        finally:
            for one in frozen:
                os.kill(one, signal.SIGCONT)
    assert worker.returncode == 0
    assert time.monotonic() - asked < ALLOWED
