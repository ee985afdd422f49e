"""Commands, buttons, lists and forms on Discord: what they say to the coach, and where the answer appears."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.chat import Button, Posting, Reply
from bot.conversation.menu import COMMANDS
from bot.conversation.understanding.suggesting import suggest_zones
from bot.discord.interactions import FIELD, FORM
from bot.discord.outbound import custom_id
from bot.discord.places import channel_address
from core.domain.account import Platform
from tests.support.botapi.faults import Fault, Kind
from tests.support.discord_driver import RUNNER, DiscordDriver, discord_driver, tell_commands
from tests.support.discordapi.world import EPHEMERAL, Json

CALLBACK = "POST /interactions/{interaction}/{token}/callback"
ORIGINAL = "PATCH /webhooks/{application}/{token}/messages/@original"
SEND = "POST /channels/{channel}/messages"
STRONG = """Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE
2026-02-02 10:00:00,A,1h,Seated Calf Raise (Machine),1,40,12,0,0,,,
"""
SYNC = "PUT /applications/{application}/commands"


@pytest.fixture
async def driver(tmp_path: Path) -> AsyncIterator[DiscordDriver]:
    """Open the coach on a stand-in that knows its commands, with one runner."""
    async with discord_driver(tmp_path / "coach.db") as driver:
        await tell_commands(driver)
        await driver.say("/start")
        driver.heard()
        yield driver


def answer(driver: DiscordDriver, *, last: int = -1) -> Json:
    """Return how an interaction was acknowledged."""
    body: Json = driver.server.calls(CALLBACK)[last].body
    return body


async def test_commands_are_told_when_they_changed(driver: DiscordDriver) -> None:
    """Each with a description and within Discord's limits, for servers and for people, usable anywhere."""
    commands = {one["name"]: one for one in driver.server.world.commands}
    assert set(commands) == set(COMMANDS)
    assert all(one["description"] and one["integration_types"] == [0, 1] for one in commands.values())
    assert all(sorted(one["contexts"]) == [0, 1, 2] for one in commands.values())
    assert await tell_commands(driver) == 0
    assert await tell_commands(driver, names=("today", "log")) == 1
    assert len(driver.server.calls(SYNC)) == 2


async def test_a_command_in_direct_messages_is_answered_in_its_place(driver: DiscordDriver) -> None:
    """The "thinking" message becomes the answer, for all eyes there are."""
    await driver.command("today")
    (call,) = driver.server.calls(ORIGINAL)
    assert answer(driver) == {"type": 5}
    assert "calf raise" in call.body["embeds"][0]["description"]


async def test_a_command_in_a_server_is_answered_for_one_pair_of_eyes(driver: DiscordDriver) -> None:
    """Also the first one of somebody whom nobody knows yet; reminders go to their direct messages."""
    world = driver.server.world
    channel = world.guild_channel()
    world.command("7009", "today", channel=channel.id)
    await driver.settle()
    assert answer(driver) == {"type": 5, "data": {"flags": EPHEMERAL}}
    (message,) = channel.messages.values()
    assert message["embeds"]
    assert len(driver.server.calls("POST /users/@me/channels")) == 1
    world.press_label("7009", "Done", channel=channel.id)
    await driver.settle()
    assert answer(driver) == {"type": 6}
    assert "body weight" in next(iter(channel.messages.values()))["content"]
    assert len(channel.messages) == 1


