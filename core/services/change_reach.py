"""Take down that a runner's chat is gone, or has moved."""

from dataclasses import replace
from datetime import datetime

from core.domain.account import Account, Address, Platform
from core.domain.exercise import Catalogue
from core.domain.logbook import Logbook
from core.services.set_reminders import set_reminders


def change_reach(
    logbook: Logbook,
    platform: Platform,
    *,
    address: Address,
    moved_to: Address | None,
    now: datetime,
    catalogue: Catalogue,
) -> Logbook:
    """Give the chat at `address` its new address; None where it is gone: it gets no more reminders.

    Where it is the channel that was chosen for the exercise, that comes to the private chat again.
    """
    accounts = tuple(
        _changed(one, address, moved_to=moved_to) if one.key.platform is platform else one for one in logbook.accounts
    )
    if accounts == logbook.accounts:
        return logbook
    return set_reminders(replace(logbook, accounts=accounts), now=now, catalogue=catalogue)


def _changed(account: Account, address: Address, *, moved_to: Address | None) -> Account:
    if account.channel and account.channel == address:
        return replace(account, channel=moved_to or Address(""))
    if account.address != address:
        return account
    return replace(account, reachable=False) if moved_to is None else replace(account, address=moved_to)
