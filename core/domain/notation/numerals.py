"""What the digits of a number mean: a count, an amount, a list, a time."""

import re
from decimal import Decimal

_GROUPS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d{0,2}(?:\.\d{3}){2,}")
_GROUPED_DECIMAL = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+\.\d{1,2}|[1-9]\d{0,2}(?:\.\d{3})+,\d{1,2}")
_POINTED_THOUSANDS = re.compile(r"[1-9]\d{0,2}\.\d{3}")
_DECIMAL_COMMA = re.compile(r"\d{1,4},\d{1,2}")
_DECIMAL_POINT = re.compile(r"\d{0,5}\.\d{1,3}")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})")
_MINUTE = 60
_LONGEST_HOLD_MINUTES = 15


def is_count(text: str) -> bool:
    """Tell whether a number is written in digits alone."""
    return text.isdigit()


def amount(text: str, *, decimal: str, comma: bool) -> str | None:
    """Return a weight as the coach keeps it, None where the digits are no amount.

    `decimal` is the runner's decimal sign; `comma` says that a comma with one or two digits behind it is one here.
    """
    if text.isdigit():
        return text
    if _GROUPS.fullmatch(text) or (decimal == "," and _POINTED_THOUSANDS.fullmatch(text)):
        return re.sub("[.,]", "", text)
    if _DECIMAL_POINT.fullmatch(text):
        return text if text[0] != "." else "0" + text
    if _GROUPED_DECIMAL.fullmatch(text):
        sign = text[-2] if text[-2] in ".," else text[-3]
        return text.replace("," if sign == "." else ".", "")
    if comma and _DECIMAL_COMMA.fullmatch(text):
        return text
    return None


def listed(text: str) -> tuple[str, ...]:
    """Return the numbers of a list without spaces ("12,12,10", "10.9.8"); empty where it is none."""
    separator = "," if "," in text else "."
    parts = tuple(text.split(separator))
    return parts if all(part.isdigit() for part in parts) else ()


def clocked(text: str) -> int | None:
    """Return the seconds of "1:30", None where it is no time that a hold can take."""
    match = _CLOCK.fullmatch(text)
    if match is None or int(match[1]) > _LONGEST_HOLD_MINUTES or int(match[2]) >= _MINUTE:
        return None
    return int(match[1]) * _MINUTE + int(match[2])


def value_of(text: str) -> Decimal:
    """Return the value of an amount with either decimal sign."""
    return Decimal(text.replace(",", "."))
