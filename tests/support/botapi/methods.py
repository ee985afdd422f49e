"""The methods that send, edit and answer, as the Bot API documents them."""

from collections.abc import Callable
from functools import partial

from tests.support.botapi.chats import Chat, Json
from tests.support.botapi.markup import CAPTION_LIMIT, TEXT_LIMIT, formatted, keyboard
from tests.support.botapi.parameters import Parameters
from tests.support.botapi.refusals import Refusal, Words, bad_request
from tests.support.botapi.world import World

ANSWER_LIMIT = 200
PHOTO_LIMIT = 10 * 1024 * 1024
FILE_LIMIT = 50 * 1024 * 1024

_SENDING = {
    "business_connection_id",
    "chat_id",
    "message_thread_id",
    "direct_messages_topic_id",
    "disable_notification",
    "protect_content",
    "allow_paid_broadcast",
    "message_effect_id",
    "reply_parameters",
    "reply_markup",
    "parse_mode",
}
_CAPTION = {"caption", "caption_entities", "show_caption_above_media", "has_spoiler"}
_EDITING = {"business_connection_id", "chat_id", "message_id", "inline_message_id", "reply_markup", "parse_mode"}
_ACTIONS = {
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
}
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


PARAMETERS = {
    "sendMessage": frozenset(_SENDING | {"text", "entities", "link_preview_options"}),
    "sendPhoto": frozenset(_SENDING | _CAPTION | {"photo"}),
    "sendDocument": frozenset(_SENDING | _CAPTION | {"document", "thumbnail", "disable_content_type_detection"}),
    "sendAnimation": frozenset(_SENDING | _CAPTION | {"animation", "duration", "width", "height", "thumbnail"}),
    "sendChatAction": frozenset({"business_connection_id", "chat_id", "message_thread_id", "action"}),
    "editMessageText": frozenset(_EDITING | {"text", "entities", "link_preview_options"}),
    "editMessageCaption": frozenset(_EDITING | {"caption", "caption_entities", "show_caption_above_media"}),
    "editMessageReplyMarkup": frozenset(_EDITING),
    "deleteMessage": frozenset({"chat_id", "message_id"}),
    "answerCallbackQuery": frozenset({"callback_query_id", "text", "show_alert", "url", "cache_time"}),
}


