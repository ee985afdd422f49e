"""A batch costs as many queries for fifty runners as for two."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import event

from core.domain.account import Address, Platform
from core.domain.messages import Accepted, Lease, Message, MessageRef
from core.storage.store import Store
from tests.support.stored import NOW, added, answer, entry, prescription, reminder, runner_arrives

LEASE = Lease(owner="o", length=timedelta(minutes=1))


@contextmanager
def counted(store: Store) -> Iterator[list[str]]:
    """Count the statements that the store sends to its database."""
    statements: list[str] = []

    def note(*args: object) -> None:
        statements.append(str(args[2]))

    event.listen(store.writer.sync_engine, "before_cursor_execute", note)
    yield statements
    event.remove(store.writer.sync_engine, "before_cursor_execute", note)


async def carry_out(store: Store, users: range, *, run: int) -> int:
    """Take one message of each user through storage, all in one batch, and return how many statements it took."""
    with counted(store) as statements:
        async with store.transaction() as transaction:
            arrivals = [runner_arrives(str(user), event=f"{run}-{user}") for user in users]
            admitted = await transaction.admit(arrivals, now=NOW)
            loaded = await transaction.logbooks([one.runner for one in admitted], since=NOW.date())
            done = [replace(added(one, entry(), prescription()), reminders=(reminder(),)) for one in loaded.values()]
            refs = [
                MessageRef(runner=one.runner, platform=Platform.CONSOLE, chat=Address("c"), external="1")
                for one in done
            ]
            await transaction.messages_of(refs)
            await transaction.sent_of(refs)
            await transaction.save(done, loaded=loaded)
            await transaction.keep_messages(
                [Message(id=one.next_id, ref=ref, at=NOW, text="3x12") for one, ref in zip(done, refs, strict=True)]
            )
            await transaction.queue([answer(one, str(run)) for one in done])
        async with store.transaction() as transaction:
            leased = await transaction.claim_outbox(Platform.CONSOLE, now=NOW, limit=len(users), lease=LEASE)
            accepted = [
                Accepted(runner=one.outgoing.runner, key=one.outgoing.key, external="1", at=NOW) for one in leased
            ]
            await transaction.mark(accepted, owner="o")
        async with store.transaction() as transaction:
            await transaction.claim_due(now=NOW, limit=len(users))
    return len(statements)


async def test_a_batch_costs_a_constant_number_of_queries(store: Store) -> None:
    """New runners and known ones: the number of statements does not follow the number of runners."""
    few_new = await carry_out(store, range(2), run=1)
    many_new = await carry_out(store, range(100, 150), run=2)
    few_known = await carry_out(store, range(2), run=3)
    many_known = await carry_out(store, range(100, 150), run=4)
    assert few_new == many_new
    assert few_known == many_known


async def test_nothing_costs_nothing(store: Store) -> None:
    """An empty batch sends no statement but those of the transaction."""
    with counted(store) as statements:
        async with store.transaction() as transaction:
            assert await transaction.admit([], now=NOW) == ()
            assert await transaction.logbooks([], since=None) == {}
            await transaction.save([], loaded={})
            await transaction.keep_messages([])
            await transaction.queue([])
            await transaction.mark([], owner="o")
            assert await transaction.messages_of([]) == {}
            assert await transaction.sent_of([]) == {}
    assert [one for one in statements if not one.startswith("BEGIN")] == []


async def test_a_claim_reads_only_its_chat_to_keep_the_order(sqlite_url: str) -> None:
    """However long the queue, what goes before a message is looked up in its own chat, and no queue is sorted."""
    asked: list[tuple[str, Any]] = []

    def note(*args: Any) -> None:  # noqa: ANN401 - SQLAlchemy's own
        asked.append((args[2], args[3]))

    async with Store.open(sqlite_url) as store:
        event.listen(store.writer.sync_engine, "before_cursor_execute", note)
        async with store.transaction() as transaction:
            await transaction.claim_outbox(Platform.CONSOLE, now=NOW, limit=9, lease=LEASE)
            claim, parameters = next(one for one in asked if "earlier" in one[0])
            explained = await transaction.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {claim}", parameters)
            plan = "\n".join(row.detail for row in explained)
    assert "outbox USING INDEX ix_outbox_claim (platform=? AND" in plan
    assert "earlier USING INDEX ix_outbox_chat (platform=? AND address=? AND" in plan
    assert "SORT" not in plan.upper()
