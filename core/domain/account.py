"""Where a runner can be reached."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from core.domain.slots import filled_at_once

Address = NewType("Address", str)


class Platform(StrEnum):
    """A chat platform; the value is its stable name in storage."""

    CONSOLE = "console"
    TELEGRAM = "telegram"
    DISCORD = "discord"


@filled_at_once
@dataclass(frozen=True, slots=True, kw_only=True)
class AccountKey:
    """A person on a platform, by the platform's own id."""

    platform: Platform
    user: str


@filled_at_once
@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A runner's presence on one platform; `address` is the private chat, `home` is where reminders go.

    `channel` is where the exercise of the day goes instead of the private chat, empty where the runner chose none.
    `asked` is the conversation's open question (opaque to the core, empty where there is none). `told` are the numbers
    of what was told here, from and to, where the runner has other accounts too; empty means all of it. `shifts` has for
    each numbering that buttons of this chat were written in before what has to be added to their numbers now, None
    where they mean nothing any more.
    """

    key: AccountKey
    address: Address
    joined: datetime
    home: bool = True
    reachable: bool = True
    asked: str = ""
    channel: Address = Address("")
    told: tuple[tuple[int, int], ...] = ()
    shifts: tuple[int | None, ...] = ()


def where_to_write(accounts: Collection[Account]) -> Account | None:
    """Return where a runner's reminders go: home, or where that is gone another chat; None where no chat is home."""
    homes = [one for one in accounts if one.home]
    others = [one for one in accounts if not one.home] if homes else []
    for one in (*homes, *others):
        if one.reachable and one.address:
            return one
    return None
