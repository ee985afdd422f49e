"""The coach is tested by talking to it: every conversation of tests/transcripts, word for word."""

import asyncio
import re
import shutil
from pathlib import Path
from zoneinfo import available_timezones

import pytest

from bot.console.inbound import Rewrite, Say
from bot.console.outbound import plain_lines
from core.storage.store import Store
from tests.support.console_driver import console_driver
from tests.support.pseudo import disguise, pseudo_catalogue, pseudo_texts
from tests.support.transcripts import expected, play, steps, take, transcripts, written

CONVERSATIONS = pytest.mark.parametrize("conversation", transcripts(), ids=lambda path: path.stem)
# Symbols that are written alike in every language.
SYMBOLS = {"kg", "lb", "RPE"}
_WORD = re.compile(r"[A-Za-z]+")
_ATTACHED = re.compile(r"\((picture|file): [\w.-]+\)$", re.MULTILINE)  # how the terminal shows what it cannot


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database with its tables and nothing in them, to be copied."""
    path = tmp_path_factory.mktemp("transcripts") / "empty.db"
    asyncio.run(_make(path))
    return path


async def _make(path: Path) -> None:
    async with Store.open(f"sqlite:///{path}"):
        return


@pytest.fixture
def database(empty_database: Path, tmp_path: Path) -> Path:
    """Return a fresh database."""
    return Path(shutil.copy(empty_database, tmp_path / "coach.db"))


@CONVERSATIONS
async def test_conversation(conversation: Path, database: Path) -> None:
    """What the coach says is what the transcript says."""
    text = written(conversation)
    async with console_driver(database) as driver:
        played = await play(text, driver)
    assert played.split("\n") == expected(conversation, played=played)


@CONVERSATIONS
async def test_every_word_comes_from_the_catalogue(conversation: Path, database: Path) -> None:
    """In a disguised English no plain word is left over in any answer but those that the runner typed."""
    typed: set[str] = set()
    text = written(conversation)
    async with console_driver(database, tongue=pseudo_texts, catalogue=pseudo_catalogue(), label=disguise) as driver:
        for step in steps(text):
            match step.line:
                case Say(text=said) | Rewrite(text=said):
                    typed.update(_WORD.findall(said))
            await take(step.line, driver)
            for reply in driver.heard():
                answer = plain_lines(reply)
                assert plain_words(answer) <= typed, f"{step.written}\n{answer}"


def plain_words(answer: str) -> set[str]:
    """Return the words of an answer that are not disguised, but for symbols and the names of time zones."""
    answer = _ATTACHED.sub("", answer)
    for zone in zones_by_length():
        answer = answer.replace(zone, "")
    return set(_WORD.findall(answer)) - SYMBOLS


def zones_by_length() -> list[str]:
    """Return the names of time zones as they are shown, the longest first."""
    return sorted((one.replace("_", " ") for one in available_timezones() if "/" in one), key=len, reverse=True)


@pytest.mark.parametrize("plain", ["Done", "x: plain in ḋíśǵúíśé"])
def test_a_plain_word_would_be_found(plain: str) -> None:
    """The comparison is able to fail: a word outside of the catalogue is seen."""
    assert plain_words(plain)


@pytest.mark.parametrize("disguised", [disguise("Done as planned"), "3 × 12, 40 kg", "America/New York"])
def test_disguised_words_symbols_and_zones_pass(disguised: str) -> None:
    """What comes from the catalogue, units and names of zones are no plain words."""
    assert plain_words(disguised) == set()
