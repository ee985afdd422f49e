"""How many logged messages a second the coach answers on Telegram, beside a bare echo bot of python-telegram-bot.

Both poll the same kind of local server, each a process of its own, and both answer every message. The echo bot does no
work and loses messages when it is killed; the coach reads, commits to SQLite and sends from its outbox. The echo bot
runs at the best of several settings. What a message costs of a processor is printed too: it holds on a busy machine.
Then the coach gets 100 messages a second, and how long each answer takes is looked at: a message is answered when the
server has taken the answer. Last one runner sends a thousand messages at once, and how much longer the answer to
another's takes, who writes right behind them.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.support.botapi.server import TOKEN
from tests.support.remote import ended
from tests.support.telegram_process import Remote, coach, stand_in

GOAL = 1.0
LATENCY_GOAL = 0.100
FLOOD, FLOOD_GOAL = 1000, 0.200
RUNNERS = range(1, 201)
# Pool size and updates carried out at once.
SETTINGS = ((1, 1), (4, 1), (4, 4), (16, 16))
TEXT = "3x12 @ {kg}kg"


@dataclass(frozen=True)
class Measured:
    """Messages a second, and seconds of a processor for one (0 where the machine does not say)."""

    rate: float
    processor: float


def echo(telegram: Remote, *, pool: int, at_once: int) -> "subprocess.Popen[bytes]":
    """Start the echo bot."""
    script = Path(__file__).parent / "peers" / "telegram_echo.py"
    command = [sys.executable, str(script), telegram.url, TOKEN, str(pool), str(at_once)]
    return subprocess.Popen(command, stderr=subprocess.DEVNULL)  # noqa: S603 - our own script


def processor(process: "subprocess.Popen[bytes]") -> float:
    """Return the seconds of a processor that a process has had."""
    told = Path(f"/proc/{process.pid}/stat")
    if not told.exists():
        return 0.0
    user, system = told.read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def throughput(begin: Callable[[Remote], "subprocess.Popen[bytes]"], *, each: int) -> Measured:
    """Return what a bot answers when `each` of many runners writes so many at once."""
    with stand_in() as telegram, ended(process := begin(telegram)):
        warm(telegram)
        before = telegram.calls()
        start, had = telegram.now(), processor(process)
        telegram.say_all([(runner, TEXT.format(kg=20 + turn)) for turn in range(each) for runner in RUNNERS])
        answers = telegram.wait_for(each * len(RUNNERS), since=before, seconds=120)
        assert len(answers) >= each * len(RUNNERS), f"only {len(answers)} answers"
        count, last = each * len(RUNNERS), float(answers[each * len(RUNNERS) - 1]["at"])
        return Measured(rate=count / (last - start), processor=(processor(process) - had) / count)


def warm(telegram: Remote) -> None:
    """Let every runner begin, so that none is new."""
    telegram.say_all([(runner, "3x15 @ 10kg") for runner in RUNNERS])
    count = len(RUNNERS)
    answers = telegram.wait_for(count, seconds=120)
    # A newcomer may be told more than one thing.
    while len(more := telegram.wait_for(len(answers) + 1, seconds=1)) > len(answers):
        answers = more
    assert len(answers) >= count, f"only {len(answers)} answers"


def latencies(database: Path, *, a_second: int, seconds: int) -> list[float]:
    """Return how long each answer of the coach took, in seconds, at so many messages a second."""
    with stand_in() as telegram, ended(coach(telegram, database)):
        warm(telegram)
        before, said = telegram.calls(), []
        timer = threading.Event()
        begin = time.perf_counter()
        for number in range(a_second * seconds):
            timer.wait(max(0.0, begin + number / a_second - time.perf_counter()))
            said.append(telegram.now())
            telegram.say_all([(RUNNERS[number % len(RUNNERS)], TEXT.format(kg=20 + number // len(RUNNERS)))])
        answers = telegram.wait_for(len(said), since=before, seconds=30)
    waiting: dict[str, list[float]] = {str(runner): [] for runner in RUNNERS}
    for number, at in enumerate(said):
        waiting[str(RUNNERS[number % len(RUNNERS)])].append(at)
    return [answer["at"] - waiting[answer["given"]["chat_id"]].pop(0) for answer in answers]


def delays(database: Path, *, rounds: int) -> list[float]:
    """Return how much longer than usual, in seconds, an answer takes right behind the flood of another."""
    with stand_in() as telegram, ended(coach(telegram, database)):
        warm(telegram)
        usual = statistics.median(answered(telegram, runner) for runner in RUNNERS[:20])
        found = []
        for runner, other in zip(RUNNERS[20::2], RUNNERS[21 : 21 + 2 * rounds : 2], strict=False):
            telegram.say_all([(runner, TEXT.format(kg=20 + number % 40)) for number in range(FLOOD)])
            found.append(answered(telegram, other) - usual)
        return found


def answered(telegram: Remote, runner: int) -> float:
    """Let a runner write, and return how many seconds the answer took."""
    before, at = telegram.calls(), telegram.now()
    telegram.say_all([(runner, TEXT.format(kg=20))])
    while True:
        for call in telegram.journal(since=before):
            if call["accepted"] and call["given"].get("chat_id") == str(runner):
                return float(call["at"]) - at
        time.sleep(0.01)


def main() -> int:
    """Measure, print the table and the JSON, and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="end within 50 s")
    quick = parser.parse_args().quick
    each, rounds, seconds = (4, 2, 4) if quick else (10, 5, 20)
    settings = SETTINGS[1:3] if quick else SETTINGS
    with tempfile.TemporaryDirectory() as folder:
        names = (Path(folder) / f"coach-{number}.db" for number in range(1000))
        probes = {
            (pool, at_once): throughput(partial(echo, pool=pool, at_once=at_once), each=2) for pool, at_once in settings
        }
        best = max(probes, key=lambda one: probes[one].rate)
        peer = partial(echo, pool=best[0], at_once=best[1])
        pairs = [
            (throughput(partial(coach, database=next(names)), each=each), throughput(peer, each=each))
            for _ in range(rounds)
        ]
        waits = sorted(latencies(next(names), a_second=100, seconds=seconds))
        behind = delays(next(names), rounds=rounds)
    return report(pairs, waits=waits, behind=behind, best=best)


