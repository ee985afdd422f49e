"""A person at a Telegram app: writes, edits, presses the newest button with a label, and reads what the bot sends."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import msgspec

from bot.chat import Button, File, Picture, Reply
from tests.support.botapi.chats import Json
from tests.support.botapi.markup import TEXT_LIMIT, formatted
from tests.support.botapi.server import BotApiServer, Call

_SPEAKING = ("sendMessage", "sendPhoto", "sendDocument", "sendAnimation", "editMessageText", "editMessageCaption")
_UNCHANGED = "message is not modified"


class _Shown(msgspec.Struct):
    text: str
    callback_data: str = ""


class _Keyboard(msgspec.Struct):
    inline_keyboard: list[list[_Shown]] = []


@dataclass(slots=True, kw_only=True)
class TelegramChat:
    """The private chat of `person` with the bot; a message that is edited in place counts as the newest."""

    server: BotApiServer
    person: int
    said: list[int] = field(default_factory=list)
    seen: int = 0

    def write(self, text: str) -> None:
        """Write a message; an empty one too, which no app sends, but a server might hand over."""
        self.said.append(self.server.world.say(self.person, text))

    def tap(self, label: str) -> str:
        """Press the newest button with that label, and return the id of the query."""
        found = next(((message, data) for message, shown, data in self._buttons() if shown == label), None)
        assert found is not None, f"no button {label}"
        message, data = found
        return self.server.world.press(self.person, message, data)

    def change(self, number: int, text: str) -> None:
        """Change the message of that number, counted from 1."""
        self.server.world.edit(self.person, self.said[number - 1], text)

    def read(self) -> Sequence[Reply]:
        """Return what came since this was last asked, in the order of sending."""
        new = self.spoken()[self.seen :]
        self.seen += len(new)
        return [shown(call) for call in new]

    def spoken(self) -> list[Call]:
        """Return all that the bot said here; an edit that changed nothing is still what the person reads last."""
        return [
            call
            for call in self.server.journal
            if call.method in _SPEAKING
            and call.given.get("chat_id") == str(self.person)
            and (call.accepted or _UNCHANGED in call.description)
        ]

    def _buttons(self) -> Iterator[tuple[int, str, str]]:
        """Yield every button that stands in the chat: its message, label and data, newest message first."""
        messages = self.server.world.chats[self.person].messages
        newest = dict.fromkeys(_message(call) for call in reversed(self.spoken()))
        for message in newest:
            for row in _rows(messages[message].get("reply_markup")):
                for button in row:
                    yield message, button.text, button.callback_data


def shown(call: Call) -> Reply:
    """Return what a person sees of one call."""
    text, _ = formatted(
        call.given.get("text", call.given.get("caption", "")), mode=call.given.get("parse_mode", ""), limit=TEXT_LIMIT
    )
    markup = call.given.get("reply_markup")
    rows = _rows(msgspec.json.decode(markup) if markup else None)
    # A stored picture is sent by its id alone.
    name = next((one.partition(" ")[0] for one in call.files.values()), "")
    pictured = call.method == "sendPhoto"
    return Reply(
        text=text,
        buttons=tuple(tuple(Button(label=one.text, action=one.callback_data) for one in row) for row in rows),
        picture=Picture(name=name.removesuffix(".png"), alt="", png=b"") if pictured else None,
        file=File(name=name, content=b"") if call.method in {"sendDocument", "sendAnimation"} else None,
    )


def _rows(markup: Json | object) -> list[list[_Shown]]:
    return msgspec.convert(markup or {}, _Keyboard).inline_keyboard


def _message(call: Call) -> int:
    return call.message or int(call.given["message_id"])
