"""Up to where the chats of a platform have been carried out, for what was written while nobody listened."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from core.domain.account import Address, Platform
from core.storage import tables
from core.storage.store import Store

_account, _message, _runner = tables.account, tables.message, tables.runner
_NEWEST = (
    select(_message.c.external)
    .where(
        _message.c.runner_id == _account.c.runner_id,
        _message.c.platform == _account.c.platform,
        _message.c.chat == _account.c.address,
        # What was said by a command is kept under a name that begins with a letter, and is no message.
        func.substr(_message.c.external, 1, 1).in_(tuple("0123456789")),
    )
    .order_by(_message.c.id.desc())
    .limit(1)
    .correlate(_account)
    .scalar_subquery()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A private chat, the newest message there that was carried out (empty where none is kept), and when."""

    address: Address
    user: str
    newest: str
    at: datetime


async def last_heard(store: Store, platform: Platform) -> tuple[Heard, ...]:
    """Return the private chats of a platform, that of the runner who was heard last first."""
    wanted = (
        select(_account.c.address, _account.c.user, _NEWEST.label("newest"), _runner.c.heard)
        .join(_runner, _runner.c.id == _account.c.runner_id)
        .where(_account.c.platform == platform.value, _account.c.address != "")
        .order_by(_runner.c.heard.desc())
    )
    async with store.reading() as transaction:
        rows = await transaction.connection.execute(wanted)
        return tuple(
            Heard(address=Address(row.address), user=row.user, newest=row.newest or "", at=row.heard) for row in rows
        )
