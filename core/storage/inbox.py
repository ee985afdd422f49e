"""What came in: whose it is, whether it came before, and the words themselves."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, TypeAlias

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.domain.account import Account, AccountKey, Platform
from core.domain.messages import Admission, Arrival, Message, MessageRef
from core.domain.reading import Reading
from core.domain.runner import RunnerId
from core.storage import tables
from core.storage.among import among
from core.storage.batches import insert_new, insert_or_replace, write
from core.storage.encoding import decode, encode
from core.storage.facts import Row, Values
from core.storage.forgetting import digest_of, spent
from core.storage.runners import account_row, settings_row

NOBODY = RunnerId(0)
_Event: TypeAlias = tuple[RunnerId, str, str]

_account, _event, _message, _runner = tables.account, tables.event, tables.message, tables.runner
_OWNERS = select(_account.c.runner_id, _account.c.platform, _account.c.user).where(
    among(_account.c.platform, "platforms"), among(_account.c.user, "users")
)
# SQLite numbers rows in the order of the values; it would take an order that is asked for one row at a time.
_BEGIN = {
    "sqlite": _runner.insert().returning(_runner.c.id),
    "postgresql": _runner.insert().returning(_runner.c.id, sort_by_parameter_order=True),
}
_UNDO_BEGIN = _runner.delete().where(among(_runner.c.id, "runners"))
_MESSAGES_OF = select(_message).where(
    among(_message.c.runner_id, "runners"),
    among(_message.c.external, "externals"),
)
_MESSAGES_FROM = select(_message).where(_message.c.runner_id == bindparam("runner")).order_by(_message.c.id)


async def admit(connection: AsyncConnection, arrivals: Sequence[Arrival], *, now: datetime) -> tuple[Admission, ...]:
    """Record the arrivals and return what they are, in their order; one that is spent already is nobody's."""
    if not arrivals:
        return ()
    over = await spent(connection, arrivals)
    admitted = iter(await _admit(connection, [one for one in arrivals if digest_of(one) not in over], now=now))
    return tuple(
        Admission(arrival=one, runner=NOBODY, first=False) if digest_of(one) in over else next(admitted)
        for one in arrivals
    )


async def _admit(connection: AsyncConnection, arrivals: Sequence[Arrival], *, now: datetime) -> tuple[Admission, ...]:
    if not arrivals:
        return ()
    owners = await _owners(connection, {one.account for one in arrivals})
    strangers = {one.account: one for one in reversed(arrivals) if one.account not in owners}
    created = await _begin(connection, strangers, now=now)
    owners = {**owners, **created}
    if missing := strangers.keys() - created.keys():
        owners |= await _owners(connection, missing)  # another process was faster by a moment
    events = [(owners[one.account], one.account.platform.value, one.event) for one in arrivals]
    new = await _record(connection, events, now=now)
    return tuple(_admissions(zip(arrivals, events, strict=True), new=new, created=created))


async def _owners(connection: AsyncConnection, keys: Iterable[AccountKey]) -> dict[AccountKey, RunnerId]:
    asked = set(keys)
    wanted = {
        "platforms": sorted({key.platform.value for key in asked}),
        "users": sorted({key.user for key in asked}),
    }
    found = {
        AccountKey(platform=Platform(platform), user=user): runner
        for runner, platform, user in await connection.execute(_OWNERS, wanted)
    }
    return {key: found[key] for key in asked & found.keys()}


async def runner_of(connection: AsyncConnection, key: AccountKey) -> RunnerId | None:
    """Return whose account it is, None where nobody has it."""
    return (await _owners(connection, [key])).get(key)


