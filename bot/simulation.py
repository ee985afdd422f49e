"""Simulated runners over simulated weeks, through the real planner."""

from dataclasses import dataclass
from random import Random

from core.domain.exercise import Catalogue
from core.domain.runner import EVERY_DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Runner-weeks with all three variations: by the planner, at best by any plan, and by a fixed rotation."""

    runner_weeks: int
    covered_weeks: int
    best_weeks: int
    rotation_weeks: int
    locked_violations: int

    @property
    def covered(self) -> float:
        """The planner's share of runner-weeks with full coverage."""
        return self.covered_weeks / self.runner_weeks

    @property
    def best(self) -> float:
        """The best share that any plan could reach with the same kept days."""
        return self.best_weeks / self.runner_weeks

    @property
    def rotation(self) -> float:
        """The share of a fixed rotation by training-day number."""
        return self.rotation_weeks / self.runner_weeks


def simulate_weeks(
    *,
    runners: int,
    weeks: int,
    adherence: float,
    chance: Random,
    catalogue: Catalogue,
    days: frozenset[int] = EVERY_DAY,
) -> Report:
    """Simulate `runners` over `weeks` whole weeks; each training day is kept with probability `adherence`."""
    raise NotImplementedError
