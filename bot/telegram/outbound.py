"""A reply of the coach's becomes calls of the Bot API: escaped, split and laid out as Telegram takes it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

import msgspec
from telegram.constants import MessageLimit, ParseMode

from bot.chat import PRIVATE_CHAT, Button, Reply
from bot.splitting import split
from bot.telegram.api import Call
from core.domain.account import Address

_TEXT_LIMIT: Final = int(MessageLimit.MAX_TEXT_LENGTH)
_CAPTION_LIMIT: Final = int(MessageLimit.CAPTION_LENGTH)
_NO_PREVIEW: Final = '{"is_disabled":true}'
_MOVING: Final = frozenset({"image/gif", "video/mp4"})

_ENCODER: Final = msgspec.json.Encoder()


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A picture, animation or document; `kind` is the API's word for it, and the name of its parameter.

    `lasting` says that it will be sent again, so that what Telegram calls it is worth keeping.
    """

    kind: str
    name: str
    content: bytes
    media_type: str
    lasting: bool


def attachment(reply: Reply) -> Attachment | None:
    """Return what a reply has beside its text."""
    if reply.picture is not None:
        picture = reply.picture
        return Attachment(
            kind="photo",
            name=f"{picture.name}.png",
            content=picture.png,
            media_type="image/png",
            lasting=picture.lasting,
        )
    if reply.file is not None:
        file = reply.file
        moving = file.media_type in _MOVING
        return Attachment(
            kind="animation" if moving else "document",
            name=file.name,
            content=file.content,
            media_type=file.media_type,
            lasting=moving,
        )
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Take:
    """How a reply is said: where, in place of which message (empty: a new one), with which stored file (empty: upload).

    `pictured` says that the message to be replaced has a caption and no text. `username` is the bot's own, for links.
    """

    to: Address
    replaces: str = ""
    pictured: bool = False
    file_id: str = ""
    username: str = ""
    paid: bool = False


def calls(reply: Reply, take: Take) -> Sequence[Call]:
    """Return the calls that say a reply, in order; the last of them brings the buttons."""
    said = list(_said(reply, take))
    where = _where(take, silent=reply.silent)
    markup = keyboard(reply.buttons, username=take.username)
    return [_with(call, where, markup=markup if call is said[-1] else "") for call in said]


def _said(reply: Reply, take: Take) -> Iterator[Call]:
    attached = attachment(reply)
    pictured = take.pictured and bool(take.replaces)
    limit = _CAPTION_LIMIT if attached or pictured else _TEXT_LIMIT
    first, *rest = split(reply.text, limit, then=_TEXT_LIMIT)
    if attached:
        if take.replaces:
            yield Call(method="editMessageReplyMarkup", fields={"message_id": take.replaces})
        yield _attached(attached, first, file_id=take.file_id)
    elif pictured:
        yield Call(method="editMessageCaption", fields={"message_id": take.replaces, **_caption(first)})
    elif take.replaces:
        yield Call(method="editMessageText", fields={"message_id": take.replaces, **_text(first)})
    else:
        yield Call(method="sendMessage", fields=_text(first))
    for part in rest:
        yield Call(method="sendMessage", fields=_text(part))


def leads_to_private_chat(reply: Reply) -> bool:
    """Tell whether a reply has a button that opens the private chat."""
    return any(_action(button) == PRIVATE_CHAT for row in reply.buttons for button in row)


def keyboard(rows: Sequence[Sequence[Button]], *, username: str) -> str:
    """Write rows of buttons as the JSON of an inline keyboard, empty where there are none."""
    if not rows:
        return ""
    shown = [[_button(button, username=username) for button in row] for row in rows]
    return _ENCODER.encode({"inline_keyboard": shown}).decode()


def _button(button: Button, *, username: str) -> dict[str, str]:
    if _action(button) != PRIVATE_CHAT:
        return {"text": button.label, "callback_data": button.action}
    link, payload = f"https://t.me/{username}", button.action.partition(":")[2]
    return {"text": button.label, "url": f"{link}?start={payload}" if payload else link}


def _action(button: Button) -> str:
    return button.action.partition(":")[0]


def _text(text: str) -> dict[str, str]:
    return {"text": escape(text, quote=False), "parse_mode": ParseMode.HTML, "link_preview_options": _NO_PREVIEW}


def _caption(text: str) -> dict[str, str]:
    return {"caption": escape(text, quote=False), "parse_mode": ParseMode.HTML} if text else {}


def _attached(attached: Attachment, caption: str, *, file_id: str) -> Call:
    method = f"send{attached.kind.title()}"
    if file_id:
        return Call(method=method, fields={**_caption(caption), attached.kind: file_id})
    part = (attached.name, attached.content, attached.media_type)
    return Call(method=method, fields=_caption(caption), files={attached.kind: part})


def _where(take: Take, *, silent: bool) -> dict[str, str]:
    chat, _, topic = take.to.partition("/")
    where = {"chat_id": chat}
    if topic:
        where["message_thread_id"] = topic
    if silent:
        where["disable_notification"] = "true"
    if take.paid:
        where["allow_paid_broadcast"] = "true"
    return where


def _with(call: Call, where: dict[str, str], *, markup: str) -> Call:
    # An edit is neither heard nor paid, and knows its topic.
    told = {"chat_id": where["chat_id"]} if call.method.startswith("edit") else where
    buttons = {"reply_markup": markup} if markup else {}
    return Call(method=call.method, fields={**told, **call.fields, **buttons}, files=call.files)
