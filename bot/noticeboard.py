"""What every process counted, so that any of them can show it: a worker serves no page of its own."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec
from prometheus_client import CollectorRegistry, Metric
from prometheus_client.registry import Collector

from bot.metrics import OF_THE_DATABASE
from core.storage.memory import StoredMemory
from core.storage.store import Store

EVERY = timedelta(seconds=15)
#: What a process put up longer ago is not shown: it has ended, or cannot reach the database.
FRESH = timedelta(minutes=2)
_KEPT = timedelta(hours=1)
_KEY = "counted:"


class Sample(msgspec.Struct, frozen=True):
    """One number of a metric, and what it is about."""

    name: str
    labels: dict[str, str]
    value: float


class Notice(msgspec.Struct, frozen=True):
    """What one process counted until `at`, by metric."""

    process: str
    at: datetime
    counted: dict[str, list[Sample]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Noticeboard:
    """Puts up what this `process` counts in `counts`, and reads what the others put up."""

    store: Store
    counts: CollectorRegistry
    process: str
    clock: Callable[[], datetime]

    async def put_up(self) -> None:
        """Put up what was counted until now, and take down what nobody keeps up any more."""
        notice = Notice(process=self.process, at=self.clock(), counted=_counted(self.counts))
        memory = StoredMemory(self.store)
        await memory.remember(_KEY + self.process, msgspec.json.encode(notice).decode())
        old = [one for one in await self._all() if abs(self.clock() - one.at) > _KEPT]
        await memory.forget([_KEY + one.process for one in old])

    async def others(self) -> list[Notice]:
        """Return what the other processes counted."""
        now = self.clock()
        return [one for one in await self._all() if one.process != self.process and abs(now - one.at) <= FRESH]

    async def _all(self) -> list[Notice]:
        found = await StoredMemory(self.store).recall_all(_KEY)
        return [msgspec.json.decode(one, type=Notice) for one in found.values()]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Together(Collector):
    """The numbers of this process, and behind them those of the `others`, told apart by the label `process`."""

    own: CollectorRegistry
    others: Sequence[Notice]

    def collect(self) -> Iterator[Metric]:
        """Give each metric with everybody's numbers."""
        for metric in self.own.collect():
            for notice in self.others:
                for one in notice.counted.get(metric.name, ()):
                    metric.add_sample(one.name, {**one.labels, "process": notice.process}, one.value)
            yield metric


def _counted(counts: CollectorRegistry) -> dict[str, list[Sample]]:
    """Return what is a process's own, without what every process reads from the database."""
    return {
        metric.name: [
            Sample(name=one.name, labels=dict(one.labels), value=one.value)
            for one in metric.samples
            if not one.name.endswith("_created")
        ]
        for metric in counts.collect()
        if metric.name not in OF_THE_DATABASE
    }
