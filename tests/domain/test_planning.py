from dataclasses import replace
from datetime import date, timedelta

import pytest

from core.domain.exercise import Catalogue, Equipment, Exercise, ExerciseKey, Impact, Measure, Variation
from core.domain.facts import Pause
from core.domain.logbook import Edit, Logbook
from core.domain.planning.reasons import Why
from core.domain.planning.today import Done, Plan, Refusal, Rest, plan_day, prescribe_exercise, prescribe_variation
from core.domain.prescription import Effort, Prescription
from core.domain.runner import Settings
from tests.support.logbooks import (
    BENT_KNEE,
    BOUNDS,
    CATALOGUE,
    LOW_HOPS,
    MEDIUM_HOPS,
    MONDAY,
    OF,
    STRAIGHT_LEG,
    a_runner,
    did,
    kept,
    paused,
    planned,
    skipped,
    told,
    took_test,
    written,
)

DAY = timedelta(days=1)
TUESDAY, WEDNESDAY, THURSDAY, SUNDAY = (MONDAY + number * DAY for number in (1, 2, 3, 6))
STRONG = took_test(a_runner(), MONDAY - DAY, left=22, right=22)


def plan(logbook: Logbook, day: date = MONDAY, *, on_demand: bool = False) -> Plan:
    """Plan a day from the whole catalogue."""
    return plan_day(logbook, day, catalogue=CATALOGUE, on_demand=on_demand)


def test_the_first_exercise_needs_nothing_but_the_runner() -> None:
    """Who has just come is given a straight-leg raise without equipment, and told that it is the first."""
    first = planned(a_runner(), MONDAY, on_demand=False)
    assert (first.exercise, first.variation, first.dose.effort) == (STRAIGHT_LEG, Variation.STRAIGHT_LEG, Effort.HARD)
    assert (first.id, first.number, first.day, first.cue) == (a_runner().next_id, 1, MONDAY, 0)
    assert told(first.reasons, Why.FIRST_EVER) == {}
    assert told(first.reasons, Why.MISSING_THIS_WEEK) == {"variation": "straight-leg", "days_left": "7"}


def test_what_is_missing_comes_as_early_as_the_locks_allow() -> None:
    """Hard straight-leg on Monday, plyometrics on Tuesday, hard bent-knee on Wednesday."""
    logbook = STRONG
    given = []
    for day in (MONDAY, TUESDAY, WEDNESDAY):
        today = planned(logbook, day, on_demand=False)
        given.append((today.variation, today.dose.effort))
        logbook = kept(logbook, today)
    assert given == [
        (Variation.STRAIGHT_LEG, Effort.HARD),
        (Variation.PLYOMETRIC, Effort.HARD),
        (Variation.BENT_KNEE, Effort.HARD),
    ]


def test_what_is_missing_comes_as_an_easy_dose_rather_than_late() -> None:
    """The day after hard strength the last missing variation is strength: it comes, easily."""
    logbook = did(did(a_runner(), MONDAY, LOW_HOPS), TUESDAY, STRAIGHT_LEG)
    today = planned(logbook, WEDNESDAY)
    assert (today.variation, today.dose.effort) == (Variation.BENT_KNEE, Effort.EASY)
    assert told(today.reasons, Why.ONLY_EASY_48H) == {"exercise": STRAIGHT_LEG, "day": TUESDAY.isoformat()}


def test_then_comes_what_is_furthest_below_its_target() -> None:
    """With all three covered, the variation that lacks most hard doses comes, however lately it was done."""
    logbook = did(did(a_runner(), MONDAY, BENT_KNEE), MONDAY, LOW_HOPS)
    logbook = did(did(logbook, TUESDAY, LOW_HOPS), TUESDAY, STRAIGHT_LEG, easy=True)
    today = planned(logbook, THURSDAY)
    assert today.variation is Variation.STRAIGHT_LEG
    assert told(today.reasons, Why.BELOW_TARGET) == {"variation": "straight-leg", "done": "0", "target": "2"}


