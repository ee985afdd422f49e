"""A wall clock that jumps, and a process that stands still for a day: nothing twice, and no flood."""

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.clock import MovableClock
from core.domain.runner import RunnerId
from core.storage.store import Store
from tests.support.chaos import DAILY, due_in_the_afternoon
from tests.support.office import Office
from tests.support.remote import ROOT
from tests.support.telegram_process import Remote, stand_in

HOUR = timedelta(hours=1)
SOON, LATE = 1000, 1001
PATIENCE = 20


@dataclass(slots=True, kw_only=True)
class Jumping:
    """A worker whose wall clock is moved by hand, and what everybody got from it."""

    process: "subprocess.Popen[bytes]"
    file: Path
    telegram: Remote
    office: Office
    began: datetime
    asked: int = 0

    async def shows(self, ahead: timedelta, runner: RunnerId, *, expected: dict[int, int]) -> bool:
        """Set the clock so far ahead of the right one; tell whether it comes to so many exercises, and no more."""
        self.file.write_text(str(ahead.total_seconds()), "utf-8")
        self.office.clock.move_to(self.began + ahead)
        for _ in range(PATIENCE):
            if await self._counted(runner) == expected:
                return await self._counted(runner) == expected
        return False

    async def _counted(self, runner: RunnerId) -> Counter[int]:
        """Count the exercises that everybody has got once the worker works: once it sent what is queued here."""
        self.asked += 1
        text = f"tick {self.asked}"
        await self.office.answer(runner, str(SOON), text)
        for _ in range(PATIENCE):
            sent = self.telegram.wait_for(0)
            if any(one["given"]["text"] == text for one in sent):
                return Counter(int(one["given"]["chat_id"]) for one in sent if DAILY in one["given"]["text"])
            self.telegram.wait_for(len(sent) + 1, seconds=5)
        pytest.fail(f"{text} did not come")


@contextmanager
def worker(database: str, telegram: Remote, clock: Path) -> "Iterator[subprocess.Popen[bytes]]":
    """Run a worker by a clock of its own."""
    clock.write_text("0", "utf-8")
    command = [sys.executable, "-m", "tests.support.worker_process", database, telegram.url, "5", "100", str(clock)]
    with subprocess.Popen(command, cwd=ROOT) as process:  # noqa: S603 - our own module
        try:
            yield process
        finally:
            process.kill()


async def test_jumps_and_a_day_of_standing_still(sqlite_url: str, tmp_path: Path) -> None:
    """Forth and back by two hours, twice, then suspended for a day: each exercise once, yesterday's never."""
    now = datetime.now(UTC)  # noqa: TID251 - the worker is a process, and lives in real time
    with stand_in() as telegram:
        for person in (SOON, LATE):
            telegram.ask("person", person_id=person)
        async with Store.open(sqlite_url) as store:
            office = Office(store=store, clock=MovableClock(now - timedelta(days=1)))
            (soon,) = await office.join(str(SOON), settings=due_in_the_afternoon(now + HOUR))
            await office.join(str(LATE), settings=due_in_the_afternoon(now + 5 * HOUR))
            with worker(sqlite_url, telegram, tmp_path / "clock") as process:
                life = Jumping(process=process, file=tmp_path / "clock", telegram=telegram, office=office, began=now)
                assert await life.shows(timedelta(0), soon, expected={})
                for ahead in (2 * HOUR, timedelta(0), 2 * HOUR, timedelta(0)):
                    assert await life.shows(ahead, soon, expected={SOON: 1})
                os.kill(process.pid, signal.SIGSTOP)
                life.file.write_text(str((26 * HOUR).total_seconds()), "utf-8")
                os.kill(process.pid, signal.SIGCONT)
                assert await life.shows(26 * HOUR, soon, expected={SOON: 2})
