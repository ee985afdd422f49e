from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from core.domain.planning.coverage import is_paused
from core.domain.reminder import ReminderKind
from core.domain.runner import Settings
from core.domain.week import ONE_DAY, local_day, week_of
from tests.support.logbooks import BENT_KNEE, LOW_HOPS, STRAIGHT_LEG
from tests.support.reminded import Life, begins

RUNNERS = 60
DAYS = 366
BEGAN = datetime(2026, 1, 5, 10, tzinfo=UTC)
ZONES = (
    *("Pacific/Pago_Pago", "Pacific/Honolulu", "America/Anchorage", "America/Los_Angeles", "America/Phoenix"),
    *("America/Denver", "America/Mexico_City", "America/Chicago", "America/Bogota", "America/New_York"),
    *("America/Havana", "America/Caracas", "America/Halifax", "America/Santiago", "America/Asuncion"),
    *("America/St_Johns", "America/Sao_Paulo", "America/Nuuk", "America/Miquelon", "Atlantic/South_Georgia"),
    *("Atlantic/Azores", "Atlantic/Cape_Verde", "UTC", "Europe/London", "Europe/Dublin", "Africa/Casablanca"),
    *("Africa/Lagos", "Europe/Berlin", "Europe/Madrid", "Africa/Cairo", "Europe/Kyiv", "Asia/Jerusalem"),
    *("Asia/Beirut", "Europe/Istanbul", "Africa/Nairobi", "Asia/Tehran", "Asia/Dubai", "Asia/Kabul"),
    *("Asia/Karachi", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Dhaka", "Asia/Yangon", "Asia/Bangkok"),
    *("Asia/Shanghai", "Australia/Perth", "Australia/Eucla", "Asia/Tokyo", "Asia/Seoul", "Australia/Darwin"),
    *("Australia/Adelaide", "Australia/Brisbane", "Australia/Sydney", "Australia/Lord_Howe", "Pacific/Norfolk"),
    *("Pacific/Auckland", "Pacific/Fiji", "Pacific/Chatham", "Pacific/Tongatapu", "Pacific/Kiritimati"),
)


class Year:
    """A runner's year: what they do each morning, and on which days the coach should have written."""

    def __init__(self, number: int) -> None:
        self.chance = Random(number)  # noqa: S311 - not a secret
        self.reminder_time = time(self.chance.randrange(14, 21), self.chance.choice([0, 15, 30, 59]))
        days = frozenset(self.chance.sample(range(7), self.chance.randrange(3, 8)))
        settings = Settings(zone=ZONES[number % len(ZONES)], reminder_time=self.reminder_time, training_days=days)
        self.life = begins(settings, joined=BEGAN)
        self.expected: set[date] = set()
        self.summaries: set[date] = set()

    def live(self) -> Life:
        """Live through the year, deciding each local noon what happens on that day."""
        joined = self.life.today
        for day in (joined + number * ONE_DAY for number in range(1, DAYS)):
            noon = datetime.combine(day, time(12), tzinfo=ZoneInfo(self.life.logbook.settings.zone)).astimezone(UTC)
            if noon <= self.life.now or local_day(noon, self.life.logbook.settings.tz) != day:
                continue
            self.life.until(noon)
            self._happens()
            self._expect(self.life.today)
        return self.life.until(self.life.now + ONE_DAY)

    def _happens(self) -> None:
        """Do what the day brings; a log now and then, so that two silent weeks never come."""
        life, today = self.life, self.life.today
        roll = self.chance.random()
        reachable = all(one.reachable for one in life.logbook.accounts)
        if not reachable:
            life.is_reachable(reachable=roll < 0.3)
        elif roll < 0.02:
            life.sets(zone=self.chance.choice(ZONES))
        elif roll < 0.03:
            life.pauses(today + timedelta(days=self.chance.randrange(1, 12)))
        elif roll < 0.04:
            life.is_reachable(reachable=False)
        elif roll < 0.06:
            life.skips()
        elif roll < 0.5:
            life.trains(self.chance.choice([STRAIGHT_LEG, BENT_KNEE, LOW_HOPS]))
        else:
            life.says_hello()

    def _expect(self, today: date) -> None:
        """Note what this evening should bring; after a flight the day may be over already, or come again."""
        self.expected.discard(today)
        self.summaries.discard(today)
        silence = self.life.next(ReminderKind.SILENCE)
        logbook, settings = self.life.logbook, self.life.logbook.settings
        local = self.life.now.astimezone(settings.tz)
        if not logbook.accounts[0].reachable or is_paused(logbook, today) or local.time() >= self.reminder_time:
            return
        if silence is None or silence.day <= today:
            return
        over = today in {one.day for one in logbook.entries} | {one.day for one in logbook.skips}
        if not over and today.weekday() in settings.training_days:
            self.expected.add(today)
        if week_of(today).last == today:
            self.summaries.add(today)


def years() -> Iterator[Year]:
    """Give every runner's year."""
    return (Year(number) for number in range(RUNNERS))


def test_a_year_of_many_runners_in_sixty_zones() -> None:
    """Through moves, clock changes, pauses, blocks and skips: one exercise a day that wants it, none on any other."""
    sent = 0
    for year in years():
        life = year.live()
        dailies = Counter(life.days())
        assert not [day for day, count in dailies.items() if count > 1]
        assert not year.expected - dailies.keys()
        assert Counter(life.days(ReminderKind.WEEKLY)).keys() >= year.summaries
        assert max(Counter(life.days(ReminderKind.WEEKLY)).values()) == 1
        sent += len(life.sent)
    assert sent > RUNNERS * 100
