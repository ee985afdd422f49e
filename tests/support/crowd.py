"""People who write to one inbox from any platform, and read what it says in each of their chats."""

import re
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import NamedTuple

from bot.chat import Edited, Event, FileGiven, Origin, Pressed, Reachable, Reply, Said
from bot.clock import MovableClock
from bot.conversation.newcomer import first_settings
from bot.delivery.posting import decode_reply
from bot.inbox import Inbox
from core.domain.account import AccountKey, Address, Platform
from core.domain.logbook import Logbook
from core.domain.messages import Accepted, Lease
from core.storage.store import Store
from tests.support.logbooks import CATALOGUE
from tests.support.senders import Shelf
from tests.support.stored import NOW

LEASE = Lease(owner="o", length=timedelta(minutes=1))
BOT = "calfcoach_bot"


class Chat(NamedTuple):
    """Somebody's private chat on a platform."""

    platform: Platform
    user: str

    @property
    def key(self) -> AccountKey:
        """The account."""
        return AccountKey(platform=self.platform, user=self.user)

    @property
    def address(self) -> Address:
        """The address of the chat."""
        return Address(f"{self.platform}-{self.user}")


TELEGRAM = Chat(Platform.TELEGRAM, "ann")
DISCORD = Chat(Platform.DISCORD, "7001")
CONSOLE = Chat(Platform.CONSOLE, "ann")
STRANGER = Chat(Platform.TELEGRAM, "mallory")


class Heard(NamedTuple):
    """What was said in a chat, and the platform's id of the message."""

    address: Address
    reply: Reply
    external: str


@dataclass(slots=True, kw_only=True)
class Crowd:
    """Everybody, and everything that was said to them."""

    store: Store
    clock: MovableClock = field(default_factory=lambda: MovableClock(NOW))
    inbox: Inbox = field(init=False)
    shelf: Shelf = field(default_factory=Shelf)
    said: list[Heard] = field(default_factory=list)
    events: int = 0

    def __post_init__(self) -> None:
        self.inbox = self.open()

    def open(self) -> Inbox:
        """Open an inbox, of another process too."""
        return Inbox(
            store=self.store,
            clock=self.clock.now,
            catalogue=CATALOGUE,
            newcomer=lambda origin: first_settings(origin.language, zone="UTC"),
            telegram_name=lambda: BOT,
            files=dict.fromkeys(Platform, self.shelf),
        )

    def origin(self, chat: Chat, *, private: bool = True, message: str = "") -> Origin:
        """Return the origin of the next event."""
        self.events += 1
        return Origin(
            account=chat.key,
            event=str(self.events),
            chat=chat.address if private else Address("a group"),
            private=private,
            at=self.clock.now(),
            message=message or str(self.events),
        )

    async def say(self, chat: Chat, text: str, *, start: str = "", private: bool = True, reply_to: str = "") -> str:
        """Say something, and return the answers in that chat."""
        origin = self.origin(chat, private=private)
        return await self.happens(chat, Said(origin=origin, text=text, start=start, reply_to=reply_to))

    async def press(self, chat: Chat, label: str) -> str:
        """Press the newest button of that label in the chat."""
        return await self.press_action(chat, self.action(chat, label))

    async def press_action(self, chat: Chat, action: str, *, private: bool = True) -> str:
        """Press a button that carries an action, on the screen or not."""
        return await self.happens(chat, Pressed(origin=self.origin(chat, private=private), action=action))

    async def edit(self, chat: Chat, message: str, text: str) -> str:
        """Change what was said in the message of that id."""
        return await self.happens(chat, Edited(origin=self.origin(chat, message=message), text=text))

    async def give(self, chat: Chat, content: bytes) -> str:
        """Send a file, and return the answers in that chat."""
        return await self.happens(chat, self.file(chat, content))

    def file(self, chat: Chat, content: bytes) -> FileGiven:
        """Return a file that is sent in a chat."""
        handle = f"file-{len(self.shelf.files)}"
        self.shelf.files[handle] = content
        return FileGiven(origin=self.origin(chat), name="log", size=len(content), media_type="", handle=handle, text="")

    async def block(self, chat: Chat, *, reachable: bool = False) -> str:
        """Block the coach, or let it in again."""
        return await self.happens(chat, Reachable(origin=self.origin(chat), reachable=reachable))

    async def happens(self, chat: Chat, *events: Event) -> str:
        """Carry events out, and return the answers in one chat."""
        goodbyes = await self.inbox.receive(events)
        told = await self.deliver()
        words = [one.reply.text for one in told if one.address == chat.address]
        return "\n".join([*words, *(decode_reply(one.body or b"").text for one in goodbyes)])

    async def deliver(self) -> Sequence[Heard]:
        """Send what waits and is written, and return it."""
        now, new = self.clock.now(), list[Heard]()
        for platform in Platform:
            async with self.store.transaction() as transaction:
                leased = await transaction.claim_outbox(platform, now=now, limit=500, lease=LEASE)
                for number, one in enumerate(leased, len(self.said) + len(new) + 1):
                    external = f"x{number}"
                    out = one.outgoing
                    done = Accepted(runner=out.runner, key=out.key, external=external, at=now)
                    await transaction.mark([done], owner="o")
                    reply = decode_reply(out.body) if out.body else Reply(text=out.kind)
                    new.append(Heard(out.address, reply, external))
        self.said += new
        return new

    def wait(self, **length: float) -> None:
        """Let time pass."""
        self.clock.move_to(self.clock.now() + timedelta(**length))

    def action(self, chat: Chat, label: str) -> str:
        """Return the action of the newest button of that label in a chat."""
        return next(action for shown, action in self.buttons(chat) if shown == label)

    def buttons(self, chat: Chat) -> Iterator[tuple[str, str]]:
        """Give every button that was ever shown in a chat, the newest message first."""
        for heard in reversed(self.said):
            if heard.address == chat.address:
                for row in heard.reply.buttons:
                    yield from ((one.label, one.action) for one in row)

    async def code(self, chat: Chat) -> str:
        """Ask for a code in a chat."""
        words = await self.say(chat, "/link")
        found = re.search(r"/link ([A-Z]{4}-[A-Z]{4})", words)
        assert found is not None, words
        return found[1]

    async def link(self, shown: Chat, typed: Chat) -> str:
        """Link two chats."""
        await self.say(typed, f"/link {await self.code(shown)}")
        return await self.press(typed, "Link them")

    async def logbook(self, chat: Chat) -> Logbook | None:
        """Load the whole logbook behind a chat."""
        async with self.store.reading() as transaction:
            runner = await transaction.runner_of(chat.key)
            return (await transaction.logbooks([runner], since=None))[runner] if runner else None

    async def logged(self, chat: Chat) -> list[str]:
        """Return the entries behind a chat as day, exercise and reps."""
        logbook = await self.logbook(chat)
        entries = logbook.entries if logbook else ()
        return [f"{one.day} {one.exercise} {[each.reps for each in one.sets]}" for one in entries]


@asynccontextmanager
async def crowd(url: str) -> AsyncIterator[Crowd]:
    """Open a store with nobody in it."""
    async with Store.open(url) as store:
        yield Crowd(store=store)


@asynccontextmanager
async def two_histories(url: str) -> AsyncIterator[Crowd]:
    """Open a store on which somebody logged on two platforms, once the same."""
    async with crowd(url) as people:
        await people.say(TELEGRAM, "3x12 20kg")
        await people.say(TELEGRAM, "remind me at 6:30")
        await people.say(DISCORD, "3x12 20kg")
        await people.say(DISCORD, "yesterday 2x20 bunny hops")
        yield people
