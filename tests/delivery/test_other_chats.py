"""A runner with two chats has one daily message: at home, or where home cannot be written to, in the other chat."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from bot.chat import Reachable
from bot.delivery.dispatch import Delivery
from bot.delivery.errors import ChatGoneError
from core.domain.account import Platform
from core.services.queue_due import sweep
from tests.support.crowd import DISCORD, TELEGRAM, Chat, Crowd, crowd
from tests.support.letterbox import Letterbox
from tests.support.logbooks import CATALOGUE


@dataclass(slots=True)
class Town:
    """People who are linked, and the letterboxes of their platforms."""

    people: Crowd
    boxes: dict[Platform, Letterbox]
    delivery: Delivery

    async def tomorrow(self) -> None:
        """Let the next daily message fall due, and send it."""
        self.people.wait(days=1, hours=1, minutes=1)
        for _ in range(2):
            await sweep(self.people.store, now=self.people.clock.now(), limit=100, catalogue=CATALOGUE)
            await self.delivery.drain()

    def dailies(self, chat: Chat) -> list[str]:
        """Return the daily messages that came to a chat."""
        texts = self.boxes[chat.platform].texts(chat.address)
        return [one for one in texts if "rest" in one]


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    """Link two chats of somebody who logged in both, with Telegram as their home."""
    async with crowd(f"sqlite:///{tmp_path / 'coach.db'}") as people:
        await people.say(TELEGRAM, "3x12 20kg")
        await people.say(TELEGRAM, "I weigh 70 kg")
        await people.say(DISCORD, "3x12 20kg")
        await people.link(TELEGRAM, DISCORD)
        boxes = {one.platform: Letterbox() for one in (TELEGRAM, DISCORD)}
        delivery = Delivery(
            store=people.store,
            platforms=boxes,
            clock=people.clock.now,
            catalogue=CATALOGUE,
            chance=Random(1),  # noqa: S311 - not a secret
            owner="one",
        )
        yield Town(people, boxes, delivery)


async def test_one_daily_message_comes_home(town: Town) -> None:
    """Two chats, one message."""
    await town.tomorrow()
    assert (len(town.dailies(TELEGRAM)), len(town.dailies(DISCORD))) == (1, 0)


async def test_it_comes_where_one_says(town: Town) -> None:
    """The button moves it to the other chat, whose buttons say in which numbering they are."""
    await town.people.press(DISCORD, "Daily on Discord")
    await town.tomorrow()
    assert (len(town.dailies(TELEGRAM)), len(town.dailies(DISCORD))) == (0, 1)
    actions = [one.action for row in town.boxes[Platform.DISCORD].taken[-1].reply.buttons for one in row]
    assert all(one.startswith("1~") for one in actions)
    words = await town.people.press_action(DISCORD, next(one for one in actions if "done:" in one))
    assert "button" not in words


async def test_who_trained_in_the_other_chat_is_left_alone(town: Town) -> None:
    """Queued for Telegram, and told on Discord before it was sent that the work is done: nothing comes anywhere."""
    town.people.wait(days=1, hours=1, minutes=1)
    await sweep(town.people.store, now=town.people.clock.now(), limit=100, catalogue=CATALOGUE)
    await town.people.say(DISCORD, "3x12 20kg")
    await town.delivery.drain()
    assert (town.dailies(TELEGRAM), town.dailies(DISCORD)) == ([], [])


async def test_home_that_blocks_gets_it_elsewhere_the_same_day(town: Town) -> None:
    """The platform says 403 at the moment of sending: today's message goes to the other chat at once, once."""
    town.boxes[Platform.TELEGRAM].will_fail(TELEGRAM.address, ChatGoneError(reason="blocked"))
    await town.tomorrow()
    assert (len(town.dailies(TELEGRAM)), len(town.dailies(DISCORD))) == (0, 1)
    await town.tomorrow()
    assert (len(town.dailies(TELEGRAM)), len(town.dailies(DISCORD))) == (0, 2)


async def test_home_that_blocked_before_gets_it_elsewhere(town: Town) -> None:
    """Blocked between two messages, or between the queueing and the sending of one; let in again, it comes home."""
    await town.people.block(TELEGRAM)
    await town.tomorrow()
    assert (len(town.dailies(TELEGRAM)), len(town.dailies(DISCORD))) == (0, 1)
    await town.people.block(TELEGRAM, reachable=True)
    town.people.wait(days=1, hours=1)
    await sweep(town.people.store, now=town.people.clock.now(), limit=100, catalogue=CATALOGUE)
    blocks = Reachable(origin=town.people.origin(TELEGRAM), reachable=False)
    await town.people.inbox.receive([blocks])
    for _ in range(2):
        await town.delivery.drain()
    assert (len(town.dailies(TELEGRAM)), len(town.dailies(DISCORD))) == (0, 2)


async def test_reminders_of_the_day_of_the_link_are_not_doubled(tmp_path: Path) -> None:
    """Both were reminded today and are linked today: nothing more comes until tomorrow."""
    async with crowd(f"sqlite:///{tmp_path / 'coach.db'}") as people:
        for chat in (TELEGRAM, DISCORD):
            await people.say(chat, "hello")
        people.wait(days=1, hours=2)
        await sweep(people.store, now=people.clock.now(), limit=100, catalogue=CATALOGUE)
        await people.deliver()
        before = [one.address for one in people.said if one.reply.text == "daily"]
        await people.link(TELEGRAM, DISCORD)
        people.wait(hours=1)
        await sweep(people.store, now=people.clock.now() + timedelta(hours=1), limit=100, catalogue=CATALOGUE)
        await people.deliver()
        assert [one.address for one in people.said if one.reply.text == "daily"] == before
        assert len(before) == 2
