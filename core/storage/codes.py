"""One-time codes for linking, of which only digests are kept, and how often they were asked for and mistyped."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import BindParameter, bindparam, delete, func, select, update

from core.domain.runner import RunnerId
from core.storage import tables
from core.storage.batches import insert_or_replace
from core.storage.facts import Row
from core.storage.store import Transaction

_code, _rate = tables.link_code, tables.link_rate
_runners: BindParameter[int] = bindparam("runners", expanding=True)
_CLAIMS = select(_code).where(_code.c.claimant.in_(_runners)).order_by(_code.c.claimed)


class Deed(StrEnum):
    """What is counted: codes that were shown, and codes that were wrong."""

    SHOWN = "shown"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A code that `runner` was shown; `claimant` is who typed it, and when."""

    runner: RunnerId
    digest: str
    shown: datetime
    used: bool
    claimant: RunnerId | None
    claimed: datetime | None


async def keep_code(transaction: Transaction, runner: RunnerId, *, digest: str, now: datetime) -> None:
    """Keep the digest of a new code; the runner's earlier ones cannot be used any more."""
    await transaction.connection.execute(update(_code).where(_code.c.runner_id == runner).values(used=True))
    row = {"runner_id": runner, "digest": digest, "shown": now, "used": False}
    await transaction.connection.execute(_code.insert(), row)


async def code_of(transaction: Transaction, digest: str) -> Code | None:
    """Return the code with that digest; until the end nobody else uses it."""
    found = (
        await transaction.connection.execute(select(_code).where(_code.c.digest == digest).with_for_update())
    ).one_or_none()
    return None if found is None else _code_of(found)


async def claim(transaction: Transaction, code: Code, *, claimant: RunnerId, now: datetime) -> None:
    """Take down who used a code; what they claimed before is over."""
    await drop_claims(transaction, claimant)
    mine = update(_code).where(_code.c.digest == code.digest)
    await transaction.connection.execute(mine.values(used=True, claimant=claimant, claimed=now))


async def claims_of(transaction: Transaction, runners: Collection[RunnerId]) -> dict[RunnerId, Code]:
    """Return the code that each of these runners used last, where nothing came of it yet."""
    if not runners:
        return {}
    rows = await transaction.connection.execute(_CLAIMS, {"runners": sorted(runners)})
    return {row.claimant: _code_of(row) for row in rows}


async def drop_claims(transaction: Transaction, claimant: RunnerId) -> None:
    """Let nothing come of the codes that a runner used."""
    mine = update(_code).where(_code.c.claimant == claimant)
    await transaction.connection.execute(mine.values(claimant=None))


async def hand_over(transaction: Transaction, runners: Collection[RunnerId], *, to: RunnerId) -> None:
    """Let the codes of runners who become one be used up, and let nothing come of those that they used."""
    used, shown = (update(_code).where(column.in_(_runners)) for column in (_code.c.claimant, _code.c.runner_id))
    await transaction.connection.execute(used.values(claimant=None), {"runners": sorted(runners)})
    await transaction.connection.execute(shown.values(runner_id=to, used=True), {"runners": sorted(runners)})


async def count(transaction: Transaction, runner: RunnerId, *, deed: Deed, since: datetime, now: datetime) -> None:
    """Count a deed of a runner; what was before `since` is not counted with it."""
    own = select(_rate).where(_rate.c.runner_id == runner, _rate.c.kind == deed.value)
    found = (await transaction.connection.execute(own)).one_or_none()
    goes_on = found is not None and found.since > since
    row = {
        "runner_id": runner,
        "kind": deed.value,
        "times": found.times + 1 if found is not None and goes_on else 1,
        "since": found.since if found is not None and goes_on else now,
    }
    await transaction.connection.execute(insert_or_replace(_rate, transaction.connection.dialect.name), row)


async def counted(transaction: Transaction, deed: Deed, *, since: datetime, runner: RunnerId | None = None) -> int:
    """Return how often something was done since then, by one runner or by all."""
    every = select(func.sum(_rate.c.times)).where(_rate.c.kind == deed.value, _rate.c.since > since)
    wanted = every if runner is None else every.where(_rate.c.runner_id == runner)
    return int(await transaction.connection.scalar(wanted) or 0)


async def prune_codes(transaction: Transaction, *, before: datetime) -> None:
    """Delete codes and counts that are older than this instant."""
    await transaction.connection.execute(delete(_code).where(_code.c.shown < before))
    await transaction.connection.execute(delete(_rate).where(_rate.c.since < before))


def _code_of(row: Row) -> Code:
    return Code(
        runner=row.runner_id,
        digest=row.digest,
        shown=row.shown,
        used=row.used,
        claimant=row.claimant,
        claimed=row.claimed,
    )
