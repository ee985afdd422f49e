from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.chat import Event, Pressed, Said
from core.domain.runner import RunnerId
from core.storage import tables
from core.storage.parts import prune_parts
from tests.support.crowd import CONSOLE, DISCORD, STRANGER, TELEGRAM, Chat, Crowd, two_histories

MINUTE = timedelta(minutes=1)


@pytest.fixture
async def two(tmp_path: Path) -> AsyncIterator[Crowd]:
    """Open an inbox on which somebody has two histories."""
    async with two_histories(f"sqlite:///{tmp_path / 'coach.db'}") as people:
        yield people


async def test_undo_brings_both_back(two: Crowd) -> None:
    """By the word or the button: both have what they had, undo stacks too, and what was logged since where it was."""
    before = [await two.logbook(TELEGRAM), await two.logbook(DISCORD)]
    await two.link(TELEGRAM, DISCORD)
    assert "link is undone" in await two.say(DISCORD, "undo")
    after = [await two.logbook(TELEGRAM), await two.logbook(DISCORD)]
    for was, now in zip(before, after, strict=True):
        assert was is not None
        assert now is not None
        assert (now.entries, now.settings, now.changes, now.cursor) == (
            was.entries,
            was.settings,
            was.changes,
            was.cursor,
        )
    assert "Taken back" in await two.say(TELEGRAM, "undo")


async def test_what_was_done_since_the_link_survives_its_undoing(two: Crowd) -> None:
    """A log goes where it was told, a correction to whose entry it was, from whichever chat."""
    await two.link(TELEGRAM, DISCORD)
    await two.say(TELEGRAM, "2x9 40kg seated calf raise")
    await two.press(DISCORD, "Undo the link")
    assert {one.split(" ", 1)[1] for one in await two.logged(TELEGRAM)} == {
        "single-leg-raise [12, 12, 12]",
        "seated-machine-raise [9, 9]",
    }
    assert len(await two.logged(DISCORD)) == 2
    assert "parted" in await two.say(TELEGRAM, "undo")


async def test_a_link_cannot_be_undone_after_a_day(two: Crowd) -> None:
    """Then the parts are gone, and unlinking is the way."""
    await two.link(TELEGRAM, DISCORD)
    two.wait(hours=25)
    assert "for a day" in await two.say(DISCORD, "undo")
    async with two.store.transaction() as transaction:
        assert await prune_parts(transaction, before=two.clock.now() - timedelta(days=1)) == 2
        left = await transaction.connection.scalar(select(func.count()).select_from(tables.runner))
    assert left == 1
    assert "for a day" in await two.say(DISCORD, "undo")
    assert len(await two.logged(DISCORD)) == 2


async def test_unlinking_gives_each_its_own(two: Crowd) -> None:
    """What was told in both is in both; the rest is where it was told."""
    await two.link(TELEGRAM, DISCORD)
    await two.say(TELEGRAM, "2 days ago 1x30 pogo hops")
    await two.say(DISCORD, "/unlink")
    assert "Each chat has" in await two.press(DISCORD, "Each its own")
    telegram = {one.split()[1] for one in await two.logged(TELEGRAM)}
    discord = {one.split()[1] for one in await two.logged(DISCORD)}
    assert telegram & discord == {"single-leg-raise"}
    assert "bunny-hops" in discord - telegram
    assert len(telegram) == 2


@pytest.mark.parametrize(
    ("button", "keeps"), [("Everything to Discord", DISCORD), ("Everything to Telegram", TELEGRAM)]
)
async def test_unlinking_gives_everything_to_one(two: Crowd, button: str, keeps: Chat) -> None:
    """One keeps it all, the other begins anew with its settings."""
    await two.link(TELEGRAM, DISCORD)
    await two.say(DISCORD, "/unlink")
    await two.press(DISCORD, button)
    counts = {chat: len(await two.logged(chat)) for chat in (TELEGRAM, DISCORD)}
    assert counts == {TELEGRAM: 0, DISCORD: 0} | {keeps: 2}


async def test_three_become_one(two: Crowd) -> None:
    """A third chat joins, and the newest link can be undone first, then the one before."""
    await two.say(CONSOLE, "3 days ago 1x20 pogo hops")
    await two.link(TELEGRAM, DISCORD)
    await two.say(DISCORD, "/link")
    code = (await two.press(DISCORD, "Link another")).partition("/link ")[2][:9]
    await two.say(CONSOLE, code)
    await two.press(CONSOLE, "Link them")
    assert len(await two.logged(TELEGRAM)) == 3
    await two.say(TELEGRAM, "undo")
    assert [len(await two.logged(chat)) for chat in (TELEGRAM, DISCORD, CONSOLE)] == [2, 2, 1]
    await two.say(TELEGRAM, "undo")
    assert [len(await two.logged(chat)) for chat in (TELEGRAM, DISCORD, CONSOLE)] == [1, 2, 1]


async def test_codes_that_cross_link_once(two: Crowd) -> None:
    """Each opens the other's code; the first yes links, the second finds them linked."""
    shown, crossing = await two.code(TELEGRAM), await two.code(DISCORD)
    await two.say(DISCORD, shown)
    await two.say(TELEGRAM, crossing)
    assert "share one history" in await two.press(DISCORD, "Link them")
    assert "linked already" in await two.press(TELEGRAM, "Link them")
    assert len(await two.logged(TELEGRAM)) == 2


async def test_the_other_chat_hears_of_it_and_can_undo(two: Crowd) -> None:
    """Who did not press is told, with a button."""
    await two.link(TELEGRAM, DISCORD)
    assert "Undo the link" in [label for label, _ in two.buttons(TELEGRAM)]
    assert "undone" in await two.press(TELEGRAM, "Undo the link")


