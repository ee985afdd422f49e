"""Runners who live: what they do and when, told to their judge and to the coach alike."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from types import MappingProxyType
from typing import TypeAlias
from zoneinfo import ZoneInfo

from core.domain.logbook import Logbook
from core.domain.runner import Settings
from core.services.pause import pause, resume
from core.services.skip import skip_day, snooze
from tests.support.judge import DAY, Judge
from tests.support.logbooks import BENT_KNEE, LOW_HOPS, STRAIGHT_LEG, did
from tests.support.reminded import with_settings

QUARTER = timedelta(minutes=15)
QUARTERS_A_DAY = 96
EXERCISES = (STRAIGHT_LEG, BENT_KNEE, LOW_HOPS)
ZONES = (
    *("Pacific/Pago_Pago", "Pacific/Honolulu", "America/Anchorage", "America/Los_Angeles", "America/Phoenix"),
    *("America/Denver", "America/Mexico_City", "America/Chicago", "America/Bogota", "America/New_York"),
    *("America/Havana", "America/Caracas", "America/Halifax", "America/Santiago", "America/Asuncion"),
    *("America/St_Johns", "America/Sao_Paulo", "America/Nuuk", "America/Miquelon", "Atlantic/South_Georgia"),
    *("Atlantic/Azores", "Atlantic/Cape_Verde", "UTC", "Europe/London", "Europe/Dublin", "Africa/Casablanca"),
    *("Africa/Lagos", "Europe/Berlin", "Europe/Madrid", "Africa/Cairo", "Europe/Kyiv", "Asia/Jerusalem"),
    *("Asia/Beirut", "Europe/Istanbul", "Africa/Nairobi", "Asia/Tehran", "Asia/Dubai", "Asia/Kabul"),
    *("Asia/Karachi", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Dhaka", "Asia/Yangon", "Asia/Bangkok"),
    *("Asia/Shanghai", "Australia/Perth", "Australia/Eucla", "Asia/Tokyo", "Asia/Seoul", "Australia/Darwin"),
    *("Australia/Adelaide", "Australia/Brisbane", "Australia/Sydney", "Australia/Lord_Howe", "Pacific/Norfolk"),
    *("Pacific/Auckland", "Pacific/Fiji", "Pacific/Chatham", "Pacific/Tongatapu", "Pacific/Kiritimati"),
)
#: Over midnight, from midnight on, in the middle of the day, none, and nearly always.
QUIET_HOURS = (
    *((time(22), time(7)), (time(20), time(9)), (time(23, 30), time(5, 15)), (time(0), time(8)), (time(1), time(9))),
    *((time(13), time(15)), (time(0), time(0)), (time(14), time(13))),
)
Deed: TypeAlias = Callable[[Logbook, datetime], Logbook]
#: How often in a hundred days each thing is done.
HABITS: Mapping[str, int] = MappingProxyType(
    {
        "trains": 45,
        "greets": 12,
        "skips": 3,
        "puts_off": 5,
        "moves": 3,
        "retimes": 2,
        "rearranges": 2,
        "restarts_week": 1,
        "rests": 1,
        "pauses": 2,
        "blocks": 1,
        "vanishes": 1,
        "resumes": 3,
        "": 20,
    }
)
_NEAR_THE_REMINDER, _RETURNS, _GOES_AWAY, _KNOWS_UNTIL_WHEN = 0.4, 0.4, 0.002, 0.8


@dataclass(slots=True, kw_only=True)
class Runner:
    """One runner: their judge, and the chance that their life is drawn from."""

    number: int
    judge: Judge
    chance: Random
    away_until: datetime

    def plans(self, midnight: datetime) -> Iterator[tuple[datetime, str]]:
        """Draw what happens on the day that begins at `midnight` UTC, and when."""
        if midnight < self.away_until:
            return
        if self.chance.random() < _GOES_AWAY:
            self.away_until = midnight + self.chance.randrange(20, 45) * DAY
            return
        yield self._moment(midnight), self._draw()

    def _moment(self, midnight: datetime) -> datetime:
        """Draw a moment, often right before or after the reminder, or with it."""
        if self.chance.random() >= _NEAR_THE_REMINDER:
            return midnight + self.chance.randrange(QUARTERS_A_DAY) * QUARTER
        day = midnight.date()
        due = datetime.combine(day, self.judge.at, tzinfo=ZoneInfo(self.judge.zone)).astimezone(UTC)
        moment = due + self.chance.choice((-1, -1, 0, 0, 1, 2, 5)) * QUARTER
        return max(midnight, moment - (moment - midnight) % QUARTER)

    def _draw(self) -> str:
        if not self.judge.reachable:
            return "returns" if self.chance.random() < _RETURNS else ""
        return self.chance.choices(list(HABITS), weights=list(HABITS.values()))[0]


def make_runner(number: int, *, joined: datetime) -> Runner:
    """Draw a runner."""
    chance = Random(number)  # noqa: S311 - not a secret
    judge = Judge(
        name=f"runner {number}",
        zone=ZONES[number % len(ZONES)],
        at=any_time(chance),
        days=some_days(chance),
        joined=joined,
    )
    return Runner(number=number, judge=judge, chance=chance, away_until=joined)


def settings_of(runner: Runner) -> Settings:
    """Return a runner's settings in the coach's words."""
    judge = runner.judge
    return Settings(**wishes_of(judge))  # type: ignore[arg-type]  # any setting


def wishes_of(judge: Judge) -> dict[str, object]:
    """Return the settings that the judge knows of, by their names."""
    return {
        "zone": judge.zone,
        "reminder_time": judge.at,
        "training_days": judge.days,
        "week_starts": judge.starts,
        "quiet_from": judge.quiet[0],
        "quiet_to": judge.quiet[1],
    }


def any_time(chance: Random) -> time:
    """Draw a reminder time."""
    return time(chance.randrange(24), chance.choice((0, 15, 30, 45)))


def deed_of(runner: Runner, what: str, *, now: datetime) -> Deed | None:
    """Tell the judge what a runner does, and return it as the coach is told; None where the coach hears nothing."""
    return _DEEDS[what](runner, now)


def _greets(runner: Runner, _: datetime) -> Deed:
    """Write anything; settings are what the judge knows of them."""
    settings = wishes_of(runner.judge)
    return lambda one, _: _reach(with_settings(one, **settings), reachable=True)


def _blocks(runner: Runner, _: datetime) -> Deed:
    runner.judge.reachable = False
    return lambda one, _: _reach(one, reachable=False)


def _vanishes(runner: Runner, _: datetime) -> None:
    """Block without a word: the coach learns of it when it writes."""
    runner.judge.reachable = False


def _returns(runner: Runner, now: datetime) -> Deed:
    runner.judge.returns(now)
    return _greets(runner, now)


def _moves(runner: Runner, now: datetime) -> Deed:
    judge = runner.judge
    was_silent = judge.is_silent(now)
    clock = {zone: now.astimezone(ZoneInfo(zone)).time() for zone in ZONES}
    # Who lands at the very moment of their reminder may be reminded or not.
    judge.zone = runner.chance.choice([zone for zone in ZONES if clock[zone] != judge.at])
    if was_silent and clock[judge.zone] > judge.at:
        judge.seen.add(("daily", judge.today(now)))
    return _greets(runner, now)


def _retimes(runner: Runner, now: datetime) -> Deed:
    runner.judge.at = any_time(runner.chance)
    return _greets(runner, now)


def _rests(runner: Runner, now: datetime) -> Deed:
    runner.judge.quiet = runner.chance.choice(QUIET_HOURS)
    return _greets(runner, now)


def _rearranges(runner: Runner, now: datetime) -> Deed:
    runner.judge.days = some_days(runner.chance)
    return _greets(runner, now)


def _restarts_week(runner: Runner, now: datetime) -> Deed:
    runner.judge.restarts_week(runner.chance.choice((0, 5, 6)), now=now)
    return _greets(runner, now)


def _pauses(runner: Runner, now: datetime) -> Deed:
    judge, chance, today = runner.judge, runner.chance, runner.judge.today(now)
    if judge.is_paused(today):
        return _greets(runner, now)
    until = today + chance.randrange(9) * DAY if chance.random() < _KNOWS_UNTIL_WHEN else None
    judge.pauses.append((today, until))
    return lambda one, at: pause(one, today, until=until, reason="", at=at)


def _resumes(runner: Runner, now: datetime) -> Deed:
    judge, today = runner.judge, runner.judge.today(now)
    if not judge.is_paused(today):
        return _greets(runner, now)
    judge.pauses = [_ended(one, today) for one in judge.pauses if one[0] != today]
    return lambda one, at: resume(one, today, at=at) or one


def _ended(one: tuple[date, date | None], today: date) -> tuple[date, date | None]:
    first, last = one
    return (first, today - DAY) if first <= today and (last is None or today <= last) else one


def _skips(runner: Runner, now: datetime) -> Deed:
    today = runner.judge.today(now)
    runner.judge.skipped.add(today)
    return lambda one, at: skip_day(one, today, reason="", at=at)


def _trains(runner: Runner, now: datetime) -> Deed:
    today, exercise = runner.judge.today(now), runner.chance.choice(EXERCISES)
    runner.judge.done.setdefault(today, set()).add(exercise)
    return lambda one, _: did(one, today, exercise)


def _puts_off(runner: Runner, now: datetime) -> Deed:
    today, until = runner.judge.today(now), now + runner.chance.choice((4, 12)) * QUARTER
    runner.judge.put_off[today] = until
    runner.judge.seen.discard(("later", today))
    return lambda one, at: snooze(one, today, until=until, at=at)


def _reach(logbook: Logbook, *, reachable: bool) -> Logbook:
    return replace(logbook, accounts=tuple(replace(one, reachable=reachable) for one in logbook.accounts))


def some_days(chance: Random) -> frozenset[int]:
    """Draw three training days or more."""
    return frozenset(chance.sample(range(7), chance.randrange(3, 8)))


_DEEDS: Mapping[str, Callable[[Runner, datetime], Deed | None]] = MappingProxyType(
    {
        "": lambda _, __: None,
        "blocks": _blocks,
        "greets": _greets,
        "moves": _moves,
        "pauses": _pauses,
        "puts_off": _puts_off,
        "rearranges": _rearranges,
        "restarts_week": _restarts_week,
        "rests": _rests,
        "resumes": _resumes,
        "retimes": _retimes,
        "returns": _returns,
        "skips": _skips,
        "trains": _trains,
        "vanishes": _vanishes,
    }
)
