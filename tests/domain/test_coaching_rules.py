"""Rules of coaching that no other test names on its own; docs/coaching.md maps every rule to its function and test."""

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.questions import answered
from core.domain.exercise import Equipment, Impact, Variation
from core.domain.facts import PainWhen
from core.domain.languages.tokens import words
from core.domain.planning.coverage import week_coverage
from core.domain.planning.reasons import Why
from core.domain.planning.today import plan_day, prescribe_variation
from core.domain.prescription import Effort, Prescription
from core.domain.red_flags import Urgency, red_flag
from core.domain.runner import EVERY_DAY, Settings
from core.domain.week import is_training_day
from tests.support.judged import hurt
from tests.support.logbooks import (
    BENT_KNEE,
    BOUNDS,
    CATALOGUE,
    MEDIUM_HOPS,
    MONDAY,
    TODAY,
    a_runner,
    a_tested_runner,
    did,
    kept,
    locked,
    took_test,
)
from tests.support.wording import messages

DAY = timedelta(days=1)
RAISES = st.none() | st.integers(0, 40)
KITS = st.sampled_from([frozenset[Equipment](), frozenset({Equipment.KETTLEBELL}), frozenset(Equipment)])


@given(raises=RAISES, equipment=KITS, days=st.integers(1, 14))
def test_each_training_day_has_one_exercise_and_one_cue(
    raises: int | None, equipment: frozenset[Equipment], days: int
) -> None:
    """Rule 2.1: two weeks of plans, each of one exercise and one of its cues."""
    logbook = a_runner(Settings(equipment=equipment))
    if raises is not None:
        logbook = took_test(logbook, MONDAY, left=raises, right=raises)
    for day in (MONDAY + ahead * DAY for ahead in range(days)):
        plan = plan_day(logbook, day, catalogue=CATALOGUE)
        assert isinstance(plan, Prescription)
        assert plan.cue in range(len(CATALOGUE[plan.exercise].cues))
        logbook = kept(logbook, plan)
        assert len([one for one in logbook.prescriptions if one.day == day]) == 1


def test_every_day_is_a_training_day_until_the_runner_chooses() -> None:
    """Rule 2.2."""
    week = [MONDAY + ahead * DAY for ahead in range(7)]
    assert Settings().training_days == EVERY_DAY
    assert all(is_training_day(Settings(), day) for day in week)
    chosen = Settings(training_days=frozenset({0, 3}))
    assert [is_training_day(chosen, day) for day in week] == [True, False, False, True, False, False, False]


def test_an_easy_dose_of_plyometrics_is_of_low_impact() -> None:
    """Rule 2.6: whoever could bounce hops low on the day after hard landings."""
    logbook = did(a_tested_runner(30), TODAY - DAY, MEDIUM_HOPS)
    plan = prescribe_variation(logbook, TODAY, variation=Variation.PLYOMETRIC, catalogue=CATALOGUE)
    assert isinstance(plan, Prescription)
    assert plan.dose.effort is Effort.EASY
    assert plan.impact is Impact.LOW


@pytest.mark.parametrize("easy", [False, True])
def test_easy_and_hard_doses_both_cover(*, easy: bool) -> None:
    """Rule 2.7; only a hard one counts towards the weekly target."""
    coverage = week_coverage(did(a_runner(), MONDAY, BENT_KNEE, easy=easy), MONDAY, catalogue=CATALOGUE)
    assert coverage.covered == (Variation.BENT_KNEE,)
    assert coverage.of(Variation.BENT_KNEE).hard_doses == int(not easy)


@pytest.mark.parametrize("variation", [Variation.STRAIGHT_LEG, Variation.BENT_KNEE])
def test_a_hard_dose_of_strength_is_rpe_7_to_8_with_two_minutes_of_rest(variation: Variation) -> None:
    """Rule 3.2: RPE 7 in the first two weeks and with a weight that is not known yet, else 8."""
    logbook = a_runner()
    for weeks, rpe in ((0, 7), (1, 7), (2, 8), (3, 8)):
        plan = prescribe_variation(logbook, MONDAY + 7 * weeks * DAY, variation=variation, catalogue=CATALOGUE)
        assert isinstance(plan, Prescription)
        assert plan.dose.effort is Effort.HARD
        assert plan.dose.rpe == Decimal(7 if plan.reasons[-1].code == "start-hold" else rpe)
        assert plan.dose.rest_seconds == 120
        logbook = kept(logbook, plan)


