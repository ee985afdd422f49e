"""What has to be cleared first, and clearance, in words of nine languages."""

import pytest

from core.domain.facts import Condition
from core.domain.prescription import Effort
from core.services.show_today import current_prescription
from tests.support.talking import Talk


def begun() -> Talk:
    """Return a talk in which today's exercise was given."""
    talk = Talk()
    talk.say("hi")
    return talk


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("I had a DVT last year", Condition.BLOOD_CLOT),
        ("on blood thinners", Condition.BLOOD_CLOT),
        ("Thrombose vor zwei Jahren", Condition.BLOOD_CLOT),
        ("trombosis el año pasado", Condition.BLOOD_CLOT),
        ("pregnant", Condition.PREGNANCY),
        ("ich bin schwanger", Condition.PREGNANCY),
        ("je suis enceinte", Condition.PREGNANCY),
        ("estoy embarazada", Condition.PREGNANCY),
        ("sono incinta", Condition.PREGNANCY),
        ("ik ben zwanger", Condition.PREGNANCY),
        ("jestem w ciąży", Condition.PREGNANCY),
        ("estou grávida", Condition.PREGNANCY),
        ("я беременна", Condition.PREGNANCY),
        ("12 weeks postpartum", Condition.PREGNANCY),
        ("achilles surgery in March", Condition.INJURY),
        ("recovering from a calf tear", Condition.INJURY),
        ("j'ai été opéré du tendon", Condition.INJURY),
        ("I'm 15", Condition.UNDER_16),
        ("I'm fifteen", Condition.UNDER_16),
        ("under 16", Condition.UNDER_16),
    ],
)
def test_a_contra_indication_is_heard_at_any_time(text: str, condition: Condition) -> None:
    """Typed freely, it makes today's exercise an easy one at once; clearance opens hard work again."""
    talk = begun()
    talk.say(text)
    assert [one.condition for one in talk.logbook.conditions] == [condition]
    assert not talk.logbook.red_flags
    given = current_prescription(talk.logbook, talk.now.date())
    assert given is not None
    assert given.dose.effort is Effort.EASY
    talk.say("my physio cleared me")
    assert all(one.cleared for one in talk.logbook.conditions)


@pytest.mark.parametrize(
    "text", ["my wife is pregnant", "not pregnant", "never had surgery", "wear and tear", "no injuries"]
)
def test_what_is_no_contra_indication_locks_nothing(text: str) -> None:
    """Somebody else's, or none at all: everything stays open, and the day is not skipped either."""
    talk = begun()
    talk.say(text)
    assert not talk.logbook.conditions
    assert not talk.logbook.skips


@pytest.mark.parametrize("text", ["no", "none", "nein", "skip"])
def test_the_question_at_the_set_up_is_passed_over_in_words(text: str) -> None:
    """No is the answer to the question, and does not skip the day."""
    talk = begun()
    talk.press("Set me up")
    for _ in range(7):
        talk.say("skip")
    talk.say(text)
    assert not talk.logbook.conditions
    assert not talk.logbook.skips


@pytest.mark.parametrize(
    "text", ["worried about dvt", "I think I tore my calf", "doctor mentioned DVT once, same pain again"]
)
def test_what_may_be_happening_now_stays_a_red_flag(text: str) -> None:
    """Only what lies back is a matter of clearance: a sign of today locks the programme."""
    talk = begun()
    talk.say(text)
    assert talk.logbook.red_flags


@pytest.mark.parametrize(
    "text",
    [
        "my doctor cleared me",
        "mein Arzt hat mich freigegeben",
        "le kiné a dit que c'est bon",
        "el médico me dio el alta",
        "il medico mi ha dato il via libera",
        "de huisarts geeft groen licht",
        "lekarz pozwolił mi trenować",
        "o médico me liberou",
        "врач разрешил",
    ],
)
def test_clearance_is_heard_in_every_language(text: str) -> None:
    """A red flag is unlocked by the runner's own words, with today's date."""
    talk = begun()
    talk.say("one calf is swollen and warm")
    talk.say(text)
    assert [one.cleared for one in talk.logbook.red_flags] == [talk.now.date()]


@pytest.mark.parametrize(
    "text",
    ["my doctor said no running yet", "has the doctor cleared me?", "doctor says rest", "my schedule is cleared"],
)
def test_what_is_not_sure_clears_nothing(text: str) -> None:
    """Not yet, a question, a schedule: the lock stays."""
    talk = begun()
    talk.say("one calf is swollen and warm")
    talk.say(text)
    assert [one.cleared for one in talk.logbook.red_flags] == [None]


@pytest.mark.parametrize("text", ["no, just tired", "nur müde", "juste fatigué", "solo cansado", "ложная тревога"])
def test_a_false_alarm_is_taken_back_in_words(text: str) -> None:
    """On the day of the alarm a few words do what the button does."""
    talk = begun()
    talk.say("one calf is swollen and warm")
    talk.say(text)
    assert not talk.logbook.red_flags


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("week starts on sunday", 6),
        ("my week starts Saturday", 5),
        ("die Woche beginnt am Sonntag", 6),
        ("la semaine commence le dimanche", 6),
        ("la semana empieza el domingo", 6),
        ("la settimana inizia domenica", 6),
        ("mijn week begint op zondag", 6),
        ("tydzień zaczyna się w niedzielę", 6),
        ("a semana começa no domingo", 6),
        ("неделя начинается в воскресенье", 6),
    ],
)
def test_the_first_day_of_the_week_is_set_in_words(text: str, day: int) -> None:
    """The runner's own week, in nine languages, and no exercise or summary instead."""
    talk = begun()
    assert "Week starts" in talk.say(text)
    assert talk.logbook.settings.week_starts == day
