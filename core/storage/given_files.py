"""What a file would bring, kept until its runner says so or a day has passed."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, or_, select

from core.domain.account import AccountKey
from core.domain.pressure import NOTHING, ease
from core.domain.runner import RunnerId
from core.storage import tables
from core.storage.among import among
from core.storage.batches import delete_rows, insert_or_replace, write
from core.storage.store import Transaction

#: How long a question about a file can be answered.
KEPT = timedelta(days=1)
_table, _runner, _account = tables.given_file, tables.runner, tables.account
_GIVEN = select(_table).where(among(_table.c.runner_id, "runners"))


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenFile:
    """What a runner's file would bring, as the services pack it; `key` is the same for the same."""

    runner: RunnerId
    key: str
    at: datetime
    content: bytes


async def keep_given(transaction: Transaction, given: Iterable[GivenFile]) -> None:
    """Keep what files would bring, in the place of what was kept before of the same runners."""
    rows = [{"runner_id": one.runner, "key": one.key, "at": one.at, "content": one.content} for one in given]
    await write(transaction.connection, insert_or_replace(_table, transaction.connection.dialect.name), rows=rows)


async def given_by(
    transaction: Transaction, runners: Collection[RunnerId], *, since: datetime
) -> dict[RunnerId, GivenFile]:
    """Return what is kept of files that these runners gave after `since`."""
    if not runners:
        return {}
    rows = await transaction.connection.execute(_GIVEN, {"runners": sorted(runners)})
    return {
        row.runner_id: GivenFile(runner=row.runner_id, key=row.key, at=row.at, content=row.content)
        for row in rows
        if row.at > since
    }


async def drop_given(transaction: Transaction, runners: Iterable[RunnerId]) -> None:
    """Forget what is kept of the files of these runners."""
    await write(
        transaction.connection, delete_rows(_table, "runner_id"), rows=[{"is_runner_id": one} for one in runners]
    )


async def pressures(
    transaction: Transaction, accounts: Collection[AccountKey], *, now: datetime
) -> dict[AccountKey, timedelta]:
    """Return how full the buckets of those accounts are that belong to somebody."""
    if not accounts:
        return {}
    wanted = select(_account.c.platform, _account.c.user, _runner.c.heard, _runner.c.pressure)
    mine = or_(*(and_(_account.c.platform == one.platform.value, _account.c.user == one.user) for one in accounts))
    rows = await transaction.connection.execute(wanted.join(_runner, _runner.c.id == _account.c.runner_id).where(mine))
    found = {
        (row.platform, row.user): ease(timedelta(milliseconds=row.pressure), passed=now - row.heard) for row in rows
    }
    return {one: found.get((one.platform.value, one.user), NOTHING) for one in accounts}
