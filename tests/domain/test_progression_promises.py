"""What no history may break: load and contacts never rise faster than promised, and every dose can be done."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from core.domain.exercise import Exercise
from core.domain.load import Load, Unit
from core.domain.logbook import Logbook
from core.domain.prescription import Dose, Effort
from core.domain.runner import Experience, Settings
from core.domain.training import Entry
from core.domain.week import week_of
from tests.support.lifted import (
    BACKPACK_RAISE,
    BARBELL_RAISE,
    BARE_RAISE,
    BENCH_BOUNCE,
    BOUNDS,
    BUNNY,
    CATALOGUE,
    DUMBBELL_RAISE,
    EVERYTHING,
    HOLD,
    KETTLEBELL_RAISE,
    LATER,
    LUNGE,
    POGO,
    SMITH_SEATED,
    begun,
    did,
    dose_of,
    prescribed,
    took_test,
)
from tests.support.properties import thorough

STRENGTH = (BACKPACK_RAISE, BARBELL_RAISE, BARE_RAISE, DUMBBELL_RAISE, HOLD, KETTLEBELL_RAISE, LUNGE, SMITH_SEATED)
HOPS = (BENCH_BOUNCE, BOUNDS, BUNNY, POGO)
KG_PER_LB = Decimal("0.45359237")
RISE = Decimal("1.1") + Decimal("1e-9")
LONGEST_KEPT = 56
A_SESSION = 5
FEWEST = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What a runner did so many days before LATER."""

    back: int
    exercise: Exercise
    reps: int
    sets: int
    load: str
    rpe: str | None
    easy: bool


def done(exercises: tuple[Exercise, ...]) -> st.SearchStrategy[Done]:
    """Give any session of one of the exercises."""
    return st.builds(
        Done,
        back=st.integers(min_value=1, max_value=90),
        exercise=st.sampled_from(exercises),
        reps=st.integers(min_value=0, max_value=30),
        sets=st.integers(min_value=1, max_value=6),
        load=st.sampled_from(("", "-5", "2", "4", "8", "10", "12,5", "16", "20", "22.5", "24", "40", "61", "100")),
        rpe=st.sampled_from((None, "6", "8", "8.5", "10")),
        easy=st.booleans(),
    )


def histories(exercises: tuple[Exercise, ...]) -> st.SearchStrategy[list[Done]]:
    """Give any log of at most one session of an exercise a day."""
    return st.lists(done(exercises), max_size=20, unique_by=lambda one: (one.back, one.exercise.key))


runners = st.builds(
    Settings,
    unit=st.sampled_from(Unit),
    body_weight=st.none() | st.builds(Load, text=st.integers(40, 120).map(str), unit=st.just(Unit.KG)),
    equipment=st.sampled_from((EVERYTHING, frozenset())),
    experience=st.sampled_from((None, *Experience)),
    week_starts=st.integers(0, 6),
)
tests_taken = st.none() | st.tuples(st.integers(1, 60), st.integers(0, 40), st.integers(0, 40))
efforts = st.sampled_from(Effort)


def book_of(settings: Settings, history: list[Done], test: tuple[int, int, int] | None) -> Logbook:
    """Return the logbook of a runner with that history."""
    book = begun(settings)
    if test is not None:
        book = took_test(book, LATER - timedelta(days=test[0]), left=test[1], right=test[2])
    for one in sorted(history, key=lambda one: one.back, reverse=True):
        load = "" if one.exercise in HOPS else one.load
        reps = (one.reps,) * one.sets
        day = LATER - timedelta(days=one.back)
        book = did(book, day, one.exercise, reps=reps, load=load, rpe=one.rpe, easy=one.easy)
    return book


def system(load: Load | None, exercise: Exercise, settings: Settings) -> Decimal:
    """Return body and added weight in kg, worked out anew."""
    body = settings.body_weight.amount if settings.body_weight else Decimal(70)
    if load is None:
        return body
    added = Decimal(load.text.replace(",", ".")) * (KG_PER_LB if load.unit is Unit.LB else 1)
    return body + added * (2 if exercise is LUNGE else 1)


def landings(entry: Entry) -> int:
    """Count the landings of an entry, worked out anew."""
    legs = 2 if entry.exercise == BENCH_BOUNCE.key else 1
    return sum((one.reps or 0) * legs for one in entry.sets)


def contacts(dose: Dose, exercise: Exercise) -> int:
    """Count the landings of a dose, both legs together."""
    return dose.sets * dose.reps * (2 if exercise.one_leg else 1)


def hop_days(book: Logbook) -> dict[date, int]:
    """Return the landings of each day on which there were enough to count."""
    days: dict[date, int] = {}
    for entry in book.entries:
        if any(entry.exercise == one.key for one in HOPS):
            days[entry.day] = days.get(entry.day, 0) + landings(entry)
    return {day: count for day, count in days.items() if count >= A_SESSION}


@thorough
@given(settings=runners, history=histories(STRENGTH + HOPS), test=tests_taken, effort=efforts, data=st.data())
def test_every_dose_can_be_done(
    settings: Settings, history: list[Done], test: tuple[int, int, int] | None, effort: Effort, data: st.DataObject
) -> None:
    """Sets, reps and rest are positive, no load is negative but an assisted one, and twice asked is twice the same."""
    book = book_of(settings, history, test)
    exercise = data.draw(st.sampled_from(STRENGTH + HOPS))
    dose, reasons = dose_of(book, exercise, effort=effort)
    assert min(dose.sets, dose.reps, dose.rest_seconds) > 0
    assert dose.sets <= 6
    assert dose.reserve >= (4 if effort is Effort.EASY else 2)
    assisted = any(one.exercise is exercise and one.load.startswith("-") for one in history)
    assert dose.load is None or dose.load.amount > 0 or assisted
    assert not (dose.bodyweight and dose.load is not None)
    assert reasons
    assert dose_of(book, exercise, effort=effort) == (dose, reasons)


