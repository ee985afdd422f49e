"""What is worked out of a value once, and what a logbook does fast: each against the plain way."""

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.exercise import VARIATIONS, Equipment
from core.domain.facts import Skip
from core.domain.lazy import lazy
from core.domain.logbook import Edit
from core.domain.training import FactId
from tests.support.logbooks import CATALOGUE, MONDAY, a_runner

asked: list[int] = []


@dataclass(frozen=True, kw_only=True)
class Square:
    """A side and what follows from it."""

    side: int

    @lazy
    def area(self) -> int:
        """What it covers."""
        asked.append(self.side)
        return self.side**2


def test_it_is_worked_out_once_for_each_value() -> None:
    """Asked again, the same is given without working it out; another value has its own."""
    asked.clear()
    small, large = Square(side=2), Square(side=3)
    assert [small.area, small.area, large.area, small.area] == [4, 4, 9, 4]
    assert asked == [2, 3]


def test_what_was_worked_out_is_no_part_of_the_value() -> None:
    """Two values stay equal whatever was asked of them, and a change works everything out anew."""
    one, other = Square(side=5), Square(side=5)
    assert one.area == 25
    assert one == other
    assert hash(one) == hash(other)
    assert replace(one, side=6).area == 36


def test_the_class_itself_shows_what_it_is() -> None:
    """Asked of the class, it is itself, with the words of what it stands for."""
    assert Square.area.__doc__ == "What it covers."


@pytest.mark.parametrize("variation", VARIATIONS)
@given(things=st.frozensets(st.sampled_from(Equipment)))
def test_what_is_at_hand_is_what_can_be_done(variation: str, things: frozenset[Equipment]) -> None:
    """By variation and kept for the next runner, it is what the equipment suffices for, in the same order."""
    able = tuple(one for one in CATALOGUE.performable(things) if one.variation == variation)
    assert CATALOGUE.at_hand(things)[able[0].variation] == able


@given(days=st.lists(st.integers(0, 6), max_size=8))
def test_facts_stand_in_order_however_they_are_told(days: list[int]) -> None:
    """One after the other or all at once, by day and then as they were told, a logbook holds the same."""
    skips = [Skip(id=FactId(number), day=MONDAY + timedelta(days=day)) for number, day in enumerate(days, start=1)]
    edits = [Edit(before=None, after=one) for one in skips]
    singly = a_runner()
    for edit in edits:
        singly = singly.write(edit)
    at_once = a_runner().write(*edits)
    assert singly == at_once
    assert singly.skips == tuple(sorted(skips, key=lambda one: (one.day, one.id)))
    assert singly.next_id == len(days) + 1
