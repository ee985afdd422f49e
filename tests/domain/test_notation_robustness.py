"""Whatever is typed, pasted or sent by mistake: an answer in bounded time, and nothing lost."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.catalogue import load_catalogue
from core.domain.languages import languages
from core.domain.notation import read
from core.domain.reading import Reading, ReadingContext, Status

TODAY = date(2026, 3, 2)
LONG = 10_000
#: Pieces that mean something to the reader, so that chance makes near misses of notation rather than noise.
SIGNS = ["x", "×", "@", "+", "-", ",", "/", ";", ":", ".", "(", ")", "%", "#", "?", "->", "&", "\n"]
NUMBERS = ["3", "12", "20", "22,5", "1:30", "two"]
UNITS = ["kg", "lb", "bw", "s", "min", "plates", "sets", "reps", "each leg", "left", "right", "rpe", "max", "rest"]
WORDS = ["second", "last one", "actually", "not", "and", "yesterday", "monday", "bench", "calf raise", "bunny hops"]
PIECES = st.sampled_from([*SIGNS, *NUMBERS, *UNITS, *WORDS])
AWKWARD = [
    "3x12 at " + "9" * 40 + " kg",
    "0x12",
    "3x0",
    "-5 reps",
    "NaN",
    "1e309",
    "\u202e3x12 20kg\u202c",
    "\u200f3\u200fx\u200f12",
    "🎉" * 50,
    "²³¹",
    "½ kg 3x12",
    "۳×۱۲",
    "3x12\x00\x01 20kg",
    "3x(12",
    "@@@@",
    "last",
    "second",
    "set set set",
    "\ud800",
    "x" * 500,
    "",
    " ",
    "\n\n",
]


def whole(reading: Reading) -> bool:
    """Tell whether a reading has what its status promises."""
    match reading.status:
        case Status.READ:
            return bool(reading.works or reading.reference or reading.correction)
        case Status.ASK:
            return bool(reading.question) and len(reading.options) > 1
        case Status.NONE:
            return not (reading.works or reading.options)


def read_plain(text: str, locale: str = "en") -> Reading:
    """Read a text with the whole catalogue and no context."""
    return read(text, ReadingContext(today=TODAY, locale=locale), load_catalogue())


@given(st.text(max_size=80))
def test_any_text_has_an_answer(text: str) -> None:
    """No text whatever makes the reader fail, and one that says nothing comes back whole."""
    reading = read_plain(text)
    assert whole(reading)
    assert reading.status is not Status.NONE or reading.left_over == text


@given(st.lists(PIECES, max_size=14).map(" ".join), st.sampled_from(languages()))
def test_any_muddle_of_notation_has_an_answer(text: str, locale: str) -> None:
    """Words of the notation in any order make a reading, a question or nothing, never a failure."""
    reading = read_plain(text, locale)
    assert whole(reading)
    assert reading.status is not Status.NONE or reading.left_over == text


@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_input_has_an_answer(text: str) -> None:
    """Numbers, marks and signs that break other readers do not break this one."""
    assert whole(read_plain(text))


def test_a_number_of_forty_digits_is_quoted_back() -> None:
    """The sets are read and the impossible weight is not dropped in silence."""
    assert "9" * 40 in read_plain("3x12 at " + "9" * 40 + " kg").left_over


def test_a_pasted_table_is_read() -> None:
    """Rows of a spreadsheet, with tabs between the cells, are sets of their exercises."""
    reading = read_plain("Seated calf raise\t3\t12\t40 kg\nBunny hops\t2\t20\t")
    assert [len(work.sets) for work in reading.works] == [3, 2]


def test_a_diary_keeps_its_days() -> None:
    """Lines that begin with a date belong to that date."""
    reading = read_plain(
        "2026-02-27 seated calf raise 3x12 40kg\n2026-02-28 bunny hops 2x20\n2026-03-01 calf raise 3x15"
    )
    assert [work.day for work in reading.works] == [date(2026, 2, 27), date(2026, 2, 28), date(2026, 3, 1)]


def test_what_is_too_long_is_quoted_back() -> None:
    """Nothing of a text beyond what is read in one go is lost."""
    diary = "seated calf raise 3x12 20kg\n" * 400
    reading = read_plain(diary)
    told = reading.works or reading.options[0].works
    sets = sum(len(work.sets) for work in told)
    assert sets // 3 + reading.left_over.count("seated calf raise") >= 399


@pytest.mark.parametrize(
    "piece",
    [
        "1x1 ",
        "12, ",
        "12 ",
        "(",
        "seated ",
        "1/",
        "3x",
        "@8",
        "1-",
        "٣×١٢ ",
        "last ",
        "abc ",
        "ab" * 30 + " ",
        "é",
        "🎉",
    ],
)
def test_time_is_bounded(piece: str) -> None:
    """Ten thousand characters take no longer than a message may (20 ms; tenfold here, for a busy machine)."""
    text = (piece * LONG)[:LONG]
    read_plain(text)
    started = time.perf_counter()
    read_plain(text)
    assert time.perf_counter() - started < 0.2
