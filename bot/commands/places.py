"""What commands are told of time and place."""

from contextlib import suppress
from pathlib import Path

from platformdirs import user_data_path
from tzlocal import get_localzone_name

from bot.settings import load_settings
from core.domain.week import is_zone
from core.errors import CoachError

# What machines without a place of their own call it; people call it UTC.
_SAME_AS_UTC = frozenset({"Etc/UTC", "Etc/UCT", "Etc/Universal", "Etc/Zulu", "UCT", "Universal", "Zulu"})


class UnknownZoneError(CoachError):
    """{zone} is not a time zone; name one such as Europe/Berlin."""

    def __init__(self, zone: str) -> None:
        """Keep the name that was given."""
        super().__init__(zone)
        self.zone = zone


def zone_named(zone: str | None) -> str:
    """Return the zone that was named, else the machine's; UnknownZoneError where it is none."""
    if zone is None:
        with suppress(Exception):
            zone = get_localzone_name()
    name = "UTC" if zone is None or zone in _SAME_AS_UTC else zone
    if not is_zone(name):
        raise UnknownZoneError(name)
    return name


def database_url(config: Path | None, database: str | None) -> str:
    """Return the database that was named, else the configured one."""
    return database or load_settings(config).database.url


def data_folder() -> Path:
    """Return the user's data folder, made where it is not there yet."""
    folder = user_data_path("calfcoach")
    folder.mkdir(parents=True, exist_ok=True)
    return folder
