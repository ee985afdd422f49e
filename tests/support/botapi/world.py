"""The stand-in Telegram itself: its people, what they do, and what the bot gets to know of it."""

import re
from collections.abc import Callable
from hashlib import sha256
from itertools import count
from mimetypes import guess_type

from tests.support.botapi.chats import Chat, Json, Person
from tests.support.botapi.markup import length
from tests.support.botapi.updates import Queue

_COMMAND = re.compile(r"(?<!\S)/\w{1,32}(@\w+)?")
_MENTION = re.compile(r"(?<!\w)@\w{3,32}")

# What each kind of content looks like in a message, so far as a bot may look at it.
_CONTENTS: dict[str, object] = {
    "photo": [{"file_id": "p1", "file_unique_id": "p1", "width": 90, "height": 90}],
    "voice": {"file_id": "v1", "file_unique_id": "v1", "duration": 3},
    "audio": {"file_id": "a1", "file_unique_id": "a1", "duration": 3},
    "video": {"file_id": "m1", "file_unique_id": "m1", "width": 90, "height": 90, "duration": 3},
    "video_note": {"file_id": "n1", "file_unique_id": "n1", "length": 90, "duration": 3},
    "sticker": {"file_id": "s1", "file_unique_id": "s1", "type": "regular", "width": 9, "height": 9},
    "contact": {"phone_number": "+1", "first_name": "A"},
    "dice": {"emoji": "x", "value": 3},
    "new_chat_title": "another title",
}


