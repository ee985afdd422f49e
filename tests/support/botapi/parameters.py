"""The parameters of a call, in each of the four ways that the Bot API takes them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar
from urllib.parse import parse_qsl

import msgspec
from aiohttp import web
from aiohttp.multipart import BodyPartReader, MultipartReader

from tests.support.botapi.refusals import Words, bad_request

Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file in a multipart body."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Parameters:
    """The parameters of one call, all as text, and its files."""

    values: Mapping[str, str]
    files: Mapping[str, Upload] = field(default_factory=dict)

    def refuse_unknown(self, known: frozenset[str]) -> None:
        """Refuse a parameter that the method does not have: the real server would quietly do without."""
        unknown = (self.values.keys() | self.files.keys()) - known - self._attached()
        if unknown:
            raise bad_request(Words.PARAMETER_UNKNOWN, names=", ".join(sorted(unknown)))

    def text(self, name: str, default: str = "") -> str:
        """Return a text."""
        return self.values.get(name, default)

    def number(self, name: str, default: int = 0) -> int:
        """Return a whole number."""
        value = self.values.get(name)
        if value is None:
            return default
        try:
            return int(value)
        except ValueError as error:
            raise bad_request(Words.NOT_A_NUMBER, name=name) from error

    def flag(self, name: str) -> bool:
        """Return a yes or no."""
        value = self.values.get(name, "false").lower()
        if value not in {"true", "false", "1", "0", "yes", "no"}:
            raise bad_request(Words.NOT_A_FLAG, name=name)
        return value in {"true", "1", "yes"}

    def read(self, name: str, kind: type[Read]) -> Read | None:
        """Return a JSON value of the given kind, or None where it is not given."""
        value = self.values.get(name)
        if not value:
            return None
        try:
            return msgspec.json.decode(value, type=kind)
        except (msgspec.DecodeError, ValueError) as error:
            raise bad_request(Words.NOT_JSON, name=name) from error

    def _attached(self) -> set[str]:
        media = self.values.get("media", "")
        return {name for name in self.files if f"attach://{name}" in media}


async def read_parameters(request: web.BaseRequest) -> Parameters:
    """Read the parameters of a request from its query string and its body."""
    query = dict(request.query) if request.query_string else {}
    if request.content_type == "multipart/form-data":
        return await _multipart(request, query=query)
    body = await request.read()
    if request.content_type == "application/json" and body:
        return Parameters({**query, **_json(body)})
    return Parameters({**query, **dict(parse_qsl(body.decode(), keep_blank_values=True))})


def _json(body: bytes) -> dict[str, str]:
    try:
        values = msgspec.json.decode(body, type=dict[str, msgspec.Raw])
    except (msgspec.DecodeError, ValueError) as error:
        raise bad_request(Words.BODY_NOT_JSON) from error
    return {name: _as_text(bytes(value)) for name, value in values.items() if bytes(value) != b"null"}


def _as_text(raw: bytes) -> str:
    return msgspec.json.decode(raw, type=str) if raw.startswith(b'"') else raw.decode()


async def _multipart(request: web.BaseRequest, *, query: dict[str, str]) -> Parameters:
    values, files = dict(query), {}
    async for part in MultipartReader(request.headers, request.content):
        assert isinstance(part, BodyPartReader)
        assert part.name is not None
        content = bytes(await part.read(decode=True))
        if part.filename is None:
            values[part.name] = content.decode()
        else:
            files[part.name] = Upload(part.filename, content)
    return Parameters(values, files)
