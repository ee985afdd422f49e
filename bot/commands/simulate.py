"""`calfcoach simulate`: simulated runners through the real planner."""

import json
import sys
from collections.abc import Iterator
from random import Random

from bot.simulated_life import Rates
from bot.simulation import Report, simulate_weeks
from core.domain.catalogue import load_catalogue
from core.errors import CoachError

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class UnknownDaysError(CoachError):
    """{days} are not training days; name some of mon,tue,wed,thu,fri,sat,sun."""

    def __init__(self, days: str) -> None:
        """Keep what was given."""
        super().__init__(days)
        self.days = days


def simulate(
    *, runners: int, weeks: int, adherence: float, days: str | None, seed: int, rates: Rates, as_json: bool
) -> None:
    """Print how often simulated runners cover all three variations, and what injuries, races and breaks take."""
    report = simulate_weeks(
        runners=runners,
        weeks=weeks,
        adherence=adherence,
        days=_days(days),
        chance=Random(seed),  # noqa: S311 - a simulation, not a secret
        catalogue=load_catalogue(),
        rates=rates,
    )
    if as_json:
        _print(json.dumps(report.facts()))
        return
    for line in (*_coverage(report), *(_locks(report) if rates else _hint()), *_violations(report)):
        _print(line)


def _coverage(report: Report) -> Iterator[str]:
    yield f"{report.runner_weeks} runner-weeks; all three variations covered in:"
    yield f"  the coach        {report.covered:7.1%}"
    yield f"  best possible    {report.best:7.1%}  (any plan that breaks no lock, with the same kept days)"
    yield f"  fixed rotation   {report.rotation:7.1%}  (whatever is locked)"


def _locks(report: Report) -> Iterator[str]:
    free = report.runner_weeks - report.locked
    yield f"  without locks    {report.unlocked:7.1%}  (the best, had no injury, race or break come)"
    yield f"Weeks in which an injury, a race or a break closed something: {report.locked} of {report.runner_weeks}"
    yield f"  with a lock      the coach {report.covered_locked} of {report.locked}, at best {report.best_locked}"
    covered, best = report.covered_weeks - report.covered_locked, report.best_weeks - report.best_locked
    yield f"  without one      the coach {covered} of {free}, at best {best}"
    yield f"Weeks that a lock kept from full coverage: {report.limited_by.total()}"
    for name, weeks in report.limited_by.most_common():
        yield f"  {name:<15}  {weeks:6}"


def _hint() -> Iterator[str]:
    yield "Nothing came between: --injuries 0.05 --races 0.05 --breaks 0.05 says how often it does, a runner-week."


def _violations(report: Report) -> Iterator[str]:
    yield f"Locked exercises prescribed: {report.locked_violations}"


def _days(named: str | None) -> frozenset[int]:
    if named is None:
        return frozenset(range(7))
    days = [one.strip()[:3].casefold() for one in named.split(",")]
    if not set(days) <= set(WEEKDAYS):
        raise UnknownDaysError(named)
    return frozenset(WEEKDAYS.index(one) for one in days)


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")
