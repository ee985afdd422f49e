"""`calfcoach db`: bring the database up to date, and look whether it is sound."""

import asyncio
import sys
from pathlib import Path

from bot.commands.places import database_url
from core.errors import CoachError
from core.storage.engine import Database
from core.storage.maintenance import check
from core.storage.schema import upgrade


class DatabaseUnsoundError(CoachError):
    """{trouble}."""

    def __init__(self, trouble: str) -> None:
        """Keep what is wrong."""
        super().__init__(trouble)
        self.trouble = trouble


def upgrade_database(*, config: Path | None, database: str | None) -> None:
    """Bring the database to the newest version, creating it where there is none."""
    version = asyncio.run(upgrade(Database.at(database_url(config, database))))
    _print(f"The database is at version {version.found}.")


def check_database(*, config: Path | None, database: str | None) -> None:
    """Say whether the database is sound and of this version; DatabaseUnsoundError where it is not."""
    url = database_url(config, database)
    found = asyncio.run(check(url))
    if found.damages:
        raise DatabaseUnsoundError(f"{url} is damaged: {found.damages[0]}")
    if found.version.age != "current":
        raise DatabaseUnsoundError(f"{url} is {found.version.age}; bring it up to date with: calfcoach db upgrade")
    _print(f"{url} is sound and at version {found.version.found}.")


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")
