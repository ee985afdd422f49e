"""What is new about an entry, and what a week moved."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from core.domain.exercise import ExerciseKey
from core.domain.load import Load, Unit
from core.domain.logbook import Logbook, OlderHistoryNeededError
from core.domain.prescription import Reason
from core.domain.progression.dose_reasons import News
from core.domain.records import Moved, bests, moved, news
from core.domain.training import Side, TrainingSet
from tests.support.lifted import (
    BARBELL_RAISE,
    BARE_RAISE,
    BENCH_BOUNCE,
    BUNNY,
    CATALOGUE,
    HOLD,
    LATER,
    LUNGE,
    POGO,
    codes,
    did,
    facts,
    logged,
    owner,
)

LAST_WEEK = LATER - timedelta(days=6)


def news_of(logbook: Logbook) -> tuple[Reason, ...]:
    """Return what is new about the newest entry."""
    return news(logbook, logbook.entries[-1], catalogue=CATALOGUE)


def test_two_reps_more_than_last_week() -> None:
    """12, 12, 10 after 11, 11, 10 at the same load, in the week after."""
    book = did(owner(), LAST_WEEK, LUNGE, reps=(11, 11, 10), load="12")
    book = did(book, LATER, LUNGE, reps=(12, 12, 10), load="12")
    assert facts(news_of(book), News.MORE_REPS_LAST_WEEK) == {"more": "2", "day": LAST_WEEK.isoformat()}


def test_more_reps_than_last_time_where_that_was_this_week() -> None:
    """The same, two days later."""
    book = did(owner(), LATER, LUNGE, reps=(11, 11, 10), load="12")
    book = did(book, LATER + timedelta(days=2), LUNGE, reps=(11, 11, 11), load="12")
    assert facts(news_of(book), News.MORE_REPS) == {"more": "1", "day": LATER.isoformat()}


def test_more_reps_at_another_load_are_not_compared() -> None:
    """Ten at 10 kg are not more than eight at 20 kg."""
    book = did(owner(), LAST_WEEK, BARBELL_RAISE, load="20")
    book = did(book, LATER, BARBELL_RAISE, reps=(10, 10, 10), load="10")
    assert news_of(book) == (News.MOST_REPS.because(10, "10 kg"),)


def test_fewer_reps_are_no_news() -> None:
    """Nobody is scolded."""
    book = did(owner(), LAST_WEEK, BARBELL_RAISE, load="20")
    assert news_of(did(book, LATER, BARBELL_RAISE, reps=(6, 6, 6), load="20")) == ()


def test_an_easy_day_is_measured_by_easy_days() -> None:
    """More than the easy day before is nothing new for a hard one."""
    book = did(owner(), LAST_WEEK, BARBELL_RAISE, reps=(8, 8, 8), load="20")
    book = did(book, LATER - timedelta(days=2), BARBELL_RAISE, reps=(4, 4), load="20", easy=True)
    assert news_of(did(book, LATER, BARBELL_RAISE, reps=(8, 8, 8), load="20")) == ()


def test_the_first_time_is_news() -> None:
    """An exercise that was never done before."""
    assert news_of(did(owner(), LATER, LUNGE)) == (News.FIRST_TIME.because(LUNGE.key),)


def test_the_heaviest_set_is_a_record() -> None:
    """22,5 kg as typed, after 20 kg."""
    book = did(owner(), LAST_WEEK, BARBELL_RAISE, load="20")
    book = did(book, LATER, BARBELL_RAISE, reps=(6, 6), load="22,5")
    assert news_of(book) == (News.HEAVIEST.because("22,5 kg", "20 kg"),)


def test_pounds_and_kilograms_are_compared_as_weights() -> None:
    """50 lb are more than 22 kg, and 48 lb are not."""
    book = did(owner(), LAST_WEEK, BARBELL_RAISE, load="22")
    heavier = did(book, LATER, BARBELL_RAISE, reps=(6,), load="50", unit=Unit.LB)
    assert codes(news_of(heavier)) == ["heaviest"]
    assert news_of(did(book, LATER, BARBELL_RAISE, reps=(6,), load="48", unit=Unit.LB)) == ()


def test_the_most_reps_without_weight_are_a_record() -> None:
    """Sixteen in a set after fifteen; the sets together are three more."""
    book = did(owner(), LAST_WEEK, BARE_RAISE, reps=(15, 15, 15))
    told = news_of(did(book, LATER, BARE_RAISE, reps=(16, 16, 16)))
    assert told == (News.MOST_REPS.because(16, "0 kg"), News.MORE_REPS_LAST_WEEK.because(3, LAST_WEEK))


def test_reps_done_before_with_more_weight_are_no_record() -> None:
    """Whoever did eight at 25 kg has done seven at 20 kg."""
    book = did(owner(), LAST_WEEK, BARBELL_RAISE, load="25")
    assert news_of(did(book, LATER, BARBELL_RAISE, reps=(7, 7), load="20")) == ()


def test_the_longest_hold_is_a_record() -> None:
    """45 s after 40 s."""
    book = did(owner(), LAST_WEEK, HOLD, reps=(40, 40))
    told = news_of(did(book, LATER, HOLD, reps=(45, 40)))
    assert told == (News.LONGEST_HOLD.because(45, 40), News.MORE_SECONDS.because(5, LAST_WEEK))


def test_the_most_contacts_are_a_record() -> None:
    """Fifty hops after forty."""
    book = did(owner(), LAST_WEEK, BUNNY, reps=(20, 20))
    told = news_of(did(book, LATER, BUNNY, reps=(25, 25)))
    assert told == (News.MOST_CONTACTS.because(50, 40), News.MORE_CONTACTS.because(10, LAST_WEEK))


def test_the_weaker_side_is_what_counts() -> None:
    """Left 15, 15, 12 and right 15, 14, 12 are 41 a leg."""
    sides = (Side.LEFT,) * 3 + (Side.RIGHT,) * 3
    book = did(owner(), LAST_WEEK, BARE_RAISE, reps=(15, 15, 10))
    book = did(book, LATER, BARE_RAISE, reps=(15, 15, 12, 15, 14, 12), sides=sides)
    assert facts(news_of(book), News.MORE_REPS_LAST_WEEK)["more"] == "1"


def test_a_failed_set_is_no_news() -> None:
    """Nothing done is nothing new."""
    assert news_of(did(owner(), LATER, BARBELL_RAISE, reps=(0,), load="60")) == ()


def test_a_record_is_only_claimed_with_the_whole_history() -> None:
    """What was left in storage could be heavier, so it is asked for; without a record it is not."""
    book = did(owner(), LAST_WEEK, BARBELL_RAISE, load="20")
    record = since_monday(did(book, LATER, BARBELL_RAISE, load="25"))
    with pytest.raises(OlderHistoryNeededError):
        news_of(record)
    assert news_of(since_monday(did(book, LATER, BARBELL_RAISE, load="20"))) == ()


def since_monday(logbook: Logbook) -> Logbook:
    """Return the logbook as if something older had been left in storage."""
    return replace(logbook, since=LAST_WEEK)


def test_a_week_moves_reps_times_load_for_each_leg() -> None:
    """3 x 8 at 20 kg on each leg, two dumbbells of 10 kg, and hops, without what lies outside the week."""
    book = did(owner(), LATER - timedelta(days=1), BARBELL_RAISE, load="100")
    book = did(book, LATER, BARBELL_RAISE, reps=(8, 8, 8), load="20")
    book = did(book, LATER + timedelta(days=1), LUNGE, reps=(10,), load="10")
    book = did(book, LATER + timedelta(days=2), BARE_RAISE, reps=(15, 0))
    book = did(book, LATER + timedelta(days=3), POGO, reps=(20, 20))
    book = did(book, LATER + timedelta(days=6), BENCH_BOUNCE, reps=(10,))
    last = LATER + timedelta(days=6)
    done = moved(book, first=LATER, last=last, catalogue=CATALOGUE)
    assert done == Moved(sets=8, kg=Decimal(24 * 20 * 2 + 10 * 10 * 2 * 2), contacts=60)


def test_help_is_not_moved() -> None:
    """An assisted raise moves no added weight."""
    book = did(owner(), LATER, BARE_RAISE, reps=(10,), load="-10")
    assert moved(book, first=LATER, last=LATER, catalogue=CATALOGUE).kg == 0


def test_bests_are_told_for_each_exercise_that_was_done() -> None:
    """The heaviest set, the longest set with its load, the most landings of an entry."""
    book = did(owner(), LAST_WEEK, BARBELL_RAISE, reps=(8,), load="20")
    book = did(book, LATER, BARBELL_RAISE, reps=(6,), load="22,5")
    book = did(book, LATER, BUNNY, reps=(20, 20))
    barbell, hops = bests(book, catalogue=CATALOGUE)
    assert barbell.heaviest == Load(text="22,5", unit=Unit.KG)
    assert (barbell.longest, barbell.longest_load) == (8, Load(text="20", unit=Unit.KG))
    assert (hops.exercise, hops.contacts) == (BUNNY.key, 40)


def test_an_exercise_that_left_the_catalogue_is_passed_over() -> None:
    """Old entries stay readable."""
    entry = did(owner(), LATER, BARE_RAISE).entries[-1]
    gone = replace(entry, exercise=ExerciseKey("gone"))
    book = logged(owner(), LATER, POGO, sets=(TrainingSet(reps=10),))
    assert news(book, gone, catalogue=CATALOGUE) == ()
