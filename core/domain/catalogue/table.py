"""One table of a catalogue file, read field by field; whatever is wrong is told with its file and exercise."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NoReturn, TypeVar

from core.domain.exercise import ExerciseKey
from core.errors import CoachError

Code = TypeVar("Code", bound=StrEnum)


class CatalogueError(CoachError):
    """The catalogue is wrong: {file}, {exercise}: {problem}."""

    def __init__(self, *, file: str, exercise: str, problem: str) -> None:
        super().__init__(file, exercise, problem)
        self.file = file
        self.exercise = exercise
        self.problem = problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What a file says about one exercise."""

    file: str
    key: ExerciseKey
    fields: Mapping[str, object]

    def refuse(self, problem: str, *, cause: Exception | None = None) -> NoReturn:
        """Tell what is wrong here, as a CatalogueError."""
        raise CatalogueError(file=self.file, exercise=self.key, problem=problem) from cause

    def require(self, holds: bool, problem: str) -> None:  # noqa: FBT001 - the condition is what is asserted, not a flag
        """Refuse the table unless the condition holds."""
        if not holds:
            self.refuse(problem)

    def allow(self, names: frozenset[str]) -> None:
        """Refuse every field that is not one of `names`."""
        for name in self.fields:
            self.require(name in names, f"unknown key {name!r}")

    def text(self, name: str) -> str:
        """Return a line of text."""
        return self._line(name, self._field(name))

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of lines, no two the same."""
        found = self._field(name)
        if not isinstance(found, list):
            self.refuse(f"{name!r} must be a list of lines")
        lines = tuple(self._line(name, one) for one in found)
        self._refuse_repeats(name, lines)
        return lines

    def named_texts(self, name: str) -> dict[str, str]:
        """Return lines by their names, in the order of the file, no two lines the same."""
        lines = self._named(name)
        self._refuse_repeats(name, lines.values())
        return lines

    def names_by_text(self, name: str) -> dict[str, str]:
        """Return the name that each line points to, in the order of the file."""
        return self._named(name)

    def flag(self, name: str) -> bool:
        """Return true or false."""
        found = self._field(name)
        if not isinstance(found, bool):
            self.refuse(f"{name!r} must be true or false")
        return found

    def code(self, name: str, kind: type[Code]) -> Code:
        """Return the member of `kind` that the field names."""
        return self._code(name, kind, value=self.text(name))

    def codes(self, name: str, kind: type[Code]) -> frozenset[Code]:
        """Return the members of `kind` that the field lists."""
        return frozenset(self._code(name, kind, value=one) for one in self.texts(name))

    def bounds(self, name: str, *, most: int) -> tuple[int, int]:
        """Return a range of two whole numbers from 1 to `most`, the lower first."""
        found = self._field(name)
        if not isinstance(found, list) or [type(one) for one in found] != [int, int]:
            self.refuse(f"{name!r} must be two whole numbers, not {found!r}")
        low, high = found
        self.require(1 <= low <= high <= most, f"{name!r} must go up from at least 1 to at most {most}, not {found!r}")
        return low, high

    def _field(self, name: str) -> object:
        if name not in self.fields:
            self.refuse(f"{name!r} is missing")
        return self.fields[name]

    def _named(self, name: str) -> dict[str, str]:
        found = self._field(name)
        if not isinstance(found, dict):
            self.refuse(f"{name!r} must be a table")
        return {self._line(name, key): self._line(name, line) for key, line in found.items()}

    def _line(self, name: str, value: object) -> str:
        if not isinstance(value, str) or not value.strip() or not value.isprintable() or value != value.strip():
            self.refuse(f"{name!r} must be one line of text, not {value!r}")
        return value

    def _code(self, name: str, kind: type[Code], *, value: str) -> Code:
        try:
            return kind(value)
        except ValueError as error:
            known = ", ".join(kind)
            self.refuse(f"{name!r} has {value!r}, which is none of {known}", cause=error)

    def _refuse_repeats(self, name: str, lines: Iterable[str]) -> None:
        seen: set[str] = set()
        for line in lines:
            self.require(line.casefold() not in seen, f"{name!r} says {line!r} twice")
            seen.add(line.casefold())


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The text of one catalogue file, with the name that errors give it."""

    name: str
    text: str

    def tables(self) -> dict[str, Table]:
        """Return the tables of the file by exercise, in the order of the file."""
        try:
            parsed = tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as error:
            self._table("the whole file", {}).refuse(f"is not TOML: {error}", cause=error)
        return {key: self._table(key, fields) for key, fields in parsed.items()}

    def _table(self, key: str, fields: object) -> Table:
        table = Table(file=self.name, key=ExerciseKey(key), fields=fields if isinstance(fields, dict) else {})
        table.require(isinstance(fields, dict), "must be a table")
        return table
