"""Somebody at a terminal: a prompt with history, buttons by number, reminders above the prompt."""

import asyncio
import signal
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from itertools import count
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.history import FileHistory
from prompt_toolkit.patch_stdout import patch_stdout

from bot.chat import File, Reply
from bot.console.outbound import typed_lines
from bot.console.session import Session

LOOK_EVERY_SECONDS = 20


def show(reply: Reply) -> None:
    """Print a reply for somebody who types, and put its file into the current folder."""
    sys.stdout.write(f"\n{typed_lines(reply)}\n")
    if reply.file is not None:
        sys.stdout.write(f"{_saved(reply.file)}\n")
    sys.stdout.flush()


def _saved(file: File) -> str:
    """Write a file where nothing is overwritten, and return where it is, or why it is not."""
    name = Path(file.name)
    names = (name if not number else name.with_stem(f"{name.stem}-{number}") for number in count())
    path = next(one for one in names if not one.exists())
    try:
        path.write_bytes(file.content)
    except OSError as error:
        return f"{path}: {error.strerror}"
    return str(path.absolute())


async def talk(session: Session, *, history: Path, hello: str, bye: str, tick: Callable[[], Awaitable[None]]) -> None:
    """Talk until the runner leaves with Ctrl-D or Ctrl-C; `tick` sends what fell due meanwhile.

    What is being carried out when they leave is finished first.
    """
    prompt: PromptSession[str] = PromptSession(history=FileHistory(str(history)))
    left = asyncio.Event()

    def leave() -> None:
        left.set()
        if prompt.app.is_running:
            prompt.app.exit(exception=EOFError())

    for one in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # on Windows a loop cannot listen to signals
            asyncio.get_running_loop().add_signal_handler(one, leave)
    sys.stdout.write(f"{hello}\n")
    ticking = asyncio.create_task(_keep_ticking(tick))
    with patch_stdout(), suppress(EOFError, KeyboardInterrupt):
        while not left.is_set():
            await session.type(await prompt.prompt_async("> ", handle_sigint=False))
    ticking.cancel()
    sys.stdout.write(f"{bye}\n")


async def _keep_ticking(tick: Callable[[], Awaitable[None]]) -> None:
    while True:
        await asyncio.sleep(LOOK_EVERY_SECONDS)
        await tick()
