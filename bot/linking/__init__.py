"""Linking, in the transaction of the turn that asks for it: codes, and logbooks that become one or two."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import assert_never

from bot.answering import Case, Outcome
from bot.chat import Pressed
from bot.conversation.link_errands import CancelLink, Link, LinkErrand, OfferCode, Parting, UndoLink, Unlink, UseCode
from bot.linking.asking import Asked, Desk
from bot.linking.entering import offer, use
from bot.linking.joining import link, undo, unlink
from core.domain.account import AccountKey
from core.domain.logbook import Logbook
from core.domain.runner import RunnerId
from core.storage import codes, parts
from core.storage.store import Transaction

__all__ = ["Desk", "carry_out", "partners", "told_apart"]
_YES = "link-yes"


async def partners(transaction: Transaction, cases: Iterable[Case]) -> set[RunnerId]:
    """Return with whom these events will make one: they are held together, in the order of their numbers."""
    agreed = {case.runner for case in cases if isinstance(case.event, Pressed) and case.event.action.endswith(_YES)}
    return {one.runner for one in (await codes.claims_of(transaction, agreed)).values()}


def told_apart(cases: Sequence[Case], loaded: Mapping[RunnerId, Logbook]) -> tuple[list[Case], list[Case]]:
    """Return the events that can be answered, and those whose account went to another runner while they waited."""
    here: list[Case] = []
    gone: list[Case] = []
    for case in cases:
        (here if case.event.origin.account in _accounts(loaded.get(case.runner)) else gone).append(case)
    return here, gone


def _accounts(logbook: Logbook | None) -> frozenset[AccountKey]:
    return frozenset(one.key for one in logbook.accounts) if logbook else frozenset()


async def carry_out(transaction: Transaction, outcomes: Sequence[Outcome], *, desk: Desk, now: datetime) -> list[Case]:
    """Do what turns asked for, and return the events that have to be admitted anew: their runners are others now."""
    asked = [one for one in outcomes if isinstance(one.errand, LinkErrand)]
    parting = any(isinstance(one.errand, Parting) for one in asked)
    anew = [case for one in outcomes for case in one.left] if parting else []
    origins = [(case.runner, case.event.origin) for case in anew]
    await parts.forget_events(transaction, [(runner, one.account.platform, one.event) for runner, one in origins])
    for one in asked:
        if isinstance(one.errand, LinkErrand):
            case = one.done[-1]
            await _carry_out(
                Asked(transaction=transaction, desk=desk, case=case, logbook=one.logbook, now=now), one.errand
            )
    return anew


async def _carry_out(asked: Asked, errand: LinkErrand) -> None:
    if await asked.transaction.runner_of(asked.case.event.origin.account) != asked.runner:
        await asked.tell("link-over")  # another of the same batch made one with them
        return
    match errand:
        case OfferCode():
            await offer(asked)
        case UseCode():
            await use(asked, errand.code)
        case CancelLink():
            await codes.drop_claims(asked.transaction, asked.runner)
            await asked.tell("link-not")
        case Link():
            await link(asked)
        case UndoLink():
            await undo(asked)
        case Unlink():
            await unlink(asked, errand.share)
        case _:
            assert_never(errand)
