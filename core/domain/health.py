"""What a professional has to clear first: red flags lock the programme, contra-indications hard and plyometric work."""

from collections.abc import Iterator
from datetime import date

from core.domain.facts import ContraIndication, RedFlag
from core.domain.logbook import Logbook
from core.domain.planning.locks import Lock, Scope
from core.domain.planning.reasons import Why


def health_locks(logbook: Logbook, day: date) -> Iterator[Lock]:
    """Give the locks of what was told before `day` ends and not cleared by then (coaching.md section 5)."""
    for flag in logbook.red_flags:
        if _holds(flag, day):
            yield Lock(scope=Scope.EVERYTHING, reason=Why.RED_FLAG_LOCK.because(flag.urgency, flag.day))
    for one in logbook.conditions:
        if _holds(one, day):
            reason = Why.CLEARANCE_WAITS.because(one.condition)
            yield Lock(scope=Scope.HARD, reason=reason)
            yield Lock(scope=Scope.PLYOMETRICS, reason=reason)


def open_flag(logbook: Logbook) -> RedFlag | None:
    """Return the newest red flag that was not cleared."""
    return next((flag for flag in reversed(logbook.red_flags) if flag.cleared is None), None)


def open_conditions(logbook: Logbook) -> tuple[ContraIndication, ...]:
    """Return the contra-indications that were not cleared."""
    return tuple(one for one in logbook.conditions if one.cleared is None)


def _holds(told: RedFlag | ContraIndication, day: date) -> bool:
    return told.day <= day and (told.cleared is None or day < told.cleared)
