"""What a runner ought to be sent: a second opinion, counted in wall times, that shares no code with the coach."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
WINDOW = timedelta(hours=3)
SILENCE = timedelta(days=14)
VARIATIONS = 3
PART_OF_A_WEEK = timedelta(days=4)


@dataclass(slots=True, kw_only=True)
class Judge:
    """One runner as an onlooker sees them; every deed of theirs is told, and every message that they are sent.

    `seen` are the days whose moment has come: what was not sent then is not sent any more.
    """

    name: str
    zone: str
    at: time
    days: frozenset[int]
    joined: datetime
    starts: int = 0
    quiet: tuple[time, time] = (time(22), time(7))
    reachable: bool = True
    heard: datetime = field(init=False)
    pauses: list[tuple[date, date | None]] = field(default_factory=list)
    done: dict[date, set[str]] = field(default_factory=dict)
    skipped: set[date] = field(default_factory=set)
    put_off: dict[date, datetime] = field(default_factory=dict)
    seen: set[tuple[str, date]] = field(default_factory=set)
    got: set[tuple[str, date]] = field(default_factory=set)
    nudged: set[date] = field(default_factory=set)
    ended: set[date] = field(default_factory=set)
    excused: set[tuple[str, date]] = field(default_factory=set)
    silences: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin with the first contact."""
        self.heard = self.joined

    def wall(self, instant: datetime) -> datetime:
        """Return what the runner's clock shows."""
        return instant.astimezone(ZoneInfo(self.zone)).replace(tzinfo=None)

    def today(self, instant: datetime) -> date:
        """Return the runner's date."""
        return self.wall(instant).date()

    def looks(self, now: datetime, sent: list[tuple[str, date]]) -> None:
        """Compare what was sent at this moment with what ought to be."""
        for kind, day in sent:
            self._receives(kind, day, now=now)
        wall = self.wall(now)
        for day in (wall.date() - DAY, wall.date(), wall.date() + DAY):  # tomorrow may have been before a flight west
            self._passes("daily", day, now=now)
            self._passes("weekly", self._week_end(day), now=now)
        put_off = self.put_off.get(wall.date())
        if put_off is not None and now >= put_off and ("later", wall.date()) not in self.seen:
            self.seen.add(("later", wall.date()))
            if now == put_off and self._wants(wall.date(), now=now) and ("later", wall.date()) not in self.got:
                self._complain("nothing later", now)

    def returns(self, now: datetime) -> None:
        """Let the chat be open again."""
        self.reachable = True
        self._excuse(now)

    def awaits(self, now: datetime) -> None:
        """Expect the runner to do something; what came due in their silence is over then."""
        if self.is_silent(now):
            self._excuse(now)

    def _excuse(self, now: datetime) -> None:
        """Let what came due while nothing was to be sent come late, or not at all."""
        wall = self.wall(now)
        for day in (wall.date() - DAY, wall.date()):
            for kind, moment in (("daily", day), ("weekly", self._week_end(day))):
                if wall >= datetime.combine(moment, self.at):
                    self.excused.add((kind, moment))

    def restarts_week(self, starts: int, *, now: datetime) -> None:
        """Begin weeks on another day; a summary whose time would have been before may come at once."""
        self.starts = starts
        wall = self.wall(now)
        if wall.time() >= self.at and self._week_end(wall.date()) == wall.date():
            self.seen.add(("weekly", wall.date()))

    def _passes(self, kind: str, day: date, *, now: datetime) -> None:
        """See whether the moment of a day has come, and what it brought; a new time may put it ahead again."""
        since = self.wall(now) - datetime.combine(day, self.at)
        if since >= timedelta(0) and kind == "weekly":
            self.ended.add(day)  # held back since, it may come before a new time of the same day
        if since < timedelta(0):
            self.seen.discard((kind, day))
        elif (kind, day) not in self.seen and not self._waits(self.wall(now).time()):
            self.seen.add((kind, day))
            excused = (kind, day) in self.got | self.excused
            if since < self._window(day) and self._ought(kind, day, now=now) and not excused:
                self._complain(f"no {kind} of {day}", now)

    def is_silent(self, now: datetime) -> bool:
        """Tell whether two weeks without a log, or without a word after that, are over."""
        since = self._silent_from(max([*self.done, self.wall(self.joined).date()]) + SILENCE)
        if since is not None and self.wall(self.heard) >= datetime.combine(since, self.at):
            since = self._silent_from(self.wall(self.heard).date() + SILENCE)
        return since is not None and self.wall(now) >= datetime.combine(since, self.at)

    def is_paused(self, day: date) -> bool:
        """Tell whether a day lies in a pause."""
        return any(first <= day and (last is None or day <= last) for first, last in self.pauses)

    def _receives(self, kind: str, day: date, *, now: datetime) -> None:
        self.counts[kind] = self.counts.get(kind, 0) + 1
        if not self.reachable:
            self._complain(f"{kind} to somebody who is gone", now)
        if kind in {"daily", "weekly"} and (kind, day) in self.got:
            self._complain(f"{kind} of {day} twice", now)
        allowed = {
            "daily": self._may_have_exercise,
            "later": self._may_have_later,
            "weekly": self._may_have_summary,
            "nudge": self._may_have_nudge,
            "silence": self._may_have_silence,
            "pause-end": self._may_be_welcomed,
        }[kind](day, now=now)
        if not allowed:
            self._complain(f"unwelcome {kind} of {day}", now)
        self.got.add((kind, day))

    def _may_have_exercise(self, day: date, *, now: datetime) -> bool:
        wall = self.wall(now)
        since = wall - datetime.combine(day, self.at)
        in_time = timedelta(0) <= since < self._window(day)
        return wall.date() == day and in_time and ("daily", day) not in self.seen and self._ought("daily", day, now=now)

    def _may_have_later(self, day: date, *, now: datetime) -> bool:
        return self.put_off.get(day) is not None and self.wall(now).date() == day and self._wants(day, now=now)

    def _may_have_summary(self, day: date, *, now: datetime) -> bool:
        wall = self.wall(now)
        since = wall - datetime.combine(day, self.at)
        due = since >= timedelta(0) if wall.date() == day else wall.date() - day == DAY
        held_back = wall.date() == day and day in self.ended
        chosen = self._is_quiet(self.at) and wall.date() == day and since < WINDOW
        apart = not self._was_summed_up(day)
        return (
            apart
            and (due or held_back)
            and (chosen or not self._is_quiet(wall.time()))
            and not self.is_paused(wall.date())
        )

    def _was_summed_up(self, day: date) -> bool:
        """Tell whether the greater part of a week was summed up as one that ended on another day."""
        return any(kind == "weekly" and timedelta(0) < day - one < PART_OF_A_WEEK for kind, one in self.got)

    def _may_have_nudge(self, day: date, *, now: datetime) -> bool:
        wall = self.wall(now)
        first = self._week_end(day) - 6 * DAY
        week = [first + number * DAY for number in range(7)]
        missing = VARIATIONS - len({one for other in week for one in self.done.get(other, ())})
        lost = [one for one in week if one.weekday() in self.days and one not in self.done and not self.is_paused(one)]
        left = sum(one >= day for one in lost)
        slipping = missing > 0 and any(one < day for one in lost) and left - missing in {0, 1}
        again = first in self.nudged
        self.nudged.add(first)
        return (
            wall.date() == day
            and slipping
            and not again
            and not self._is_quiet(wall.time())
            and self._wants(day, now=now)
        )

    def _may_have_silence(self, _day: date, *, now: datetime) -> bool:
        self.silences += 1
        return self.silences == 1 and self.is_silent(now)

    def _may_be_welcomed(self, day: date, *, now: datetime) -> bool:
        back = any(last is not None and last + DAY == day for _, last in self.pauses)
        return back and self.wall(now).date() == day and not self.is_paused(day)

    def _ought(self, kind: str, day: date, *, now: datetime) -> bool:
        if not self.reachable or self.is_silent(now) or self.is_paused(day):
            return False
        if datetime.combine(day, self.at) <= self.wall(self.joined):
            return False
        if kind == "weekly":
            return self.wall(now).date() == day and not self._was_summed_up(day)
        put_off = self.put_off.get(day)
        elsewhere = put_off is not None and self.wall(put_off) >= datetime.combine(day, self.at)
        after_joining = day > self.wall(self.joined).date()
        return self._wants(day, now=now) and day.weekday() in self.days and after_joining and not elsewhere

    def _wants(self, day: date, *, now: datetime) -> bool:
        open_day = day not in self.done and day not in self.skipped and not self.is_paused(day)
        return open_day and self.reachable and not self.is_silent(now)

    def _window(self, day: date) -> timedelta:
        """Return how long after its time an exercise is welcome: three hours, the end of the day, or quiet hours."""
        due = datetime.combine(day, self.at)
        ends = [due + WINDOW, datetime.combine(day + DAY, time.min)]
        quiet, morning = self.quiet
        if self.at < quiet and morning < quiet:
            ends.append(datetime.combine(day, quiet))
        return min(ends) - due

    def _waits(self, wall: time) -> bool:
        """Tell whether what is late waits until quiet hours in the middle of a day are over."""
        return self.quiet[0] < self.quiet[1] and self._is_quiet(wall) and not self._is_quiet(self.at)

    def _is_quiet(self, wall: time) -> bool:
        begin, end = self.quiet
        return begin <= wall < end if begin <= end else wall >= begin or wall < end

    def _silent_from(self, day: date) -> date | None:
        for first, last in self.pauses:
            if first > day:
                continue
            if last is None:
                return None
            day = max(day, last + SILENCE)
        return day

    def _week_end(self, day: date) -> date:
        return day + ((self.starts - 1 - day.weekday()) % 7) * DAY

    def _complain(self, what: str, now: datetime) -> None:
        self.wrong.append(f"{self.name} in {self.zone}, {self.wall(now):%a %Y-%m-%d %H:%M} ({self.at:%H:%M}): {what}")
