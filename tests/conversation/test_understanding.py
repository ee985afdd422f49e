"""What runners mean, measured on the recorded phrases: intents, red flags, destructive wishes."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.meaning import Intent
from tests.support.understood import meaning, recorded

DESTRUCTIVE = {Intent.DELETE, Intent.STOP, Intent.LINK}


@pytest.mark.parametrize("half", ["intents_build", "intents_check"])
def test_nearly_all_intents_are_understood(half: str, capsys: pytest.CaptureFixture[str]) -> None:
    """At least 95 % of each half are understood as labelled; the check half was never looked at while building."""
    rows = recorded(half)
    right = sum(meaning(text, language).intent == label for label, language, text in rows)
    with capsys.disabled():
        print(f"\n{half}: {right} of {len(rows)} ({right / len(rows):.1%})")  # noqa: T201 - the figure is asked for
    assert len(rows) >= 300
    assert right / len(rows) >= 0.95


def test_nothing_destructive_is_done_by_mistake() -> None:
    """No phrase of another intent, no look-alike and no set log is taken for a wish to delete, stop or unlink."""
    rows = [*recorded("intents_build"), *recorded("intents_check"), *recorded("red_flags")]
    mistaken = [
        (text, found.intent)
        for label, language, text in rows
        if (found := meaning(text, language)).intent in DESTRUCTIVE and found.intent != label
    ]
    assert mistaken == []


def test_no_red_flag_is_missed_and_few_are_imagined(capsys: pytest.CaptureFixture[str]) -> None:
    """All true phrasings in nine languages are red flags; at most 5 % of the look-alikes are."""
    rows = recorded("red_flags")
    true = [row for row in rows if row[0] != "harmless"]
    harmless = [row for row in rows if row[0] == "harmless"]
    missed = [text for _, language, text in true if meaning(text, language).intent is not Intent.RED_FLAG]
    false = [text for _, language, text in harmless if meaning(text, language).intent is Intent.RED_FLAG]
    with capsys.disabled():
        print(f"\nred flags: missed {len(missed)} of {len(true)}, false {len(false)} of {len(harmless)}")  # noqa: T201
    assert len(true) >= 150
    assert len(harmless) >= 150
    assert missed == []
    assert len(false) / len(harmless) <= 0.05


def test_emergencies_are_never_called_less() -> None:
    """What is recorded as an emergency is answered as one."""
    rows = [row for row in recorded("red_flags") if row[0] == "emergency"]
    assert [text for _, language, text in rows if meaning(text, language).urgency != "emergency"] == []


@pytest.mark.parametrize(
    ("text", "urgency"),
    [
        ("/done but felt a pop", "same_day"),
        ("3x12 @ 40 kg, my calf is swollen and warm", "same_day"),
        ("remind me tomorrow, i can't breathe", "emergency"),
        ("FELT A POP!!!", "same_day"),
        ("calf is swolen", "same_day"),
        ("my сalf hurts\u200b and my leg is sw\u00adollen", "same_day"),
    ],
)
def test_a_red_flag_has_first_say(text: str, urgency: str) -> None:
    """A red flag beside a command, a log or a wish is still a red flag."""
    found = meaning(text)
    assert found.intent is Intent.RED_FLAG
    assert found.urgency == urgency


@pytest.mark.parametrize(
    "text",
    [
        "no swelling, no redness",
        "not swollen or warm",
        "sin hinchazón ni fiebre",
        "keine schwellung oder rötung",
        "dor no pé",
    ],
)
def test_what_is_denied_is_no_red_flag(text: str) -> None:
    """A sign that is denied in its own language is none."""
    assert meaning(text, "pt" if text.startswith("dor") else "en").intent is not Intent.RED_FLAG


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("/today", Intent.TODAY),
        ("/Today@calfcoach_bot", Intent.TODAY),
        ("/log 3x12 @ 40 kg", Intent.LOG),
        ("/delete", Intent.DELETE),
        ("/unlink", Intent.LINK),
        ("/nonsense", Intent.UNKNOWN),
    ],
)
def test_commands_are_obeyed(text: str, intent: Intent) -> None:
    """A slash command is its intent, whatever it is addressed to."""
    assert meaning(text).intent is intent


def test_an_open_question_hears_only_plain_wishes() -> None:
    """While a question is open a doubtful text is its answer, and a clear wish still a wish."""
    assert meaning("hm maybe some bench in the cellar", question_open=True).intent is Intent.UNKNOWN
    assert meaning("skip", question_open=True).intent is Intent.SKIP


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("my son is 14", Intent.UNKNOWN),
        ("mein Sohn ist 14", Intent.UNKNOWN),
        ("did 14 with my son", Intent.LOG),
        ("14", Intent.LOG),
    ],
)
def test_a_number_of_somebody_else_is_no_set(text: str, intent: Intent) -> None:
    """Whoever speaks of their son tells of no raises, unless they did them together."""
    assert meaning(text).intent is intent


def test_doubt_offers_candidates() -> None:
    """What could be several things is asked with the likely ones."""
    found = meaning("delete something old in the blue list please")
    assert found.intent not in DESTRUCTIVE


@given(st.text(max_size=400))
def test_any_text_has_a_meaning(text: str) -> None:
    """No text of any script makes understanding fail, and a meaning has an intent or candidates."""
    found = meaning(text)
    assert found.intent is not None or found.candidates


TELLING = (
    *("delete", "stop", "not", "my", "sets", "felt", "pop", "last", "until", "in", "at", "for", "done", "account"),
    *("12", "x", "3", "@", "kg", "/", ",", ".", "?", "-", "4/10", "calf", "hurts", "6:30", "tomorrow", "remind"),
)


@given(st.lists(st.sampled_from(TELLING), max_size=20))
def test_any_order_of_telling_words_has_a_meaning(parts: list[str]) -> None:
    """Words that mean much in any order never make it fail."""
    found = meaning(" ".join(parts))
    assert 0 <= found.score <= 1


@pytest.mark.parametrize(
    "piece",
    [
        "pop ",
        "a ",
        "no swollen calf ",
        "\ufdfa",
        "1 ",
        "z",
        "жщ ",
        "'s",
        "monday 3x12 20kg my calf felt tired ",
        "qwhx ",
    ],
)
def test_a_long_text_is_understood_in_time_that_grows_with_it(piece: str) -> None:
    """Ten thousand characters take at most about ten times as long as a thousand, of whatever they are made."""
    short, long = (piece * (size // len(piece) + 1) for size in (1_000, 10_000))
    meaning(short)
    assert best_of(3, long) < max(25 * best_of(3, short), 0.02)


def best_of(rounds: int, text: str) -> float:
    """Return the shortest time, in seconds, that understanding a text took."""
    taken = []
    for _ in range(rounds):
        began = perf_counter()
        meaning(text)
        taken.append(perf_counter() - began)
    return min(taken)
