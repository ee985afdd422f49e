"""Lines of a transcript, or of someone typing, as what they mean."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias


@dataclass(frozen=True, slots=True, kw_only=True)
class Say:
    """The runner says `text`."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """The runner presses the newest button with that label."""

    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewrite:
    """The runner edits their message `number`, counted from 1."""

    number: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveTo:
    """The clock moves to a wall time, in `zone` (empty: the runner's)."""

    wall: datetime
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """The clock moves on by `length`."""

    length: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Nothing:
    """A comment or an empty line."""


Line: TypeAlias = Say | Press | Rewrite | MoveTo | Wait | Nothing

_AT = re.compile(r"at (\d{4}-\d{2}-\d{2})[ T](\d{1,2}:\d{2})(?:\s+([A-Za-z][\w+\-/]*))?")
_WAIT = re.compile(r"wait((?: +\d+ +(?:week|day|hour|minute|second)s?)+)")
_LENGTH = re.compile(r"(\d+) +(week|day|hour|minute|second)")
_EDIT = re.compile(r"~ *(\d+) (.*)", re.DOTALL)


def read_line(line: str) -> Line:
    """Read one line of a transcript; what is no instruction is said by the runner."""
    text = line.rstrip("\r\n")
    if text.startswith(">"):
        return Say(text=text[1:].removeprefix(" "))
    if not text.strip() or text.startswith("#"):
        return Nothing()
    if text.startswith("* "):
        return Press(label=text[2:].strip())
    if edit := _EDIT.fullmatch(text):
        return Rewrite(number=int(edit[1]), text=edit[2])
    return _clock(text) or Say(text=text)


def _clock(text: str) -> MoveTo | Wait | None:
    """Read an instruction to the clock."""
    if moved := _AT.fullmatch(text.strip()):
        hour, minute = moved[2].split(":")
        return _moved(moved[1], hour=int(hour), minute=int(minute), zone=moved[3] or "")
    if waited := _WAIT.fullmatch(text.strip()):
        parts = {f"{unit}s": int(count) for count, unit in _LENGTH.findall(waited[1])}
        return Wait(length=timedelta(**parts))
    return None


def _moved(day: str, *, hour: int, minute: int, zone: str) -> MoveTo | None:
    try:
        wall = datetime.strptime(f"{day} {hour:02}:{minute:02}", "%Y-%m-%d %H:%M")  # noqa: DTZ007 - a wall time
    except ValueError:
        return None
    return MoveTo(wall=wall, zone=zone)
