"""One update of Telegram becomes one event of the coach's, or nothing."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from bot.chat import Edited, Event, FileGiven, Located, Origin, Pressed, Reachable, Said, Sent
from bot.telegram.wire import Chat, Document, Entity, Membership, Message, Query, Update, User
from core.domain.account import AccountKey, Address, Platform

_PRIVATE: Final = "private"
_CHANNEL: Final = "channel"
# The action of a button that is not for who pressed it: it means nothing to anybody.
_FOREIGN: Final = "foreign"
_GONE: Final = frozenset({"kicked", "left"})

# What a runner can send beside text, and the coach's own word for it. Anything else is a service message.
_KINDS: Final = (
    ("photo", "photo"),
    ("voice", "voice"),
    ("audio", "voice"),
    ("sticker", "sticker"),
    ("animation", "video"),
    ("video", "video"),
    ("video_note", "video"),
    ("contact", "other"),
    ("dice", "other"),
    ("game", "other"),
    ("poll", "other"),
    ("story", "other"),
    ("checklist", "other"),
    ("paid_media", "other"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who the bot is; `sees_all` where it reads every message of a group, not only those that are meant for it."""

    id: int
    username: str
    sees_all: bool = False


def read(update: Update, *, me: Identity, now: datetime) -> Event | None:
    """Return the event that an update is, or None where it does not concern the coach."""
    event = f"{me.id}:{update.update_id}"
    if update.message is not None:
        return _message(update.message, me=me, event=event)
    if update.edited_message is not None:
        return _edited(update.edited_message, me=me, event=event)
    if update.callback_query is not None:
        return _pressed(update.callback_query, event=event, now=now)
    if update.my_chat_member is not None:
        return _standing(update.my_chat_member, event=event)
    return None


def address(chat: int, *, topic: int = 0) -> Address:
    """Write the address of a chat, or of a topic in a forum."""
    return Address(f"{chat}/{topic}" if topic else str(chat))


def _message(message: Message, *, me: Identity, event: str) -> Event | None:
    sender = _person(message)
    if sender is None:
        return None
    text = _addressed(message, me=me)
    if text is None:
        return None
    origin = _origin(sender, message, event=event, at=message.date)
    # An animation comes as a document too, for apps that know none.
    if message.document is not None and message.animation is None:
        return _file(message.document, origin=origin, text=text)
    return _words(message, text, origin=origin) if text else _wordless(message, origin=origin)


def _words(message: Message, text: str, *, origin: Origin) -> Said:
    command, _, payload = text.partition(" ")
    start = payload.strip() if command == "/start" else ""
    return Said(origin=origin, text=command if start else text, reply_to=_replied(message), start=start)


def _wordless(message: Message, *, origin: Origin) -> Event | None:
    if message.location is not None:
        return Located(origin=origin, latitude=message.location.latitude, longitude=message.location.longitude)
    kind = next((kind for name, kind in _KINDS if getattr(message, name) is not None), "")
    if kind:
        return Sent(origin=origin, kind=kind)
    return Said(origin=origin, text="") if message.text is not None else None


def _file(document: Document, *, origin: Origin, text: str) -> FileGiven:
    return FileGiven(
        origin=origin,
        name=document.file_name,
        size=document.file_size,
        media_type=document.mime_type,
        handle=document.file_id,
        text=text,
    )


def _edited(message: Message, *, me: Identity, event: str) -> Event | None:
    sender = _person(message)
    text = _addressed(message, me=me) if sender is not None else None
    if sender is None or not text:
        return None
    return Edited(origin=_origin(sender, message, event=event, at=message.edit_date or message.date), text=text)


def _pressed(query: Query, *, event: str, now: datetime) -> Event | None:
    if query.message is None or not query.data or query.sender.is_bot:
        return None
    # A query has no time of its own, and its message's is of when that was sent.
    origin = _origin(query.sender, query.message, event=event, at=int(now.timestamp()))
    if origin.private and query.message.chat.id != query.sender.id:
        # Nobody presses in somebody else's private chat: what is said of it goes to who did.
        return Pressed(origin=replace(origin, chat=address(query.sender.id), message=""), action=_FOREIGN)
    return Pressed(origin=origin, action=query.data)


