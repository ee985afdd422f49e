"""The coach on Telegram as a process: polling, database, delivery.

`python -m tests.support.telegram_coach URL TOKEN DATABASE`
"""

import asyncio
import random
import sys
from collections.abc import Sequence
from datetime import UTC, datetime

import structlog

from bot.chat import Event
from bot.conversation.newcomer import first_settings
from bot.delivery.dispatch import Delivery
from bot.inbox import Inbox
from bot.telegram.adapter import ProcessMemory, TelegramPlatform
from bot.telegram.polling import Poller
from core.domain.account import Platform
from core.domain.catalogue import load_catalogue
from core.storage.store import Store

OWNER = "the only process"


def now() -> datetime:
    """Return the present instant."""
    return datetime.now(UTC)  # noqa: TID251 - this is a process of its own


async def main() -> None:
    """Poll until ended."""
    url, token, database = sys.argv[1:]
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    catalogue = load_catalogue()
    chance = random.Random(1)  # noqa: S311 - how long to wait is no secret
    platform = TelegramPlatform(token=token, clock=now, memory=ProcessMemory(), api_base_url=url)
    async with Store.open(database) as store, platform:
        inbox = Inbox(
            store=store,
            clock=now,
            catalogue=catalogue,
            newcomer=lambda origin: first_settings(origin.language, zone="Europe/Berlin"),
        )
        delivery = Delivery(
            store=store,
            platforms={Platform.TELEGRAM: platform},
            clock=now,
            catalogue=catalogue,
            chance=chance,
            owner=OWNER,
        )

        # The process before this one may have been killed: what it was sending is sent anew.
        async with store.transaction() as transaction:
            await transaction.release(OWNER, now=now())

        async def handle(events: Sequence[Event]) -> None:
            await inbox.receive(events)
            delivery.wake()

        async def tick() -> None:
            while True:
                await asyncio.sleep(1)
                delivery.wake()

        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(tick())
            tasks.create_task(delivery.run())
            tasks.create_task(Poller(platform=platform, handle=handle, chance=chance).run())


if __name__ == "__main__":
    asyncio.run(main())
