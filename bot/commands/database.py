"""`calfcoach db`: bring the database up to date, and look whether it is sound."""

import asyncio
import sys
from pathlib import Path

from bot.commands.places import database_url
from bot.leaving import parted_by_time
from bot.logs import set_up_logs
from bot.running import once_reached
from core.errors import CoachError
from core.storage.engine import Database
from core.storage.maintenance import backup, check, restore
from core.storage.schema import Age, upgrade


class DatabaseUnsoundError(CoachError):
    """{place} is damaged ({damage}); restore it from a backup."""

    def __init__(self, *, place: str, damage: str) -> None:
        """Keep what is damaged, in the database's own words."""
        super().__init__(place)
        self.place = place
        self.damage = damage


class DatabaseNotCurrentError(CoachError):
    """{place} is {age}; bring it up to date with `calfcoach db upgrade`."""

    def __init__(self, *, place: str, age: str) -> None:
        """Keep how the database stands to this version."""
        super().__init__(place)
        self.place = place
        self.age = age


def upgrade_database(*, config: Path | None, database: str | None) -> None:
    """Bring the database to the newest version, creating it where there is none; one that is away is waited for."""
    target = Database.at(database_url(config, database))
    set_up_logs()
    with parted_by_time():
        version = asyncio.run(once_reached(lambda: upgrade(target)))
    _print(f"The database is at version {version.found}.")


def check_database(*, config: Path | None, database: str | None) -> None:
    """Say whether the database is sound and of this version; DatabaseUnsoundError where it is not."""
    url = database_url(config, database)
    place = Database.at(url).place
    found = asyncio.run(check(url))
    if found.damages:
        raise DatabaseUnsoundError(place=place, damage=found.damages[0])
    if found.version.age is not Age.CURRENT:
        raise DatabaseNotCurrentError(place=place, age=found.version.age)
    _print(f"{place} is sound and at version {found.version.found}.")


def backup_database(target: Path, *, config: Path | None, database: str | None) -> None:
    """Copy the database while it is in use; the copy is checked."""
    asyncio.run(backup(database_url(config, database), target))
    _print(f"Copied to {target}.")


def restore_database(source: Path, *, force: bool, config: Path | None, database: str | None) -> None:
    """Put a backup in the place of the database."""
    url = database_url(config, database)
    asyncio.run(restore(url, source, force=force))
    _print(f"{Database.at(url).place} is restored from {source}.")


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")