class World:
    """People and chats around one bot; what people do becomes updates, what the bot sends becomes messages."""

    def __init__(self, *, bot_id: int, username: str, clock: Callable[[], float]) -> None:
        self.bot: Json = {"id": bot_id, "is_bot": True, "first_name": "Coach", "username": username}
        self.queue = Queue()
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.queries: dict[str, bool] = {}
        self.files: dict[str, bytes] = {}
        self.clock = clock
        self._query_ids = count(1)
        self._file_ids = count(1)

    def person(self, person_id: int, *, first_name: str = "Runner", language: str = "en", username: str = "") -> Person:
        """Let a person in, with a private chat, or return the one who is there."""
        if person_id not in self.people:
            person = Person(id=person_id, first_name=first_name, language=language, username=username)
            self.people[person_id] = person
            self.chats[person_id] = Chat(id=person_id, title=first_name)
        return self.people[person_id]

    def group(self, chat_id: int, *, kind: str = "group", title: str = "Running club") -> Chat:
        """Open a group, supergroup or channel."""
        return self.chats.setdefault(chat_id, Chat(id=chat_id, type=kind, title=title))

    def say(self, person_id: int, text: str, *, chat: int = 0, reply_to: int = 0, topic: int = 0) -> int:
        """Let a person write `text` and return the id of the message."""
        content: Json = {"text": text}
        entities = _entities(text)
        if entities:
            content["entities"] = entities
        return self._write(person_id, content, chat=chat, reply_to=reply_to, topic=topic)

    def send(
        self,
        person_id: int,
        kind: str,
        *,
        chat: int = 0,
        caption: str = "",
        content: str | bytes = "",
        name: str = "file.csv",
    ) -> int:
        """Let a person send a photo, voice, sticker, document … and return the id of the message."""
        parts: Json = {"caption": caption} if caption else {}
        if kind == "document":
            file_id = self.store("document", content.encode() if isinstance(content, str) else content)
            parts["document"] = self._document(file_id, name=name)
        else:
            parts[kind] = _CONTENTS[kind]
        return self._write(person_id, parts, chat=chat)

    def _document(self, file_id: str, *, name: str) -> Json:
        size = len(self.files[file_id])
        media_type = guess_type(name)[0] or "application/octet-stream"
        described: Json = {"file_id": file_id, "file_unique_id": file_id, "file_name": name}
        return {**described, "mime_type": media_type, "file_size": size}

    def locate(self, person_id: int, latitude: float, longitude: float) -> int:
        """Let a person share a place and return the id of the message."""
        return self._write(person_id, {"location": {"latitude": latitude, "longitude": longitude}})

    def edit(self, person_id: int, message_id: int, text: str, *, chat: int = 0) -> None:
        """Let a person change a message of theirs."""
        message = self.chats[chat or person_id].messages[message_id]
        message |= {"text": text, "edit_date": int(self.clock()), "entities": _entities(text)}
        self.queue.add({"edited_message": dict(message)})

    def press(self, person_id: int, message_id: int, data: str, *, chat: int = 0) -> str:
        """Let a person press a button that carries `data` and return the id of the query."""
        query = str(next(self._query_ids))
        self.queries[query] = False
        self.queue.add(
            {
                "callback_query": {
                    "id": query,
                    "from": self.person(person_id).json(),
                    "message": self.chats[chat or person_id].messages[message_id],
                    "chat_instance": "1",
                    "data": data,
                }
            }
        )
        return query

    def block(self, person_id: int, *, blocked: bool = True) -> None:
        """Let a person block the bot, or let it in again."""
        old, new = ("member", "kicked") if blocked else ("kicked", "member")
        self.chats[person_id].gone = "blocked" if blocked else ""
        self.queue.add(
            {
                "my_chat_member": {
                    "chat": self.chats[person_id].json(),
                    "from": self.people[person_id].json(),
                    "date": int(self.clock()),
                    "old_chat_member": {"user": self.bot, "status": old},
                    "new_chat_member": {"user": self.bot, "status": new},
                }
            }
        )

    def close_chat(self, chat_id: int, reason: str) -> None:
        """Take a chat from the bot: `blocked`, `deactivated`, `never_started`, `kicked` or `no_rights`."""
        self.chats[chat_id].gone = reason

    def migrate(self, group_id: int, supergroup_id: int) -> None:
        """Turn a group into a supergroup, with the service messages in both."""
        self.chats[group_id].moved_to = supergroup_id
        self.group(supergroup_id, kind="supergroup")
        self.queue.add({"message": self._message(group_id, {"migrate_to_chat_id": supergroup_id})})
        self.queue.add({"message": self._message(supergroup_id, {"migrate_from_chat_id": group_id})})

    def update(self, content: Json) -> int:
        """Queue an update as it is."""
        return self.queue.add(content)

    def store(self, kind: str, content: bytes) -> str:
        """Keep a file and return its id."""
        file_id = f"{kind}-{next(self._file_ids)}-{sha256(content).hexdigest()[:8]}"
        self.files[file_id] = content
        return file_id

    def post(self, chat: Chat, content: Json, *, topic: int = 0) -> Json:
        """Put a message of the bot into a chat and return it."""
        message = self._message(chat.id, content, sender=self.bot)
        if topic:
            message |= {"message_thread_id": topic, "is_topic_message": True}
        return message

    def _write(self, person_id: int, content: Json, *, chat: int = 0, reply_to: int = 0, topic: int = 0) -> int:
        sender = self.person(person_id).json()
        chat_id = chat or person_id
        messages = self.chats[chat_id].messages
        if reply_to:
            content["reply_to_message"] = messages[reply_to]
        if topic:
            self.chats[chat_id].topics.add(topic)
            root: Json = {"message_id": topic, "chat": self.chats[chat_id].json(), "date": 0, "forum_topic_created": {}}
            content = {
                "message_thread_id": topic,
                "is_topic_message": True,
                "reply_to_message": {**root, "from": self.bot},
                **content,
            }
        message = self._message(chat_id, content, sender=sender)
        self.queue.add({"message": dict(message)})
        return int(str(message["message_id"]))

    def _message(self, chat_id: int, content: Json, *, sender: Json | None = None) -> Json:
        chat = self.chats[chat_id]
        number = next(chat.numbers)
        message: Json = {"message_id": number, "date": int(self.clock()), "chat": chat.json(), **content}
        if sender is not None:
            message["from"] = sender
        chat.messages[number] = message
        return message


def _entities(text: str) -> list[Json]:
    if "/" not in text and "@" not in text:
        return []
    found = [("bot_command", match) for match in _COMMAND.finditer(text)]
    commands = [match.span() for _, match in found]
    found += [
        ("mention", match)
        for match in _MENTION.finditer(text)
        if not any(start <= match.start() < end for start, end in commands)
    ]
    return [
        {"type": kind, "offset": length(text[: match.start()]), "length": length(match.group())}
        for kind, match in sorted(found, key=lambda one: one[1].start())
    ]
