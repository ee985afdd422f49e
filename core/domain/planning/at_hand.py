"""What a runner has with them today alone, and whether it has to be quiet: told once, it holds for the day.

It is kept in the reasons of the day's prescriptions, so that it is gone tomorrow and an undo takes it back.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

from core.domain.exercise import Equipment
from core.domain.planning.reasons import Why
from core.domain.prescription import Prescription, Reason

_NOTHING: frozenset[Equipment] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class AtHand:
    """What differs today from the settings: equipment that is `lacking`, what is here in addition, and quiet."""

    lacking: frozenset[Equipment] = _NOTHING
    extra: frozenset[Equipment] = _NOTHING
    quiet: bool = False

    @classmethod
    def told(cls, offered: Sequence[Prescription]) -> Self:
        """Return what was told today, from the prescriptions of the day in their order: the newest word counts."""
        if not offered:
            return cls()
        newest = offered[-1].reasons
        return cls(
            lacking=_things(newest, Why.WITHOUT_TODAY),
            extra=_things(newest, Why.WITH_TODAY),
            quiet=any(one.code == Why.QUIET_TODAY.code for one in newest),
        )

    def of(self, equipment: frozenset[Equipment]) -> frozenset[Equipment]:
        """Return what can be used today by somebody who has `equipment`."""
        return (equipment | self.extra) - self.lacking

    def reasons(self) -> Iterator[Reason]:
        """Give what was told, as reasons of a prescription."""
        if self.lacking:
            yield Why.WITHOUT_TODAY.because(",".join(sorted(self.lacking)))
        if self.extra:
            yield Why.WITH_TODAY.because(",".join(sorted(self.extra)))
        if self.quiet:
            yield Why.QUIET_TODAY.because()


def _things(reasons: Sequence[Reason], why: Why) -> frozenset[Equipment]:
    """Return the equipment that a reason names."""
    told = next((one.facts[0][1] for one in reasons if one.code == why.code), "")
    return frozenset(Equipment(key) for key in told.split(",") if key)
