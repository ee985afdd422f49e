"""Keep the runner's long and hard runs and their races."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from core.domain.facts import Race, RaceKind, RunDay, RunKind
from core.domain.logbook import Edit, Logbook
from core.domain.training import FactId


def add_race(logbook: Logbook, day: date, *, kind: RaceKind, at: datetime, done: bool = False) -> Logbook:
    """Keep a race; another of the same day takes its place."""
    earlier = next((one for one in logbook.races if one.day == day), None)
    after = Race(id=earlier.id if earlier else logbook.next_id, day=day, kind=kind, done=done)
    return logbook if after == earlier else logbook.change("race", [Edit(before=earlier, after=after)], at=at)


def move_race(logbook: Logbook, race: Race, *, day: date, at: datetime) -> Logbook:
    """Move a race to another day."""
    return logbook.change("race", [Edit(before=race, after=replace(race, day=day))], at=at)


def finish_race(logbook: Logbook, race: Race, *, at: datetime) -> Logbook:
    """Note that a race was run."""
    return logbook if race.done else logbook.change("race", [Edit(before=race, after=replace(race, done=True))], at=at)


def add_runs(logbook: Logbook, day: date, *, kind: RunKind, weekdays: Iterable[int], at: datetime) -> Logbook:
    """Keep weekly runs from `day` on; what was on those weekdays before is replaced."""
    edits = []
    fact = logbook.next_id
    for weekday in sorted(weekdays):
        earlier = next((one for one in logbook.runs if one.weekday == weekday), None)
        after = RunDay(id=earlier.id if earlier else fact, day=day, kind=kind, weekday=weekday)
        if earlier is not None and earlier.kind is kind:
            continue
        edits.append(Edit(before=earlier, after=after))
        fact = FactId(fact + (earlier is None))
    return logbook.change("run", edits, at=at) if edits else logbook


def move_run(logbook: Logbook, run: RunDay, *, day: date, weekday: int, at: datetime) -> Logbook:
    """Move a weekly run to another weekday from `day` on; what was on that one gives way."""
    there = [one for one in logbook.runs if one.weekday == weekday and one.id != run.id]
    edits = [Edit(before=one, after=None) for one in there]
    return logbook.change("run", [*edits, Edit(before=run, after=replace(run, day=day, weekday=weekday))], at=at)


def skip_run(logbook: Logbook, run: RunDay, *, day: date, at: datetime) -> Logbook:
    """Leave a weekly run out up to `day`: it begins again the day after."""
    return logbook.change("run", [Edit(before=run, after=replace(run, day=day + timedelta(days=1)))], at=at)


def add_run_once(logbook: Logbook, day: date, *, kind: RunKind, at: datetime) -> Logbook:
    """Keep one run of a day."""
    earlier = next((one for one in logbook.runs if one.weekday is None and one.day == day), None)
    after = RunDay(id=earlier.id if earlier else logbook.next_id, day=day, kind=kind)
    return logbook if after == earlier else logbook.change("run", [Edit(before=earlier, after=after)], at=at)


def remove(logbook: Logbook, gone: Iterable[Race | RunDay], *, at: datetime) -> Logbook:
    """Take races and runs out as one change."""
    edits = [Edit(before=one, after=None) for one in gone if logbook.holds(one)]
    return logbook.change("race-removed", edits, at=at) if edits else logbook
