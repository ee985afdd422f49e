"""A log is sent on Telegram, polled and called: shown, imported by a tap, taken back."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.foreign_files import STRONG, zipped
from tests.support.telegram_driver import ANA, Receiving, TelegramDriver, called, polled, telegram_driver


@pytest.fixture(params=[polled, called])
async def driver(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[TelegramDriver]:
    """Open the coach on the stand-in."""
    receiving: Receiving = request.param
    async with telegram_driver(tmp_path / "coach.db", receiving=receiving) as driver:
        yield driver


async def sent(driver: TelegramDriver, content: bytes, name: str) -> str:
    """Send a document, and return what is said to it."""
    driver.chat.server.world.send(ANA, "document", content=content, name=name)
    await driver.settle()
    return "\n".join(one.text for one in driver.heard())


async def test_a_document_is_imported_by_a_tap(driver: TelegramDriver) -> None:
    """As the first thing that somebody ever sends; undo takes it back, and the file again brings it again."""
    assert "A log from Strong: 2 entries" in await sent(driver, STRONG.encode(), "strong.csv")
    await driver.press("Import")
    assert "Imported: 2 entries" in driver.heard()[-1].text
    await driver.press("Undo")
    assert "Taken back" in driver.heard()[-1].text
    assert "2 entries" in await sent(driver, STRONG.encode(), "strong.csv")
    await driver.press("Cancel")
    assert "Nothing is imported" in driver.heard()[-1].text


async def test_what_is_no_log_is_one_sentence(driver: TelegramDriver) -> None:
    """A bomb, a picture, a broken ZIP."""
    for content in (zipped(runner_json=b"0" * 60_000_000), b"\x89PNG\r\n\x1a\n\0\0", b"PK\x03\x04"):
        assert len((await sent(driver, content, "file.zip")).splitlines()) == 1
