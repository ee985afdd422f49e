"""The stand-in Bot API server as a process of its own, for the benchmarks that speak to it."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def stand_in() -> Iterator[str]:
    """Run the server and give its address."""
    command = [sys.executable, "-m", "tests.support.botapi"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()
