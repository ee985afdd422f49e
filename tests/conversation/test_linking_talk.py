from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from core.domain.linking.codes import LIFE
from core.storage import tables
from tests.support.crowd import CONSOLE, DISCORD, STRANGER, TELEGRAM, Chat, Crowd, two_histories

MINUTE = timedelta(minutes=1)


@pytest.fixture
async def two(tmp_path: Path) -> AsyncIterator[Crowd]:
    """Open an inbox on which somebody has two histories."""
    async with two_histories(f"sqlite:///{tmp_path / 'coach.db'}") as people:
        yield people


async def test_two_histories_become_one(two: Crowd) -> None:
    """Both chats have every log, none of them twice, and the richer settings."""
    words = await two.link(TELEGRAM, DISCORD)
    assert "share one history" in words
    assert await two.logged(TELEGRAM) == await two.logged(DISCORD)
    assert [one.partition(" ")[2] for one in await two.logged(TELEGRAM)] == [
        "bunny-hops [20, 20]",
        "single-leg-raise [12, 12, 12]",
    ]
    logbook = await two.logbook(DISCORD)
    assert logbook is not None
    assert logbook.settings.reminder_time.hour == 6


async def test_what_happens_is_said_before(two: Crowd) -> None:
    """Both histories are summed up, with what is the same, and nothing is done without a yes."""
    words = await two.say(DISCORD, await two.code(TELEGRAM))
    assert "Discord (here): 2 entries since Sun 1 March." in words
    assert "Telegram: one entry, on Mon 2 March." in words
    assert "One entry is in both" in words
    assert "those of Telegram hold" in words
    assert "Nothing is linked" in await two.press(DISCORD, "Cancel")
    assert len(await two.logged(TELEGRAM)) == 1
    assert "Nothing waits" in await two.press(DISCORD, "Link them")


@pytest.mark.parametrize("typed", ["/link {}", "/LINK {}", "{}", "link code {}", " {}. "])
async def test_a_code_may_be_typed_as_one_likes(two: Crowd, typed: str) -> None:
    """After the command, alone, in small letters, without the dash."""
    code = await two.code(TELEGRAM)
    for form in (typed.format(code), typed.format(code.lower().replace("-", ""))):
        assert "one history of two" in await two.say(DISCORD, form)


@pytest.mark.parametrize("words", ["/start", "/start link-{}"])
async def test_a_link_opens_it(two: Crowd, words: str) -> None:
    """The payload of a deep link is a code, handed over by the platform or typed."""
    code = await two.code(DISCORD)
    assert f"https://t.me/calfcoach_bot?start=link-{code}" in two.said[-1].reply.text
    start = f"link-{code}" if words == "/start" else ""
    assert "one history of two" in await two.say(TELEGRAM, words.format(code), start=start)


async def test_somebody_new_may_begin_with_a_code(two: Crowd) -> None:
    """Whose first words are a code is asked at once."""
    assert "nothing logged yet" in await two.say(CONSOLE, f"/link {await two.code(TELEGRAM)}")
    assert "share one history" in await two.press(CONSOLE, "Link them")
    assert len(await two.logged(CONSOLE)) == 1


@pytest.mark.parametrize("words", ["link my discord", "/link", "link telegram", "/link discord"])
async def test_a_code_is_asked_for_in_words(two: Crowd, words: str) -> None:
    """The command or a sentence; the code lives ten minutes."""
    assert "ten minutes" in await two.say(TELEGRAM, words)


async def test_a_code_that_is_no_good_gets_one_sentence(two: Crowd) -> None:
    """Wrong, their own, replaced by a newer one, too old: said so, and nothing is linked."""
    first, second = await two.code(TELEGRAM), await two.code(TELEGRAM)
    assert "don't know that code" in await two.say(DISCORD, "/link ABCD-EFGH")
    assert "your own code" in await two.say(TELEGRAM, f"/link {second}")
    assert "over" in await two.say(DISCORD, f"/link {first}")
    two.clock.move_to(two.clock.now() + LIFE + MINUTE)
    assert "over" in await two.say(DISCORD, f"/link {second}")
    assert len(await two.logged(TELEGRAM)) == 1


async def test_a_code_works_once(two: Crowd) -> None:
    """Whoever types it second hears that it was used, before and after the link."""
    code = await two.code(TELEGRAM)
    await two.say(DISCORD, code)
    assert "used already" in await two.say(STRANGER, code)
    await two.press(DISCORD, "Link them")
    assert "used already" in await two.say(STRANGER, code)
    assert "linked already" in await two.say(DISCORD, code)


async def test_five_wrong_codes_are_enough(two: Crowd) -> None:
    """After five the right one is not heard either, for ten minutes."""
    code = await two.code(TELEGRAM)
    for _ in range(5):
        assert "don't know" in await two.say(DISCORD, "/link BCDF-GHJK")
    assert "Too many wrong codes" in await two.say(DISCORD, f"/link {code}")
    two.clock.move_to(two.clock.now() + LIFE + MINUTE)
    assert "one history of two" in await two.say(DISCORD, f"/link {await two.code(TELEGRAM)}")


async def test_all_together_may_guess_three_hundred_times(two: Crowd) -> None:
    """Many accounts guessing at once are held up together, and those who only ask for a code are not."""
    for guesser in range(60):
        for _ in range(5):
            await two.say(Chat(TELEGRAM.platform, f"guesser {guesser}"), "BCDF-GHJK")
    assert "Too many codes" in await two.say(DISCORD, await two.code(TELEGRAM))


async def test_codes_are_not_shown_without_end(two: Crowd) -> None:
    """Six in ten minutes are too many."""
    for _ in range(5):
        await two.code(TELEGRAM)
    assert "a lot of codes" in await two.say(TELEGRAM, "/link")


async def test_a_group_gets_no_code_and_takes_none(two: Crowd) -> None:
    """Where others read along there is one line, for words and for buttons."""
    code = await two.code(TELEGRAM)
    await two.say(TELEGRAM, "/link", private=False)
    await two.say(DISCORD, f"/link {code}", private=False)
    await two.press_action(DISCORD, "link-yes", private=False)
    group = [one.reply.text for one in two.said if one.address == "a group"]
    assert len(group) == 3
    assert all("private chat" in one and code not in one for one in group)
    assert "one history of two" in await two.say(DISCORD, code)


async def test_no_code_is_kept_in_words(two: Crowd) -> None:
    """Neither the shown nor the typed code is in any table."""
    code = await two.code(TELEGRAM)
    await two.say(DISCORD, f"/link {code}")
    await two.say(DISCORD, "/link ABCD-EFGH")
    async with two.store.reading() as transaction:
        for table in tables.metadata.sorted_tables:
            rows = str((await transaction.connection.execute(select(table))).all())
            assert code not in rows, table.name
            assert code.replace("-", "") not in rows, table.name
            assert "ABCD-EFGH" not in rows, table.name
