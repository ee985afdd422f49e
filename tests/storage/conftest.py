from collections.abc import AsyncIterator

import pytest

from core.storage.store import Store


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    """Open a new store, once on SQLite and once on PostgreSQL."""
    async with Store.open(database_url) as opened:
        yield opened
