"""Settings: seeing them, and changing one by a button."""

from dataclasses import replace
from datetime import time
from zoneinfo import available_timezones

from bot.chat import Button, Pressed, button_rows
from bot.conversation.settings_words import ALL_PAGES, PAGES, all_words, changed_words
from bot.conversation.topics.channel import back_button, chosen_channel
from bot.conversation.topics.today import plan_of_today, say_prescription
from bot.conversation.topics.undo import undo_button
from bot.conversation.turn import Turn
from core.domain.exercise import Equipment
from core.domain.load import Unit
from core.domain.prescription import Prescription
from core.domain.reminders.due import would_pass_over
from core.domain.runner import Experience, Settings, Sex
from core.services.change_settings import change_settings

TIMES = ("06:30", "07:30", "12:00", "18:00", "20:00")
WEEKDAYS = range(7)
QUIET = (("20:00", "08:00"), ("21:00", "07:00"), ("22:00", "07:00"), ("23:00", "06:00"))
MOST_ZONES = 6


def show(turn: Turn) -> None:
    """Show all settings, with a button for each."""
    values = all_words(turn.texts, turn.logbook.settings)
    names = {page: turn.texts(f"setting-{page}") for page in ALL_PAGES}
    rows = [turn.texts("value-of", name=names[page], value=values[page]) for page in ALL_PAGES]
    buttons = [Button(label=names[page], action=f"set:{page}") for page in ALL_PAGES]
    if chosen_channel(turn):
        rows.append(turn.texts("value-of", name=turn.texts("setting-channel"), value=turn.texts("channel-open")))
        buttons.append(back_button(turn))
    if not turn.logbook.settings.set_up.issuperset(PAGES):
        buttons.append(turn.button("button-setup", "setup"))
    turn.say("\n".join([turn.texts("settings-title"), *rows, turn.texts("settings-hint")]), *button_rows(buttons))


def open_page(turn: Turn, page: str) -> None:
    """Ask for one setting."""
    if page not in ALL_PAGES:
        show(turn)
        return
    turn.ask("setting", page=page)
    turn.say(page_text(turn, page), *page_buttons(turn, page))


def page_text(turn: Turn, page: str) -> str:
    """Word the question of a page, with the value now."""
    value = all_words(turn.texts, turn.logbook.settings)[page]
    return f"{turn.texts(f'page-{page}')}\n{turn.texts('value-now', value=value)}"


def page_buttons(turn: Turn, page: str) -> tuple[tuple[Button, ...], ...]:
    """Make the buttons of a page."""
    match page:
        case "time" | "quiet":
            return button_rows(_hour_buttons(turn, page))
        case "days" | "week":
            make = _day_button if page == "days" else _weekday_button
            return button_rows([make(turn, one) for one in WEEKDAYS], 4)
        case "equipment":
            return button_rows([_equipment_button(turn, one) for one in Equipment])
        case "unit" | "experience":
            return _choice_buttons(turn, page)
        case "born" | "sex":
            return _person_buttons(turn, page)
        case _:
            return ()


def _choice_buttons(turn: Turn, page: str) -> tuple[tuple[Button, ...], ...]:
    if page == "unit":
        return (tuple(Button(label=turn.texts(f"unit-{one}"), action=f"unit:{one}") for one in Unit),)
    return tuple((turn.button(f"experience-{one}", f"exp:{one}"),) for one in Experience)


def _person_buttons(turn: Turn, page: str) -> tuple[tuple[Button, ...], ...]:
    """Make the buttons of what nobody has to tell."""
    sexes = tuple(turn.button(f"sex-{one}", f"sex:{one}") for one in Sex) if page == "sex" else ()
    return (*((sexes,) if sexes else ()), (turn.button("button-leave-out", f"{page}:none"),))


def ask_zone(turn: Turn, zones: tuple[str, ...]) -> None:
    """Ask which of several places is meant."""
    buttons = [Button(label=one.replace("_", " "), action=f"zone:{one}") for one in zones[:MOST_ZONES]]
    turn.say(turn.texts("zone-ask"), *button_rows(buttons, 2))


