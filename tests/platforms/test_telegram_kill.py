"""The coach is killed in the middle of its work, again and again, and what runners wrote is logged exactly once.

500 runners and 20 kills by `make kill`, fewer elsewhere. The figures are printed (`pytest -s`).
"""

import os
import random
import sqlite3
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.support.telegram_process import Remote, coach, stand_in

RUNNERS, KILLS = (500, 20) if os.environ.get("FULL_SIZE") else (30, 4)
WEIGHTS = (21, 22, 23, 24)
MESSAGES = RUNNERS * len(WEIGHTS)
FAULTS = {"kinds": ["429", "502", "hang_after", "reset_before", "reset_after"], "share": 0.05, "hang": 1}


def calm(_telegram: Remote) -> None:
    """Let everything go well."""


def stormy(telegram: Remote) -> None:
    """Let one answer in twenty fail."""
    telegram.ask("faults", faults=[FAULTS])


@pytest.mark.parametrize("weather", [calm, stormy])
def test_nothing_is_lost_and_nothing_is_logged_twice(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], weather: Callable[[Remote], None]
) -> None:
    """Every message is in the log once, and is confirmed at least once."""
    database = tmp_path / "coach.db"
    chance = random.Random(7)  # noqa: S311 - it says when to kill
    with stand_in() as telegram:
        weather(telegram)
        telegram.say_all([(runner, f"3x12 @ {kg}kg") for kg in WEIGHTS for runner in range(1, RUNNERS + 1)])
        for goal in sorted(chance.sample(range(1, MESSAGES), KILLS)):
            process = coach(telegram, database)
            telegram.wait_for(goal, seconds=60)
            process.kill()
            process.wait()
        process = coach(telegram, database)
        taken = finished(telegram)
        process.terminate()
        process.wait()
    assert logged(database) == dict.fromkeys(map(float, WEIGHTS), (RUNNERS, 3 * RUNNERS))
    said = Counter((call["given"]["chat_id"], call["given"]["text"]) for call in taken)
    figures = f"{MESSAGES} messages, {KILLS} kills: {len(said)} answers, {said.total() - len(said)} repeated"
    with capsys.disabled():
        sys.stdout.write(f"\n{weather.__name__}: {figures}\n")
    assert not unconfirmed(taken)
    if weather is calm:
        again = Counter(chat for (chat, _), times in said.items() for _ in range(times - 1))
        assert max(again.values(), default=0) <= KILLS


def finished(telegram: Remote) -> list[dict[str, Any]]:
    """Return all that was sent once every message is confirmed, or nothing more comes."""
    taken: list[dict[str, Any]] = []
    for _ in range(120):
        taken = telegram.wait_for(len(taken) + 1, seconds=1)
        if not telegram.pending() and not unconfirmed(taken):
            break
    return telegram.wait_for(len(taken) + MESSAGES, seconds=2)


def unconfirmed(taken: list[dict[str, Any]]) -> set[tuple[str, int]]:
    """Return the messages that no answer to their writer names, by runner and weight."""
    wanted = {(str(runner), kg) for runner in range(1, RUNNERS + 1) for kg in WEIGHTS}
    return wanted - {
        (call["given"]["chat_id"], kg) for call in taken for kg in WEIGHTS if f"{kg} kg" in call["given"]["text"]
    }


def logged(database: Path) -> dict[float, tuple[int, int]]:
    """Count what is in the log, by weight: the runners who have it, and their sets."""
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute(
            "select cast(one.value ->> '$.load.text' as real), count(distinct runner_id), count(*)"
            " from entry, json_each(entry.sets) as one group by 1"
        )
        return {load: (runners, sets) for load, runners, sets in rows}
