"""What becomes of a message after one try to send it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from bot.delivery.errors import ChatGoneError, RefusedError, RetryLaterError, UnreachableError
from core.domain.messages import Dead, Dropped, Leased, Outcome, Outgoing, Postponed

FIRST_PAUSE = timedelta(seconds=1)
LONGEST_PAUSE = timedelta(minutes=5)
#: After so long without success somebody has to look at it.
GIVE_UP = timedelta(hours=24)
#: A fault of our own does not go away by itself.
TRIES_OF_A_FAULT = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """One try: the message, when it ended, and the chance from which the pause before the next is drawn."""

    leased: Leased
    now: datetime
    chance: Random

    @property
    def outgoing(self) -> Outgoing:
        """The message."""
        return self.leased.outgoing


def outcome_of(error: Exception, tried: Tried) -> Outcome:
    """Decide what is done after an error; one that is not a DeliveryError is a fault of our own."""
    match error:
        case RetryLaterError():
            return postponed(tried, pause=timedelta(seconds=error.after), reason="asked-to-wait")
        case ChatGoneError():
            return dropped(tried.outgoing, reason=f"gone-{error.reason}")
        case RefusedError():
            return dead(tried.outgoing, reason="refused")
        case UnreachableError():
            return postponed(tried, pause=back_off(tried), reason="no-answer" if error.maybe_sent else "unreachable")
        case _ if tried.leased.attempts >= TRIES_OF_A_FAULT:
            return dead(tried.outgoing, reason="fault")
        case _:
            return postponed(tried, pause=back_off(tried), reason="fault")


def postponed(tried: Tried, *, pause: timedelta, reason: str) -> Outcome:
    """Have the message tried again after a pause, unless it is not welcome any more by then, or tried for too long."""
    until = tried.now + pause
    outgoing = tried.outgoing
    if outgoing.expires is not None and until >= outgoing.expires:
        return dropped(outgoing, reason="late")
    if tried.now - outgoing.due > GIVE_UP:
        return dead(outgoing, reason=reason)
    return Postponed(runner=outgoing.runner, key=outgoing.key, until=until, reason=reason)


def back_off(tried: Tried) -> timedelta:
    """Return the pause before the next try: doubled with each one, and drawn from its upper half."""
    doublings = min(tried.leased.attempts - 1, 16)
    longest = min(FIRST_PAUSE * (1 << doublings), LONGEST_PAUSE)
    return longest * tried.chance.uniform(0.5, 1.0)


def dropped(outgoing: Outgoing, *, reason: str) -> Dropped:
    """Do not send a message."""
    return Dropped(runner=outgoing.runner, key=outgoing.key, reason=reason)


def dead(outgoing: Outgoing, *, reason: str) -> Dead:
    """Give a message up, and keep it for somebody to look at."""
    return Dead(runner=outgoing.runner, key=outgoing.key, reason=reason)