def report(
    pairs: list[tuple[Measured, Measured]], *, waits: list[float], behind: list[float], best: tuple[int, int]
) -> int:
    """Print what was found; return 0 where both goals hold."""
    print(
        f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} CPUs, {platform.machine()}"
    )
    print(f"{'':<34}{'median':>10}{'lowest':>10}{'highest':>10}   messages/s{'ms of a processor':>20}")
    names = ("the coach", f"echo bot, pool {best[0]}, {best[1]} at once")
    for name, side in zip(names, zip(*pairs, strict=True), strict=True):
        found, cost = [one.rate for one in side], statistics.median(one.processor for one in side)
        print(
            f"{name:<34}{statistics.median(found):>10,.0f}{min(found):>10,.0f}{max(found):>10,.0f}{cost * 1000:>33.2f}"
        )
    p50, p99 = (waits[int(len(waits) * share)] for share in (0.5, 0.99))
    print(f"at 100 messages a second: median {p50 * 1000:.0f} ms, p99 {p99 * 1000:.0f} ms")
    delay = statistics.median(behind)
    print(f"behind {FLOOD:,} messages of another: median {delay * 1000:.0f} ms more, most {max(behind) * 1000:.0f} ms")
    ours, peer = (round(statistics.median(one.rate for one in side), 1) for side in zip(*pairs, strict=True))
    costs = [statistics.median(one.processor for one in side) for side in zip(*pairs, strict=True)]
    ratio = statistics.median(mine.rate / other.rate for mine, other in pairs)
    results = [
        {
            "benchmark": "telegram_throughput",
            "ours": ours,
            "peer": peer,
            "unit": "messages/s",
            "ratio": round(ratio, 2),
            "goal": GOAL,
            "holds": ratio >= GOAL,
        },
        {
            "benchmark": "telegram_latency_p99",
            "ours": round(p99, 4),
            "peer": LATENCY_GOAL,
            "unit": "s",
            "ratio": round(LATENCY_GOAL / p99, 2),
            "goal": 1.0,
            "holds": p99 <= LATENCY_GOAL,
        },
        {
            "benchmark": "telegram_flood_delay",
            "ours": round(delay, 4),
            "peer": FLOOD_GOAL,
            "unit": "s",
            "ratio": round(FLOOD_GOAL / max(delay, 0.001), 2),
            "goal": 1.0,
            "holds": delay <= FLOOD_GOAL,
        },
        {
            "benchmark": "telegram_processor",
            "ours": round(costs[0] * 1000, 3),
            "peer": round(costs[1] * 1000, 3),
            "unit": "ms/message",
            "ratio": round(costs[1] / costs[0], 2) if costs[0] else 0.0,
        },
    ]
    print(json.dumps(results))
    return 0 if all(one.get("holds", True) for one in results) else 1


if __name__ == "__main__":
    sys.exit(main())
