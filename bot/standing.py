"""How the platforms stand to this process: one that refuses the bot ends nothing of what serves the others."""

import asyncio
from collections.abc import Awaitable, Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

import structlog

from bot.metrics import Metrics
from bot.running import Part
from core.domain.account import Platform
from core.errors import CoachError
from core.storage.errors import StorageError

_LOG = structlog.get_logger(__name__)
#: After so long a platform that refused the bot is tried again: its owner may have mended what was wrong.
AGAIN = timedelta(minutes=5)
#: Whoever is not refused for so long is accepted; longer than another poller is put up with.
_PROVEN = timedelta(minutes=2)


@dataclass(slots=True, kw_only=True)
class Standing:
    """Which of the `platforms` that have a token refuse the bot of this process, and why."""

    platforms: Collection[Platform]
    metrics: Metrics
    again: timedelta = AGAIN
    proven: timedelta = _PROVEN
    refused: dict[Platform, CoachError] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Begin without having been refused."""
        for platform in self.platforms:
            self.metrics.accepted.labels(platform).set(1)
            self.metrics.asked_to_wait.labels(platform)  # shown from the beginning
            self.metrics.blocked.labels(platform)

    def refuse(self, platform: Platform, error: CoachError) -> None:
        """Note that a platform refuses the bot; raise why, where no other one is left to serve."""
        self.refused[platform] = error
        self.metrics.accepted.labels(platform).set(0)
        if self.refused.keys() >= set(self.platforms):
            raise error
        _LOG.error("platform refuses the bot", platform=platform, trouble=str(error))

    def accept(self, platform: Platform) -> None:
        """Note that a platform takes the bot."""
        self.refused.pop(platform, None)
        self.metrics.accepted.labels(platform).set(1)

    async def hold(self, platform: Platform, work: Callable[[], Awaitable[None]], *, stopped: asyncio.Event) -> None:
        """Do what listens to a platform; where that refuses the bot, and another does not, again after a while.

        Nothing is done again once `stopped` is set; `work` has to hear of that by itself.
        """
        while True:
            proving = asyncio.get_running_loop().call_later(self.proven.total_seconds(), self.accept, platform)
            try:
                return await work()
            except StorageError:
                raise
            except CoachError as error:
                self.refuse(platform, error)
            finally:
                proving.cancel()
            with suppress(TimeoutError):
                async with asyncio.timeout(self.again.total_seconds()):
                    await stopped.wait()
                    return None

    def guard(self, part: Part, *, platform: Platform) -> Part:
        """Return a part that listens to a platform, so that its refusal does not end the process."""
        stopped = asyncio.Event()

        def stop() -> None:
            stopped.set()
            if part.stop is not None:
                part.stop()

        return Part(name=part.name, run=partial(self.hold, platform, part.run, stopped=stopped), stop=stop)
