"""What outlives a process and belongs to no runner: what a platform was told, and what it was given."""

from collections.abc import Collection

from sqlalchemy import bindparam, select

from core.storage import tables
from core.storage.batches import insert_or_replace
from core.storage.store import Store


class StoredMemory:
    """A few values by key, kept in the database; read once a process."""

    def __init__(self, store: Store) -> None:
        """Remember in `store`."""
        self._store = store
        self._known: dict[str, str] = {}

    async def recall(self, key: str) -> str | None:
        """Return what was remembered, None where nothing was."""
        if key not in self._known:
            async with self._store.reading() as transaction:
                wanted = select(tables.memory.c.value).where(tables.memory.c.key == key)
                found = await transaction.connection.scalar(wanted)
            if found is None:
                return None
            self._known[key] = found
        return self._known[key]

    async def remember(self, key: str, value: str) -> None:
        """Keep a value in the place of what was remembered before."""
        async with self._store.transaction() as transaction:
            insert = insert_or_replace(tables.memory, transaction.connection.dialect.name)
            await transaction.connection.execute(insert, {"key": key, "value": value})
        self._known[key] = value

    async def recall_all(self, beginning: str) -> dict[str, str]:
        """Return everything that is remembered under keys with this beginning, as it is now."""
        wanted = select(tables.memory).where(tables.memory.c.key.startswith(beginning, autoescape=True))
        async with self._store.reading() as transaction:
            return {row.key: row.value for row in await transaction.connection.execute(wanted)}

    async def forget(self, keys: Collection[str]) -> None:
        """Remember these no longer."""
        if not keys:
            return
        async with self._store.transaction() as transaction:
            gone = tables.memory.delete().where(tables.memory.c.key.in_(bindparam("keys", expanding=True)))
            await transaction.connection.execute(gone, {"keys": list(keys)})
        for key in keys:
            self._known.pop(key, None)
