"""Hold the rate that is allowed while everybody is due at once, and answer in time.

All runners of a zone are due at one moment, and are sent their exercise through real HTTP to the local stand-in of the
Bot API, while others log their sets fifty times a second. Beside it, the same number of messages at the same limit
by a loop that sleeps between two messages, as bots do it.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import SystemRandom
from statistics import quantiles

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))


from benchmarks.crowd import DUE, be_calm, gather
from benchmarks.report import Finding, conclude, print_head, print_machine, print_row
from bot.chat import Origin, Posting, Reply, Said
from bot.delivery.dispatch import Delivery
from bot.delivery.pace import Limits
from bot.inbox import Inbox
from bot.metrics import Metrics
from bot.telegram.adapter import ProcessMemory, TelegramPlatform
from bot.telegram.request import keep_quiet
from bot.waiting_room import WaitingRoom
from bot.worker import Keeping, Worker
from core.domain.account import AccountKey, Address, Platform
from core.domain.catalogue import load_catalogue
from core.domain.runner import Settings
from core.storage.store import Store
from tests.support.botapi.server import TOKEN
from tests.support.telegram_process import stand_in

TALKERS = 200
ANSWER_GOAL = 0.5
RATE_GOAL = 0.97


@dataclass(slots=True, kw_only=True)
class Stopwatch:
    """Sends through a platform, and takes down when each message was taken."""

    platform: TelegramPlatform
    expected: int
    all_sent: asyncio.Event = field(default_factory=asyncio.Event)
    sends: list[float] = field(default_factory=list)
    reminders: int = 0
    finished: float = 0.0
    answered: dict[str, float] = field(default_factory=dict)

    async def send(self, posting: Posting) -> str:
        """Send one message and return its id."""
        self.sends.append(time.perf_counter())
        sent = await self.platform.send(posting)
        if "day.\n" in posting.reply.text:
            self.reminders += 1
            self.finished = time.perf_counter()
            if self.reminders == self.expected:
                self.all_sent.set()
        else:
            self.answered[posting.key] = time.perf_counter()
        return sent

    async def heard_all(self, asked: Iterable[str]) -> None:
        """Wait until everything is answered."""
        missing = set(asked) - self.answered.keys()
        for _ in range(len(missing)):
            await asyncio.sleep(0.1)


async def storm(
    url: str, folder: Path, *, runners: int, rate: float, logs: float
) -> tuple[list[float], list[float], int]:
    """Return when messages were sent until the last reminder, how long answers took, and what is left."""
    catalogue = load_catalogue()
    began = time.perf_counter()

    def clock() -> datetime:
        return DUE + timedelta(seconds=time.perf_counter() - began)

    platform = TelegramPlatform(token=TOKEN, clock=clock, memory=ProcessMemory(), api_base_url=url)
    async with Store.open(f"sqlite:///{folder}/coach.db") as store, platform:
        await gather(store, runners, catalogue=catalogue)
        watch = Stopwatch(platform=platform, expected=runners)
        metrics = Metrics()
        delivery = Delivery(
            store=store,
            platforms={Platform.TELEGRAM: watch},
            clock=clock,
            catalogue=catalogue,
            chance=SystemRandom(),
            owner="storm",
            limits={Platform.TELEGRAM: Limits(per_second=rate, per_second_in_chat=1.0)},
            metrics=metrics,
        )
        inbox = WaitingRoom(Inbox(store=store, clock=clock, catalogue=catalogue, newcomer=lambda _: Settings()).receive)
        kept = timedelta(days=30)
        worker = Worker(
            store=store,
            delivery=delivery,
            clock=clock,
            catalogue=catalogue,
            metrics=metrics,
            keeping=Keeping(events=kept, messages=kept, sent=kept),
        )
        await _say(inbox, number=0, at=clock())  # whatever is read at a first message is read by now
        be_calm()
        began = time.perf_counter()
        sending = asyncio.create_task(delivery.run())
        talking = asyncio.create_task(_talk(inbox, delivery=delivery, clock=clock, logs=logs))
        await worker.sweep()
        with suppress(TimeoutError):
            await asyncio.wait_for(watch.all_sent.wait(), timeout=3 * runners / rate + 30)
        talking.cancel()
        asked = await talking
        with suppress(TimeoutError):
            await asyncio.wait_for(watch.heard_all(asked), timeout=30)
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)
        waits = [watch.answered.get(key, float("inf")) - at for key, at in asked.items()]
        return [one for one in watch.sends if one <= watch.finished], waits, runners - watch.reminders


async def _talk(
    inbox: WaitingRoom, *, delivery: Delivery, clock: Callable[[], datetime], logs: float
) -> dict[str, float]:
    """Log sets so many times a second until cancelled, whether or not they are answered; return when each was said."""
    asked: dict[str, float] = {}
    saying: set[asyncio.Task[None]] = set()

    async def say(number: int) -> None:
        await _say(inbox, number=number, at=clock())
        delivery.wake()

    begun = time.perf_counter()
    with suppress(asyncio.CancelledError):
        while True:
            at = begun + (len(asked) + 1) / logs
            await asyncio.sleep(max(0.0, at - time.perf_counter()))
            asked[f"answer:telegram:log-{len(asked) + 1}:0"] = at
            saying.add(asyncio.create_task(say(len(asked))))
    await asyncio.gather(*saying)
    return asked


async def _say(inbox: WaitingRoom, *, number: int, at: datetime) -> None:
    """Log sets, as one of the talkers."""
    user = str(900_000_000 + number % TALKERS)
    origin = Origin(
        account=AccountKey(platform=Platform.TELEGRAM, user=user),
        event=f"log-{number}",
        chat=Address(user),
        private=True,
        at=at,
        message=str(number),
    )
    await inbox.receive([Said(origin=origin, text="pogo hops 3x20")])


async def sleeping_loop(url: str, *, messages: int, rate: float) -> float:
    """Send as bots do: a message, then a pause; return the messages a second."""
    platform = TelegramPlatform(token=TOKEN, clock=lambda: DUE, memory=ProcessMemory(), api_base_url=url)
    async with platform:
        began = time.perf_counter()
        for number in range(messages):
            posting = Posting(platform=Platform.TELEGRAM, address=Address(str(1000 + number)), reply=Reply(text="Hi"))
            await platform.send(posting)
            await asyncio.sleep(1 / rate)
        return messages / (time.perf_counter() - began)


def measured(*, runners: int, rate: float, logs: float) -> list[Finding]:
    """Run one storm and its peer."""
    with stand_in() as telegram, tempfile.TemporaryDirectory() as folder:
        for person in (*range(1000, 1000 + runners), *range(900_000_000, 900_000_000 + TALKERS)):
            telegram.ask("person", person_id=person)
        telegram.ask("limits", overall=rate * 1.0, overall_burst=max(1, int(rate)))
        sent, waits, left = asyncio.run(storm(telegram.url, Path(folder), runners=runners, rate=rate, logs=logs))
        peer = asyncio.run(sleeping_loop(telegram.url, messages=min(runners, int(rate * 5)), rate=rate))
    sent.sort()
    busy = sent[-1] - sent[0]
    held = len(sent) / busy
    second = max(sum(1 for other in sent[at : at + int(rate) + 2] if other < one + 1) for at, one in enumerate(sent))
    p99 = quantiles(waits, n=100)[98] if len(waits) > 1 else float("inf")
    print_row(f"{runners} reminders at {rate:g}/s: held", [held], unit="messages/s")
    print_row("  most messages in any second", [float(second)], unit="messages")
    print_row(f"  answers to {logs:g} logs/s: p99", [1000 * p99], unit="ms")
    print_row("  lost or left", [float(left)], unit="messages")
    print_row("  peer: send, sleep, repeat", [peer], unit="messages/s")
    good = held >= RATE_GOAL * rate and second <= rate and left == 0
    name = f"storm_{rate:g}"
    return [
        Finding(
            benchmark=name,
            ours=round(held, 1),
            peer=round(peer, 1),
            unit="messages/s",
            ratio=round(held / rate, 3),
            goal=RATE_GOAL,
            holds=good,
        ),
        Finding(
            benchmark=f"{name}_answers_p99",
            ours=round(p99, 3),
            peer=ANSWER_GOAL,
            unit="s",
            ratio=round(p99 / ANSWER_GOAL, 2),
            goal=1.0,
            holds=p99 <= ANSWER_GOAL,
        ),
    ]


def main() -> int:
    """Run both storms, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="end within 50 s")
    quick = parser.parse_args().quick
    keep_quiet()
    print_machine()
    print_head()
    small = measured(runners=300 if quick else 3000, rate=30, logs=5)
    large = measured(runners=5_000 if quick else 100_000, rate=1000, logs=50)
    return conclude(*small, *large)


if __name__ == "__main__":
    sys.exit(main())
