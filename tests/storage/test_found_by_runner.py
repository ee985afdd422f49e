"""However many runners there are, those of a batch, and what they wrote, are looked up."""

from pathlib import Path
from typing import Any

from sqlalchemy import event

from core.domain.account import Address, Platform
from core.domain.messages import MessageRef
from core.storage.store import Store
from tests.support.stored import NOW, added, entry, prescription, runner_arrives


async def test_no_table_is_read_through_for_a_batch(tmp_path: Path) -> None:
    """SQLite finds every row of a batch of runners in an index, and reads no table from end to end."""
    asked: list[tuple[str, Any]] = []

    def note(*args: object) -> None:
        asked.append((str(args[2]), args[3]))

    arrival = runner_arrives("1", event="1")
    async with Store.open(f"sqlite:///{tmp_path}/coach.db") as store:
        async with store.transaction() as transaction:
            (admitted,) = await transaction.admit([arrival], now=NOW)
            loaded = await transaction.logbooks([admitted.runner], since=None)
            await transaction.save([added(loaded[admitted.runner], entry(), prescription())], loaded=loaded)
        event.listen(store.reader.sync_engine, "before_cursor_execute", note)
        async with store.reading() as transaction:
            loaded = await transaction.logbooks([admitted.runner], since=NOW.date())
            await transaction.unchanged(loaded.values())
            assert await transaction.runner_of(arrival.account) == admitted.runner
            assert await transaction.spent([arrival]) == ()
            ref = MessageRef(runner=admitted.runner, platform=Platform.CONSOLE, chat=Address("c"), external="1")
            assert not await transaction.messages_of([ref])
            assert not await transaction.sent_of([ref])
        event.remove(store.reader.sync_engine, "before_cursor_execute", note)
        async with store.reading() as transaction:
            plans = [
                str(step.detail)
                for sql, values in asked
                if sql.startswith("SELECT")
                for step in await transaction.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)
            ]
    assert any(step.startswith("SEARCH entry USING INDEX") for step in plans)
    assert [step for step in plans if step.startswith("SCAN") and "json_each" not in step] == []