@thorough
@given(settings=runners, history=histories(STRENGTH), test=tests_taken, effort=efforts, data=st.data())
def test_load_never_rises_more_than_ten_percent_of_system_load_in_a_week(
    settings: Settings, history: list[Done], test: tuple[int, int, int] | None, effort: Effort, data: st.DataObject
) -> None:
    """Today is at most 10 % above the lightest hard session of the last seven days, or above the last one."""
    exercise = data.draw(st.sampled_from(STRENGTH))
    book = book_of(settings, history, test)
    dose, _ = dose_of(book, exercise, effort=effort)
    mine = [one for one in book.entries if one.exercise == exercise.key and not one.easy]
    if not mine or (LATER - mine[-1].day).days > LONGEST_KEPT:
        return
    week = [one for one in mine if one.day >= LATER - timedelta(days=7)] or mine[-1:]
    lightest = min(system(one.sets[0].load, exercise, settings) for one in week)
    assert dose.load is None or system(dose.load, exercise, settings) <= lightest * RISE


@thorough
@given(settings=runners, history=histories(HOPS), effort=efforts, exercise=st.sampled_from(HOPS))
def test_contacts_never_rise_more_than_a_fifth_in_a_week_nor_above_a_hundred_and_twenty(
    settings: Settings, history: list[Done], effort: Effort, exercise: Exercise
) -> None:
    """A session by the largest of the days 7 to 13 before it, a week by the week before it.

    Where those days were easy alone, half of the last full session is open, too.
    """
    book = book_of(settings, history, None)
    count = contacts(dose_of(book, exercise, effort=effort)[0], exercise)
    days = hop_days(book)
    assert count <= 120
    before = [day for day in days if 7 <= (LATER - day).days <= 13]
    if before:
        full = {entry.day for entry in book.entries if not entry.easy and entry.day in days}
        eased = max((days[day] for day in full), default=0) // 2 if full.isdisjoint(before) else 0
        assert count <= max(max(days[day] for day in before) * 6 // 5, eased)
    week = week_of(LATER, starts=settings.week_starts)
    last_week = [number for day, number in days.items() if day in week.before]
    this_week = sum(number for day, number in days.items() if week.first <= day)
    off = min(((LATER - day).days for day in days), default=LONGEST_KEPT + 1)
    if last_week and off <= LONGEST_KEPT:
        allowed = max(sum(last_week), 2 * max(last_week)) * 6 // 5
        assert count <= max(allowed - this_week, FEWEST)


@thorough
@given(settings=runners, history=histories(HOPS), exercise=st.sampled_from(HOPS))
def test_contacts_and_impact_never_rise_together(settings: Settings, history: list[Done], exercise: Exercise) -> None:
    """In the week in which landings get harder than in the four before it there are no more of them than before."""
    order = {POGO: 0, BUNNY: 1, BENCH_BOUNCE: 1, BOUNDS: 2}
    book = book_of(settings, history, None)
    days = hop_days(book)
    before = [day for day in days if 7 <= (LATER - day).days <= 13]
    if not before:
        return
    weeks = [one for one in book.entries if 7 <= (LATER - one.day).days <= 28]
    familiar = max(rank(one, order) for one in weeks)
    if order[exercise] > familiar:
        count = contacts(dose_of(book, exercise)[0], exercise)
        assert count <= max(days[day] for day in before)


def rank(entry: Entry, order: dict[Exercise, int]) -> int:
    """Return how hard an entry lands."""
    return next(value for one, value in order.items() if one.key == entry.exercise)


@thorough
@given(
    settings=runners,
    exercise=st.sampled_from(STRENGTH),
    test=tests_taken,
    days=st.lists(st.tuples(st.integers(1, 9), st.integers(-4, 4), st.booleans()), min_size=2, max_size=16),
)
def test_a_runner_who_does_what_is_asked_never_meets_a_leap(
    settings: Settings,
    exercise: Exercise,
    test: tuple[int, int, int] | None,
    days: list[tuple[int, int, bool]],
) -> None:
    """Of any two prescriptions within seven days the later one is at most 10 % of system load above the earlier."""
    book = book_of(settings, [], test)
    asked: list[tuple[date, Decimal]] = []
    for day, more, easy in moments(days):
        effort = Effort.EASY if easy else Effort.HARD
        book, given_out = prescribed(book, exercise, day=day, effort=effort)
        dose = given_out.dose
        text = dose.load.text if dose.load else "" if dose.bodyweight else "10"
        unit = dose.load.unit if dose.load else None
        asked.append((day, system(Load(text=text or "0", unit=unit or settings.unit), exercise, settings)))
        reps = (max(0, dose.reps + more),) * dose.sets
        book = did(book, day, exercise, reps=reps, load=text, unit=unit, easy=easy, answers=given_out)
    for earlier, low in asked:
        for later, high in asked:
            if timedelta(0) < later - earlier <= timedelta(days=7):
                assert high <= low * RISE


def moments(days: list[tuple[int, int, bool]]) -> Iterator[tuple[date, int, bool]]:
    """Turn gaps between sessions into their days."""
    day = LATER
    for gap, more, easy in days:
        day += timedelta(days=gap)
        yield day, more, easy


def test_the_catalogue_has_every_exercise_that_is_tried() -> None:
    """The promises are tried on real exercises of every kind of weight."""
    assert {one.load_kind for one in STRENGTH + HOPS} <= {one.load_kind for one in CATALOGUE.exercises.values()}
