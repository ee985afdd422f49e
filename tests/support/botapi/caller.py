"""A bot that speaks the API with no library between."""

import aiohttp

from tests.support.botapi.server import TOKEN, BotApiServer


class Caller:
    """A bot that calls the API with nothing between."""

    def __init__(self, session: aiohttp.ClientSession, server: BotApiServer) -> None:
        self.session = session
        self.server = server

    async def __call__(self, method: str, **given: object) -> dict[str, object]:
        """Call a method with JSON and return the whole answer."""
        async with self.session.post(f"{self.server.url}/bot{TOKEN}/{method}", json=given) as response:
            body: dict[str, object] = await response.json()
            assert response.status == body.get("error_code", 200)
            return body

    async def refused(self, method: str, **given: object) -> str:
        """Return the words in which a call is refused."""
        return str((await self(method, **given))["description"])

    async def updates(self, **given: object) -> list[int]:
        """Return the ids of the updates that a poll brings."""
        result = (await self("getUpdates", **given))["result"]
        assert isinstance(result, list)
        return [update["update_id"] for update in result]
