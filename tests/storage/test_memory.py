"""What is remembered for platforms outlives the process, and is replaced by what comes later."""

from core.storage.memory import StoredMemory
from core.storage.store import Store


async def test_what_is_remembered_outlives_the_process(store: Store) -> None:
    """Another memory on the same database knows what the first was told, and what came last."""
    first = StoredMemory(store)
    assert await first.recall("menu") is None
    await first.remember("menu", "a")
    await first.remember("menu", "b")
    assert await first.recall("menu") == "b"
    assert await StoredMemory(store).recall("menu") == "b"
    assert await StoredMemory(store).recall("picture") is None
