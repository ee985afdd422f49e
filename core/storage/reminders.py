"""What is due: the reminders whose time has come."""

from datetime import datetime

from sqlalchemy import Integer, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.domain.messages import DueReminder
from core.storage import tables
from core.storage.runners import reminder_of

_reminder, _runner = tables.reminder, tables.runner
# The runner is what is locked, as everywhere: a reminder's row is then nobody else's to change.
_DUE = (
    select(_reminder)
    .join_from(_reminder, _runner, _reminder.c.runner_id == _runner.c.id)
    .where(_reminder.c.due <= bindparam("now", type_=_reminder.c.due.type))
    .order_by(_reminder.c.due, _reminder.c.runner_id, _reminder.c.kind)
    .limit(bindparam("limit", type_=Integer))
    .with_for_update(of=_runner, skip_locked=True, key_share=True)
)

_NEXT = select(
    select(func.min(_reminder.c.due)).scalar_subquery(), select(func.min(tables.outbox.c.next_try)).scalar_subquery()
)


async def claim_due(connection: AsyncConnection, *, now: datetime, limit: int) -> tuple[DueReminder, ...]:
    """Return what is due, oldest first, of runners that no other process is at."""
    rows = await connection.execute(_DUE, {"now": now, "limit": limit})
    return tuple(DueReminder(runner=row.runner_id, reminder=reminder_of(row)) for row in rows)


async def next_due(connection: AsyncConnection) -> datetime | None:
    """Return when the next reminder falls due or the next message may be sent, None where nothing waits."""
    row = (await connection.execute(_NEXT)).one()
    waiting: list[datetime] = [one for one in row if one is not None]
    return min(waiting, default=None)
