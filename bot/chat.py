"""The words that all platforms share: what comes in, and what goes out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeAlias, runtime_checkable

from core.domain.account import AccountKey, Address, Platform
from core.domain.exercise import Variation
from core.services.open_file import FileRefusedError, Given


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Who sent an event, where, and its identity: `event` is unique on its platform for ever.

    `chat` is where an answer goes; `private` where nobody else reads it. `message` is the id, in that chat, of
    the message that was written,
    edited or whose button was pressed; `language` is the platform's own language tag for the person, or empty.
    `answer_to` is where the answer to this one event goes, where that is not `chat`: a place that does not last.
    """

    account: AccountKey
    event: str
    chat: Address
    private: bool
    at: datetime
    message: str = ""
    language: str = ""
    answer_to: Address | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A runner wrote `text`; `reply_to` is the id of the message that they answered, `start` a deep-link payload."""

    origin: Origin
    text: str
    reply_to: str = ""
    start: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """A runner changed an earlier message to `text`."""

    origin: Origin
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deleted:
    """A runner deleted an earlier message."""

    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """A runner pressed a button that carries `action`, under the message `origin.message`."""

    origin: Origin
    action: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """A runner shared a place, in degrees."""

    origin: Origin
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A runner sent something that is not text.

    `kind` is a stable code: `photo`, `voice`, `sticker`, `video`, `file`, `other`.
    """

    origin: Origin
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileGiven:
    """A runner sent a file, with `text` beside it or none.

    `size` is in bytes and 0, `media_type` empty, where the platform does not say. `handle` means something to the
    platform's `FileSource` alone, and holds for an hour at least, after a restart too. `opened` is what is in the file,
    or why nothing can be taken from it; None as long as nobody looked.
    """

    origin: Origin
    name: str
    size: int
    media_type: str
    handle: str
    text: str = ""
    opened: Given | FileRefusedError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reachable:
    """A runner blocked the coach (`reachable` False) or let it in again."""

    origin: Origin
    reachable: bool


Event: TypeAlias = Said | Edited | Deleted | Pressed | Located | Sent | FileGiven | Reachable

#: What a file that a runner sends may have, in bytes: more is not fetched.
FILE_LIMIT = 20 * 1024 * 1024


# The action of a button in a group that opens the private chat with the coach; `private-chat:CODE` brings `Said.start`.
PRIVATE_CHAT = "private-chat"

# What a runner does who chooses where the exercise of the day goes: `post-to:ADDRESS`, `post-to:` for the private chat,
# and where the coach, or the runner, may not write there, one of the two words in the place of the address.
POST_TO = "post-to"
NOT_THE_COACH, NOT_THE_RUNNER = "not-coach", "not-runner"


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """A button; `action` is at most 64 bytes of ASCII and means the same after any restart."""

    label: str
    action: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A PNG with its alternative text; `name` without suffix.

    `lasting` says that the same picture will be sent to others too, so that a platform may keep it.
    """

    name: str
    alt: str
    png: bytes
    lasting: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file for the runner."""

    name: str
    content: bytes
    media_type: str = "application/octet-stream"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One message to a runner: plain text (never markup) in lines, rows of buttons, at most one picture or file.

    `accent` colours it where a platform can; `replace` puts it in the place of the message whose button was
    pressed; `silent` sends it without
    a sound.
    """

    text: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    picture: Picture | None = None
    file: File | None = None
    accent: Variation | None = None
    replace: bool = False
    silent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """A reply on its way: where to, and the id of the message to `replace`, empty for a new one.

    `key` is the same whenever the same message is tried again, and another for every other message to that runner; it
    ends with `:0`, `:1` … for the answers to one event. Empty where it is not known.
    """

    platform: Platform
    address: Address
    reply: Reply
    replaces: str = ""
    key: str = ""


class ChatPlatform(Protocol):
    """A platform that messages can be sent to.

    `send` returns the platform's id of the sent message (the last, where a long text was split). It raises only
    the errors of `bot.delivery.errors`:
    the platform's own errors never leave the adapter.
    """

    async def send(self, posting: Posting) -> str:
        """Send one message and return its id."""
        ...


@runtime_checkable
class FileSource(Protocol):
    """A platform whose runners send files."""

    async def fetch_file(self, handle: str) -> bytes:
        """Return what is in a file.

        Raises:
            FileTooLargeError: it has more than `FILE_LIMIT` bytes.
            RefusedError: it is not there any more.
            DeliveryError: it cannot be had now.

        """
        ...


def button_rows(buttons: Sequence[Button], width: int = 3) -> tuple[tuple[Button, ...], ...]:
    """Lay buttons out in rows of at most `width`."""
    return tuple(tuple(buttons[at : at + width]) for at in range(0, len(buttons), width))
