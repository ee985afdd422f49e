"""A talk with the coach in memory: what a runner does becomes events, answered by the conversation alone."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from bot.answering import Case, answer
from bot.chat import Button, Deleted, Edited, Event, Located, Origin, Pressed, Reachable, Reply, Said, Sent
from bot.delivery.posting import decode_reply
from core.domain.account import Account, AccountKey, Address, Platform
from core.domain.logbook import Logbook
from core.domain.messages import Message, Outgoing, Priority
from core.domain.prescription import Prescription
from core.domain.runner import RunnerId, Settings
from tests.support.training import CATALOGUE

EVENING = datetime(2026, 3, 2, 18, tzinfo=UTC)
_KEY = AccountKey(platform=Platform.CONSOLE, user="ann")
_CHAT = Address("ann")


def newcomer() -> Logbook:
    """Return the logbook of a runner who is about to write for the first time."""
    account = Account(key=_KEY, address=_CHAT, joined=EVENING)
    return Logbook(runner=RunnerId(1), settings=Settings(), joined=EVENING, heard=EVENING, accounts=(account,))


@dataclass(slots=True)
class Talk:
    """One runner talking; `logbook` is what the coach knows, `replies` all that it said."""

    logbook: Logbook = field(default_factory=newcomer)
    now: datetime = EVENING
    replies: list[Reply] = field(default_factory=list)
    told: dict[str, Message] = field(default_factory=dict)
    happened: int = 0

    def say(self, text: str, *, private: bool = True, about: Prescription | None = None) -> str:
        """Say something, as an answer to the message of a prescription where one is given."""
        answered = self._message_of(about) if about else None
        return self._happen(Said(origin=self._origin(private=private), text=text), answered=answered)

    def edit(self, message: int, text: str) -> str:
        """Change what was said in that message, counted from 1 over all events."""
        origin = self._origin(message=message)
        return self._happen(Edited(origin=origin, text=text), told=self.told.get(origin.message))

    def delete(self, message: int) -> str:
        """Delete that message."""
        origin = self._origin(message=message)
        return self._happen(Deleted(origin=origin), told=self.told.get(origin.message))

    def press(self, label: str) -> str:
        """Press the newest button of that label."""
        return self.press_action(next(one.action for one in self.buttons() if one.label == label))

    def press_action(self, action: str) -> str:
        """Press a button that carries `action`, on the screen or not."""
        return self._happen(Pressed(origin=self._origin(), action=action))

    def locate(self, latitude: float, longitude: float) -> str:
        """Share a place."""
        return self._happen(Located(origin=self._origin(), latitude=latitude, longitude=longitude))

    def send(self, kind: str) -> str:
        """Send something that is no text."""
        return self._happen(Sent(origin=self._origin(), kind=kind))

    def become_reachable(self, *, reachable: bool) -> str:
        """Block the coach, or let it in again."""
        return self._happen(Reachable(origin=self._origin(), reachable=reachable))

    def wait(self, **length: float) -> None:
        """Let time pass."""
        self.now += timedelta(**length)

    def buttons(self) -> Iterator[Button]:
        """Give every button that was ever shown, the newest message first."""
        for reply in reversed(self.replies):
            for row in reply.buttons:
                yield from row

    def _happen(self, event: Event, *, told: Message | None = None, answered: Outgoing | None = None) -> str:
        """Carry an event out, and return the words of the answers; what the shell is asked for stands in brackets."""
        case = Case(event=event, runner=self.logbook.runner, told=told, answered=answered)
        outcome = answer(self.logbook, [case], now=self.now, catalogue=CATALOGUE)
        self.logbook = replace(outcome.logbook, unsaved=(), new_changes=())
        self.told |= {one.ref.external: one for one in outcome.messages}
        said = [decode_reply(one.body) for one in outcome.outgoing if one.body is not None]
        self.replies += said
        asked = [f"({type(outcome.errand).__name__.lower()})"] if outcome.errand is not None else []
        return "\n".join([one.text for one in said] + asked)

    def _origin(self, *, private: bool = True, message: int | None = None) -> Origin:
        self.happened += 1
        return Origin(
            account=_KEY,
            event=str(self.happened),
            chat=_CHAT,
            private=private,
            at=self.now,
            message=str(message if message is not None else self.happened),
        )

    def _message_of(self, prescription: Prescription) -> Outgoing:
        return Outgoing(
            runner=self.logbook.runner,
            key="daily",
            platform=Platform.CONSOLE,
            address=_CHAT,
            kind="daily",
            priority=Priority.ANSWER,
            queued=self.now,
            due=self.now,
            about=prescription.id,
        )
