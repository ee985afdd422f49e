"""Statements that are looked at once, and then executed for any number of rows.

SQLAlchemy makes the parameters of every row anew from the whole statement, which takes longer than SQLite takes for the
row. The text and the types are SQLAlchemy's here too; what is left for each row is to put its values in their places.
"""

from functools import lru_cache
from typing import Any, TypeAlias, cast

from sqlalchemy import ClauseElement, Dialect
from sqlalchemy.sql.compiler import SQLCompiler

_Values: TypeAlias = dict[str, Any]


class Prepared:
    """A statement as the driver of a database takes it."""

    def __init__(self, statement: ClauseElement, *, names: tuple[str, ...], dialect: Dialect) -> None:
        """Compile the statement for rows of the named values."""
        compiled = cast("SQLCompiler", statement.compile(dialect=dialect, column_keys=list(names)))
        places = compiled.positiontup or ()
        types = [compiled.binds[name].type.dialect_impl(dialect) for name in places]
        processors = [one.bind_processor(dialect) for one in types]
        self.text = compiled.string
        self._places = places
        self._processors = [(place, process) for place, process in enumerate(processors) if process]
        self._fixed = {name: compiled.binds[name].value for name in places if name not in names}

    def parameters(self, row: _Values) -> tuple[Any, ...]:
        """Return the values of a row, and those of the statement itself, in the order in which the text has them."""
        known = {**self._fixed, **row} if self._fixed else row
        values = [known[name] for name in self._places]
        for place, process in self._processors:
            values[place] = process(values[place])
        return tuple(values)


@lru_cache(maxsize=256)
def prepared(statement: ClauseElement, *, names: tuple[str, ...], dialect: Dialect) -> Prepared:
    """Return the statement for rows of the named values; it is compiled when it is asked for first."""
    return Prepared(statement, names=names, dialect=dialect)
