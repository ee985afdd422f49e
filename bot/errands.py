"""What turns ask of the shell: carried out for a batch, in the transaction in which the turns are saved."""

import asyncio
from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.answering import Case, Outcome, answer_to
from bot.chat import Reply
from bot.conversation.archive import pack
from bot.conversation.errands import Export, Forget
from bot.conversation.texts import Tongue
from core.domain.exercise import Catalogue
from core.domain.messages import Arrival, Outgoing
from core.storage.store import Transaction


def part(outcomes: Iterable[Outcome]) -> tuple[list[Outcome], list[Outcome]]:
    """Return the outcomes of those who stay, and of those who want to be forgotten."""
    staying: list[Outcome] = []
    leaving: list[Outcome] = []
    for one in outcomes:
        (leaving if isinstance(one.errand, Forget) else staying).append(one)
    return staying, leaving


async def send_exports(
    transaction: Transaction, outcomes: Iterable[Outcome], *, now: datetime, catalogue: Catalogue, tongue: Tongue
) -> None:
    """Queue the file for everybody who asked for their data."""
    for one in outcomes:
        if isinstance(one.errand, Export):
            await transaction.queue([await _export(transaction, one, now=now, catalogue=catalogue, tongue=tongue)])


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


async def _export(
    transaction: Transaction, outcome: Outcome, *, now: datetime, catalogue: Catalogue, tongue: Tongue
) -> Outgoing:
    logbook = outcome.logbook
    case: Case = outcome.done[-1]
    texts = tongue(logbook.settings.locale)
    messages = await transaction.messages_from(logbook.runner)
    file = await asyncio.to_thread(pack, logbook, messages, at=now, texts=texts, catalogue=catalogue)
    return answer_to(case, Reply(text=texts("export-sent"), file=file), number=0, at=now)
