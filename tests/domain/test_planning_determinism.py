"""The same history and date give the same plan, in the same process and in another."""

import os
import subprocess
import sys
from datetime import timedelta
from random import Random

from core.domain.exercise import Equipment
from core.domain.logbook import Logbook
from core.domain.planning.today import plan_day, swap
from core.domain.runner import Settings
from tests.support.logbooks import CATALOGUE, TODAY, a_runner, did, skipped, took_test

RUNNERS = 60


def a_random_runner(chance: Random) -> Logbook:
    """Return a runner with equipment and a month of work."""
    things = chance.sample(sorted(Equipment), chance.randint(0, len(Equipment)))
    logbook = a_runner(Settings(equipment=frozenset(things), week_starts=chance.randrange(7)))
    logbook = took_test(logbook, TODAY - timedelta(days=40), left=chance.randint(5, 40), right=chance.randint(5, 40))
    for ago in sorted(chance.sample(range(1, 40), 15), reverse=True):
        exercise = chance.choice(list(CATALOGUE.exercises))
        logbook = did(logbook, TODAY - timedelta(days=ago), exercise, easy=chance.random() < 0.3)
    return skipped(logbook, TODAY - timedelta(days=chance.randint(1, 9)), reason=chance.choice(["sore", ""]))


def plans(seed: int) -> str:
    """Write down the plans and swaps of many random runners."""
    chance = Random(seed)  # noqa: S311 - not a secret
    logbooks = [a_random_runner(chance) for _ in range(RUNNERS)]
    kit = frozenset({Equipment.SMITH_MACHINE, Equipment.BARBELL})
    return "\n".join(
        f"{plan_day(one, TODAY, catalogue=CATALOGUE)}\n{swap(one, TODAY, catalogue=CATALOGUE, without=kit)}"
        for one in logbooks
    )


def in_another_process(hash_seed: str) -> str:
    """Write the same down in a process that orders sets differently."""
    done = subprocess.run(
        [sys.executable, "-c", "from tests.domain.test_planning_determinism import plans; print(plans(7), end='')"],
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_two_processes_give_the_same_plans() -> None:
    """Neither the order of sets nor anything else of a process shows in a plan."""
    here = plans(7)
    assert len(set(here.splitlines())) > RUNNERS
    assert here == in_another_process("1")
    assert here == in_another_process("4242")
