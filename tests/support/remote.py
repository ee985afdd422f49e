"""Processes that are driven from outside: stand-ins with a control API, and whatever is run beside them."""

import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def ask(url: str, verb: str, **facts: object) -> object:
    """Carry out one verb of the control API at `url`, and return its result."""
    request = urllib.request.Request(f"{url}/control/{verb}", data=json.dumps(facts).encode())  # noqa: S310
    with urllib.request.urlopen(request) as answer:  # noqa: S310 - our own server
        return json.loads(answer.read())


@contextmanager
def run_module(module: str) -> Iterator[str]:
    """Run a module that prints its address first, and give that."""
    command = [sys.executable, "-m", module]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


@contextmanager
def ended(process: "subprocess.Popen[bytes]") -> Iterator[None]:
    """Kill a process at the end."""
    try:
        yield
    finally:
        process.kill()
        process.wait()
