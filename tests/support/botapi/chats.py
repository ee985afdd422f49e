"""Who is on the stand-in Telegram: people, chats, and the messages that they see."""

from dataclasses import dataclass, field
from itertools import count

from tests.support.botapi.refusals import Refusal, Words, bad_request, forbidden, migrated

Json = dict[str, object]


@dataclass(slots=True, kw_only=True)
class Person:
    """A person with an account; `language` is the language of their app."""

    id: int
    first_name: str = "Runner"
    username: str = ""
    language: str = "en"

    def json(self) -> Json:
        """Return the person as the API's `User`."""
        user: Json = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        if self.username:
            user["username"] = self.username
        if self.language:
            user["language_code"] = self.language
        return user


@dataclass(slots=True, kw_only=True)
class Chat:
    """A chat with its messages, by their ids; `gone` is why the bot may not write to it, `moved_to` its supergroup."""

    id: int
    type: str = "private"
    title: str = ""
    messages: dict[int, Json] = field(default_factory=dict)
    topics: set[int] = field(default_factory=set)
    gone: str = ""
    moved_to: int = 0
    numbers: "count[int]" = field(default_factory=lambda: count(1))

    def json(self) -> Json:
        """Return the chat as the API's `Chat`."""
        named: Json = {"first_name": self.title} if self.type == "private" else {"title": self.title}
        return {"id": self.id, "type": self.type, **named}

    def refusal(self) -> Refusal | None:
        """Return why the bot may not write here, or None."""
        if self.moved_to:
            return migrated(self.moved_to)
        if not self.gone:
            return None
        return _GONE[self.gone]


_GONE = {
    "blocked": forbidden(Words.BLOCKED),
    "deactivated": forbidden(Words.DEACTIVATED),
    "never_started": forbidden(Words.NEVER_STARTED),
    "kicked": forbidden(Words.KICKED),
    "no_rights": bad_request(Words.NO_RIGHTS),
}
