"""The rows of an app's log as sets of our exercises."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import partial
from itertools import islice

from core.domain.exercise import Catalogue, ExerciseKey
from core.domain.load import Load, Unit
from core.domain.training import Side
from core.services.foreign.cells import decimal, number, whole
from core.services.foreign.columns import App, Columns, unit_named
from core.services.foreign.moments import read_moment, slashed
from core.services.foreign.naming import Match, match
from core.services.foreign.tables import TooManyRowsError

#: What a set may have, so that a slip in a file is no record: reps, seconds, kilograms or pounds.
MOST_REPS = 2000
MOST_SECONDS = 3600
MOST_WEIGHT = 2000
#: So many sets of calf work are read from one file: thirteen a day for ten years.
MOST_SETS = 50_000
_LONGEST_NAME = 80
_LONGEST_NOTE = 500
_MOST_NAMES = 2000
_YEARS = range(1970, 2200)
_MONTHS = 12
_WARM_UP = frozenset({"w", "warmup", "warm-up", "warm up"})
_NO_SET = frozenset({"rest timer", "note"})
_IN_SECONDS = frozenset({"3", "second", "seconds"})
_MOST_EFFORT = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldSet:
    """One set as an app has it: `when` is a wall time of the runner's, or aware; `unit` None is the runner's own.

    `bodyweight` None is not said: then a set without a load is one with the body alone.
    """

    when: datetime
    name: str
    exercise: ExerciseKey
    reps: int | None = None
    seconds: int | None = None
    load: str | None = None
    unit: Unit | None = None
    bodyweight: bool | None = None
    side: Side | None = None
    rpe: Decimal | None = None
    easy: bool = False
    note: str = ""
    logged: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedCount:
    """How many sets a file has under a name."""

    name: str
    sets: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignLog:
    """What was read from an app's file: the calf work, and how much of what else was passed over.

    `nearest` are names whose exercise is only the nearest of ours.
    """

    app: App
    sets: tuple[ToldSet, ...]
    nearest: frozenset[str] = frozenset()
    others: tuple[NamedCount, ...] = ()
    warm_ups: int = 0
    unreadable: int = 0


class AmbiguousDatesError(Exception):
    """The dates can be read as day before month or month before day."""


@dataclass(slots=True, kw_only=True)
class Reader:
    """Reads the rows of one table; names are matched once each."""

    columns: Columns
    catalogue: Catalogue
    matches: dict[str, Match | None] = field(default_factory=dict)
    others: Counter[str] = field(default_factory=Counter)
    warm_ups: int = 0
    unreadable: int = 0

    def read(self, rows: Iterable[Sequence[str]]) -> ForeignLog:
        """Read all rows.

        Raises:
            AmbiguousDatesError: nothing tells the day from the month.
            TooManyRowsError: there are more than `MOST_SETS` sets of calf work.

        """
        kept = list(islice(self._calf_work(rows), MOST_SETS + 1))
        if len(kept) > MOST_SETS:
            raise TooManyRowsError
        month_first = _month_first(one for one, _, _ in kept)
        told = [self._set(row, name=name, month_first=month_first) for _, row, name in kept]
        sets = tuple(one for one in told if one is not None)
        self.unreadable += len(told) - len(sets)
        return ForeignLog(
            app=self.columns.app,
            sets=tuple(sorted(sets, key=lambda one: one.when.replace(tzinfo=None))),
            nearest=frozenset(one.name for one in sets if not self._found(one.name).exact),
            others=tuple(NamedCount(name=name, sets=count) for name, count in self.others.most_common()),
            warm_ups=self.warm_ups,
            unreadable=self.unreadable,
        )

    def _calf_work(self, rows: Iterable[Sequence[str]]) -> Iterator[tuple[str, Sequence[str], str]]:
        """Yield the rows of calf work that are sets, with their date and their name."""
        for row in rows:
            name = self.columns.cell(row, "exercise")[:_LONGEST_NAME]
            order = self.columns.cell(row, "order").casefold()
            if not name or order in _NO_SET:
                continue
            if self._match(name) is None:
                self.others[name if len(self.others) < _MOST_NAMES else ""] += 1
            elif len(row) > self.columns.width:  # a decimal comma that nobody quoted moved its cells
                self.unreadable += 1
            elif order in _WARM_UP or self.columns.cell(row, "kind").casefold() in _WARM_UP:
                self.warm_ups += 1
            else:
                yield self.columns.cell(row, "when"), list(row), name

    def _match(self, name: str) -> Match | None:
        if name not in self.matches:
            if len(self.matches) > _MOST_NAMES:
                return None
            self.matches[name] = self._look_up(name)
        return self.matches[name]

    def _look_up(self, name: str) -> Match | None:
        if self.columns.app is App.OURS:
            key = ExerciseKey(name)
            return Match(exercise=key, exact=True) if key in self.catalogue.exercises else match(name, self.catalogue)
        return match(name, self.catalogue)

    def _found(self, name: str) -> Match:
        found = self.matches[name]
        assert found is not None  # noqa: S101 - only what matched is kept
        return found

    def _set(self, row: Sequence[str], *, name: str, month_first: bool) -> ToldSet | None:
        """Read one row; None where it has no date, or nothing that was done."""
        cell = partial(self.columns.cell, row)
        when = read_moment(cell("when"), month_first=month_first)
        reps, seconds = _done(cell("reps"), seconds=cell("seconds"), unit=cell("reps_unit"))
        load, readable = _load(cell("weight"))
        if when is None or when.year not in _YEARS or not readable or (reps is None and seconds is None):
            return None
        return ToldSet(
            when=when,
            name=name,
            exercise=self._found(name).exercise,
            reps=reps,
            seconds=seconds,
            load=load,
            unit=unit_named(cell("unit")) or self.columns.unit,
            bodyweight={"yes": True, "no": False}.get(cell("bodyweight")),
            side=_side(cell("side")),
            rpe=_effort(cell("rpe"), reserve=cell("reserve")),
            easy=cell("easy") == "yes",
            note=cell("note")[:_LONGEST_NOTE],
            logged=_logged(cell("logged")),
        )


def _month_first(dates: Iterable[str]) -> bool:
    """Find out which of the two numbers of the dates is the month."""
    pairs = {pair for pair in map(slashed, dates) if pair is not None}
    day_first = any(one > _MONTHS for one, _ in pairs)
    month_first = any(other > _MONTHS for _, other in pairs)
    if pairs and day_first == month_first and any(one != other for one, other in pairs):
        raise AmbiguousDatesError
    return month_first


def _done(reps: str, *, seconds: str, unit: str) -> tuple[int | None, int | None]:
    """Return reps or seconds, never both; 0 is what apps write where nothing was counted."""
    count, length = whole(reps), decimal(seconds)
    if count and unit.casefold() in _IN_SECONDS:
        length, count = Decimal(count), None
    if count:
        return (count, None) if 0 < count <= MOST_REPS else (None, None)
    if length is None or not 0 < length <= MOST_SECONDS:
        return None, None
    return None, round(length)


def _load(cell: str) -> tuple[str | None, bool]:
    """Return a weight as written, None for none, and whether it could be read."""
    if not cell:
        return None, True
    text, amount = number(cell), decimal(cell)
    if text is None or amount is None or abs(amount) > MOST_WEIGHT:
        return None, False
    if not amount:
        return None, True
    return Load.of(amount, Unit.KG).text if "." in text else text, True


def _side(cell: str) -> Side | None:
    return Side(cell) if cell in set(Side) else None


def _effort(rpe: str, *, reserve: str) -> Decimal | None:
    """Return the effort of 1 to 10; reps in reserve are what is missing to 10."""
    value, left = decimal(rpe), decimal(reserve)
    if value is None and left is not None:
        value = _MOST_EFFORT - left
    return Decimal(f"{value.normalize():f}") if value is not None and 1 <= value <= _MOST_EFFORT else None


def _logged(cell: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(cell)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
