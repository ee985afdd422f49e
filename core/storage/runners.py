"""A runner's settings, accounts and reminders as rows and back."""

from functools import lru_cache

from core.domain.account import Account, AccountKey, Platform
from core.domain.exercise import Equipment
from core.domain.linking.numbering import Ranges
from core.domain.load import Unit
from core.domain.reminder import Reminder, ReminderKind
from core.domain.runner import Experience, RunnerId, Settings, Sex
from core.storage import tables
from core.storage.encoding import decode, encode
from core.storage.facts import Row, Values, load_of, load_row

_COUNTERS = {"id", "joined", "heard", "next_id", "cursor", "pressure", "version", "summed_up", "nudged"}
SETTINGS_COLUMNS = tuple(column for column in tables.runner.c if column.name not in _COUNTERS)
_KINDS = {kind.value: kind for kind in ReminderKind}


@lru_cache(maxsize=1024)
def _equipment_of(text: str) -> frozenset[Equipment]:
    return decode(frozenset[Equipment], text)


@lru_cache(maxsize=1024)
def _set_up_of(text: str) -> frozenset[str]:
    return decode(frozenset[str], text)


@lru_cache(maxsize=128)
def _days_of(text: str) -> frozenset[int]:
    return frozenset(map(int, text))


def settings_row(settings: Settings) -> Values:
    """Return the columns of a runner's settings."""
    return {
        "zone": settings.zone,
        "zone_known": settings.zone_known,
        "reminder_time": settings.reminder_time,
        "training_days": "".join(str(day) for day in sorted(settings.training_days)),
        "week_starts": settings.week_starts,
        "equipment": encode(settings.equipment),
        "unit": settings.unit.value,
        **load_row("body_weight", settings.body_weight),
        "experience": None if settings.experience is None else settings.experience.value,
        "quiet_from": settings.quiet_from,
        "quiet_to": settings.quiet_to,
        "locale": settings.locale,
        "notation": encode(settings.notation),
        "set_up": encode(settings.set_up),
        "born": settings.born,
        "sex": None if settings.sex is None else settings.sex.value,
    }


def settings_of(row: Row) -> Settings:
    """Return the settings of a row that has `SETTINGS_COLUMNS`."""
    return Settings(
        zone=row.zone,
        zone_known=row.zone_known,
        reminder_time=row.reminder_time,
        training_days=_days_of(row.training_days),
        week_starts=row.week_starts,
        equipment=_equipment_of(row.equipment),
        unit=Unit(row.unit),
        body_weight=None if row.body_weight_text is None else load_of(row.body_weight_text, row.body_weight_unit),
        experience=None if row.experience is None else Experience(row.experience),
        quiet_from=row.quiet_from,
        quiet_to=row.quiet_to,
        locale=row.locale,
        notation=decode(tuple[tuple[str, str], ...], row.notation),
        set_up=_set_up_of(row.set_up),
        born=row.born,
        sex=None if row.sex is None else Sex(row.sex),
    )


def account_row(runner: RunnerId, account: Account) -> Values:
    """Return the row of a runner's account."""
    return {
        "runner_id": runner,
        "platform": account.key.platform.value,
        "user": account.key.user,
        "address": account.address,
        "joined": account.joined,
        "home": account.home,
        "reachable": account.reachable,
        "asked": account.asked,
        "channel": account.channel,
        "told": encode(account.told) if account.told else "",
        "shifts": encode(account.shifts) if account.shifts else "",
    }


def account_of(row: Row) -> Account:
    """Return the account of a row."""
    return Account(
        key=AccountKey(platform=Platform(row.platform), user=row.user),
        address=row.address,
        joined=row.joined,
        home=row.home,
        reachable=row.reachable,
        asked=row.asked,
        channel=row.channel,
        told=decode(Ranges, row.told) if row.told else (),
        shifts=decode(tuple[int | None, ...], row.shifts) if row.shifts else (),
    )


def reminder_row(runner: RunnerId, reminder: Reminder) -> Values:
    """Return the row of a runner's reminder."""
    return {"runner_id": runner, "kind": reminder.kind.value, "due": reminder.due, "day": reminder.day}


def reminder_of(row: Row) -> Reminder:
    """Return the reminder of a row."""
    _, kind, due, day = row
    return Reminder(kind=_KINDS[kind], due=due, day=day)
