"""Replies as lines of a terminal."""

import unicodedata
from collections.abc import Sequence

from bot.chat import Button, Reply

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
_KEPT = frozenset("\n\u200d")


def plain_lines(reply: Reply) -> str:
    """Word a reply for a transcript: "< " before the first line, two spaces before the others, buttons at the end."""
    lines = _lines(reply)
    if reply.buttons:
        labels = " ".join(f"[{safe(one.label)}]" for one in all_buttons(reply))
        lines[-1] = f"{lines[-1]} | {labels}"
    return "\n".join([f"< {lines[0]}", *(f"  {line}" for line in lines[1:])])


def typed_lines(reply: Reply) -> str:
    """Word a reply for somebody who types: buttons in a line of their own, each with its number."""
    lines = _lines(reply)
    buttons = all_buttons(reply)
    if buttons:
        lines.append("  ".join(f"[{number}] {safe(one.label)}" for number, one in enumerate(buttons, 1)))
    return "\n".join(lines) + "\n"


def all_buttons(reply: Reply) -> Sequence[Button]:
    """Return the buttons of a reply in reading order."""
    return [button for row in reply.buttons for button in row]


def safe(text: str) -> str:
    """Take out what would garble a terminal: control characters, escapes, marks that turn the writing round."""
    return "".join(char for char in text if char in _KEPT or unicodedata.category(char) not in _UNSEEN)


def _lines(reply: Reply) -> list[str]:
    lines = safe(reply.text).split("\n")
    if reply.picture is not None:
        lines.append(f"(picture: {reply.picture.name})")
    if reply.file is not None:
        lines.append(f"(file: {reply.file.name})")
    return lines
