"""What was heard and not carried out is known after a kill, and forgotten once it is carried out."""

from datetime import UTC, datetime

from bot.chat import Event, Origin, Said
from bot.discord.backlog import Backlog
from bot.discord.receiver import Progress
from bot.discord.session import Session, Sessions
from bot.telegram.adapter import ProcessMemory
from core.domain.account import AccountKey, Address, Platform


def said(message: str, *, chat: str = "70", private: bool = True) -> Event:
    """Return words of somebody."""
    origin = Origin(
        account=AccountKey(platform=Platform.DISCORD, user="1"),
        event=message,
        chat=Address(chat),
        private=private,
        at=datetime(2026, 3, 2, tzinfo=UTC),
        message=message,
    )
    return Said(origin=origin, text="x")


async def noted(memory: ProcessMemory) -> dict[str, int]:
    """Return what the next process finds."""
    backlog = Backlog(memory=memory, key="k")
    await backlog.load()
    return backlog.noted


async def test_a_chat_is_noted_from_before_the_first_message_that_waits() -> None:
    """Commands, and what is said where others read, are in no history that could be fetched."""
    memory = ProcessMemory()
    backlog = Backlog(memory=memory, key="k")
    await backlog.note([said("12"), said("13"), said("i14"), said("15", chat="80", private=False)])
    assert await noted(memory) == {"70": 11}


async def test_a_chat_that_is_known_is_noted_only_where_it_waits() -> None:
    """It is found again by what was carried out of it; whoever is new is found by nothing else."""
    memory = ProcessMemory()
    backlog = Backlog(memory=memory, key="k")
    await backlog.note([said("12")])
    backlog.know([said("12")])
    await backlog.clear(behind=())
    await backlog.note([said("13")])
    assert await noted(memory) == {}
    await backlog.note([said("13")], waiting=[said("14")])
    assert await noted(memory) == {"70": 13}


async def test_only_what_is_behind_stays_noted() -> None:
    """A history that could not be fetched is asked for again next time, whatever else was carried out."""
    memory = ProcessMemory()
    backlog = Backlog(memory=memory, key="k")
    await backlog.note([said("12"), said("13", chat="71")])
    await backlog.keep_for_later("72", after=5)
    await backlog.clear(behind={"71"})
    assert await noted(memory) == {"71": 12, "72": 5}


def test_what_waits_of_an_older_session_says_nothing_of_this_one() -> None:
    """A session is gone on with at an event of its own."""
    progress = Progress()
    progress.begin("m1", sequence=700)
    assert progress.reached(3) == 3
    progress.begin("m2", sequence=3)
    assert progress.reached(4) == 2


async def test_a_session_belongs_to_one_bot() -> None:
    """With the token of another, a new one is begun."""
    memory = ProcessMemory()
    sessions = Sessions(memory=memory)
    await sessions.load(1)
    await sessions.keep(Session(id="a", gateway="wss://x", sequence=4))
    assert (await Sessions(memory=memory).load(1)).goes_on
    assert not (await Sessions(memory=memory).load(2)).goes_on


async def test_what_cannot_be_read_is_nothing() -> None:
    """A later version may have written it."""
    memory = ProcessMemory()
    await memory.remember("k", "[1]")
    assert await noted(memory) == {}