def test_then_comes_what_was_trained_longest_ago() -> None:
    """With equal work to do, the variation comes that waited longest; above the target an easy dose is enough."""
    equal = did(did(did(a_runner(), MONDAY, BENT_KNEE), TUESDAY, LOW_HOPS), TUESDAY, STRAIGHT_LEG, easy=True)
    equal = did(equal, TUESDAY, STRAIGHT_LEG)
    assert planned(equal, THURSDAY).variation is Variation.BENT_KNEE
    logbook = a_runner()
    for day in (MONDAY, MONDAY + 3 * DAY):
        for exercise in (LOW_HOPS, STRAIGHT_LEG, BENT_KNEE):
            logbook = did(logbook, day, exercise)
    today = planned(logbook, SUNDAY)
    assert (today.variation, today.dose.effort) == (Variation.PLYOMETRIC, Effort.EASY)
    assert told(today.reasons, Why.LONGEST_AGO) == {"variation": "plyometric", "day": THURSDAY.isoformat()}
    assert told(today.reasons, Why.TARGET_REACHED) == {"variation": "plyometric", "done": "2"}


def test_the_exercises_of_a_variation_take_turns() -> None:
    """The one that was done longest ago comes, of those that the runner can do."""
    gym = a_runner(Settings(equipment=frozenset(Equipment)))
    straight = [one.key for one in CATALOGUE.of(Variation.STRAIGHT_LEG)][:2]
    for number, exercise in enumerate((straight * 2)[:4]):
        today = wanted(gym, MONDAY + 7 * number * DAY, variation=Variation.STRAIGHT_LEG)
        assert today.exercise == exercise
        gym = did(gym, today.day, exercise)
    last = wanted(gym, MONDAY + 28 * DAY, variation=Variation.STRAIGHT_LEG)
    assert told(last.reasons, Why.ALTERNATES) == {"exercise": straight[1]}


@pytest.mark.parametrize("logged", [False, True])
def test_raises_on_two_legs_are_outgrown_with_ten_on_one(*, logged: bool) -> None:
    """Whoever raised ten times on one leg, in a test or in the log, has no full dose on two legs any more."""
    tested = took_test(a_runner(), MONDAY, left=10, right=10)
    given = full_doses(did(a_runner(), MONDAY, STRAIGHT_LEG, reps=10) if logged else tested, Variation.STRAIGHT_LEG)
    assert [one.key for one in given if not one.one_leg] == []


@pytest.mark.parametrize("variation", [Variation.STRAIGHT_LEG, Variation.BENT_KNEE])
def test_raises_without_a_weight_are_outgrown_where_one_can_be_lifted(variation: Variation) -> None:
    """Body weight alone does not make a soleus stronger: fifteen raises and a kettlebell, and all full doses use it."""
    owner = a_runner(Settings(equipment=frozenset({Equipment.KETTLEBELL})))
    given = full_doses(took_test(owner, MONDAY, left=15, right=15), variation)
    assert [one.key for one in given if not one.weighted and one.measure is not Measure.SECONDS] == []


def full_doses(logbook: Logbook, variation: Variation) -> list[Exercise]:
    """Return the exercises of the next four full doses of a variation, one a week."""
    given: list[Exercise] = []
    for days in (2, 9, 16, 23):
        today = wanted(logbook, MONDAY + days * DAY, variation=variation)
        logbook = did(logbook, today.day, today.exercise)
        assert today.dose.effort is Effort.HARD
        given.append(CATALOGUE[today.exercise])
    return given


def wanted(logbook: Logbook, day: date, *, variation: Variation) -> Prescription:
    """Return what is prescribed of a variation that the runner asks for."""
    given = prescribe_variation(logbook, day, variation=variation, catalogue=CATALOGUE)
    assert isinstance(given, Prescription)
    return given


def test_asked_again_it_is_the_same() -> None:
    """The prescription of the day stands, whatever is told meanwhile that does not forbid it."""
    today = planned(a_runner(), MONDAY)
    logbook = written(a_runner(), today)
    assert plan(logbook) == today
    assert plan(did(logbook, MONDAY - DAY, LOW_HOPS)) == today
    assert plan(skipped(logbook, MONDAY, reason="no-time")) == today
    assert plan(replace(logbook, settings=Settings(training_days=frozenset({3})))) == today


