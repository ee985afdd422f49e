from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.catalogue import load_catalogue
from core.domain.languages import languages
from core.domain.load import Load, Unit
from core.domain.notation import read, write
from core.domain.reading import ReadingContext, Status
from core.domain.training import Side, TrainingSet

TODAY = date(2026, 3, 2)
amounts = st.sampled_from(
    ["0", "2", "2.5", "5", "7,5", "10", "12", "16", "20", "22.5", "22,5", "40", "47.25", "100", "135"]
)
loads = st.builds(Load, text=amounts, unit=st.sampled_from(Unit))
assisted = st.builds(lambda one: Load(text="-" + one.text, unit=one.unit), loads)
efforts = st.none() | st.sampled_from([Decimal(6), Decimal("7.5"), Decimal(8), Decimal("9.5"), Decimal(10)])
reps = st.integers(min_value=1, max_value=60)
counts = st.one_of(
    st.builds(lambda one: {"reps": one}, reps),
    st.builds(lambda one, more: {"reps": one, "reps_to": one + more}, reps, st.integers(min_value=1, max_value=5)),
    st.builds(lambda one: {"seconds": one}, st.integers(min_value=5, max_value=300)),
    st.just({}),
)
burdens = st.one_of(
    st.just({}),
    st.builds(lambda one: {"load": one}, loads),
    st.just({"bodyweight": True}),
    st.builds(lambda one: {"bodyweight": True, "load": one}, loads | assisted),
)


@st.composite
def logs(draw: st.DrawFn) -> tuple[TrainingSet, ...]:
    """Draw the sets of one entry as a runner may have done them."""
    told = draw(st.lists(st.tuples(counts, burdens, efforts), min_size=1, max_size=4))
    side = draw(st.sampled_from([Side.BOTH, Side.EACH]))
    sets = tuple(TrainingSet(**count, **burden, rpe=rpe, side=side) for count, burden, rpe in told)
    return sets * draw(st.integers(min_value=1, max_value=3))


@pytest.mark.parametrize("contacts", [False, True], ids=["reps", "contacts"])
@pytest.mark.parametrize("language", languages())
@given(sets=logs())
def test_what_the_coach_writes_reads_back_to_itself(
    language: str, sets: tuple[TrainingSet, ...], *, contacts: bool
) -> None:
    """Any log is read as the sets that it was written from."""
    written = write(sets, locale=language, contacts=contacts)
    reading = read(written, ReadingContext(today=TODAY, locale=language), load_catalogue())
    assert reading.status is Status.READ, written
    assert tuple(one for work in reading.works for one in work.sets) == sets, written
    assert reading.left_over == ""