@pytest.mark.parametrize(
    ("name", "options", "said"),
    [
        ("log", {"text": "3x12 20kg"}, "3 × 12 each leg at 20 kg"),
        ("log", {"exercise": "Bunny hops", "text": "2x20"}, "Bunny hops: 2 × 20 contacts"),
        ("done", {}, "Single-leg calf raise: 2 × 12"),
        ("done", {"sets": 1}, "Single-leg calf raise: 12"),
        ("week", {}, "this week"),
        ("swap", {"variation": "plyometric"}, "plyometric day"),
        ("swap", {"reason": "I don't like it"}, "raise"),
        ("skip", {"reason": "no time"}, "kip"),
        ("later", {"when": "in 3 hours"}, "20:00"),
        ("pause", {"until": "for 2 weeks"}, "16 March"),
        ("show", {"exercise": "Bunny hops"}, "Bunny hops"),
        ("pain", {"level": 4, "place": "Achilles", "side": "left"}, "4 of 10"),
        ("test", {"left": 22, "right": 20}, "Left 22, right 20"),
        ("test", {}, "raise"),
        ("link", {"code": "ABCD-EFGH"}, "code"),
        ("link", {}, "/link "),
        ("import", {}, "Send me the file"),
        ("settings", {"weight": "70 kg"}, "70 kg"),
        ("settings", {"city": "Europe/Lisbon"}, "Europe/Lisbon"),
        ("settings", {"time": "6:30"}, "6:30"),
        ("settings", {"days": "mon, wed, fri"}, "Mon, Wed and Fri"),
        ("settings", {"unit": "lb"}, "lb"),
        ("settings", {"equipment": "dumbbells"}, "dumbbells"),
        ("settings", {}, "Your settings"),
        ("history", {}, ""),
        ("undo", {}, ""),
        ("why", {}, ""),
        ("resume", {}, ""),
        ("help", {}, "3x12 20kg"),
        ("privacy", {}, "keep"),
    ],
)
async def test_what_a_command_says(driver: DiscordDriver, name: str, options: dict[str, Any], said: str) -> None:
    """Its options reach the coach as words that it knows."""
    await driver.command(name, **options)
    text = "\n".join(reply.text for reply in driver.heard())
    assert text
    assert said in text


async def test_several_settings_at_once_are_each_answered(driver: DiscordDriver) -> None:
    """The first answer takes the place of "thinking", the next stand below."""
    await driver.command("settings", city="Europe/Lisbon", unit="lb")
    first, second = driver.heard()
    assert "Europe/Lisbon" in first.text
    assert "lb" in second.text


@pytest.mark.parametrize(
    ("name", "option", "typed", "offered"),
    [
        ("show", "exercise", "hop", "Bunny hops"),
        ("log", "exercise", "machine rai", "Seated machine raise"),
        ("settings", "city", "lisb", "Europe/Lisbon"),
        ("settings", "equipment", "dumb", "dumbbells"),
        ("later", "when", "", "in 3 hours"),
        ("pause", "until", "my own words", "my own words"),
    ],
)
async def test_what_is_offered_while_typing(
    driver: DiscordDriver, name: str, option: str, typed: str, offered: str
) -> None:
    """Any part of a name is enough, and at most 25 are offered."""
    suggest_zones("a")  # the list of all cities is read when the coach starts
    driver.server.world.command(RUNNER, name, kind=4, focused=option, given={option: typed})
    assert await driver.server.until(lambda: bool(driver.server.calls(CALLBACK)))
    choices = [one["name"] for one in answer(driver)["data"]["choices"]]
    assert offered in choices
    assert len(choices) <= 25


async def test_log_without_words_opens_a_form(driver: DiscordDriver) -> None:
    """What is typed there is logged as a message would be."""
    await driver.command("log")
    form = answer(driver)
    assert (form["type"], form["data"]["custom_id"]) == (9, FORM)
    driver.server.world.submit(RUNNER, custom_id=FORM, field_id=FIELD, text="3x12 20kg")
    await driver.settle()
    (logged,) = driver.heard()
    assert "20 kg" in logged.text


async def test_the_buttons_of_somebody_else_are_refused(driver: DiscordDriver) -> None:
    """Only the one who presses sees that, and nothing happens."""
    channel = driver.server.world.guild_channel()
    reply = Reply(text="Today", buttons=((Button(label="Done", action="done:2"),),))
    to = channel_address(channel.id, owner=RUNNER)
    await driver.platform.send(Posting(platform=Platform.DISCORD, address=to, reply=reply))
    driver.server.world.press_label("7002", "Done", channel=channel.id)
    await driver.settle()
    assert answer(driver)["type"] == 4
    assert answer(driver)["data"]["flags"] == EPHEMERAL
    assert "somebody else" in answer(driver)["data"]["content"]
    assert len(channel.messages) == 2


async def test_a_button_that_is_not_ours_is_refused(driver: DiscordDriver) -> None:
    """So is a form."""
    world = driver.server.world
    message = next(one for one in world.direct(RUNNER).messages.values() if one["components"])
    world.press(RUNNER, message["id"], custom_id="something-else")
    world.submit(RUNNER, custom_id="another-form", field_id=FIELD, text="3x12")
    await driver.settle()
    assert [answer(driver, last=at)["type"] for at in (-2, -1)] == [4, 4]
    assert not driver.heard()