async def _begin(
    connection: AsyncConnection, strangers: Mapping[AccountKey, Arrival], *, now: datetime
) -> dict[AccountKey, RunnerId]:
    """Begin a runner for each account, in an order that every process keeps, and return those that are new."""
    if not strangers:
        return {}
    ordered = [strangers[key] for key in sorted(strangers, key=lambda key: (key.platform.value, key.user))]
    counters = {"joined": now, "heard": now, "next_id": 1, "cursor": 0, "pressure": 0, "version": 0}
    rows = [{**settings_row(one.settings), **counters} for one in ordered]
    begun = await connection.execute(_BEGIN[connection.dialect.name], rows)
    numbers: list[RunnerId] = sorted(begun.scalars())
    accounts = [
        account_row(runner, Account(key=one.account, address=one.address, joined=now))
        for runner, one in zip(numbers, ordered, strict=True)
    ]
    added = insert_new(_account, connection.dialect.name).returning(_account.c.runner_id)
    kept = set((await connection.execute(added, accounts)).scalars())
    if lost := [number for number in numbers if number not in kept]:
        await connection.execute(_UNDO_BEGIN, {"runners": lost})
    return {one.account: runner for runner, one in zip(numbers, ordered, strict=True) if runner in kept}


async def _record(connection: AsyncConnection, events: Iterable[_Event], *, now: datetime) -> set[_Event]:
    """Return the events that came for the first time."""
    rows = [
        {"runner_id": runner, "platform": platform, "event": event, "at": now}
        for runner, platform, event in sorted(set(events))
    ]
    recorded = await connection.execute(_recording(connection.dialect.name), rows)
    return {(runner, platform, event) for runner, platform, event in recorded}


@cache
def _recording(dialect: str) -> Any:  # noqa: ANN401 - each dialect has its own class of insert
    return insert_new(_event, dialect).returning(_event.c.runner_id, _event.c.platform, _event.c.event)


def _admissions(
    arrivals: Iterable[tuple[Arrival, _Event]], *, new: set[_Event], created: Collection[AccountKey]
) -> Iterable[Admission]:
    begun = set(created)
    for one, event in arrivals:
        first = event in new
        yield Admission(arrival=one, runner=event[0], first=first, created=one.account in begun)
        new.discard(event)
        begun.discard(one.account)


async def keep_messages(connection: AsyncConnection, messages: Iterable[Message]) -> None:
    """Write the messages; one of the same runner and id is replaced."""
    rows = [_message_row(one) for one in messages]
    await write(connection, insert_or_replace(_message, connection.dialect.name), rows=rows)


async def messages_of(connection: AsyncConnection, refs: Collection[MessageRef]) -> dict[MessageRef, Message]:
    """Return the messages that the platforms know by these ids."""
    if not refs:
        return {}
    rows = await connection.execute(_MESSAGES_OF, asked_for(refs))
    found = {one.ref: one for one in map(_message_of, rows)}
    return {ref: found[ref] for ref in refs if ref in found}


async def messages_from(connection: AsyncConnection, runner: RunnerId) -> tuple[Message, ...]:
    """Return what a runner wrote, in its order."""
    return tuple(map(_message_of, await connection.execute(_MESSAGES_FROM, {"runner": runner})))


def asked_for(refs: Iterable[MessageRef]) -> Values:
    """Return the parameters of a query for messages by their external ids."""
    asked = set(refs)
    return {
        "runners": sorted({ref.runner for ref in asked}),
        "externals": sorted({ref.external for ref in asked}),
    }


def _message_row(message: Message) -> Values:
    return {
        "runner_id": message.ref.runner,
        "id": message.id,
        "platform": message.ref.platform.value,
        "chat": message.ref.chat,
        "external": message.ref.external,
        "at": message.at,
        "text": message.text,
        "reading": None if message.reading is None else encode(message.reading),
    }


def _message_of(row: Row) -> Message:
    ref = MessageRef(runner=row.runner_id, platform=Platform(row.platform), chat=row.chat, external=row.external)
    reading = None if row.reading is None else decode(Reading, row.reading)
    return Message(id=row.id, ref=ref, at=row.at, text=row.text, reading=reading)
