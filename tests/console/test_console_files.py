"""Files in the terminal: what is exported lies in the current folder, and a path after "import" gives that file."""

from pathlib import Path

import pytest

from bot.chat import FILE_LIMIT, File, FileGiven, Reply, Said
from bot.console.adapter import ConsolePlatform, Keyboard
from bot.console.interactive import show
from bot.delivery.errors import FileTooLargeError, RefusedError
from tests.support.stored import NOW


@pytest.fixture
def keyboard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Keyboard:
    """Return the keyboard of a terminal in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return Keyboard(session="s", platform=ConsolePlatform(session="s", show=lambda _: None))


def test_a_file_lies_in_the_current_folder(keyboard: Keyboard, capsys: pytest.CaptureFixture[str]) -> None:
    """Its place is printed; a second one of the same name overwrites nothing."""
    del keyboard
    for content in (b"one", b"two"):
        show(Reply(text="All of it.", file=File(name="log.zip", content=content)))
    assert [Path(name).read_bytes() for name in ("log.zip", "log-1.zip")] == [b"one", b"two"]
    assert str(Path("log-1.zip").absolute()) in capsys.readouterr().out


@pytest.mark.parametrize("typed", ["/import log.csv", "import log.csv", "/import './log.csv' ", '/IMPORT "log.csv"'])
async def test_a_path_after_import_gives_that_file(keyboard: Keyboard, typed: str) -> None:
    """Where there is such a file; else it is something that was said."""
    assert isinstance(keyboard.say(typed, at=NOW), Said)
    Path("log.csv").write_bytes(b"date")  # noqa: ASYNC240 - a file of three bytes
    given = keyboard.say(typed, at=NOW)
    assert isinstance(given, FileGiven)
    assert await keyboard.platform.fetch_file(given.handle) == b"date"


async def test_a_file_that_cannot_be_had_is_refused(keyboard: Keyboard) -> None:
    """It is gone by now, is a folder, or is too large."""
    for name in ("gone", "."):
        with pytest.raises(RefusedError):
            await keyboard.platform.fetch_file(name)
    with Path("large").open("wb") as file:  # noqa: ASYNC230 - a file without content
        file.truncate(FILE_LIMIT + 1)
    with pytest.raises(FileTooLargeError):
        await keyboard.platform.fetch_file("large")
