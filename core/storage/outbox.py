"""What goes out: queued once, leased to one sender at a time, and marked with what became of it."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import assert_never

from sqlalchemy import (
    BindParameter,
    Boolean,
    Integer,
    and_,
    bindparam,
    case,
    exists,
    func,
    null,
    or_,
    select,
    text,
    tuple_,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from core.domain.account import Platform
from core.domain.messages import (
    QUIET_HOURS,
    Accepted,
    Backlog,
    Dead,
    Dropped,
    Lease,
    Leased,
    MessageRef,
    Outcome,
    Outgoing,
    Postponed,
    Priority,
)
from core.storage import tables
from core.storage.among import among
from core.storage.batches import insert_new, is_row, write
from core.storage.facts import Row, Values
from core.storage.inbox import asked_for

_outbox = tables.outbox
_earlier = tables.outbox.alias("earlier")
_now: BindParameter[datetime] = bindparam("now", type_=_outbox.c.due.type)
# What is held back until quiet hours end stands in nobody's way; what is being sent, or failed just now, does.
_is_held_back = and_(_earlier.c.state == "queued", or_(_earlier.c.due > _now, _earlier.c.reason == QUIET_HOURS))
_waits_elsewhere = exists().where(
    _earlier.c.platform == _outbox.c.platform,
    _earlier.c.address == _outbox.c.address,
    _earlier.c.next_try > _now,
    ~_is_held_back,
    tuple_(_earlier.c.priority, _earlier.c.number) < tuple_(_outbox.c.priority, _outbox.c.number),
)
_CLAIM = (
    select(_outbox)
    .where(
        _outbox.c.platform == bindparam("platform"),
        _outbox.c.priority <= bindparam("up_to", type_=Integer),
        _outbox.c.next_try <= _now,
        ~_waits_elsewhere,
    )
    .order_by(_outbox.c.priority, _outbox.c.number)
    .limit(bindparam("limit", type_=Integer))
    .with_for_update(skip_locked=True)
)
# Two claims at once could each take a part of one chat's messages; so claims of a platform come one after another.
_CLAIM_ALONE = text("SELECT pg_advisory_xact_lock(hashtext('calfcoach claim ' || :platform))")
_LEASE = (
    _outbox.update()
    .where(is_row(_outbox, "runner_id", "key"))
    .values(
        state="leased",
        owner=bindparam("new_owner"),
        next_try=bindparam("lease_end", type_=_outbox.c.next_try.type),
        attempts=_outbox.c.attempts + 1,
    )
)
_RELEASE = (
    _outbox.update()
    .where(_outbox.c.next_try.is_not(None), _outbox.c.owner == bindparam("is_owner"))
    .values(state="queued", owner="", next_try=_now, attempts=_outbox.c.attempts - 1)
)
_mine = or_(_outbox.c.owner == bindparam("is_owner"), bindparam("anybody", type_=Boolean))
_MARK = (
    _outbox.update()
    .where(is_row(_outbox, "runner_id", "key"), _outbox.c.state != "sent", _mine)
    .values({name: bindparam(name) for name in ("state", "next_try", "external", "sent", "reason")})
    .values(owner="", body=case((bindparam("emptied", type_=Boolean), null()), else_=_outbox.c.body))
)
_SENT_OF = (
    select(_outbox)
    .where(
        among(_outbox.c.runner_id, "runners"),
        among(_outbox.c.external, "externals"),
    )
    .order_by(_outbox.c.number)
)
_WAITING = (
    select(_outbox.c.state, func.count(), func.min(_outbox.c.due))
    .where(_outbox.c.next_try.is_not(None))
    .group_by(_outbox.c.state)
)
_DEAD = select(func.count()).select_from(_outbox).where(tables.DEAD)
_GIVEN_UP = (
    select(_outbox.c.reason, func.count()).where(tables.DEAD).group_by(_outbox.c.reason).order_by(_outbox.c.reason)
)
_DUE = select(func.count()).select_from(tables.reminder).where(tables.reminder.c.due <= _now)


async def queue(connection: AsyncConnection, messages: Iterable[Outgoing], *, number: int) -> None:
    """Write the messages, numbered from `number` on; one whose key is there already is passed over."""
    rows = [_outgoing_row(one, number + at) for at, one in enumerate(messages)]
    await write(connection, insert_new(_outbox, connection.dialect.name), rows=rows)


async def claim_outbox(
    connection: AsyncConnection, platform: Platform, *, now: datetime, limit: int, lease: Lease, up_to: Priority
) -> tuple[Leased, ...]:
    """Lease what may be sent now, in the order in which it should be."""
    if connection.dialect.name == "postgresql":
        await connection.execute(_CLAIM_ALONE, {"platform": platform.value})
    wanted = {"platform": platform.value, "up_to": up_to.value, "now": now, "limit": limit}
    claimed = (await connection.execute(_CLAIM, wanted)).all()
    leases = [
        {"is_runner_id": row.runner_id, "is_key": row.key, "new_owner": lease.owner, "lease_end": now + lease.length}
        for row in claimed
    ]
    await write(connection, _LEASE, rows=leases)
    return tuple(Leased(outgoing=_outgoing_of(row), attempts=row.attempts + 1) for row in claimed)


async def mark(connection: AsyncConnection, outcomes: Iterable[Outcome], *, owner: str) -> None:
    """Write the outcomes; the body of what was sent or dropped is not kept."""
    ordered = sorted(outcomes, key=lambda one: (one.runner, one.key))
    await write(connection, _MARK, rows=[_outcome_row(one, owner) for one in ordered])


async def release(connection: AsyncConnection, owner: str, *, now: datetime) -> int:
    """Make everything that `owner` leased claimable, and return how much that was."""
    return (await connection.execute(_RELEASE, {"is_owner": owner, "now": now})).rowcount


async def sent_of(connection: AsyncConnection, refs: Collection[MessageRef]) -> dict[MessageRef, Outgoing]:
    """Return the newest message that each of these external ids stands for."""
    if not refs:
        return {}
    rows = await connection.execute(_SENT_OF, asked_for(refs))
    found = {_ref_of(row): _outgoing_of(row) for row in rows}
    return {ref: found[ref] for ref in refs if ref in found}


async def backlog(connection: AsyncConnection, *, now: datetime) -> Backlog:
    """Count what waits."""
    waiting = {state: (count, oldest) for state, count, oldest in await connection.execute(_WAITING)}
    due = await connection.scalar(_DUE, {"now": now})
    dead = await connection.scalar(_DEAD)
    return Backlog(
        due=due or 0,
        queued=waiting.get("queued", (0, None))[0],
        leased=waiting.get("leased", (0, None))[0],
        dead=dead or 0,
        oldest=min((oldest for _, oldest in waiting.values()), default=None),
    )


async def given_up(connection: AsyncConnection) -> dict[str, int]:
    """Count the messages that were given up, by the reason."""
    return {reason: count for reason, count in await connection.execute(_GIVEN_UP)}  # noqa: C416 - rows are no pairs to mypy


def _outcome_row(outcome: Outcome, owner: str) -> Values:
    key = {"is_runner_id": outcome.runner, "is_key": outcome.key, "is_owner": owner, "anybody": False}
    key["emptied"] = isinstance(outcome, Accepted | Dropped)
    rest = {"next_try": None, "external": None, "sent": None, "reason": ""}
    match outcome:
        case Accepted():
            return key | rest | {"state": "sent", "external": outcome.external, "sent": outcome.at, "anybody": True}
        case Postponed():
            return key | rest | {"state": "queued", "next_try": outcome.until, "reason": outcome.reason}
        case Dropped():
            return key | rest | {"state": "dropped", "reason": outcome.reason}
        case Dead():
            return key | rest | {"state": "dead", "reason": outcome.reason}
        case _:
            assert_never(outcome)


def _outgoing_row(one: Outgoing, number: int) -> Values:
    return {
        "runner_id": one.runner,
        "key": one.key,
        "platform": one.platform.value,
        "address": one.address,
        "kind": one.kind,
        "priority": one.priority.value,
        "number": number,
        "queued": one.queued,
        "due": one.due,
        "expires": one.expires,
        "day": one.day,
        "about": one.about,
        "replaces": one.replaces,
        "body": one.body,
        "state": "queued",
        "next_try": one.due,
        "owner": "",
        "attempts": 0,
        "external": None,
        "sent": None,
        "reason": "",
    }


def _outgoing_of(row: Row) -> Outgoing:
    return Outgoing(
        runner=row.runner_id,
        key=row.key,
        platform=Platform(row.platform),
        address=row.address,
        kind=row.kind,
        priority=Priority(row.priority),
        queued=row.queued,
        due=row.due,
        body=row.body,
        day=row.day,
        expires=row.expires,
        about=row.about,
        replaces=row.replaces,
    )


def _ref_of(row: Row) -> MessageRef:
    return MessageRef(runner=row.runner_id, platform=Platform(row.platform), chat=row.address, external=row.external)
