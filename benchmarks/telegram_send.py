"""How many messages a second reach the Bot API: python-telegram-bot's own client at its best pool size, and ours.

Both send the same message with buttons through the library's `Bot.send_message` to the same local server, which is a
process of its own.
"""

import argparse
import asyncio
import json
import os
import platform
import statistics
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.request import BaseRequest, HTTPXRequest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.stand_in import stand_in
from bot.telegram.request import AiohttpRequest, keep_quiet
from tests.support.botapi.server import TOKEN

GOAL = 3.0
POOLS = (1, 4, 16, 64, 256)
CONNECTIONS = 32
RUNNERS = 100
TEXT = "Seated calf raise: 12, 12, 10 at 40 kg. That is two reps more than last week."
BUTTONS = InlineKeyboardMarkup(
    [[InlineKeyboardButton("Undo", callback_data="undo"), InlineKeyboardButton("RPE?", callback_data="rpe")]]
)


async def rate(url: str, request: BaseRequest, *, workers: int, seconds: float) -> float:
    """Send for some seconds with `workers` at once and return the messages a second."""
    bot = Bot(TOKEN, base_url=f"{url}/bot", request=request, get_updates_request=AiohttpRequest())
    sent = 0

    async def work(number: int) -> None:
        nonlocal sent
        while time.perf_counter() < end:
            await bot.send_message(
                1 + number % RUNNERS,
                TEXT,
                parse_mode="HTML",
                reply_markup=BUTTONS,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            )
            sent += 1

    async with bot:
        start = time.perf_counter()
        end = start + seconds
        await asyncio.gather(*(work(number) for number in range(workers)))
        return sent / (time.perf_counter() - start)


def stock(pool: int) -> Callable[[], BaseRequest]:
    """Return what makes the library's own client with `pool` connections, which may wait for one of them."""
    return lambda: HTTPXRequest(connection_pool_size=pool, pool_timeout=60.0)


def ours() -> BaseRequest:
    """Return our client."""
    return AiohttpRequest(connections=CONNECTIONS)


def measure(url: str, make: Callable[[], BaseRequest], *, workers: int, seconds: float) -> float:
    """Measure one client on a loop of its own."""
    return asyncio.run(rate(url, make(), workers=workers, seconds=seconds))


def main() -> int:
    """Measure, print the table and the JSON, and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="end within 50 s")
    quick = parser.parse_args().quick
    keep_quiet()
    seconds, rounds = (1.5, 5) if quick else (4.0, 9)
    with stand_in() as url:
        for runner in range(1, RUNNERS + 1):
            data = json.dumps({"person_id": runner}).encode()
            urllib.request.urlopen(f"{url}/control/person", data=data).close()  # noqa: S310 - our own server
        probes = {pool: measure(url, stock(pool), workers=pool, seconds=seconds) for pool in POOLS}
        best = max(probes, key=probes.__getitem__)
        peer_rates, our_rates = [], []
        for _ in range(rounds):
            peer_rates.append(measure(url, stock(best), workers=best, seconds=seconds))
            our_rates.append(measure(url, ours, workers=CONNECTIONS, seconds=seconds))
    return report(probes, {f"python-telegram-bot, pool {best}": peer_rates, "ours": our_rates})


def report(probes: dict[int, float], rates: dict[str, list[float]]) -> int:
    """Print what was found; return 0 where the goal holds."""
    print(
        f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} CPUs, {platform.machine()}"
    )
    print("stock by pool size: " + ", ".join(f"{pool}: {found:,.0f}/s" for pool, found in probes.items()))
    print(f"{'client':<32}{'median':>10}{'lowest':>10}{'highest':>10}   messages/s")
    for name, found in rates.items():
        print(f"{name:<32}{statistics.median(found):>10,.0f}{min(found):>10,.0f}{max(found):>10,.0f}")
    peer, mine = (statistics.median(found) for found in rates.values())
    holds = mine / peer >= GOAL
    result = {"benchmark": "telegram_send", "ours": round(mine, 1), "peer": round(peer, 1), "unit": "messages/s"}
    print(json.dumps({**result, "ratio": round(mine / peer, 2), "goal": GOAL, "holds": holds}))
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
