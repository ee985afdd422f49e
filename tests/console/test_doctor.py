"""The doctor looks at everything, whatever is wrong with a part of it, and says how to mend that."""

import asyncio
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from core.domain.account import Platform
from core.domain.messages import Dead, Lease
from core.storage.store import Store
from tests.support.office import Office

ROOT = Path(__file__).resolve().parents[2]


def examined(folder: Path, **settings: str) -> str:
    """Return what the doctor finds in a folder; something is."""
    given = {f"CALFCOACH_{name}": value for name, value in settings.items()}
    result = subprocess.run(
        [sys.executable, "-m", "bot", "doctor"],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "HOME": str(folder), "CALFCOACH_DATABASE__URL": "sqlite:///coach.db", **given},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert result.returncode == 1, result
    assert result.stderr.startswith("calfcoach: ")
    assert result.stderr.count("\n") == 1
    return result.stdout


async def make(path: Path) -> None:
    """Make a sound database."""
    async with Store.open(f"sqlite:///{path}"):
        pass


@pytest.mark.parametrize(("trouble", "cure"), [("newer", "Upgrade calfcoach"), ("read-only", "make the file and its")])
async def test_a_database_that_cannot_be_worked_with(tmp_path: Path, trouble: str, cure: str) -> None:
    """A newer one is not to be upgraded, and one that can be read alone is no sound one."""
    path = tmp_path / "coach.db"
    await make(path)
    if trouble == "newer":
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("UPDATE alembic_version SET version_num = '9999'")
            connection.commit()
    else:
        path.chmod(0o444)
    found = await asyncio.to_thread(examined, tmp_path)
    assert "!!  database: " in found
    assert cure in found
    assert "calfcoach db upgrade" not in found


async def test_a_secret_that_cannot_be_read_hides_nothing_else(tmp_path: Path) -> None:
    """What is wrong with a token's file is a finding like every other, and the rest is looked at."""
    await make(tmp_path / "coach.db")
    (tmp_path / "empty").write_text("\n", "utf-8")
    found = await asyncio.to_thread(
        examined, tmp_path, TELEGRAM__TOKEN_FILE=str(tmp_path / "none"), DISCORD__TOKEN_FILE=str(tmp_path / "empty")
    )
    assert "there is no such file" in found
    assert "the file is empty" in found
    assert "ok  database: " in found


async def test_messages_that_were_given_up_are_told_by_their_reasons(tmp_path: Path) -> None:
    """How many there are of each kind, and what may be done about it."""
    async with Store.open(f"sqlite:///{tmp_path / 'coach.db'}") as store:
        office = Office(store=store)
        (runner,) = await office.join("1")
        await office.answer(runner, "1", "one", "two", "three")
        reasons = zip(await office.states(), ("refused", "refused", "no-answer"), strict=True)
        given_up = [Dead(runner=runner, key=key, reason=reason) for key, reason in reasons]
        lease = Lease(owner="one", length=timedelta(minutes=1))
        async with store.transaction() as transaction:
            await transaction.claim_outbox(Platform.TELEGRAM, now=office.clock.now(), limit=9, lease=lease)
            await transaction.mark(given_up, owner="one")
    found = await asyncio.to_thread(examined, tmp_path)
    assert "3 could not be delivered (no-answer 1, refused 2)" in found
    assert "please report it" in found
    assert "Tried for a day in vain" in found


def test_a_platform_out_of_reach_is_told_with_where_to_look(tmp_path: Path) -> None:
    """The network, the address and the proxy are what may be wrong."""
    found = examined(tmp_path, TELEGRAM__TOKEN="123456:" + "A" * 35, TELEGRAM__API_BASE_URL="http://127.0.0.1:9")
    assert "telegram.api_base_url and telegram.proxy" in found
