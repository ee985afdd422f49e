import asyncio
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from core.storage.store import Store
from tests.support.stored import added, begin, entry, keep


@pytest.fixture
def database(tmp_path: Path) -> str:
    """Return a database in which runner 1, console:ann, has logged once."""
    url = f"sqlite:///{tmp_path / 'coach.db'}"
    asyncio.run(_fill(url))
    return url


async def _fill(url: str) -> None:
    async with Store.open(url) as store:
        (ann,) = await begin(store, "ann")
        await keep(store, added(ann, entry()))


def calfcoach(*words: str, folder: Path, typed: str = "") -> subprocess.CompletedProcess[str]:
    """Run the command line in a folder."""
    command = [sys.executable, "-m", "bot", *words]
    return subprocess.run(command, cwd=folder, input=typed, capture_output=True, text=True, check=False)  # noqa: S603 - our own command


def test_export_then_delete(database: str, tmp_path: Path) -> None:
    """The file holds the four parts; without the word nothing goes, with it everything."""
    exported = calfcoach("export", "console:ann", "--database", database, folder=tmp_path)
    assert (exported.returncode, exported.stderr) == (0, "")
    (file,) = tmp_path.glob("calfcoach-*.zip")
    assert file.stat().st_mode & 0o077 == 0
    assert sorted(ZipFile(file).namelist()) == ["README.txt", "runner.json", "sets.csv", "weeks.csv"]
    refused = calfcoach("delete", "1", "--database", database, folder=tmp_path, typed="yes\n")
    assert refused.returncode == 1
    assert "Nothing was deleted" in refused.stderr
    assert "1 entries" in refused.stdout
    deleted = calfcoach("delete", "1", "--database", database, folder=tmp_path, typed="delete\n")
    assert (deleted.returncode, deleted.stderr) == (0, "")
    gone = calfcoach("export", "1", "--database", database, folder=tmp_path)
    assert gone.returncode == 1
    assert gone.stderr.startswith("calfcoach: There is no runner 1;")


@pytest.mark.parametrize("runner", ["0", "-1", "9" * 40, "nobody", "mars:1", "telegram:1", "console:", "'; DROP TABLE"])
def test_a_runner_who_is_not_there(database: str, tmp_path: Path, runner: str) -> None:
    """Whoever is named in vain is told so in one line."""
    answer = calfcoach("delete", "--yes", "--database", database, "--", runner, folder=tmp_path)
    assert answer.returncode == 1
    assert answer.stderr.count("\n") == 1
    assert "There is no runner" in answer.stderr
