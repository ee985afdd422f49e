"""Bring in what another app logged: one entry a day and exercise, and no set twice."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TypeAlias

from core.domain.exercise import Catalogue, ExerciseKey
from core.domain.load import Load
from core.domain.logbook import Edit, Logbook
from core.domain.runner import Settings
from core.domain.training import Entry, FactId, Side, TrainingSet
from core.services.foreign.columns import App
from core.services.foreign.rows import ForeignLog, ToldSet
from core.services.import_plan import ImportPlan, Mapping, Work

_Place: TypeAlias = tuple[date, ExerciseKey]
# What makes two sets of a day the same, told by two apps: rounding in pounds is no difference.
_Sign: TypeAlias = tuple[int | None, int | None, Decimal]
_ROUNDED = Decimal("0.1")
_LONGEST_NOTE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class _Done:
    """A set as it would be kept, beside how it was told."""

    told: ToldSet
    one: TrainingSet


def plan_log(logbook: Logbook, log: ForeignLog, *, now: datetime, catalogue: Catalogue) -> ImportPlan:
    """Work out what an app's log brings; OlderHistoryNeededError where not all of the runner's is loaded."""
    logbook.whole()
    settings = logbook.settings
    here = _already_here(logbook.entries)
    today = now.astimezone(settings.tz).date()
    entries: list[Entry] = []
    known = future = 0
    mapped: Counter[str] = Counter()
    for (day, exercise), told in _by_place(log.sets, settings).items():
        if day > today:
            future += 1
            continue
        fresh = list(_fresh(_sets(told, settings=settings, catalogue=catalogue), here[day, exercise]))
        if not fresh:
            known += 1
            continue
        mapped.update(one.told.name for one in fresh)
        entries.append(_entry(fresh, FactId(logbook.next_id + len(entries)), day=day, now=now, settings=settings))
    return ImportPlan(
        app=log.app,
        edits=tuple(Edit(before=None, after=one) for one in entries),
        work=work_of(entries),
        next_id=FactId(logbook.next_id + len(entries)),
        mapped=_mapped(mapped, log),
        others=log.others,
        known=known,
        future=future,
        warm_ups=log.warm_ups,
        unreadable=log.unreadable,
        unitless=any(one.load is not None and one.unit is None for one in log.sets),
    )


def work_of(entries: Sequence[Entry]) -> Work:
    """Count entries and their sets, and find their first and last day."""
    days = [one.day for one in entries]
    sets = sum(len(one.sets) for one in entries)
    return Work(entries=len(entries), sets=sets, first=min(days, default=None), last=max(days, default=None))


def _already_here(entries: Iterable[Entry]) -> defaultdict[_Place, Counter[_Sign]]:
    here: defaultdict[_Place, Counter[_Sign]] = defaultdict(Counter)
    for entry in entries:
        here[entry.day, entry.exercise].update(map(_sign, entry.sets))
    return here


def _sign(one: TrainingSet) -> _Sign:
    return one.reps, one.seconds, (one.load.kg if one.load else Decimal(0)).quantize(_ROUNDED)


def _by_place(sets: Iterable[ToldSet], settings: Settings) -> dict[_Place, list[ToldSet]]:
    places: dict[_Place, list[ToldSet]] = {}
    for one in sets:
        places.setdefault((_local(one.when, settings).date(), one.exercise), []).append(one)
    return places


def _local(when: datetime, settings: Settings) -> datetime:
    return when.replace(tzinfo=settings.tz) if when.tzinfo is None else when.astimezone(settings.tz)


def _sets(told: Iterable[ToldSet], *, settings: Settings, catalogue: Catalogue) -> Iterator[_Done]:
    for one in told:
        load = None if one.load is None else Load(text=one.load, unit=one.unit or settings.unit)
        kept = TrainingSet(
            reps=one.reps,
            seconds=one.seconds,
            load=load,
            bodyweight=load is None if one.bodyweight is None else one.bodyweight,
            side=one.side or (Side.EACH if catalogue[one.exercise].one_leg else Side.BOTH),
            rpe=one.rpe,
        )
        yield _Done(told=one, one=kept)


def _fresh(sets: Iterable[_Done], here: Counter[_Sign]) -> Iterator[_Done]:
    """Pass over as many sets as are here already; each counts for one."""
    for done in sets:
        sign = _sign(done.one)
        if here[sign] > 0:
            here[sign] -= 1
        else:
            yield done


def _entry(fresh: Sequence[_Done], number: FactId, *, day: date, now: datetime, settings: Settings) -> Entry:
    told = [one.told for one in fresh]
    latest = max(one.logged or _local(one.when, settings) for one in told)
    notes = dict.fromkeys(one.note for one in told if one.note)
    return Entry(
        id=number,
        day=day,
        exercise=told[0].exercise,
        sets=tuple(one.one for one in fresh),
        at=min(latest.astimezone(UTC), now),
        easy=all(one.easy for one in told),
        note="; ".join(notes)[:_LONGEST_NOTE],
    )


def _mapped(counts: Counter[str], log: ForeignLog) -> tuple[Mapping, ...]:
    """Return the names and what they become, the most frequent first; our own need no telling."""
    if log.app is App.OURS:
        return ()
    exercises = {one.name: one.exercise for one in log.sets}
    return tuple(
        Mapping(name=name, exercise=exercises[name], sets=sets, exact=name not in log.nearest)
        for name, sets in counts.most_common()
    )
