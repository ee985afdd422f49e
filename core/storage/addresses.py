"""Addresses of databases, as operators write them."""

import re

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from core.storage.errors import BadDatabaseAddressError, BadOptionError, PasswordNotEncodedError

_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
    "postgresql+asyncpg": "postgresql+asyncpg",
}
_LARGEST_PORT = 65535
_PLACES = ("host", "port")
_SSL = ("ssl", "sslmode")
_OPTIONS = (*_PLACES, "user", "password", "passfile", *_SSL, "target_session_attrs")
_SSL_MODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")
#: Where user, password and options of an address that cannot be read must be: nothing of them is ever shown.
_SECRETS = re.compile(r"(?<=://).*@|\?.*", re.DOTALL)


def read_address(address: str) -> URL:
    """Read an address, and name the driver.

    BadDatabaseAddressError if it is none, PasswordNotEncodedError and BadOptionError where a part of it is wrong.
    """
    try:
        url = make_url(address)
    except (ArgumentError, ValueError) as error:
        raise BadDatabaseAddressError(_SECRETS.sub("", address)) from error
    if "@" in (url.host or ""):
        raise PasswordNotEncodedError(_SECRETS.sub("", address))
    is_file = url.drivername.startswith("sqlite")
    if url.drivername not in _DRIVERS or (is_file and not url.database) or not 0 < (url.port or 1) <= _LARGEST_PORT:
        raise BadDatabaseAddressError(shown(url, drivername=url.drivername))
    known = url.set(drivername=_DRIVERS[url.drivername])
    return known if is_file else _with_options(known)


def shown(url: URL, *, drivername: str = "postgresql") -> str:
    """Return an address as it may be shown: without the password, and without options, which may hold one."""
    places = {name: value for name, value in url.query.items() if name in _PLACES}
    return url.set(drivername=drivername, query=places).render_as_string(hide_password=True)


def _with_options(url: URL) -> URL:
    """Check the options, and call those for encryption as the driver does: libpq, and most providers, say `sslmode`."""
    for option in url.query:
        if option not in _OPTIONS:
            raise BadOptionError(shown(url), option=option, known=", ".join(_OPTIONS))
    modes = [str(url.query[one]) for one in _SSL if one in url.query]
    for mode in modes:
        if mode not in _SSL_MODES:
            raise BadOptionError(shown(url), option="sslmode of that kind", known=", ".join(_SSL_MODES))
    rest = url.difference_update_query(_SSL)
    return rest.update_query_dict({"ssl": modes[0]}) if modes else rest
