"""Runs and races: the distance that hard calf work keeps from them (coaching.md section 4)."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Final

from core.domain.exercise import Impact
from core.domain.facts import Race, RaceKind, RunDay
from core.domain.logbook import Logbook
from core.domain.planning.locks import Lock, Scope
from core.domain.planning.reasons import Why
from core.domain.planning.recent import Recent
from core.domain.runner import Experience

#: Local days before a race: sets go down, the last hard strength may be, only easy doses, none at all.
FEWER_SETS_FROM: Final = 13
LAST_HARD: Final = (10, 5)
EASY_FROM: Final = 4
NONE_FROM: Final = 1
#: Tenths of the sets that stay before a race.
SETS_KEPT: Final = 6
_HARD_WEEK: Final = 7
#: Days without hard or plyometric work after a race, for a beginner, a regular and an advanced runner.
RECOVERY: Final[Mapping[RaceKind, tuple[int, int, int]]] = {
    RaceKind.SHORT: (0, 0, 0),
    RaceKind.HALF: (5, 4, 3),
    RaceKind.MARATHON: (14, 10, 7),
    RaceKind.ULTRA: (14, 14, 14),
}
#: Why a day around a race has no exercise; it is said at the reminder time all the same.
RACE_RESTS: Final = frozenset({Why.RACE_EVE.code, Why.RACE_DAY.code})
_PLACE: Final = {None: 0, Experience.BEGINNER: 0, Experience.REGULAR: 1, Experience.ADVANCED: 2}


def race_locks(logbook: Logbook, recent: Recent) -> Iterator[Lock]:
    """Give the locks of the runs and races around the day of `recent`."""
    for race in logbook.races:
        yield from _before_race(race, recent)
    for race in logbook.races:
        yield from _after_race(race, recent.day, experience=logbook.settings.experience)
    if run := run_ahead(logbook, recent.day):
        when, kind = run
        reason = Why.RUN_SOON.because(kind.kind, when)
        yield Lock(scope=Scope.HARD_STRENGTH, reason=reason)
        yield Lock(scope=Scope.HARD_PLYOMETRICS, reason=reason)


def run_ahead(logbook: Logbook, day: date) -> tuple[date, RunDay] | None:
    """Return the next long or hard run that is less than a day away; two for a beginner."""
    if not logbook.runs:
        return None
    reach = 2 if logbook.settings.experience is Experience.BEGINNER else 1
    for ahead in range(1, reach + 1):
        when = day + timedelta(days=ahead)
        run = next((one for one in logbook.runs if one.falls_on(when)), None)
        if run is not None:
            return when, run
    return None


def next_race(logbook: Logbook, day: date) -> Race | None:
    """Return the next race on `day` or after it."""
    return next((one for one in logbook.races if one.day >= day), None)


def race_with_fewer_sets(logbook: Logbook, day: date) -> Race | None:
    """Return the race for which sets are fewer on `day`."""
    return next((one for one in logbook.races if 0 <= (one.day - day).days <= FEWER_SETS_FROM), None)


def recovery_days(race: Race, experience: Experience | None) -> int:
    """Return the days without hard or plyometric work after a race; where the experience is not known, the most."""
    return RECOVERY[race.kind][_PLACE[experience]]


def recovers(logbook: Logbook, day: date) -> bool:
    """Tell whether a race that is known of closes jumps and hard work on `day`."""
    experience = logbook.settings.experience
    return any(0 < (day - race.day).days <= recovery_days(race, experience) for race in logbook.races)


def _before_race(race: Race, recent: Recent) -> Iterator[Lock]:
    days = (race.day - recent.day).days
    if 0 <= days <= NONE_FROM:
        why = Why.RACE_EVE if days else Why.RACE_DAY
        yield Lock(scope=Scope.EVERYTHING, reason=why.because(race.kind))
    elif NONE_FROM < days <= EASY_FROM:
        yield Lock(scope=Scope.HARD, reason=Why.RACE_SOON.because(race.kind, race.day))
    elif EASY_FROM < days < _HARD_WEEK:
        yield from _last_was(race, recent)


def _last_was(race: Race, recent: Recent) -> Iterator[Lock]:
    """Give the locks of the days 6 and 5 before a race: what had its last hard dose about a week before is over."""
    reason = Why.RACE_LAST_HARD.because(race.kind, race.day)
    earliest, _ = LAST_HARD
    week = [
        (entry, one)
        for entry, one in recent.entries
        if _HARD_WEEK <= (race.day - entry.day).days <= earliest and entry.day < recent.day
    ]
    if any(one.impact is None and not entry.easy for entry, one in week):
        yield Lock(scope=Scope.HARD_STRENGTH, reason=reason)
    landed = [entry for entry, one in week if one.impact in {Impact.MEDIUM, Impact.HIGH}]
    if any((race.day - entry.day).days == _HARD_WEEK for entry in landed):
        yield Lock(scope=Scope.HARD_PLYOMETRICS, reason=reason)


def _after_race(race: Race, day: date, *, experience: Experience | None) -> Iterator[Lock]:
    length = recovery_days(race, experience)
    if 0 < (day - race.day).days <= length:
        reason = Why.RACE_RECOVERY.because(race.kind, race.day + timedelta(days=length))
        yield Lock(scope=Scope.HARD, reason=reason)
        yield Lock(scope=Scope.PLYOMETRICS, reason=reason)
