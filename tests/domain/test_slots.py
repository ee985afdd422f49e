"""Values that are filled at once are as any others."""

from dataclasses import FrozenInstanceError, dataclass, field, replace

import pytest

from core.domain.slots import filled_at_once


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """A value as `dataclass` makes it."""

    reps: int
    load: str = "20kg"
    told: tuple[int, ...] = ()


@filled_at_once
@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """The same, filled at once."""

    reps: int
    load: str = "20kg"
    told: tuple[int, ...] = ()


@pytest.mark.parametrize("given", [{"reps": 12}, {"reps": 0, "load": ""}, {"told": (1,), "reps": 3, "load": "5"}])
def test_it_holds_what_it_was_given(given: dict[str, object]) -> None:
    """Fields and defaults are those of the plain value, as it shows itself too."""
    plain, filled = Plain(**given), Filled(**given)  # type: ignore[arg-type]
    assert repr(filled) == repr(plain).replace("Plain", "Filled")
    assert filled == Filled(**given)  # type: ignore[arg-type]
    assert replace(filled, reps=5).reps == 5


@pytest.mark.parametrize("given", [{}, {"load": "20kg"}, {"reps": 12, "sets": 3}])
def test_it_takes_nothing_else(given: dict[str, object]) -> None:
    """What lacks a field, or has one too many, is refused."""
    with pytest.raises(TypeError, match="__init__"):
        Filled(**given)  # type: ignore[arg-type]


def test_it_stays_as_it_was_built() -> None:
    """It is frozen."""
    with pytest.raises(FrozenInstanceError):
        Filled(reps=12).reps = 13  # type: ignore[misc]


def test_a_default_that_is_made_anew_is_refused() -> None:
    """A kind whose defaults are made for each value cannot be filled at once."""

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Listed:
        sets: list[int] = field(default_factory=list)

    with pytest.raises(TypeError):
        filled_at_once(Listed)


def test_a_kind_that_looks_at_what_it_was_given_is_refused() -> None:
    """A kind that checks its fields would check them no more."""

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Checked:
        reps: int

        def __post_init__(self) -> None:
            assert self.reps

    with pytest.raises(TypeError):
        filled_at_once(Checked)
