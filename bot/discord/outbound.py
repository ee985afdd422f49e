"""A reply of the coach's becomes calls of Discord's API: escaped, split and laid out as Discord takes it."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Final, TypeAlias, cast

from bot.chat import PRIVATE_CHAT, Button, Reply
from bot.discord.markup import escaped_parts, shortened
from core.domain.exercise import Variation

Json: TypeAlias = dict[str, object]

_CONTENT_LIMIT: Final = 2000
_EMBED_LIMIT: Final = 4096
_LABEL_LIMIT: Final = 80
_ALT_LIMIT: Final = 1024
_ROWS: Final = 5
_IN_A_ROW: Final = 5
_CHOICES: Final = 25
_SUPPRESS_EMBEDS: Final = 1 << 2
_EPHEMERAL: Final = 1 << 6
_SILENT: Final = 1 << 12
_ROW, _BUTTON, _SELECT = 1, 2, 3
_MAIN, _PLAIN, _LINK = 1, 2, 5
_MARK: Final = "coach"
_COLOURS: Final[Mapping[Variation, int]] = {
    Variation.STRAIGHT_LEG: 0x2E86DE,
    Variation.BENT_KNEE: 0x27AE60,
    Variation.PLYOMETRIC: 0xE67E22,
}
_NOBODY: Final[Json] = {"parse": [], "replied_user": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A picture or file; `alt` is what it shows, in words."""

    name: str
    content: bytes = field(repr=False)
    media_type: str
    alt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Take:
    """How a reply is said: in a channel, or as the answer to an interaction (`token`).

    `replaces` is the message whose place it takes, empty for a new one; with a token, `original` says that it takes the
    place of what waits there. `owner` is the only one who may press its buttons, `key` makes a second try of the same
    message the same message. `bot` is the bot's own id.
    """

    channel: str = ""
    token: str = field(default="", repr=False)
    application: str = ""
    replaces: str = ""
    original: bool = False
    ephemeral: bool = False
    owner: str = ""
    key: str = ""
    bot: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call of the API; `path` has its `facts` in braces, as the rate limits know it."""

    method: str
    path: str
    facts: Mapping[str, str] = field(repr=False)
    body: Json
    attachment: Attachment | None = None


def calls(reply: Reply, take: Take) -> Sequence[Call]:
    """Return the calls that say a reply, in order; the last of them brings the buttons."""
    attached = attachment(reply)
    parts = escaped_parts(reply.text, _EMBED_LIMIT if reply.accent else _CONTENT_LIMIT)
    last = len(parts) - 1
    return [
        _call(
            _body(reply, part, take=take, last=number == last),
            take=take,
            number=number,
            attached=attached if number == last else None,
        )
        for number, part in enumerate(parts)
    ]


def attachment(reply: Reply) -> Attachment | None:
    """Return what a reply has beside its text."""
    if reply.picture is not None:
        picture = reply.picture
        return Attachment(name=f"{picture.name}.png", content=picture.png, media_type="image/png", alt=picture.alt)
    if reply.file is not None:
        return Attachment(name=reply.file.name, content=reply.file.content, media_type=reply.file.media_type)
    return None


def custom_id(action: str, *, owner: str, number: int) -> str:
    """Write what a button carries: whose it is and what it does, at most 100 characters."""
    return f"{_MARK}/{owner}/{number}/{action}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What a pressed button carries; `owner` is empty where whoever sees it may press it."""

    action: str
    owner: str


def read_custom_id(text: str) -> Carried | None:
    """Read what a button carries; None where it is none of ours."""
    mark, *rest = text.split("/", maxsplit=3)
    if mark != _MARK or len(rest) != 3:  # noqa: PLR2004 - owner, number and action
        return None
    return Carried(owner=rest[0], action=rest[2])


def components(rows: Sequence[Sequence[Button]], *, take: Take, main: bool = False) -> list[Json]:
    """Lay buttons out as Discord takes them: five rows of five, or lists to choose from where there are more."""
    flat = list(chain.from_iterable(rows))
    numbered = {id(button): number for number, button in enumerate(flat)}
    laid = [row[at : at + _IN_A_ROW] for row in rows for at in range(0, len(row), _IN_A_ROW)]
    if len(laid) > _ROWS:
        laid = [flat[at : at + _IN_A_ROW] for at in range(0, len(flat), _IN_A_ROW)]
    if len(laid) > _ROWS:
        return list(_lists(flat, take=take))
    first = flat[0] if main and flat else None
    return [
        {
            "type": _ROW,
            "components": [
                _button(one, take=take, number=numbered[id(one)], style=_MAIN if one is first else _PLAIN)
                for one in row
            ],
        }
        for row in laid
        if row
    ]


