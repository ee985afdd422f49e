"""`calfcoach simulate`: simulated runners through the real planner."""

import json
import sys
from random import Random

from bot.simulation import simulate_weeks
from core.domain.catalogue import load_catalogue
from core.errors import CoachError

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class UnknownDaysError(CoachError):
    """{days} are not training days; name some of mon,tue,wed,thu,fri,sat,sun."""

    def __init__(self, days: str) -> None:
        """Keep what was given."""
        super().__init__(days)
        self.days = days


def simulate(*, runners: int, weeks: int, adherence: float, days: str | None, seed: int, as_json: bool) -> None:
    """Print how often simulated runners cover all three variations."""
    report = simulate_weeks(
        runners=runners,
        weeks=weeks,
        adherence=adherence,
        days=_days(days),
        chance=Random(seed),  # noqa: S311 - a simulation, not a secret
        catalogue=load_catalogue(),
    )
    facts = report.facts()
    if as_json:
        _print(json.dumps(facts))
        return
    _print(f"{facts['runner_weeks']} runner-weeks; all three variations covered in:")
    _print(f"  the coach        {report.covered:7.1%}")
    _print(f"  best possible    {report.best:7.1%}  (any plan, with the same kept days)")
    _print(f"  fixed rotation   {report.rotation:7.1%}")
    _print(f"Locked exercises prescribed: {report.locked_violations}")


def _days(named: str | None) -> frozenset[int]:
    if named is None:
        return frozenset(range(7))
    days = [one.strip()[:3].casefold() for one in named.split(",")]
    if not set(days) <= set(WEEKDAYS):
        raise UnknownDaysError(named)
    return frozenset(WEEKDAYS.index(one) for one in days)


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")
