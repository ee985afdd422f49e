"""Pressed buttons are let go at once: their little clock does not wait for what they ask for."""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass, field

import structlog

from bot.delivery.errors import DeliveryError
from bot.telegram.api import ApiRefusedError, BotApi, Call

_REMEMBERED = 1000
_LOG = structlog.get_logger(__name__)


@dataclass(slots=True, kw_only=True)
class Queries:
    """The presses of one bot's buttons; one that comes again is let go once."""

    api: BotApi
    _known: OrderedDict[str, None] = field(default_factory=OrderedDict)
    _under_way: set[asyncio.Task[None]] = field(default_factory=set)

    def let_go(self, query: str) -> None:
        """Begin to let a button go."""
        if query in self._known:
            return
        self._known[query] = None
        if len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)
        task = asyncio.get_running_loop().create_task(self._answer(query))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def finish(self, *, seconds: float) -> None:
        """Wait for what is under way, but not for long."""
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=seconds)

    async def _answer(self, query: str) -> None:
        try:
            await self.api.call(Call(method="answerCallbackQuery", fields={"callback_query_id": query}))
        except (ApiRefusedError, DeliveryError) as error:
            # Only the little clock on the button stays a while; what was pressed is carried out all the same.
            _LOG.debug("button not let go", trouble=str(error))
