"""People who send files to an inbox, and the platform that holds what is in them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.chat import Event, FileGiven, Pressed, Reply
from bot.conversation.newcomer import first_settings
from bot.delivery.posting import decode_reply
from bot.inbox import Inbox
from core.domain.account import AccountKey, Platform
from core.storage import tables
from core.storage.store import Store
from tests.support.correspondents import Talk
from tests.support.logbooks import CATALOGUE


@dataclass(slots=True)
class Shelf:
    """The files of a platform, by their handles; an error is raised instead of what is in a file.

    While `gate` is closed nothing is handed out; `asked` is set when it is asked for.
    """

    files: dict[str, bytes | Exception] = field(default_factory=dict)
    fetched: list[str] = field(default_factory=list)
    asked: asyncio.Event = field(default_factory=asyncio.Event)
    gate: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.gate.set()

    async def fetch_file(self, handle: str) -> bytes:
        """Return what is in a file."""
        self.fetched.append(handle)
        self.asked.set()
        await self.gate.wait()
        found = self.files[handle]
        if isinstance(found, Exception):
            raise found
        return found


@dataclass(slots=True)
class Post:
    """People who send files to an inbox."""

    talk: Talk
    shelf: Shelf

    def file(
        self, who: str, content: bytes | Exception, *, text: str = "", size: int = 0, private: bool = True
    ) -> FileGiven:
        """Return a file that somebody sends."""
        handle = f"file-{len(self.shelf.files)}"
        self.shelf.files[handle] = content
        origin = self.talk.origin(who, private=private)
        return FileGiven(origin=origin, name="log", size=size, media_type="", handle=handle, text=text)

    async def sent(self, who: str, content: bytes | Exception, *, text: str = "", size: int = 0) -> Reply:
        """Send a file, and return the last answer to anybody."""
        return await self.last(self.file(who, content, text=text, size=size))

    async def said(self, who: str, text: str) -> Reply:
        """Say something, and return the last answer."""
        return await self.last(self.talk.said(who, text))

    async def pressed(self, who: str, action: str) -> Reply:
        """Press a button, and return the last answer."""
        return await self.last(Pressed(origin=self.talk.origin(who), action=action))

    async def last(self, *events: Event) -> Reply:
        """Carry events out, and return the last answer to anybody."""
        await self.talk.happens(*events)
        return (await self.told())[-1]

    async def told(self) -> list[Reply]:
        """Return everything that was ever answered, in its order."""
        async with self.talk.store.reading() as transaction:
            queued = tables.outbox.select().order_by(tables.outbox.c.number)
            return [decode_reply(row.body) for row in await transaction.connection.execute(queued)]

    async def waiting(self) -> int:
        """Count what is kept of files."""
        async with self.talk.store.reading() as transaction:
            rows = await transaction.connection.execute(tables.given_file.select())
            return len(rows.all())

    async def work(self, who: str) -> list[tuple[str, str]]:
        """Return the days and exercises that somebody has logged."""
        async with self.talk.store.reading() as transaction:
            runner = await transaction.runner_of(AccountKey(platform=Platform.TELEGRAM, user=who))
            assert runner is not None
            logbook = (await transaction.logbooks([runner], since=None))[runner]
            return [(one.day.isoformat(), one.exercise) for one in logbook.entries]


def actions(reply: Reply) -> list[str]:
    """Return the actions of a reply's buttons."""
    return [button.action for row in reply.buttons for button in row]


@asynccontextmanager
async def open_post(database: str) -> AsyncIterator[Post]:
    """Open an inbox on a new store, to which files can be sent."""
    async with Store.open(database) as store:
        talk, shelf = Talk(store), Shelf()
        talk.inbox = Inbox(
            store=store,
            clock=talk.clock.now,
            catalogue=CATALOGUE,
            newcomer=lambda origin: first_settings(origin.language, zone="UTC"),
            files={Platform.TELEGRAM: shelf},
        )
        yield Post(talk=talk, shelf=shelf)
