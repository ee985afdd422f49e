"""Cells of a table as numbers: with a decimal comma or a point, with a unit behind, with an apostrophe before."""

import re
from decimal import Decimal
from functools import lru_cache

from core.services.export_tables import as_typed

_NUMBER = re.compile(r"([+-]?\d[\d.,]*|[+-]?[.,]\d+)(?:kgs?|lbs?|reps?|s|sec|x)?", re.IGNORECASE)
_SPACES = dict.fromkeys(map(ord, " \u00a0\u202f\u2009'’"))
_DIGITS = 9
_LONGEST = 40


def plain(cell: str) -> str:
    """Return a cell as it was before an export made it harmless for spreadsheets, without space around it."""
    return as_typed(cell).strip(" \u00a0\ufeff\r\n") if cell else ""


def number(cell: str) -> str | None:
    """Return a number with a decimal point, as text, so that nothing of it is lost; None where there is none."""
    return _number(cell) if len(cell) <= _LONGEST else None


@lru_cache(maxsize=4096)  # a log has the same few numbers again and again
def _number(cell: str) -> str | None:
    found = _NUMBER.fullmatch(plain(cell).translate(_SPACES).replace("−", "-"))
    if found is None:
        return None
    text = _with_point(found[1].rstrip(",."))
    return text if text.count(".") <= 1 and len(text) <= _DIGITS else None


def decimal(cell: str) -> Decimal | None:
    """Return a number."""
    text = number(cell)
    return None if text is None else Decimal(text)


def whole(cell: str) -> int | None:
    """Return a whole number, None where there is none or a part is left over."""
    value = decimal(cell)
    return None if value is None or value != value.to_integral_value() else int(value)


def _with_point(text: str) -> str:
    """Make the last sign of a number its decimal point, and drop those that part thousands."""
    point = max(text.rfind("."), text.rfind(","))
    if point < 0:
        return text
    if text.count(text[point]) > 1:  # 1.022.500
        return text.replace(text[point], "")
    return text[:point].replace(".", "").replace(",", "") + "." + text[point + 1 :]
