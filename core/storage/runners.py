"""A runner's settings, accounts and reminders as rows and back."""

from collections.abc import Mapping
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
_PLATFORMS = {platform.value: platform for platform in Platform}
_UNITS = {unit.value: unit for unit in Unit}
_EXPERIENCES: Mapping[str | None, Experience | None] = {None: None, **{one.value: one for one in Experience}}
_SEXES: Mapping[str | None, Sex | None] = {None: None, **{sex.value: sex for sex in Sex}}


@lru_cache(maxsize=1024)
def _equipment_of(text: str) -> frozenset[Equipment]:
    return decode(frozenset[Equipment], text)


@lru_cache(maxsize=1024)
def _notation_of(text: str) -> tuple[tuple[str, str], ...]:
    return decode(tuple[tuple[str, str], ...], text)


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
    """Return the settings of a row of `SETTINGS_COLUMNS`."""
    zone, zone_known, reminder_time, training_days, week_starts, equipment, unit, weight, weight_unit, _, *others = row
    experience, quiet_from, quiet_to, locale, notation, set_up, born, sex = others
    return Settings(
        zone=zone,
        zone_known=zone_known,
        reminder_time=reminder_time,
        training_days=_days_of(training_days),
        week_starts=week_starts,
        equipment=_equipment_of(equipment),
        unit=_UNITS[unit],
        body_weight=None if weight is None else load_of(weight, weight_unit),
        experience=_EXPERIENCES[experience],
        quiet_from=quiet_from,
        quiet_to=quiet_to,
        locale=locale,
        notation=_notation_of(notation),
        set_up=_set_up_of(set_up),
        born=born,
        sex=_SEXES[sex],
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
    _, platform, user, address, joined, home, reachable, asked, channel, told, shifts = row
    return Account(
        key=AccountKey(platform=_PLATFORMS[platform], user=user),
        address=address,
        joined=joined,
        home=home,
        reachable=reachable,
        asked=asked,
        channel=channel,
        told=decode(Ranges, told) if told else (),
        shifts=decode(tuple[int | None, ...], shifts) if shifts else (),
    )


def reminder_row(runner: RunnerId, reminder: Reminder) -> Values:
    """Return the row of a runner's reminder."""
    return {"runner_id": runner, "kind": reminder.kind.value, "due": reminder.due, "day": reminder.day}


def reminder_of(row: Row) -> Reminder:
    """Return the reminder of a row."""
    _, kind, due, day = row
    return Reminder(kind=_KINDS[kind], due=due, day=day)