def test_what_became_forbidden_is_planned_anew() -> None:
    """Hard work of yesterday that is told today takes today's hard dose away; the runner is told why."""
    today = planned(a_runner(), MONDAY)
    logbook = did(written(a_runner(), today), MONDAY - DAY, BENT_KNEE)
    again = planned(logbook, MONDAY)
    assert (again.number, again.id) == (2, logbook.next_id)
    assert again.dose.effort is Effort.EASY or again.variation is Variation.PLYOMETRIC
    assert told(again.reasons, Why.PLAN_CHANGED) == {"exercise": STRAIGHT_LEG}


def test_work_at_night_answers_the_prescription_of_the_new_date() -> None:
    """Asked for and done after midnight, it is the evening's work; the new day has an exercise of its own."""
    asked = planned(a_runner(), TUESDAY)
    logbook = kept(a_runner(), asked)
    evening = replace(logbook.entries[0], day=MONDAY)
    logbook = logbook.write(Edit(before=logbook.entries[0], after=evening))
    today = planned(logbook, TUESDAY)
    assert (today.number, today.variation) == (2, Variation.PLYOMETRIC)
    assert told(today.reasons, Why.PLAN_CHANGED) is None


def test_of_several_prescriptions_the_last_counts() -> None:
    """After a swap the day is what it was swapped to."""
    first = planned(a_runner(), MONDAY)
    logbook = written(a_runner(), first)
    second = prescribe_variation(logbook, MONDAY, variation=Variation.BENT_KNEE, catalogue=CATALOGUE)
    assert isinstance(second, Prescription)
    assert plan(written(logbook, second)) == second


def test_a_rest_day_names_the_next_training_day() -> None:
    """On a day off nothing is prescribed, unless the runner asks for it; then it stands."""
    runner = a_runner(Settings(training_days=frozenset({2})))
    rest = plan(runner)
    assert isinstance(rest, Rest)
    assert (rest.next_day, rest.reasons) == (WEDNESDAY, (Why.REST_DAY.because(WEDNESDAY),))
    asked = planned(runner, MONDAY, on_demand=True)
    assert plan(written(runner, asked)) == asked


def test_a_pause_is_quiet() -> None:
    """While paused nothing is prescribed, not even what was before; on demand it is."""
    logbook = written(a_runner(), planned(a_runner(), MONDAY))
    away = paused(logbook, MONDAY, until=THURSDAY)
    assert plan(away) == Rest(day=MONDAY, reasons=(Why.PAUSED.because(THURSDAY),), next_day=TUESDAY)
    assert isinstance(plan(away, on_demand=True), Prescription)
    assert isinstance(plan(away, THURSDAY + DAY), Prescription)
    assert told(plan_rest(paused(a_runner(), MONDAY)).reasons, Why.PAUSED) == {"until": ""}


def plan_rest(logbook: Logbook) -> Rest:
    """Plan a day on which rest is expected."""
    rest = plan(logbook)
    assert isinstance(rest, Rest)
    return rest


def test_a_day_is_done_once_it_was_trained() -> None:
    """Work of any kind ends the day; what is missing can still be had."""
    done = plan(did(a_runner(), MONDAY, BENT_KNEE))
    assert isinstance(done, Done)
    assert [entry.exercise for entry in done.entries] == [BENT_KNEE]
    assert done.still == (Variation.PLYOMETRIC, Variation.STRAIGHT_LEG)
    tried = did(a_runner(), MONDAY, BENT_KNEE, reps=0)
    assert isinstance(plan(tried), Prescription)


def test_more_can_be_asked_for_when_the_day_is_done() -> None:
    """What is asked for after the day's work is prescribed, easily where it must be, and stands until it is done."""
    logbook = did(STRONG, MONDAY, STRAIGHT_LEG)
    more = prescribe_variation(logbook, MONDAY, variation=Variation.BENT_KNEE, catalogue=CATALOGUE)
    assert isinstance(more, Prescription)
    assert (more.variation, more.dose.effort) == (Variation.BENT_KNEE, Effort.EASY)
    assert told(more.reasons, Why.ON_REQUEST) == {"variation": "bent-knee"}
    logbook = written(logbook, more)
    assert plan(logbook) == more
    assert prescribe_variation(logbook, MONDAY, variation=Variation.BENT_KNEE, catalogue=CATALOGUE) == more
    assert isinstance(plan(kept(logbook, more)), Done)


