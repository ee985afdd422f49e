"""Runners who became parts of another one: kept as they were for a while, and what was said follows them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Table,
    and_,
    bindparam,
    case,
    delete,
    exists,
    false,
    literal,
    null,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from core.domain.account import Account, Address, Platform
from core.domain.logbook import Logbook
from core.domain.runner import RunnerId, Settings
from core.storage import tables
from core.storage.among import among
from core.storage.batches import delete_rows, insert_new, write
from core.storage.encoding import decode, encode
from core.storage.forgetting import nested
from core.storage.logbooks import load_logbooks
from core.storage.runners import settings_row
from core.storage.store import Transaction

_event, _message, _outbox, _part, _runner = tables.event, tables.message, tables.outbox, tables.part, tables.runner
_ALWAYS = datetime(1970, 1, 1, tzinfo=UTC)
_COUNTERS = ("next_id", "cursor", "pressure", "version")
_PARTS = select(_part).where(among(_part.c.whole, "wholes")).order_by(_part.c.runner_id)
_OLD = select(_part.c.runner_id).where(_part.c.at < bindparam("before", type_=_part.c.at.type)).limit(100)
_FORGET = delete(_runner).where(among(_runner.c.id, "runners"))
# Words that are written when they are sent.
_is_reminder = _outbox.c.body.is_(None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A runner who became a part of `whole`, and the accounts that they had."""

    runner: RunnerId
    whole: RunnerId
    at: datetime
    accounts: tuple[Account, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chats:
    """The chats of some accounts: all of a platform, or where a runner has several there, one of them."""

    whole_platforms: frozenset[Platform]
    single: frozenset[tuple[Platform, Address]]

    @classmethod
    def of(cls, mine: Collection[Account], *, beside: Iterable[Account]) -> "Chats":
        """Return the chats of `mine`, told apart from those of other accounts."""
        shared = {one.key.platform for one in beside}
        return cls(
            whole_platforms=frozenset(one.key.platform for one in mine if one.key.platform not in shared),
            single=frozenset((one.key.platform, one.address) for one in mine if one.key.platform in shared),
        )

    def condition(self, platform: ColumnElement[str], address: ColumnElement[str]) -> ColumnElement[bool]:
        """Compare a platform and an address with these chats."""
        wholly = platform.in_(sorted(one.value for one in self.whole_platforms))
        singly = (and_(platform == name.value, address == place) for name, place in sorted(self.single))
        return or_(false(), wholly, *singly)


async def begin_runner(transaction: Transaction, *, settings: Settings, joined: datetime) -> Logbook:
    """Begin a runner who has nothing yet, accounts neither, and return their logbook."""
    counters = dict.fromkeys(_COUNTERS, 0)
    row = {**settings_row(settings), **counters, "next_id": 1, "joined": joined, "heard": joined}
    begun = await transaction.connection.execute(_runner.insert().returning(_runner.c.id), row)
    number: RunnerId = begun.scalar_one()
    return (await transaction.logbooks([number], since=None))[number]


async def glance(transaction: Transaction, runner: RunnerId) -> Logbook | None:
    """Return the whole logbook of a runner without holding it against others; None where there is no such runner."""
    found = await load_logbooks(transaction.connection, [runner], since=None, hold=False)
    return found.get(runner)


async def keep_parts(transaction: Transaction, parts: Sequence[Part]) -> None:
    """Keep whose part these runners are."""
    rows = [
        {"runner_id": one.runner, "whole": one.whole, "at": one.at, "accounts": encode(one.accounts)} for one in parts
    ]
    await transaction.connection.execute(_part.insert(), rows)


async def parts_of(transaction: Transaction, whole: RunnerId) -> tuple[Part, ...]:
    """Return the parts of a runner that are still kept, in the order of their numbers."""
    rows = await transaction.connection.execute(_PARTS, {"wholes": [whole]})
    parts = (
        Part(runner=row.runner_id, whole=row.whole, at=row.at, accounts=decode(tuple[Account, ...], row.accounts))
        for row in rows
    )
    return tuple(one for one in parts if one.accounts)


async def end_parts(transaction: Transaction, parts: Sequence[Part]) -> None:
    """Make runners of their own of parts."""
    mine = delete(_part).where(_part.c.runner_id.in_([one.runner for one in parts]))
    await transaction.connection.execute(mine)


async def drop(transaction: Transaction, runners: Collection[RunnerId]) -> None:
    """Delete runners of whom everything is elsewhere, with their parts; nobody is forgotten by that."""
    gone = [*runners, *await nested(transaction.connection, runners)]
    if gone:
        await transaction.connection.execute(_FORGET, {"runners": gone})


async def clear(transaction: Transaction, runner: RunnerId, *, part_of: RunnerId) -> None:
    """Delete everything of a runner whose all is elsewhere; their bare number goes when it is tidied up.

    It is not deleted here: who writes to it at this moment would wait for that, and that for them.
    """
    for table in reversed(tables.metadata.sorted_tables):
        if "runner_id" in table.c:
            await transaction.connection.execute(delete(table).where(table.c.runner_id == runner))
    await keep_parts(transaction, [Part(runner=runner, whole=part_of, at=_ALWAYS, accounts=())])


async def prune_parts(transaction: Transaction, *, before: datetime) -> int:
    """Delete parts that are older than this instant, some at once, and return how many."""
    old: list[RunnerId] = list((await transaction.connection.execute(_OLD, {"before": before})).scalars())
    await drop(transaction, old)
    return len(old)


async def copy_words(transaction: Transaction, part: RunnerId, *, whole: RunnerId, shift: int) -> None:
    """Let a whole point at what its part said and was told, and know which events came."""
    connection = transaction.connection
    await connection.execute(
        _message.insert().from_select(
            _message.c.keys(),
            select(*_with(_message, runner_id=literal(whole), id=_message.c.id + shift)).where(
                _message.c.runner_id == part
            ),
        )
    )
    await copy_events(transaction, part, to=whole)
    await _copy_sent(connection, part, whole=whole, shift=shift)
    await _move_waiting(connection, part, whole=whole, shift=shift)


async def copy_events(transaction: Transaction, runner: RunnerId, *, to: RunnerId) -> None:
    """Let another runner know which events came."""
    mine = select(*_with(_event, runner_id=literal(to))).where(_event.c.runner_id == runner)
    copied = insert_new(_event, transaction.connection.dialect.name).from_select(_event.c.keys(), mine)
    await transaction.connection.execute(copied)


async def forget_events(transaction: Transaction, events: Sequence[tuple[RunnerId, Platform, str]]) -> None:
    """Take events for ones that did not come yet."""
    rows = [
        {"is_runner_id": runner, "is_platform": platform.value, "is_event": event} for runner, platform, event in events
    ]
    await write(transaction.connection, delete_rows(_event, "runner_id", "platform", "event"), rows=rows)


async def move_words(
    transaction: Transaction, whole: RunnerId, *, to: RunnerId, chats: Chats | None, since: datetime, first: int
) -> None:
    """Give another runner what was said and sent in some chats (None: in all) since an instant and a number.

    What is being sent just now stays.
    """
    said, sent = (
        true() if chats is None else chats.condition(table.c.platform, table.c[place])
        for table, place in ((_message, "chat"), (_outbox, "address"))
    )
    theirs = and_(_message.c.runner_id == whole, _message.c.id >= first, said)
    await transaction.connection.execute(update(_message).where(theirs).values(runner_id=to))
    there = _outbox.alias("there")
    free = ~exists().where(there.c.runner_id == to, there.c.key == _outbox.c.key)
    still = and_(_outbox.c.runner_id == whole, _outbox.c.queued >= since, _outbox.c.state != "leased", sent, free)
    await transaction.connection.execute(update(_outbox).where(still).values(runner_id=to))


async def forget_changes(transaction: Transaction, runner: RunnerId) -> None:
    """Delete what a runner could have taken back or brought back."""
    await transaction.connection.execute(delete(tables.change).where(tables.change.c.runner_id == runner))


async def _copy_sent(connection: AsyncConnection, part: RunnerId, *, whole: RunnerId, shift: int) -> None:
    """Copy what is over, and of reminders that are being sent, that they were."""
    over = _outbox.c.next_try.is_(None)
    being_sent = and_(_is_reminder, _outbox.c.state == "leased")
    copied = select(
        *_with(
            _outbox,
            runner_id=literal(whole),
            key=_free_key(part, whole=whole),
            about=_outbox.c.about + shift,
            body=null(),
            state=case((over, _outbox.c.state), else_=literal("dropped")),
            next_try=null(),
            owner=literal(""),
        )
    ).where(_outbox.c.runner_id == part, or_(over, being_sent))
    await connection.execute(_outbox.insert().from_select(_outbox.c.keys(), copied))


async def _move_waiting(connection: AsyncConnection, part: RunnerId, *, whole: RunnerId, shift: int) -> None:
    """Move reminders that wait; one that the other part has too goes once."""
    waiting = and_(_outbox.c.runner_id == part, _is_reminder, _outbox.c.state == "queued")
    moved = update(_outbox).where(waiting, ~_is_taken(whole))
    await connection.execute(moved.values(runner_id=whole, about=_outbox.c.about + shift))
    await connection.execute(update(_outbox).where(waiting).values(state="dropped", next_try=None, reason="linked"))


def _free_key(part: RunnerId, *, whole: RunnerId) -> ColumnElement[str]:
    return case((_is_taken(whole), _outbox.c.key + literal(f"~{part}")), else_=_outbox.c.key)


def _is_taken(whole: RunnerId) -> ColumnElement[bool]:
    taken = _outbox.alias("taken")
    return exists().where(taken.c.runner_id == whole, taken.c.key == _outbox.c.key)


def _with(table: Table, **values: ColumnElement[Any]) -> list[ColumnElement[Any]]:
    """Return the columns of a table, some of them with other values."""
    return [values.get(column.name, column).label(column.name) for column in table.c]
