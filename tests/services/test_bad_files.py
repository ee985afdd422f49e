"""Files that are no log, too much of one, or one that was damaged: refused in one word, with nothing half done."""

from contextlib import suppress

import pytest

from core.services.foreign.rows import MOST_SETS
from core.services.foreign.tables import MOST_ROWS
from core.services.open_file import MOST_BYTES, FileRefusedError, Refusal, open_file
from tests.support.foreign_files import STRONG, WORK, imported, opened, work, zipped
from tests.support.logbooks import CATALOGUE


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Refusal.EMPTY),
        (b" \n\n ", Refusal.EMPTY),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", Refusal.NO_TEXT),
        (bytes(range(256)) * 40, Refusal.NO_TEXT),
        (b"%PDF-1.7 and so on", Refusal.UNKNOWN),
        (b"name,age\nann,40\n", Refusal.UNKNOWN),
        (b"just a sentence", Refusal.UNKNOWN),
        (b"{}", Refusal.UNKNOWN),
        (b"[]", Refusal.UNKNOWN),
        (b'{"a": [1, 2', Refusal.UNKNOWN),
        (b'{"format":"calfcoach-runner","version":1,"entr', Refusal.CUT_SHORT),
        (b"[" * 100_000, Refusal.UNKNOWN),
        (STRONG.encode() + b'2026-02-04,"open', None),
        (STRONG.split("\n", 1)[1].encode(), Refusal.UNKNOWN),
        (b"x" * (MOST_BYTES + 1), Refusal.TOO_LARGE),
        (b"PK\x05\x06" + bytes(18), Refusal.EMPTY),
        (b"PK\x03\x04 and then nothing of a ZIP", Refusal.CUT_SHORT),
    ],
)
def test_what_is_no_log_is_refused_in_one_word(content: bytes, reason: Refusal | None) -> None:
    """Each for its own reason, and never with a fault of ours."""
    if reason is None:
        assert opened(content).sets
        return
    with pytest.raises(FileRefusedError) as refused:
        open_file(content, catalogue=CATALOGUE)
    assert refused.value.reason is reason


def test_ten_million_rows_are_not_read() -> None:
    """Reading stops early: by the size of the file, or by its rows where they are short."""
    header = "date,exercise,reps\n"
    with pytest.raises(FileRefusedError) as refused:
        open_file((header + "\n" * 10).encode() + b"1,a,1\n" * (MOST_ROWS + 1), catalogue=CATALOGUE)
    assert refused.value.reason is Refusal.TOO_LONG
    with pytest.raises(FileRefusedError) as refused:
        open_file(header.encode() + b"2026-01-01,Calf Raise,9\n" * (MOST_SETS + 1), catalogue=CATALOGUE)
    assert refused.value.reason is Refusal.TOO_LONG
    with pytest.raises(FileRefusedError) as refused:
        open_file(header.encode() + b"1,a,1\n" * 10_000_000, catalogue=CATALOGUE)
    assert refused.value.reason is Refusal.TOO_LARGE


def test_a_zip_with_one_table_is_that_table() -> None:
    """Phones like to zip what they share."""
    assert work(imported(zipped(strong_csv=STRONG.encode(), readme_md=b"hello"))) == WORK


def test_a_zip_bomb_is_not_unpacked() -> None:
    """However small it comes, no more is unpacked than a log can have."""
    bomb = zipped(runner_json=b"0" * 60_000_000)
    assert len(bomb) < 100_000
    with pytest.raises(FileRefusedError) as refused:
        open_file(bomb, catalogue=CATALOGUE)
    assert refused.value.reason is Refusal.TOO_LARGE


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({}, Refusal.EMPTY),
        ({"picture_png": b"x"}, Refusal.UNKNOWN),
        ({"one_csv": b"x", "two_csv": b"x"}, Refusal.UNKNOWN),
        ({f"file{number}_csv": b"" for number in range(200)}, Refusal.UNKNOWN),
        ({f"file{number}_csv": b"" for number in range(2000)}, Refusal.UNKNOWN),
        ({"runner_json": b""}, Refusal.EMPTY),
    ],
)
def test_a_zip_without_a_log_is_refused(parts: dict[str, bytes], reason: Refusal) -> None:
    """Nothing in it, nothing that is known, or more than one to choose from."""
    with pytest.raises(FileRefusedError) as refused:
        open_file(zipped(**parts), catalogue=CATALOGUE)
    assert refused.value.reason is reason


def test_a_zip_with_a_password_is_refused() -> None:
    """It is said so, so that it can be sent without."""
    content = bytearray(zipped(strong_csv=STRONG.encode()))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(FileRefusedError) as refused:
        open_file(bytes(content), catalogue=CATALOGUE)
    assert refused.value.reason is Refusal.LOCKED


@pytest.mark.parametrize("place", range(4, 400, 7))
def test_a_damaged_zip_never_costs_more_than_a_sentence(place: int) -> None:
    """One byte of it turned, it is read, or refused."""
    content = bytearray(zipped(strong_csv=STRONG.encode()))
    content[place % len(content)] ^= 0xFF
    with suppress(FileRefusedError):
        open_file(bytes(content), catalogue=CATALOGUE)
