"""What can be wrong with a database, one sentence each."""

from typing import ClassVar

from core.errors import CoachError


class StorageError(CoachError):
    """The database {place} cannot be used."""

    # Whether the same transaction, done again from its beginning, may succeed.
    retry: ClassVar[bool] = False

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place


class BadDatabaseAddressError(StorageError):
    """{place} is not the address of a SQLite or PostgreSQL database (sqlite:///coach.db, postgresql://user@host/name)."""


class PasswordNotEncodedError(StorageError):
    """The password for {place} has an @ in it; write it as %40 there."""


class BadOptionError(StorageError):
    """{place} takes no option {option} in its address: known are {known}."""

    def __init__(self, place: str, *, option: str, known: str) -> None:
        super().__init__(place)
        self.option = option
        self.known = known


class NotADatabaseError(StorageError):
    """{place} is not a database of the calf coach; name another file, or move this one away."""


class DatabaseDamagedError(StorageError):
    """{place} is damaged; restore it from a backup with `calfcoach db restore`."""


class DatabaseReadOnlyError(StorageError):
    """{place} may not be written to; make the file and its folder writable, or name another."""


class DatabaseNotOpenedError(StorageError):
    """{place} cannot be opened; check that it is a file in a folder that exists, and may be written to."""


class DatabaseLockedError(StorageError):
    """{place} is locked by another program; end that program, or wait until it is done."""

    retry = True


class DatabaseFullError(StorageError):
    """There is no room left on the disk for {place}; make room there, and it goes on."""

    retry = True


class DiskFailedError(StorageError):
    """The disk under {place} is full or failed; make room, or look what the system's log says about the disk."""

    retry = True


class DatabaseNewerError(StorageError):
    """{place} is from a newer version of calfcoach (its tables: {found}, known here: {known}); upgrade calfcoach."""

    def __init__(self, place: str, *, found: str, known: str) -> None:
        super().__init__(place)
        self.found = found
        self.known = known


class DatabaseOlderError(StorageError):
    """{place} is from an older version of calfcoach; run `calfcoach db upgrade`."""


class DatabaseIncompleteError(StorageError):
    """{place} lacks tables of the calf coach; restore it from a backup, or name an empty database."""


class DatabaseInUseError(StorageError):
    """{place} is in use; stop every calfcoach that has it open, or restore under it with --force."""


class BackupIsOlderError(StorageError):
    """{place} has newer entries than the backup, and they would be lost; restore with --force to lose them."""


class NotAFileError(StorageError):
    """{place} is PostgreSQL: `pg_dump -Fc -f FILE {place}` copies it, `pg_restore -c -d {place} FILE` restores it."""


class DatabaseRefusedError(StorageError):
    """{place} refused the connection: check the user, the password and the name of the database."""


class ServerReadOnlyError(StorageError):
    """{place} only lets us read (a standby, or a server that protects itself); it is tried again."""

    retry = True


class DatabaseRightsError(StorageError):
    """{place} does not let this user read and write the coach's tables; grant it the rights, or name another user."""


class ServerCrowdedError(StorageError):
    """{place} has no connection left; lower database.connections, run fewer processes, or raise its max_connections."""

    retry = True


class StorageUnavailableError(StorageError):
    """{place} cannot be reached; check that the server runs and that its host and port are right."""

    retry = True


class StorageConflictError(StorageError):
    """{place} could not do two things at once and gave one of them up; it can be done again."""

    retry = True
