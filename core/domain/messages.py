"""What goes to a runner and what came from one, as storage keeps it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum
from typing import TypeAlias

from core.domain.account import AccountKey, Address, Platform
from core.domain.reading import Reading
from core.domain.reminder import Reminder
from core.domain.runner import RunnerId, Settings
from core.domain.slots import filled_at_once
from core.domain.training import FactId

#: Why a message was postponed that is welcome once the runner's quiet hours are over.
QUIET_HOURS = "quiet-hours"


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """An event that came in: whose it is, and its identity, unique on its platform for ever.

    `address` is the private chat, empty where it is not known; `settings` are those of a runner who is new.
    """

    account: AccountKey
    event: str
    address: Address
    settings: Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """What storage made of an arrival: whose it is, and whether this is the first time that it came.

    `created` says that the runner began with this arrival.
    """

    arrival: Arrival
    runner: RunnerId
    first: bool
    created: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRef:
    """A platform's own id of a message in a chat, as one runner may point at it (by an edit, a reply, a button)."""

    runner: RunnerId
    platform: Platform
    chat: Address
    external: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What a runner wrote, word for word, and what was read from it; `id` comes from the logbook's counter."""

    id: FactId
    ref: MessageRef
    at: datetime
    text: str
    reading: Reading | None = None


class Priority(IntEnum):
    """What is sent first; the value is kept in storage."""

    ALARM = 0
    ANSWER = 1
    REMINDER = 2


@filled_at_once
@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One message to a runner, which exists once: `key` is unique for the runner, and queued again it changes nothing.

    `kind` is a stable name (`answer`, or a reminder's). `body` is the encoded message, opaque to the core, None
    where it is written at
    the moment of delivery. `due` is when it should go, `expires` when it is no longer welcome (None: never).
    `day` and `about` are the
    local date and the prescription that it is for. `replaces` is the platform's id of the message whose place it
    takes, empty for a new one.
    """

    runner: RunnerId
    key: str
    platform: Platform
    address: Address
    kind: str
    priority: Priority
    queued: datetime
    due: datetime
    body: bytes | None = None
    day: date | None = None
    expires: datetime | None = None
    about: FactId | None = None
    replaces: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leased:
    """An outgoing message that one sender has to itself for a while; `attempts` counts this one."""

    outgoing: Outgoing
    attempts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """Who takes messages to send, and for how long before another may."""

    owner: str
    length: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """The platform took the message; `external` is its id there, `at` when."""

    runner: RunnerId
    key: str
    external: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Postponed:
    """The message was not taken and may be tried again from `until`; `reason` is a stable code."""

    runner: RunnerId
    key: str
    until: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """The message no longer makes sense (trained already, too late, blocked) and was not sent.

    `reason` is a stable code.
    """

    runner: RunnerId
    key: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dead:
    """The message cannot be sent, and somebody should look at it; `reason` is a stable code."""

    runner: RunnerId
    key: str
    reason: str


Outcome: TypeAlias = Accepted | Postponed | Dropped | Dead


@dataclass(frozen=True, slots=True, kw_only=True)
class DueReminder:
    """A reminder whose time has come, and whose it is."""

    runner: RunnerId
    reminder: Reminder


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlog:
    """What waits: reminders due, messages queued, leased and dead, and when the oldest waiting message was due."""

    due: int
    queued: int
    leased: int
    dead: int
    oldest: datetime | None
