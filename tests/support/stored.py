"""Runners and their histories for the tests of storage: a few by hand, and any that Hypothesis can think of."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, TypeVar

from hypothesis import strategies as st

from core.domain.account import AccountKey, Address, Platform
from core.domain.exercise import Equipment, ExerciseKey, Measure, Variation
from core.domain.facts import (
    ContraIndication,
    Fact,
    FaultSeen,
    PainReport,
    Pause,
    Race,
    RedFlag,
    RunDay,
    Skip,
    Snooze,
)
from core.domain.load import Load, Unit
from core.domain.logbook import Edit, Logbook
from core.domain.messages import Arrival, Outgoing, Priority
from core.domain.prescription import Dose, Effort, Prescription, Reason
from core.domain.reminder import Reminder, ReminderKind
from core.domain.runner import RunnerId, Settings
from core.domain.training import CalfTest, Entry, FactId, TrainingSet
from core.storage.store import Store

T = TypeVar("T")
NOW = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)
TODAY = NOW.date()


def _any(kind: type[T], **known: st.SearchStrategy[Any]) -> st.SearchStrategy[T]:
    """Build values whose every field varies, those with defaults too: `known` as given, the rest by their types."""
    return st.builds(kind, **{field.name: known.get(field.name, ...) for field in fields(kind)})  # type: ignore[arg-type]  # dataclasses


# What a person can type; halves of surrogate pairs and NUL never get past a platform's adapter.
words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
days = st.dates(min_value=date(2020, 1, 1), max_value=date(2030, 12, 31))
instants = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - given beside it
numbers = st.integers(min_value=0, max_value=10_000)
loads = _any(
    Load,
    text=st.from_regex(r"-?\d{1,3}([.,]\d{1,2})?", fullmatch=True, alphabet="-.,0123456789"),
    unit=st.sampled_from(Unit),
)
efforts = st.decimals(min_value=1, max_value=10, places=1)
sets = _any(
    TrainingSet,
    reps=st.none() | numbers,
    reps_to=st.none() | numbers,
    seconds=st.none() | numbers,
    load=st.none() | loads,
    rpe=st.none() | efforts,
    message=st.none() | st.integers(min_value=1, max_value=10_000).map(FactId),  # numbers of facts begin at 1
)
keys = st.from_regex(r"[a-z][a-z-]{0,20}", fullmatch=True).map(ExerciseKey)
identities = st.just(FactId(0))  # given when they are written
doses = _any(
    Dose,
    sets=numbers,
    reps=numbers,
    load=st.none() | loads,
    rpe=efforts,
    reserve=numbers,
    rest_seconds=numbers,
    extra_weaker=numbers,
)
reasons = _any(Reason, code=keys, facts=st.lists(st.tuples(keys, words), max_size=3).map(tuple))
facts: st.SearchStrategy[Fact] = st.one_of(
    _any(
        Entry,
        id=identities,
        day=days,
        exercise=keys,
        sets=st.lists(sets, max_size=4).map(tuple),
        at=instants,
        prescription=st.none() | numbers.map(FactId),
        note=words,
    ),
    _any(
        Prescription,
        id=identities,
        day=days,
        number=numbers,
        exercise=keys,
        dose=doses,
        cue=numbers,
        reasons=st.lists(reasons, max_size=2).map(tuple),
    ),
    _any(Skip, id=identities, day=days, reason=keys),
    _any(Pause, id=identities, day=days, until=st.none() | days, reason=keys),
    _any(Snooze, id=identities, day=days, until=instants),
    _any(CalfTest, id=identities, day=days, left=numbers, right=numbers),
    _any(FaultSeen, id=identities, day=days, exercise=keys, fault=numbers),
    _any(
        PainReport,
        id=identities,
        day=days,
        at=instants,
        level=st.integers(0, 10),
        place=keys,
        side=keys,
        exercise=st.none() | keys,
    ),
    _any(RedFlag, id=identities, day=days, cleared=st.none() | days),
    _any(ContraIndication, id=identities, day=days, cleared=st.none() | days),
    _any(RunDay, id=identities, day=days, weekday=st.none() | st.integers(0, 6)),
    _any(Race, id=identities, day=days),
)
times = st.times().map(lambda one: one.replace(second=0, microsecond=0))
settings = _any(
    Settings,
    zone=st.sampled_from(["UTC", "Europe/Berlin", "Asia/Kathmandu"]),
    reminder_time=times,
    training_days=st.frozensets(st.integers(0, 6)),
    week_starts=st.integers(0, 6),
    equipment=st.frozensets(st.sampled_from(Equipment)),
    body_weight=st.none() | loads,
    quiet_from=times,
    quiet_to=times,
    locale=st.sampled_from(["en", "de", "pt-BR"]),
    notation=st.lists(st.tuples(words, words), max_size=3).map(tuple),
    set_up=st.frozensets(keys, max_size=3),
    born=st.none() | st.integers(1900, 2030),
)
reminders = st.lists(
    _any(Reminder, due=instants, day=days), unique_by=lambda one: one.kind, max_size=len(ReminderKind)
).map(lambda some: tuple(sorted(some, key=lambda one: one.kind)))


def runner_arrives(user: str, *, event: str = "1", platform: Platform = Platform.CONSOLE) -> Arrival:
    """Return the arrival of somebody with default settings."""
    account = AccountKey(platform=platform, user=user)
    return Arrival(account=account, event=event, address=Address(f"chat-{user}"), settings=Settings())


async def begin(store: Store, *users: str, platform: Platform = Platform.CONSOLE) -> list[Logbook]:
    """Begin a runner for each user, and return their empty logbooks."""
    async with store.transaction() as transaction:
        arrivals = [runner_arrives(user, platform=platform) for user in users]
        admitted = await transaction.admit(arrivals, now=NOW)
        logbooks = await transaction.logbooks([one.runner for one in admitted], since=None)
    return [logbooks[one.runner] for one in admitted]


async def keep(store: Store, *logbooks: Logbook) -> None:
    """Save logbooks that deeds returned."""
    async with store.transaction() as transaction:
        loaded = await transaction.logbooks([one.runner for one in logbooks], since=None)
        await transaction.save(logbooks, loaded=loaded)


async def load(store: Store, runner: RunnerId, *, since: date | None = None) -> Logbook:
    """Load one logbook."""
    async with store.reading() as transaction:
        return (await transaction.logbooks([runner], since=since))[runner]


def saved(logbook: Logbook) -> Logbook:
    """Return the logbook as it looks once it is in storage."""
    return replace(logbook, unsaved=(), new_changes=())


def added(logbook: Logbook, *new: Fact) -> Logbook:
    """Return the logbook with new facts, as one change each."""
    for fact in new:
        numbered = replace(fact, id=logbook.next_id)
        logbook = logbook.change("log", [Edit(before=None, after=numbered)], at=NOW)
    return logbook


def entry(day: date = TODAY, *, reps: int = 12, load: Load | None = None) -> Entry:
    """Return three equal sets of the seated calf raise."""
    one = TrainingSet(reps=reps, load=load or Load(text="22,5", unit=Unit.KG), rpe=Decimal("7.5"))
    return Entry(id=FactId(0), day=day, exercise=ExerciseKey("seated-calf-raise"), sets=(one,) * 3, at=NOW)


def prescription(day: date = TODAY, *, number: int = 1) -> Prescription:
    """Return a hard dose of the seated calf raise."""
    dose = Dose(
        effort=Effort.HARD,
        sets=3,
        reps=10,
        measure=Measure.REPS,
        load=Load(text="40", unit=Unit.KG),
        bodyweight=False,
        rpe=Decimal(8),
        reserve=2,
        rest_seconds=120,
    )
    return Prescription(
        id=FactId(0),
        day=day,
        number=number,
        exercise=ExerciseKey("seated-calf-raise"),
        variation=Variation.BENT_KNEE,
        impact=None,
        dose=dose,
        cue=1,
        reasons=(Reason(code="missing-this-week", facts=(("variation", "bent-knee"),)),),
    )


def reminder(due: datetime = NOW, *, kind: ReminderKind = ReminderKind.DAILY) -> Reminder:
    """Return a reminder for the date of its instant."""
    return Reminder(kind=kind, due=due, day=due.date())


def answer(logbook: Logbook, key: str = "k") -> Outgoing:
    """Return an answer to a runner in the terminal."""
    return Outgoing(
        runner=logbook.runner,
        key=key,
        platform=Platform.CONSOLE,
        address=Address("c"),
        kind="answer",
        priority=Priority.ANSWER,
        queued=NOW,
        due=NOW,
        body=b'{"text":"Logged."}',
    )