class Sending:
    """The methods by which a bot speaks."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._methods: dict[str, Callable[[Parameters], object]] = {
            "sendMessage": self._send_message,
            "sendPhoto": partial(self._send_file, kind="photo"),
            "sendDocument": partial(self._send_file, kind="document"),
            "sendAnimation": partial(self._send_file, kind="animation"),
            "sendChatAction": self._act,
            "editMessageText": partial(self._edit, part="text", limit=TEXT_LIMIT),
            "editMessageCaption": partial(self._edit, part="caption", limit=CAPTION_LIMIT),
            "editMessageReplyMarkup": self._edit_keyboard,
            "deleteMessage": self._delete,
            "answerCallbackQuery": self._answer_query,
        }

    def call(self, method: str, given: Parameters) -> object:
        """Carry out a method and return its result."""
        return self._methods[method](given)

    def chat(self, given: Parameters) -> Chat:
        """Return the chat that a call is for, or refuse."""
        chat = self._world.chats.get(given.number("chat_id"))
        if chat is None:
            raise bad_request(Words.CHAT_NOT_FOUND)
        refusal = chat.refusal()
        if refusal is not None:
            raise _fresh(refusal)
        return chat

    def _send_message(self, given: Parameters) -> Json:
        chat = self.chat(given)
        text, entities = formatted(given.text("text"), mode=given.text("parse_mode"), limit=TEXT_LIMIT)
        if not text:
            raise bad_request(Words.TEXT_EMPTY)
        content: Json = {"text": text}
        if entities:
            content["entities"] = entities
        return self._post(chat, content, given=given)

    def _send_file(self, given: Parameters, *, kind: str) -> Json:
        chat = self.chat(given)
        text, entities = formatted(given.text("caption"), mode=given.text("parse_mode"), limit=CAPTION_LIMIT)
        file_id = self._file(given, kind=kind)
        described: Json = {"file_id": file_id, "file_unique_id": file_id, "file_size": len(self._world.files[file_id])}
        sized: Json = {**described, "width": 640, "height": 480}
        content: Json = {"photo": [sized]} if kind == "photo" else {kind: {**sized, "duration": 1}}
        if kind == "document":
            content = {"document": described}
        if text:
            content |= {"caption": text, "caption_entities": entities}
        return self._post(chat, content, given=given)

    def _file(self, given: Parameters, *, kind: str) -> str:
        upload = given.files.get(kind) or given.files.get(given.text(kind).removeprefix("attach://"))
        if upload is None:
            return self._known_file(given.text(kind), kind=kind)
        if not upload.content:
            raise bad_request(Words.FILE_EMPTY)
        if len(upload.content) > (PHOTO_LIMIT if kind == "photo" else FILE_LIMIT):
            raise Refusal(413, "Request Entity Too Large")
        if kind == "photo" and not upload.content.startswith(_IMAGES):
            raise bad_request(Words.IMAGE_PROCESS_FAILED)
        return self._world.store(kind, upload.content)

    def _known_file(self, file_id: str, *, kind: str) -> str:
        if not file_id:
            raise bad_request(Words.NO_FILE, kind=kind)
        if file_id not in self._world.files:
            raise bad_request(Words.FILE_ID_WRONG)
        stored = file_id.partition("-")[0]
        if stored != kind:
            raise bad_request(Words.FILE_OF_OTHER_TYPE, stored=stored.title(), kind=kind.title())
        return file_id

    def _post(self, chat: Chat, content: Json, *, given: Parameters) -> Json:
        topic = given.number("message_thread_id")
        if topic and topic not in chat.topics:
            raise bad_request(Words.THREAD_NOT_FOUND)
        markup = keyboard(given.text("reply_markup")) if given.text("reply_markup") else None
        if markup:
            content["reply_markup"] = markup
        return self._world.post(chat, content, topic=topic)

    def _act(self, given: Parameters) -> bool:
        self.chat(given)
        if given.text("action") not in _ACTIONS:
            raise bad_request(Words.ACTION_WRONG)
        return True

    def _edit(self, given: Parameters, *, part: str, limit: int) -> Json:
        message = self._editable(given)
        text, entities = formatted(given.text(part), mode=given.text("parse_mode"), limit=limit)
        if part == "text" and not text:
            raise bad_request(Words.TEXT_EMPTY)
        if part == "text" and "text" not in message:
            raise bad_request(Words.NO_TEXT)
        if part == "caption" and "text" in message:
            raise bad_request(Words.NO_CAPTION)
        named = "entities" if part == "text" else "caption_entities"
        return self._change(message, {part: text, named: entities}, markup=given.text("reply_markup"))

    def _edit_keyboard(self, given: Parameters) -> Json:
        return self._change(self._editable(given), {}, markup=given.text("reply_markup"))

    def _editable(self, given: Parameters) -> Json:
        message = self.chat(given).messages.get(given.number("message_id"))
        if message is None:
            raise bad_request(Words.EDIT_NOT_FOUND)
        if message.get("from") != self._world.bot:
            raise bad_request(Words.NOT_EDITABLE)
        return message

    def _change(self, message: Json, content: Json, *, markup: str) -> Json:
        shown = keyboard(markup) if markup else None
        new = {**message, **content, "reply_markup": shown}
        if _same(message, new):
            raise bad_request(Words.NOT_MODIFIED)
        message |= {**content, "edit_date": int(self._world.clock())}
        message.pop("reply_markup", None)
        if shown:
            message["reply_markup"] = shown
        return message

    def _delete(self, given: Parameters) -> bool:
        if self.chat(given).messages.pop(given.number("message_id"), None) is None:
            raise bad_request(Words.DELETE_NOT_FOUND)
        return True

    def _answer_query(self, given: Parameters) -> bool:
        query = given.text("callback_query_id")
        if query not in self._world.queries:
            raise bad_request(Words.QUERY_TOO_OLD)
        if len(given.text("text")) > ANSWER_LIMIT:
            raise bad_request(Words.ANSWER_TOO_LONG)
        self._world.queries[query] = True
        return True


def _same(old: Json, new: Json) -> bool:
    return all((old.get(name) or None) == (value or None) for name, value in new.items())


def _fresh(refusal: Refusal) -> Refusal:
    return Refusal(refusal.code, refusal.description, parameters=refusal.parameters)
