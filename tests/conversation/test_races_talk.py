"""Runs and races in words, in nine languages: told, listed, moved, left out once, called off, run."""

from datetime import date

import pytest

from core.domain.facts import RaceKind, RunKind
from tests.support.talking import Talk

MONDAY = date(2026, 3, 2)  # the day of the talks


def told(*texts: str) -> Talk:
    """Return a talk in which these words were said."""
    talk = Talk()
    talk.say("hi")
    for text in texts:
        talk.say(text)
    return talk


@pytest.mark.parametrize(
    "text",
    [
        "marathon on 26 April", "Marathon am 26. April", "marathon le 26 avril", "maratón el 26 de abril",
        "maratona il 26 aprile", "marathon op 26 april", "maraton 26 kwietnia", "maratona em 26 de abril",
        "марафон 26 апреля",
    ],
)  # fmt: skip
def test_a_race_is_noted_in_every_language(text: str) -> None:
    """The kind and the date of a marathon are understood, and what the plan does before it is said."""
    talk = told()
    assert "in 55 days" in talk.say(text)
    assert [(one.kind, one.day) for one in talk.logbook.races] == [(RaceKind.MARATHON, date(2026, 4, 26))]


@pytest.mark.parametrize(
    ("text", "kind", "weekday"),
    [
        ("long run Sundays", RunKind.LONG, 6), ("langer Lauf sonntags", RunKind.LONG, 6),
        ("sortie longue le dimanche", RunKind.LONG, 6), ("tirada larga los domingos", RunKind.LONG, 6),
        ("track on Tuesday", RunKind.HARD, 1), ("parkrun Saturday", RunKind.HARD, 5),
        ("Intervalle dienstags", RunKind.HARD, 1), ("interwały we wtorki", RunKind.HARD, 1),
        ("baantraining op dinsdag", RunKind.HARD, 1), ("ripetute il martedì", RunKind.HARD, 1),
    ],
)  # fmt: skip
def test_a_weekly_run_is_noted_in_every_language(text: str, kind: RunKind, weekday: int) -> None:
    """Long and hard runs are told apart by the words of each language."""
    talk = told(text)
    assert [(one.kind, one.weekday) for one in talk.logbook.runs] == [(kind, weekday)]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("race on 1 january 2020", "over already"),
        ("race in 2019", "over already"),
        ("marathon on 1 April 2199", "too far away"),
        ("marathon in 2199", "too far away"),
        ("marathon on 31 February", "When is it?"),
    ],
)
def test_a_day_that_cannot_be_is_one_sentence(text: str, answer: str) -> None:
    """Past, far off or not in the calendar: it is said, and nothing is noted or locked."""
    talk = told()
    assert answer in talk.say(text)
    assert not talk.logbook.races


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("half marathon done", MONDAY),
        ("ran the half last Sunday", date(2026, 3, 1)),
        ("I ran a half marathon yesterday", date(2026, 3, 1)),
        ("half marathon on Sunday done", date(2026, 3, 1)),
        ("half marathon 2 days ago", date(2026, 2, 28)),
        ("Halbmarathon gestern gelaufen", date(2026, 3, 1)),
    ],
)
def test_a_race_that_was_run_is_behind_and_not_ahead(text: str, day: date) -> None:
    """Done, ran, yesterday: the race lies back, and its recovery counts from then."""
    talk = told(text)
    assert [(one.kind, one.day, one.done) for one in talk.logbook.races] == [(RaceKind.HALF, day, True)]


def test_what_is_kept_is_listed_and_changed_in_words() -> None:
    """One run is left out once, then moved, then called off; the race stays all the time."""
    talk = told("long run Sundays", "marathon on 26 April")
    talk.say("no long run this sunday")
    assert not any(one.falls_on(date(2026, 3, 8)) for one in talk.logbook.runs)
    assert any(one.falls_on(date(2026, 3, 15)) for one in talk.logbook.runs)
    talk.say("long run moved to Saturday")
    assert [one.weekday for one in talk.logbook.runs] == [5]
    talk.say("remove my long runs")
    assert not talk.logbook.runs
    listed = talk.say("my runs")
    assert "marathon, Sun 26 April" in listed
    talk.say("marathon moved to 3 May")
    assert [one.day for one in talk.logbook.races] == [date(2026, 5, 3)]
    talk.say("Marathon abgesagt")
    assert not talk.logbook.races


def test_what_is_run_tomorrow_changes_today_at_once() -> None:
    """A hard run tomorrow makes today's exercise an easy one, and says why."""
    assert "Easy, because your hard run is tomorrow" in told().say("track on Tuesday")


@pytest.mark.parametrize(
    ("text", "stage"), [("half marathon on 8 March", "from now on"), ("half marathon tomorrow", "off")]
)
def test_a_race_that_is_near_says_what_holds_already(text: str, stage: str) -> None:
    """Six days before sets are fewer from now on, the day before there is nothing."""
    assert stage in told().say(text)


def test_a_day_alone_answers_the_question_for_it() -> None:
    """Asked on which day, a weekday makes a weekly run, and a date makes a race."""
    talk = told("long run", "sundays", "race", "26 april")
    assert [one.weekday for one in talk.logbook.runs] == [6]
    assert [one.day for one in talk.logbook.races] == [date(2026, 4, 26)]
