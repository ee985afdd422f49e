from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.chat import Edited, Pressed
from bot.inbox import in_turns
from core.domain.pressure import ALARMS, EVENT, MOST
from core.storage.store import Store
from tests.support.correspondents import Talk, text_of
from tests.support.stored import NOW

SLOW_DOWN = "more than I can read"


@pytest.fixture
async def talk(tmp_path: Path) -> AsyncIterator[Talk]:
    """Open an inbox on a new store."""
    async with Store.open(f"sqlite:///{tmp_path / 'coach.db'}") as store:
        yield Talk(store)


async def words_for(talk: Talk, who: str) -> list[str]:
    """Take what waits for one chat."""
    return [text_of(one) for one in await talk.answers() if one.address == f"chat-of-{who}"]


async def test_a_burst_of_fifty_is_carried_out_whole_and_in_order(talk: Talk) -> None:
    """Fifty logs at once are fifty entries, answered one after the other."""
    await talk.happens(*(talk.said("ann", f"yesterday 1x{number + 10} bunny hops") for number in range(50)))
    answers = await words_for(talk, "ann")
    told = [number for answer in answers for number in range(10, 60) if f" {number} contacts" in answer.split("\n")[0]]
    assert told == sorted(told)
    assert len(told) >= 50
    assert not any(SLOW_DOWN in answer for answer in answers)


async def test_a_flood_gets_one_line_and_holds_up_nobody(talk: Talk) -> None:
    """A thousand messages get one word to slow down; somebody else is answered in the first turn."""
    flood = [talk.said("ann", "today") for _ in range(1000)]
    turns = list(in_turns([*flood, talk.said("bob", "today")]))
    assert any(one.origin.account.user == "bob" for one in turns[0])
    assert len(turns[0]) == 11
    assert len(turns) <= 8
    await talk.happens(*turns[0])
    assert len(await words_for(talk, "bob")) == 1
    for turn in turns[1:]:
        await talk.happens(*turn)
    talk.clock.move_to(NOW + timedelta(minutes=2))
    assert sum(SLOW_DOWN in one for one in await words_for(talk, "ann")) == 1


async def test_after_a_minute_all_is_read_again(talk: Talk) -> None:
    """Who slowed down is coached as before, and a new flood is told of anew."""
    await talk.happens(*(talk.said("ann", "today") for _ in range(70)))
    talk.clock.move_to(NOW + timedelta(seconds=62))
    await talk.happens(talk.said("ann", "2x15 bunny hops"))
    assert await talk.logged("ann") == 1
    await talk.happens(*(talk.said("ann", "today") for _ in range(70)))
    talk.clock.move_to(NOW + timedelta(hours=1))
    assert sum(SLOW_DOWN in one for one in await words_for(talk, "ann")) == 2


@pytest.mark.parametrize("pauses", [(0, 0, 0), (0, 61, 0), (5, 30, 30), (0, 59, 1), (0, 60, 1), (0, 61, 61)])
async def test_who_is_refused_unseen_would_have_been_refused(tmp_path: Path, pauses: tuple[int, ...]) -> None:
    """An inbox that remembers whom it refuses answers as one that looks at every event."""
    heard = []
    for name in ("remembering", "forgetful"):
        async with Store.open(f"sqlite:///{tmp_path / name}.db") as store:
            talk, at = Talk(store), NOW
            for seconds in pauses:
                at += timedelta(seconds=seconds)
                talk.clock.move_to(at)
                await talk.happens(*(talk.said("ann", "today") for _ in range(70)), talk.said("bob", "today"))
                if name == "forgetful":
                    talk.restart()
            talk.clock.move_to(at + timedelta(hours=1))
            heard.append([(one.key, text_of(one)) for one in await talk.answers()])
    assert heard[0] == heard[1]


async def test_a_clock_that_is_set_back_keeps_nobody_out(talk: Talk) -> None:
    """What is remembered of a refusal ends with the minute, whatever the clock does."""
    talk.clock.move_to(NOW + timedelta(hours=3))
    await talk.happens(*(talk.said("ann", "today") for _ in range(70)))
    talk.clock.move_to(NOW)
    await talk.happens(talk.said("ann", "today"))
    talk.clock.move_to(NOW + timedelta(seconds=62))
    await talk.happens(talk.said("ann", "2x15 bunny hops"))
    assert await talk.logged("ann") == 1


async def test_files_are_dear(talk: Talk) -> None:
    """Nobody gets more than a handful of files at once."""
    await talk.happens(talk.said("ann", "3x12 20kg"), *(talk.said("ann", "/export") for _ in range(20)))
    answers = await words_for(talk, "ann")
    assert sum("all that I have of you" in one for one in answers) == 6
    assert SLOW_DOWN in answers[-1]


@pytest.mark.parametrize("alarm", ["I felt a pop in my calf and can't walk", "chest pain and short of breath"])
async def test_an_alarm_is_heard_from_who_is_not_heard_otherwise(talk: Talk, alarm: str) -> None:
    """In the minute that is refused a red flag locks and is answered, before all that waits to be sent."""
    flood = [talk.said("ann", "today") for _ in range(100)]
    await talk.happens(*flood, talk.said("ann", alarm), talk.said("ann", "today"))
    answers = await words_for(talk, "ann")
    assert sum(SLOW_DOWN in one for one in answers) == 1
    assert answers[0].startswith("Please stop")
    assert await talk.locked("ann")


async def test_a_sign_that_is_tapped_is_heard_too(talk: Talk) -> None:
    """The buttons under the question for signs are alarms like words."""
    await talk.happens(*(talk.said("ann", "today") for _ in range(100)))
    await talk.happens(Pressed(origin=talk.origin("ann"), action="sign:0:emergency"))
    assert await talk.locked("ann")


async def test_an_edit_that_tells_of_an_alarm_is_heard_too(talk: Talk) -> None:
    """However it is said."""
    await talk.happens(*(talk.said("ann", "today") for _ in range(100)))
    await talk.happens(Edited(origin=talk.origin("ann"), text="my calf is hot, red and swollen"))
    assert await talk.locked("ann")


async def test_the_message_that_is_one_too_many_may_be_an_alarm(talk: Talk) -> None:
    """It is answered, and the word to slow down is said with it."""
    await talk.happens(*(talk.said("ann", "today") for _ in range(60)), talk.said("ann", "chest pain"))
    await talk.happens(talk.said("ann", "today"))
    answers = await words_for(talk, "ann")
    assert sum(SLOW_DOWN in one for one in answers) == 1
    assert await talk.locked("ann")


async def test_a_flood_of_alarms_is_a_flood(talk: Talk) -> None:
    """They are all the same in the end, and answered only so often."""
    await talk.happens(*(talk.said("ann", "chest pain") for _ in range(200)))
    assert len(await words_for(talk, "ann")) == MOST // EVENT + ALARMS + 1
