"""How many messages a second reach the Bot API: python-telegram-bot's own client at its best pool size, and ours.

Two questions, against the same local server in a process of its own, every message with text and buttons:

- the HTTP layer alone: the library's `BaseRequest.post` of the same form, in its own client and in ours;
- the whole way: the library's `Bot.send_message` on its own client, and a posting of the coach's.

Beside them, without a goal: `Bot.send_message` on our client, most of which is the library's own making of objects.
"""

import argparse
import asyncio
import json
import os
import platform
import statistics
import sys
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.request import BaseRequest, HTTPXRequest, RequestData
from telegram.request._requestparameter import RequestParameter

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bot.chat import Button, Posting, Reply
from bot.telegram.adapter import ProcessMemory, TelegramPlatform
from bot.telegram.request import AiohttpRequest, keep_quiet
from core.domain.account import Address, Platform
from tests.support.botapi.server import TOKEN
from tests.support.telegram_process import stand_in

GOAL = 3.0
POOLS = (1, 2, 4, 8, 16, 64, 256)
CONNECTIONS = 32
RUNNERS = range(1, 101)
TEXT = "Seated calf raise: 12, 12, 10 at 40 kg. That is two reps more than last week."
LABELS = (("Undo", "undo"), ("RPE?", "rpe"))
MARKUP = InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=action) for label, action in LABELS]])
NAMES = (
    "HTTP layer, the library's",
    "HTTP layer, ours",
    "whole way, the library's",
    "whole way, library on our client",
    "whole way, the coach's",
)
REPLY = Reply(text=TEXT, buttons=(tuple(Button(label=label, action=action) for label, action in LABELS),))


async def rate(send: Callable[[int], Awaitable[object]], *, workers: int, seconds: float) -> float:
    """Send for some seconds with `workers` at once and return the messages a second."""
    runners, sent = cycle(RUNNERS), 0
    start = time.perf_counter()

    async def work() -> None:
        nonlocal sent
        while time.perf_counter() < start + seconds:
            await send(next(runners))
            sent += 1

    await asyncio.gather(*(work() for _ in range(workers)))
    return sent / (time.perf_counter() - start)


async def library(url: str, request: BaseRequest, *, workers: int, seconds: float) -> float:
    """Measure the library's bot on a client."""
    async with Bot(TOKEN, base_url=f"{url}/bot", request=request, get_updates_request=AiohttpRequest()) as bot:
        return await rate(
            lambda runner: bot.send_message(
                runner,
                TEXT,
                parse_mode="HTML",
                reply_markup=MARKUP,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            ),
            workers=workers,
            seconds=seconds,
        )


async def posts(url: str, request: BaseRequest, *, workers: int, seconds: float) -> float:
    """Measure a client with nothing before it but the form."""
    async with request:
        return await rate(
            lambda runner: request.post(f"{url}/bot{TOKEN}/sendMessage", form(runner)), workers=workers, seconds=seconds
        )


def form(runner: int) -> RequestData:
    """Return the message as the library hands it to a client."""
    fields: dict[str, object] = {
        "chat_id": runner,
        "text": TEXT,
        "parse_mode": "HTML",
        "reply_markup": MARKUP.to_dict(),
    }
    return RequestData([RequestParameter(name, value, None) for name, value in fields.items()])


async def coach(url: str, *, seconds: float) -> float:
    """Measure the coach's own sending."""
    connected = TelegramPlatform(
        token=TOKEN,
        clock=lambda: datetime.fromtimestamp(0, UTC),
        memory=ProcessMemory(),
        api_base_url=url,
        connections=CONNECTIONS,
    )
    async with connected:
        return await rate(
            lambda runner: connected.send(
                Posting(platform=Platform.TELEGRAM, address=Address(str(runner)), reply=REPLY)
            ),
            workers=CONNECTIONS,
            seconds=seconds,
        )


def stock(pool: int) -> HTTPXRequest:
    """Return the library's own client with `pool` connections."""
    return HTTPXRequest(connection_pool_size=pool, pool_timeout=60.0)


def ours() -> AiohttpRequest:
    """Return our client."""
    return AiohttpRequest(connections=CONNECTIONS)


def one_round(url: str, *, pool: int, seconds: float) -> tuple[float, ...]:
    """Measure each once, in the order of `NAMES`."""
    return (
        asyncio.run(posts(url, stock(pool), workers=pool, seconds=seconds)),
        asyncio.run(posts(url, ours(), workers=CONNECTIONS, seconds=seconds)),
        asyncio.run(library(url, stock(pool), workers=pool, seconds=seconds)),
        asyncio.run(library(url, ours(), workers=CONNECTIONS, seconds=seconds)),
        asyncio.run(coach(url, seconds=seconds)),
    )


def main() -> int:
    """Measure, print the table and the JSON, and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="end within 50 s")
    quick = parser.parse_args().quick
    keep_quiet()
    seconds, rounds = (1.2, 5) if quick else (4.0, 9)
    with stand_in() as telegram:
        url = telegram.url
        for runner in RUNNERS:
            telegram.ask("person", person_id=runner)
        probes = {pool: asyncio.run(library(url, stock(pool), workers=pool, seconds=seconds / 2)) for pool in POOLS}
        best = max(probes, key=probes.__getitem__)
        print("stock by pool size: " + ", ".join(f"{pool}: {found:,.0f}/s" for pool, found in probes.items()))
        # Each round meets all of them in the same mood of the machine, so that a ratio is one of neighbours.
        measured = [one_round(url, pool=best, seconds=seconds) for _ in range(rounds)]
    return report(measured)


def report(measured: list[tuple[float, ...]]) -> int:
    """Print what was found; return 0 where the goal holds for both questions."""
    print(
        f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} CPUs, {platform.machine()}"
    )
    print(f"{'':<34}{'median':>10}{'lowest':>10}{'highest':>10}   messages/s")
    for name, found in zip(NAMES, zip(*measured, strict=True), strict=True):
        print(f"{name:<34}{statistics.median(found):>10,.0f}{min(found):>10,.0f}{max(found):>10,.0f}")
    results = [
        result("telegram_send_http", [(found[1], found[0]) for found in measured]),
        result("telegram_send", [(found[4], found[2]) for found in measured]),
    ]
    print(json.dumps(results))
    return 0 if all(one["holds"] for one in results) else 1


def result(name: str, pairs: list[tuple[float, float]]) -> dict[str, object]:
    """Return what ours and the peer came to, with the median of the rounds' ratios."""
    ratio = statistics.median(mine / peer for mine, peer in pairs)
    mine, peer = (round(statistics.median(side), 1) for side in zip(*pairs, strict=True))
    facts = {"benchmark": name, "ours": mine, "peer": peer, "unit": "messages/s"}
    return {**facts, "ratio": round(ratio, 2), "goal": GOAL, "holds": ratio >= GOAL}


if __name__ == "__main__":
    sys.exit(main())
