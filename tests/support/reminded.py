"""A runner who lives through time and is reminded: the pure half of a sweep, with a clock that is moved by hand."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from core.domain.account import Account, AccountKey, Address, Platform
from core.domain.exercise import ExerciseKey
from core.domain.logbook import Logbook
from core.domain.reminder import Reminder, ReminderKind
from core.domain.reminders.due import after_sending, note_weeks
from core.domain.reminders.welcome import expiry
from core.domain.runner import Settings
from core.domain.week import local_day
from core.services.pause import pause, resume
from core.services.queue_due import key_of
from core.services.set_reminders import set_reminders
from core.services.skip import skip_day, snooze
from tests.support.logbooks import CATALOGUE, MONDAY, STRAIGHT_LEG, a_runner, did


def at(day: date, hour: int, minute: int = 0, *, zone: str = "UTC") -> datetime:
    """Return the instant of a wall time."""
    return datetime.combine(day, time(hour, minute), tzinfo=ZoneInfo(zone)).astimezone(UTC)


def reachable(logbook: Logbook) -> Logbook:
    """Give a runner a chat."""
    account = Account(
        key=AccountKey(platform=Platform.CONSOLE, user="anna"), address=Address("anna"), joined=logbook.joined
    )
    return replace(logbook, accounts=(account,))


def with_settings(logbook: Logbook, **settings: object) -> Logbook:
    """Return the logbook with other settings."""
    return replace(logbook, settings=replace(logbook.settings, **settings))  # type: ignore[arg-type]  # any setting


@dataclass(slots=True, kw_only=True)
class Life:
    """A runner, the moment, and what was sent to them; each reminder exists once by its key, as in the outbox."""

    logbook: Logbook
    now: datetime
    sent: list[Reminder] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    late: int = 0

    @property
    def today(self) -> date:
        """The runner's local date."""
        return local_day(self.now, self.logbook.settings.tz)

    def days(self, kind: ReminderKind = ReminderKind.DAILY) -> list[date]:
        """Return the days of the reminders of a kind that were sent."""
        return [one.day for one in self.sent if one.kind is kind]

    def next(self, kind: ReminderKind = ReminderKind.DAILY) -> Reminder | None:
        """Return the reminder of a kind that comes next."""
        return next((one for one in self.logbook.reminders if one.kind is kind), None)

    def until(self, instant: datetime) -> "Life":
        """Let time pass; everything that falls due is sent in its moment."""
        while soonest := min((one.due for one in self.logbook.reminders), default=None):
            if soonest > instant:
                break
            self.now = max(self.now, soonest)
            self.sweep()
        self.now = max(self.now, instant)
        return self

    def sweep(self) -> None:
        """Send what is due."""
        due = [one for one in self.logbook.reminders if one.due <= self.now]
        for one in due:
            key = key_of(one, week_starts=self.logbook.settings.week_starts)
            welcome = self.now < expiry(self.logbook.settings, one)
            self.late += not welcome
            if welcome and key not in self.keys:
                self.keys.add(key)
                self.sent.append(one)
        self.logbook = note_weeks(self.logbook, [one for one in due if self.now < expiry(self.logbook.settings, one)])
        following = after_sending(self.logbook, now=self.now, catalogue=CATALOGUE, settled=due)
        self.logbook = replace(self.logbook, reminders=following)

    def does(self, deed: Callable[[Logbook], Logbook]) -> "Life":
        """Let the runner write something."""
        changed = replace(deed(self.logbook), heard=self.now)
        self.logbook = set_reminders(changed, now=self.now, catalogue=CATALOGUE)
        return self

    def says_hello(self) -> "Life":
        """Let the runner write something that changes nothing."""
        return self.does(lambda logbook: logbook)

    def sets(self, **settings: object) -> "Life":
        """Change settings."""
        return self.does(lambda one: with_settings(one, **settings))

    def trains(self, exercise: ExerciseKey = STRAIGHT_LEG) -> "Life":
        """Log work of today."""
        return self.does(lambda one: did(one, self.today, exercise))

    def skips(self) -> "Life":
        """Pass over today."""
        return self.does(lambda one: skip_day(one, self.today, reason="", at=self.now))

    def puts_off(self, by: timedelta) -> "Life":
        """Have today's exercise sent again."""
        return self.does(lambda one: snooze(one, self.today, until=self.now + by, at=self.now))

    def pauses(self, until: date | None) -> "Life":
        """Pause from today on."""
        return self.does(lambda one: pause(one, self.today, until=until, reason="", at=self.now))

    def is_back(self) -> "Life":
        """End the pause."""
        return self.does(lambda one: resume(one, self.today, at=self.now) or one)

    def is_gone(self) -> "Life":
        """Learn from a failed send that the chat is gone."""
        accounts = tuple(replace(one, reachable=False) for one in self.logbook.accounts)
        self.logbook = set_reminders(replace(self.logbook, accounts=accounts), now=self.now, catalogue=CATALOGUE)
        return self

    def is_reachable(self, *, reachable: bool) -> "Life":
        """Block the coach, or let it in again."""
        accounts = tuple(replace(one, reachable=reachable) for one in self.logbook.accounts)
        return self.does(lambda one: replace(one, accounts=accounts))


def begins(settings: Settings | None = None, *, joined: datetime | None = None) -> Life:
    """Begin a runner, by default on Monday 2 March 2026 at noon UTC."""
    began = joined or at(MONDAY, 12)
    logbook = replace(reachable(a_runner(settings)), joined=began, heard=began)
    return Life(logbook=logbook, now=began).says_hello()
