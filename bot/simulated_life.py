"""What comes between simulated runners and their weeks: injuries, races and breaks, drawn at given rates."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Final, TypeAlias

from core.domain.facts import (
    Condition,
    ContraIndication,
    PainReport,
    PainWhen,
    Pause,
    Race,
    RaceKind,
    RedFlag,
    RunDay,
    RunKind,
)
from core.domain.logbook import Edit, Logbook
from core.domain.red_flags import Urgency
from core.domain.runner import Experience
from core.domain.training import FactId
from core.domain.week import ONE_DAY, Week

#: When pain is told: with the exercise, and on the morning after.
_NOON: Final = time(12, tzinfo=UTC)
_DAWN: Final = time(6, tzinfo=UTC)
_NEW: Final = FactId(0)  # until it is written

#: How often each kind of injury is drawn, and how long a professional takes to clear it, in days.
_INJURIES: Final = ("ache", "ache", "ache", "flare", "flare", "worse", "red flag", "condition")
_CLEARED_AFTER: Final = (3, 24)
_LEVELS: Final = {"ache": (1, 5), "flare": (6, 9), "worse": (3, 5)}
_BREAKS: Final = (4, 7, 10, 14, 21, 30, 45)
_RACE_IN: Final = (10, 40)

Told: TypeAlias = tuple[date, PainReport | RedFlag | ContraIndication | Race | Pause]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """How often something comes, as the chance of a runner-week; all 0 is a life without any of it."""

    injuries: float = 0.0
    races: float = 0.0
    breaks: float = 0.0

    def __bool__(self) -> bool:
        """Tell whether anything can come."""
        return any((self.injuries, self.races, self.breaks))


NOTHING_COMES: Final = Rates()


def begun(logbook: Logbook, rates: Rates, *, chance: Random) -> Logbook:
    """Return a runner who races with an experience, and mostly a long run a week."""
    if not rates.races:
        return logbook
    experience = chance.choice((None, *Experience))
    known = logbook.write(Edit(before=logbook.settings, after=replace(logbook.settings, experience=experience)))
    if not chance.randrange(3):
        return known
    day = logbook.joined.date()
    weekday = chance.choice((5, 6))
    run = RunDay(id=known.next_id, day=day, kind=chance.choice(tuple(RunKind)), weekday=weekday)
    return known.write(Edit(before=None, after=run))


def drawn(week: Week, rates: Rates, *, chance: Random) -> Iterator[Told]:
    """Draw what comes in a week: each fact with the day on which the coach hears of it."""
    days = tuple(week)
    if chance.random() < rates.injuries:
        yield from _injury(chance.choice(days), chance)
    if chance.random() < rates.races:
        day = chance.choice(days)
        kind = chance.choice(tuple(RaceKind))
        yield day, Race(id=_NEW, day=day + timedelta(days=chance.randint(*_RACE_IN)), kind=kind)
    if chance.random() < rates.breaks:
        day = chance.choice(days)
        yield day, Pause(id=_NEW, day=day, until=day + timedelta(days=chance.choice(_BREAKS) - 1))


def heard_on(logbook: Logbook, day: date, *, coming: Iterable[Told]) -> Logbook:
    """Return the logbook with what the coach hears of on a day."""
    for told, fact in coming:
        if told == day:
            logbook = logbook.write(Edit(before=None, after=replace(fact, id=logbook.next_id)))
    return logbook


def _injury(day: date, chance: Random) -> Iterator[Told]:
    kind = chance.choice(_INJURIES)
    cleared = day + timedelta(days=chance.randint(*_CLEARED_AFTER))
    if kind == "red flag":
        yield day, RedFlag(id=_NEW, day=day, urgency=chance.choice(tuple(Urgency)), cleared=cleared)
    elif kind == "condition":
        yield day, ContraIndication(id=_NEW, day=day, condition=Condition.INJURY, cleared=cleared)
    else:
        level = chance.randint(*_LEVELS[kind])
        yield day, _pain(day, level)
        if kind == "worse":
            after = day + ONE_DAY
            yield after, _pain(after, level + 1, when=PainWhen.MORNING)


def _pain(day: date, level: int, *, when: PainWhen = PainWhen.DURING) -> PainReport:
    at = datetime.combine(day, _DAWN if when is PainWhen.MORNING else _NOON)
    return PainReport(id=_NEW, day=day, at=at, level=level, place="achilles", when=when, worse=when is PainWhen.MORNING)