def confirm(turn: Turn, settings: Settings) -> None:
    """Put settings in force and say what changed."""
    before = turn.logbook
    turn.logbook = change_settings(before, settings, at=turn.now)
    if turn.logbook is before:
        turn.tell("settings-same")
        return
    what = changed_words(turn.texts, before=before.settings, after=settings)
    more = (turn.button("button-settings", "settings"),) if isinstance(turn.event, Pressed) else ()
    turn.tell("settings-changed", (undo_button(turn), *more), what=what)
    if would_pass_over(turn.logbook, now=turn.now, catalogue=turn.catalogue):
        _say_exercise(turn)


def _say_exercise(turn: Turn) -> None:
    """Say today's exercise, for which the new time of day is over before the old one came."""
    plan = plan_of_today(turn)
    if isinstance(plan, Prescription):
        say_prescription(turn, plan, intro=turn.texts("settings-today"))


def with_zone(settings: Settings, zone: str | None) -> Settings | None:
    """Move to a time zone; None where there is no such zone."""
    return replace(settings, zone=zone, zone_known=True) if zone in available_timezones() else None


def with_time(settings: Settings, at: time) -> Settings:
    """Move the reminder to another wall time."""
    return replace(settings, reminder_time=at.replace(second=0, microsecond=0, tzinfo=None))


def with_day(settings: Settings, day: int) -> Settings | None:
    """Switch one training day on or off; None where it is the last one."""
    days = settings.training_days ^ {day}
    return replace(settings, training_days=days) if days and day in WEEKDAYS else None


def with_gear(settings: Settings, name: str) -> Settings | None:
    """Switch one piece of equipment; None where there is no such thing."""
    if name not in set(Equipment):
        return None
    return replace(settings, equipment=settings.equipment ^ {Equipment(name)})


def with_unit(settings: Settings, name: str) -> Settings | None:
    """Count weight in kg or lb from now on; what is logged keeps its unit."""
    return replace(settings, unit=Unit(name)) if name in set(Unit) else None


def with_experience(settings: Settings, name: str) -> Settings | None:
    """Note how used the runner is to strength work."""
    return replace(settings, experience=Experience(name)) if name in set(Experience) else None


def with_quiet(settings: Settings, span: tuple[time | None, time | None]) -> Settings:
    """Send nothing of one's own accord between two wall times; None leaves that end as it is."""
    start, end = span
    return replace(settings, quiet_from=start or settings.quiet_from, quiet_to=end or settings.quiet_to)


def quiet_named(name: str) -> tuple[time, time]:
    """Return the hours of a button; none where it names none."""
    start, _, end = name.partition("-")
    return (time(0), time(0)) if not end else (time.fromisoformat(start), time.fromisoformat(end))


def with_week_start(settings: Settings, day: int) -> Settings | None:
    """Begin the week on another weekday."""
    return replace(settings, week_starts=day) if day in WEEKDAYS else None


def with_sex(settings: Settings, name: str) -> Settings | None:
    """Note the sex that the medians are told apart by, or forget it."""
    if name == "none":
        return replace(settings, sex=None)
    return replace(settings, sex=Sex(name)) if name in set(Sex) else None


def _weekday_button(turn: Turn, day: int) -> Button:
    return Button(label=turn.texts("weekday", day=day), action=f"starts:{day}")


def _hour_buttons(turn: Turn, page: str) -> list[Button]:
    if page == "time":
        return [Button(label=one, action=f"time:{one}") for one in TIMES]
    spans = [
        Button(label=turn.texts("quiet-span", start=start, end=end), action=f"quiet:{start}-{end}")
        for start, end in QUIET
    ]
    return [*spans, turn.button("button-no-quiet", "quiet:none")]


def _day_button(turn: Turn, day: int) -> Button:
    on = day in turn.logbook.settings.training_days
    return turn.button(_switch(on), f"day:{day}", name=turn.texts("weekday-short", day=day))


def _equipment_button(turn: Turn, one: Equipment) -> Button:
    on = one in turn.logbook.settings.equipment
    return turn.button(_switch(on), f"gear:{one}", name=turn.texts(f"equipment-{one}"))


def _switch(on: bool) -> str:  # noqa: FBT001 - a private name for the two looks of a switch
    return "button-on" if on else "button-off"
