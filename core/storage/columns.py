"""Types of columns that mean the same on both databases."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import TIMESTAMP, BigInteger, Dialect, Integer, Text, TypeDecorator
from sqlalchemy.types import TypeEngine

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Microseconds(TypeDecorator[datetime]):
    """An instant as whole microseconds since 1970 in UTC: exact, aware, and in the order of time."""

    impl: TypeEngine[Any] | type[TypeEngine[Any]] = BigInteger
    cache_ok: bool | None = True

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], int | None]:
        """Return what makes microseconds of an instant; it raises TypeError for a naive one."""
        del dialect
        return _microseconds

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[int | None], datetime | None]:
        """Return what makes an instant of microseconds."""
        del dialect, coltype
        return _instant


def _microseconds(value: datetime | None) -> int | None:
    return None if value is None else (value - _EPOCH) // _MICROSECOND


def _instant(value: int | None) -> datetime | None:
    return None if value is None else _EPOCH + value * _MICROSECOND


class Words(TypeDecorator[str]):
    """Text that a person typed: what a database cannot hold in a text is shown by a sign in its place."""

    impl: TypeEngine[Any] | type[TypeEngine[Any]] = Text
    cache_ok: bool | None = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Return the text without NUL (PostgreSQL refuses it) and without halves of surrogate pairs."""
        del dialect
        if value is None or (value.isprintable() and value.isascii()):
            return value
        return value.replace("\0", "\N{SYMBOL FOR NULL}").encode(errors="replace").decode()


# SQLite numbers rows by itself only in a column that is INTEGER by name; it holds 64 bits all the same.
Number = BigInteger().with_variant(Integer(), "sqlite")
Instant = TIMESTAMP(timezone=True).with_variant(Microseconds(), "sqlite")
