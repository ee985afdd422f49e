"""The tendon pain rule: what reports of pain change in the days after them (coaching.md section 5).

0 to 2 goes on, 3 to 5 holds, more (or a limp, or a sharp pain) stops the exercise that day; twice in a row is for a
physio. A worse morning costs a fifth of the load and the jumps for a week; pain that rises over two weeks leaves easy
raises alone. The rule was made for tendons (Silbernagel 2007); for anything else it errs towards less.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from core.domain.exercise import Exercise, Impact
from core.domain.facts import PainReport, PainWhen
from core.domain.planning.locks import Lock, Scope
from core.domain.planning.reasons import Why
from core.domain.prescription import Reason

GO_ON: Final = 2
HOLD: Final = 5
WORST: Final = 10
#: How long a report speaks where none follows it (ours), and how long a worse morning counts.
SPEAKS: Final = timedelta(days=7)
TREND: Final = timedelta(days=14)
#: A trend rises where its second week is so much worse than its first, and hurts more than goes on (ours).
_RISE: Final = 1
_TREND_DAYS: Final = 3
_NIGHT: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What the pain rule says on a day; each part is the report that it follows from, None where it does not apply.

    `hold` is same load and nothing new; `stop` ends an exercise today; `twice` is the second such day in a row;
    `worse` is a morning that was worse. `rising` tells of the last two weeks.
    """

    hold: PainReport | None = None
    stop: PainReport | None = None
    twice: PainReport | None = None
    worse: PainReport | None = None
    rising: bool = False

    @property
    def see_physio(self) -> bool:
        """Tell whether a physio should look at it."""
        return self.rising or self.twice is not None


def pain_rule(pains: Sequence[PainReport], day: date) -> Ruling:
    """Return what the reports up to `day` mean for it."""
    told = sorted((one for one in pains if day - TREND < one.day <= day), key=lambda one: (one.day, one.at, one.id))
    speaking = [one for one in told if day - one.day < SPEAKS]
    return Ruling(
        hold=next((one for one in _newest_of_each(speaking) if one.level > GO_ON or is_severe(one)), None),
        stop=next((one for one in reversed(told) if one.day == day and is_severe(one)), None),
        twice=_twice(told, speaking),
        worse=next((one for one in reversed(speaking) if _is_worse(one, told)), None),
        rising=_rises(told, day),
    )


def pain_locks(pains: Sequence[PainReport], day: date, *, known: Collection[Exercise]) -> Iterator[Lock]:
    """Give the locks of the pain rule; `known` are the exercises of the last weeks that are open to the runner."""
    if not pains:
        return
    ruling = pain_rule(pains, day)
    yield from _stopped(ruling.stop)
    if ruling.twice:
        yield from _no_load(Why.PAIN_TWICE.because())
    if ruling.rising:
        yield from _no_load(Why.PAIN_RISING.because())
    if ruling.worse:
        until = ruling.worse.day + SPEAKS - _NIGHT
        yield Lock(scope=Scope.PLYOMETRICS, reason=Why.PAIN_WORSE.because(until))
    if ruling.hold:
        yield from _nothing_new(ruling.hold, known)


def is_severe(report: PainReport) -> bool:
    """Tell whether a report stops an exercise: above 5, with a limp, or sharp."""
    return report.level > HOLD or report.limp or report.sharp


def trend(pains: Sequence[PainReport], day: date) -> tuple[tuple[date, int], ...]:
    """Return the worst pain of each day of the last two weeks that has a report."""
    worst: dict[date, int] = {}
    for one in pains:
        if day - TREND < one.day <= day:
            worst[one.day] = max(one.level, worst.get(one.day, 0))
    return tuple(sorted(worst.items()))


def _stopped(report: PainReport | None) -> Iterator[Lock]:
    """Stop the exercise that hurt for the day, and let what takes its place be easy raises."""
    if report is None:
        return
    reason = Why.PAIN_STOPPED.because(report.level)
    if report.exercise is not None:
        yield Lock(scope=Scope.EXERCISES, reason=reason, exercises=frozenset({report.exercise}))
    yield from _no_load(reason)


def _no_load(reason: Reason) -> Iterator[Lock]:
    """Leave easy raises alone."""
    yield Lock(scope=Scope.HARD, reason=reason)
    yield Lock(scope=Scope.PLYOMETRICS, reason=reason)


def _nothing_new(report: PainReport, known: Collection[Exercise]) -> Iterator[Lock]:
    """Keep to what was done in the last weeks, in each variation that has some of it."""
    gentle = {one.variation for one in known if one.impact in {None, Impact.LOW}}
    if gentle:
        yield Lock(
            scope=Scope.NEW,
            reason=Why.PAIN_NOTHING_NEW.because(report.level),
            exercises=frozenset(one.key for one in known),
            variations=frozenset(gentle),
        )


def _newest_of_each(told: Sequence[PainReport]) -> list[PainReport]:
    """Return the newest report of each place; one that names no place speaks for all of them."""
    newest: dict[str, PainReport] = {}
    for one in told:
        if not one.place:
            newest.clear()
        newest.pop("", None)
        newest[one.place] = one
    return sorted(newest.values(), key=lambda one: -one.level)


def _twice(told: Sequence[PainReport], speaking: Sequence[PainReport]) -> PainReport | None:
    """Return the newest report where it and the one of another day before it both stopped an exercise."""
    days: dict[date, bool] = {}
    for one in told:
        if one.when is PainWhen.DURING:
            days[one.day] = days.get(one.day, False) or is_severe(one)
    last_two = sorted(days)[-2:]
    severe = len(last_two) > 1 and all(days[day] for day in last_two)
    newest = next((one for one in reversed(speaking) if one.when is PainWhen.DURING), None)
    return newest if severe else None


def _is_worse(report: PainReport, told: Sequence[PainReport]) -> bool:
    """Tell whether a morning was worse than the pain that was told before it."""
    if report.when is not PainWhen.MORNING:
        return False
    if report.worse:
        return True
    earlier = [
        one
        for one in told
        if one.when is PainWhen.DURING and report.day - 2 * _NIGHT <= one.day < report.day and one.at < report.at
    ]
    return bool(earlier) and report.level > max(GO_ON, earlier[-1].level)


def _rises(told: Sequence[PainReport], day: date) -> bool:
    """Tell whether the second of two weeks was worse than the first, and the newest day is more than goes on."""
    days = trend(told, day)
    first = [level for at, level in days if day - at >= SPEAKS]
    second = [level for at, level in days if day - at < SPEAKS]
    if not first or not second or len(days) < _TREND_DAYS or days[-1][1] <= GO_ON:
        return False
    return sum(second) * len(first) >= (sum(first) + _RISE * len(first)) * len(second)