def _standing(change: Membership, *, event: str) -> Event | None:
    if change.chat.type != _PRIVATE:
        return None
    origin = Origin(
        account=_account(change.sender),
        event=event,
        chat=address(change.chat.id),
        private=True,
        at=_instant(change.date),
        language=change.sender.language_code,
    )
    return Reachable(origin=origin, reachable=change.new_chat_member.status not in _GONE)


def _person(message: Message) -> User | None:
    """Return who wrote it, where that is a person: not a bot, a channel or a group in somebody's place."""
    sender = message.sender
    if sender is None or sender.is_bot or message.sender_chat is not None or message.chat.type == _CHANNEL:
        return None
    foreign = message.chat.type == _PRIVATE and message.chat.id != sender.id
    return None if foreign else sender


def _origin(sender: User, message: Message, *, event: str, at: int) -> Origin:
    topic = message.message_thread_id if message.is_topic_message else 0
    return Origin(
        account=_account(sender),
        event=event,
        chat=address(message.chat.id, topic=topic),
        private=message.chat.type == _PRIVATE,
        at=_instant(at),
        message=str(message.message_id),
        language=sender.language_code,
    )


def _account(sender: User) -> AccountKey:
    return AccountKey(platform=Platform.TELEGRAM, user=str(sender.id))


def _instant(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, tz=UTC)


def _replied(message: Message) -> str:
    replied = message.reply_to_message
    # Every message of a topic answers the message that opened it, and none of them means it.
    if replied is None or (message.is_topic_message and replied.message_id == message.message_thread_id):
        return ""
    return str(replied.message_id)


def _addressed(message: Message, *, me: Identity) -> str | None:
    """Return the text without what only addresses the coach, empty where there is none, None where it is not meant."""
    text = message.text or message.caption
    entities = message.entities or message.caption_entities
    command = next((one for one in entities if one.type == "bot_command" and one.offset == 0), None)
    if command is not None:
        return _command(text, command, me=me, chat=message.chat)
    mention = next((one for one in entities if _mentions(text, one, me=me)), None)
    if mention is not None:
        return _cut(text, mention) or text
    meant = message.chat.type == _PRIVATE or _answers(message, me=me)
    return text if meant else None


def _command(text: str, entity: Entity, *, me: Identity, chat: Chat) -> str | None:
    name, _, bot = _part(text, entity).partition("@")
    if bot and bot.casefold() != me.username.casefold():
        return None
    # A bot that does not see all of a group is given a bare command only where it is meant.
    if not bot and chat.type != _PRIVATE and me.sees_all:
        return None
    return name + _after(text, entity)


def _answers(message: Message, *, me: Identity) -> bool:
    replied = message.reply_to_message
    return bool(_replied(message)) and replied is not None and replied.sender is not None and replied.sender.id == me.id


def _mentions(text: str, entity: Entity, *, me: Identity) -> bool:
    if entity.type == "text_mention":
        return entity.user is not None and entity.user.id == me.id
    return entity.type == "mention" and _part(text, entity).casefold() == f"@{me.username}".casefold()


def _cut(text: str, entity: Entity) -> str:
    before, _, after = _split(text, entity)
    return f"{before.rstrip()} {after.lstrip(' ,:')}".strip()


def _part(text: str, entity: Entity) -> str:
    return _split(text, entity)[1]


def _after(text: str, entity: Entity) -> str:
    return _split(text, entity)[2]


def _split(text: str, entity: Entity) -> tuple[str, str, str]:
    """Return what is before an entity, the entity itself, and what is after it."""
    units = text.encode("utf-16-le", "replace")
    start, end = 2 * entity.offset, 2 * (entity.offset + entity.length)
    before, part, after = (one.decode("utf-16-le", "ignore") for one in (units[:start], units[start:end], units[end:]))
    return before, part, after
