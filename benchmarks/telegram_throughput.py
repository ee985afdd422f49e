"""How many logged messages a second the coach answers on Telegram, beside a bare echo bot of python-telegram-bot.

Both poll the same kind of local server, each a process of its own, and both answer every message. The echo bot does no
work and loses messages when it is killed; the coach reads, commits to SQLite and sends from its outbox. The echo bot
runs at the best of several settings. Then the coach gets 100 messages a second, and how long each answer takes is
looked at: a message is answered when the server has taken the answer.
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
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.support.botapi.server import TOKEN
from tests.support.telegram_process import Remote, coach, stand_in

GOAL = 1.0
LATENCY_GOAL = 0.100
RUNNERS = range(1, 201)
# Pool size and updates carried out at once.
SETTINGS = ((1, 1), (4, 1), (4, 4), (16, 16))
TEXT = "3x12 @ {kg}kg"


@contextmanager
def ended(process: "subprocess.Popen[bytes]") -> Iterator[None]:
    """Kill a process at the end."""
    try:
        yield
    finally:
        process.kill()
        process.wait()


def echo(telegram: Remote, *, pool: int, at_once: int) -> "subprocess.Popen[bytes]":
    """Start the echo bot."""
    script = Path(__file__).with_name("telegram_echo_peer.py")
    command = [sys.executable, str(script), telegram.url, TOKEN, str(pool), str(at_once)]
    return subprocess.Popen(command, stderr=subprocess.DEVNULL)  # noqa: S603 - our own script


def throughput(begin: Callable[[Remote], "subprocess.Popen[bytes]"], *, each: int) -> float:
    """Return the messages a second that a bot answers when `each` of many runners writes so many at once."""
    with stand_in() as telegram, ended(begin(telegram)):
        warm(telegram)
        before = telegram.calls()
        start = telegram.now()
        telegram.say_all([(runner, TEXT.format(kg=20 + turn)) for turn in range(each) for runner in RUNNERS])
        answers = telegram.wait_for(each * len(RUNNERS), since=before, seconds=120)
        assert len(answers) >= each * len(RUNNERS), f"only {len(answers)} answers"
        last = float(answers[each * len(RUNNERS) - 1]["at"])
        return each * len(RUNNERS) / (last - start)


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
        best = max(probes, key=probes.__getitem__)
        peer = partial(echo, pool=best[0], at_once=best[1])
        pairs = [
            (throughput(partial(coach, database=next(names)), each=each), throughput(peer, each=each))
            for _ in range(rounds)
        ]
        waits = sorted(latencies(next(names), a_second=100, seconds=seconds))
    return report(pairs, waits=waits, best=best)


def report(pairs: list[tuple[float, float]], *, waits: list[float], best: tuple[int, int]) -> int:
    """Print what was found; return 0 where both goals hold."""
    print(
        f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} CPUs, {platform.machine()}"
    )
    print(f"{'':<34}{'median':>10}{'lowest':>10}{'highest':>10}   messages/s")
    names = ("the coach", f"echo bot, pool {best[0]}, {best[1]} at once")
    for name, found in zip(names, zip(*pairs, strict=True), strict=True):
        print(f"{name:<34}{statistics.median(found):>10,.0f}{min(found):>10,.0f}{max(found):>10,.0f}")
    p50, p99 = (waits[int(len(waits) * share)] for share in (0.5, 0.99))
    print(f"at 100 messages a second: median {p50 * 1000:.0f} ms, p99 {p99 * 1000:.0f} ms")
    ours, peer = (round(statistics.median(side), 1) for side in zip(*pairs, strict=True))
    ratio = statistics.median(mine / other for mine, other in pairs)
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
    ]
    print(json.dumps(results))
    return 0 if all(one["holds"] for one in results) else 1


if __name__ == "__main__":
    sys.exit(main())