def test_an_exercise_can_be_asked_for() -> None:
    """It is given, or refused for the reason that locks it; an unknown one is refused too."""
    given = prescribe_exercise(STRONG, MONDAY, exercise=MEDIUM_HOPS, catalogue=CATALOGUE)
    assert isinstance(given, Prescription)
    assert given.exercise == MEDIUM_HOPS
    assert prescribe_exercise(written(STRONG, given), MONDAY, exercise=MEDIUM_HOPS, catalogue=CATALOGUE) == given
    for exercise, why in (
        (BOUNDS, Why.GATE_RAISES.because(25, 22)),
        (ExerciseKey("smith-seated-raise"), Why.EQUIPMENT.because("bench,plates,smith-machine")),
        (ExerciseKey("handstand"), Why.NOT_IN_CATALOGUE.because()),
    ):
        refused = prescribe_exercise(STRONG, MONDAY, exercise=exercise, catalogue=CATALOGUE)
        assert refused == Refusal(reasons=(why,))


@pytest.fixture
def without_low_impact() -> Catalogue:
    """Return a catalogue in which no plyometric is of low impact."""
    return Catalogue(exercises={key: one for key, one in CATALOGUE.exercises.items() if one.impact is not Impact.LOW})


def test_what_is_locked_altogether_is_named(without_low_impact: Catalogue) -> None:
    """Where a lock forbids a variation the others are covered, and the runner is told which one is not, and why."""
    logbook = took_test(a_runner(), MONDAY, left=12, right=14)
    days = [MONDAY, TUESDAY, WEDNESDAY]
    given = []
    for day in days:
        today = plan_day(logbook, day, catalogue=without_low_impact)
        assert isinstance(today, Prescription)
        assert told(today.reasons, Why.CANNOT_COVER) == {"variation": "plyometric"}
        assert told(today.reasons, Why.GATE_RAISES) is not None
        given.append(today.variation)
        logbook = kept(logbook, today)
    assert set(given) == {Variation.STRAIGHT_LEG, Variation.BENT_KNEE}
    refused = prescribe_variation(logbook, THURSDAY, variation=Variation.PLYOMETRIC, catalogue=without_low_impact)
    assert isinstance(refused, Refusal)
    assert refused.reasons[0].code == Why.GATE_RAISES.code


def test_where_everything_is_locked_there_is_rest() -> None:
    """A catalogue of which the runner has nothing leaves rest, with a reason for each variation."""
    gym = {key: one for key, one in CATALOGUE.exercises.items() if one.equipment}
    rest = plan_day(a_runner(), MONDAY, catalogue=Catalogue(exercises=gym))
    assert isinstance(rest, Rest)
    assert [reason.code for reason in rest.reasons] == ["nothing-possible", "equipment", "equipment", "equipment"]


def test_a_plan_looks_no_further_back_than_what_is_always_loaded() -> None:
    """The plan is the same whether four weeks or years of history lie before the coach."""
    logbook = a_runner(joined=MONDAY - 400 * DAY)
    for number in range(200, 0, -1):
        logbook = did(logbook, MONDAY - number * DAY, tuple(OF.values())[number % 3], easy=number % 2 == 0)
    loaded = tuple(entry for entry in logbook.entries if entry.day >= MONDAY - 120 * DAY)
    assert planned(replace(logbook, entries=loaded, since=MONDAY - 120 * DAY), MONDAY) == planned(logbook, MONDAY)


def test_an_ended_pause_does_not_hold() -> None:
    """Who is back before the end is coached."""
    away = paused(a_runner(), MONDAY)
    back = replace(away.pauses[0], until=MONDAY)
    assert isinstance(back, Pause)
    assert isinstance(plan(away.write(Edit(before=away.pauses[0], after=back)), TUESDAY), Prescription)
