"""Hold the rate that is allowed while everybody is due at once, and answer in time.

All runners of a zone are due at one moment, and are sent their exercise through real HTTP to the local stand-in of the
Bot API, a process of its own, while others log their sets. One process reads the logs, plans, sends and answers, as
`calfcoach run` does. Beside it, the same number of messages at the same limit by a loop that sleeps between two
messages, as bots do it.

At 1,000 a second, others log fifty times a second. At 30 a second they cannot: answers are messages too, and a bot that
may send 30 a second cannot answer 50. So there they log five times a second, and in a third, shorter storm twenty: two
of three messages are answers then, none of which waits for a reminder.

What one message takes of a processor is printed too, with its share of the planning and of the answers: it holds on a
busy machine, where the rate may not.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
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
from core.domain.exercise import Catalogue
from core.domain.runner import Settings
from core.storage.store import Store
from tests.support.botapi.server import TOKEN
from tests.support.telegram_process import Remote, stand_in

TALKERS = 200
FIRST_TALKER = 900_000_000
#: So many are sent theirs before it is measured: a process that was just started still has statements to compile.
WARM = 100
ANSWER_GOAL = 0.5
RATE_GOAL = 0.97


@dataclass(frozen=True, slots=True, kw_only=True)
class Stormed:
    """What came of a storm; times in seconds, `cpu` in seconds of a processor until the last reminder.

    `sends` are when messages were sent until then, `waits` how long answers took; the rest counts reminders.
    """

    sends: list[float]
    waits: list[float]
    lost: int
    twice: int
    cpu: float


@dataclass(slots=True, kw_only=True)
class Stopwatch:
    """Sends through a platform, and takes down when each message was taken."""

    platform: TelegramPlatform
    expected: int
    all_sent: asyncio.Event = field(default_factory=asyncio.Event)
    sends: list[float] = field(default_factory=list)
    reminded: Counter[str] = field(default_factory=Counter)
    finished: float = 0.0
    cpu: float = 0.0
    answered: dict[str, float] = field(default_factory=dict)

    def reset(self) -> None:
        """Begin to measure."""
        self.sends.clear()
        self.reminded.clear()
        self.answered.clear()
        self.all_sent.clear()
        self.cpu = -time.process_time()

    async def send(self, posting: Posting) -> str:
        """Send one message and return its id."""
        self.sends.append(time.perf_counter())
        sent = await self.platform.send(posting)
        if "day.\n" in posting.reply.text:
            self.reminded[posting.address] += 1
            self.finished = time.perf_counter()
            if len(self.reminded) == self.expected and not self.all_sent.is_set():
                self.cpu += time.process_time()
                self.all_sent.set()
        else:
            self.answered[posting.key] = time.perf_counter()
        return sent

    async def heard_all(self, asked: Iterable[str]) -> None:
        """Wait until everything is answered."""
        missing = set(asked) - self.answered.keys()
        for _ in range(len(missing)):
            await asyncio.sleep(0.1)


@dataclass(slots=True, kw_only=True)
class Coach:
    """The parts of a coach, on a clock that begins when everybody is due."""

    store: Store
    watch: Stopwatch
    catalogue: Catalogue
    metrics: Metrics = field(default_factory=Metrics)
    began: float = field(default_factory=time.perf_counter)

    def clock(self) -> datetime:
        """Return the present instant."""
        return DUE + timedelta(seconds=time.perf_counter() - self.began)

    def inbox(self) -> WaitingRoom:
        """Make what hears."""
        inbox = Inbox(store=self.store, clock=self.clock, catalogue=self.catalogue, newcomer=lambda _: Settings())
        return WaitingRoom(inbox.receive)

    def delivery(self, limits: Limits) -> Delivery:
        """Make what sends."""
        return Delivery(
            store=self.store,
            platforms={Platform.TELEGRAM: self.watch},
            clock=self.clock,
            catalogue=self.catalogue,
            chance=SystemRandom(),
            owner="storm",
            limits={Platform.TELEGRAM: limits},
            metrics=self.metrics,
        )

    def worker(self, delivery: Delivery) -> Worker:
        """Make what plans."""
        kept = timedelta(days=30)
        return Worker(
            store=self.store,
            delivery=delivery,
            clock=self.clock,
            catalogue=self.catalogue,
            metrics=self.metrics,
            keeping=Keeping(events=kept, messages=kept, sent=kept),
        )

    async def warm_up(self) -> None:
        """Have everything done once, and the talkers known: a newcomer is told more than one thing."""
        delivery = self.delivery(Limits())
        await gather(self.store, WARM, catalogue=self.catalogue)
        await self.inbox().receive([_said(f"hello-{one}", user=one, at=self.clock()) for one in range(TALKERS)])
        await self.worker(delivery).sweep()
        await delivery.drain()


async def storm(telegram: Remote, folder: Path, *, runners: int, rate: float, logs: float) -> Stormed:
    """Let everybody be due at once."""
    platform = TelegramPlatform(token=TOKEN, clock=lambda: DUE, memory=ProcessMemory(), api_base_url=telegram.url)
    async with Store.open(f"sqlite:///{folder}/coach.db") as store, platform:
        watch = Stopwatch(platform=platform, expected=runners)
        coach = Coach(store=store, watch=watch, catalogue=load_catalogue())
        await coach.warm_up()
        await gather(store, runners, catalogue=coach.catalogue, begin=WARM)
        telegram.ask("limits", overall=rate, overall_burst=int(rate))
        delivery = coach.delivery(Limits(per_second=rate, per_second_in_chat=1.0))
        be_calm()
        watch.reset()
        coach.began = time.perf_counter()
        sending = asyncio.create_task(delivery.run())
        talking = asyncio.create_task(_talk(coach, delivery=delivery, logs=logs))
        await coach.worker(delivery).sweep()
        with suppress(TimeoutError):
            await asyncio.wait_for(watch.all_sent.wait(), timeout=3 * runners / rate + 30)
        talking.cancel()
        asked = await talking
        with suppress(TimeoutError):
            await asyncio.wait_for(watch.heard_all(asked), timeout=30)
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)
    return Stormed(
        sends=[one for one in watch.sends if one <= watch.finished],
        waits=[watch.answered.get(key, float("inf")) - at for key, at in asked.items()],
        lost=runners - len(watch.reminded),
        twice=watch.reminded.total() - len(watch.reminded),
        cpu=watch.cpu,
    )


async def _talk(coach: Coach, *, delivery: Delivery, logs: float) -> dict[str, float]:
    """Log sets so many times a second until cancelled, whether or not they are answered; return when each was said."""
    asked: dict[str, float] = {}
    saying: set[asyncio.Task[None]] = set()
    inbox = coach.inbox()

    async def say(number: int) -> None:
        await inbox.receive([_said(f"log-{number}", user=number % TALKERS, at=coach.clock())])
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


def _said(event: str, *, user: int, at: datetime) -> Said:
    """Log sets, as one of the talkers."""
    name = str(FIRST_TALKER + user)
    account = AccountKey(platform=Platform.TELEGRAM, user=name)
    origin = Origin(account=account, event=event, chat=Address(name), private=True, at=at, message=event)
    return Said(origin=origin, text="pogo hops 3x20")


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


def measured(name: str, *, runners: int, rate: float, logs: float) -> list[Finding]:
    """Run one storm and its peer."""
    with stand_in() as telegram, tempfile.TemporaryDirectory() as folder:
        telegram.ask("people", first=1000, count=WARM + runners)
        telegram.ask("people", first=FIRST_TALKER, count=TALKERS)
        found = asyncio.run(storm(telegram, Path(folder), runners=runners, rate=rate, logs=logs))
        peer = asyncio.run(sleeping_loop(telegram.url, messages=min(runners, int(rate * 3)), rate=rate))
    sent = sorted(found.sends)
    held = (len(sent) - 1) / (sent[-1] - sent[0])
    second = max(sum(1 for other in sent[at : at + int(rate) + 2] if other < one + 1) for at, one in enumerate(sent))
    p99 = quantiles(found.waits, n=100)[98] if len(found.waits) > 1 else float("inf")
    print_row(f"{runners} reminders at {rate:g}/s: held", [held], unit="messages/s")
    print_row("  most messages in any second", [float(second)], unit="messages")
    print_row("  CPU", [1e6 * found.cpu / len(sent)], unit="us/message")
    print_row(f"  answers to {logs:g} logs/s: p99", [1000 * p99], unit="ms")
    print_row("  lost or left", [float(found.lost)], unit="messages")
    print_row("  sent twice", [float(found.twice)], unit="messages")
    print_row("  peer: send, sleep, repeat", [peer], unit="messages/s")
    return [
        Finding(
            benchmark=name,
            ours=round(held, 1),
            peer=round(peer, 1),
            unit="messages/s",
            ratio=round(held / rate, 3),
            goal=RATE_GOAL,
            holds=held >= RATE_GOAL * rate and second <= rate and not found.lost and not found.twice,
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
    small = measured("storm_30", runners=150 if quick else 3000, rate=30, logs=5)
    chatty = measured("storm_30_chatty", runners=100 if quick else 600, rate=30, logs=20)
    large = measured("storm_1000", runners=5_000 if quick else 100_000, rate=1000, logs=50)
    return conclude(*small, *chatty, *large)


if __name__ == "__main__":
    sys.exit(main())
