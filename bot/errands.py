"""What turns ask of the shell: carried out for a batch, in the transaction in which the turns are saved."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.answering import Case, Outcome, answer_to
from bot.chat import Event, Pressed, Reply, Said
from bot.conversation.archive import pack
from bot.conversation.errands import Drop, Export, Forget, Keep
from bot.conversation.marking import unmarked
from bot.conversation.texts import Tongue
from bot.conversation.topics.importing import TOPIC
from core.domain.account import AccountKey
from core.domain.exercise import Catalogue
from core.domain.logbook import Logbook
from core.domain.messages import Arrival, Outgoing
from core.domain.runner import RunnerId
from core.storage.given_files import KEPT, GivenFile, drop_given, given_by, keep_given
from core.storage.inbox import NOBODY
from core.storage.store import Transaction


def part(outcomes: Iterable[Outcome]) -> tuple[list[Outcome], list[Outcome]]:
    """Return the outcomes of those who stay, and of those who want to be forgotten."""
    staying: list[Outcome] = []
    leaving: list[Outcome] = []
    for one in outcomes:
        (leaving if isinstance(one.errand, Forget) else staying).append(one)
    return staying, leaving


async def with_offers(
    transaction: Transaction, cases: Sequence[Case], *, loaded: Mapping[RunnerId, Logbook], now: datetime
) -> Sequence[Case]:
    """Return the cases with what an earlier file of their runner would bring, where they may be about that."""
    about = {case.runner for case in cases if _may_be_about_file(case, loaded.get(case.runner))}
    offered = await given_by(transaction, about, since=now - KEPT) if about else {}
    return [_with_offer(case, offered.get(case.runner)) for case in cases] if about else cases


async def run_errands(
    transaction: Transaction, outcomes: Sequence[Outcome], *, now: datetime, catalogue: Catalogue, tongue: Tongue
) -> None:
    """Queue the file for everybody who asked for their data; keep what files would bring, or forget it."""
    for one in outcomes:
        if isinstance(one.errand, Export):
            await transaction.queue([await _export(transaction, one, now=now, catalogue=catalogue, tongue=tongue)])
    kept = [(one.logbook.runner, one.errand) for one in outcomes if isinstance(one.errand, Keep)]
    given = [GivenFile(runner=runner, key=one.key, at=now, content=one.content) for runner, one in kept]
    await keep_given(transaction, given)
    await drop_given(transaction, [one.logbook.runner for one in outcomes if isinstance(one.errand, Drop)])


async def forget(
    transaction: Transaction, leaving: Sequence[Outcome], *, arrivals: Sequence[Arrival], now: datetime
) -> list[Outgoing]:
    """Erase every row of the runners, and return their goodbyes, which no row is left to hold.

    The `arrivals` are those that were carried out for them; if they come again, they begin nobody.
    """
    if not leaving:
        return []
    await transaction.forget([one.logbook.runner for one in leaving])
    await transaction.spend(arrivals, now=now)
    return [message for one in leaving for message in one.outgoing]


async def said_again(
    transaction: Transaction, repeated: Sequence[tuple[Event, Arrival]], *, now: datetime, tongue: Tongue
) -> list[Outgoing]:
    """Return goodbyes for words that come again though everything of who said them is gone.

    The platform did not hear that they arrived, so the process may have died before it said goodbye.
    """
    over = {one.event for one in await transaction.spent([arrival for _, arrival in repeated])}
    goodbyes: dict[AccountKey, Outgoing] = {}
    for event, arrival in repeated:
        if arrival.event not in over or not isinstance(event, Said) or not event.origin.private:
            continue
        if await transaction.runner_of(arrival.account) is None:
            reply = Reply(text=tongue(arrival.settings.locale)("deleted"))
            goodbyes[arrival.account] = answer_to(Case(event=event, runner=NOBODY), reply, number=0, at=now)
    return list(goodbyes.values())


async def _export(
    transaction: Transaction, outcome: Outcome, *, now: datetime, catalogue: Catalogue, tongue: Tongue
) -> Outgoing:
    logbook = outcome.logbook
    case: Case = outcome.done[-1]
    texts = tongue(logbook.settings.locale)
    messages = await transaction.messages_from(logbook.runner)
    file = await asyncio.to_thread(pack, logbook, messages, at=now, texts=texts, catalogue=catalogue)
    return answer_to(case, Reply(text=texts("export-sent"), file=file), number=0, at=now)


def _may_be_about_file(case: Case, logbook: Logbook | None) -> bool:
    """Tell whether an event may answer the question about a file: by its buttons, or by a word while it is open."""
    if isinstance(case.event, Pressed):
        _, action = unmarked(case.event.action)
        return action.startswith("import-")
    topic = f'"topic":"{TOPIC}"'
    return logbook is not None and any(topic in one.asked for one in logbook.accounts)


def _with_offer(case: Case, given: GivenFile | None) -> Case:
    return replace(case, offered=Keep(key=given.key, content=given.content) if given else None)
