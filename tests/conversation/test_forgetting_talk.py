from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from time import perf_counter
from zipfile import ZipFile

import pytest

from bot.chat import Pressed
from bot.conversation.archive import pack
from bot.conversation.texts import texts_for
from bot.delivery.posting import decode_reply
from core.domain.training import FactId
from core.storage.store import Store
from tests.support.correspondents import Talk, text_of
from tests.support.logbooks import BENT_KNEE, CATALOGUE, MONDAY, a_runner, did
from tests.support.stored import NOW


def everything_in(folder: Path) -> bytes:
    """Return the bytes of all files of a folder."""
    return b"".join(file.read_bytes() for file in sorted(folder.iterdir()))


@pytest.fixture
def talk(store: Store) -> Talk:
    """Return an inbox on a new store."""
    return Talk(store)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """Open a new store."""
    async with Store.open(f"sqlite:///{tmp_path / 'coach.db'}") as opened:
        yield opened


async def test_the_word_deletes_one_runner_and_nobody_else(talk: Talk, tmp_path: Path) -> None:
    """The goodbye is said, no byte of the runner is left in the files, and the other runner keeps theirs."""
    await talk.happens(talk.said("ann-4711", "3x12 20kg"), talk.said("bob", "3x12 20kg"))
    await talk.happens(talk.said("ann-4711", "/delete"))
    goodbyes = await talk.happens(talk.said("ann-4711", "delete"))
    assert [one[:10] for one in goodbyes] == ["Everything"]
    assert b"ann-4711" not in everything_in(tmp_path)
    assert await talk.logged("ann-4711") is None
    assert await talk.logged("bob") == 1
    assert {one.address for one in await talk.answers()} == {"chat-of-bob"}


async def test_the_word_that_comes_again_begins_nobody(talk: Talk) -> None:
    """A platform that did not hear of the commit repeats the word: nothing begins."""
    word = talk.said("ann", "delete")
    await talk.happens(talk.said("ann", "/delete"))
    assert await talk.happens(word)
    await talk.happens(word)
    assert await talk.logged("ann") is None


async def test_a_goodbye_that_a_kill_cost_is_said_when_the_word_comes_again(talk: Talk) -> None:
    """The platform repeats what it was not told has arrived; whoever is back by then hears nothing of it."""
    said = [talk.said("ann", "3x12 20kg"), talk.said("ann", "/delete"), talk.said("ann", "delete")]
    (*_, goodbye) = await talk.happens(*said)
    talk.restart()
    assert await talk.happens(*said) == [goodbye]
    await talk.happens(talk.said("ann", "3x12 20kg"))
    assert await talk.happens(*said) == []
    assert await talk.logged("ann") == 1


async def test_what_comes_after_it_in_the_same_batch_starts_from_nothing(talk: Talk) -> None:
    """Question, word and a log in one batch: the log belongs to a new runner."""
    before = [talk.said("ann", "3x12 20kg"), talk.said("ann", "/delete")]
    goodbyes = await talk.happens(*before, talk.said("ann", "delete"), talk.said("ann", "2x15 bunny hops"))
    assert len(goodbyes) > 1
    assert await talk.logged("ann") == 1
    assert any("bunny" in text_of(one).casefold() for one in await talk.answers())


async def test_a_late_word_deletes_nothing(talk: Talk) -> None:
    """After a quarter of an hour the word is a new wish, and asked about anew."""
    await talk.happens(talk.said("ann", "3x12 20kg"), talk.said("ann", "/delete"))
    talk.clock.move_to(NOW + timedelta(minutes=16))
    assert await talk.happens(talk.said("ann", "delete")) == []
    assert await talk.logged("ann") == 1


@pytest.mark.parametrize("action", ["export", "delete-not"])
async def test_a_group_gets_nothing(talk: Talk, action: str) -> None:
    """No data and no deletion where others read along, by words or by a replayed button."""
    await talk.happens(talk.said("ann", "3x12 20kg"))
    await talk.answers()
    pressed = Pressed(origin=talk.origin("ann", private=False), action=action)
    await talk.happens(pressed, talk.said("ann", "/export", private=False), talk.said("ann", "/delete", private=False))
    assert all(decode_reply(one.body or b"").file is None for one in await talk.answers())
    assert await talk.happens(talk.said("ann", "delete", private=False)) == []
    assert await talk.logged("ann") == 1


async def test_an_export_has_what_was_said_and_nothing_of_others(talk: Talk) -> None:
    """The file goes to who asked, with their words in it and nobody else's."""
    await talk.happens(talk.said("ann", "3x12 20kg"), talk.said("bob", "my secret is 3x9 7kg"))
    await talk.happens(talk.said("ann", "/export"))
    answers = [(one.address, decode_reply(one.body or b"").file) for one in await talk.answers()]
    ((address, file),) = [(address, file) for address, file in answers if file is not None]
    assert address == "chat-of-ann"
    parts = ZipFile(BytesIO(file.content))
    held = b"".join(parts.read(name) for name in parts.namelist())
    assert b"3x12 20kg" in held
    assert b"secret" not in held
    assert b"bob" not in held


def test_ten_years_are_packed_in_two_seconds() -> None:
    """Ten years of daily logs, each with its change, are one file in under two seconds."""
    logbook = a_runner()
    one = did(logbook, MONDAY, BENT_KNEE).entries[0]
    days = [replace(one, id=FactId(number), day=MONDAY + timedelta(days=number)) for number in range(3650)]
    logbook = replace(logbook, entries=tuple(days))
    began = perf_counter()
    file = pack(logbook, (), at=NOW, texts=texts_for("en"), catalogue=CATALOGUE)
    assert perf_counter() - began < 2
    assert ZipFile(BytesIO(file.content)).read("sets.csv").count(b"\n") == 3 * 3650 + 1
