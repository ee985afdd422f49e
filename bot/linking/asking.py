"""One errand of linking being done: who asked for it, and how they and others are answered."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from random import SystemRandom

from bot.answering import Case, answer_to
from bot.chat import Pressed, Reply
from bot.conversation.marking import marked
from bot.conversation.texts import Texts, Tongue
from bot.delivery.posting import encode_reply
from core.domain.account import Account
from core.domain.exercise import Catalogue
from core.domain.logbook import Logbook
from core.domain.messages import Outgoing, Priority
from core.domain.runner import RunnerId
from core.storage.store import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What linking needs: the words, chance, and the bot's name on Telegram, empty while it is not known."""

    catalogue: Catalogue
    tongue: Tongue
    choose: Callable[[Sequence[str]], str] = SystemRandom().choice
    telegram_name: Callable[[], str] = lambda: ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One errand: who asked for it, and what doing it needs."""

    transaction: Transaction
    desk: Desk
    case: Case
    logbook: Logbook
    now: datetime

    @property
    def runner(self) -> RunnerId:
        """Who asks."""
        return self.logbook.runner

    @property
    def texts(self) -> Texts:
        """The words of their language."""
        return self.desk.tongue(self.logbook.settings.locale)

    async def say(self, reply: Reply, *, of: Logbook | None = None) -> None:
        """Answer who asked, as a part of that logbook."""
        logbook = of or self.logbook
        here = next((one for one in logbook.accounts if one.key == self.case.event.origin.account), None)
        placed = replace(marked(reply, here), replace=isinstance(self.case.event, Pressed))
        answer = answer_to(replace(self.case, runner=logbook.runner), placed, number=0, at=self.now)
        await self.transaction.queue([answer])

    async def tell(self, key: str, *, of: Logbook | None = None, **facts: str) -> None:
        """Answer with one message of the catalogue."""
        await self.say(Reply(text=self.texts(key, **facts)), of=of)

    async def tell_others(self, logbook: Logbook, reply: Reply) -> None:
        """Say something in the other chats of a logbook."""
        mine = self.case.event.origin.account
        others = [one for one in logbook.accounts if one.key != mine and one.reachable and one.address]
        await self.transaction.queue([self._notice(logbook, one, reply=marked(reply, one)) for one in others])

    def _notice(self, logbook: Logbook, account: Account, *, reply: Reply) -> Outgoing:
        origin = self.case.event.origin
        return Outgoing(
            runner=logbook.runner,
            key=f"told:{account.key.platform}:{account.key.user}:{origin.account.platform}:{origin.event}:0",
            platform=account.key.platform,
            address=account.address,
            kind="answer",
            priority=Priority.ANSWER,
            queued=self.now,
            due=self.now,
            body=encode_reply(reply),
        )
