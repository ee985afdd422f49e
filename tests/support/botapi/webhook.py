"""How the Bot API pushes updates to a webhook."""

import asyncio
from collections import deque

import aiohttp
import msgspec

from tests.support.botapi.updates import Queue

Json = dict[str, object]

FIRST_PAUSE = 0.05
LONGEST_PAUSE = 1.0


class Webhook:
    """A pusher of updates to `url`: in order within a chat, `connections` chats at once, again until answered 2xx."""

    def __init__(self, queue: Queue, *, url: str, secret: str, connections: int) -> None:
        self.url = url
        self.connections = connections
        self.last_error = ""
        self._queue = queue
        self._headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
        self._headers["Content-Type"] = "application/json"
        self._lanes: dict[int, deque[Json]] = {}
        self._idle: deque[int] = deque()
        self._tasks: set[asyncio.Task[None]] = set()
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=60))

    def start(self) -> None:
        """Push what is waiting and everything that comes."""
        self._queue.listener = self._push
        for update in list(self._queue.waiting.values()):
            self._push(update)

    async def close(self) -> None:
        """Stop pushing."""
        self._queue.listener = None
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._session.close()

    def _push(self, update: Json) -> None:
        chat = _chat_of(update)
        if chat not in self._lanes:
            self._lanes[chat] = deque()
            self._idle.append(chat)
        self._lanes[chat].append(update)
        self._start_idle()

    def _start_idle(self) -> None:
        while self._idle and len(self._tasks) < self.connections:
            task = asyncio.get_running_loop().create_task(self._deliver_first(self._idle.popleft()))
            self._tasks.add(task)
            task.add_done_callback(self._finish)

    def _finish(self, task: "asyncio.Task[None]") -> None:
        self._tasks.discard(task)
        if not task.cancelled():
            self._start_idle()

    async def _deliver_first(self, chat: int) -> None:
        lane = self._lanes[chat]
        update = lane.popleft()
        pause = FIRST_PAUSE
        while not await self._accepted(update):
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
        self._queue.confirm(int(str(update["update_id"])))
        if lane:
            self._idle.append(chat)
        else:
            del self._lanes[chat]

    async def _accepted(self, update: Json) -> bool:
        try:
            async with self._session.post(self.url, data=msgspec.json.encode(update), headers=self._headers) as answer:
                self.last_error = "" if answer.ok else f"Wrong response from the webhook: {answer.status}"
                return answer.ok
        except (aiohttp.ClientError, TimeoutError) as error:
            self.last_error = f"Connection failed: {type(error).__name__}"
            return False


def _chat_of(update: Json) -> int:
    for content in update.values():
        if isinstance(content, dict):
            message = content.get("message", content)
            return int(message.get("chat", content.get("from", {"id": 0}))["id"])
    return 0
