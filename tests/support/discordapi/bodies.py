"""Bodies of messages, read as strictly as Discord documents them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tests.support.discordapi.refusals import empty, invalid

Json = dict[str, Any]

CONTENT_LIMIT = 2000
DESCRIPTION_LIMIT = 4096
LABEL_LIMIT = 80
ID_LIMIT = 100
ROWS = 5
IN_A_ROW = 5
CHOICES = 25
NONCE_LIMIT = 25
_FIELDS = {
    "content", "embeds", "allowed_mentions", "components", "flags", "attachments", "nonce", "enforce_nonce",
    "message_reference", "tts", "sticker_ids",
}  # fmt: skip


def check_message(body: Mapping[str, Any], *, files: Sequence[str], edit: bool = False) -> None:
    """Refuse what Discord would refuse."""
    unknown = set(body) - _FIELDS
    if unknown:
        raise invalid(f"{sorted(unknown)}: unknown field")
    check_text(str(body.get("content") or ""), CONTENT_LIMIT, "content")
    for embed in body.get("embeds") or ():
        check_text(str(embed.get("description") or ""), DESCRIPTION_LIMIT, "embeds.description")
    check_components(body.get("components") or ())
    check_text(str(body.get("nonce") or ""), NONCE_LIMIT, "nonce")
    named = [one["filename"] for one in body.get("attachments") or ()]
    if files and named and sorted(named) != sorted(files):
        raise invalid("attachments: a file that was not sent")
    if not edit and not (body.get("content") or body.get("embeds") or files):
        raise empty()


def check_text(text: str, limit: int, what: str) -> None:
    """Refuse a text that is too long."""
    if len(text) > limit:
        raise invalid(f"{what}: Must be {limit} or fewer in length")


def check_components(rows: Sequence[Json]) -> None:
    """Refuse buttons and lists that Discord would not show."""
    if len(rows) > ROWS:
        raise invalid("components: Must be 5 or fewer rows")
    named: list[str] = []
    for row in rows:
        if row.get("type") != 1 or not 1 <= len(row.get("components", ())) <= IN_A_ROW:
            raise invalid("components: a row has 1 to 5 components")
        for one in row["components"]:
            _check_component(one, row=row)
            named += [one["custom_id"]] if "custom_id" in one else []
    if len(named) != len(set(named)):
        raise invalid("components: Component custom id cannot be duplicated")


def _check_component(one: Json, *, row: Json) -> None:
    if not 1 <= len(str(one.get("custom_id", one.get("url", "")))) <= ID_LIMIT:
        raise invalid("custom_id: Must be between 1 and 100 in length")
    if one["type"] == 2:
        if not 1 <= len(one.get("label", "")) <= LABEL_LIMIT:
            raise invalid("label: Must be between 1 and 80 in length")
    elif one["type"] == 3:
        _check_list(one, row=row)
    else:
        raise invalid("components: unknown type")


def _check_list(one: Json, *, row: Json) -> None:
    values = [option["value"] for option in one.get("options", ())]
    if len(row["components"]) != 1 or not 1 <= len(values) <= CHOICES or len(values) != len(set(values)):
        raise invalid("options: 1 to 25, each with its own value")


def buttons(message: Json) -> Iterator[Json]:
    """Give the buttons of a message, and the choices of its lists as buttons."""
    for row in message.get("components") or ():
        for one in row["components"]:
            if one["type"] == 3:
                yield from ({**one, "label": option["label"], "value": option["value"]} for option in one["options"])
            else:
                yield one


def check_commands(commands: object) -> list[Json]:
    """Refuse commands that Discord would not take."""
    if not isinstance(commands, list) or len(commands) > 100:
        raise invalid("commands: a list of at most 100")
    for one in commands:
        if not 1 <= len(one["name"]) <= 32 or one["name"] != one["name"].lower() or not one.get("description"):
            raise invalid("name")
        check_text(one["description"], 100, "description")
        _check_options(one.get("options") or ())
    return commands


def _check_options(options: Sequence[Json]) -> None:
    for option in options:
        check_text(option["description"], 100, "options.description")
        if len(option.get("choices") or ()) > CHOICES:
            raise invalid("choices")
