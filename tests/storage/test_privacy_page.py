from pathlib import Path

from core.storage import tables

PAGE = Path(__file__).parents[2] / "docs" / "privacy.md"
NOBODYS = {"memory", "spent_event"}


def told() -> dict[tuple[str, str], tuple[str, str]]:
    """Return why and how long each column is kept, as the page says it."""
    rows = [line.strip("| ").split(" | ") for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| ")]
    return {(row[0], row[1]): (row[2], row[3]) for row in rows[2:]}


def test_every_column_of_a_runner_stands_on_the_page() -> None:
    """No column is kept without saying so, and the page names none that is not there."""
    kept = {(table.name, column.name) for table in tables.metadata.sorted_tables for column in table.c}
    assert set(told()) == {place for place in kept if place[0] not in NOBODYS}


def test_every_column_has_a_reason_and_an_end() -> None:
    """Why it is kept and for how long is said for each."""
    assert all(why and length for why, length in told().values())


def test_nobodys_tables_belong_to_nobody() -> None:
    """What is left out of the table does not refer to a runner."""
    for name in NOBODYS:
        assert not tables.metadata.tables[name].foreign_keys
        assert name in PAGE.read_text("utf-8")
