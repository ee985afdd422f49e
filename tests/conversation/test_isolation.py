"""Somebody else who replays a runner's buttons, message ids, codes and files gets nothing, on any platform.

The matrix is made of the list of commands and of every button that was shown: what is new is tried by itself.
"""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

import msgspec
import pytest
from structlog.testing import capture_logs

from bot.chat import Deleted, Edited, Event, FileGiven, Pressed, Said
from bot.conversation.deeds import PRESSES
from bot.conversation.menu import COMMANDS
from bot.telegram.inbound import Identity, read
from bot.telegram.wire import Update
from core.domain.account import Platform
from core.domain.logbook import Logbook
from tests.support.crowd import Chat, Crowd, crowd

#: What only Ann ever said; nobody else may read it.
HERS = ("23.75", "61.7", "13 September", "heel 3", "[13, 11, 9]", "13, 11, 9")
HER_LOG = b"""title,start_time,exercise_title,set_index,set_type,weight_kg,reps,rpe
Legs,"2 Feb 2026, 07:01",Seated Calf Raise,0,normal,23.75,12,8
"""
_AT_ONCE = 20
ANN = {platform: Chat(platform, "1001") for platform in Platform}
MALLORY = {platform: Chat(platform, "6666") for platform in Platform}
LIFE = (
    "13, 11, 9 at 23.75 kg seated calf raise",
    "I weigh 61.7 kg",
    "yesterday 2x20 bunny hops",
    "two days ago 4x12",
    "race on 13 September half marathon",
    "long run every sunday",
    "heel 3/10 left",
    "/today",
    "/week",
    "/history",
    "/settings",
    "/swap",
    "/later",
    "/skip",
    "/pause",
    "/test",
    "/setup",
    "20x20",
    "what was that pop",
    "/show",
    "/export",
    "/import",
    "/delete",
    "stop",
    "/unlink",
    "/help",
)


@pytest.fixture
async def people(tmp_path: Path) -> AsyncIterator[Crowd]:
    """Open an inbox on a new store."""
    async with crowd(f"sqlite:///{tmp_path / 'coach.db'}") as opened:
        yield opened


async def live(people: Crowd, chat: Chat) -> str:
    """Let Ann do what shows every kind of button, with another chat linked, and return a code that she used."""
    other = ANN[Platform.CONSOLE if chat.platform is not Platform.CONSOLE else Platform.DISCORD]
    for text in LIFE:
        people.wait(seconds=20)
        await people.say(chat, text)
    people.wait(minutes=2)
    assert "Shall I import it" in await people.give(chat, HER_LOG)
    await people.say(other, "3x12 20kg")
    people.wait(minutes=5)
    code = await people.code(chat)
    await people.say(other, code)
    await people.press(other, "Link them")
    await people.say(chat, "/unlink")
    await people.say(chat, "/link")
    return code


def as_read(event: Event) -> Event:
    """Return what Telegram's own door makes of an event that is made there; of others, what they are."""
    origin = event.origin
    if origin.account.platform is not Platform.TELEGRAM:
        return event
    person = {"id": int(origin.account.user), "first_name": "M"}
    where = {"id": int(origin.account.user), "type": "private"}
    base = {"message_id": _number(origin.message), "date": int(origin.at.timestamp()), "chat": where}
    match event:
        case Pressed():
            query = {"id": "1", "from": person, "data": event.action, "message": base}
            update = {"update_id": int(origin.event), "callback_query": query}
        case Edited():
            update = {"update_id": int(origin.event), "edited_message": {**base, "from": person, "text": event.text}}
        case Said():
            replied = {"reply_to_message": {**base, "message_id": _number(event.reply_to)}} if event.reply_to else {}
            update = {
                "update_id": int(origin.event),
                "message": {**base, "from": person, "text": event.text, **replied},
            }
        case _:
            return event
    me = Identity(id=99, username="calfcoach_bot")
    read_event = read(msgspec.convert(update, Update), me=me, now=origin.at)
    assert read_event is not None
    return replace(read_event, origin=replace(read_event.origin, chat=origin.chat))


def _number(message: str) -> int:
    return int(message.lstrip("x") or 1)


def replays(people: Crowd, hers: Chat, his: Chat, *, code: str) -> Iterator[Event]:
    """Give everything of Ann's that somebody could send in her place."""
    heard = [one for one in people.said if one.address == hers.address]
    actions = {action for one in heard for row in one.reply.buttons for action in (each.action for each in row)}
    numbers = {part for action in actions for part in action.split(":") if part.isdecimal()}
    made_up = {f"{verb}:{number}" for verb in PRESSES for number in ("", *sorted(numbers)[:1])}
    for action in sorted(actions | made_up):
        yield Pressed(origin=people.origin(his, message=heard[-1].external), action=action)
    for name in COMMANDS:
        yield Said(origin=people.origin(his), text=f"/{name}")
        yield Said(origin=people.origin(his), text=f"/{name}", reply_to=heard[0].external)
    for number in range(1, len(LIFE) + 1):
        yield Edited(origin=people.origin(his, message=str(number)), text="/history")
        yield Deleted(origin=people.origin(his, message=str(number)))
        yield Said(origin=people.origin(his), text="same as last time", reply_to=f"x{number}")
    for content in (HER_LOG, *(one.reply.file.content for one in heard if one.reply.file is not None)):
        yield people.file(his, content)
    for text in (code, f"/link {code}", f"/start link-{code}", "undo", "redo", "/unlink"):
        yield Said(origin=people.origin(his), text=text)


async def books(people: Crowd) -> list[Logbook | None]:
    """Load what is known of Ann."""
    return [await people.logbook(chat) for chat in ANN.values()]


@pytest.mark.parametrize(("hers", "his"), [*product(Platform, repeat=2)])
async def test_who_replays_it_gets_nothing(people: Crowd, hers: Platform, his: Platform) -> None:
    """Every button, command, message id and code of hers, sent by him: no word of hers, and nothing of hers changes."""
    code = await live(people, ANN[hers])
    mine = [one for one in people.said if one.address == ANN[hers].address]
    assert any("23.75" in one.reply.text for one in mine), "the marks are not said even to her"
    await people.say(MALLORY[his], "yesterday 5x5 70kg seated calf raise")
    before, told = await books(people), len(people.said)
    events = [as_read(event) for event in replays(people, ANN[hers], MALLORY[his], code=code)]
    with capture_logs():  # what is made up may make no sense at all, and is owned up to
        for batch in (events[at : at + _AT_ONCE] for at in range(0, len(events), _AT_ONCE)):
            people.wait(seconds=2 * _AT_ONCE)
            await people.happens(MALLORY[his], *batch)
    said = people.said[told:]
    leaks = [one.reply.text for one in said if any(mark in one.reply.text for mark in HERS)]
    assert leaks == []
    assert {one.address for one in said} <= {MALLORY[his].address}
    assert all(ANN[hers].user not in repr(one.reply) for one in said)
    assert await books(people) == before
    assert len(events) > 150
    assert sum(isinstance(one, FileGiven) for one in events) == 2, "her log, and her export"
