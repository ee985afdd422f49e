from collections.abc import AsyncIterator

import pytest

from core.storage.store import Store
from tests.support.office import Office


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    """Open a new store, once on SQLite and once on PostgreSQL."""
    async with Store.open(database_url) as opened:
        yield opened


@pytest.fixture
def office(store: Store) -> Office:
    """Set up a post office on the store."""
    return Office(store=store)
