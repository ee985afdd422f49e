"""Time that passes for many runners at once, beside the coach, with outages; the judges look on."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Protocol, TypeAlias

from tests.support.judge import DAY
from tests.support.living import QUARTER, Deed, Runner, deed_of

HOUR = timedelta(hours=1)
Sent: TypeAlias = list[tuple[str, date]]


class Side(Protocol):
    """The coach, beside the runners by their numbers."""

    async def next_due(self) -> datetime | None:
        """Return when something falls due next."""
        ...

    async def deliver(self, now: datetime) -> Mapping[int, Sent]:
        """Send what is due, and return what arrived at whom."""
        ...

    async def hear(self, deeds: Mapping[int, Deed], *, now: datetime) -> None:
        """Carry out what runners do."""
        ...

    def block(self, number: int, *, blocked: bool) -> None:
        """Let a chat refuse what is sent, or take it again."""
        ...


@dataclass(slots=True, kw_only=True)
class World:
    """Everybody's life, hour by hour; now and then the coach is down for a while. `tell` hears of every day."""

    side: Side
    runners: Sequence[Runner]
    now: datetime
    chance: Random
    down_every: timedelta | None = None
    tell: Callable[[datetime], None] = lambda _: None

    async def live(self, until: datetime) -> None:
        """Let time pass."""
        deeds: list[tuple[datetime, int, str]] = []
        midnight = self.now
        down_from = self._next_fall()
        while self.now < until:
            if self.now >= midnight:
                deeds = sorted([*deeds, *self._deeds_of(midnight)])
                self.tell(midnight)
                midnight += DAY
            if self.now >= down_from:
                self.now += self.chance.randrange(2, 100) * QUARTER
                down_from = self._next_fall()
            await self._look({one.number for one in self.runners} if self.now.minute == 0 else set())
            acting: dict[int, str] = {}
            while deeds and deeds[0][0] <= self.now and deeds[0][1] not in acting:
                _, number, what = deeds.pop(0)
                acting[number] = what
            if acting:
                await self._act(acting)
            self.now = await self._next(deeds)

    async def _look(self, also: set[int]) -> None:
        """Have the coach send what is due, and everybody whom it may concern judged."""
        sent = await self.side.deliver(self.now)
        for number in also | sent.keys():
            self.runners[number].judge.looks(self.now, sent.get(number, []))

    async def _act(self, acting: Mapping[int, str]) -> None:
        await self._look(set(acting))
        deeds: dict[int, Deed] = {}
        for number, what in acting.items():
            runner = self.runners[number]
            runner.judge.awaits(self.now)
            deed = deed_of(runner, what, now=self.now)
            self.side.block(number, blocked=not runner.judge.reachable)
            if deed is not None:
                deeds[number] = deed
                runner.judge.heard = self.now
                runner.judge.silences = 0
        await self.side.hear(deeds, now=self.now)
        await self._look(set(acting))

    async def _next(self, deeds: Sequence[tuple[datetime, int, str]]) -> datetime:
        """Return the next quarter of an hour in which anything happens."""
        if deeds and deeds[0][0] <= self.now:
            return self.now
        hour = self.now.replace(minute=0) + HOUR
        due = await self.side.next_due() or hour
        soonest = min([hour, max(due, self.now + QUARTER), *(at for at, _, _ in deeds[:1])])
        return soonest + (self.now - soonest) % QUARTER

    def _deeds_of(self, midnight: datetime) -> Iterator[tuple[datetime, int, str]]:
        for runner in self.runners:
            yield from ((at, runner.number, what) for at, what in runner.plans(midnight))

    def _next_fall(self) -> datetime:
        if self.down_every is None:
            return datetime.max.replace(tzinfo=UTC)
        return self.now + self.down_every * self.chance.uniform(0.5, 1.5)
