"""One runner sends far too much to the real process: others hardly notice, and the one is told once.

A thousand messages by `FULL_SIZE=1`, fewer elsewhere; `benchmarks/telegram_throughput.py` measures the delay.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.telegram_process import Remote, coach, stand_in

FLOOD = 1000 if os.environ.get("FULL_SIZE") else 300
BURST = 50
ANA, BOB = 1, 2
#: A busy machine takes its time; the benchmark holds the delay to 0.2 s.
PATIENCE_SECONDS = 3.0
SLOW_DOWN = "more than I can read"


@pytest.fixture
def telegram(tmp_path: Path) -> Iterator[Remote]:
    """Let the coach run, and two runners begin; each is told what was logged, and who this is."""
    with stand_in() as telegram:
        process = coach(telegram, tmp_path / "coach.db")
        try:
            telegram.say_all([(runner, "3x15 @ 10kg") for runner in (ANA, BOB)])
            telegram.wait_for(4)
            yield telegram
        finally:
            process.kill()
            process.wait()


def words(telegram: Remote, runner: int, *, since: int) -> list[str]:
    """Return what a runner was told after the first `since` calls."""
    calls = telegram.journal(since=since)
    mine = [one["given"] for one in calls if one["accepted"] and one["given"].get("chat_id") == str(runner)]
    return [given["text"] for given in mine if "text" in given]


def test_a_burst_is_answered_in_its_order(telegram: Remote) -> None:
    """Fifty messages at once are fifty answers, one after the other."""
    since = telegram.calls()
    telegram.say_all([(ANA, f"1x5 @ {20 + number}kg") for number in range(BURST)])
    telegram.wait_for(BURST, since=since)
    told = words(telegram, ANA, since=since)
    newest = [int(re.findall(r"(\d+) kg", one.split("\n")[0])[-1]) for one in told]
    assert newest == [20 + number for number in range(BURST)]


def test_a_flood_is_told_once_and_holds_up_nobody(telegram: Remote) -> None:
    """Who writes behind a flood is answered soon; the alarm of who floods is answered too."""
    since = telegram.calls()
    telegram.say_all([(ANA, f"3x12 @ {20 + number % 40}kg") for number in range(FLOOD)])
    at = telegram.now()
    telegram.say_all([(BOB, "3x12 @ 20kg"), (ANA, "I felt a pop in my calf and can't walk")])
    telegram.wait_for(62, since=since)
    answered = next(one["at"] for one in telegram.journal(since=since) if one["given"].get("chat_id") == str(BOB))
    assert answered - at < PATIENCE_SECONDS
    told = words(telegram, ANA, since=since)
    assert sum(SLOW_DOWN in one for one in told) == 1
    assert sum("see a" in one or "doctor" in one for one in told) == 1
    assert not telegram.pending()
