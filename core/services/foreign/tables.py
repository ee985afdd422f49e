"""The rows of a table that some program wrote: its delimiter and its header are found, its length is bounded."""

import csv
from collections.abc import Iterator, Sequence
from io import TextIOBase
from itertools import islice

from core.services.foreign.columns import Columns, columns_of

_DELIMITERS = ",;\t|"
#: A table with more rows is not read: ten years of daily training of the whole body have fewer.
MOST_ROWS = 300_000
_LONGEST_LINE = 100_000
_LINES_BEFORE = 10


class TooManyRowsError(Exception):
    """The table has more rows than are read."""


class TornRowError(Exception):
    """A row has no end, or a cell is longer than a cell can be."""


def header_of(text: TextIOBase) -> tuple[Columns, str] | None:
    """Read up to the header of a log, and return what its columns mean, and its delimiter; None where there is none."""
    for _ in range(_LINES_BEFORE):
        line = text.readline(_LONGEST_LINE)
        if not line:
            return None
        if not line.strip() or line.lower().startswith("sep="):
            continue
        return _recognised(line)
    return None


def rows_of(text: TextIOBase, delimiter: str) -> Iterator[Sequence[str]]:
    """Yield the rows after the header.

    Raises:
        TooManyRowsError: there are more than `MOST_ROWS`.
        TornRowError: a row cannot be read.

    """
    rows = csv.reader(text, delimiter=delimiter)
    try:
        yield from islice(rows, MOST_ROWS)
        if next(rows, None) is not None:
            raise TooManyRowsError
    except csv.Error as error:
        raise TornRowError from error


def _recognised(line: str) -> tuple[Columns, str] | None:
    for delimiter in _DELIMITERS:
        try:
            columns = columns_of(next(csv.reader([line], delimiter=delimiter), []))
        except csv.Error:
            continue
        if columns is not None:
            return columns, delimiter
    return None
