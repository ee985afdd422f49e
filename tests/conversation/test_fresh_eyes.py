"""Texts that a second pair of eyes found misread: each had another meaning, or none, before."""

import pytest

from bot.conversation.meaning import Intent
from core.domain.notation import write
from core.domain.reading import Reference, Status
from tests.support.understood import meaning


@pytest.mark.parametrize(
    ("locale", "text", "expected"),
    [
        ("de", "gestern drei mal zwölf mit 15 kg", "3 × 12 at 15 kg"),  # "mal" is pain in French
        ("de", "3 mal 12 pro Bein, RPE 8", "3 × 12 each leg, RPE 8"),
        ("it", "3 serie da 12 con 20 chili", "3 × 12 at 20 kg"),  # was a wish for kilograms
        ("en", "did three sets: 12 then 11 then 9", "12, 11, 9"),
        ("en", "3x12 then 2x10", "12, 12, 12, 10, 10"),
        ("en", "3x1m hold", "3 × 60 s"),
        ("en", "3x12, left side felt weak", "3 × 12"),
        ("en", "3x12, left only", "3 × 12 left"),
    ],
)
def test_sets_are_sets(locale: str, text: str, expected: str) -> None:
    """What tells of sets from end to end is logged, whatever its words mean elsewhere."""
    found = meaning(text, locale)
    assert found.intent is Intent.LOG
    assert found.reading is not None
    assert found.reading.status is Status.READ
    assert " & ".join(write(work.sets) for work in found.reading.works) == expected


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("de", "wie letztes Mal"),
        ("es", "como la última vez"),
        ("pl", "tak jak ostatnio"),
        ("ru", "как в прошлый раз"),
    ],
)
def test_the_same_again_is_a_log(locale: str, text: str) -> None:
    """Words such as "like last time" log the same again, and do not open the history."""
    found = meaning(text, locale)
    assert found.intent is Intent.LOG
    assert found.reading is not None
    assert found.reading.reference is Reference.SAME_AS_LAST


@pytest.mark.parametrize("text", ["3x12 at -20 kg", "3x12 -20kg", "-20kg 3x12", "0x12", "0 x 12"])
def test_less_than_nothing_is_asked_about(text: str) -> None:
    """A weight below nothing and no sets at all are never logged in silence."""
    reading = meaning(text).reading
    assert reading is not None
    assert reading.status is Status.ASK
    assert reading.question == "absurd"


@pytest.mark.parametrize(
    ("locale", "text"), [("en", "did 2 of the 3 sets"), ("de", "2 von 3 Sätzen geschafft"), ("es", "2 de 3 series")]
)
def test_some_of_the_planned_sets(locale: str, text: str) -> None:
    """So many "of the 3 sets" are sets of the plan, not three sets of two."""
    found = meaning(text, locale)
    assert found.intent is Intent.DONE
    assert found.reading is not None
    assert found.reading.reference_sets == 2


@pytest.mark.parametrize(
    "text", ["how did the week go", "have I done it?", "how was it done", "which one haven't I done"]
)
def test_a_question_logs_nothing(text: str) -> None:
    """Asking about what was done is not doing it."""
    assert meaning(text).intent not in {Intent.DONE, Intent.LOG}


@pytest.mark.parametrize("text", ["half six", "half seven please", "half 6"])
def test_half_an_hour_is_no_race(text: str) -> None:
    """Half six is a time of day, while a half on Sunday is a race."""
    assert meaning(text).intent is Intent.SET_TIME
    assert meaning("half on sunday").intent is Intent.RACE
