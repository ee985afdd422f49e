"""The methods that say who the bot is: its commands, its texts, its files."""

import re

import msgspec

from tests.support.botapi.parameters import Parameters
from tests.support.botapi.refusals import Words, bad_request
from tests.support.botapi.world import World

_NAME = re.compile(r"[a-z0-9_]{1,32}")
_SCOPES = {
    "default",
    "all_private_chats",
    "all_group_chats",
    "all_chat_administrators",
    "chat",
    "chat_administrators",
    "chat_member",
}
# A bot may upload more than it may fetch.
_FETCHED_LIMIT = 20 * 1024 * 1024
# Each text of the profile, what it is called, and its limit.
_TEXTS = {
    "MyName": ("name", 64),
    "MyDescription": ("description", 512),
    "MyShortDescription": ("short_description", 120),
}


class _Command(msgspec.Struct, forbid_unknown_fields=True):
    command: str
    description: str


class _Scope(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    type: str
    chat_id: int | str = 0
    user_id: int = 0


PARAMETERS = {
    "getMe": frozenset[str](),
    "getFile": frozenset({"file_id"}),
    "getChat": frozenset({"chat_id"}),
    "setMyCommands": frozenset({"commands", "scope", "language_code"}),
    "getMyCommands": frozenset({"scope", "language_code"}),
    "deleteMyCommands": frozenset({"scope", "language_code"}),
    **{f"set{text}": frozenset({field, "language_code"}) for text, (field, _) in _TEXTS.items()},
    **{f"get{text}": frozenset({"language_code"}) for text in _TEXTS},
}


class Setup:
    """The methods by which a bot introduces itself."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.commands: dict[tuple[_Scope, str], list[_Command]] = {}
        self.texts: dict[tuple[str, str], str] = {}

    def call(self, method: str, given: Parameters) -> object:
        """Carry out a method and return its result."""
        if method.endswith("MyCommands"):
            return self._commands(method.removesuffix("MyCommands"), given)
        if method in {"getMe", "getFile", "getChat"}:
            return self._look(method, given)
        return self._text(method[:3], method[3:], given=given)

    def _look(self, method: str, given: Parameters) -> object:
        if method == "getFile":
            return self._file(given.text("file_id"))
        if method == "getChat":
            return self._chat(given)
        rights = {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}
        return {**self._world.bot, **rights}

    def _commands(self, verb: str, given: Parameters) -> object:
        if verb == "get":
            return self.commands.get(_key(given), [])
        if verb == "set":
            return self._set_commands(given)
        self.commands.pop(_key(given), None)
        return True

    def _file(self, file_id: str) -> object:
        if file_id not in self._world.files:
            raise bad_request(Words.FILE_UNKNOWN)
        size = len(self._world.files[file_id])
        if size > _FETCHED_LIMIT:
            raise bad_request(Words.FILE_TOO_BIG)
        return {"file_id": file_id, "file_unique_id": file_id, "file_size": size, "file_path": f"files/{file_id}"}

    def _chat(self, given: Parameters) -> object:
        chat = self._world.chats.get(given.number("chat_id"))
        if chat is None:
            raise bad_request(Words.CHAT_NOT_FOUND)
        return {**chat.json(), "accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": {}}

    def _set_commands(self, given: Parameters) -> bool:
        commands = given.read("commands", list[_Command])
        if not commands or len(commands) > 100:
            raise bad_request(Words.COMMANDS_TOO_MANY)
        for command in commands:
            if not _NAME.fullmatch(command.command):
                raise bad_request(Words.COMMAND_INVALID)
            if not 1 <= len(command.description) <= 256:
                raise bad_request(Words.COMMAND_DESCRIPTION_INVALID)
        self.commands[_key(given)] = commands
        return True

    def _text(self, verb: str, text: str, *, given: Parameters) -> object:
        field, limit = _TEXTS[text]
        language = _language(given)
        if verb == "get":
            return {field: self.texts.get((text, language), self.texts.get((text, ""), ""))}
        if len(given.text(field)) > limit:
            raise bad_request(Words.TOO_LONG, field=field)
        self.texts[text, language] = given.text(field)
        return True


def _key(given: Parameters) -> tuple[_Scope, str]:
    scope = given.read("scope", _Scope) or _Scope(type="default")
    if scope.type not in _SCOPES:
        raise bad_request(Words.SCOPE_UNSUPPORTED)
    return scope, _language(given)


def _language(given: Parameters) -> str:
    language = given.text("language_code")
    if language and not re.fullmatch("[a-z]{2}", language):
        raise bad_request(Words.LANGUAGE_INVALID)
    return language
