"""The coach hears everything that Discord tells, once, whatever becomes of the connection."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest
from discord.http import Route

from tests.support.discord_driver import RUNNER, DiscordDriver, discord_driver
from tests.support.discord_process import Remote, coach, stand_in
from tests.support.discordapi.server import BOT, DiscordServer

# Discord allows more than forty; reading all of it at once took longer than this, on any machine.
LONGEST_SILENCE = 1.0


@pytest.fixture
async def driver(tmp_path: Path) -> AsyncIterator[DiscordDriver]:
    """Open the coach on a stand-in."""
    async with discord_driver(tmp_path / "coach.db") as driver:
        await driver.say("/start")
        driver.heard()
        yield driver


def said(discord: Remote, words: str) -> bool:
    """Wait until a message with these words was taken."""
    for _ in range(60):
        taken = discord.taken()
        if any(words in str(call["body"]) for call in taken):
            return True
        discord.wait_for(len(taken) + 1, seconds=1)
    return False


def words(driver: DiscordDriver) -> list[str]:
    """Return the first lines of what was said since this was last asked."""
    return [reply.text.split("\n")[0] for reply in driver.heard()]


@pytest.mark.parametrize("resumable", [True, False])
async def test_what_is_written_while_the_line_is_down_is_heard_once(
    driver: DiscordDriver,
    resumable: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    """By the session that goes on, or by the history where it does not."""
    hub = driver.server.hub
    hub.resumable = resumable
    await hub.drop()
    driver.server.world.say(RUNNER, "3x12 20kg")
    driver.server.world.say(RUNNER, "3x12 22kg")
    assert await driver.server.until(lambda: (hub.resumed if resumable else len(hub.identified) - 1) > 0)
    await driver.settle()
    assert await driver.server.until(lambda: "22 kg" in driver.server.journal[-1].body.get("content", "x"), seconds=2)
    heard = driver.heard()
    assert ["20 kg" in heard[0].text, "22 kg" in heard[1].text, len(heard)] == [True, True, 2]


@pytest.mark.parametrize("op", [(7, None), (9, True), (9, False)])
async def test_a_session_that_is_called_off_is_begun_again(driver: DiscordDriver, op: tuple[int, object]) -> None:
    """Reconnect, and an invalid session of both kinds."""
    before = len(driver.server.hub.identified) + driver.server.hub.resumed
    driver.server.hub.order(*op)
    hub = driver.server.hub
    assert await driver.server.until(lambda: len(hub.identified) + hub.resumed > before)
    await driver.say("thanks")
    assert words(driver) == ["Any time."]


async def test_an_event_that_cannot_be_read_is_passed_over(driver: DiscordDriver) -> None:
    """The connection goes on."""
    driver.server.hub.tell("MESSAGE_CREATE", {"id": "1"})
    driver.server.hub.tell("SOMETHING_NEW", {})
    await driver.say("thanks")
    assert words(driver) == ["Any time."]
    assert len(driver.server.hub.identified) == 1


async def test_other_bots_and_talk_among_people_are_left_alone(driver: DiscordDriver) -> None:
    """In a server only what mentions the coach is answered, and without anything private."""
    world = driver.server.world
    channel = world.guild_channel()
    world.say(RUNNER, "3x12 20kg", channel=channel.id)
    world.say("7002", f"<@{BOT}> what is today", channel=channel.id)
    world.person("7003")["bot"] = True
    world.say("7003", "3x12")
    await driver.settle()
    (answer,) = words(driver)
    assert "private chat" in answer


async def test_an_edit_changes_the_log_and_a_deletion_asks(driver: DiscordDriver) -> None:
    """An unfolded link is no edit."""
    await driver.say("3x12 20kg")
    message = driver.said[-1]
    world = driver.server.world
    world.edit(RUNNER, message, "3x12 22kg")
    await driver.settle()
    world.tell("MESSAGE_UPDATE", {**world.direct(RUNNER).messages[message], "edited_timestamp": None})
    world.delete(RUNNER, message)
    await driver.settle()
    logged, changed, deleted = words(driver)
    assert ["20 kg" in logged, "22 kg" in changed, "deleted" in deleted] == [True, True, True]


async def test_a_picture_gets_one_line(driver: DiscordDriver) -> None:
    """So does a sticker."""
    picture = {"id": "1", "filename": "me.png", "content_type": "image/png", "size": 1, "url": "", "proxy_url": ""}
    driver.server.world.say(RUNNER, "", attachments=[picture])
    await driver.settle()
    assert words(driver) == ["I read words only. Tell me what you did, such as 3x12 20kg."]


async def test_a_reply_to_an_older_message_belongs_to_it(driver: DiscordDriver) -> None:
    """The id of what was answered comes along."""
    today = next(iter(driver.server.world.direct(RUNNER).messages.values()))
    driver.said.append(driver.server.world.say(RUNNER, "12, 12", reply_to=today["id"]))
    await driver.settle()
    assert "2 × 12" in words(driver)[0]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (4004, "Discord does not know the bot's token"),
        (4014, "Discord refuses the intents"),
        (4012, "refuses the bot for good (close code 4012)"),
    ],
)
def test_a_refusal_for_good_is_one_sentence(tmp_path: Path, code: int, said: str) -> None:
    """A wrong token, intents that are not allowed, a version that is gone: status 1 and no traceback."""
    with stand_in() as discord:
        discord.ask("refuse", code=code)
        process = coach(discord, tmp_path / "coach.db")
        assert process.wait(timeout=60) == 1
    log = (tmp_path / "coach.log").read_text()
    assert said in log
    assert "Traceback" not in log


def test_old_buttons_and_lost_words_outlive_a_restart(tmp_path: Path) -> None:
    """What was written and pressed while nobody listened is carried out on return."""
    with stand_in() as discord:
        process = coach(discord, tmp_path / "coach.db")
        assert discord.connected()
        discord.say_all([(RUNNER, "/start")])
        assert discord.wait_for(1) == 1
        process.kill()
        process.wait()
        discord.say_all([(RUNNER, "3x12 20kg")])
        process = coach(discord, tmp_path / "coach.db")
        assert said(discord, "20 kg")
        discord.ask("press", user=RUNNER, label="Undo")
        discord.ask("press", user=RUNNER, label="Done")
        discord.say_all([(RUNNER, "thanks")])
        assert said(discord, "Any time")
        process.terminate()
        assert process.wait() == 0
    with closing(sqlite3.connect(tmp_path / "coach.db")) as connection:
        assert connection.execute("select count(*) from entry where sets like '%\"load\":null%'").fetchone()[0] > 0


@pytest.mark.parametrize("weather", [{"listed": True}, {"deaf": True}, {"deaf": False}])
def test_lost_words_are_fetched_whatever_the_gateway_remembers(tmp_path: Path, weather: dict[str, bool]) -> None:
    """Of strangers too, where it names their chats; and where nobody answers who wants to go on with a session."""
    with stand_in() as discord:
        process = coach(discord, tmp_path / "coach.db")
        assert discord.connected()
        discord.say_all([(RUNNER, "/start")])
        assert discord.wait_for(1) == 1
        process.kill()
        process.wait()
        discord.ask("sessions", resumable=False, **weather)
        discord.say_all([(RUNNER, "3x12 20kg"), *([("7009", "3x12 24kg")] if weather.get("listed") else [])])
        process = coach(discord, tmp_path / "coach.db")
        assert said(discord, "20 kg")
        assert not weather.get("listed") or said(discord, "24 kg")
        process.terminate()
        assert process.wait() == 0


def test_a_token_that_discord_does_not_know_is_one_sentence(tmp_path: Path) -> None:
    """It is not shown."""
    with stand_in() as discord:
        process = coach(discord, tmp_path / "coach.db", token="not.the.token")  # noqa: S106 - it opens nothing
        assert process.wait(timeout=60) == 1
    log = (tmp_path / "coach.log").read_text()
    assert "Discord does not know the bot's token" in log
    assert "not.the.token" not in log


def test_the_librarys_address_is_left_alone() -> None:
    """Nothing here changes where other clients of the process send to."""
    assert Route.BASE == "https://discord.com/api/v10"


async def test_a_heavy_load_does_not_delay_the_heartbeat(tmp_path: Path) -> None:
    """The words of all languages and the cities of the world are read while the line is held."""
    async with DiscordServer() as server:
        server.hub.interval = 0.05
        process = coach(Remote(server.url), tmp_path / "coach.db", "discord", "worker")
        assert await server.until(lambda: server.hub.connected() > 0, seconds=60)
        server.world.say(RUNNER, "3x12 20kg")
        server.world.say(RUNNER, "I'm in Tokyo")
        sent = "POST /channels/{channel}/messages"
        assert await server.until(lambda: "Tokyo" in str([one.body for one in server.calls(sent)]))
        assert await server.until(lambda: len(server.hub.beats) > 3)
        process.kill()
        process.wait()
    beats = server.hub.beats
    assert max(after - before for before, after in pairwise(beats)) < LONGEST_SILENCE
