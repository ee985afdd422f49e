"""The exercise of the day in a channel of a server that the runner chose: the exercise alone, and nobody pinged."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.support.discord_driver import RUNNER, DiscordDriver, discord_driver, tell_commands
from tests.support.discordapi.channels import Channel
from tests.support.discordapi.server import BOT
from tests.support.discordapi.world import EPHEMERAL, Json

MONDAY = datetime(2026, 3, 2, 18, 30)  # noqa: DTZ001 - a wall time
A_DAY = timedelta(days=1)


@pytest.fixture
async def driver(tmp_path: Path) -> AsyncIterator[DiscordDriver]:
    """Open the coach on a stand-in, for a runner who trained on Monday."""
    async with discord_driver(tmp_path / "coach.db") as driver:
        await tell_commands(driver)
        await driver.at(MONDAY, zone="Europe/Madrid")
        await driver.say("/start")
        await driver.say("3x12 20kg")
        driver.heard()
        yield driver


def posted(channel: Channel) -> list[Json]:
    """Return what the coach said in a channel for everybody to read."""
    return [
        one
        for one in channel.messages.values()
        if one["author"]["id"] == BOT and not one["flags"] & EPHEMERAL and (one["content"] or one["embeds"])
    ]


def alone(channel: Channel) -> list[str]:
    """Return what the coach said in a channel for one pair of eyes."""
    return [one["content"] for one in channel.messages.values() if one["flags"] & EPHEMERAL]


async def chosen(driver: DiscordDriver) -> Channel:
    """Let the runner choose a channel, and a day pass."""
    channel = driver.server.world.guild_channel()
    await driver.command("settings", channel=channel.id, given={"channel": channel.id})
    assert "From now on your exercise goes to that channel" in alone(channel)[0]
    driver.heard()
    await driver.wait(A_DAY)
    return channel


async def test_the_exercise_goes_to_the_channel_and_nothing_else_of_the_runner(driver: DiscordDriver) -> None:
    """What was done last time stays between the runner and the coach, and nobody is pinged."""
    channel = await chosen(driver)
    (message,) = posted(channel)
    said = message["embeds"][0]["description"]
    assert [part in said for part in ("Tue", "Cue: ", "Last time", "@")] == [True, True, False, False]
    sent = [one for one in driver.server.journal if one.facts.get("channel") == channel.id]
    assert sent[-1].body["allowed_mentions"] == {"parse": [], "replied_user": False}


async def test_a_button_there_answers_its_runner_alone(driver: DiscordDriver) -> None:
    """The message stays as it was, and somebody else's press is refused."""
    channel = await chosen(driver)
    before = posted(channel)[0].copy()
    driver.server.world.press_label("7002", "Done as planned", channel=channel.id)
    await driver.settle()
    assert "belongs to somebody else" in alone(channel)[-1]
    driver.server.world.press_label(RUNNER, "Done as planned", channel=channel.id)
    await driver.settle()
    assert posted(channel) == [before]
    assert alone(channel)[-1]


@pytest.mark.parametrize("gone", ["permissions", "unknown", "access"])
async def test_a_channel_that_is_lost_brings_the_exercise_home(driver: DiscordDriver, gone: str) -> None:
    """The direct messages say so, bring it whole, and go on the day after without a word about it."""
    channel = await chosen(driver)
    channel.gone = gone
    driver.heard()
    await driver.wait(A_DAY)
    lost, exercise = [reply.text for reply in driver.heard()]
    assert lost.startswith("I cannot write in the channel that you chose any more")
    assert exercise.startswith("Wed")
    await driver.wait(A_DAY)
    assert [reply.text[:3] for reply in driver.heard()] == ["Thu"]
    assert len(posted(channel)) == 1


async def test_the_exercise_comes_home_when_it_is_called(driver: DiscordDriver) -> None:
    """By the option, and by the button under the settings."""
    channel = await chosen(driver)
    await driver.command("settings", given={"private": True})
    assert "comes here again" in driver.heard()[-1].text
    await driver.command("settings", given={"channel": channel.id})
    await driver.say("/settings")
    assert "Your exercise goes to: a channel that others read" in driver.heard()[-1].text
    await driver.press("Back to here")
    await driver.say("/settings")
    assert "a channel that others read" not in driver.heard()[-1].text


async def test_only_a_channel_where_both_may_write_can_be_chosen(driver: DiscordDriver) -> None:
    """Each is told what is missing."""
    channel = driver.server.world.guild_channel()
    channel.gone = "access"
    await driver.command("settings", given={"channel": channel.id})
    assert "I cannot see that channel" in driver.heard()[-1].text
    driver.server.world.allowed = 1 << 10
    await driver.command("settings", given={"channel": channel.id})
    assert "You may not write" in driver.heard()[-1].text
