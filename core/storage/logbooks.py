"""Load the logbooks of a whole batch of runners with a constant number of queries."""

from collections.abc import Callable, Collection, Mapping
from datetime import date, timedelta
from functools import reduce
from itertools import groupby
from operator import itemgetter, or_
from typing import Any, TypeAlias, TypeVar

from sqlalchemy import ColumnElement, Result, Select, Table, bindparam, case, exists, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.domain.facts import Fact
from core.domain.logbook import Change, Logbook
from core.domain.runner import RunnerId
from core.domain.training import Entry
from core.storage import tables
from core.storage.among import among
from core.storage.encoding import decode_edits
from core.storage.facts import SHELVES, Row, Shelf, entry_of
from core.storage.runners import SETTINGS_COLUMNS, account_of, reminder_of, settings_of

T = TypeVar("T")
_Shelved: TypeAlias = Mapping[int, tuple[Fact, ...]]

# How many changes in force are loaded when not all are: enough for a few undos in one batch. All that can be redone
# are loaded always, so that "nothing to redo" is never said in error.
_NEAR = 3
_ALL = 2**31
_COUNTERS = ("id", "joined", "heard", "next_id", "cursor", "pressure", "version", "summed_up", "nudged")
_SETTINGS = slice(-len(SETTINGS_COLUMNS), None)
_A_DAY = timedelta(days=1)
_runner = tables.runner
# What holds until it is changed is loaded however long ago it was told.
_LASTING = (tables.calf_test, tables.red_flag, tables.contra_indication, tables.run_day, tables.race)
_OTHERS = tuple((1 << place, shelf) for place, shelf in enumerate(SHELVES) if shelf.kind is not Entry)
_since = bindparam("since", type_=tables.entry.c.day.type)


def _rows_of(table: Table, *order: str) -> Select[Any]:
    owned = select(table).where(among(table.c.runner_id, "runners"))
    return owned.order_by(table.c.runner_id, *(table.c[name] for name in order))


def _select_runners() -> Select[Any]:
    columns = (_runner.c[name] for name in _COUNTERS)
    older = exists().where(tables.entry.c.runner_id == _runner.c.id, tables.entry.c.day < _since).label("older")
    every = select(*columns, older, _shelves().label("shelves"), *SETTINGS_COLUMNS)
    return every.where(among(_runner.c.id, "runners")).order_by(_runner.c.id)


def _shelves() -> ColumnElement[int]:
    """Return the sum of the bits of those shelves that the runner has anything on.

    Most have nothing on most shelves: a look here is far cheaper than a query a shelf.
    """
    owned = ((bit, exists().where(shelf.table.c.runner_id == _runner.c.id, *_wanted(shelf))) for bit, shelf in _OTHERS)
    return sum((case((anything, bit), else_=0) for bit, anything in owned), literal(0))


def _wanted(shelf: Shelf) -> tuple[ColumnElement[bool], ...]:
    """Return which facts of a shelf are loaded: the recent ones, and those that last."""
    if shelf.table in _LASTING:
        return ()
    if shelf.table is tables.pause:
        until = tables.pause.c.until
        return (until.is_(None) | (until >= _since),)
    return (shelf.table.c.day >= _since,)


def _select_facts(shelf: Shelf) -> Select[Any]:
    return _rows_of(shelf.table, "day", "id").where(*_wanted(shelf))


def _select_changes() -> Select[Any]:
    mine = tables.change.c.runner_id == _runner.c.id
    near = tables.change.c.seq > _runner.c.cursor - bindparam("near", type_=tables.change.c.seq.type)
    return _rows_of(tables.change, "seq").join_from(tables.change, _runner, mine).where(near)


_RUNNERS = _select_runners()
_VERSIONS = select(_runner.c.id, _runner.c.version).where(among(_runner.c.id, "runners"))
# The one lock for everything of a runner. It does not stand in the way of rows that refer to the runner.
_RUNNERS_HELD = _RUNNERS.with_for_update(key_share=True)
_ACCOUNTS = _rows_of(tables.account, "joined", "platform", "user")
_REMINDERS = _rows_of(tables.reminder, "kind")
_ENTRIES = _rows_of(tables.entry, "day", "id").where(tables.entry.c.day >= _since)
_FACTS = tuple((bit, shelf, _select_facts(shelf)) for bit, shelf in _OTHERS)
_CHANGES = _select_changes()


async def load_logbooks(
    connection: AsyncConnection, runners: Collection[RunnerId], *, since: date | None, hold: bool, changes: bool = True
) -> dict[RunnerId, Logbook]:
    """Return the logbooks of those runners that exist; with `hold` nobody else changes them until the end.

    Without `changes` the undo stack is left out.
    """
    if not runners:
        return {}
    wanted = {"runners": sorted(set(runners))}
    recent = {**wanted, "since": since or date.min}
    found = (await connection.execute(_RUNNERS_HELD if hold else _RUNNERS, recent)).all()
    accounts = _grouped(await connection.execute(_ACCOUNTS, wanted), account_of)
    reminders = _grouped(await connection.execute(_REMINDERS, wanted), reminder_of)
    shelves: dict[str, _Shelved] = {"entries": _grouped(await connection.execute(_ENTRIES, recent), entry_of)}
    filled = reduce(or_, (row.shelves for row in found), 0)
    for bit, shelf, statement in _FACTS:
        if filled & bit:
            shelves[shelf.name] = _grouped(await connection.execute(statement, recent), shelf.fact)
    near = {**wanted, "near": _ALL if since is None else _NEAR}
    stacks = _grouped(await connection.execute(_CHANGES, near), _change_of) if changes else {}
    return {
        row.id: Logbook(
            runner=row.id,
            settings=settings_of(row[_SETTINGS]),
            joined=row.joined,
            heard=row.heard,
            accounts=accounts.get(row.id, ()),
            reminders=reminders.get(row.id, ()),
            since=None if _began(row, since=since) else since,
            next_id=row.next_id,
            cursor=row.cursor,
            pressure=timedelta(milliseconds=row.pressure),
            version=row.version,
            summed_up=row.summed_up,
            nudged=row.nudged,
            changes=stacks.get(row.id, ()),
            **_facts_of(row.id, shelves),
        )
        for row in found
    }


async def unchanged(connection: AsyncConnection, logbooks: Collection[Logbook]) -> set[RunnerId]:
    """Return the runners of whom nothing was saved since these logbooks were loaded."""
    if not logbooks:
        return set()
    wanted = {"runners": sorted(one.runner for one in logbooks)}
    standing = {row.id: row.version for row in await connection.execute(_VERSIONS, wanted)}
    return {one.runner for one in logbooks if standing.get(one.runner) == one.version}


def _began(row: Row, *, since: date | None) -> bool:
    """Tell whether a runner began so lately that everything from `since` on is all there is."""
    return since is None or (row.joined.date() > since + _A_DAY and not row.older)


def _facts_of(runner: int, shelves: Mapping[str, _Shelved]) -> Any:  # noqa: ANN401 - each shelf has its own kind of fact
    return {name: shelf.get(runner, ()) for name, shelf in shelves.items()}


def _grouped(rows: Result[Any], value: Callable[[Row], T]) -> dict[int, tuple[T, ...]]:
    """Gather the values of each runner, who stands first in the row and by whom the rows are in order."""
    return {runner: tuple(map(value, own)) for runner, own in groupby(rows.all(), itemgetter(0))}


def _change_of(row: Row) -> Change:
    _, seq, at, deed, edits = row
    return Change(seq=seq, at=at, deed=deed, edits=decode_edits(edits))
