"""The coach on Discord is killed in the middle of its work, again and again, and what runners wrote is logged once.

200 runners and 10 kills by `make kill`, fewer elsewhere. The figures are printed (`pytest -s`).
"""

import os
import random
import sqlite3
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.support.discord_process import Remote, coach, stand_in

RUNNERS, KILLS = (200, 10) if os.environ.get("FULL_SIZE") else (30, 4)
WEIGHTS = (21, 22, 23, 24)
MESSAGES = RUNNERS * len(WEIGHTS)
PEOPLE = [str(1000 + number) for number in range(RUNNERS)]
FAULTS = {"kinds": ["429", "502", "reset_before", "reset_after"], "share": 0.05}


@pytest.mark.parametrize("weather", ["calm", "stormy", "forgetful"])
def test_nothing_is_lost_and_nothing_is_logged_twice(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], weather: str
) -> None:
    """Every message is in the log once, and is confirmed at least once, also where no session can be gone on with."""
    database = tmp_path / "coach.db"
    chance = random.Random(7)  # noqa: S311 - it says when to kill
    with stand_in() as discord:
        discord.ask("faults", faults=[FAULTS] if weather == "stormy" else [])
        process = coach(discord, database)
        assert discord.connected()
        discord.ask("sessions", resumable=weather != "forgetful")
        write(discord, WEIGHTS[:1])
        discord.wait_for(1)
        write(discord, WEIGHTS[1:])
        already = len(discord.taken())
        for goal in sorted(chance.sample(range(already + 1, MESSAGES), KILLS)):
            discord.wait_for(goal, seconds=30)
            process.kill()
            process.wait()
            process = coach(discord, database)
        taken = finished(discord)
        process.terminate()
        assert process.wait() == 0
        state = discord.state()
    assert logged(database) == dict.fromkeys(map(float, WEIGHTS), (RUNNERS, 3 * RUNNERS))
    said = Counter((call["person"], words(call), call["message"]) for call in taken)
    with capsys.disabled():
        sys.stdout.write(
            f"\n{MESSAGES} messages, {KILLS} kills, {weather}: {len(said)} answers, {said.total() - len(said)} sent "
            f"again and taken as one, {state['resumed']} sessions gone on with, {state['identified']} begun\n"
        )
    assert not unconfirmed(taken)


def write(discord: Remote, weights: tuple[int, ...]) -> None:
    """Let everybody tell their sets."""
    discord.say_all([(person, f"3x12 @ {kg}kg") for kg in weights for person in PEOPLE])


def finished(discord: Remote) -> list[dict[str, Any]]:
    """Return all that was sent once every message is confirmed, or nothing more comes."""
    for _ in range(90):
        taken = discord.taken()
        if not unconfirmed(taken):
            return taken
        discord.wait_for(len(taken) + 1, seconds=1)
    return discord.taken()


def words(call: dict[str, Any]) -> str:
    """Return what a message says."""
    body = call["body"]
    return str(body["content"] or body["embeds"][0]["description"])


def unconfirmed(taken: list[dict[str, Any]]) -> set[tuple[str, int]]:
    """Return the messages that no answer to their writer names, by runner and weight."""
    wanted = {(person, kg) for person in PEOPLE for kg in WEIGHTS}
    return wanted - {(call["person"], kg) for call in taken for kg in WEIGHTS if f"{kg} kg" in words(call)}


def logged(database: Path) -> dict[float, tuple[int, int]]:
    """Count what is in the log, by weight: the runners who have it, and their sets."""
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute(
            "select cast(one.value ->> '$.load.text' as real), count(distinct runner_id), count(*)"
            " from entry, json_each(entry.sets) as one group by 1"
        )
        return {load: (runners, sets) for load, runners, sets in rows}
