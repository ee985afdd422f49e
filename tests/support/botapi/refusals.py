"""What the Bot API says when it refuses: status, words and parameters as the real one sends them."""

from collections.abc import Mapping
from enum import StrEnum


class Words(StrEnum):
    """Why the Bot API refuses, in the words of the real one (a parameter that it does not know, it would ignore)."""

    # What is asked for
    PARAMETER_UNKNOWN = "unknown parameter {names}"
    NOT_A_NUMBER = "{name} must be a number"
    NOT_A_FLAG = "{name} must be true or false"
    NOT_JSON = "can't parse {name} JSON object"
    BODY_NOT_JSON = "can't parse the body as a JSON object"
    # The chat
    CHAT_NOT_FOUND = "chat not found"
    BLOCKED = "bot was blocked by the user"
    DEACTIVATED = "user is deactivated"
    NEVER_STARTED = "bot can't initiate conversation with a user"
    KICKED = "bot was kicked from the supergroup chat"
    NO_RIGHTS = "not enough rights to send text messages to the chat"
    THREAD_NOT_FOUND = "message thread not found"
    # The text
    TEXT_EMPTY = "message text is empty"
    TEXT_TOO_LONG = "message is too long"
    CAPTION_TOO_LONG = "message caption is too long"
    PARSE_MODE_UNSUPPORTED = "unsupported parse_mode"
    UNREADABLE = "can't parse entities: {reason}"
    UNSUPPORTED_START_TAG = 'Unsupported start tag "{name}" at byte offset {offset}'
    UNCLOSED_START_TAG = "Unclosed start tag at byte offset {offset}"
    UNEXPECTED_END_TAG = "Unexpected end tag at byte offset {offset}"
    UNMATCHED_END_TAG = 'Unmatched end tag at byte offset {offset}, expected "</{expected}>", found "</{name}>"'
    NO_END_TAG = 'Can\'t find end tag corresponding to start tag "{tag}"'
    # The buttons
    NOT_A_KEYBOARD = "object expected as reply markup"
    BUTTONS_TOO_MUCH = "BUTTONS_TOO_MUCH"
    BUTTON_DATA_INVALID = "BUTTON_DATA_INVALID"
    BUTTON_WITHOUT_TEXT = "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
    BUTTON_WITHOUT_DEED = "can't parse inline keyboard button: exactly one of callback_data and url must be used"
    BUTTON_URL_INVALID = "inline keyboard button URL '{url}' is invalid: Wrong HTTP URL"
    QUERY_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
    ANSWER_TOO_LONG = "MESSAGE_TOO_LONG"
    # The message
    EDIT_NOT_FOUND = "message to edit not found"
    NOT_EDITABLE = "message can't be edited"
    NO_TEXT = "there is no text in the message to edit"
    NO_CAPTION = "there is no caption in the message to edit"
    NOT_MODIFIED = (
        "message is not modified: specified new message content and reply markup are exactly the same "
        "as a current content and reply markup of the message"
    )
    DELETE_NOT_FOUND = "message to delete not found"
    ACTION_WRONG = "wrong parameter action in request"
    # The file
    NO_FILE = "there is no {kind} in the request"
    FILE_EMPTY = "file must be non-empty"
    FILE_UNKNOWN = "invalid file_id"
    FILE_TOO_BIG = "file is too big"
    FILE_ID_WRONG = "wrong file identifier/HTTP URL specified"
    FILE_OF_OTHER_TYPE = "can't use file of type {stored} as {kind}"
    IMAGE_PROCESS_FAILED = "IMAGE_PROCESS_FAILED"
    # The profile
    COMMANDS_TOO_MANY = "BOT_COMMANDS_TOO_MUCH"
    COMMAND_INVALID = "BOT_COMMAND_INVALID"
    COMMAND_DESCRIPTION_INVALID = "BOT_COMMAND_DESCRIPTION_INVALID"
    SCOPE_UNSUPPORTED = "unsupported type specified"
    LANGUAGE_INVALID = "invalid language code specified"
    TOO_LONG = "{field} is too long"
    # Receiving
    BAD_WEBHOOK = "bad webhook: An HTTPS URL must be provided for webhook"
    SECRET_INVALID = "secret token contains unallowed characters"  # noqa: S105 - it is about one
    CONNECTIONS_INVALID = "max_connections must be between 1 and 100"
    OTHER_POLL = "terminated by other getUpdates request; make sure that only one bot instance is running"
    WEBHOOK_SET = "terminated by setWebhook request"
    WEBHOOK_ACTIVE = (
        "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
    )


class Refusal(Exception):
    """The Bot API refuses: {code} {description}."""

    def __init__(self, code: int, description: str, *, parameters: Mapping[str, int] | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = dict(parameters or {})

    def answer(self) -> dict[str, object]:
        """Return the JSON body of the refusal."""
        body: dict[str, object] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def bad_request(words: Words, **facts: object) -> Refusal:
    """Return a 400 in the words of the real server."""
    return Refusal(400, f"Bad Request: {words.format(**facts)}")


def forbidden(words: Words, **facts: object) -> Refusal:
    """Return a 403 in the words of the real server."""
    return Refusal(403, f"Forbidden: {words.format(**facts)}")


def conflict(words: Words, **facts: object) -> Refusal:
    """Return a 409 in the words of the real server."""
    return Refusal(409, f"Conflict: {words.format(**facts)}")


def too_many_requests(seconds: int) -> Refusal:
    """Return a 429 that asks to wait."""
    return Refusal(429, f"Too Many Requests: retry after {seconds}", parameters={"retry_after": seconds})


def migrated(chat: int) -> Refusal:
    """Return the 400 that a group gives once it has become the supergroup `chat`."""
    words = "Bad Request: group chat was upgraded to a supergroup chat"
    return Refusal(400, words, parameters={"migrate_to_chat_id": chat})
