"""The coach in a simulated year: its pure half alone, and all of it over a real database."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from bot.delivery.dispatch import Delivery
from bot.delivery.errors import ChatGoneError
from core.domain.planning.coverage import about_to_slip, is_paused, week_coverage
from core.domain.reminder import Reminder, ReminderKind
from core.domain.reminders.welcome import expiry, send_from
from core.domain.runner import RunnerId, Settings
from core.services.set_reminders import set_reminders
from tests.support.living import Deed, Runner, settings_of
from tests.support.logbooks import CATALOGUE
from tests.support.office import Office
from tests.support.reminded import Life, begins
from tests.support.years import Sent


def _goes_from(one: Reminder, settings: Settings, *, now: datetime) -> datetime:
    return send_from(settings, one.due, now=now, wished=one.kind is ReminderKind.LATER)


def _makes_sense(one: Reminder, life: Life) -> bool:
    """Tell whether a nudge that was held back is still needed."""
    if one.kind is not ReminderKind.NUDGE:
        return True
    coverage = week_coverage(life.logbook, life.today, catalogue=CATALOGUE)
    seen_to = {skip.day for skip in life.logbook.skips} | {work.last for work in coverage.work}
    return about_to_slip(coverage) and one.day not in seen_to


@dataclass(slots=True)
class PureSide:
    """The pure half of the coach: a life for each runner, and nothing kept."""

    lives: list[Life]
    blocked: set[int] = field(default_factory=set)
    held: defaultdict[int, list[Reminder]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, runners: Sequence[Runner]) -> "PureSide":
        """Begin with these runners."""
        return cls([begins(settings_of(one), joined=one.judge.joined) for one in runners])

    async def next_due(self) -> datetime | None:
        """Return when something falls due next; what quiet hours hold back is looked at every hour."""
        return min((one.due for life in self.lives for one in life.logbook.reminders), default=None)

    async def deliver(self, now: datetime) -> Mapping[int, Sent]:
        """Sweep, and send what quiet hours do not hold back."""
        found: dict[int, Sent] = {}
        for number, life in enumerate(self.lives):
            life.now = now
            while any(one.due <= now for one in life.logbook.reminders):
                before = len(life.sent)
                life.sweep()
                self.held[number] += life.sent[before:]
            if self.held[number]:
                self._send(number, life, found=found)
        return found

    def _send(self, number: int, life: Life, *, found: dict[int, Sent]) -> None:
        settings, held = life.logbook.settings, self.held.pop(number)
        self.held[number] = [one for one in held if _goes_from(one, settings, now=life.now) > life.now]
        going = [one for one in held if one not in self.held[number] and life.now < expiry(settings, one)]
        if going and number in self.blocked:
            life.is_gone()
        elif going and is_paused(life.logbook, life.today) is None and life.logbook.accounts[0].reachable:
            found[number] = [(one.kind.value, one.day) for one in going if _makes_sense(one, life)]

    async def hear(self, deeds: Mapping[int, Deed], *, now: datetime) -> None:
        """Carry out what runners do."""
        for number, deed in deeds.items():
            self.lives[number].now = now
            self.lives[number].does(lambda one, deed=deed: deed(one, now))  # type: ignore[misc]  # bound at once

    def block(self, number: int, *, blocked: bool) -> None:
        """Note whose chat refuses."""
        (self.blocked.add if blocked else self.blocked.discard)(number)


@dataclass(slots=True, kw_only=True)
class StoredSide:
    """The coach as it runs: sweep and delivery over a real database."""

    office: Office
    runners: Sequence[Runner]
    ids: list[RunnerId] = field(default_factory=list)
    delivery: Delivery = field(init=False)
    blocked: set[str] = field(default_factory=set)
    taken: int = 0

    def __post_init__(self) -> None:
        """Open one delivery for the whole year."""
        self.delivery = self.office.delivery()
        self.office.box.fails = lambda one: ChatGoneError(reason="blocked") if one.address in self.blocked else None

    async def begin(self) -> None:
        """Let everybody join."""
        for one in self.runners:
            self.office.clock.move_to(one.judge.joined)
            self.ids += await self.office.join(str(one.number), settings=settings_of(one))

    async def next_due(self) -> datetime | None:
        """Return when something falls due next."""
        async with self.office.store.reading() as transaction:
            return await transaction.next_due()

    async def deliver(self, now: datetime) -> Mapping[int, Sent]:
        """Sweep and send."""
        self.office.clock.move_to(now)
        while await self.office.sweep():
            pass
        await self.delivery.drain()
        found: defaultdict[int, Sent] = defaultdict(list)
        for one in self.office.box.taken[self.taken :]:
            kind, _, rest = one.key.partition(":")
            number = int(one.address)
            day = self.runners[number].judge.wall(now).date() if kind == "nudge" else date.fromisoformat(rest[:10])
            found[number].append((kind, day))
        self.taken = len(self.office.box.taken)
        return found

    async def hear(self, deeds: Mapping[int, Deed], *, now: datetime) -> None:
        """Carry out what runners do, all of them in one transaction."""
        async with self.office.store.transaction() as transaction:
            numbers = {self.ids[number]: number for number in deeds}
            loaded = await transaction.logbooks(numbers, since=None)
            changed = [replace(deeds[numbers[one.runner]](one, now), heard=now) for one in loaded.values()]
            ready = [set_reminders(one, now=now, catalogue=CATALOGUE) for one in changed]
            await transaction.save(ready, loaded=loaded)

    def block(self, number: int, *, blocked: bool) -> None:
        """Let a chat refuse what is sent, or take it again."""
        (self.blocked.add if blocked else self.blocked.discard)(str(number))
