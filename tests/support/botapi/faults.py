"""What goes wrong on request: the stand-in fails a share of the calls, in the ways that the real one fails."""

import random
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """A way to fail; `AFTER` means that the call was carried out before."""

    TOO_MANY = "429"
    UNKNOWN_METHOD = "404"
    SERVER_ERROR = "500"
    BAD_GATEWAY = "502"
    HANG_BEFORE = "hang_before"
    HANG_AFTER = "hang_after"
    RESET_BEFORE = "reset_before"
    RESET_AFTER = "reset_after"
    TRUNCATED_AFTER = "truncated_after"
    GARBAGE_AFTER = "garbage_after"

    @property
    def carried_out(self) -> bool:
        """Tell whether the call is carried out before it fails."""
        return self.value.endswith("after")


@dataclass(slots=True, kw_only=True)
class Fault:
    """A plan of failures: which calls (all where `methods` is empty), what share of them, at most how many."""

    kinds: tuple[Kind, ...]
    share: float = 1.0
    methods: frozenset[str] = frozenset()
    times: int | None = None
    hang: float = 30.0

    def applies(self, method: str, *, chance: random.Random) -> Kind | None:
        """Return how this call of `method` fails, or None."""
        if self.times == 0 or (self.methods and method not in self.methods):
            return None
        if self.share < 1.0 and chance.random() >= self.share:
            return None
        if self.times is not None:
            self.times -= 1
        return chance.choice(self.kinds)
