"""The control API of a stand-in: what people do and what is looked at goes through HTTP under `/control/`."""

import inspect
from collections.abc import Callable, Mapping

import msgspec
from aiohttp import web

Verbs = Mapping[str, Callable[..., object]]


async def answer(request: web.BaseRequest, verbs: Verbs) -> web.StreamResponse:
    """Carry out the verb that the path names, with the JSON object of the body, and answer with its JSON value."""
    verb = verbs.get(request.path.removeprefix("/control/"))
    if verb is None:
        return web.Response(status=404)
    body = await request.read()
    facts = msgspec.json.decode(body, type=dict[str, object]) if body else {}
    try:
        result = verb(**facts)
        if inspect.isawaitable(result):
            result = await result
    except (KeyError, TypeError, ValueError) as error:
        return web.Response(status=400, text=f"{type(error).__name__}: {error}")
    return web.Response(body=msgspec.json.encode(result), content_type="application/json")
