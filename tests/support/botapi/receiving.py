"""The methods by which a bot receives: long polling or a webhook."""

import re

from tests.support.botapi.parameters import Parameters
from tests.support.botapi.refusals import Words, bad_request, conflict
from tests.support.botapi.updates import DEFAULT_KINDS, Queue
from tests.support.botapi.webhook import Webhook

_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


PARAMETERS = {
    "getUpdates": frozenset({"offset", "limit", "timeout", "allowed_updates"}),
    "setWebhook": frozenset(
        {"url", "ip_address", "max_connections", "allowed_updates", "drop_pending_updates", "secret_token"}
    ),
    "deleteWebhook": frozenset({"drop_pending_updates"}),
    "getWebhookInfo": frozenset[str](),
}


class Receiving:
    """The methods by which a bot hears."""

    def __init__(self, queue: Queue) -> None:
        self._queue = queue
        self._webhook: Webhook | None = None

    async def call(self, method: str, given: Parameters) -> object:
        """Carry out a method and return its result."""
        match method:
            case "getUpdates":
                return await self._poll(given)
            case "setWebhook":
                return await self._set_webhook(given)
            case "deleteWebhook":
                return await self._delete_webhook(given)
            case _:
                return self._webhook_info()

    async def close(self) -> None:
        """Stop pushing and end a poll that waits."""
        self._queue.end_poll(None)
        if self._webhook is not None:
            await self._webhook.close()
            self._webhook = None

    async def _poll(self, given: Parameters) -> object:
        if self._webhook is not None:
            raise conflict(Words.WEBHOOK_ACTIVE)
        self._ask_for(given)
        limit = min(max(given.number("limit", 100), 1), 100)
        seconds = min(max(given.number("timeout"), 0), 50)
        return await self._queue.poll(offset=given.number("offset"), limit=limit, seconds=seconds)

    async def _set_webhook(self, given: Parameters) -> bool:
        secret = given.text("secret_token")
        if secret and not _SECRET.fullmatch(secret):
            raise bad_request(Words.SECRET_INVALID)
        connections = given.number("max_connections", 40)
        if not 1 <= connections <= 100:
            raise bad_request(Words.CONNECTIONS_INVALID)
        if not given.text("url"):
            return await self._delete_webhook(given)
        # Like a self-hosted server with --local, this one takes plain HTTP.
        if not given.text("url").startswith(("https://", "http://")):
            raise bad_request(Words.BAD_WEBHOOK)
        await self._delete_webhook(given)
        self._ask_for(given)
        self._queue.end_poll(conflict(Words.WEBHOOK_SET))
        self._webhook = Webhook(self._queue, url=given.text("url"), secret=secret, connections=connections)
        self._webhook.start()
        return True

    async def _delete_webhook(self, given: Parameters) -> bool:
        if self._webhook is not None:
            await self._webhook.close()
            self._webhook = None
        if given.flag("drop_pending_updates"):
            self._queue.waiting.clear()
        return True

    def _webhook_info(self) -> object:
        info: dict[str, object] = {
            "url": self._webhook.url if self._webhook else "",
            "has_custom_certificate": False,
            "pending_update_count": len(self._queue.waiting),
            "allowed_updates": self._queue.kinds,
        }
        if self._webhook is not None:
            info["max_connections"] = self._webhook.connections
            if self._webhook.last_error:
                info["last_error_message"] = self._webhook.last_error
        return info

    def _ask_for(self, given: Parameters) -> None:
        kinds = given.read("allowed_updates", list[str])
        if kinds is not None:
            self._queue.kinds = tuple(kinds) or DEFAULT_KINDS
