"""The part of JSON Schema that the schemas of this repository use, as a check of a document."""

from collections.abc import Iterator
from typing import Any

_TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "null": type(None),
}
_KNOWN = {
    "$schema", "$ref", "$defs", "title", "description", "default", "format", "uniqueItems", "type", "properties",
    "required", "additionalProperties", "items", "prefixItems", "minItems", "maxItems", "anyOf", "enum",
}  # fmt: skip


def faults(document: Any, schema: dict[str, Any]) -> list[str]:  # noqa: ANN401 - any JSON
    """Return what of a document is not as its schema says, each with its place."""
    return list(_faults(document, schema, root=schema, place="$"))


def _faults(value: Any, schema: Any, *, root: dict[str, Any], place: str) -> Iterator[str]:  # noqa: ANN401
    assert set(schema) <= _KNOWN, set(schema) - _KNOWN
    if "$ref" in schema:
        schema = root["$defs"][schema["$ref"].rpartition("/")[2]]
    if "anyOf" in schema:
        if all(list(_faults(value, one, root=root, place=place)) for one in schema["anyOf"]):
            yield f"{place}: none of the alternatives"
        return
    if "type" in schema and not _is(value, schema["type"]):
        yield f"{place}: not {schema['type']}"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{place}: not one of {schema['enum']}"
    if isinstance(value, dict):
        yield from _faults_of_object(value, schema, root=root, place=place)
    if isinstance(value, list):
        yield from _faults_of_array(value, schema, root=root, place=place)


def _faults_of_object(value: dict[str, Any], schema: Any, *, root: dict[str, Any], place: str) -> Iterator[str]:  # noqa: ANN401
    yield from (f"{place}: {name} is missing" for name in schema.get("required", ()) if name not in value)
    known = schema.get("properties", {})
    for name, one in value.items():
        if name in known:
            yield from _faults(one, known[name], root=root, place=f"{place}.{name}")
        elif schema.get("additionalProperties") is False:
            yield f"{place}: {name} is unknown"


def _faults_of_array(value: list[Any], schema: Any, *, root: dict[str, Any], place: str) -> Iterator[str]:  # noqa: ANN401
    if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
        yield f"{place}: {len(value)} items"
    first = schema.get("prefixItems", [])
    rest = schema.get("items", {})
    for number, one in enumerate(value):
        kind = first[number] if number < len(first) else rest
        if kind is not False:
            yield from _faults(one, kind, root=root, place=f"{place}[{number}]")


def _is(value: Any, name: str) -> bool:  # noqa: ANN401
    if isinstance(value, bool):
        return name == "boolean"
    return isinstance(value, _TYPES[name])
