"""Events in, answers out: a batch of events is carried out in one transaction, each event once."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType

from bot import linking
from bot.answering import Case, Outcome, answer, message_ref
from bot.chat import Deleted, Edited, Event, FileSource, Origin, Said
from bot.conversation.texts import Tongue, texts_for
from bot.doorkeeper import Doorkeeper
from bot.errands import forget, part, run_errands, said_again, with_offers
from bot.given import FileDesk, who_gives
from core.domain.account import AccountKey, Address, Platform
from core.domain.exercise import Catalogue
from core.domain.logbook import Logbook, OlderHistoryNeededError
from core.domain.messages import Admission, Arrival, Message, MessageRef, Outgoing
from core.domain.reading import Status
from core.domain.runner import RunnerId, Settings
from core.storage.store import Store, Transaction

HISTORY = timedelta(days=120)
#: So many events of one account share the first transaction: who writes much holds up nobody else.
_AT_FIRST = 10


def in_turns(events: Sequence[Event], *, first: int = _AT_FIRST) -> Iterator[list[Event]]:
    """Part a batch so that no account has more than `first` events in the first part, and twice as many in each next.

    So nobody waits for the many events of another, and many cost few transactions. The order of each account stays.
    """
    parts: list[list[Event]] = []
    seen: Counter[AccountKey] = Counter()
    for event in events:
        place = (seen[event.origin.account] // first + 1).bit_length() - 1
        seen[event.origin.account] += 1
        if place == len(parts):
            parts.append([])
        parts[place].append(event)
    yield from parts


class Inbox:
    """The one door for the events of all platforms."""

    def __init__(
        self,
        *,
        store: Store,
        clock: Callable[[], datetime],
        catalogue: Catalogue,
        newcomer: Callable[[Origin], Settings],
        tongue: Tongue = texts_for,
        kept_days: int = 365,
        tell: Callable[[Status], None] = lambda _: None,
        files: Mapping[Platform, FileSource] = MappingProxyType({}),
        telegram_name: Callable[[], str] = lambda: "",
    ) -> None:
        """Keep what answering needs; `newcomer` guesses the settings of a runner who writes for the first time.

        `kept_days` is how long raw messages are kept; `tell` hears how each message was read; `files` are the platforms
        whose runners send files; `telegram_name` is what the bot is called there, empty while that is not known.
        """
        self._store = store
        self._clock = clock
        self._catalogue = catalogue
        self._newcomer = newcomer
        self._tongue = tongue
        self._kept_days = kept_days
        self._tell = tell
        self._desk = FileDesk(store=store, catalogue=catalogue, sources=files)
        self._door = Doorkeeper()
        self._linking = linking.Desk(catalogue=catalogue, tongue=tongue, telegram_name=telegram_name)

    async def receive(self, events: Sequence[Event]) -> tuple[Outgoing, ...]:
        """Carry out a batch of events and queue the answers; when this returns, all of it is committed.

        An event that was carried out before is passed over. The events of one runner are carried out in their order.
        What is returned are goodbyes to runners who are forgotten: they are nowhere else, and have to be sent now.
        """
        givers = who_gives(events)
        others = [one for one in events if one.origin.account not in givers]
        if givers and others:  # a file takes its time, and nobody else's words wait for it
            first = await self.receive(others)
            return (*first, *await self.receive([one for one in events if one.origin.account in givers]))
        now = self._clock()
        events = self._door.let_in(events, now=now)
        if not events:
            return ()
        events = await self._desk.open(events, now=now)
        goodbyes: list[Outgoing] = []
        kept: list[Logbook] = []
        async with self._store.transaction() as transaction:
            cases = await self._admit(transaction, events, now=now)
            goodbyes += await self._say_again(transaction, events, cases=cases, now=now)
            while cases:
                cases, outcomes, said = await self._carry_out(transaction, cases, now=now)
                kept += (one.logbook for one in outcomes)
                goodbyes += said
        self._door.note(kept, now=now)
        if goodbyes:
            await self._store.empty_log()
        return tuple(goodbyes)

    async def _carry_out(
        self, transaction: Transaction, cases: Sequence[Case], *, now: datetime
    ) -> tuple[list[Case], list[Outcome], list[Outgoing]]:
        """Carry out what can be done in one go.

        Return the events that have to wait for the errands before them, what was saved, and the goodbyes.
        """
        together = {case.runner for case in cases} | await linking.partners(transaction, cases)
        loaded = await transaction.logbooks(together, since=(now - HISTORY).date())
        here, gone = linking.told_apart(cases, loaded)
        cases = await with_offers(transaction, here, loaded=loaded, now=now)
        outcomes = await self._answer(transaction, loaded, cases=_by_runner(cases), now=now)
        staying, leaving = part(outcomes)
        await transaction.save([one.logbook for one in staying], loaded=loaded)
        await self._keep(transaction, [message for one in staying for message in one.messages])
        await transaction.queue([message for one in staying for message in one.outgoing])
        await run_errands(transaction, staying, now=now, catalogue=self._catalogue, tongue=self._tongue)
        arrivals = [self._arrival(case.event) for one in leaving for case in one.done]
        goodbyes = await forget(transaction, leaving, arrivals=arrivals, now=now)
        parted = await linking.carry_out(transaction, staying, desk=self._linking, now=now)
        again = [*gone, *(case for one in leaving for case in one.left), *parted]
        anew = await self._admit(transaction, [case.event for case in again], now=now)
        waiting = [] if parted else [case for one in staying for case in one.left]
        return [*waiting, *anew], staying, goodbyes

    async def _say_again(
        self, transaction: Transaction, events: Sequence[Event], *, cases: Sequence[Case], now: datetime
    ) -> list[Outgoing]:
        """Say goodbye once more to who is forgotten, where the word that did it comes again."""
        fresh = {id(case.event) for case in cases}
        repeated = [(event, self._arrival(event)) for event in events if id(event) not in fresh]
        return await said_again(transaction, repeated, now=now, tongue=self._tongue) if repeated else []

    async def _keep(self, transaction: Transaction, messages: Sequence[Message]) -> None:
        """Keep what runners wrote, and tell how it was read."""
        await transaction.keep_messages(messages)
        for one in messages:
            self._tell(one.reading.status if one.reading else Status.NONE)

    async def _admit(self, transaction: Transaction, events: Sequence[Event], *, now: datetime) -> list[Case]:
        """Keep the events that are new, and find the messages that they point at."""
        admissions = await transaction.admit([self._arrival(event) for event in events], now=now)
        fresh = [(event, one) for event, one in zip(events, admissions, strict=True) if one.first]
        edited = [message_ref(event, one.runner) for event, one in fresh if isinstance(event, Edited | Deleted)]
        replied = [_replied(event, one) for event, one in fresh if isinstance(event, Said) and event.reply_to]
        told = await transaction.messages_of(edited) if edited else {}
        sent = await transaction.sent_of(replied) if replied else {}
        return [
            Case(
                event=event,
                runner=one.runner,
                created=one.created,
                told=told.get(message_ref(event, one.runner)),
                answered=sent.get(_replied(event, one)) if isinstance(event, Said) else None,
            )
            for event, one in fresh
        ]

    def _arrival(self, event: Event) -> Arrival:
        origin = event.origin
        address = origin.chat if origin.private else Address("")
        return Arrival(account=origin.account, event=origin.event, address=address, settings=self._newcomer(origin))

    async def _answer(
        self,
        transaction: Transaction,
        loaded: dict[RunnerId, Logbook],
        *,
        cases: Mapping[RunnerId, Sequence[Case]],
        now: datetime,
    ) -> list[Outcome]:
        """Answer every runner; those for whom that needs their whole history are answered again once it is loaded."""
        outcomes = []
        deep = []
        for runner, own in cases.items():
            try:
                outcomes.append(self._answered(loaded[runner], own, now=now))
            except OlderHistoryNeededError:
                deep.append(runner)
        loaded |= await transaction.logbooks(deep, since=None)
        outcomes += [self._answered(loaded[runner], cases[runner], now=now) for runner in deep]
        return outcomes

    def _answered(self, logbook: Logbook, cases: Sequence[Case], *, now: datetime) -> Outcome:
        return answer(
            logbook, cases, now=now, catalogue=self._catalogue, tongue=self._tongue, kept_days=self._kept_days
        )


def _by_runner(cases: Sequence[Case]) -> dict[RunnerId, list[Case]]:
    gathered: dict[RunnerId, list[Case]] = {}
    for case in cases:
        gathered.setdefault(case.runner, []).append(case)
    return gathered


def _replied(event: Said, admission: Admission) -> MessageRef:
    origin = event.origin
    return MessageRef(
        runner=admission.runner, platform=origin.account.platform, chat=origin.chat, external=event.reply_to
    )