def _lists(buttons: Sequence[Button], *, take: Take) -> Iterator[Json]:
    """Give lists to choose one from; a value of a list is the action."""
    unique = list({one.action: one for one in buttons}.values())
    for number, at in enumerate(range(0, min(len(unique), _ROWS * _CHOICES), _CHOICES)):
        options = [
            {"label": shortened(one.label, _LABEL_LIMIT), "value": one.action} for one in unique[at : at + _CHOICES]
        ]
        name = custom_id("", owner=take.owner, number=number)
        yield {"type": _ROW, "components": [{"type": _SELECT, "custom_id": name, "options": options}]}


def _button(button: Button, *, take: Take, number: int, style: int) -> Json:
    label = shortened(button.label, _LABEL_LIMIT)
    if button.action.partition(":")[0] == PRIVATE_CHAT:
        return {"type": _BUTTON, "style": _LINK, "label": label, "url": f"https://discord.com/users/{take.bot}"}
    name = custom_id(button.action, owner=take.owner, number=number)
    return {"type": _BUTTON, "style": style, "label": label, "custom_id": name}


def _body(reply: Reply, text: str, *, take: Take, last: bool) -> Json:
    """Write one part: every field is there, so that an edit leaves nothing of what stood before."""
    body: Json = {"content": text, "embeds": [], "allowed_mentions": _NOBODY, "components": []}
    if reply.accent is not None:
        body |= {"content": "", "embeds": [{"description": text, "color": _COLOURS[reply.accent]}]}
    if last:
        body["components"] = components(reply.buttons, take=take, main=reply.accent is not None)
    flags = _EPHEMERAL if take.ephemeral else 0
    flags |= _SILENT if reply.silent else 0
    flags |= _SUPPRESS_EMBEDS if reply.accent is None and "://" in text else 0
    return body | ({"flags": flags} if flags else {})


def _call(body: Json, *, take: Take, number: int, attached: Attachment | None) -> Call:
    if attached is not None:
        body = _with_attachment(body, attached)
    if number == 0 and (take.original if take.token else take.replaces):
        return _edit(body, take=take, attached=attached)
    return _new(body, take=take, number=number, attached=attached)


def _with_attachment(body: Json, attached: Attachment) -> Json:
    described: Json = {"id": 0, "filename": attached.name}
    if attached.alt:
        described["description"] = shortened(attached.alt, _ALT_LIMIT)
    embeds = cast("list[Json]", body["embeds"])
    if attached.media_type.startswith("image/"):
        embeds = [{**one, "image": {"url": f"attachment://{attached.name}"}} for one in embeds]
    return body | {"attachments": [described], "embeds": embeds}


def _edit(body: Json, *, take: Take, attached: Attachment | None) -> Call:
    # What an edit cannot change is left out, and pictures that stood there go.
    body = {"attachments": [], **{name: value for name, value in body.items() if name != "flags"}}
    if take.token:
        path, facts = "/webhooks/{webhook_id}/{webhook_token}/messages/@original", _webhook(take)
    else:
        path = "/channels/{channel_id}/messages/{message_id}"
        facts = {"channel_id": take.channel, "message_id": take.replaces}
    return Call(method="PATCH", path=path, facts=facts, body=body, attachment=attached)


def _new(body: Json, *, take: Take, number: int, attached: Attachment | None) -> Call:
    if take.token:
        path = "/webhooks/{webhook_id}/{webhook_token}"
        return Call(method="POST", path=path, facts=_webhook(take), body=body, attachment=attached)
    if take.key:
        body = body | {"nonce": _nonce(take, number=number), "enforce_nonce": True}
    facts = {"channel_id": take.channel}
    return Call(method="POST", path="/channels/{channel_id}/messages", facts=facts, body=body, attachment=attached)


def _webhook(take: Take) -> dict[str, str]:
    return {"webhook_id": take.application, "webhook_token": take.token}


def _nonce(take: Take, *, number: int) -> str:
    """Name a message, so that Discord takes it once although it is sent twice: 25 characters at most."""
    name = f"{take.channel}\n{take.key}\n{number}"
    return hashlib.blake2b(name.encode(), digest_size=12).hexdigest()