async def test_old_buttons_mean_the_same_facts_or_nothing(two: Crowd) -> None:
    """Effort told by a button from before the link goes to that entry; an undo of another numbering is refused."""
    undo = two.action(DISCORD, "Undo")
    before = await two.logbook(DISCORD)
    assert before is not None
    hops = next(one.id for one in before.entries if one.exercise == "bunny-hops")
    await two.link(TELEGRAM, DISCORD)
    await two.press_action(DISCORD, f"rate:{hops}:8")
    logbook = await two.logbook(DISCORD)
    assert logbook is not None
    assert [one.exercise for one in logbook.entries if any(each.rpe for each in one.sets)] == ["bunny-hops"]
    await two.press_action(DISCORD, undo)
    assert len(await two.logged(DISCORD)) == 2
    await two.press_action(DISCORD, f"rate:{hops}:9")
    await two.press(DISCORD, "Undo the link")
    await two.press_action(DISCORD, f"1~rate:{hops}:6")
    again = await two.logbook(DISCORD)
    assert again is not None
    assert [str(each.rpe) for one in again.entries for each in one.sets if each.rpe] == ["9", "9"]


async def test_an_old_button_names_another_exercise_for_its_own_entry(two: Crowd) -> None:
    """Both histories number from one, and the button was shown before they became one."""
    await two.say(DISCORD, "1x30 20kg pogo hops")
    action = next(action for _, action in two.buttons(DISCORD) if action.startswith("was:"))
    exercise = action.rpartition(":")[2]
    await two.link(TELEGRAM, DISCORD)
    kept = [one for one in await two.logged(TELEGRAM) if "[30]" not in one]
    await two.press_action(DISCORD, action)
    after = await two.logged(TELEGRAM)
    assert [one for one in after if "[30]" not in one] == kept
    assert [one.split(" ", 1)[1] for one in after if "[30]" in one] == [f"{exercise} [30]"]


@pytest.mark.parametrize("chat", [TELEGRAM, DISCORD])
async def test_a_file_is_imported_in_either_chat(two: Crowd, chat: Chat) -> None:
    """The button below what was read in it works in a chat whose numbers moved."""
    rows = (
        b"title,start_time,exercise_title,set_index,set_type,weight_kg,reps,rpe\nL,2 Feb 2026,Bunny hops,0,normal,,9,"
    )
    await two.link(TELEGRAM, DISCORD)
    assert "Shall I import it" in await two.give(chat, rows)
    assert "Imported" in await two.press(chat, "Import")
    assert "2026-02-02 bunny-hops [9]" in await two.logged(TELEGRAM)


async def test_edits_and_replies_follow(two: Crowd) -> None:
    """A message from before the link, edited after it, changes its own entry; after unlinking too."""
    message = str(two.events)
    await two.link(TELEGRAM, DISCORD)
    await two.edit(DISCORD, message, "yesterday 2x25 bunny hops")
    assert any("[25, 25]" in one for one in await two.logged(TELEGRAM))
    await two.say(DISCORD, "/unlink")
    await two.press(DISCORD, "Each its own")
    await two.edit(DISCORD, message, "yesterday 2x15 bunny hops")
    assert any("[15, 15]" in one for one in await two.logged(DISCORD))


async def test_deleting_leaves_nothing_of_any_chat(two: Crowd) -> None:
    """One word in one chat erases both, the parts that were kept, and the codes."""
    await two.link(TELEGRAM, DISCORD)
    await two.say(DISCORD, "/link")
    await two.press(DISCORD, "Link another")
    await two.say(TELEGRAM, "/delete")
    await two.say(TELEGRAM, "delete")
    async with two.store.reading() as transaction:
        for table in tables.metadata.sorted_tables:
            if table.name not in {"memory", "spent_event"}:
                rows = (await transaction.connection.execute(select(table))).all()
                assert rows == [], table.name


async def test_events_are_not_lost_around_a_link(two: Crowd) -> None:
    """Yes, a log and an undo in one batch: the log is in the common history, in the order of telling."""
    await two.say(DISCORD, await two.code(TELEGRAM))
    yes = two.action(DISCORD, "Link them")
    batch: list[Event] = [
        Pressed(origin=two.origin(DISCORD), action=yes),
        Said(origin=two.origin(DISCORD), text="2 days ago 1x20 pogo hops"),
        Said(origin=two.origin(TELEGRAM), text="3 days ago 1x20 pogo hops"),
    ]
    await two.happens(DISCORD, *batch)
    await two.happens(DISCORD, *batch)
    assert len(await two.logged(TELEGRAM)) == 4


async def test_home_is_where_one_says(two: Crowd) -> None:
    """One chat is home; a button makes it another."""
    await two.link(TELEGRAM, DISCORD)
    await two.press(DISCORD, "Daily on Discord")
    logbook = await two.logbook(TELEGRAM)
    assert logbook is not None
    assert [one.key.platform for one in logbook.accounts if one.home] == [DISCORD.platform]


async def test_nothing_is_linked_to_nobody(two: Crowd) -> None:
    """Buttons of linking that were never shown do nothing."""
    for action in (
        "link-yes",
        "link-undo",
        "link-home:discord:0",
        "unlink:own",
        "unlink:what",
        "link-no",
        "9~link-yes",
    ):
        assert await two.press_action(STRANGER, action)
    async with two.store.reading() as transaction:
        assert await transaction.runner_of(TELEGRAM.key) == RunnerId(1)
