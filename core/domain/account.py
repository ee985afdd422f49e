"""Where a runner can be reached."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

Address = NewType("Address", str)


class Platform(StrEnum):
    """A chat platform; the value is its stable name in storage."""

    CONSOLE = "console"
    TELEGRAM = "telegram"
    DISCORD = "discord"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountKey:
    """A person on a platform, by the platform's own id."""

    platform: Platform
    user: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A runner's presence on one platform; `address` is the private chat, `home` is where reminders go.

    `asked` is the conversation's open question (opaque to the core, empty where there is none).
    """

    key: AccountKey
    address: Address
    joined: datetime
    home: bool = True
    reachable: bool = True
    asked: str = ""
