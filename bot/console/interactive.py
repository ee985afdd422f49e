"""Somebody at a terminal: a prompt with history, buttons by number, reminders above the prompt."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.history import FileHistory
from prompt_toolkit.patch_stdout import patch_stdout

from bot.chat import Reply
from bot.console.outbound import typed_lines
from bot.console.session import Session

LOOK_EVERY_SECONDS = 20


def show(reply: Reply) -> None:
    """Print a reply for somebody who types."""
    sys.stdout.write(f"\n{typed_lines(reply)}\n")
    sys.stdout.flush()


async def talk(
    session: Session, *, history: Path | None, hello: str, bye: str, tick: Callable[[], Awaitable[None]]
) -> None:
    """Talk until the runner leaves with Ctrl-D or Ctrl-C; `tick` sends what fell due meanwhile."""
    prompt: PromptSession[str] = PromptSession(history=FileHistory(str(history)))
    sys.stdout.write(f"{hello}\n")
    with patch_stdout():
        ticking = asyncio.create_task(_keep_ticking(tick))
        try:
            while True:
                await session.type(await prompt.prompt_async("> "))
        except (EOFError, KeyboardInterrupt):
            sys.stdout.write(f"{bye}\n")
        finally:
            ticking.cancel()


async def _keep_ticking(tick: Callable[[], Awaitable[None]]) -> None:
    while True:
        await asyncio.sleep(LOOK_EVERY_SECONDS)
        await tick()