def test_the_tempo_is_two_up_one_on_top_three_down() -> None:
    """Rule 3.3: the answer to a question on tempo says it."""
    found = answered("what tempo should I use for calf raises?")
    assert found is not None
    assert found.key == "tempo"
    assert "Two counts up, one on top, three down" in str(messages()["answer-tempo"])


def test_a_flare_begins_the_four_weeks_of_medium_hops_anew() -> None:
    """Rule 3.25: pain that stopped an exercise, or a worse morning, shuts bounds until four weeks after it."""
    logbook = a_tested_runner(30)
    for week in range(1, 5):
        logbook = did(logbook, TODAY - (7 * week - 2) * DAY, MEDIUM_HOPS)
    assert locked(logbook, BOUNDS) is None
    strong = hurt(logbook, TODAY - 13 * DAY, 6)
    worse = hurt(logbook, TODAY - 13 * DAY, 2, when=PainWhen.MORNING, worse=True)
    for flared in (strong, worse):
        assert locked(flared, BOUNDS) == Why.GATE_MEDIUM_WEEKS.because(4, 2)
    assert locked(hurt(logbook, TODAY - 13 * DAY, 1), BOUNDS) is None


@given(equipment=KITS, weeks=st.integers(0, 4))
def test_without_a_test_hops_are_of_low_impact(equipment: frozenset[Equipment], weeks: int) -> None:
    """Rule 3.26."""
    logbook = a_runner(Settings(equipment=equipment))
    for week in range(weeks):
        logbook = did(logbook, MONDAY + 7 * week * DAY, BENT_KNEE)
    day = MONDAY + (7 * weeks + 1) * DAY
    plan = prescribe_variation(logbook, day, variation=Variation.PLYOMETRIC, catalogue=CATALOGUE)
    assert isinstance(plan, Prescription)
    assert plan.impact is Impact.LOW


@pytest.mark.parametrize(
    ("text", "urgency"),
    [
        ("calf pain and I am suddenly breathless", Urgency.EMERGENCY),
        ("calf pain and chest pain", Urgency.EMERGENCY),
        ("sore calf and I cough blood", Urgency.EMERGENCY),
        ("my calf hurts and I collapsed", Urgency.EMERGENCY),
        ("my foot is cold", Urgency.EMERGENCY),
        ("my foot is pale", Urgency.EMERGENCY),
        ("my foot is numb", Urgency.EMERGENCY),
        ("dark urine and terrible muscle pain", Urgency.EMERGENCY),
        ("my left calf is swollen", Urgency.SAME_DAY),
        ("my left calf is warm", Urgency.SAME_DAY),
        ("my left calf is red", Urgency.SAME_DAY),
        ("I felt a pop in my calf", Urgency.SAME_DAY),
        ("I heard a snap in my achilles", Urgency.SAME_DAY),
        ("I can't rise on my toes", Urgency.SAME_DAY),
        ("I have a fever and my calf hurts", Urgency.SAME_DAY),
        ("pain on one spot of my shin bone", Urgency.SOON),
        ("my calf hurts at night", Urgency.SOON),
        ("my calf always gets tight after 3 km", Urgency.SOON),
        ("my toes go numb when I run", Urgency.SOON),
        ("the same calf cramp comes back on each run", Urgency.SOON),
    ],
)
def test_each_red_flag_says_how_soon(text: str, urgency: Urgency) -> None:
    """Rule 5.11: each sign of the rules is as urgent as they say."""
    assert red_flag(words(text)) is urgency


def test_the_welcome_says_that_it_is_general_information() -> None:
    """Rule 5.18: in the welcome and in the help."""
    assert "General information, not medical advice." in str(messages()["welcome"])
    assert "general information, not medical advice" in " ".join(map(str, messages().values()))


def test_the_test_is_explained_with_its_pace_and_its_rest() -> None:
    """Rule 6.2: one leg, knee straight, fingertips, the beat, when it is over, two minutes, the other leg."""
    told = str(messages()["test-how"]).casefold()
    for part in ("one leg", "straight", "fingertips", "60 beats a minute", "two minutes", "other leg"):
        assert part in told, part
