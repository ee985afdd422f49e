"""Texts with HTML and inline keyboards, read as strictly as the Bot API documents them."""

import re
from html import unescape
from itertools import chain

import msgspec

from tests.support.botapi.refusals import Refusal, Words, bad_request

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
DATA_LIMIT = 64
ROW_LIMIT = 8
BUTTON_LIMIT = 100

Json = dict[str, object]

_KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
    "tg-spoiler": "spoiler",
    "tg-emoji": "custom_emoji",
    "span": "spoiler",
}
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[^\s<>/]*)(?P<attributes>[^<>]*)>?")
_ENTITY = re.compile(r"&(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);")
_LINK = re.compile(r"^(https?|tg)://|^mailto:")


def length(text: str) -> int:
    """Count UTF-16 code units, as Telegram counts."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def formatted(text: str, *, mode: str, limit: int) -> tuple[str, list[Json]]:
    """Read a text in `mode` (`HTML` or empty): the plain text and its entities, or a refusal."""
    plain, entities = _plain(text, mode=mode)
    stripped = plain.strip()
    if length(stripped) > limit:
        raise bad_request(Words.TEXT_TOO_LONG if limit == TEXT_LIMIT else Words.CAPTION_TOO_LONG)
    return stripped, entities


def _plain(text: str, *, mode: str) -> tuple[str, list[Json]]:
    if not mode:
        return text, []
    if mode.lower() != "html":
        raise bad_request(Words.PARSE_MODE_UNSUPPORTED)
    if "<" not in text and "&" not in text:
        return text, []
    return _html(text)


def _html(text: str) -> tuple[str, list[Json]]:
    plain = ""
    entities: list[Json] = []
    opened: list[tuple[str, int]] = []
    at = 0
    while at < len(text):
        tag = _TAG.match(text, at)
        if tag is None:
            end = text.find("<", at + 1)
            end = len(text) if end < 0 else end
            plain += _ENTITY.sub(lambda found: unescape(found.group()), text[at:end])
            at = end
            continue
        offset = len(text[:at].encode())
        if tag["end"]:
            entities.append(_closed(tag["name"], opened, plain=plain, offset=offset))
        else:
            opened.append((_opened(tag, offset=offset), length(plain)))
        at = tag.end()
    if opened:
        raise _unreadable(Words.NO_END_TAG, tag=opened[-1][0])
    return plain, [entity for entity in entities if entity["length"]]


def _opened(tag: re.Match[str], *, offset: int) -> str:
    name = tag["name"].lower()
    if name not in _KINDS:
        raise _unreadable(Words.UNSUPPORTED_START_TAG, name=name, offset=offset)
    if not tag.group().endswith(">"):
        raise _unreadable(Words.UNCLOSED_START_TAG, offset=offset)
    return name


def _closed(name: str, opened: list[tuple[str, int]], *, plain: str, offset: int) -> Json:
    if not opened:
        raise _unreadable(Words.UNEXPECTED_END_TAG, offset=offset)
    expected, start = opened.pop()
    if name.lower() != expected:
        raise _unreadable(Words.UNMATCHED_END_TAG, offset=offset, expected=expected, name=name)
    return {"type": _KINDS[expected], "offset": start, "length": length(plain) - start}


def _unreadable(words: Words, **facts: object) -> Refusal:
    return bad_request(Words.UNREADABLE, reason=words.format(**facts))


class _Button(msgspec.Struct, forbid_unknown_fields=True):
    text: str
    callback_data: str | None = None
    url: str | None = None


class _Keyboard(msgspec.Struct, forbid_unknown_fields=True):
    inline_keyboard: list[list[_Button]]


_keyboards = msgspec.json.Decoder(_Keyboard)


def keyboard(markup: str) -> Json | None:
    """Read an inline keyboard from its JSON: what a message shows, or a refusal."""
    try:
        rows = [row for row in _keyboards.decode(markup).inline_keyboard if row]
    except (msgspec.DecodeError, ValueError) as error:
        raise bad_request(Words.NOT_A_KEYBOARD) from error
    buttons = list(chain.from_iterable(rows))
    if len(buttons) > BUTTON_LIMIT or any(len(row) > ROW_LIMIT for row in rows):
        raise bad_request(Words.BUTTONS_TOO_MUCH)
    if not rows:
        return None
    return {"inline_keyboard": [[_shown(button) for button in row] for row in rows]}


def _shown(button: _Button) -> Json:
    if not button.text.strip():
        raise bad_request(Words.BUTTON_WITHOUT_TEXT)
    if (button.url is None) == (button.callback_data is None):
        raise bad_request(Words.BUTTON_WITHOUT_DEED)
    if button.url is not None:
        if not _LINK.match(button.url):
            raise bad_request(Words.BUTTON_URL_INVALID, url=button.url)
        return {"text": button.text, "url": button.url}
    data = button.callback_data or ""
    if not 1 <= len(data.encode()) <= DATA_LIMIT:
        raise bad_request(Words.BUTTON_DATA_INVALID)
    return {"text": button.text, "callback_data": data}