async def test_a_choice_from_a_list_is_a_press(driver: DiscordDriver) -> None:
    """Where there are too many buttons they become lists."""
    buttons = tuple((Button(label=f"{number}", action=f"show:none-{number}"),) for number in range(29))
    buttons = (*buttons, (Button(label="Bunny hops", action="show:bunny-hops"),))
    to = channel_address(driver.server.world.direct(RUNNER).id)
    await driver.platform.send(
        Posting(platform=Platform.DISCORD, address=to, reply=Reply(text="Which?", buttons=buttons))
    )
    driver.heard()
    await driver.press("Bunny hops")
    assert "Bunny hops" in driver.heard()[0].text


async def test_a_double_press_is_carried_out_once(driver: DiscordDriver) -> None:
    """The message is edited in its place, and the second press finds it done."""
    world = driver.server.world
    message = next(one for one in world.direct(RUNNER).messages.values() if one["components"])
    done = next(one for row in message["components"] for one in row["components"] if one["label"] == "Done")
    for _ in range(2):
        world.press(RUNNER, message["id"], custom_id=done["custom_id"])
    await driver.settle()
    assert [call.body for call in driver.server.calls(CALLBACK)] == [{"type": 6}] * 2
    await driver.command("history")
    assert driver.heard()[-1].text.count("Single-leg calf raise") == 1


async def test_an_interaction_that_is_not_taken_in_time_is_answered_in_direct_messages(driver: DiscordDriver) -> None:
    """Discord says that it does not know the interaction any more, and nothing is lost."""
    channel = driver.server.world.guild_channel()
    ahead = 10.0
    clock, driver.server.world.clock = driver.server.world.clock, lambda: clock() + ahead
    token = len(driver.server.world.interactions)
    driver.server.world.command(RUNNER, "log", channel=channel.id, text="3x12 20kg")
    one = list(driver.server.world.interactions.values())[token]
    one.made -= ahead
    await driver.settle()
    assert not driver.server.calls(CALLBACK)
    sent = driver.server.calls(SEND)[-1]
    assert sent.facts["channel"] == driver.server.world.direct(RUNNER).id
    assert "20 kg" in sent.body["content"]


@pytest.mark.parametrize("kind", [Kind.RESET_AFTER, Kind.RESET_BEFORE])
async def test_an_acknowledgement_without_an_answer_is_found_out(driver: DiscordDriver, kind: Kind) -> None:
    """Where it arrived the answer takes its place, and where it did not, it goes to the direct messages."""
    channel = driver.server.world.guild_channel()
    driver.server.faults.append(Fault(kinds=(kind,), methods=frozenset({CALLBACK}), times=1))
    await driver.command("log", channel=channel.id, text="3x12 20kg")
    where = driver.server.calls(ORIGINAL if kind is Kind.RESET_AFTER else SEND)
    assert "20 kg" in where[-1].body["content"]


async def test_the_week_is_coloured_by_what_it_lacks(driver: DiscordDriver) -> None:
    """As the exercise of a day is by its variation."""
    await driver.command("week")
    assert driver.server.calls(ORIGINAL)[-1].body["embeds"][0]["color"] == 0x2E86DE


async def test_closed_direct_messages_are_told_at_the_next_command(driver: DiscordDriver) -> None:
    """With how to open them; reminders stop until then."""
    direct = driver.server.world.direct(RUNNER)
    direct.gone = "closed"
    await driver.say("thanks")
    channel = driver.server.world.guild_channel()
    await driver.command("week", channel=channel.id)
    (message,) = channel.messages.values()
    assert "your direct messages are closed" in message["embeds"][0]["description"]
    direct.gone = ""
    await driver.command("week", channel=channel.id)
    assert "closed" not in list(channel.messages.values())[-1]["embeds"][0]["description"]


def test_what_a_button_carries_fits() -> None:
    """The longest meaning and the longest owner stay within 100 characters."""
    assert len(custom_id("x" * 64, owner="9" * 20, number=99)) <= 100


async def test_a_file_is_imported_by_the_command_and_by_a_message(driver: DiscordDriver) -> None:
    """It is fetched from where it lies, and one that is gone is one sentence."""
    server = driver.server
    log = STRONG.encode()
    file = server.upload("strong.csv", log)
    await driver.command("import", file=file["id"])
    shown = driver.heard()[-1]
    server.world.say(RUNNER, "", attachments=[server.upload("again.csv", log)])
    await driver.settle()
    assert [button.label for button in shown.buttons[0]] == [button.label for button in driver.heard()[-1].buttons[0]]
    await driver.command("import", file=server.world.file("gone.csv", url=f"{server.url}/gone.csv", size=9)["id"])
    assert len(driver.heard()[-1].text.splitlines()) == 1
