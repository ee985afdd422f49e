"""`calfcoach export` and `calfcoach delete`: the operator's side of a runner's wish for their data."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.chat import File
from bot.clock import WallClock
from bot.commands.places import database_url
from bot.conversation.archive import pack
from bot.conversation.texts import texts_for
from core.domain.account import AccountKey, Platform
from core.domain.catalogue import load_catalogue
from core.domain.logbook import Logbook
from core.domain.runner import RunnerId
from core.errors import CoachError
from core.storage.store import Store, Transaction

WORD = "delete"


class RunnerUnknownError(CoachError):
    """There is no runner {runner}; name one by number, or by an account such as telegram:123456."""

    def __init__(self, runner: str) -> None:
        """Keep what was named."""
        super().__init__(runner)
        self.runner = runner


class NotConfirmedError(CoachError):
    """Nothing was deleted: type the word, or say --yes."""


class CannotWriteError(CoachError):
    """{path} cannot be written: {trouble}."""

    def __init__(self, path: Path, *, trouble: str) -> None:
        """Keep the path and what the system said."""
        super().__init__(path)
        self.path = path
        self.trouble = trouble


def export_runner(runner: str, *, output: Path | None, config: Path | None, database: str | None) -> None:
    """Write one runner's data to a ZIP file; a folder as `output` gets it under its own name."""
    file = asyncio.run(_packed(runner, database_url(config, database)))
    path = output or Path(file.name)
    path = path / file.name if path.is_dir() else path
    try:
        path.touch(mode=0o600)  # what somebody told of their body is for the operator's eyes alone
        path.write_bytes(file.content)
    except OSError as error:
        raise CannotWriteError(path, trouble=error.strerror or type(error).__name__) from error
    _print(f"Written to {path}.")


def delete_runner(runner: str, *, sure: bool, config: Path | None, database: str | None) -> None:
    """Say what goes, ask for the word, and erase every row of one runner."""
    asyncio.run(_delete(runner, database_url(config, database), sure=sure))


async def _packed(runner: str, url: str) -> File:
    async with _reading(url) as transaction:
        logbook = await _load(transaction, runner)
        messages = await transaction.messages_from(logbook.runner)
    texts = texts_for(logbook.settings.locale)
    return pack(logbook, messages, at=WallClock().now(), texts=texts, catalogue=load_catalogue())


async def _delete(runner: str, url: str, *, sure: bool) -> None:
    async with Store.open(url) as store:
        async with store.reading() as transaction:
            logbook = await _load(transaction, runner)
            messages = await transaction.messages_from(logbook.runner)
        _print(
            f"Runner {logbook.runner}, {_accounts(logbook)}: {len(logbook.entries)} entries, {len(messages)} messages"
            f" and everything else of theirs will be deleted for good. `calfcoach export {runner}` keeps a copy."
        )
        if not sure and not _confirmed():
            raise NotConfirmedError
        await store.forget([logbook.runner])
    _print("Deleted.")


def _confirmed() -> bool:
    _print(f"To go on, type {WORD}:")
    return sys.stdin.readline().strip().casefold() == WORD


def _accounts(logbook: Logbook) -> str:
    return ", ".join(f"{one.key.platform.value}:{one.key.user}" for one in logbook.accounts)


@asynccontextmanager
async def _reading(url: str) -> AsyncIterator[Transaction]:
    async with Store.open(url) as store, store.reading() as transaction:
        yield transaction


async def _load(transaction: Transaction, named: str) -> Logbook:
    """Load the whole logbook of the runner who was named; RunnerUnknownError where there is none."""
    runner = await _runner(transaction, named)
    found = await transaction.logbooks([runner], since=None) if runner else {}
    if runner is None or runner not in found:
        raise RunnerUnknownError(named)
    return found[runner]


async def _runner(transaction: Transaction, named: str) -> RunnerId | None:
    platform, colon, user = named.partition(":")
    if not colon:
        return RunnerId(int(named)) if named.isascii() and named.isdecimal() and len(named) < len(str(2**63)) else None
    if platform not in set(Platform):
        return None
    return await transaction.runner_of(AccountKey(platform=Platform(platform), user=user))


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
