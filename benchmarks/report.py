"""How a benchmark says what it found: a table for people, one line of JSON for machines."""

import json
import os
import platform
import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One measure: `ours` and `peer` as medians of the rounds, `ratio` as the goal counts it."""

    benchmark: str
    ours: float
    peer: float
    unit: str
    ratio: float
    goal: float
    holds: bool


def print_machine() -> None:
    """Say on what was measured."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    print(f"{python}, {os.cpu_count()} CPUs, {platform.machine()}, load {os.getloadavg()[0]:.1f}")


def print_row(name: str, values: Sequence[float], *, unit: str) -> None:
    """Print the median of a row and its spread."""
    middle = statistics.median(values)
    print(f"{name:<52}{middle:>12,.1f}{min(values):>12,.1f}{max(values):>12,.1f}   {unit}")


def print_head() -> None:
    """Print the head of the table."""
    print(f"{'':<52}{'median':>12}{'lowest':>12}{'highest':>12}")


def faster(name: str, *, ours: Sequence[float], peer: Sequence[float], unit: str, goal: float) -> Finding:
    """Compare rates round by round: it holds where ours is at least `goal` times the peer's."""
    ratio = statistics.median(mine / other for mine, other in zip(ours, peer, strict=True))
    return Finding(
        benchmark=name,
        ours=round(statistics.median(ours), 1),
        peer=round(statistics.median(peer), 1),
        unit=unit,
        ratio=round(ratio, 2),
        goal=goal,
        holds=ratio >= goal,
    )


def conclude(*findings: Finding) -> int:
    """Print the findings as the last line and return the exit status."""
    facts = [{name: getattr(one, name) for name in Finding.__slots__} for one in findings]
    print(json.dumps(facts[0] if len(facts) == 1 else facts))
    return 0 if all(one.holds for one in findings) else 1
