"""Write what differs between the logbooks that were loaded and those that the deeds returned."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeAlias

from sqlalchemy import bindparam
from sqlalchemy.ext.asyncio import AsyncConnection

from core.domain.facts import Fact
from core.domain.logbook import Logbook
from core.domain.runner import RunnerId, Settings
from core.domain.training import FactId
from core.storage import tables
from core.storage.batches import delete_rows, insert_or_replace, insert_rows, is_row, write
from core.storage.encoding import encode_edits
from core.storage.facts import SHELVES, Shelf, Values
from core.storage.runners import account_row, reminder_row, settings_row

_Pairs: TypeAlias = Sequence[tuple[Logbook, Logbook]]

_runner = tables.runner
_COUNTERS = ("joined", "heard", "next_id", "cursor", "pressure", "version", "summed_up", "nudged")
_SET_COUNTERS = _runner.update().where(is_row(_runner, "id")).values({name: bindparam(name) for name in _COUNTERS})
_SET_SETTINGS = (
    _runner.update().where(is_row(_runner, "id")).values({name: bindparam(name) for name in settings_row(Settings())})
)
_DROP_REDOABLE = tables.change.delete().where(
    is_row(tables.change, "runner_id"), tables.change.c.seq >= bindparam("is_seq", type_=tables.change.c.seq.type)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Touched:
    """A fact as the last edit of it left it, or as it was before that where it is gone."""

    runner: RunnerId
    fact: Fact
    gone: bool
    known: bool  # storage may have a row of it


async def save_logbooks(
    connection: AsyncConnection, logbooks: Iterable[Logbook], *, loaded: Mapping[RunnerId, Logbook]
) -> None:
    """Write what differs; each logbook must have been made from the loaded one of its runner."""
    pairs = [(loaded[now.runner], now) for now in logbooks if now is not loaded[now.runner]]
    await _save_runners(connection, pairs)
    await _save_accounts(connection, pairs)
    await _save_reminders(connection, pairs)
    await _save_facts(connection, pairs)
    await _save_changes(connection, pairs)


async def _save_runners(connection: AsyncConnection, pairs: _Pairs) -> None:
    counters = [{"is_id": now.runner, **_counters(now), "version": was.version + 1} for was, now in pairs]
    settings = [
        {"is_id": now.runner, **settings_row(now.settings)} for was, now in pairs if was.settings != now.settings
    ]
    await write(connection, _SET_COUNTERS, rows=counters)
    await write(connection, _SET_SETTINGS, rows=settings)


def _counters(logbook: Logbook) -> Values:
    return {
        "joined": logbook.joined,
        "heard": logbook.heard,
        "next_id": logbook.next_id,
        "cursor": logbook.cursor,
        "pressure": logbook.pressure // timedelta(milliseconds=1),
        "summed_up": logbook.summed_up,
        "nudged": logbook.nudged,
    }


async def _save_accounts(connection: AsyncConnection, pairs: _Pairs) -> None:
    table = tables.account
    changed = [(was, now) for was, now in pairs if was.accounts != now.accounts]
    kept = [account_row(now.runner, one) for was, now in changed for one in now.accounts if one not in was.accounts]
    gone = [
        {"is_runner_id": now.runner, "is_platform": key.platform.value, "is_user": key.user}
        for was, now in changed
        for key in {one.key for one in was.accounts} - {one.key for one in now.accounts}
    ]
    await write(connection, delete_rows(table, "runner_id", "platform", "user"), rows=gone)
    await write(connection, insert_or_replace(table, connection.dialect.name), rows=kept)


async def _save_reminders(connection: AsyncConnection, pairs: _Pairs) -> None:
    table = tables.reminder
    changed = [(was, now) for was, now in pairs if was.reminders != now.reminders]
    kept = [reminder_row(now.runner, one) for was, now in changed for one in now.reminders if one not in was.reminders]
    gone = [
        {"is_runner_id": now.runner, "is_kind": kind.value}
        for was, now in changed
        for kind in {one.kind for one in was.reminders} - {one.kind for one in now.reminders}
    ]
    await write(connection, delete_rows(table, "runner_id", "kind"), rows=gone)
    await write(connection, insert_or_replace(table, connection.dialect.name), rows=kept)


async def _save_facts(connection: AsyncConnection, pairs: _Pairs) -> None:
    touched: dict[type[Fact], list[_Touched]] = {}
    for was, now in pairs:
        for one in _touched(was, now):
            touched.setdefault(type(one.fact), []).append(one)
    for shelf in SHELVES:
        await _save_shelf(connection, shelf, touched=touched.get(shelf.kind, ()))


def _touched(was: Logbook, now: Logbook) -> Iterable[_Touched]:
    last: dict[tuple[type[Fact], FactId], _Touched] = {}
    for edit in now.unsaved:
        fact = edit.after or edit.before
        if fact is None or isinstance(fact, Settings):
            continue
        # What got its number after the logbook was loaded cannot have a row yet.
        known = fact.id < was.next_id
        last[type(fact), fact.id] = _Touched(runner=now.runner, fact=fact, gone=edit.after is None, known=known)
    return last.values()


async def _save_shelf(connection: AsyncConnection, shelf: Shelf, *, touched: Sequence[_Touched]) -> None:
    gone = [{"is_runner_id": one.runner, "is_id": one.fact.id} for one in touched if one.known]
    await write(connection, delete_rows(shelf.table, "runner_id", "id"), rows=gone)
    kept = [(one.runner, one.fact) for one in touched if not one.gone]
    rows = [{"runner_id": runner, "id": fact.id, "day": fact.day, **shelf.row(fact)} for runner, fact in kept]
    await write(connection, insert_rows(shelf.table), rows=rows)


async def _save_changes(connection: AsyncConnection, pairs: _Pairs) -> None:
    dropped = [
        {"is_runner_id": now.runner, "is_seq": low}
        for was, now in pairs
        for low in [min((one.seq for one in now.new_changes), default=None)]
        if low is not None and any(one.seq >= low for one in was.changes)
    ]
    rows: list[Values] = [
        {"runner_id": now.runner, "seq": one.seq, "at": one.at, "deed": one.deed, "edits": encode_edits(one.edits)}
        for _, now in pairs
        for one in now.new_changes
    ]
    await write(connection, _DROP_REDOABLE, rows=dropped)
    await write(connection, insert_rows(tables.change), rows=rows)
