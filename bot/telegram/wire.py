"""What the coach reads of the Bot API's JSON, and nothing more.

python-telegram-bot would make an object of every field of every update, which takes a hundred times as long as reading
what is needed, and one malformed update would stop it for ever.
"""

from collections.abc import Sequence
from typing import Annotated, Final, TypeAlias

import msgspec

# Seconds since 1970, up to the year 9999: what can be a moment.
Seconds: TypeAlias = Annotated[int, msgspec.Meta(ge=0, lt=253402300800)]


class User(msgspec.Struct, frozen=True):
    """A person or a bot."""

    id: int
    is_bot: bool = False
    username: str = ""
    language_code: str = ""
    can_read_all_group_messages: bool = False


class Chat(msgspec.Struct, frozen=True):
    """A chat; `type` is `private`, `group`, `supergroup` or `channel`."""

    id: int
    type: str


class Entity(msgspec.Struct, frozen=True):
    """A part of a text that means something; places count UTF-16 code units."""

    type: str
    offset: int
    length: int
    user: User | None = None


class Location(msgspec.Struct, frozen=True):
    """A place, in degrees."""

    latitude: float
    longitude: float


class Document(msgspec.Struct, frozen=True):
    """A file; its size is in bytes."""

    file_id: str
    file_name: str = ""
    mime_type: str = ""
    file_size: int = 0


class Message(msgspec.Struct, frozen=True):
    """A message; of a photo, voice and so on only that it is there. `text` is None where it is no message of words."""

    message_id: int
    date: Seconds
    chat: Chat
    sender: User | None = msgspec.field(name="from", default=None)
    sender_chat: Chat | None = None
    edit_date: Seconds = 0
    message_thread_id: int = 0
    is_topic_message: bool = False
    reply_to_message: "Message | None" = None
    text: str | None = None
    caption: str = ""
    entities: tuple[Entity, ...] = ()
    caption_entities: tuple[Entity, ...] = ()
    location: Location | None = None
    photo: object = None
    voice: object = None
    audio: object = None
    sticker: object = None
    video: object = None
    video_note: object = None
    animation: object = None
    document: Document | None = None
    contact: object = None
    dice: object = None
    game: object = None
    poll: object = None
    story: object = None
    checklist: object = None
    paid_media: object = None


class Query(msgspec.Struct, frozen=True):
    """A pressed button; without a message it was pressed somewhere that the coach cannot see."""

    id: str
    sender: User = msgspec.field(name="from")
    message: Message | None = None
    data: str = ""


class Member(msgspec.Struct, frozen=True):
    """The coach's standing in a chat."""

    status: str


class Membership(msgspec.Struct, frozen=True):
    """A change of the coach's standing in a chat."""

    chat: Chat
    sender: User = msgspec.field(name="from")
    date: Seconds
    new_chat_member: Member


class Update(msgspec.Struct, frozen=True):
    """One thing that happened."""

    update_id: int
    message: Message | None = None
    edited_message: Message | None = None
    callback_query: Query | None = None
    my_chat_member: Membership | None = None


# Exactly what is read above; Telegram sends nothing else.
ALLOWED_UPDATES: Final = ("message", "edited_message", "callback_query", "my_chat_member")


class _Number(msgspec.Struct, frozen=True):
    update_id: int


_UPDATE: Final = msgspec.json.Decoder(Update)
_NUMBER: Final = msgspec.json.Decoder(_Number)
_LIST: Final = msgspec.json.Decoder(list[msgspec.Raw])


def read_updates(result: bytes | msgspec.Raw) -> Sequence[Update]:
    """Read what a poll brought; one that is not understood keeps its number and nothing else."""
    return [read_update(raw) for raw in _LIST.decode(result)]


def read_update(raw: bytes | msgspec.Raw) -> Update:
    """Read one update; one that is not understood keeps its number and nothing else.

    Raises:
        msgspec.DecodeError: it has no number either.

    """
    try:
        return _UPDATE.decode(raw)
    except msgspec.DecodeError:
        return Update(update_id=_NUMBER.decode(raw).update_id)
