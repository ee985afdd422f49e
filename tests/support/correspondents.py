"""People who write to one inbox on Telegram, for tests of what happens to their messages."""

from datetime import timedelta

from bot.chat import Event, Origin, Said
from bot.clock import MovableClock
from bot.conversation.newcomer import first_settings
from bot.delivery.posting import decode_reply
from bot.inbox import Inbox
from bot.metrics import Metrics
from core.domain.account import AccountKey, Address, Platform
from core.domain.health import open_flag
from core.domain.messages import Lease, Outgoing
from core.storage.store import Store
from tests.support.logbooks import CATALOGUE
from tests.support.stored import NOW

LEASE = Lease(owner="o", length=timedelta(minutes=1))


class Talk:
    """People who write to one inbox."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.clock = MovableClock(NOW)
        self.events = 0
        self.metrics = Metrics()
        self.restart()

    def restart(self) -> None:
        """Open the inbox anew, as another process would."""
        self.inbox = Inbox(
            store=self.store,
            clock=self.clock.now,
            catalogue=CATALOGUE,
            newcomer=lambda origin: first_settings(origin.language, zone="UTC"),
            tell=self.metrics.count_reading,
        )

    def origin(self, who: str, *, private: bool = True) -> Origin:
        """Return the origin of the next event."""
        self.events += 1
        return Origin(
            account=AccountKey(platform=Platform.TELEGRAM, user=who),
            event=str(self.events),
            chat=Address(f"chat-of-{who}"),
            private=private,
            at=self.clock.now(),
            message=str(self.events),
        )

    def said(self, who: str, text: str, *, private: bool = True) -> Said:
        """Return words of somebody."""
        return Said(origin=self.origin(who, private=private), text=text)

    async def happens(self, *events: Event) -> list[str]:
        """Carry a batch out, and return the goodbyes."""
        return [text_of(one) for one in await self.inbox.receive(events)]

    async def answers(self) -> list[Outgoing]:
        """Take everything that waits to be sent."""
        async with self.store.transaction() as transaction:
            leased = await transaction.claim_outbox(Platform.TELEGRAM, now=self.clock.now(), limit=2000, lease=LEASE)
        return [one.outgoing for one in leased]

    async def logged(self, who: str) -> int | None:
        """Count somebody's entries, None where nobody has that account."""
        async with self.store.reading() as transaction:
            runner = await transaction.runner_of(AccountKey(platform=Platform.TELEGRAM, user=who))
            return len((await transaction.logbooks([runner], since=None))[runner].entries) if runner else None

    async def locked(self, who: str) -> bool:
        """Tell whether a red flag keeps somebody from training."""
        async with self.store.reading() as transaction:
            runner = await transaction.runner_of(AccountKey(platform=Platform.TELEGRAM, user=who))
            assert runner is not None
            return open_flag((await transaction.logbooks([runner], since=None))[runner]) is not None


def text_of(outgoing: Outgoing) -> str:
    """Return the words of an answer."""
    return decode_reply(outgoing.body or b"").text
