"""Logbooks that were read a moment ago, for the words of what was queued just now."""

from collections import OrderedDict
from collections.abc import Collection, Iterable

from core.domain.logbook import Logbook
from core.domain.runner import RunnerId
from core.storage.store import Transaction

#: Some seconds of the fastest platform; a logbook takes some ten kilobytes.
_MOST = 1000


class Remembered:
    """The logbooks that a sweep saved last, each taken at most once."""

    def __init__(self, *, most: int = _MOST) -> None:
        """Remember `most` logbooks."""
        self._most = most
        self._kept: OrderedDict[RunnerId, Logbook] = OrderedDict()

    def keep(self, logbooks: Iterable[Logbook]) -> None:
        """Remember logbooks as they were saved; those kept longest are forgotten for them."""
        for one in logbooks:
            self._kept[one.runner] = one
            self._kept.move_to_end(one.runner)
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)

    async def take(self, runners: Collection[RunnerId], *, transaction: Transaction) -> dict[RunnerId, Logbook]:
        """Return those logbooks of the runners that still are what storage has, and forget them."""
        known = [logbook for one in runners if (logbook := self._kept.pop(one, None)) is not None]
        same = await transaction.unchanged(known)
        return {one.runner: one for one in known if one.runner in same}
