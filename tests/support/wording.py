"""The message catalogue as its syntax trees, and the code that speaks from it."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from fluent.syntax import FluentParser, FluentSerializer
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

from bot.conversation.texts import sources

ROOT = Path(__file__).parents[2]
SPEAKERS = frozenset({"texts", "tell", "button"})  # what is called with a key of the catalogue
FAMILIES = frozenset({"fixed"})  # what is called with the start of keys, to which it adds codes


class Spoken(NamedTuple):
    """A key that the code says: literal, or where parts of it come with the moment, with an asterisk for each.

    `facts` are the names that it is given, None where they are not written out.
    """

    key: str
    place: str
    facts: frozenset[str] | None


@cache
def messages() -> dict[str, ftl.Message]:
    """Return every message of English by its key; a key that stands twice is an error."""
    found: dict[str, ftl.Message] = {}
    for source in sources("en"):
        for entry in FluentParser().parse(source).body:
            assert not isinstance(entry, ftl.Junk), f"not Fluent: {entry.content}"
            if isinstance(entry, ftl.Message):
                assert entry.id.name not in found, f"{entry.id.name} stands twice"
                found[entry.id.name] = entry
    return found


def facts_of(message: ftl.Message) -> frozenset[str]:
    """Return the names of the facts that a message is filled with, by other messages that it quotes too."""
    seen = _Seen()
    seen.visit(message)
    quoted = (facts_of(messages()[name]) for name in seen.quoted)
    return frozenset(seen.facts).union(*quoted)


def quoted_keys() -> frozenset[str]:
    """Return the keys that other messages quote."""
    seen = _Seen()
    for message in messages().values():
        seen.visit(message)
    return frozenset(seen.quoted)


def source_of(message: ftl.Message) -> str:
    """Return a message as it is written."""
    return FluentSerializer().serialize_entry(message)


class _Seen(Visitor):
    """Gathers the facts and the other messages that a message names."""

    def __init__(self) -> None:
        self.facts: list[str] = []
        self.quoted: list[str] = []

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:  # noqa: N802 - the name is the library's
        """Keep the name of a fact."""
        self.facts.append(node.id.name)

    def visit_MessageReference(self, node: ftl.MessageReference) -> None:  # noqa: N802 - the name is the library's
        """Keep the key of a message that is quoted."""
        self.quoted.append(node.id.name)


def spoken_keys() -> Iterator[Spoken]:
    """Give every key with which the code asks for words."""
    for place, tree in _modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and node.args and _name(node.func) in SPEAKERS:
                names = [one.arg for one in node.keywords]
                facts = None if None in names else frozenset(name for name in names if name)
                for key in _keys(node.args[0]):
                    yield Spoken(key, f"{place}:{node.lineno}", facts)


def spoken_families() -> frozenset[str]:
    """Return the patterns of the keys of which the code writes out the start alone."""
    return frozenset(
        f"{key}-*"
        for _, tree in _modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and node.args and _name(node.func) in FAMILIES
        for key in _keys(node.args[0])
    )


def strings() -> frozenset[str]:
    """Return every literal string of the code, formatted ones with an asterisk for each part that varies."""
    return frozenset(
        key
        for _, tree in _modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant | ast.JoinedStr)
        for key in _keys(node)
    )


def _modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted((ROOT / "bot").rglob("*.py")):
        yield str(path.relative_to(ROOT)), ast.parse(path.read_text(encoding="utf-8"))


def _name(function: ast.expr) -> str:
    match function:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
        case _:
            return ""


def _keys(node: ast.expr | ast.AST) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(key)):
            yield key
        case ast.JoinedStr(values=parts):
            yield "".join(str(one.value) if isinstance(one, ast.Constant) else "*" for one in parts)
        case ast.IfExp(body=one, orelse=other):
            yield from _keys(one)
            yield from _keys(other)
        case _:
            return
